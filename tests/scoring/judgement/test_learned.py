"""What follows from a reader's judgements: states, quotes, claims, moves, ranges. The reader has a script."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
import pytest
from scripted_judges import ScriptedReader, heads

from simulator.model import settings
from simulator.model.question import KeyPoint, Kind, Misconception, Question
from simulator.model.scorecard import (
    Audience,
    Dimensions,
    DimensionScore,
    KeyPointResult,
    Move,
    PointState,
    Prompted,
    Scorecard,
)
from simulator.model.transcript import from_text
from simulator.scoring.judgement.heads import Heads
from simulator.scoring.judgement.learned import Judged, Judges, Part, judge, rated, wrong_claims
from simulator.scoring.judgement.readings import HALF, MADE, WRONG, Readings
from simulator.scoring.language.annotate import annotate
from simulator.scoring.language.annotated import Annotated
from simulator.scoring.language.lexicon import Lexicon, load_fillers
from simulator.scoring.verdict.overall import overall
from simulator.scoring.verdict.rubric import load_rubrics
from simulator.scoring.verdict.score import EXPLAINED_BY_WORDS, WITHOUT_JUDGES, score

PROMPTS: Path = settings.shipped("prompts")
FILLERS = load_fillers(PROMPTS / "lexicon" / "fillers.toml")
RUBRIC = load_rubrics(PROMPTS)["explain"]

ALARMS = "Precision is the share of alarms that were right"
FOUND = "Recall is the share of cases that were found"
PRICE = "One is bought with the other"
ACCURATE = "Precision and accuracy are one thing"
ASKED = Question(
    id="precision",
    kind=Kind.EXPLAIN,
    prompt="What are precision and recall?",
    key_points=(
        KeyPoint(id="alarms", text=ALARMS, weight=2),
        KeyPoint(id="found", text=FOUND),
        KeyPoint(id="price", text=PRICE),
    ),
    misconceptions=(Misconception(id="accurate", text=ACCURATE, instead="Accuracy counts all rows."),),
)
FIRST = "There are two ways of looking at the very same list of alarms."
SECOND = "Of all that it flagged, precision says how many of them were right."
THIRD = "And recall, well, it is about what was found in the end by them."
LAST = "So in the end it is a choice that you make with whoever pays for it."
TOLD = (FIRST, SECOND, THIRD, LAST)


def said(*sentences: str) -> Annotated:
    return annotate(from_text(" ".join(sentences or TOLD)), FILLERS)


def judged(*sentences: str, reader: ScriptedReader, fitted: Heads | None = None) -> Judged:
    return judge(said(*sentences), ASKED, Judges(reader, fitted or heads()), unexplained=0)


def states(points: tuple[KeyPointResult, ...]) -> dict[str, tuple[PointState, bool, str | None]]:
    return {point.id: (point.state, point.covered, point.quote) for point in points}


def card(reader: ScriptedReader, fitted: Heads, *sentences: str) -> Scorecard:
    return score(
        said(*sentences),
        question=ASKED,
        audience=Audience.ML_ENGINEER,
        rubric=RUBRIC,
        lexicon=Lexicon(()),
        fillers=FILLERS,
        embedder=None,
        judges=Judges(reader, fitted),
    )


# Key points


def test_a_point_has_the_state_of_the_sentence_that_shows_it_and_its_words() -> None:
    found = judged(reader=ScriptedReader({(ALARMS, SECOND): MADE, (FOUND, THIRD): HALF}))
    assert states(found.key_points) == {
        "alarms": (PointState.MADE, True, SECOND),
        "found": (PointState.HALF, True, THIRD),
        "price": (PointState.MISSED, False, None),
    }
    assert [point.weight for point in found.key_points] == [2, 1, 1]
    made, half, missed = (point.confidence for point in found.key_points)
    assert made > 0.9
    assert half > 0.9
    assert missed < 0.1
    assert found.credit == pytest.approx((2 * 1 + 0.5) / 4, abs=0.01)


def test_a_point_said_the_wrong_way_round_is_missed_and_quoted() -> None:
    found = judged(reader=ScriptedReader({(ALARMS, THIRD): WRONG}))
    assert states(found.key_points)["alarms"] == (PointState.WRONG, False, THIRD)
    assert found.credit == pytest.approx(0, abs=0.01)


def test_a_point_that_is_made_stays_made_whatever_else_is_said_of_it() -> None:
    found = judged(reader=ScriptedReader({(ALARMS, SECOND): MADE, (ALARMS, THIRD): WRONG}))
    assert states(found.key_points)["alarms"] == (PointState.MADE, True, SECOND)


@pytest.mark.parametrize(
    "sentences",
    [
        (FIRST, "Is precision not the share of the cases that were found, then?", LAST),
        (FIRST, "Precision is the share of the cases that were found.", "That is wrong.", LAST),
        (FIRST, "People often think precision is the share of the cases that were found.", LAST),
    ],
)
def test_a_point_is_not_said_wrongly_by_what_does_not_claim_it(sentences: tuple[str, ...]) -> None:
    found = judged(*sentences, reader=ScriptedReader({(ALARMS, sentences[1]): WRONG}))
    assert states(found.key_points)["alarms"] == (PointState.MISSED, False, None)


def test_a_sentence_is_read_after_the_one_before_it() -> None:
    reader = ScriptedReader()
    judged(reader=reader)
    assert [stretch for task, claim, stretch in reader.read_pairs if (task, claim) == ("point", ALARMS)] == [
        f"| {FIRST}",
        f"{FIRST} | {SECOND}",
        f"{SECOND} | {THIRD}",
        f"{THIRD} | {LAST}",
    ]
    assert {claim for task, claim, _ in reader.read_pairs if task == "move"} == {ASKED.prompt}


# Wrong claims

CLAIM = "To my mind precision and accuracy are one and the same thing."


def claiming(*sentences: str) -> Judged:
    return judged(*sentences, reader=ScriptedReader(claims=frozenset((ACCURATE, text) for text in sentences)))


def test_a_wrong_claim_is_held_against_whoever_makes_it_with_its_words() -> None:
    (hit,) = judged(FIRST, CLAIM, LAST, reader=ScriptedReader(claims=frozenset({(ACCURATE, CLAIM)}))).claims
    assert (hit.id, hit.quote, hit.instead) == ("accurate", CLAIM, "Accuracy counts all rows.")


def test_a_question_never_claims() -> None:
    found = claiming("Are precision and accuracy not one and the same thing?")
    assert (found.claims, found.perhaps) == ((), ())


@pytest.mark.parametrize(
    "sentences", [(CLAIM, "No, that is not true at all."), ("People often think that they are the same.",)]
)
def test_what_is_taken_back_or_told_of_others_does_not_stand(sentences: tuple[str, ...]) -> None:
    reader = ScriptedReader(claims=frozenset({(ACCURATE, sentences[0])}))
    found = judged(FIRST, *sentences, LAST, reader=reader)
    assert (found.claims, found.perhaps) == ((), ())


def test_of_two_claims_that_one_sentence_may_make_the_likelier_is_asked_about() -> None:
    second = Misconception(id="again", text="Recall is accuracy too", instead="It is not.")
    asked = replace(ASKED, misconceptions=(*ASKED.misconceptions, second))
    told = said(FIRST, CLAIM, LAST)
    rows = np.zeros((2, len(told.sentences)))
    rows[:, 1] = 0.9
    found = Readings(
        points=np.zeros((3, len(told.sentences), 4)), misconceptions=rows, moves=np.zeros((0, 0))
    )
    unsure = msgspec.structs.replace(heads(), asserted_from=1.01)
    for claimed, name in (((0.8, 0.9), "again"), ((0.9, 0.8), "accurate")):
        sure, perhaps = wrong_claims(told, found, asked, unsure, np.array(claimed))
        assert (sure, [hit.id for hit in perhaps]) == ((), [name])
    elsewhere = rows.copy()
    elsewhere[1] = np.roll(rows[1], 1)
    apart = replace(found, misconceptions=elsewhere)
    _, both = wrong_claims(told, apart, asked, unsure, np.array((0.8, 0.9)))
    assert len(both) == 2


def test_what_may_have_been_claimed_is_asked_and_not_held_against_anybody() -> None:
    reader = ScriptedReader(claims=frozenset({(ACCURATE, CLAIM)}))
    unsure = msgspec.structs.replace(heads(), asserted_from=1.01)
    found = judged(FIRST, CLAIM, LAST, reader=reader, fitted=unsure)
    assert (found.claims, [hit.quote for hit in found.perhaps]) == ((), [CLAIM])
    scored = card(reader, unsure, FIRST, CLAIM, LAST)
    assert scored.claims == ()
    assert [hit.id for hit in scored.perhaps_claimed] == [hit.id for hit in found.perhaps]
    asked = scored.follow_ups[0]
    assert (asked.by, asked.about) == (Prompted.CLAIM, "accurate")
    assert asked.quote is not None
    assert f"“{asked.quote}”" in asked.ask


# Moves and structure


def test_neighbouring_sentences_that_make_the_same_move_are_one() -> None:
    explains = frozenset({Move.EXPLAIN})
    reader = ScriptedReader(
        moves={FIRST: frozenset({Move.FRAME}), SECOND: explains, THIRD: explains | {Move.EXAMPLE}}
    )
    found = judged(reader=reader)
    assert [(span.move, span.quote) for span in found.moves] == [
        (Move.FRAME, FIRST),
        (Move.EXPLAIN, f"{SECOND} {THIRD}"),
        (Move.EXAMPLE, THIRD),
    ]
    assert found.made == (frozenset({Move.FRAME}), explains, explains | {Move.EXAMPLE}, frozenset())


def test_where_a_sentence_stands_weighs_in_what_it_does() -> None:
    """A constant, the reader's log odds, then: first, second, last, and how far on."""
    closing = heads().move_weights | {Move.SUMMARY: (-3.0, 0.0, 0.0, 0.0, 6.0, 0.0)}
    found = judged(reader=ScriptedReader(), fitted=msgspec.structs.replace(heads(), move_weights=closing))
    assert [(span.move, span.quote) for span in found.moves] == [(Move.SUMMARY, LAST)]


