"""What a card carries besides judgements: whose it is, by which models; what a refused one leaves out."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from simulator.model.question import KeyPoint, Kind, Question
from simulator.model.scorecard import Audience, Dimensions, Fillers, Jargon, Models, RubricRef, Scorecard
from simulator.model.transcript import Transcript, from_text
from simulator.scoring.language.lexicon import load_fillers, load_lexicon
from simulator.scoring.verdict.rubric import load_rubrics, rubric_for
from simulator.scoring.verdict.score import WITHOUT_JUDGES, WITHOUT_MEANING, score

PROMPTS = Path(__file__).resolve().parents[3] / "prompts"
RUBRICS = load_rubrics(PROMPTS)
LEXICON = load_lexicon(PROMPTS / "lexicon")
FILLERS = load_fillers(PROMPTS / "lexicon" / "fillers.toml")
ASKED = Question(
    id="q",
    kind=Kind.EXPLAIN,
    prompt="What is precision?",
    key_points=(KeyPoint(id="k", text="Of the alarms"),),
)
SAID = "It says how many of the alarms were right, and so we look at it each week, and SMOTE had raised it."


def card(
    transcript: Transcript, question: Question | None = ASKED, audience: Audience = Audience.RECRUITER
) -> Scorecard:
    return score(
        transcript,
        question=question,
        audience=audience,
        rubric=rubric_for(question, RUBRICS),
        lexicon=LEXICON,
        fillers=FILLERS,
        embedder=None,
    )


def test_a_card_says_whose_it_is_and_what_judged_it() -> None:
    found = card(from_text(SAID))
    assert (found.question_id, found.audience, found.scorable, found.reason) == (
        "q",
        Audience.RECRUITER,
        True,
        None,
    )
    assert found.rubric == RubricRef(id="explain", version=RUBRICS["explain"].version)
    assert found.models == Models(hearing=None, meaning=None, reading=None)
    assert (found.range, found.calibrated) == (None, False)
    assert found.degraded == (WITHOUT_JUDGES, WITHOUT_MEANING)
    assert [point.id for point in found.key_points] == ["k"]
    density, unexplained = (found.measure(name) for name in ("jargon_density", "unexplained_terms"))
    assert density is not None
    assert unexplained is not None
    assert (density.unit, density.value) == ("1/100 words", found.jargon.density_per_100_words)
    assert (unexplained.unit, unexplained.value) == ("terms", found.jargon.unexplained)
    assert unexplained.level is not None


def test_without_a_question_nothing_of_one_is_on_the_card() -> None:
    found = card(from_text(SAID), None)
    assert (found.question_id, found.rubric.id, found.dimensions.content) == (None, "general", None)
    assert (found.key_points, found.misconceptions) == ((), ())


def test_the_ear_is_named_with_the_start_of_its_digest() -> None:
    heard = dataclasses.replace(from_text(SAID), model="base", model_sha256="d01c3014881c")
    assert card(heard).models.hearing == "base d01c30"
    assert card(dataclasses.replace(heard, model_sha256=None)).models.hearing == "base"
    assert card(dataclasses.replace(heard, model=None)).models.hearing is None


def test_a_refused_answer_keeps_its_words_and_has_no_judgement() -> None:
    heard = dataclasses.replace(from_text("I do not know."), model="base", model_sha256="d01c3014881c")
    refused = card(heard)
    assert refused == Scorecard(
        question_id="q",
        audience=Audience.RECRUITER,
        scorable=False,
        reason=heard.reason,
        overall=None,
        rubric=RubricRef(id="explain", version=RUBRICS["explain"].version),
        models=Models(hearing="base d01c30", meaning=None),
        dimensions=Dimensions(clarity=None, structure=None, content=None),
        measures=(),
        words=heard.words,
        restarts=(),
        fillers=Fillers(count=0, per_minute=None, per_100_words=None, items=()),
        jargon=Jargon(density_per_100_words=None, explained=0, unexplained=0, terms=()),
        moves=(),
        key_points=(),
        misconceptions=(),
        strengths=(),
        improvements=(),
        follow_ups=(),
    )
    assert refused.degraded == ()
    assert card(heard, None).question_id is None


def test_what_the_question_asks_is_to_be_explained_to_all_but_peers_when_it_asks_what_a_thing_is() -> None:
    def terms(kind: Kind, listener: Audience) -> set[str]:
        said = from_text(
            "Precision went up and recall went down, so we moved it and then looked again that week."
        )
        found = card(said, dataclasses.replace(ASKED, kind=kind), listener)
        return {term.term for term in found.jargon.terms}

    assert "precision" in terms(Kind.EXPLAIN, Audience.SOFTWARE_ENGINEER)
    assert "precision" in terms(Kind.COMPARE, Audience.SOFTWARE_ENGINEER)
    assert "precision" not in terms(Kind.DESIGN, Audience.SOFTWARE_ENGINEER)
    assert "precision" not in terms(Kind.EXPLAIN, Audience.RESEARCHER)
