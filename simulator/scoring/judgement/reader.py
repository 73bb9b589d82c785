"""What scoring asks of models: the meaning of sentences, and whether a sentence makes a claim."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Embedder(Protocol):
    """Sentence embeddings; the same sentence always gets the same vector."""

    @property
    def id(self) -> str:
        """Model name and the start of its digest, "all-MiniLM-L6-v2 53aa51"."""
        ...

    def embed(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """One unit-length row a sentence: shape (len(sentences), dimensions)."""
        ...


class ClaimReader(Protocol):
    """Our trained reader; the same pair always gets the same judgement."""

    @property
    def id(self) -> str:
        """Its name and the start of its digest."""
        ...

    def read(self, task: str, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """Logits of each (claim, stretch of an answer), shape (len(pairs), classes).

        `task` is "point" (nothing, half, made, wrong), "misconception" (no, yes), "gloss" (no, yes; the claim
        is a term and who listens) or "move" (each of `readings.MOVES`; the claim is what the question asks).
        """
        ...

    def states(self, pairs: Sequence[tuple[str, str]]) -> list[NDArray[np.float32]]:
        """What its heads see of each pair, for whoever has a head of their own; each of one length."""
        ...

    def close(self) -> None:
        """Free what it holds; it loads again when needed."""
        ...
