"""The report of an interview to the number: credit, weights, minutes, reasons, and what to work on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cards import CLAIM, GAP, TERM, card, plan, question, round_

from simulator.interview.process.assessment import LISTENS_FOR, number, report, round_score, signal_of
from simulator.interview.process.course import Answered, Course, CoursePhase, GoOn, Pass, begin, step
from simulator.model.curiosity import AskedQuestion, Curiosity
from simulator.model.plan import Mode, Plan, Role
from simulator.model.report import InterviewReport, RoundReport, Signal
from simulator.model.scorecard import Dimension, PointState, Scorecard, Strength

MADE, HALF, MISSED = PointState.MADE, PointState.HALF, PointState.MISSED
CLARITY, STRUCTURE, CONTENT = Dimension.CLARITY, Dimension.STRUCTURE, Dimension.CONTENT
ONE, TWO = question("one"), question("two")


def told(
    *cards: Scorecard, drawn: tuple = ((ONE,),), role: Role = Role.ENGINEER, seconds: float = 60
) -> InterviewReport:
    """The report when the turns are answered so; a round of Ada's for each part drawn."""
    rounds = [round_("Ada", role=role) for _ in drawn]
    course: Course = step(begin(plan(*rounds), drawn, mode=Mode.REAL), GoOn())
    known: dict[str, Scorecard] = {}
    for at, given in enumerate(cards):
        known[f"S/{at}"] = given
        course = step(course, Answered(f"S/{at}", given, seconds))
        if course.phase is CoursePhase.WAITING:
            course = step(course, GoOn())
    return report(course, known, {})


def first(*cards: Scorecard, role: Role = Role.ENGINEER) -> RoundReport:
    return told(*cards, role=role).rounds[0]


@pytest.mark.parametrize(
    ("role", "weights"),
    [
        (Role.RECRUITER, (0.5, 0.3, 0.2)),
        (Role.PRODUCT_MANAGER, (0.4, 0.3, 0.3)),
        (Role.ENGINEER, (0.2, 0.3, 0.5)),
        (Role.RESEARCHER, (0.2, 0.2, 0.6)),
        (Role.HIRING_MANAGER, (0.3, 0.4, 0.3)),
    ],
)
def test_what_each_interviewer_listens_for(role: Role, weights: tuple[float, float, float]) -> None:
    assert tuple(LISTENS_FOR[role][d] for d in Dimension) == weights
    assert sum(weights) == pytest.approx(1)
    scores = dict(zip(Dimension, (100, 0, 0), strict=True))
    assert round_score(role, scores) == round(100 * weights[0])
    assert round_score(role, {CLARITY: 30, STRUCTURE: None, CONTENT: None}) == 30


@pytest.mark.parametrize(
    ("score", "content", "signal"),
    [
        (68, None, Signal.YES),
        (50, None, Signal.LEANING_NO),
        (0, 100, Signal.NO),
        (100, 35, Signal.STRONG_YES),
        (100, 34, Signal.LEANING_NO),
        (100, 15, Signal.LEANING_NO),
        (100, 14, Signal.NO),
    ],
)
def test_signals_and_gates_begin_where_they_say(score: int, content: int | None, signal: Signal) -> None:
    assert signal_of(score, content) is signal


def test_only_what_a_gap_brought_is_credited_by_its_weight_and_never_over_a_hundred() -> None:
    missed = card(GAP, content=40, points={"goal": MADE, "drift": MISSED})
    heavy = replace(missed, key_points=(missed.key_points[0], replace(missed.key_points[1], weight=3.0)))
    assert first(heavy, card(points={"drift": MADE})).content == round(40 + 50 * 3 / 4)
    assert first(missed, card(points={"drift": HALF})).content == round(40 + 50 * 0.6 / 2)
    half = card(GAP, content=40, points={"goal": MADE, "drift": HALF})
    assert first(half, card(points={"drift": MADE})).content == round(40 + 50 * 0.4 / 2)
    assert first(half, card(points={"drift": MISSED})).content == 40
    assert first(half, card(points={"goal": MISSED, "other": MADE})).content == 40
    asked = card(TERM, content=40, terms=("SMOTE",), points={"goal": MADE, "drift": MISSED})
    assert first(asked, card(points={"drift": MADE})).content == 40
    sure = card(GAP, content=90, points={"drift": MISSED})
    assert first(sure, card(points={"drift": MADE})).content == 100
    assert first(card(GAP, content=None), card(points={"drift": MADE})).content is None
    assert first(card(GAP, content=30), card(points={"drift": MADE})).content == 30


