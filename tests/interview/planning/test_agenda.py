"""What is due, how far each topic has come, and what to do today."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from fsrs import Rating
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.interview.bank.topic_map import YOURS, TopicMap, load_topics
from simulator.interview.planning import agenda
from simulator.interview.planning.agenda import Agenda, Why
from simulator.interview.planning.mastery import LONGEST_DAYS, memories, rating, standings
from simulator.model.errors import BadInputError
from simulator.model.question import KeyPoint, Kind, Question
from simulator.model.records import Review
from simulator.model.topics import TOPICS

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TODAY = NOW.date()


def question(name: str, topic: str = "evaluation", difficulty: int = 2) -> Question:
    return Question(
        id=name,
        kind=Kind.EXPLAIN,
        prompt=name,
        key_points=(KeyPoint(id="k", text="k"),),
        topic=topic,
        difficulty=difficulty,
        time_limit_s=120,
    )


def answered(name: str, overall: int, days_ago: float) -> Review:
    return Review(name, (NOW - timedelta(days=days_ago)).timestamp(), overall)


def plan(questions: list[Question], *reviews: Review) -> Agenda:
    known = memories(reviews, NOW)
    topics = TopicMap({}).with_others(q.topic for q in questions)
    return agenda.plan(questions, known, standings(questions, known, topics, TODAY), TODAY)


@pytest.mark.parametrize(
    ("overall", "rated"),
    [
        (0, Rating.Again),
        (49, Rating.Again),
        (50, Rating.Hard),
        (69, Rating.Hard),
        (70, Rating.Good),
        (84, Rating.Good),
        (85, Rating.Easy),
        (100, Rating.Easy),
    ],
)
def test_scores_are_rated_as_the_documentation_says(overall: int, rated: Rating) -> None:
    assert rating(overall) is rated


@pytest.mark.parametrize(("overall", "days"), [(30, 1), (60, 1), (75, 2), (90, 8)])
def test_a_first_answer_comes_again_after_the_documented_days(overall: int, days: int) -> None:
    assert memories([answered("a", overall, 0)], NOW)["a"].due == TODAY + timedelta(days=days)


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 60)), min_size=1, max_size=20))
@settings(deadline=None)
def test_any_history_replays_alike_and_stays_in_bounds(history: list[tuple[int, int]]) -> None:
    at, reviews = NOW.timestamp() - 4e6, []
    for overall, hours in history:
        at += hours * 3600
        reviews.append(Review("a", at, overall))
    memory = memories(reviews, NOW)["a"]
    assert memories(reviews, NOW)["a"] == memory
    assert timedelta(1) <= memory.due - memory.last <= timedelta(LONGEST_DAYS)
    assert 0 <= memory.recall <= 1
    assert memory.score == history[-1][0]
    assert memory.times == len(history)


def test_one_good_answer_is_not_mastery_and_mastery_fades() -> None:
    questions = [question(name) for name in "abcdef"]
    topics = TopicMap({}).with_others(["evaluation"])

    def mastery(days_ago: float, *names: str) -> int | None:
        known = memories([answered(name, 80, days_ago) for name in names], NOW)
        return standings(questions, known, topics, TODAY)["evaluation"].mastery

    assert mastery(0) is None
    assert mastery(0, "a") == 20
    assert mastery(0, *"abcdef") == 80
    faded = mastery(30, *"abcdef")
    assert faded is not None
    assert 0 < faded < 80


def test_the_first_day_has_one_new_question_the_easiest() -> None:
    first = plan([question("hard", difficulty=4), question("easy", difficulty=1)])
    assert [(s.question.id, s.why) for s in first.steps] == [("easy", Why.NEW)]
    assert (first.due, first.weak_spot, first.done, first.minutes) == (0, None, 0, 3)


def test_a_day_has_what_is_due_then_the_weak_spot_then_something_new() -> None:
    questions = [question("a", "vision"), question("b", "vision"), question("new", "probability", 1)]
    questions += [question("w", "statistics"), question("v", "statistics")]
    day = plan(questions, answered("a", 90, 20), answered("b", 75, 9), answered("w", 20, 0.6))
    assert [(s.question.id, s.why) for s in day.steps] == [
        ("a", Why.DUE),
        ("b", Why.DUE),
        ("w", Why.DUE),
        ("v", Why.WEAK),
        ("new", Why.NEW),
    ]
    assert day.weak_spot == "statistics"
    assert day.minutes == 15


def test_what_was_done_today_is_not_asked_for_again() -> None:
    day = plan([question("a"), question("b")], answered("a", 20, 0.1))
    assert (day.steps, day.done, day.weak_spot) == ((), 1, "evaluation")


def test_at_most_five_due_ones_a_day() -> None:
    questions = [question(f"q{i}") for i in range(9)]
    day = plan(questions, *(answered(q.id, 90, 60) for q in questions))
    assert day.due == 9
    assert sum(step.why is Why.DUE for step in day.steps) == agenda.DUE_A_DAY


def test_weak_spots_are_asked_worst_first_and_todays_last() -> None:
    questions = [question(name) for name in "abcd"]
    known = memories(
        [answered("a", 60, 3), answered("b", 30, 2), answered("c", 90, 1), answered("d", 5, 0)], NOW
    )
    assert [q.id for q in agenda.weak_drill(questions, known, TODAY)] == ["b", "a", "d"]


@pytest.mark.parametrize(
    ("days_ago", "length"), [((), 0), ((0,), 1), ((1,), 1), ((2,), 0), ((0, 1, 2, 4), 3), ((1, 2), 2)]
)
def test_a_streak_lasts_until_a_day_is_missed(days_ago: tuple[int, ...], length: int) -> None:
    assert agenda.streak([TODAY - timedelta(days=d) for d in days_ago], TODAY) == length


def test_the_shipped_map_has_every_topic_and_others_are_yours() -> None:
    shipped = load_topics(Path(__file__).parents[3] / "prompts" / "topics.toml")
    assert shipped.topics.keys() == set(TOPICS)
    grown = shipped.with_others(["evaluation-metrics", "my-own", ""])
    assert grown.topics.keys() - shipped.topics.keys() == {"my-own"}
    assert grown.topics["my-own"].group == YOURS
    assert "statistics" in shipped.leads_to("probability")
    assert "probability" in shipped.related("estimation")


@pytest.mark.parametrize(
    ("topic", "complaint"),
    [
        ('{ id = "b", title = "B", group = "Nowhere" }', "there is no group 'Nowhere'"),
        ('{ id = "a", title = "A", group = "G" }', "topic 'a' is there twice"),
        ('{ id = "b", title = "Sixteen letters!", group = "G" }', "1 to 15 characters"),
        ('{ id = "b", title = "B", group = "G", needs = ["b"] }', "not connected to itself"),
        ('{ id = "b", title = "B", group = "G", related = ["c"] }', "there is no topic 'c'"),
        ('{ id = "b", title = "B", group = "G", relatd = ["a"] }', "relatd"),
    ],
)
def test_a_broken_map_is_named_with_its_line(tmp_path: Path, topic: str, complaint: str) -> None:
    file = tmp_path / "topics.toml"
    file.write_text(f'groups = ["G"]\ntopic = [\n{{ id = "a", title = "A", group = "G" }},\n{topic},\n]\n')
    with pytest.raises(BadInputError, match=complaint) as caught:
        load_topics(file)
    assert "line 4" in str(caught.value)


def test_topics_that_need_each_other_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "topics.toml"
    file.write_text(
        'groups = ["G"]\ntopic = [{ id = "a", title = "A", group = "G", needs = ["b"] },'
        '{ id = "b", title = "B", group = "G", needs = ["a"] }]\n'
    )
    with pytest.raises(BadInputError, match="need each other"):
        load_topics(file)


def test_days_are_those_of_the_users_own_clock() -> None:
    from datetime import timezone

    late = datetime(2026, 11, 23, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    memory = memories([Review("a", late.timestamp(), 90)], late)["a"]
    assert memory.last == date(2026, 11, 23)
