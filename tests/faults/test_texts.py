"""Files that people write, broken in every way: named with file, line and field, and never a traceback."""

from __future__ import annotations

import copy
import math
import re
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import msgspec
import pytest
import tomli_w
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as running

from simulator.cli.main import main
from simulator.interview.bank.loader import load_file
from simulator.interview.candidate.job import load_yours
from simulator.interview.candidate.job_cues import load_job_cues
from simulator.interview.candidate.stories import load_competencies, load_stories
from simulator.interview.exchange.cues import load_asking_cues
from simulator.interview.process.plans import load_plans
from simulator.model import settings
from simulator.model.errors import BadInputError, ExitCode
from simulator.model.formats import scorecard_json
from simulator.model.scorecard import Audience
from simulator.model.tomlfile import MAXIMUM_BYTES, UNSAFE, read_toml
from simulator.model.transcript import from_text
from simulator.scoring.judgement.curiosity import load_closing
from simulator.scoring.judgement.moves import load_moves
from simulator.scoring.language.cues import load_cues
from simulator.scoring.language.lexicon import Lexicon, load_fillers, load_hedges, load_terms
from simulator.scoring.verdict.rubric import Rubric, load_rubric, read_layers
from simulator.scoring.verdict.score import score

PROMPTS = settings.shipped("prompts")
MOVES = load_moves(PROMPTS / "lexicon" / "moves.toml")
COMPETENCIES = load_competencies(PROMPTS / "competencies.toml")
FILLERS = load_fillers(PROMPTS / "lexicon" / "fillers.toml")
SAID = from_text(
    "First I look at the data, um, since most faults are there. Then I build the simplest model that could "
    "work, and I compare it with what people do today. If it is better, we try it on a few customers."
)
Document = dict[str, Any]


def shipped(name: str, most: int = 1000) -> Document:
    """A file of ours; of every list only the first few."""

    def cut(value: Any) -> Any:
        if isinstance(value, dict):
            return {
                key: cut(item) for key, item in value.items() if key not in ("follow_ups", "model_answer")
            }
        return [cut(item) for item in value[:most]] if isinstance(value, list) else value

    found: Document = cut(read_toml(PROMPTS / name).values)
    return found


def complete_rubric(name: str) -> Document:
    """A rubric of ours with everything it takes from the one below it."""
    found: Document = read_layers(PROMPTS / "rubrics" / f"{name}.toml").values
    return {key: value for key, value in found.items() if key != "extends"}


STORY = {"title": "Alarms", "task": "Fewer.", "action": "I counted.", "competencies": ["feedback"]}
YOURS = {"job": "We seek a builder.", "title": "Builder", "asks": ["build"], "topics": {"vision": 0.5}}
LOADERS: dict[str, tuple[Document, Callable[[Path], Any]]] = {
    "question": (shipped("questions/design.toml", 2), lambda path: load_file(path, "mine")),
    "interview": (shipped("interviews/bank-fraud.toml", 2), lambda path: load_plans(path, "mine")),
    "rubric": (complete_rubric("general"), lambda path: load_rubric(path, MOVES)),
    "rubric over another": (
        shipped("rubrics/pitch.toml"),
        lambda path: load_rubric(path, MOVES, PROMPTS / "rubrics"),
    ),
    "terms": (shipped("lexicon/terms-models.toml", 2), load_terms),
    "fillers": (shipped("lexicon/fillers.toml", 3), load_fillers),
    "hedges": (shipped("lexicon/hedges.toml", 3), load_hedges),
    "moves": (shipped("lexicon/moves.toml", 2), load_moves),
    "closing": (shipped("lexicon/closing.toml", 2), load_closing),
    "cues": (shipped("lexicon/cues.toml", 2), load_cues),
    "asking": (shipped("lexicon/asking.toml", 2), load_asking_cues),
    "job": (shipped("lexicon/job.toml", 2), load_job_cues),
    "competencies": (shipped("competencies.toml", 2), load_competencies),
    "stories": ({"story": [STORY, STORY]}, lambda path: load_stories(path, COMPETENCIES)),
    "yours": (YOURS, load_yours),
    "settings": (
        {"voice": "off", "questions": "/q", "microphone_checked": True},
        lambda path: settings.load(path, environment={}),
    ),
}
NASTY = (
    "\x1b[2J", "\x1b]0;owned\x07", "\x9b31m", "\x00", "\r", "\u202eevil\u202c", "\u2066x\u2069", "\u200f",
    "\u061c", "[red]x[/red]", "[/]", "<script>alert(1)</script>", "..", "../../x", "/etc/passwd", "CON",
    "~nobody/x", "", " ", "x" * 20_000, "e\u0301\U0001f469\u200d\U0001f4bb", "(", "(a+)+$", "{0}", "%s",
    "`$.x`", "a - at `$.id`", "\ufeff", "é",
)  # fmt: skip
texts = st.sampled_from(NASTY) | st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=8)
numbers = (
    st.integers(-3, 9)
    | st.sampled_from([2**63, -(2**63) - 1, 10**400, math.nan, math.inf, -math.inf, 1e308, -0.0])
    | st.floats()
)
anything = st.recursive(
    texts | numbers | st.booleans() | st.dates(),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(texts, below, max_size=3),
    max_leaves=6,
)


