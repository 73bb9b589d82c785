"""Whether a word that is a technical term and an ordinary word too is meant as the term in its sentence.

"We add dropout between the layers" names the term, "many students drop out" does not. `training/senses.py`
fits the weights and chooses the threshold; they are shipped in `simulator/reading/judges/senses.json`.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import numpy as np
from numpy.typing import NDArray

from simulator.scoring.judgement.reader import Embedder
from simulator.scoring.language.lexicon import term_key

Array = NDArray[np.float64]

Means = Callable[[str, str, str], bool]
"""Whether a name, defined so, is meant as the term in a sentence."""


class SenseHead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that was fitted to words with two senses."""

    embedder: str
    """The id of that embedder; the numbers of another one have other meanings."""
    ambiguous: frozenset[str]
    """The keys (`term_key`) of the names that are ordinary words too; every other name is always the term."""
    weights: tuple[float, ...]
    """One for each of `sense_features`."""
    bias: float
    technical_from: float
    """The log odds from which on the term is meant; low, because few technical uses may be lost."""

    def log_odds(self, features: Array) -> float:
        """How likely the term is meant, of the features of one use."""
        return float(features @ np.array(self.weights)) + self.bias


def load_sense_head(content: bytes) -> SenseHead:
    """The head in the content of its file. Raises `msgspec.DecodeError` for another version of it."""
    return msgspec.json.decode(content, type=SenseHead)


def sense_features(name: str, definition: str, sentence: str, embedder: Embedder) -> Array:
    """The meaning of the sentence, then, number by number, its product with that of the defined term.

    Shape (2 * dimensions of the embedder,).
    """
    said, defined = embedder.embed([sentence, f"{name}: {definition}"]).astype(np.float64)
    return np.concatenate([said, said * defined])


def means(head: SenseHead | None, embedder: Embedder | None) -> Means | None:
    """The judge of senses; None without weights or without the embedder for which they were fitted."""
    if head is None or embedder is None or embedder.id != head.embedder:
        return None

    def judged(name: str, definition: str, sentence: str) -> bool:
        if term_key(name) not in head.ambiguous:
            return True
        return head.log_odds(sense_features(name, definition, sentence, embedder)) >= head.technical_from

    return judged
