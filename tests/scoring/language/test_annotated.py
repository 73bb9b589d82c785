"""The annotated answer: what is read off it, and that it is made once."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from simulator.model import settings
from simulator.model.question import KeyPoint, Kind, Question
from simulator.model.scorecard import Audience
from simulator.model.transcript import Transcript, from_text
from simulator.scoring.language import annotated as module
from simulator.scoring.language.annotate import annotate
from simulator.scoring.language.annotated import Annotated
from simulator.scoring.language.lexicon import Lexicon, load_fillers
from simulator.scoring.language.text import Span, sentences
from simulator.scoring.verdict import score as scoring
from simulator.scoring.verdict.rubric import load_rubrics

PROMPTS = settings.shipped("prompts")
FILLERS = load_fillers(PROMPTS / "lexicon" / "fillers.toml")
SAID = from_text(
    "Um, the the model — it drifts, because customers change. We log rows every day, and we retrain it when "
    "the error grows."
)


def test_everything_is_read_off_the_labelled_words() -> None:
    said = annotate(SAID, FILLERS)
    assert said.sentences == (Span(0, 9), Span(10, 22))
    assert said.sentence_of == (0,) * 10 + (1,) * 13
    assert said.texts[0] == "The model — it drifts, because customers change."
    assert said.lowered == tuple(text.lower() for text in said.texts)
    assert [words.text for words in said.worded] == list(said.texts)
    assert said.keys[:5] == ("um", "the", "the", "model", "")
    assert said.spoken[:4] == ("the", "model", "it", "drifts")
    assert len(said.spoken) == 20
    assert [said.text(part) for part in said.clauses(said.sentences[0])] == [
        "The model —",
        "it drifts, because customers change.",
    ]
    assert said.text(Span(0, 3)) == "The model"
    assert said.quoted(Span(0, 1)) == {
        "quote": "Um, the",
        "first_word": 0,
        "last_word": 1,
        "start_s": None,
        "end_s": None,
    }


def test_nothing_said_has_nothing_to_read() -> None:
    nothing = annotate(Transcript(words=(), text=""), FILLERS)
    assert (nothing.sentences, nothing.texts, nothing.keys, nothing.spoken) == ((), (), (), ())


def test_an_answer_is_labelled_and_split_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []

    def split(transcript: Transcript) -> tuple[Span, ...]:
        calls.append("split")
        return sentences(transcript)

    def label(*given: object) -> Annotated:
        calls.append("labelled")
        return annotate(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "sentences", split)
    monkeypatch.setattr(scoring, "annotate", label)
    asked = Question(
        id="q", kind=Kind.DESIGN, prompt="How?", key_points=(KeyPoint(id="k", text="Retrain it"),)
    )

    def score(answer: Transcript | Annotated) -> object:
        return scoring.score(
            answer,
            question=asked,
            audience=Audience.RECRUITER,
            rubric=load_rubrics(PROMPTS)["design"],
            lexicon=Lexicon(()),
            fillers=FILLERS,
            embedder=None,
        )

    card = score(SAID)
    assert calls == ["labelled", "split"]
    said = annotate(SAID, FILLERS)
    calls.clear()
    assert score(said) == card
    assert score(said) == card
    assert calls == ["split"]


def test_nobody_else_splits_an_answer() -> None:
    simulator = Path(settings.__file__).parents[1]
    splitting = {
        str(path.relative_to(simulator))
        for path in simulator.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "sentences"
    }
    of_code = "interview/coding/said.py"  # its report is made of the stored transcript, apart from scoring
    assert splitting == {"scoring/language/annotated.py", "scoring/language/text.py", of_code}
