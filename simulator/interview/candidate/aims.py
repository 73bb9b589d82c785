"""PURE: what the candidate said at the first start: the role, the day of the interview, the weak areas."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from simulator.interview.candidate.job import TERM_TOPICS, terms_in
from simulator.model.topics import TOPICS
from simulator.scoring.language.lexicon import Lexicon, term_key

OF_THE_ROLE = 0.5
"""How much a topic that the role names weighs against a weak area."""
SOON_DAYS = 7
"""From so many days before the interview on, nothing is asked that it is too late to learn."""
SMALL_WORDS = frozenset({"and", "with", "the", "of", "in"})
_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, kw_only=True)
class Aims:
    """What to prepare for; empty where nothing was said."""

    weights: Mapping[str, float]
    """How much each topic matters, 0 to 1."""
    weak: frozenset[str] = frozenset()
    """Topics that the candidate named as weak areas."""
    days_left: int | None = None
    """Until the interview; None without a day, or when it is over."""

    @property
    def soon(self) -> bool:
        return self.days_left is not None and self.days_left <= SOON_DAYS


def aims(
    role: str, weak_areas: str, on: str, today: date, lexicon: Lexicon | None, job: Mapping[str, float]
) -> Aims:
    """What follows from the three answers and from the topics of the job; `lexicon` knows technical terms."""
    weak = frozenset(topics_named(weak_areas.split(","), lexicon))
    role_topics = dict.fromkeys(topics_named([role], lexicon), OF_THE_ROLE)
    day = day_of(on)
    left = (day - today).days if day else None
    return Aims(
        weights=role_topics | dict(job) | dict.fromkeys(weak, 1.0),
        weak=weak,
        days_left=left if left is not None and left >= 0 else None,
    )


def topics_named(areas: Iterable[str], lexicon: Lexicon | None) -> list[str]:
    """The topics that people mean by these words, each once: by the topic's own words, else by its terms."""
    found: list[str] = []
    for area in areas:
        words = set(_WORD.findall(area.lower())) - SMALL_WORDS
        by_name = [topic for topic in TOPICS if words & (set(topic.split("-")) - SMALL_WORDS)]
        whole = [topic for topic in by_name if set(topic.split("-")) - SMALL_WORDS <= words]
        terms = terms_in(area, lexicon) if lexicon and not by_name else ()
        groups = [lexicon.by_key[term_key(term)].topic for term in terms] if lexicon else []
        by_term = [topic for group in groups for topic in TERM_TOPICS.get(group, ())[:1]]
        found += whole or by_name or by_term
    return list(dict.fromkeys(found))


def day_of(written: str) -> date | None:
    """A day written as 2026-12-24; None for anything else."""
    try:
        return date.fromisoformat(written.strip())
    except ValueError:
        return None
