"""A follow-up as a question of its own; when it is asked, and with which words; how a drawing weighs."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from cards import CLAIM, GAP, TERM, TWIST, card, plan, question, round_

from simulator.interview.bank.drawing import draw, fewest
from simulator.interview.exchange.clarifying import last_said
from simulator.interview.process import phrases
from simulator.interview.process.course import (
    Answered,
    Course,
    CoursePhase,
    GoOn,
    Pass,
    begin,
    likely_next,
    step,
)
from simulator.interview.process.follow_up import CLOSING, CONTEXT_WORDS, small_question
from simulator.model.plan import Draw, Manner, Mode, Plan
from simulator.model.question import Follows, KeyPoint, Kind, Misconception, Question, Stage
from simulator.model.scorecard import Audience, FollowUpAsk, Move, Prompted, Scorecard
from simulator.model.topics import current
from simulator.model.transcript import Word, WordKind

ONE, TWO = question("one"), question("two")
SOLID = card()


# What an answer to a follow-up is scored against


def test_a_follow_up_keeps_what_it_is_about_and_nothing_else() -> None:
    parent = replace(
        ONE,
        spoken="x",
        short="x",
        hints=("x",),
        model_answer="x",
        expected_moves=(Move.FRAME,),
        facts=(),
        time_limit_s=300,
    )
    gap = small_question(parent, SOLID, GAP)
    assert (gap.id, gap.prompt, gap.aloud, gap.time_limit_s) == ("one.drift", "And drift?", "And drift?", 90)
    assert ([p.id for p in gap.key_points], gap.misconceptions) == (["drift"], parent.misconceptions)
    assert (gap.follow_ups, gap.model_answer, gap.expected_moves, gap.follows) == ((), None, (), Follows())
    assert (gap.short, gap.hints) == (None, ())
    twist = small_question(parent, SOLID, TWIST)
    assert (twist.id, twist.key_points, twist.misconceptions) == ("one.twist", (), ())
    assert small_question(parent, SOLID, FollowUpAsk(ask="So?", because="")).id == "one.ask"


def test_a_reply_is_read_after_the_words_taken_up_or_else_after_the_end_of_the_answer() -> None:
    said = tuple(
        Word(text=text) for text in ["I", "would", "start", "simple.", "Then,", "um,", "I", "train", "trees."]
    )
    spoken = replace(SOLID, words=(*said[:5], replace(said[5], kind=WordKind.FILLER), *said[6:]))
    assert small_question(ONE, spoken, GAP).follows == Follows(said="Then, I train trees.")
    quoting = replace(GAP, quote="I would start simple")
    assert small_question(ONE, spoken, quoting).follows == Follows(said="I would start simple")
    endless = replace(SOLID, words=tuple(Word(text=f"w{at}") for at in range(99)))
    follows = small_question(ONE, endless, GAP).follows
    assert follows is not None
    assert follows.said.split() == [f"w{at}" for at in range(99 - CONTEXT_WORDS, 99)]


def test_a_wrong_claim_is_put_right_by_its_own_correction_alone() -> None:
    other = Misconception(id="other", text="Bigger is better", instead="Smaller is")
    bare = Misconception(id="accuracy", text="Accuracy is fine")
    asked = small_question(replace(ONE, misconceptions=(*ONE.misconceptions, other)), SOLID, CLAIM)
    assert [(p.id, p.text) for p in asked.key_points] == [("accuracy", "Use precision and recall")]
    assert [m.id for m in asked.misconceptions] == ["accuracy"]
    without = small_question(replace(ONE, misconceptions=(other, bare)), SOLID, CLAIM)
    assert (without.key_points, without.misconceptions) == ((), (bare,))


def test_a_term_is_compared_with_what_the_lexicon_says() -> None:
    asked = small_question(ONE, card(terms=("AUC", "SMOTE")), TERM)
    assert [(p.id, p.text) for p in asked.key_points] == [("meaning", "What SMOTE is")]
    assert (asked.expected_moves, asked.misconceptions, asked.id) == ((), (), "one.smote")
    unknown = card(terms=("SMOTE",))
    (term,) = unknown.jargon.terms
    bare = replace(unknown, jargon=replace(unknown.jargon, terms=(replace(term, definition=None),)))
    assert small_question(ONE, bare, TERM).key_points == ()


def test_the_id_of_a_follow_up_is_short_and_fit_for_a_file() -> None:
    def name(about: str, parent: str = "one") -> str:
        return small_question(question(parent), SOLID, replace(TERM, about=about)).id

    assert name("F1 / F2") == "one.f1-f2"
    assert name("-C++-") == "one.c"
    assert name("++") == "one.ask"
    assert name("b", "a" * 78) == "a" * 78 + ".b"
    assert name("bc", "a" * 78) == "a" * 78 + ".b"
    assert name("b", "a" * 79) == "a" * 79


def test_the_candidates_own_questions_are_a_question_too() -> None:
    assert (CLOSING.id, CLOSING.kind, CLOSING.stage, CLOSING.time_limit_s) == (
        "closing",
        Kind.PITCH,
        Stage.ONSITE,
        90,
    )
    assert (CLOSING.key_points, CLOSING.expected_moves, CLOSING.source) == ((), (Move.CLARIFY,), "shipped")
    assert CLOSING.topic == current(CLOSING.topic) == "communication"
    assert phrases.CLOSES == "That's all from my side."


# What the interviewer says


@pytest.mark.parametrize("manner", Manner)
def test_phrases_go_round(manner: Manner) -> None:
    item = round_(manner=manner)
    assert len({phrases.moves_on(item, nth) for nth in range(3)}) == 3
    assert phrases.moves_on(item, 3) == phrases.moves_on(item, 0)
    assert len({phrases.follows_up(item, nth) for nth in range(3)}) == 3
    assert phrases.follows_up(item, 1, twist=True) == phrases.TWISTS[1]
    own = replace(item, moves_on=("Next!",), follows_up=("And?",))
    assert (phrases.moves_on(own, 5), phrases.follows_up(own, 5)) == ("Next!", "And?")


# When it is asked


def started(item: Plan, *drawn: tuple, mode: Mode = Mode.REAL) -> Course:
    return step(begin(item, drawn, mode=mode), GoOn())


def answered(course: Course, given: Scorecard = SOLID, seconds: float = 60) -> Course:
    return step(course, Answered(f"S/{len(course.done)}", given, seconds))


def kinds(course: Course) -> list[str]:
    found = []
    while course.turn is not None:
        found.append(course.turn.kind.value)
        course = answered(course, seconds=0)
    return found


ASKED_S = len(["I", "am", "Ada.", "How", "would", "you", "build", "one?"]) / 2.5


@pytest.mark.parametrize(
    ("left_s", "ends_with_yours", "drawn", "expected"),
    [
        (75, False, 1, ["follow_up"]),
        (74, False, 1, []),
        (150, True, 1, ["follow_up", "closing"]),
        (149, True, 1, ["closing"]),
        (195, False, 2, ["follow_up", "question"]),
        (194, False, 2, ["question"]),
        (45, False, 2, ["question"]),
        (44, False, 2, []),
        (0, True, 2, ["closing"]),
    ],
)
def test_what_there_is_no_time_for_is_left_out(
    left_s: int, ends_with_yours: bool, drawn: int, expected: list[str]
) -> None:
    item = plan(round_(minutes=10), ends_with_your_questions=ends_with_yours)
    course = started(item, (ONE, TWO)[:drawn])
    after = answered(course, card(GAP), seconds=600 - ASKED_S - left_s)
    assert after.left_s == pytest.approx(left_s)
    assert kinds(after) == expected


def test_a_longer_question_keeps_no_more_than_two_minutes_free() -> None:
    for limit_s, free_s in ((60, 60), (600, 120)):
        item = plan(round_(minutes=10), ends_with_your_questions=False)
        course = started(item, (ONE, question("two", time_limit_s=limit_s)))
        used = 600 - ASKED_S - free_s
        assert kinds(answered(course, card(GAP), seconds=used - 75))[0] == "follow_up"
        assert kinds(answered(course, card(GAP), seconds=used - 74))[0] == "question"


def test_another_interviewer_may_ask_the_same_and_a_round_begins_with_all_its_time() -> None:
    course = started(plan(round_("Ada"), round_("Bob")), (ONE,), (TWO,))
    course = answered(course, card(TWIST))
    course = answered(course)
    assert (course.phase, course.round, course.spent_s, course.asked) == (CoursePhase.WAITING, 1, 0, 0)
    course = answered(step(course, GoOn()), card(TWIST))
    assert course.turn is not None
    assert course.turn.question.prompt == TWIST.ask
    assert course.turn.number == 4


def test_the_twist_goes_first_after_every_second_question_only() -> None:
    wanted = card(GAP, TERM, CLAIM, TWIST)

    def after(asked: int) -> list[str]:
        course = started(plan(round_(minutes=120)), tuple(question(f"q{at}") for at in range(6)))
        for _ in range(asked - 1):
            course = step(course, Pass())
        found = answered(course, wanted)
        assert found.turn is not None
        return [turn.question.prompt for turn in (found.turn, *found.pending)]

    plain, twisted = [GAP.ask, TERM.ask], [GAP.ask, TWIST.ask]
    assert [after(asked) for asked in range(1, 7)] == [plain, twisted] * 3


def test_an_interviewer_who_asks_none_asks_none() -> None:
    course = answered(started(plan(round_(follow_ups=0)), (ONE, TWO)), card(GAP, TWIST))
    assert course.turn is not None
    assert course.turn.question == TWO


def test_nothing_comes_next_before_a_turn_and_after_it() -> None:
    waiting = begin(plan(round_()), ((ONE,),))
    assert likely_next(waiting) == ()
    assert likely_next(answered(started(plan(round_()), (ONE,), mode=Mode.STUDY))) == ()
    turns = likely_next(started(plan(round_()), (ONE, TWO)))
    assert [turn.question.prompt for turn in turns] == [GAP.ask, TWIST.ask, TWO.prompt]
    assert [turn.by for turn in turns] == [Prompted.GAP, Prompted.TWIST, None]
    assert {turn.number for turn in turns} == {2}
    assert turns[1].lead in phrases.TWISTS


# What is drawn


def test_a_weighty_topic_comes_first_about_six_times_as_often() -> None:
    bank = [question("v", topic="vision"), question("n", topic="nlp")]
    item = plan(round_(draw=(Draw(),)))

    def first(weights: dict[str, float] | None) -> Counter[str]:
        return Counter(draw(item, bank, seed=seed, weights=weights)[0][0].id for seed in range(300))

    assert 130 < first(None)["v"] < 170
    assert 240 < first({"vision": 1.0})["v"] < 275
    assert 190 < first({"vision": 0.4})["v"] < 240
    assert first({"elsewhere": 1.0})["v"] < 170


def test_six_times_as_often_means_six() -> None:
    bank = [question("v", topic="vision"), question("n", topic="nlp")]
    item = plan(round_(draw=(Draw(),)))
    drawn = Counter(draw(item, bank, seed=seed, weights={"vision": 1.0})[0][0].id for seed in range(3000))
    assert drawn["v"] / 3000 == pytest.approx(6 / 7, abs=0.015)


def test_a_rule_with_nothing_to_spare_draws_before_one_that_has_a_choice() -> None:
    bank = [question(name, topic="vision") for name in "abcd"] + [question("other", topic="nlp")]
    rules = (Draw(count=1, ids=("a", "b", "other")), Draw(count=4, topics=("vision",)))
    for seed in range(10):
        (drawn,) = draw(plan(round_(draw=rules)), bank, seed=seed)
        assert drawn[0].id == "other"
        assert {each.id for each in drawn[1:]} == set("abcd")


def test_what_a_rule_has_to_spare_is_counted_for_the_scarcest() -> None:
    bank = [question("a", topic="vision"), question("b", topic="vision"), question("c", topic="nlp")]
    rules = (Draw(count=1), Draw(count=2, topics=("vision",)), Draw(count=1, topics=("nlp",)))
    assert fewest(plan(round_(draw=rules), round_(draw=())), bank) == [(2, 2), (0, 0)]


def test_a_rule_allows_what_matches_all_of_it() -> None:
    asked = question(
        "a",
        topic="vision",
        difficulty=3,
        stage=Stage.ONSITE,
        audience=Audience.SOFTWARE_ENGINEER,
        industry="shop",
    )

    def allows(**rule: object) -> bool:
        return Draw(**rule).allows(asked)  # type: ignore[arg-type]

    assert allows()
    for fits, fails in (
        ({"difficulty": (3, 3)}, {"difficulty": (4, 5)}),
        ({"difficulty": (1, 3)}, {"difficulty": (1, 2)}),
        ({"ids": ("a",)}, {"ids": ("b",)}),
        ({"without": ("b",)}, {"without": ("a",)}),
        ({"kinds": (Kind.DESIGN,)}, {"kinds": (Kind.DEBUG,)}),
        ({"topics": ("nlp", "vision")}, {"topics": ("nlp",)}),
        ({"stages": (Stage.ONSITE,)}, {"stages": (Stage.PHONE,)}),
        ({"audiences": (Audience.SOFTWARE_ENGINEER,)}, {"audiences": (Audience.RECRUITER,)}),
        ({"industries": ("bank", "shop")}, {"industries": ("bank",)}),
        ({"industries": ("bank",), "fits": ("a",)}, {"industries": ("bank",), "fits": ("b",)}),
    ):
        assert (allows(**fits), allows(**fails)) == (True, False)


def test_a_question_of_no_industry_fits_every_company() -> None:
    assert Draw(industries=("bank",)).allows(question("a"))


def test_what_is_of_the_companys_own_world_comes_first_three_times_of_four() -> None:
    bank = [question("own", industry="bank"), question("anybodys")]
    item = plan(round_(draw=(Draw(),)), industries=("bank",))
    first = Counter(draw(item, bank, seed=seed)[0][0].id for seed in range(2000))
    assert first["own"] / 2000 == pytest.approx(0.75, abs=0.03)
    listed = plan(round_(draw=(Draw(),)), industries=("shop",), fits=("own",))
    first = Counter(draw(listed, bank, seed=seed)[0][0].id for seed in range(2000))
    assert first["own"] / 2000 == pytest.approx(0.75, abs=0.03)


def test_what_a_question_is_when_its_file_says_nothing_else() -> None:
    bare = Question(id="q", kind=Kind.EXPLAIN, prompt="?", key_points=(KeyPoint(id="k", text="k"),))
    assert (bare.topic, bare.difficulty, bare.time_limit_s, bare.source) == ("general", 3, 180, "user")
    assert (bare.stage, bare.audience, bare.key_points[0].weight) == (
        Stage.PHONE,
        Audience.ML_ENGINEER,
        1.0,
    )
    assert plan(round_()).source == "user"


def test_a_question_mark_ends_what_was_said_before() -> None:
    words = tuple(
        Word(text=text, start_s=at, end_s=at + 0.5) for at, text in enumerate(["Live?", "And", "daily"])
    )
    assert last_said(words) == ("And daily", "Live? And daily")
