"""What scoring asks of the world: only the meaning of sentences."""

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
