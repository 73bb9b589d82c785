"""What was said at the first start decides what is new first; the days until the interview are counted."""

from __future__ import annotations

from datetime import date

from cards import question

from simulator.interview.candidate.aims import aims, day_of, topics_named
from simulator.interview.planning.agenda import plan
from simulator.model import settings
from simulator.model.topics import TOPICS
from simulator.scoring.language.lexicon import load_lexicon

TODAY = date(2026, 11, 24)
LEXICON = load_lexicon(settings.shipped("prompts") / "lexicon")


def test_topics_are_named_by_their_own_words_or_by_their_terms() -> None:
    assert topics_named(["Statistics", " system design", "recommender systems"], LEXICON)[:2] == [
        "statistics",
        "system-design",
    ]
    assert topics_named(["XGBoost"], LEXICON) == ["trees-and-ensembles"]
    assert topics_named(["", "my handwriting"], LEXICON) == []
    for topic in TOPICS:
        assert topic in topics_named([topic.replace("-", " ")], None)


def test_a_weak_area_weighs_more_than_the_job_and_the_day_is_counted() -> None:
    found = aims("", "statistics", "2026-12-03", TODAY, LEXICON, {"statistics": 0.2, "vision": 0.4})
    assert found.weights == {"statistics": 1.0, "vision": 0.4}
    assert (found.weak, found.days_left, found.soon) == ({"statistics"}, 9, False)
    assert aims("", "", "2026-11-20", TODAY, None, {}).days_left is None
    assert aims("", "", "2026-11-25", TODAY, None, {}).soon
    assert day_of("next week") is None


def test_the_plan_begins_with_a_short_question_or_with_a_weak_area() -> None:
    bank = [
        question("long", topic="vision", difficulty=1, time_limit_s=300),
        question("short", topic="vision", difficulty=1, time_limit_s=90),
        question("weak", topic="statistics", difficulty=2, time_limit_s=300),
    ]
    first = plan(bank, {}, {}, TODAY).steps[0]
    assert (first.question.id, first.reason) == ("short", "a short one to begin with")
    weak = plan(bank, {}, {}, TODAY, {"statistics": 1.0}, named={"statistics"}).steps[0]
    assert (weak.question.id, weak.reason) == ("weak", "it is new, and you called its topic a weak area")
