"""The interviewer's understanding: what is said back to a clarifying question."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from simulator.model.errors import BadInputError, MissingPartError
from simulator.model.plan import Manner
from simulator.model.question import Question

if TYPE_CHECKING:
    from simulator.interview.exchange.clarifying import UnderstoodQuestion
    from simulator.interview.exchange.sense import AskingHead, Sense
    from simulator.use_cases.scorer import Scorer

LONGEST_UTTERANCE = 10_000
"""The most characters of an utterance; ten minutes of speech have fewer."""


class Interviewer:
    """Answers what a candidate asks back, from the facts of the question."""

    def __init__(self, scorer: Scorer) -> None:
        self._scorer = scorer

    def ask(self, utterance: str, question: Question | None) -> UnderstoodQuestion:
        """What the interviewer says back. Raises `BadInputError` for an empty or a huge utterance."""
        if not utterance.strip():
            raise BadInputError("There is nothing to answer: the utterance is empty.")
        if len(utterance) > LONGEST_UTTERANCE:
            raise BadInputError(
                f"The utterance has {len(utterance):,} characters;"
                f" at most {LONGEST_UTTERANCE:,} are understood."
            )
        return self.understand(utterance, question)

    @property
    def by_words_only(self) -> bool:
        """Whether only words are compared, because a model or the learned weights are missing."""
        return self.sense is None

    def warm_up(self, question: Question) -> None:
        """Learn what the facts of `question` mean, so that the first reply comes at once."""
        self.understand("How much data do we have?", question)

    def understand(
        self, said: str, question: Question | None, manner: Manner = Manner.NEUTRAL
    ) -> UnderstoodQuestion:
        """What `said`, the last words heard, asks the interviewer of `question`."""
        from simulator.interview.exchange.clarifying import understood

        return understood(said, question, self.sense, manner)

    @property
    def sense(self) -> Sense | None:
        """What tells what utterances want; None when a model or the learned weights are missing."""
        from simulator.interview.exchange.sense import Sense

        embedder, judges, head = self._scorer.embedder, self._scorer.judges, self._head
        if embedder is None or judges is None or head is None or judges.reader.id != head.reader:
            return None
        return Sense(embedder, judges.reader, head)

    @cached_property
    def _head(self) -> AskingHead | None:
        """The learned weights; None when their file is missing, changed, or of another version."""
        import msgspec

        from simulator.interview.exchange.sense import load_asking_head
        from simulator.reading.claims import ASKING, TrainedReader

        try:
            return load_asking_head(TrainedReader().file(ASKING.name))
        except (MissingPartError, msgspec.DecodeError):
            return None