def mutate(data: st.DataObject, whole: Document) -> None:
    """Change `whole` at one place: another value, a field more or less, something twice."""
    here: Any = whole
    while True:
        keys = list(here) if isinstance(here, dict) else list(range(len(here)))
        key = data.draw(st.sampled_from(keys)) if keys else None
        below = None if key is None else here[key]
        if not isinstance(below, (dict, list)) or data.draw(st.integers(0, 3)) == 0:
            break
        here = below
    change = data.draw(st.sampled_from(("replace", "remove", "add", "twice")))
    if isinstance(here, dict):
        if change == "remove" and key is not None:
            del here[key]
        elif change == "replace" and key is not None:
            here[key] = data.draw(anything)
        else:
            here[data.draw(texts)] = data.draw(anything)
    elif change == "twice" and key is not None:
        here.insert(key, copy.deepcopy(here[key]))
    elif change == "remove" and key is not None:
        del here[key]
    elif change == "replace" and key is not None:
        here[key] = data.draw(anything)
    else:
        here.append(data.draw(anything))


def spoiled(data: st.DataObject, text: str) -> str:
    """The text with something strange in it, or a part of it missing."""
    at = data.draw(st.integers(0, len(text)))
    to = data.draw(st.integers(at, min(len(text), at + 60)))
    return text[:at] + data.draw(texts | st.sampled_from(["[", "]", '"""', "=", "\n", "{", "#"])) + text[to:]


def texts_and_numbers(value: Any) -> list[Any]:
    if isinstance(value, Mapping):
        return [leaf for pair in value.items() for item in pair for leaf in texts_and_numbers(item)]
    if isinstance(value, (list, tuple, set, frozenset)):
        return [leaf for item in value for leaf in texts_and_numbers(item)]
    return [value]


def check_loaded(found: Any) -> None:
    """Nothing that was taken over can drive a terminal or is no number."""
    for leaf in texts_and_numbers(msgspec.to_builtins(found, enc_hook=str)):
        assert not isinstance(leaf, str) or not UNSAFE.search(leaf)
        assert not isinstance(leaf, float) or math.isfinite(leaf)


def check_scores(rubric: Rubric) -> None:
    """Whatever it says, scores are from 0 to 100."""
    card = score(
        SAID, question=None, audience=Audience.SOFTWARE_ENGINEER, rubric=rubric, lexicon=Lexicon(()),
        fillers=FILLERS, hedges=(), embedder=None,
    )  # fmt: skip
    found = (card.dimensions.clarity, card.dimensions.structure, card.dimensions.content)
    for points in (card.overall, *(one.score for one in found if one)):
        assert points is None or 0 <= points <= 100
    assert scorecard_json(card)


def check_sentence(sentence: str, path: Path, length: int) -> None:
    assert sentence.isprintable(), sentence
    assert str(path) in sentence
    place = re.search(re.escape(str(path)) + r"(?:, line |:)(\d+)", sentence)
    whole_file = re.search(
        r"nested too deep|not UTF-8|too large|not valid TOML|an earlier interview", sentence
    )
    assert place or whole_file, sentence
    assert place is None or 1 <= int(place[1]) <= length


