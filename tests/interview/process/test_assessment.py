"""The report of an interview: credit, signals, reasons, and what to work on."""

from __future__ import annotations

import pytest
from cards import CLAIM, GAP, card, plan, question, round_

from simulator.interview.process.assessment import report, signal_of
from simulator.interview.process.course import Answered, Course, CoursePhase, GoOn, begin, step
from simulator.model.plan import Mode, Role
from simulator.model.report import InterviewReport, Signal
from simulator.model.scorecard import PointState, Scorecard

MADE, HALF, MISSED = PointState.MADE, PointState.HALF, PointState.MISSED
ONE, TWO = question("one"), question("two")


def judged(
    cards: list[Scorecard], *drawn: tuple, role: Role = Role.ENGINEER, left: bool = False
) -> InterviewReport:
    """The report when the turns are answered so."""
    rounds = [round_(f"Person {at}", role=role, voice=at + 1) for at in range(len(drawn))]
    course: Course = step(begin(plan(*rounds), drawn, mode=Mode.REAL), GoOn())
    known = {}
    for at, given in enumerate(cards, 1):
        known[f"S/{at:02d}"] = given
        course = step(course, Answered(f"S/{at:02d}", given, 60))
        if course.phase is CoursePhase.WAITING and not left:
            course = step(course, GoOn())
    return report(course, known, {})


@pytest.mark.parametrize(
    ("score", "content", "signal"),
    [
        (85, 85, Signal.STRONG_YES),
        (84, 80, Signal.YES),
        (67, None, Signal.LEANING_NO),
        (49, 49, Signal.NO),
        (90, 30, Signal.LEANING_NO),
        (90, 5, Signal.NO),
        (40, 30, Signal.NO),
        (None, None, None),
    ],
)
def test_a_signal_follows_the_score_and_a_fluent_wrong_answer_is_no_yes(
    score: int | None, content: int | None, signal: Signal | None
) -> None:
    assert signal_of(score, content) is signal


def test_each_interviewer_listens_for_something_else() -> None:
    clear = [card(clarity=90, structure=60, content=40)]
    scores = {role: judged(clear, (ONE,), role=role).rounds[0].score for role in Role}
    assert scores[Role.RECRUITER] == 71
    assert scores[Role.RESEARCHER] == 54
    assert scores[Role.RECRUITER] > scores[Role.HIRING_MANAGER] > scores[Role.ENGINEER]


def test_a_point_made_when_asked_counts_half() -> None:
    first = card(GAP, content=40, points={"goal": MADE, "drift": MISSED})
    asked = judged([first, card(points={"drift": MADE})], (ONE,)).rounds[0]
    in_vain = judged([first, card(points={"drift": MISSED})], (ONE,)).rounds[0]
    assert (in_vain.content, asked.content) == (40, 65)
    assert "Asked about what was left out, you filled 1 of 1 gap." in asked.reasons
    assert "Asked about what was left out, you filled 0 of 1 gap." in in_vain.reasons


def test_a_wrong_claim_is_named_unless_it_was_corrected_when_asked() -> None:
    wrong = card(CLAIM, content=50, wrong=("accuracy",))
    stood = judged([wrong, card(points={"accuracy": MISSED})], (ONE,)).rounds[0]
    mended = judged([wrong, card(points={"accuracy": MADE})], (ONE,)).rounds[0]
    assert (stood.content, mended.content) == (50, 55)
    assert "A wrong claim was left standing: accuracy is fine." in stood.reasons
    assert "A wrong claim was corrected when asked." in mended.reasons


def test_how_a_reply_to_a_follow_up_is_told_does_not_count() -> None:
    found = judged([card(GAP, clarity=60, structure=80), card(clarity=90, structure=10)], (ONE,)).rounds[0]
    assert (found.clarity, found.structure, found.answered, found.follow_ups) == (60, 80, 2, 1)


def test_an_interview_left_half_way_reports_the_rounds_that_were() -> None:
    found = judged([card(), card()], (ONE, TWO), (question("three"),), left=True)
    assert not found.complete
    assert [(item.round, item.score, item.verdict) for item in found.rounds] == [
        (1, 70, "yes (70)"),
        (2, None, "not reached"),
    ]
    assert (found.overall, found.signal) == (70, Signal.YES)
    assert found.label.startswith("Practice only")


def test_an_answer_that_cannot_be_scored_counts_as_none() -> None:
    found = judged([card(scorable=False)], (ONE,)).rounds[0]
    assert (found.score, found.verdict) == (0, "no: nothing was answered")
    assert found.reasons == ("No answer of this round could be scored.",)
    half = judged([card(scorable=False), card()], (ONE, TWO))
    assert half.rounds[0].unscored == ("How would you build one?",)
    assert half.rounds[0].reasons[0] == "Could not be scored, and so counts 0: 1 answer of 2 questions."
    assert (half.overall, half.clarity) == (35, 70)
    assert half.unanswered == "could not be scored: 1 answer; 2 were asked, and these count 0"


def test_terms_left_unexplained_are_named() -> None:
    found = judged([card(terms=("SMOTE", "AUC"))], (ONE,), role=Role.PRODUCT_MANAGER).rounds[0]
    assert "2 terms were left unexplained to Person 0: SMOTE, AUC." in found.reasons


def test_the_two_things_that_came_up_most_are_to_work_on() -> None:
    found = judged(
        [card(improvements=("pace", "fillers")), card(improvements=("terms", "pace"))], (ONE, TWO)
    ).work_on
    assert [(item.measure, item.answers) for item in found] == [("pace", 2), ("terms", 1)]
    assert (found[0].answer_id, found[0].quote, found[0].start_s) == ("S/01", "about pace", 1.0)
