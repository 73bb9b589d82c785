"""The interviewer's understanding: what is said back to a clarifying question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.model.errors import BadInputError
from simulator.model.question import Question

if TYPE_CHECKING:
    from simulator.interview.exchange.clarifying import UnderstoodQuestion
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

    def understand(self, said: str, question: Question | None) -> UnderstoodQuestion:
        """What `said`, the last words heard, asks the interviewer of `question`."""
        from simulator.interview.exchange.clarifying import understood

        return understood(said, question, self._scorer.embedder)
