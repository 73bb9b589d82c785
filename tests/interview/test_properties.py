"""What holds for any interview, history and text: nothing twice, the same again, within bounds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from cards import card, plan, question, round_
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.interview.bank.drawing import draw
from simulator.interview.candidate.job import cleaned
from simulator.interview.planning import agenda
from simulator.interview.planning.mastery import memories
from simulator.interview.process.assessment import report, round_score, signal_of
from simulator.interview.process.course import Answered, Course, GoOn, begin, step
from simulator.model.plan import Draw, Mode, Role
from simulator.model.question import Kind
from simulator.model.records import Review
from simulator.model.report import Signal
from simulator.model.scorecard import Dimension

TOPICS = ("vision", "nlp", "statistics")
QUESTIONS = [
    question(f"q{at}", topic=TOPICS[at % 3], difficulty=1 + at % 5, kind=(Kind.DESIGN, Kind.EXPLAIN)[at % 2])
    for at in range(24)
]
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
DAY_S = 86_400
SCORES = st.integers(0, 100)

rules = st.builds(
    Draw,
    count=st.integers(1, 2),
    topics=st.lists(st.sampled_from(TOPICS), max_size=1).map(tuple),
    kinds=st.lists(st.sampled_from((Kind.DESIGN, Kind.EXPLAIN)), max_size=1).map(tuple),
)
plans = st.lists(st.lists(rules, min_size=1, max_size=1), min_size=1, max_size=2).map(
    lambda rounds: plan(*(round_(f"P{at}", draw=tuple(item)) for at, item in enumerate(rounds)))
)
asked_before = st.lists(st.sampled_from([q.id for q in QUESTIONS]), unique=True, max_size=20)


@settings(max_examples=40)
@given(plans, st.integers(0, 99), asked_before, st.dictionaries(st.sampled_from(TOPICS), st.floats(0, 1)))
def test_a_drawing_keeps_its_rules_repeats_nothing_and_is_repeated_by_its_seed(item, seed, asked, weights):
    drawn = draw(item, QUESTIONS, seed=seed, asked=asked, weights=weights)
    ids = [q.id for part in drawn for q in part]
    assert len(set(ids)) == len(ids)
    for part, round_of in zip(drawn, item.rounds, strict=True):
        assert len(part) == round_of.questions
        assert all(round_of.draw[0].allows(q) for q in part)
    assert drawn == draw(item, list(reversed(QUESTIONS)), seed=seed, asked=asked, weights=weights)


@settings(max_examples=40)
@given(st.integers(0, 99), asked_before)
def test_what_was_asked_comes_only_after_what_is_new(seed, asked):
    item = plan(round_(draw=(Draw(count=len(QUESTIONS)),)))
    ids = [q.id for q in draw(item, QUESTIONS, seed=seed, asked=asked)[0]]
    assert ids[len(ids) - len(asked) :] == asked


@given(st.lists(SCORES, min_size=1, max_size=6), SCORES, SCORES)
def test_a_better_answer_never_comes_back_sooner_and_good_ones_stay_away_longer(history, one, other):
    def due(*scores: int) -> datetime:
        reviews = [Review("q", NOW.timestamp() + at * 30 * DAY_S, score) for at, score in enumerate(scores)]
        return memories(reviews, NOW + timedelta(days=30 * len(scores)))["q"].due

    worse, better = sorted((one, other))
    assert due(*history, worse) <= due(*history, better)


def test_intervals_of_good_answers_given_when_due_grow_until_the_longest():
    at_s, gaps, reviews = NOW.timestamp(), [], []
    for _ in range(7):
        reviews.append(Review("q", at_s, 75))
        due = memories(reviews, datetime.fromtimestamp(at_s, UTC))["q"].due
        gaps.append((due - datetime.fromtimestamp(at_s, UTC).date()).days)
        at_s += gaps[-1] * DAY_S
    assert all(shorter < longer or shorter == longer == 120 for shorter, longer in pairwise(gaps))
    assert gaps[-1] == 120


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from([q.id for q in QUESTIONS]), st.tuples(SCORES, st.integers(0, 90))))
def test_a_days_plan_has_nothing_twice_and_at_most_seven_steps(history):
    reviews = sorted(
        (Review(name, NOW.timestamp() - days * DAY_S, score) for name, (score, days) in history.items()),
        key=lambda review: review.at_s,
    )
    known = memories(reviews, NOW)
    today = agenda.plan(QUESTIONS, known, {}, NOW.date())
    ids = [item.question.id for item in today.steps]
    assert len(set(ids)) == len(ids) <= agenda.DUE_A_DAY + 2
    due = [known[item.question.id].due for item in today.steps if item.why is agenda.Why.DUE]
    assert due == sorted(due)
    assert all(day <= NOW.date() for day in due)
    drilled = agenda.drill(QUESTIONS, known, NOW.date())
    assert sorted(q.id for q in drilled) == sorted(q.id for q in QUESTIONS)


@given(SCORES, SCORES, st.one_of(st.none(), SCORES), st.integers(0, 40))
def test_a_better_score_or_content_never_gives_a_worse_signal(score, more, content, gained):
    order = [Signal.NO, Signal.LEANING_NO, Signal.YES, Signal.STRONG_YES]
    low, high = sorted((score, more))
    assert order.index(signal_of(low, content)) <= order.index(signal_of(high, content))
    if content is not None:
        assert order.index(signal_of(low, content)) <= order.index(signal_of(low, content + gained))
        assert order.index(signal_of(low, content)) <= order.index(signal_of(low, None))


@given(st.sampled_from(list(Role)), st.fixed_dictionaries(dict.fromkeys(Dimension, st.none() | SCORES)))
def test_a_rounds_score_lies_between_its_dimensions(role, scores):
    known = [score for score in scores.values() if score is not None]
    found = round_score(role, scores)
    assert (found is None) == (not known)
    assert found is None or min(known) <= found <= max(known)


@settings(max_examples=40)
@given(st.lists(st.tuples(SCORES, SCORES, SCORES), min_size=1, max_size=4), st.integers(0, 3))
def test_a_report_is_within_bounds_and_better_clarity_never_lowers_it(scores, which):
    def told(scores):
        drawn = (tuple(QUESTIONS[: len(scores)]),)
        course: Course = step(begin(plan(round_()), drawn, mode=Mode.REAL), GoOn())
        cards = {}
        for at, (clarity, structure, content) in enumerate(scores):
            cards[f"S/{at}"] = card(clarity=clarity, structure=structure, content=content)
            course = step(course, Answered(f"S/{at}", cards[f"S/{at}"], 60))
        return report(course, cards, {})

    at = which % len(scores)
    clearer = [(100, *given[1:]) if place == at else given for place, given in enumerate(scores)]
    before, after = told(scores), told(clearer)
    assert 0 <= before.overall <= after.overall <= 100
    assert before == told(scores)
    worst_first = list(Signal)[::-1]
    assert worst_first.index(before.signal) <= worst_first.index(after.signal)
    assert replace(before, rounds=(), overall=None, clarity=None, signal=after.signal) == replace(
        after, rounds=(), overall=None, clarity=None
    )


@given(st.text(max_size=300))
def test_a_cleaned_text_is_clean(text):
    found = cleaned(text)
    assert all(char == "\n" or char.isprintable() for char in found)