@pytest.mark.parametrize("kind", LOADERS)
def test_a_broken_file_is_named_with_line_and_field_and_the_rest_loads(
    kind: str, tmp_path: Path, many: Callable[[int, int], int], tally: Callable[..., None]
) -> None:
    document, load = LOADERS[kind]
    names = {"rubric": "general.toml", "rubric over another": "pitch.toml"}
    path = tmp_path / names.get(kind, "x.toml")
    path.write_text(tomli_w.dumps(document))
    assert load(path)
    seen = {"loaded": 0, "refused": 0}

    def break_it(data: st.DataObject) -> None:
        broken = copy.deepcopy(document)
        for _ in range(data.draw(st.integers(1, 2))):
            mutate(data, broken)
        try:
            text = tomli_w.dumps(broken)
        except ValueError:  # Python's own limit of a number's digits
            return
        text = spoiled(data, text) if data.draw(st.integers(0, 4)) == 0 else text
        path.write_text(text, encoding="utf-8", newline="")
        sentences: list[str] = []
        try:
            found = load(path)
        except BadInputError as error:
            sentences, found = [str(error)], ()
        if kind in ("question", "interview") and found:
            found, sentences = found
        for sentence in sentences:
            check_sentence(sentence, path, text.count("\n") + 1)
        check_loaded(found)
        if isinstance(found, Rubric):
            check_scores(found)
        seen["refused" if sentences else "loaded"] += 1

    count = many(12, 9_000)
    quiet = running(
        max_examples=count, deadline=None, database=None, derandomize=True,
        suppress_health_check=list(HealthCheck), phases=[Phase.generate],
    )  # fmt: skip
    quiet(given(st.data())(break_it))()
    assert seen["refused"]
    note = f"{kind}: {seen['refused']:,} named with file and line, {seen['loaded']:,} harmless"
    tally("files that people write: fuzzed", sum(seen.values()), note)


def test_a_broken_question_leaves_the_others_of_its_file(tmp_path: Path) -> None:
    first, second = shipped("questions/design.toml", 2)["question"]
    for bad in (
        {**first, "id": "\x1b[2J"},
        {**first, "prompt": "a\u202eb"},
        {"id": 3},
        {**first, "difficulty": 10**400},
    ):
        (tmp_path / "x.toml").write_text(tomli_w.dumps({"question": [bad, second]}))
        questions, problems = load_file(tmp_path / "x.toml", "mine")
        assert [question.id for question in questions] == [second["id"]]
        assert problems


DEEP = {
    "arrays": "a = " + "[" * 300 + "]" * 300,
    "keys": "a." * 5_000 + "b = 1",
    "quoted keys": '"a".' * 200_000 + "b = 1",
    "spaced keys": "a . " * 200_000 + "b = 1",
    "inline keys": "x = { " + "a." * 200_000 + "b = 1 }",
    "tables": "[" + "a." * 5_000 + "b]",
    "tables below tables": "".join(f"[[{'.'.join('a' * depth)}]]\n" for depth in range(1, 60)),
    "inline tables": "a = " + "{ a = " * 200 + "1" + " }" * 200,
    "in a question": '[[question]]\nid = "a"\n' + "a." * 900 + "b = 1",
}