def test_a_correction_gives_five_points_back() -> None:
    wrong = card(CLAIM, content=50, wrong=("accuracy",))
    assert first(wrong, card(points={"accuracy": HALF})).content == 55
    gap = card(GAP, content=50, wrong=("accuracy",))
    assert first(gap, card(points={"accuracy": MADE})).content == 50


def test_a_round_counts_answers_follow_ups_and_minutes() -> None:
    found = told(card(GAP), card(), card(), seconds=90)
    (one,) = found.rounds
    assert (one.round, one.name, one.role) == (1, "Ada", Role.ENGINEER)
    assert (one.answered, one.follow_ups, found.complete) == (2, 1, True)
    words = ("I am Ada. How would you build one?", "A follow-up on that. And drift?")
    closing = "That's all from my side. What would you like to ask me?"
    asked_s = sum(len(text.split()) for text in (*words, closing)) / 2.5
    assert one.minutes == round((270 + asked_s) / 60, 1)


def test_the_report_is_the_mean_of_its_rounds() -> None:
    found = told(
        card(clarity=50, structure=60, content=70),
        card(clarity=70, structure=None, content=None),
        drawn=((ONE,), (TWO,)),
    )
    assert [one.score for one in found.rounds] == [63, 70]
    assert (found.overall, found.clarity, found.structure, found.content) == (66, 60, 60, 70)
    assert found.rounds[1].structure is None


def test_the_weightiest_and_the_weakest_dimension_are_told() -> None:
    assert first(card(clarity=60, structure=40, content=80)).reasons[0] == (
        "An engineer listens for content above all: 80 of 100. The weakest was structure, 40."
    )
    assert first(card(clarity=60, structure=50, content=40)).reasons[0] == (
        "An engineer listens for content above all: 40 of 100."
    )
    assert (
        first(card(clarity=60, content=None), role=Role.RECRUITER)
        .reasons[0]
        .startswith("A recruiter listens for clarity above all: 60 of 100.")
    )


def test_points_made_unasked_are_those_of_the_questions() -> None:
    asked = card(GAP, points={"a": MADE, "b": HALF, "drift": MISSED})
    reasons = first(asked, card(points={"drift": MADE})).reasons
    assert "Made unasked: 2 of 3 key points." in reasons
    assert not any("key points" in reason for reason in first(card()).reasons)


def test_at_most_two_wrong_claims_are_named() -> None:
    wrong = first(card(wrong=("a", "b", "c"))).reasons
    assert [reason for reason in wrong if "wrong claim" in reason] == [
        "A wrong claim was left standing: a is fine.",
        "A wrong claim was left standing: b is fine.",
    ]


def test_two_terms_or_more_are_named_to_all_but_researchers() -> None:
    def named(*terms: str, role: Role = Role.ENGINEER) -> list[str]:
        return [reason for reason in first(card(terms=terms), role=role).reasons if "terms" in reason]

    assert named("A", "B", "C", "D") == ["4 terms were left unexplained to Ada: A, B, C."]
    assert named("A", "B") == ["2 terms were left unexplained to Ada: A, B."]
    assert named("A") == []
    assert named("A", "B", role=Role.RESEARCHER) == []


def test_a_connection_with_the_job_is_named_once() -> None:
    connection = Strength(text="You connected what the role asks for with your own work: x.")
    given = replace(card(), strengths=(Strength(text="You gave numbers."), connection, connection))
    assert [r for r in first(given).reasons if "connected" in r] == [connection.text]


def test_what_to_work_on_is_what_questions_brought_most_with_its_clearest_place() -> None:
    quiet = card(improvements=("terms", "pace"))
    unquoted = replace(quiet, improvements=tuple(replace(i, quote=None) for i in quiet.improvements))
    found = told(unquoted, card(improvements=("order", "pace")), drawn=((ONE, TWO),)).work_on
    assert [(item.measure, item.answers, item.answer_id) for item in found] == [
        ("terms", 1, "S/0"),
        ("pace", 2, "S/1"),
    ]
    twice = told(
        unquoted,
        card(improvements=("pace", "order")),
        drawn=((ONE, TWO),),
    ).work_on
    assert (twice[0].measure, twice[0].answers, twice[0].answer_id) == ("pace", 2, "S/1")
    assert (twice[0].text, twice[0].try_, twice[0].quote) == ("Mend pace.", "Try it.", "about pace")
    unnamed = replace(
        card(improvements=("x",)),
        improvements=(replace(card(improvements=("x",)).improvements[0], measure=None),),
    )
    assert told(unnamed).work_on[0].text == "Mend x."
    follow_up = told(card(GAP), card(improvements=("pace",)))
    assert follow_up.work_on == ()


