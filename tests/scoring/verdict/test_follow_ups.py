"""What the interviewer asks next, and why, from findings made by hand."""

from __future__ import annotations

from findings import jargon, point, term

from simulator.model.question import FollowUp, KeyPoint, Kind, Question
from simulator.model.scorecard import JargonTerm, KeyPointResult, MisconceptionHit, PointState, Prompted
from simulator.scoring.verdict.follow_ups import follow_ups

MADE, HALF, MISSED, WRONG = PointState.MADE, PointState.HALF, PointState.MISSED, PointState.WRONG


def question(*asks: FollowUp) -> Question:
    points = tuple(KeyPoint(id=name, text=name) for name in "abcd")
    return Question(id="q", kind=Kind.EXPLAIN, prompt="What?", key_points=points, follow_ups=asks)


def asked(
    points: tuple[KeyPointResult, ...] = (),
    terms: tuple[JargonTerm, ...] = (),
    wrong: tuple[MisconceptionHit, ...] = (),
    of: Question | None = None,
) -> list[str]:
    return [ask.ask for ask in follow_ups(of, points, wrong, jargon(*terms))]


ON_A, ON_B, ON_C = (FollowUp(ask=f"And {name}?", when_missing=name) for name in "abc")
TWIST, LATER = FollowUp(ask="Now on a phone?", twist=True), FollowUp(ask="And on Mars?", twist=True)
SMOTE = "You said SMOTE: how would you explain that to me?"


def test_follow_ups_alternate_and_end_with_the_twist() -> None:
    wrong = (MisconceptionHit(id="w", text="Wrong.", quote="um it is, uh, always so"),)
    points = (point("a", MISSED), point("b", HALF, 5), point("c", MISSED, 2), point("d", MADE))
    of = question(ON_A, ON_B, ON_C, TWIST, LATER)
    claim = "You said: “It is, always so” Are you sure? Why?"
    assert asked(points, (term("SMOTE"),), wrong, of) == [claim, "And c?", SMOTE, "And a?"]
    assert asked(points, (term("SMOTE"),), (), of) == ["And c?", SMOTE, "And a?", "Now on a phone?"]
    assert asked(points[1:2], (), (), of) == ["And b?", "Now on a phone?"]
    assert asked(points[3:], (), (), of) == ["Now on a phone?"]
    assert asked((), (), wrong) == [claim]
    (twist,) = follow_ups(of, (), (), jargon())
    assert (twist.because, twist.by, twist.about) == ("it changes the problem", Prompted.TWIST, None)
    (about_term,) = follow_ups(None, (), (), jargon(term("SMOTE")))
    assert (about_term.because, about_term.by, about_term.about) == (
        "'SMOTE' was used without an explanation",
        Prompted.TERM,
        "SMOTE",
    )


def test_a_gap_without_a_question_of_its_own_is_asked_about_in_general() -> None:
    general = "Something that matters is still missing. What would you add?"
    points = (point("a", MISSED), point("b", MISSED, 3))
    (ask,) = follow_ups(question(), points, (), jargon())
    assert (ask.ask, ask.about, ask.by) == (general, "b", Prompted.GAP)
    assert ask.because == "key point 'b' was not heard"
    (wrong,) = follow_ups(question(ON_A), (point("a", WRONG),), (), jargon())
    assert (wrong.ask, wrong.because) == ("And a?", "key point 'a' sounded the wrong way round")
    (half,) = follow_ups(question(ON_A), (point("a", HALF),), (), jargon())
    assert (half.ask, half.because) == ("And a?", "key point 'a' was only half made")
    assert asked(points, of=question(ON_A)) == ["And a?"]


def test_the_same_ask_comes_once() -> None:
    twice = FollowUp(ask="And a?", when_missing="b")
    assert asked((point("a", MISSED), point("b", MISSED)), of=question(ON_A, twice)) == ["And a?"]


def test_the_term_to_explain_is_a_name_then_the_one_used_most_then_the_first() -> None:
    def of(*terms: JargonTerm) -> list[str]:
        return asked(terms=terms)

    assert of(term("bagging", uses=5), term("SMOTE")) == [SMOTE]
    assert of(term("AUC", at=1), term("SMOTE", uses=2, at=4)) == [SMOTE]
    assert of(term("AUC", at=4), term("SMOTE", at=2)) == [SMOTE]
    assert of(term("AUC", True, at=4), term("SMOTE", at=9)) == [SMOTE]
    assert of(term("AUC", True)) == []


def test_a_claim_is_read_back_short_and_whole() -> None:
    def back(quote: str | None) -> str:
        (ask,) = follow_ups(None, (), (MisconceptionHit(id="w", text="wrong.", quote=quote),), jargon())
        assert (ask.because, ask.by, ask.about) == ("the answer seems to claim: wrong", Prompted.CLAIM, "w")
        return ask.ask.split("“")[1].split("”")[0]

    assert back(None) == "Wrong."
    fourteen = "rows " * 13 + "end"
    assert back(fourteen) == fourteen.capitalize()
    assert back(fourteen + " more") == f"{fourteen.capitalize()} …"
    assert back("rows " * 11 + "end of the, more of it") == "Rows " + "rows " * 10 + "end …"
    assert back("of " * 20) == "Of …"
