"""All questions there are, to look up, filter and search. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from simulator.model.errors import BadInputError
from simulator.model.question import Kind, Question, Stage
from simulator.model.scorecard import Audience
from simulator.model.topics import current


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
    ) -> tuple[Question, ...]:
        """The questions that match everything given; `text` as `search` takes it, `topic` old or new."""
        return tuple(
            question
            for question in self.search(text)
            if (topic is None or current(topic) == current(question.topic))
            and kind in (None, question.kind)
            and stage in (None, question.stage)
            and audience in (None, question.audience)
        )

    def search(self, text: str) -> tuple[Question, ...]:
        """The questions that have every word of `text` in prompt, topic or id, in any case.

        After them those that have some of the words in their key points only.
        """
        words = text.casefold().split()
        found = [(_has(words, _asked(q)), q) for q in self if _has(words, f"{_asked(q)}\n{_expected(q)}")]
        return tuple(question for _, question in sorted(found, key=lambda pair: not pair[0]))


def _has(words: list[str], text: str) -> bool:
    return all(word in text for word in words)


def _asked(question: Question) -> str:
    return f"{question.prompt}\n{question.topic}\n{question.id}".casefold()


def _expected(question: Question) -> str:
    return "\n".join(point.text for point in question.key_points).casefold()
