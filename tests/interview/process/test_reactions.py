"""What an interviewer says to an answer before they go on, and how a round ends."""

from __future__ import annotations

from dataclasses import replace

from cards import GAP, TWIST, card, plan, question, round_

from simulator.interview.process import phrases
from simulator.interview.process.course import (
    Answered,
    Course,
    CoursePhase,
    GoOn,
    Pass,
    TurnKind,
    begin,
    step,
)
from simulator.interview.process.course_text import course_from_text, course_text
from simulator.interview.process.reactions import farewell, has_no_answer, neutral, reaction
from simulator.model.plan import Mode, Plan
from simulator.model.question import Question
from simulator.model.scorecard import FollowUpAsk, KeyPointResult, PointState, Prompted, Scorecard
from simulator.model.transcript import from_text
from simulator.scoring.verdict.follow_up_words import follow_up_words

ONE, TWO, THREE = (question(name) for name in ("one", "two", "three"))
SAYS = follow_up_words().reactions
DEMAND = "Sales are not demand, um, when shelves are empty."
NO_IDEA = "No idea, honestly."


def said(text: str, base: Scorecard | None = None, *, sure: float = 0.95) -> Scorecard:
    """A card of an answer whose first sentence makes a point."""
    made = KeyPointResult(
        id="goal", text="goal", covered=True, state=PointState.MADE, confidence=sure, first_word=0
    )
    return replace(base or card(), words=from_text(text).words, key_points=(made,))


def started(item: Plan, *drawn: tuple[Question, ...]) -> Course:
    return step(begin(item, drawn, mode=Mode.REAL), GoOn())


def answered(course: Course, given: Scorecard) -> Course:
    return step(course, Answered(f"S/{len(course.done)}", given, 30))


def lead(course: Course) -> str:
    assert course.turn is not None
    return course.turn.lead


def test_a_point_that_was_surely_made_is_taken_up_in_the_candidates_words() -> None:
    quote = "“sales are not demand, when shelves are empty”"
    assert quote in reaction(said(DEMAND), 0)
    assert len({reaction(said(DEMAND), nth) for nth in range(5)}) == 5
    assert reaction(said(DEMAND, sure=0.8), 0) == ""
    assert reaction(said("It is not the same as demand."), 0) == ""
    assert reaction(said(DEMAND), 0, ("sales are not demand, when shelves are empty",)) == ""


def test_nothing_is_taken_up_beside_a_wrong_claim() -> None:
    assert reaction(said(DEMAND, card(wrong=("accuracy",))), 0) == ""


def test_nothing_that_is_said_praises() -> None:
    for text in (*SAYS.taken_up, *SAYS.neutral):
        assert not {"good", "great", "nice", "excellent", "perfect", "exactly"} & set(text.lower().split())


def test_who_has_no_answer_gets_a_kind_word_and_the_next_question() -> None:
    course = started(plan(round_()), (ONE, TWO))
    given = replace(card(GAP, TWIST), words=from_text(NO_IDEA).words)
    assert has_no_answer(given)
    after = answered(course, given)
    assert after.turn is not None
    assert (after.turn.kind, after.turn.question) == (TurnKind.QUESTION, TWO)
    assert lead(after) in SAYS.kind


def test_who_has_no_reply_to_a_follow_up_is_asked_no_other() -> None:
    course = answered(started(plan(round_()), (ONE, TWO)), card(GAP, TWIST))
    assert course.turn is not None
    assert course.turn.kind is TurnKind.FOLLOW_UP
    assert course.pending
    after = answered(course, replace(card(), words=from_text(NO_IDEA).words))
    assert (after.turn and after.turn.question, after.pending) == (TWO, ())
    assert lead(after) in SAYS.kind


def test_a_follow_up_that_quotes_needs_no_more_than_a_word_before_it() -> None:
    quoting = FollowUpAsk(
        ask="You said “we count sales”. Why?", because="", by=Prompted.REASON, quote="we count sales"
    )
    course = started(plan(round_()), (ONE, TWO))
    assert lead(answered(course, card(quoting))) in SAYS.neutral
    assert lead(answered(course, card(GAP))) in phrases.FOLLOWS_UP[round_().manner]
    assert "“sales are not demand" in lead(answered(course, said(DEMAND, card(GAP))))
    changed = lead(answered(course, said(DEMAND, card(TWIST))))
    assert "“sales are not demand" in changed
    assert changed.endswith(phrases.TWISTS[0])


def test_the_next_question_comes_after_what_is_said_to_the_last_answer() -> None:
    course = started(plan(round_(follow_ups=0)), (ONE, TWO, THREE))
    course = answered(course, said(DEMAND))
    assert lead(course).startswith(reaction(said(DEMAND), 1))
    assert lead(course).endswith(phrases.moves_on(round_(), 1))
    assert lead(step(course, Pass())) == phrases.moves_on(round_(), 2)


def test_no_wording_comes_twice_in_an_interview() -> None:
    asks = [
        FollowUpAsk(ask=f"You said “{quote}”. Why is that so?", because="", by=Prompted.REASON, quote=quote)
        for quote in ("sales are not demand", "demand is not sales")
    ]
    course = started(plan(round_(follow_ups=1)), (ONE, TWO))
    course = answered(answered(course, card(asks[0])), card())
    course = answered(course, card(asks[1]))
    prompts = [taken.ask for taken in course.done if taken.kind is TurnKind.FOLLOW_UP]
    assert course.turn is not None
    assert prompts == [asks[0].ask]
    assert course.turn.question.prompt != asks[1].ask
    assert "“demand is not sales”" in course.turn.question.prompt


def test_a_round_ends_with_a_farewell_that_is_over_when_the_next_begins() -> None:
    course = started(plan(round_("Ada"), round_("Bob"), ends_with_your_questions=False), (ONE,), (TWO,))
    assert course.farewell == ""
    course = answered(course, card())
    assert (course.phase, course.farewell) == (CoursePhase.WAITING, farewell(0))
    assert course_from_text(course_text(course)) == course
    course = step(course, GoOn())
    assert (course.farewell, lead(course)) == ("", "I am Bob.")
    course = answered(course, card())
    assert (course.phase, course.farewell) == (CoursePhase.OVER, farewell(1))
    assert len({farewell(nth) for nth in range(4)}) == 4
    assert neutral(0) != neutral(1)