def test_the_parts_of_the_structure_sum_up_to_its_distance_from_an_ordinary_answer() -> None:
    frames = ScriptedReader(moves={FIRST: frozenset({Move.FRAME})})
    found, head = judged(reader=frames), heads().structure.rating
    assert found.led == (
        Part("opens with a frame or a point", 12.5, more=True),
        Part("closes", -6.2, more=False),
    )
    ordinary = rated(head, head.rating(np.array(head.means)))
    assert sum(part.points for part in found.led) == pytest.approx(
        found.structure.score - ordinary.score, abs=1
    )


def test_clarity_falls_with_every_unexplained_term() -> None:
    known, strange = (
        judge(said(), ASKED, Judges(ScriptedReader(), heads()), unexplained=terms) for terms in (0.0, 5.0)
    )
    assert strange.clarity.rating == pytest.approx(known.clarity.rating - 0.5)
    assert Part("unexplained terms", -12.5, more=True) in strange.clear
    assert strange.structure == known.structure


# Scores, ranges, calibration


@pytest.mark.parametrize(
    ("rating", "scored"),
    [(1.0, (0, 0, 50)), (3.0, (50, 0, 100)), (4.5, (88, 38, 100)), (5.0, (100, 50, 100))],
)
def test_ranges_are_clipped(rating: float, scored: tuple[int, int, int]) -> None:
    found = rated(heads(off=2).content, rating)
    assert (found.score, found.low, found.high) == scored


