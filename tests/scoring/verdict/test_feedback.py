"""What is praised, what is to improve and what shows it, from evidence made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from findings import jargon, point, term

from simulator.model.scorecard import (
    Dimension,
    Dimensions,
    DimensionScore,
    FillerItem,
    Fillers,
    JargonTerm,
    KeyPointResult,
    Measure,
    MisconceptionHit,
    Move,
    MoveSpan,
    PointState,
)
from simulator.model.transcript import PausePlace, Restart, RestartKind, Silence, Transcript, Word, from_text
from simulator.scoring.judgement.leading import Expectation
from simulator.scoring.judgement.learned import Part
from simulator.scoring.judgement.moves import MoveLexicon
from simulator.scoring.language.annotated import Annotated
from simulator.scoring.measures.registry import Advice, advice_on
from simulator.scoring.verdict.evidence import MOST_QUOTED, Evidence
from simulator.scoring.verdict.feedback import improvements, strengths
from simulator.scoring.verdict.rubric import OverallRule, Rubric, Scale
from simulator.scoring.verdict.wordings import wordings

MADE, HALF, MISSED, WRONG = PointState.MADE, PointState.HALF, PointState.MISSED, PointState.WRONG
CLARITY, STRUCTURE, CONTENT = Dimension.CLARITY, Dimension.STRUCTURE, Dimension.CONTENT
TEXT = from_text("We log um each row. It drifts um every uh week. So we retrain it each day.")
RISING = (1.0, 0.8, 0.6, 0.4, 0.2, 0.0)
FALLING = (0.0, 2.0, 4.0, 6.0, 8.0, 10.0)


def advice(measure: str) -> Advice:
    found = advice_on(measure)
    assert found is not None
    return found


def filler(at: int) -> FillerItem:
    return FillerItem(text="um", kind="filled_pause", first_word=at, last_word=at, start_s=None, end_s=None)


def evidence(
    transcript: Transcript = TEXT,
    terms: tuple[JargonTerm, ...] = (),
    moves: tuple[MoveSpan, ...] = (),
    points: tuple[KeyPointResult, ...] = (),
    wrong: tuple[MisconceptionHit, ...] = (),
    fillers: tuple[int, ...] = (),
) -> Evidence:
    found = Fillers(
        count=len(fillers), per_minute=None, per_100_words=None, items=tuple(map(filler, fillers))
    )
    return Evidence(Annotated(transcript), found, jargon(*terms), moves, points, wrong)


def move(what: Move, first: int, last: int) -> MoveSpan:
    return MoveSpan(move=what, first_word=first, last_word=last)


# What a remark is shown with


def quote(found: Evidence, measure: str, *, good: bool = False) -> str | None:
    return found.of(measure, good=good)["quote"]


def test_fillers_are_shown_by_the_sentence_with_most() -> None:
    found = evidence(fillers=(2, 7, 9))
    assert quote(found, "fillers_per_minute") == "It drifts um every uh week."
    assert quote(found, "filled_pauses_per_minute") == "It drifts um every uh week."
    assert quote(evidence(), "fillers_per_minute") is None


def test_terms_points_and_claims_are_shown_where_they_stand() -> None:
    found = evidence(
        terms=(term("A", True, at=0), term("B", at=5), term("C", at=9)),
        points=(point("a", MADE, sure=0.7, at=3), point("b", MADE, sure=0.9, at=4), point("c", HALF, at=6)),
        wrong=(MisconceptionHit(id="w", text="Wrong", first_word=11, last_word=12),),
    )
    assert quote(found, "unexplained_terms") == "It"
    assert quote(found, "unexplained_terms", good=True) == "We"
    assert quote(found, "key_points_weight", good=True) == "row."
    assert quote(found, "key_points_weight") == "drifts"
    assert quote(found, "misconceptions") == "So we"
    nothing = evidence()
    for measure in ("unexplained_terms", "key_points_weight", "misconceptions", "detours", "order"):
        assert quote(nothing, measure) is None
    assert quote(nothing, "key_points_weight", good=True) is None


def test_the_heaviest_missed_point_lacks_most_then_the_heaviest_half_made() -> None:
    halves = (point("a", HALF, 3), point("b", HALF, 5), point("m", MADE, 9))
    assert evidence(points=halves).missing_point() == halves[1]
    missed = (*halves, point("c", MISSED, 1), point("d", MISSED, 2))
    assert evidence(points=missed).missing_point() == missed[4]
    assert evidence(points=halves[2:]).missing_point() is None
    sure = (point("a", MADE, 9, sure=0.6), point("b", MADE, 1, sure=0.8), point("c", MADE, 2, sure=0.8))
    assert evidence(points=sure).best_point() == sure[2]
    assert evidence(points=halves[:2]).best_point() is None


@pytest.mark.parametrize(
    ("measure", "made"),
    [("examples", Move.EXAMPLE), ("tradeoffs", Move.TRADEOFF), ("impact", Move.IMPACT)],
)
def test_a_move_is_shown_by_its_first_place(measure: str, made: Move) -> None:
    found = evidence(moves=(move(Move.FRAME, 0, 1), move(made, 5, 6), move(made, 11, 12)))
    assert quote(found, measure, good=True) == "It drifts"
    assert quote(evidence(), measure, good=True) is None


@pytest.mark.parametrize("closing", [Move.SUMMARY, Move.RESULT, Move.LEARNING])
def test_a_close_is_shown_by_its_last_place(closing: Move) -> None:
    found = evidence(moves=(move(closing, 0, 1), move(closing, 11, 12), move(Move.IMPACT, 13, 14)))
    assert quote(found, "closed", good=True) == "So we"
    assert quote(found, "closed") == "So we retrain it each day."
    assert quote(found, "framed_before_detail", good=True) == "We log um each row."


def test_a_restart_is_shown_with_the_words_after_it() -> None:
    restarts = (Restart(kind=RestartKind.REPAIR, first_word=1, last_word=2),)
    assert (
        quote(evidence(replace(TEXT, restarts=restarts)), "restarts_per_100_words")
        == "log um each row. It drifts"
    )
    late = (Restart(kind=RestartKind.REPAIR, first_word=15, last_word=16),)
    assert quote(evidence(replace(TEXT, restarts=late)), "restarts_per_100_words") == "each day."
    assert quote(evidence(), "restarts_per_100_words") is None


def test_the_longest_pause_inside_a_sentence_is_shown_with_three_words_on_both_sides() -> None:
    words = tuple(Word(text=f"w{at}", start_s=at * 2.0, end_s=at * 2.0 + 0.5) for at in range(12))
    pauses = (
        Silence(start_s=2.5, end_s=4.0, place=PausePlace.INSIDE),
        Silence(start_s=8.5, end_s=12.0, place=PausePlace.INSIDE),
        Silence(start_s=12.5, end_s=18.0, place=PausePlace.CLAUSE_END),
    )
    spoken = Transcript(words=words, text="", pauses=pauses)
    assert quote(evidence(spoken), "long_pauses_inside") == "w3 w4 w5 w6 w7 w8 w9"
    later = (pauses[1], Silence(start_s=16.5, end_s=18.0, place=PausePlace.INSIDE))
    assert quote(evidence(replace(spoken, pauses=later)), "long_pauses_inside") == "w3 w4 w5 w6 w7 w8 w9"
    first = replace(spoken, pauses=pauses[:1])
    assert quote(evidence(first), "long_pauses_inside") == "w0 w1 w2 w3 w4 w5"
    last = replace(spoken, pauses=(Silence(start_s=20.5, end_s=22.0, place=PausePlace.INSIDE),))
    assert quote(evidence(last), "long_pauses_inside") == "w8 w9 w10 w11"
    assert quote(evidence(replace(spoken, pauses=pauses[2:])), "long_pauses_inside") is None


def test_long_quotes_are_cut() -> None:
    long = from_text("word " * 60)
    found = evidence(long, moves=(move(Move.EXAMPLE, 2, 55),))
    assert len(str(quote(found, "examples", good=True)).split()) == MOST_QUOTED == 40


# Improvements and strengths


def scale(name: str, dimension: Dimension, weight: float = 1.0, **changes: object) -> Scale:
    fields: dict[str, object] = {"edges": RISING, "source": "convention"}
    return Scale(id=name, dimension=dimension, weight=weight, **(fields | changes))  # type: ignore[arg-type]


SCALES = (
    scale("fillers_per_minute", CLARITY, edges=FALLING),
    scale("unexplained_terms", CLARITY, edges=FALLING),
    scale("moves_share", STRUCTURE, 2.0),
    scale("closed", STRUCTURE),
    scale("key_points_weight", CONTENT),
    scale("misconceptions", CONTENT, 0.0, edges=FALLING),
    scale("pace_variation", CLARITY),
)
RUBRIC = Rubric(
    id="general",
    version=1,
    expectation=Expectation((Move.FRAME, Move.EXAMPLE, Move.SUMMARY), frozenset(), frozenset()),
    overall=OverallRule(
        weights={CLARITY: 0.3, STRUCTURE: 0.3, CONTENT: 0.4},
        gate_below=0,
        gate_allows=100,
        misconception_costs=5,
    ),
    scales=SCALES,
    levels=(),
    moves=MoveLexicon(()),
)


def measures(**values: float | None) -> list[Measure]:
    units = {s.id: s.dimension for s in SCALES}
    return [
        Measure(id=name, value=value, unit="", dimension=units.get(name)) for name, value in values.items()
    ]


def improved(found: Evidence | None = None, **values: float | None) -> list[str | None]:
    return [item.measure for item in improvements(measures(**values), RUBRIC, found or evidence())]


def test_what_would_raise_the_overall_most_comes_first_and_two_are_enough() -> None:
    assert improved(fillers_per_minute=5, moves_share=0.1, closed=0.0, key_points_weight=0.7) == [
        "moves_share",
        "fillers_per_minute",
    ]
    assert improved(fillers_per_minute=1, moves_share=0.85, closed=1.0, key_points_weight=0.9) == []
    assert improved(key_points_weight=0.796) == []  # not a point of the overall
    assert improved(key_points_weight=0.79) == ["key_points_weight"]
    assert improved(moves_share=None, pace_variation=0.0) == []  # not taken; nothing to advise


def test_a_wrong_claim_comes_before_all_others() -> None:
    wrong = (MisconceptionHit(id="w", text="Bigger is better.", instead="Smaller is better."),)
    (first, second) = improvements(
        measures(misconceptions=3, key_points_weight=0.0, closed=0.9), RUBRIC, evidence(wrong=wrong)
    )
    assert first.text == "This seems to claim: Bigger is better. It is not right."
    assert first.try_ == "Say aloud, in one sentence: Smaller is better."
    assert second.measure == "key_points_weight"
    assert improved(misconceptions=0, closed=0.9) == []


def test_an_improvement_names_what_is_meant() -> None:
    def first(name: str, value: float, found: Evidence) -> tuple[str, str]:
        (item,) = improvements(measures(**{name: value}), RUBRIC, found)
        return item.text, item.try_

    terms = (term("A", True), term("B"), term("C", said="A thing."), term("D"), term("E"))
    assert first("unexplained_terms", 9, evidence(terms=terms)) == (
        "This listener may not know B, C, D and 1 more.",
        "Say C in plain words: A thing.",
    )
    assert (
        first("unexplained_terms", 9, evidence(terms=terms[:3]))[0] == "This listener may not know B and C."
    )
    assert (
        first("unexplained_terms", 9, evidence(terms=terms[:4]))[0]
        == "This listener may not know B, C and D."
    )
    assert first("unexplained_terms", 9, evidence(terms=terms[3:4])) == (
        "This listener may not know D.",
        advice("unexplained_terms").try_,
    )
    assert first("unexplained_terms", 9, evidence())[0] == advice("unexplained_terms").improve
    for state, sure, ways in (
        (MISSED, 0.3, wordings().missing),
        (MISSED, 0.31, wordings().unclear),
        (WRONG, 0.1, wordings().wrong),
        (HALF, 0.5, wordings().half),
    ):
        found = evidence(points=(point("x", state, sure=sure),))
        text, try_ = first("key_points_weight", 0, found)
        assert text in [way.format(point="Say x") for way in ways]
        assert try_ in (*wordings().try_missing, *wordings().try_clearer, *wordings().try_wrong)
    all_made = evidence(points=(point("x", MADE, sure=0.9, at=1), point("y", MADE, sure=0.6, at=2)))
    clearer = [way.format(point="Say y") for way in wordings().clearer]
    assert first("key_points_weight", 0, all_made)[0] in clearer
    assert all_made.of("content_rating", good=False)["first_word"] == 2
    assert first("moves_share", 0, evidence(moves=(move(Move.FRAME, 0, 1),)))[0] == (
        "Not there yet: an example and a close in one sentence."
    )
    whole = tuple(move(what, 0, 1) for what in RUBRIC.expectation.moves)
    assert first("moves_share", 0, evidence(moves=whole))[0] == advice("moves_share").improve
    assert first("closed", 0, evidence()) == (advice("closed").improve, advice("closed").try_)


def test_what_is_missing_is_not_shown_by_words_about_something_else() -> None:
    (item,) = improvements(
        measures(key_points_weight=0), RUBRIC, evidence(points=(point("x", MISSED, sure=0.3, at=3),))
    )
    assert (item.quote, item.first_word) == (None, None)
    (item,) = improvements(
        measures(key_points_weight=0), RUBRIC, evidence(points=(point("x", MISSED, sure=0.31, at=3),))
    )
    assert item.first_word == 3


def test_of_two_points_the_one_that_is_likelier_missing_is_spoken_of() -> None:
    points = (point("a", MISSED, sure=0.7), point("b", MISSED, sure=0.1), point("c", HALF, 9))
    assert evidence(points=points).missing_point() == points[1]


def test_the_same_remark_is_made_once() -> None:
    part = Part("vague words", -20.0, more=True)
    rated = replace(evidence(), led=(part,), clear=(part,))
    scales = (scale("structure_rating", STRUCTURE), scale("clarity_rating", CLARITY))
    rubric = replace(RUBRIC, scales=scales)
    given = [
        Measure(id=one.id, value=0.1, unit="1-5", dimension=one.dimension, level=None, band=None)
        for one in scales
    ]
    assert len(improvements(given, rubric, rated)) == 1
    other = replace(rated, clear=(Part("long words", -20.0, more=True),))
    assert len(improvements(given, rubric, other)) == 2


def test_where_nothing_else_is_worth_saying_the_point_that_lacks_most_is_named() -> None:
    good = measures(fillers_per_minute=1, moves_share=0.85, closed=1.0, key_points_weight=0.9)
    (item,) = improvements(good, RUBRIC, evidence(points=(point("x", MISSED), point("y", MADE))))
    assert (item.measure, "Say x" in item.text) == ("key_points_weight", True)
    assert improvements(good, RUBRIC, evidence(points=(point("y", MADE),))) == ()


def test_points_of_a_story_are_spoken_of_in_whole_sentences() -> None:
    story = replace(RUBRIC, id="behavioral")
    told = replace(point("x", MISSED, sure=0.1), text="Names the result.")
    (item,) = improvements(measures(key_points_weight=0), story, evidence(points=(told,)))
    assert item.text.endswith(": a good answer names the result.")


def praised(content: int | None, found: Evidence | None = None, **values: float) -> list[str | None]:
    level = DimensionScore(score=content, level=3) if content is not None else None
    known = Dimensions(clarity=None, structure=None, content=level)
    return [one.measure for one in strengths(measures(**values), known, RUBRIC, found or evidence())]


def test_the_weightiest_strengths_come_first_and_three_are_enough() -> None:
    found = evidence(
        terms=(term("A", True),), moves=(move(Move.SUMMARY, 11, 12),), points=(point("x", MADE, at=1),)
    )
    values = {"unexplained_terms": 0, "moves_share": 1.0, "closed": 1.0, "key_points_weight": 0.8}
    assert praised(90, found, **values) == ["key_points_weight", "unexplained_terms", "moves_share"]
    assert praised(40, found, moves_share=0.8) == ["moves_share"]
    assert praised(40, found, moves_share=0.79) == []
    assert praised(39, found, **values) == []
    assert praised(None, found, moves_share=1.0, closed=1.0) == ["moves_share", "closed"]


def test_a_strength_must_be_carried_by_what_is_there() -> None:
    assert praised(90, evidence(), unexplained_terms=0, closed=1.0) == []
    assert praised(90, evidence(), fillers_per_minute=0) == []
    assert praised(0, evidence(from_text("word " * 60)), fillers_per_minute=0) == ["fillers_per_minute"]
    assert praised(0, evidence(from_text("word " * 59)), fillers_per_minute=0) == []


def test_a_point_made_is_praised_with_its_words() -> None:
    known = Dimensions(clarity=None, structure=None, content=DimensionScore(score=90, level=5))
    found = evidence(points=(point("x", MADE, at=1),))
    (one,) = strengths(measures(key_points_weight=1.0), known, RUBRIC, found)
    assert (one.text, one.quote) == ("You made the points that matter, such as: Say x.", "log")