def went(plan_: Plan, drawn: tuple, cards: dict[int, Scorecard]) -> InterviewReport:
    """The report when the turns of these numbers, from 1, are answered so, and all others passed."""
    course = step(begin(plan_, drawn, mode=Mode.REAL), GoOn())
    known: dict[str, Scorecard] = {}
    while course.phase is not CoursePhase.OVER:
        if course.phase is CoursePhase.WAITING:
            course = step(course, GoOn())
            continue
        assert course.turn is not None
        given = cards.get(course.turn.number)
        if given is None:
            course = step(course, Pass())
        else:
            known[f"S/{course.turn.number}"] = given
            course = step(course, Answered(f"S/{course.turn.number}", given, 60))
    assert number(course, known) == report(course, known, {}).overall
    return report(course, known, {})


def test_a_passed_question_is_listed_and_counts_nought() -> None:
    four = (ONE, TWO, question("three"), question("four"))
    found = went(plan(round_()), (four,), {2: card(clarity=80, structure=80, content=80)})
    (one,) = found.rounds
    assert one.passed == tuple(f"How would you build {name}?" for name in ("one", "three", "four"))
    assert (one.asked, one.answered, one.clarity, one.score) == (4, 1, 80, 20)
    assert one.count.endswith("passed: 3 questions")
    assert one.reasons[0] == "Passed: 3 of 4 questions, and what is passed counts 0."
    assert (found.overall, found.signal) == (20, Signal.NO)
    assert found.unanswered == "passed: 3 questions; 4 were asked, and these count 0"


def test_a_round_passed_wholly_appears_with_its_no() -> None:
    strong = card(clarity=90, structure=90, content=90)
    found = went(plan(round_(), round_("Bob")), ((ONE,), (TWO, question("three"))), {1: strong})
    assert [one.verdict for one in found.rounds] == ["strong yes (90)", "no: nothing was answered"]
    assert (found.rounds[1].answered, found.rounds[1].clarity) == (0, None)
    assert (found.overall, found.clarity, found.signal) == (45, 90, Signal.NO)


def test_with_half_of_the_questions_passed_the_whole_is_no_yes() -> None:
    many = tuple(question(f"q{at}") for at in range(3))
    strong = card(clarity=100, structure=100, content=100)
    rounds = [round_(name) for name in ("Ada", "Bob", "Cem", "Dan")]
    drawn = ((ONE,), (TWO,), (question("three"),), many)
    found = went(plan(*rounds), drawn, {1: strong, 2: strong, 3: strong})
    assert (found.overall, found.asked, found.signal) == (75, 6, Signal.LEANING_NO)
    one_more = went(plan(*rounds), drawn, {1: strong, 2: strong, 3: strong, 4: strong})
    assert (one_more.overall, one_more.signal) == (83, Signal.YES)


def test_a_follow_up_passed_is_counted_and_a_deleted_answer_left_out() -> None:
    one = went(plan(round_()), ((ONE,),), {1: card(GAP)}).rounds[0]
    assert (one.score, one.passed, one.follow_ups_passed) == (70, (), 1)
    assert one.count.endswith("passed: 1 follow-up")
    course = step(begin(plan(round_()), ((ONE, TWO),), mode=Mode.REAL), GoOn())
    course = step(course, Answered("S/1", card(), 60))
    gone = report(course, {}, {})
    assert (gone.overall, gone.signal, gone.rounds[0].verdict) == (None, None, "not scored")


def test_the_last_of_the_candidates_own_questions_are_reported() -> None:
    course = step(begin(plan(round_()), ((ONE,),), mode=Mode.REAL), GoOn())
    for at in range(2):
        course = step(course, Answered(f"S/{at}", card(), 60))
    asked = {f"S/{at}": Curiosity(score=at, questions=(), sentence="") for at in range(2)}
    found = report(course, {}, asked)
    assert found.questions_asked == asked["S/1"]
    assert report(course, {}, {}).questions_asked is None


@pytest.mark.parametrize(
    ("score", "word"), [(100, "thoughtful"), (75, "thoughtful"), (74, "fair"), (50, "fair"), (49, "shallow")]
)
def test_a_question_is_thoughtful_fair_or_shallow(score: int, word: str) -> None:
    assert AskedQuestion(text="?", score=score, good=(), bad=()).word == word