ALL_MADE = ScriptedReader(
    {(ALARMS, SECOND): MADE, (FOUND, THIRD): MADE, (PRICE, LAST): MADE},
    moves={FIRST: frozenset({Move.FRAME}), LAST: frozenset({Move.SUMMARY})},
)


@pytest.mark.parametrize("reader", [ScriptedReader(), ALL_MADE], ids=["nothing", "everything"])
def test_every_score_of_a_card_lies_in_its_range(reader: ScriptedReader) -> None:
    found = card(reader, heads(off=2))
    assert found.overall is not None
    assert found.range is not None
    ranges = [(found.overall, found.range)]
    for dimension in (found.dimensions.clarity, found.dimensions.structure, found.dimensions.content):
        assert dimension is not None
        assert dimension.range is not None
        assert dimension.calibrated
        ranges.append((dimension.score, dimension.range))
    assert found.calibrated
    assert all(0 <= low <= number <= high <= 100 for number, (low, high) in ranges)


def test_what_was_judged_by_whom_is_on_the_card() -> None:
    found = card(ALL_MADE, heads())
    assert found.degraded == (EXPLAINED_BY_WORDS,)
    assert found.models.reading == "scripted"
    assert {point.state for point in found.key_points} == {PointState.MADE}
    assert found.dimensions.content is not None
    assert found.dimensions.content.score >= 95
    rules = score(
        said(),
        question=ASKED,
        audience=Audience.ML_ENGINEER,
        rubric=RUBRIC,
        lexicon=Lexicon(()),
        fillers=FILLERS,
        embedder=None,
    )
    assert WITHOUT_JUDGES in rules.degraded
    assert (rules.models.reading, rules.range, rules.calibrated) == (None, None, False)


def test_an_uncalibrated_dimension_is_shown_and_left_out_of_the_overall() -> None:
    found = card(ALL_MADE, heads(structure=0.49, clarity=0.5))
    clarity, structure, content = (
        found.dimensions.clarity,
        found.dimensions.structure,
        found.dimensions.content,
    )
    assert clarity is not None
    assert structure is not None
    assert content is not None
    assert (clarity.calibrated, structure.calibrated, content.calibrated) == (True, False, True)
    weights = RUBRIC.overall.weights
    expected = found.measure("content_expected")
    assert expected is not None
    assert expected.value is not None
    alone = {"clarity": clarity.score, "content": (expected.value - 1) * 25}
    by_name = {dimension.value: weight for dimension, weight in weights.items()}
    mean = sum(by_name[name] * value for name, value in alone.items()) / sum(by_name[name] for name in alone)
    assert found.overall == round(mean)


def test_where_none_is_calibrated_all_count() -> None:
    none, every = (
        card(ALL_MADE, heads(clarity=sure, structure=sure, content=sure, overall=sure)) for sure in (0.0, 0.9)
    )
    assert none.overall == every.overall
    assert (none.calibrated, every.calibrated) == (False, True)
    mixed = Dimensions(
        clarity=DimensionScore(score=80, level=5),
        structure=DimensionScore(score=20, level=2, calibrated=True),
        content=None,
    )
    assert overall(mixed, RUBRIC) == 20