@pytest.mark.parametrize("name", DEEP)
def test_a_file_nested_deep_is_refused_at_once(name: str, tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text(DEEP[name])
    questions, problems = load_file(tmp_path / "x.toml", "mine")
    assert (questions, len(problems)) == ([], 1)
    assert "nested too deep" in problems[0] or "not valid TOML" in problems[0]


PITCH = '[[question]]\nid = "a"\nkind = "pitch"\nprompt = "?"\nkey_points = ['
HUGE = {
    "one question of very many points": PITCH
    + "".join(f'{{ id = "p{at}", text = "x" }},\n' for at in range(130_000))
    + "]\n",
    "very many questions": "".join(f'[[question]]\nid = "q{at}"\n' for at in range(60_000)),
    "one endless line": 'a = "' + "." * 900 + "a" * (MAXIMUM_BYTES - 1_000) + '"',
    "one id for all": (PITCH + '{ id = "p", text = "x" }]\n') * 2_000,
}


@pytest.mark.parametrize("name", HUGE)
def test_a_huge_file_is_dealt_with(name: str, tmp_path: Path, many: Callable[[int, int], int]) -> None:
    text = HUGE[name][: many(300_000, MAXIMUM_BYTES)] if name == "very many questions" else HUGE[name]
    (tmp_path / "x.toml").write_text(text)
    started = time.process_time()
    questions, problems = load_file(tmp_path / "x.toml", "mine")
    assert problems
    assert len(questions) <= 1
    assert all(problem.isprintable() for problem in problems)
    assert time.process_time() - started < 60


FOLDERS = ("~nobody-of-that-name/x", "/dev/null/x", "a\x00b", "\x1b[2J", "x" * 3000, "/dev/null")


def test_a_folder_that_cannot_be_is_a_sentence(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    many: Callable[[int, int], int],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SIMULATOR_RECORDINGS")
    for folder in FOLDERS[: many(2, len(FOLDERS))]:
        for names in (("questions", "interviews", "rubrics"), ("recordings",)):
            (tmp_path / "settings.toml").write_text(tomli_w.dumps(dict.fromkeys(names, folder)))
            codes = {main([command, "list"]) for command in ("sessions", "questions", "interviews")}
            assert codes <= {ExitCode.DONE, ExitCode.BAD_INPUT, ExitCode.ARCHIVE}
    out, err = capsys.readouterr()
    assert "\x1b" not in out + err


SETTINGS = {
    "voice = 'choir'\n": ("line 1, field `voice`", "'choir' is none of auto"),
    "start = 'key'\nvoices = 3\n": ("line 2, field `voices`", "unknown setting"),
    "model = 3\n": ("line 1, field `model`", "`str`"),
    "\nrecordings = '''\n\x09'''\nmodel = \"\\u001b[2J\"": ("line 4, field `model`", "U+001B"),
    "words = '" + "x" * 11_000 + "'": ("line 1, field `words`", "longer"),
    "microphone_checked = 7\n": ("line 1, field `microphone_checked`", "`bool`"),
    "x = 1\nx = 2\n": (":2", "not valid TOML"),
    "a = " + "9" * 5000: ("settings.toml", "not valid TOML"),
    "a = " + "[" * 5000: ("settings.toml", "nested too deep"),
}  # fmt: skip


@pytest.mark.parametrize("text", SETTINGS, ids=range(len(SETTINGS)))
def test_a_broken_settings_file_is_named_with_line_and_field(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "settings.toml").write_text(text)
    code = main(["questions", "list"])
    out, err = capsys.readouterr()
    for expected in SETTINGS[text]:
        assert expected in err
    readable = "field" in err
    assert (code, bool(out)) == ((ExitCode.DONE, True) if readable else (ExitCode.BAD_INPUT, False))


def test_what_is_right_in_a_settings_file_counts_beside_what_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "own.toml"
    path.write_text('voice = "choir"\nvolume = 3\ntheme = "day"\nmodel = 3\n')
    said: list[str] = []
    found = settings.load(path, environment={}, on_problem=said.append)
    assert found == settings.Settings(theme="day")
    fields = [problem.partition(", field")[2].partition(":")[0] for problem in said]
    assert fields == [" `volume`", " `model`", " `voice`"]
    assert all("counts as not given. Mend line" in problem for problem in said)


def test_nothing_is_recorded_where_nobody_looks_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("SIMULATOR_RECORDINGS")
    (tmp_path / "settings.toml").write_text("recordings = 3\n")
    assert main(["sessions", "list"]) == ExitCode.BAD_INPUT
    assert "field `recordings`" in capsys.readouterr().err
    (tmp_path / "settings.toml").write_text("")
    monkeypatch.setenv("SIMULATOR_ENGINE", "drum")
    assert main(["sessions", "list"]) == ExitCode.BAD_INPUT
    assert "SIMULATOR_ENGINE: 'drum' is none of" in capsys.readouterr().err


def test_a_settings_file_that_is_none_is_never_waited_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    os.mkfifo(tmp_path / "fifo.toml")
    (tmp_path / "loop.toml").symlink_to(tmp_path / "loop.toml")
    for name in ("fifo.toml", "loop.toml", ""):
        assert main(["--config", str(tmp_path / name), "questions", "list"]) == ExitCode.BAD_INPUT
    assert len(capsys.readouterr().err.splitlines()) == 3
    monkeypatch.delenv("SIMULATOR_CONFIG")
    monkeypatch.setenv("SIMULATOR_VOICE", "\x1b[2J")
    assert main(["questions", "list"]) == ExitCode.BAD_INPUT
    assert capsys.readouterr().err.startswith("SIMULATOR_VOICE: the character U+001B")
