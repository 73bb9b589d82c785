"""PURE: what an utterance wants of the interviewer and which fact answers it, by weights that were learned.

`training/asking.py` fits the weights and chooses the thresholds; they are shipped in
`simulator/reading/judges/asking.json`. A fact is judged by the features of `likeness.py` and by what the
trained reader sees when it reads utterance and fact together, either one first. An utterance by itself is
judged by its meaning and by the numbers that `UTTERANCE` names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

import msgspec
import numpy as np
from numpy.typing import NDArray

from simulator.interview.exchange.asking import asked, asks_to_repeat
from simulator.interview.exchange.cues import cues
from simulator.interview.exchange.likeness import feature_names, likeness
from simulator.model.question import Fact, Question
from simulator.scoring.judgement.reader import ClaimReader, Embedder

Array = NDArray[np.float64]

SURE = 3.0
"""Evidence of the rules beyond this, either way, says no more."""
LONG = 20.0
"""Words: what counts as one."""
UTTERANCE = (
    "evidence", "marked", "length", "said after the mark", "again", "question known", "prompt",
    "nearest fact", "nearest subject",
)  # fmt: skip
_PART = re.compile(r"(?:(?<=[?.!])\s+|,?\s+and\s+)(?=\S)")
LEAST_OF_A_PART = 3
"""Words; a shorter part is no question of its own."""


class Wish(StrEnum):
    """What an utterance wants."""

    QUESTION = "question"
    """Something about the problem."""
    REPEAT = "repeat"
    """The question again, or what its words mean."""
    PROGRESS = "progress"
    """Whether the answer is good so far."""
    NOTHING = "nothing"
    """It is part of an answer."""


class AskingHead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that was fitted to utterances."""

    features: tuple[str, ...]
    """The names of a pair's features, in their order."""
    weights: tuple[float, ...]
    """One a feature."""
    readings: tuple[float, ...]
    """One for each number of what the reader sees."""
    reader: str
    """The id of that reader; what another one sees has other meanings."""
    bias: float
    fact_from: float
    """The log odds from which on a fact is given."""
    wishes: dict[Wish, tuple[float, ...]]
    """Of each wish a weight for each of the 384 numbers of the meaning, then for each of `UTTERANCE`."""
    wish_biases: dict[Wish, float]

    def log_odds(self, pairs: Array) -> Array:
        """How likely each fact answers: shape (facts,) for the rows of `pair_features`."""
        found: Array = pairs @ np.array(self.weights + self.readings) + self.bias
        return found

    def wish(self, features: Array) -> Wish:
        """The likeliest wish."""
        scores = {wish: float(np.dot(self.wishes[wish], features)) + self.wish_biases[wish] for wish in Wish}
        return max(scores, key=lambda wish: scores[wish])


def load_asking_head(content: bytes) -> AskingHead:
    """The head in the content of its file. Raises `msgspec.ValidationError` for another version of it."""
    head = msgspec.json.decode(content, type=AskingHead)
    if head.features != feature_names() or len(head.weights) != len(head.features):
        raise msgspec.ValidationError("the learned weights are not of the features that are computed now")
    return head


@dataclass(frozen=True)
class Sense:
    """Tells what utterances want, with the models and the weights that were fitted to them."""

    embedder: Embedder
    reader: ClaimReader
    head: AskingHead

    def wish(self, said: str, question: Question | None) -> Wish:
        """What `said` wants."""
        if asks_to_repeat(said):
            return Wish.REPEAT
        return self.head.wish(utterance_features(said, question, self.embedder))

    def facts(self, said: str, question: Question) -> tuple[Fact, ...]:
        """The fact that answers `said`; two when it asks two things and both are sure; else none."""
        if not question.facts:
            return ()
        if both := self._both(said, question):
            return both
        best, odds = self._best(said, question)
        return (question.facts[best],) if odds >= self.head.fact_from else ()

    def _both(self, said: str, question: Question) -> tuple[Fact, ...]:
        """The facts that answer the two parts of `said`, when they differ and both are sure."""
        parts = asking_parts(said)
        if len(parts) != 2:
            return ()
        found = [self._best(part, question) for part in parts]
        if min(odds for _, odds in found) < self.head.fact_from or found[0][0] == found[1][0]:
            return ()
        return tuple(question.facts[index] for index, _ in found)

    def _best(self, said: str, question: Question) -> tuple[int, float]:
        odds = self.head.log_odds(pair_features(said, question, self.embedder, self.reader))
        best = int(np.argmax(odds))
        return best, float(odds[best])


def pair_features(said: str, question: Question, embedder: Embedder, reader: ClaimReader) -> Array:
    """Of `said` with each fact: the features of `likeness`, then what the reader sees, both ways round."""
    told = [f"{fact.about}: {fact.answer}" for fact in question.facts]
    states = reader.states([*((fact, said) for fact in told), *((said, fact) for fact in told)])
    seen = np.concatenate([states[: len(told)], states[len(told) :]], axis=1)
    return np.concatenate([likeness(said, question, embedder), seen], axis=1)


def utterance_features(said: str, question: Question | None, embedder: Embedder) -> Array:
    """The meaning of `said`, then the numbers that `UTTERANCE` names; those of no question are 0."""
    meaning = embedder.embed([said])[0].astype(np.float64)
    after = said.rpartition("?")[2].split() if "?" in said else []
    numbers = [
        float(np.clip(asked(said).evidence, -SURE, SURE)),
        float(said.rstrip().endswith("?")),
        min(len(said.split()) / LONG, 2.0),
        float(bool(after)),
        float(asks_to_repeat(said)),
        float(question is not None),
        *_nearness(meaning, question, embedder),
    ]
    return np.concatenate([meaning, numbers])


def _nearness(meaning: Array, question: Question | None, embedder: Embedder) -> tuple[float, float, float]:
    """The cosine with the prompt, with the nearest fact, and with the nearest subject of one."""
    if question is None:
        return (0.0, 0.0, 0.0)
    texts = [question.prompt, *(f"{fact.about}: {fact.answer}" for fact in question.facts)]
    near = embedder.embed([*texts, *(fact.about for fact in question.facts)]).astype(np.float64) @ meaning
    count = len(question.facts)
    whole, about = near[1 : 1 + count], near[1 + count :]
    return float(near[0]), float(max(whole, default=0.0)), float(max(about, default=0.0))


def asking_parts(said: str) -> tuple[str, ...]:
    """The parts of an utterance that are long enough to ask something, parted by marks and by "and"."""
    parts = (part.strip(" ,.") for part in _PART.split(said))
    asks = cues().around.asks_again
    long = [part for part in parts if len(part.split()) >= LEAST_OF_A_PART]
    return tuple(part for part in long if asks.search(part.lower()))
