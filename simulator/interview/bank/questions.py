"""All questions there are, to look up, filter and search. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from simulator.model.errors import BadInputError
from simulator.model.question import Kind, Question, Stage
from simulator.model.scorecard import Audience
from simulator.model.topics import current
from simulator.scoring.language.lexicon import Lexicon, Term, pieces

WHOLE_UP_TO = 3
"""A name of so few letters is found as a whole word only: "RAG" is not in "storage"."""
LITTLE = 4
"""Words of so few letters are no part of a name by themselves."""


class Bank:
    """Questions in the order given; of two with one id the first is kept."""

    def __init__(self, questions: Iterable[Question]) -> None:
        self._by_id: dict[str, Question] = {}
        for question in questions:
            self._by_id.setdefault(question.id, question)

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in order."""
        return tuple(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Question]:
        return iter(self._by_id.values())

    def __contains__(self, question_id: object) -> bool:
        return question_id in self._by_id

    def get(self, question_id: str) -> Question:
        """The question of that id. Raises `BadInputError` for an unknown one."""
        if question := self._by_id.get(question_id):
            return question
        raise BadInputError(
            f"There is no question '{question_id}'.", "`simulator questions list` names them all."
        )

    @property
    def topics(self) -> dict[str, int]:
        """How many questions each topic has, by name."""
        counts = Counter(question.topic for question in self)
        return {topic: counts[topic] for topic in sorted(counts)}

    def filter(
        self,
        *,
        text: str = "",
        topic: str | None = None,
        kind: Kind | None = None,
        stage: Stage | None = None,
        audience: Audience | None = None,
        lexicon: Lexicon | None = None,
    ) -> tuple[Question, ...]:
        """The questions that match everything given; `text` as `search` takes it, `topic` old or new."""
        return tuple(
            question
            for question in self.search(text, lexicon)
            if (topic is None or current(topic) == current(question.topic))
            and kind in (None, question.kind)
            and stage in (None, question.stage)
            and audience in (None, question.audience)
        )

    def search(self, text: str, lexicon: Lexicon | None = None) -> tuple[Question, ...]:
        """The questions that have every word of `text`, or what else the lexicon calls it, in any case.

        First those that have them in prompt, topic or id, then in key points, then in the strong answer, and
        last those whose topic has part of a term's name. A word is found at the beginning of words; one of
        three letters or fewer only as a whole word.
        """
        words = text.casefold().split()
        if not words:
            return self.questions
        wanted = _wanted(words, lexicon)
        parts = _parts(lexicon.find(text)) if lexicon else None
        found = [(rank, q) for q in self if (rank := _rank(q, wanted, parts)) is not None]
        return tuple(question for _, question in sorted(found, key=lambda pair: pair[0]))


Wanted = Sequence[re.Pattern[str]]
"""What all must be found."""


def _rank(question: Question, wanted: Wanted, parts: re.Pattern[str] | None) -> int | None:
    """How far from what is asked everything wanted is found; None where it is not."""
    text = ""
    for rank, more in enumerate((_asked(question), _expected(question), question.model_answer or "")):
        text += f"\n{more.casefold()}"
        if all(pattern.search(text) for pattern in wanted):
            return rank
    return rank + 1 if parts and parts.search(question.topic) else None


def _wanted(words: list[str], lexicon: Lexicon | None) -> Wanted:
    """A pattern for each word of a search, or one for all where together they name a term."""
    together = " ".join(words)
    find = lexicon.find if lexicon else lambda _name: None
    if (term := find(together)) is not None:
        return [_any_of([together, *term.names])]
    return [_any_of([word, *(term.names if (term := find(word)) else ())]) for word in words]


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    short = r"s?(?!\w)"
    ways = (re.escape(name.casefold()) + (short if len(name) <= WHOLE_UP_TO else "") for name in names)
    return re.compile(rf"(?<!\w)(?:{'|'.join(ways)})")


def _parts(term: Term | None) -> re.Pattern[str] | None:
    """The longer words of a term's written-out name, as they may stand in the name of a topic."""
    words = [word for word in pieces(term.expansion or "") if len(word) > LITTLE] if term else []
    return _any_of(words) if words else None


def _asked(question: Question) -> str:
    return f"{question.prompt}\n{question.short or ''}\n{question.topic}\n{question.id}"


def _expected(question: Question) -> str:
    return "\n".join(point.text for point in question.key_points)
