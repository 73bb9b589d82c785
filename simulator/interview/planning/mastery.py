"""PURE: what is remembered of each question and topic, replayed from the answers with FSRS.

Nothing is stored: the same answers give the same state, also after some were deleted or scored again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import cache

from fsrs import Card, Rating, Scheduler

from simulator.interview.bank.topic_map import TopicMap
from simulator.interview.planning.agenda import Memory, Standing, mastery_over
from simulator.model.question import Question
from simulator.model.records import Review
from simulator.model.topics import current

EASY_FROM, GOOD_FROM, HARD_FROM = 85, 70, 50
"""Overall scores from which a question counts as remembered easily, well, or hardly; below, as forgotten."""
LONGEST_DAYS = 120
"""No question stays away for longer: interviews are months, not years, ahead."""


def rating(overall: int) -> Rating:
    """How well a question was remembered, by the overall score of the answer."""
    if overall >= EASY_FROM:
        return Rating.Easy
    if overall >= GOOD_FROM:
        return Rating.Good
    return Rating.Hard if overall >= HARD_FROM else Rating.Again


def memories(reviews: Iterable[Review], now: datetime) -> dict[str, Memory]:
    """What is remembered of each question, by id; `reviews` oldest first, days in the time zone of `now`."""
    cards: dict[str, Card] = {}
    answered: dict[str, list[Review]] = {}
    scheduler = _scheduler()
    for review in reviews:
        card = cards.get(review.question_id) or Card(card_id=1)
        at = datetime.fromtimestamp(review.at_s, UTC)
        cards[review.question_id] = scheduler.review_card(card, rating(review.overall), at)[0]
        answered.setdefault(review.question_id, []).append(review)
    today = now.astimezone(UTC)

    def day(at_s: float) -> date:
        return datetime.fromtimestamp(at_s, now.tzinfo).date()

    return {
        question_id: Memory(
            question_id=question_id,
            score=takes[-1].overall,
            times=len(takes),
            first=day(takes[0].at_s),
            last=day(takes[-1].at_s),
            due=cards[question_id].due.astimezone(now.tzinfo).date(),
            recall=scheduler.get_card_retrievability(cards[question_id], today),
        )
        for question_id, takes in answered.items()
    }


def standings(
    questions: Iterable[Question], known: dict[str, Memory], topics: TopicMap, today: date
) -> dict[str, Standing]:
    """The standing of every topic of the map, by id."""
    counts = dict.fromkeys(topics.topics, 0)
    remembered: dict[str, list[Memory]] = {topic: [] for topic in topics.topics}
    for question in questions:
        topic = current(question.topic) or ""
        if topic in counts:
            counts[topic] += 1
            if question.id in known:
                remembered[topic].append(known[question.id])
    return {
        topic: Standing(
            topic=topic,
            questions=counts[topic],
            practised=len(held),
            mastery=_mastery(held, counts[topic]),
            last=max((memory.last for memory in held), default=None),
            due=sum(memory.due <= today for memory in held),
            scores=tuple(memory.score for memory in held),
        )
        for topic, held in remembered.items()
    }


def _mastery(held: list[Memory], questions: int) -> int | None:
    if not held:
        return None
    return round(sum(memory.held for memory in held) / mastery_over(len(held), questions))


@cache
def _scheduler() -> Scheduler:
    """FSRS in whole days (no steps of minutes), and with nothing left to chance."""
    return Scheduler(
        learning_steps=(), relearning_steps=(), maximum_interval=LONGEST_DAYS, enable_fuzzing=False
    )
