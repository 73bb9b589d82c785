"""Which question comes next, and why: every preference of the plan and of drills, one against the other."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from cards import question

from simulator.interview.bank.topic_map import Topic, TopicMap
from simulator.interview.planning.agenda import (
    Agenda,
    Memory,
    Standing,
    Why,
    drill,
    minutes,
    plan,
    shortfall,
    weak_drill,
    weak_spot,
)
from simulator.interview.planning.mastery import standings as topic_standings
from simulator.model.question import Question

TODAY = date(2026, 11, 24)


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def memory(
    name: str, score: int = 80, *, last: int = -9, due: int = 9, first: int = -20, recall: float = 1.0
) -> Memory:
    return Memory(
        question_id=name, score=score, times=1, first=day(first), last=day(last), due=day(due), recall=recall
    )


def remembered(*held: Memory) -> dict[str, Memory]:
    return {one.question_id: one for one in held}


def standing(topic: str, *scores: int) -> Standing:
    return Standing(
        topic=topic, questions=9, practised=len(scores), mastery=None, last=None, due=0, scores=scores
    )


def standings(*those: Standing) -> dict[str, Standing]:
    return {one.topic: one for one in those}


def of(name: str, topic: str = "vision", difficulty: int = 2) -> Question:
    return question(name, topic=topic, difficulty=difficulty)


def ids(questions: tuple[Question, ...]) -> str:
    return " ".join(q.id for q in questions)


def steps(agenda: Agenda) -> list[tuple[str, str]]:
    return [(step.question.id, step.reason) for step in agenda.steps]


def test_what_a_memory_still_holds_fades() -> None:
    assert memory("a", 80, recall=0.5).held == 40


def test_minutes_are_for_answering_and_for_reading_the_scorecard() -> None:
    short, long = question("a", time_limit_s=60), question("b", time_limit_s=61)
    assert (minutes([]), minutes([short]), minutes([long]), minutes([short, long])) == (0, 2, 3, 5)


def test_the_minutes_of_the_plan_by_reason() -> None:
    bank = [of("a"), of("b"), of("new")]
    today = plan(bank, remembered(memory("a", due=0), memory("b", due=-1)), {}, TODAY)
    assert (today.minutes, today.minutes_for(Why.DUE), today.minutes_for(Why.NEW)) == (9, 6, 3)
    assert today.minutes_for(Why.WEAK) == 0


def test_a_drill_takes_what_is_overdue_then_new_then_least_held_then_todays() -> None:
    known = remembered(
        memory("held", 90, recall=0.9),
        memory("fading", 90, recall=0.5),
        memory("due", due=0),
        memory("overdue", due=-3),
        memory("today", 10, last=0, due=-5),
        memory("tomorrow", 70, due=1),
    )
    bank = [of(name) for name in ("held", "fading", "due", "overdue", "today", "tomorrow", "b-new", "a-new")]
    bank.append(of("hard", difficulty=5))
    found = ids(drill(reversed(bank), known, TODAY))
    assert found == "overdue due a-new b-new hard fading tomorrow held today"


def test_a_weak_drill_has_what_is_below_the_aim() -> None:
    known = remembered(
        memory("a", 69), memory("b", 70), memory("c", 20), memory("d", 5, last=0), memory("e", 69)
    )
    assert ids(weak_drill([of(name) for name in "edcbax"], known, TODAY)) == "c a e d"


def test_a_shortfall_takes_one_more_answer_as_good_enough() -> None:
    assert shortfall(standing("a", 50)) == 10
    assert shortfall(standing("a", 50, 50)) == pytest.approx(40 / 3)
    assert shortfall(standing("a", 90)) == -10
    assert shortfall(standing("a")) == 0


def test_the_weak_spot_needs_it_most_and_counts_more_when_the_job_asks_for_it() -> None:
    a, b, c = standing("a", 50), standing("b", 45), standing("c")
    assert weak_spot([a, b, c]) == "b"
    assert weak_spot([standing("z", 50), a]) == "a"
    assert weak_spot([c, standing("d", 63)]) is None
    assert weak_spot([c, standing("d", 62)]) == "d"
    assert weak_spot([a, b], {"a": 0.2}) == "b"
    assert weak_spot([a, b], {"a": 0.3}) == "a"
    assert weak_spot([a, b], {"a": 1.0, "b": 1.0}) == "b"
    assert weak_spot([]) is None


def test_one_question_of_the_weak_spot_bad_ones_then_new_ones_then_the_rest() -> None:
    topics = standings(standing("vision", 40, 45, 95))
    bad = remembered(memory("bad", 45), memory("worse", 40), memory("good", 95))
    bank = [of("good"), of("new-hard", difficulty=4), of("new"), of("bad"), of("worse")]
    assert plan(bank, bad, topics, TODAY).steps[0].reason == "a weak spot: you scored 40 last time"
    assert [step.why.value for step in plan(bank, bad, topics, TODAY).steps] == ["weak", "new"]
    assert steps(plan(bank[:4], bad, topics, TODAY))[0] == ("bad", "a weak spot: you scored 45 last time")
    assert steps(plan(bank[:3], bad, topics, TODAY))[0] == ("new", "a new question on a weak spot")
    assert steps(plan(bank[:1], bad, topics, TODAY)) == [("good", "a weak spot: you scored 95 last time")]
    at_aim = remembered(memory("aim", 70), memory("good", 71))
    assert steps(plan([of("good"), of("aim")], at_aim, topics, TODAY))[0][0] == "aim"
    assert steps(plan([of("good"), of("aim"), of("new")], at_aim, topics, TODAY))[0][0] == "new"


def test_the_weak_spot_takes_nothing_that_is_due_already_and_rests_when_it_was_practised_today() -> None:
    topics = standings(standing("vision", 40))
    due = remembered(memory("a", 40, due=0))
    assert steps(plan([of("a"), of("b", difficulty=5)], due, topics, TODAY))[1] == (
        "b",
        "a new question on a weak spot",
    )
    practised = remembered(memory("a", 40, last=0, first=-5))
    found = plan([of("a"), of("b"), of("n", "nlp")], practised, topics, TODAY)
    assert [(step.why, step.question.id) for step in found.steps] == [(Why.NEW, "n")]
    assert (found.weak_spot, found.done) == ("vision", 1)


def test_the_new_question_is_the_easiest_of_the_topic_least_practised() -> None:
    topics = standings(standing("vision", 90, 90), standing("nlp", 90))
    bank = [of("v", "vision", 1), of("m", "nlp", 1), of("s", "statistics", 2)]
    assert steps(plan(bank, {}, topics, TODAY)) == [("m", "a short one to begin with")]
    assert steps(plan([of("u", "unheard", 1), *bank], {}, topics, TODAY))[0][0] == "u"
    assert plan(bank, remembered(memory("v", first=0, last=0)), topics, TODAY).steps == ()
    again = remembered(memory("v", first=-3, last=0))
    assert [step.question.id for step in plan(bank, again, topics, TODAY).steps] == ["m"]


def test_a_new_question_is_of_what_the_job_asks_for_and_was_practised_least() -> None:
    topics = standings(standing("vision", 90, 90), standing("nlp", 90))
    bank = [of("v", "vision", 1), of("m", "nlp", 3), of("s", "statistics", 1)]
    why = "it is new, and the job you want asks for its topic"

    def first(**weights: float) -> tuple[str, str]:
        return steps(plan(bank, {}, topics, TODAY, weights))[0]

    assert first(nlp=0.5) == ("m", why)
    assert first(nlp=0.9, vision=1.0) == ("m", why)
    assert first(nlp=0.6, vision=1.0) == ("v", why)
    assert first(nlp=0.5, statistics=0.26) == ("s", why)
    assert first(statistics=0.0, nlp=0.0) == ("s", "a short one to begin with")
    assert first(elsewhere=1.0) == ("s", "a short one to begin with")
    assert first(nlp=0.5, statistics=0.25) == ("m", why)


def test_more_than_five_wait_until_tomorrow() -> None:
    bank = [of(f"q{at}") for at in range(8)]
    known = remembered(*(memory(f"q{at}", due=-at) for at in range(8)))
    found = plan(bank, known, {}, TODAY)
    assert [step.question.id for step in found.steps] == ["q7", "q6", "q5", "q4", "q3"]
    assert {step.why.value for step in found.steps} == {"due"}
    assert (found.due, found.steps[0].reason) == (8, "it is due again: you scored 80 last time")


def test_the_standing_of_a_topic_counts_its_questions_and_what_is_held_of_them() -> None:
    topics = TopicMap({name: Topic(id=name, title=name, group="g") for name in ("vision", "nlp")})
    bank = [of(f"v{at}") for at in range(5)] + [of("n", "nlp"), of("x", "elsewhere")]
    known = remembered(
        memory("v0", 80, last=-3, due=0, recall=0.5),
        memory("v1", 60, last=-1, due=1),
        memory("x", 90),
        memory("n", 70),
    )
    found = topic_standings(bank, known, topics, TODAY)
    assert found["vision"] == Standing(
        topic="vision", questions=5, practised=2, mastery=25, last=day(-1), due=1, scores=(80, 60)
    )
    assert found["nlp"] == Standing(
        topic="nlp", questions=1, practised=1, mastery=70, last=day(-9), due=0, scores=(70,)
    )
    assert list(found) == ["vision", "nlp"]
    three = topic_standings(bank[:3], remembered(*(memory(f"v{at}", 60) for at in range(3))), topics, TODAY)
    assert (three["vision"].mastery, three["nlp"].mastery, three["nlp"].last) == (60, None, None)
    many = topic_standings(bank, remembered(*(memory(f"v{at}", 60) for at in range(5))), topics, TODAY)
    assert many["vision"].mastery == 60
