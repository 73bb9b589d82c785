"""The course of an interview: what is asked, when, why, and what the time allows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cards import CLAIM, GAP, TERM, TWIST, card, plan, question, round_

from simulator.interview.process.course import (
    Again,
    Answered,
    Course,
    CoursePhase,
    GoOn,
    Interrupt,
    Pass,
    TurnKind,
    begin,
    likely_next,
    may_interrupt,
    step,
)
from simulator.interview.process.course_text import course_from_text, course_text
from simulator.model.plan import Manner, Mode, Plan
from simulator.model.scorecard import FollowUpAsk, Scorecard

ONE, TWO, THREE = question("one"), question("two"), question("three")
SOLID = card()


def started(item: Plan, *drawn: tuple, mode: Mode = Mode.REAL, **options: bool) -> Course:
    return step(begin(item, drawn, mode=mode, **options), GoOn())


def answered(course: Course, given: Scorecard = SOLID, seconds: float = 60) -> Course:
    number = course.turn.number if course.turn else 0
    return step(course, Answered(f"S/{number:02d}", given, seconds))


def asks(course: Course, cards: list[Scorecard], seconds: float = 60) -> list[tuple[str, str]]:
    """Kind and ask of every turn when the answers are judged so; solid ones after that."""
    said = []
    given = iter(cards)
    while course.phase is not CoursePhase.OVER:
        if course.phase is CoursePhase.WAITING:
            course = step(course, GoOn())
        assert course.turn is not None
        said.append((course.turn.kind.value, course.turn.question.prompt))
        course = answered(course, next(given, SOLID), seconds)
    return said


def test_a_round_opens_asks_follows_up_moves_on_and_ends_with_the_candidates_questions() -> None:
    course = started(plan(round_("Ada"), round_("Bob", voice=2)), (ONE, TWO), (THREE,))
    assert course.turn is not None
    assert course.turn.aloud == "I am Ada. How would you build one?"
    assert asks(course, [card(GAP, TWIST)]) == [
        ("question", "How would you build one?"),
        ("follow_up", "And drift?"),
        ("follow_up", "Now it must run on a phone."),
        ("question", "How would you build two?"),
        ("question", "How would you build three?"),
        ("closing", "What would you like to ask me?"),
    ]


@pytest.mark.parametrize(
    ("manner", "prompt", "aloud"),
    [
        (Manner.TOUGH, "Build it.", "Build it."),
        (Manner.NEUTRAL, "How would you build one?", "How would you build number one?"),
        (Manner.KIND, "How would you build one?", "How would you build number one?"),
    ],
)
def test_a_brisk_interviewer_asks_the_short_form_and_the_others_the_long_one(
    manner: Manner, prompt: str, aloud: str
) -> None:
    full = replace(ONE, short="Build it.", spoken="How would you build number one?")
    course = started(plan(round_(manner=manner)), (full, TWO))
    assert course.turn is not None
    assert (course.turn.question.prompt, course.turn.question.aloud) == (prompt, aloud)
    assert replace(course.turn.question, prompt=full.prompt, spoken=full.spoken) == full
    assert course_from_text(course_text(course)) == course
    course = answered(course)
    assert course.done[0].ask == prompt
    assert course.turn is not None
    assert course.turn.question == TWO


def test_a_follow_up_says_why_and_is_scored_against_the_point_that_was_left_out() -> None:
    course = answered(started(plan(round_()), (ONE, TWO)), card(GAP))
    turn = course.turn
    assert turn is not None
    assert (turn.kind, turn.because, turn.parent) == (TurnKind.FOLLOW_UP, GAP.because, "S/01")
    assert [point.id for point in turn.question.key_points] == ["drift"]
    assert turn.question.id == "one.drift"
    assert turn.lead


def test_a_wrong_claim_is_scored_against_what_is_right_and_a_term_against_its_meaning() -> None:
    course = answered(started(plan(round_()), (ONE, TWO)), card(CLAIM, TERM, terms=("SMOTE",)))
    assert course.turn is not None
    assert [p.text for p in course.turn.question.key_points] == ["Use precision and recall"]
    course = answered(course)
    assert course.turn is not None
    assert [p.text for p in course.turn.question.key_points] == ["What SMOTE is"]


def test_the_same_answers_lead_to_the_same_course() -> None:
    cards = [card(GAP, TERM, TWIST), SOLID, SOLID, card(TWIST)]
    first, second = (asks(started(plan(round_()), (ONE, TWO)), cards) for _ in range(2))
    assert first == second


def test_an_interviewer_asks_no_more_than_they_do_and_nothing_twice() -> None:
    course = started(plan(round_(follow_ups=1)), (ONE, TWO, THREE))
    said = asks(course, [card(TERM, GAP), SOLID, card(TERM, GAP), SOLID, card(TERM, GAP)])
    assert [ask for kind, ask in said if kind == "follow_up"] == [TERM.ask, GAP.ask]


def test_after_every_second_question_the_twist_comes_before_what_is_less_telling() -> None:
    wanted = card(GAP, TERM, TWIST)
    said = asks(started(plan(round_()), (ONE, TWO)), [wanted, SOLID, SOLID, card(CLAIM, TERM, TWIST)])
    assert [ask for kind, ask in said if kind == "follow_up"] == [GAP.ask, TERM.ask, CLAIM.ask, TWIST.ask]


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [(30, ["question", "follow_up", "question"]), (5, ["question", "question"]), (3, ["question"])],
)
def test_follow_ups_and_then_questions_are_left_out_when_the_time_is_short(
    minutes: int, expected: list[str]
) -> None:
    course = started(plan(round_(minutes=minutes), ends_with_your_questions=False), (ONE, TWO))
    assert [kind for kind, _ in asks(course, [card(GAP)], seconds=150)] == expected


def test_a_refused_answer_calls_for_no_follow_up() -> None:
    course = answered(started(plan(round_()), (ONE, TWO)), card(GAP, scorable=False))
    assert course.turn is not None
    assert course.turn.question == TWO


def test_study_shows_the_scorecard_and_an_answer_may_be_taken_again() -> None:
    course = started(plan(round_()), (ONE, TWO), mode=Mode.STUDY)
    reviewed = answered(course, card(GAP))
    assert (reviewed.phase, len(reviewed.pending)) == (CoursePhase.REVIEW, 1)
    again = step(reviewed, Again())
    assert again == replace(course, spent_s=again.spent_s)
    assert again.spent_s == pytest.approx(0)
    went_on = step(answered(again, card(TERM, terms=("SMOTE",))), GoOn())
    assert went_on.turn is not None
    assert went_on.turn.because == TERM.because


def test_taking_a_follow_up_again_keeps_those_that_wait() -> None:
    course = step(answered(started(plan(round_()), (ONE,), mode=Mode.STUDY), card(GAP, TWIST)), GoOn())
    again = step(answered(course), Again())
    assert (again.turn, again.pending) == (course.turn, course.pending)
    assert again.pending[0].question.prompt == TWIST.ask


def test_real_mode_shows_no_scorecard_before_the_end() -> None:
    course = answered(started(plan(round_()), (ONE, TWO)))
    assert course.phase is CoursePhase.ASKING
    assert step(course, Again()) == course


def test_a_question_may_be_passed() -> None:
    course = step(started(plan(round_()), (ONE, TWO)), Pass())
    assert course.turn is not None
    assert course.turn.question == TWO
    assert course.done[0].answer_id is None


def test_only_a_tough_interviewer_interrupts_and_only_when_it_was_allowed_and_once() -> None:
    tough = plan(round_(manner=Manner.TOUGH, may_interrupt=True))
    assert not may_interrupt(started(tough, (ONE, TWO)))
    assert not may_interrupt(started(plan(round_()), (ONE, TWO), interruptions=True))
    course = started(tough, (ONE, TWO), interruptions=True)
    assert may_interrupt(course)
    stopped = step(course, Interrupt())
    assert not may_interrupt(stopped)
    assert step(stopped, Interrupt()) == stopped
    after = answered(stopped, card(GAP))
    assert after.turn is not None
    assert after.turn.aloud == "Let me stop you there. In one sentence, what is your main point?"
    assert after.turn.because == "the answer ran on and was stopped"
    assert not may_interrupt(after)


def test_an_interruption_comes_to_the_point_at_once_in_study_mode_too() -> None:
    tough = plan(round_(manner=Manner.TOUGH, may_interrupt=True))
    course = started(tough, (ONE, TWO), mode=Mode.STUDY, interruptions=True)
    assert answered(step(course, Interrupt())).phase is CoursePhase.ASKING


def test_what_may_come_next_is_known_while_an_answer_is_given() -> None:
    course = started(plan(round_("Ada"), round_("Bob", voice=2)), (ONE, TWO), (THREE,))
    cards = iter([card(GAP, TWIST), SOLID, SOLID, SOLID, card(TWIST)])
    while course.phase is not CoursePhase.OVER:
        likely = {(turn.aloud, turn.voice) for turn in likely_next(course)}
        course = answered(course, next(cards, SOLID))
        if course.phase is CoursePhase.WAITING:
            course = step(course, GoOn())
        assert course.turn is None or (course.turn.aloud, course.turn.voice) in likely


def test_a_course_can_be_written_down_and_taken_up_again() -> None:
    course = answered(started(plan(round_()), (ONE, TWO)), card(GAP, TERM, terms=("SMOTE",)))
    assert course_from_text(course_text(course)) == course


def test_events_that_mean_nothing_change_nothing() -> None:
    waiting = begin(plan(round_()), ((ONE,),))
    assert step(waiting, Answered("S/01", SOLID, 1)) == waiting
    assert step(waiting, Pass()) == waiting
    over = answered(answered(started(plan(round_()), (ONE,))))
    assert over.phase is CoursePhase.OVER
    assert step(over, GoOn()) == over


def test_phrases_between_questions_change() -> None:
    course = started(plan(round_()), (ONE, TWO, THREE))
    leads = []
    while course.turn is not None:
        leads.append(course.turn.lead)
        course = answered(course)
    assert len(set(leads)) == len(leads) == 4


def test_an_ask_of_before_reasons_were_kept_has_no_points() -> None:
    old = FollowUpAsk(ask="And then?", because="key point 'drift' was not mentioned")
    course = answered(started(plan(round_()), (ONE, TWO)), card(old))
    assert course.turn is not None
    assert course.turn.question.key_points == ()
