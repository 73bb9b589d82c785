"""The meaning of sentences: all-MiniLM-L6-v2 on CTranslate2, without PyTorch.

Implements `simulator.scoring.judgement.reader.Embedder`. Each sentence goes through the network alone
and on one thread: its vector depends on nothing but the sentence, bit for bit (in a batch the low bits
depend on its neighbours). Two workers make up for it.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.reading import weights
from simulator.reading.engine_file import load_encoder, load_tokenizer

Vector = NDArray[np.float32]

DIMENSIONS = 384
MAX_TOKENS = 256
"""The model's own limit; the rest of a longer sentence is not looked at."""
WORKERS = 2
REMEMBERED = 8192
"""Sentences whose vectors are kept (12 MB)."""


class SentenceEmbedder:
    """all-MiniLM-L6-v2; cheap to make, loads with the first sentence or by `load`; thread-safe."""

    def __init__(self, cache: Path) -> None:
        """`cache` is the folder of downloads; an installed package is found by itself."""
        self._cache = cache
        self._model: _Model | None = None
        self._loading = threading.Lock()
        self._known: dict[str, Vector] = {}

    @property
    def id(self) -> str:
        """Model name and the start of its digest."""
        return f"{weights.NAME} {weights.REMOTES[weights.WEIGHTS].sha256[:6]}"

    def load(self) -> None:
        """Load the model unless that was done (about half a second). Raises `MissingPartError`."""
        self._loaded()

    def embed(self, sentences: Sequence[str]) -> Vector:
        """One unit-length row a sentence, shape (len(sentences), 384); a blank sentence is a row of zeros.

        Known sentences cost nothing. Raises `MissingPartError` when there is no model.
        """
        known = self._known
        fresh = [sentence for sentence in dict.fromkeys(sentences) if sentence not in known]
        made = dict(zip(fresh, self._loaded().vectors(fresh), strict=True)) if fresh else {}
        rows = [made[sentence] if sentence in made else known[sentence] for sentence in sentences]
        self._remember(made)
        return np.stack(rows) if rows else np.zeros((0, DIMENSIONS), dtype=np.float32)

    def close(self) -> None:
        """Free the model; it loads again when needed."""
        with self._loading:
            if self._model is not None:
                self._model.close()
            self._model = None

    def _remember(self, made: dict[str, Vector]) -> None:
        merged = self._known | made
        self._known = merged if len(merged) <= REMEMBERED else dict(made)  # replaced, never changed in place

    def _loaded(self) -> _Model:
        with self._loading:
            if self._model is None:
                self._model = _Model(*_read(self._cache))
            return self._model


def _read(cache: Path) -> tuple[bytes, bytes]:
    """Weights and tokenizer, the very bytes that were checked."""
    for folder in weights.candidates(cache):
        content = {name: (folder / name).read_bytes() for name in weights.REMOTES}
        if all(hashlib.sha256(content[n]).hexdigest() == r.sha256 for n, r in weights.REMOTES.items()):
            return content[weights.WEIGHTS], content[weights.TOKENIZER]
    raise weights.missing()


class _Model:
    """The network, its tokenizer and its workers."""

    def __init__(self, tensors: bytes, tokenizer: bytes) -> None:
        from safetensors.numpy import load

        self._tokenizer = load_tokenizer(tokenizer, MAX_TOKENS)
        self._encoder = load_encoder(
            weights.NAME, load(tensors), self._tokenizer.get_vocab(), compute_type="float32", workers=WORKERS
        )
        self._workers = ThreadPoolExecutor(WORKERS, thread_name_prefix="meaning")

    def vectors(self, sentences: Iterable[str]) -> Iterable[Vector]:
        return self._workers.map(self._vector, sentences)

    def close(self) -> None:
        self._workers.shutdown(wait=False)

    def _vector(self, sentence: str) -> Vector:
        """Mean of the token vectors, unit length."""
        if not sentence.strip():
            return np.zeros(DIMENSIONS, dtype=np.float32)
        ids = self._tokenizer.encode(sentence).ids
        states: NDArray[Any] = np.array(self._encoder.forward_batch([ids]).last_hidden_state)[0]
        mean = states.mean(axis=0, dtype=np.float64)
        vector: Vector = (mean / np.linalg.norm(mean)).astype(np.float32)
        return vector
