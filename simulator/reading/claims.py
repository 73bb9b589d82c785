"""Our trained reader: judges a claim against a stretch of an answer. MiniLM-L6, fine-tuned, in int8.

Implements `simulator.scoring.judgement.reader.ClaimReader`. `training/reader.py` makes the weights from the
corpus, `training/pack.py` the file that is shipped beside this module. Each pair goes through the network
alone and on one thread, so that its judgement depends on nothing but the pair; two workers make up for it.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.model.errors import MissingPartError
from simulator.reading.engine_file import load_encoder, load_tokenizer

Pair = tuple[str, str]
"""A claim, and a stretch of an answer."""

FOLDER = Path(__file__).parent / "judges"
WEIGHTS = FOLDER / "reader.safetensors"
TOKENIZER = FOLDER / "tokenizer.json"
HEADS = FOLDER / "heads.json"
ASKING = FOLDER / "asking.json"
SENSES = FOLDER / "senses.json"
DIGESTS = FOLDER / "digests.json"
"""SHA-256 of each file of the folder, written when it was made."""
MAX_TOKENS = 128
"""As in training; the longer of claim and stretch is cut."""
WORKERS = 2
REMEMBERED = 20_000
"""Pairs whose judgements are kept: an answer of ten minutes has some five thousand."""
SCALE = "/scale"
"""What the name of an int8 tensor's row scales ends with."""


class TrainedReader:
    """Reads pairs. Cheap to make, loads with the first pair or by `load`; safe to use from any thread."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """`folder` holds weights, tokenizer and digests."""
        self._folder = folder
        self._network: _Network | None = None
        self._loading = threading.Lock()
        self._known: dict[tuple[str, Pair], NDArray[np.float32]] = {}

    @property
    def id(self) -> str:
        """The name and the start of the digest of the weights."""
        return f"reader {self._digests()[WEIGHTS.name][:6]}"

    def load(self) -> None:
        """Load the weights unless that was done (about half a second). Raises `MissingPartError`."""
        self._loaded()

    def file(self, name: str) -> bytes:
        """The content of a file of the folder. Raises `MissingPartError` when it is not the one shipped."""
        return self._checked(name)

    def read(self, task: str, pairs: Sequence[Pair]) -> NDArray[np.float32]:
        """Logits of each pair for a task, shape (len(pairs), classes of the task). Known pairs cost nothing.

        Raises `MissingPartError` when the weights are not there or are not those that were shipped.
        """
        before = self._known
        fresh = [pair for pair in dict.fromkeys(pairs) if (task, pair) not in before]
        judged = self._loaded().logits(task, fresh) if fresh else []
        made = dict(zip(((task, pair) for pair in fresh), judged, strict=True))
        known = before | made
        rows = [known[task, pair] for pair in pairs]
        self._known = known if len(known) <= REMEMBERED else made  # replaced, never changed in place
        return np.stack(rows) if rows else np.zeros((0, self._loaded().classes(task)), dtype=np.float32)

    def states(self, pairs: Sequence[Pair]) -> list[NDArray[np.float32]]:
        """What the heads see of each pair, each of shape (384,): for whoever fits a head."""
        return self._loaded().states(pairs)

    def close(self) -> None:
        """Free the network; it loads again when needed."""
        with self._loading:
            if self._network is not None:
                self._network.close()
            self._network = None

    def _loaded(self) -> _Network:
        with self._loading:
            if self._network is None:
                self._network = _Network(self._checked(WEIGHTS.name), self._checked(TOKENIZER.name))
            return self._network

    def _digests(self) -> dict[str, str]:
        try:
            digests: dict[str, str] = json.loads((self._folder / DIGESTS.name).read_text())
        except (OSError, ValueError) as error:
            raise _missing(self._folder) from error
        return digests

    def _checked(self, name: str) -> bytes:
        """The content of a file, the very bytes whose digest was compared."""
        try:
            content = (self._folder / name).read_bytes()
        except OSError as error:
            raise _missing(self._folder) from error
        if hashlib.sha256(content).hexdigest() != self._digests().get(name):
            raise _missing(self._folder)
        return content


def _missing(folder: Path) -> MissingPartError:
    return MissingPartError(
        f"The trained judges in {folder} are missing or were changed.", "Install the program again."
    )


class _Network:
    """The encoder, its heads, its tokenizer and its workers."""

    def __init__(self, weights: bytes, tokenizer: bytes) -> None:
        tensors = unpacked(weights)
        self._tokenizer = load_tokenizer(tokenizer, MAX_TOKENS)
        self._heads = {
            name.split(".")[1]: (tensors[name], tensors[name.replace("weight", "bias")])
            for name in tensors
            if name.startswith("heads.") and name.endswith("weight")
        }
        encoder = {
            name.removeprefix("encoder."): tensors[name] for name in tensors if name.startswith("encoder.")
        }
        self._encoder = load_encoder(
            "reader", encoder, self._tokenizer.get_vocab(), compute_type="int8_float32", workers=WORKERS
        )
        self._workers = ThreadPoolExecutor(WORKERS, thread_name_prefix="reader")

    def classes(self, task: str) -> int:
        return len(self._heads[task][1])

    def logits(self, task: str, pairs: Sequence[Pair]) -> list[NDArray[np.float32]]:
        weight, bias = self._heads[task]
        return [weight @ state + bias for state in self.states(pairs)]

    def states(self, pairs: Sequence[Pair]) -> list[NDArray[np.float32]]:
        return list(self._workers.map(self._state, pairs))

    def close(self) -> None:
        self._workers.shutdown(wait=False)

    def _state(self, pair: Pair) -> NDArray[np.float32]:
        """The first token's state, shape (384,)."""
        encoded = self._tokenizer.encode(*pair)
        found = self._encoder.forward_batch([encoded.ids], token_type_ids=[encoded.type_ids])
        states: NDArray[Any] = np.array(found.last_hidden_state)
        first: NDArray[np.float32] = states[0, 0].astype(np.float32)
        return first


def unpacked(content: bytes) -> dict[str, NDArray[np.float32]]:
    """The tensors of a packed file as float32: rows of int8 times their scales."""
    from safetensors.numpy import load

    packed = load(content)
    return {
        name: tensor.astype(np.float32) * packed[name + SCALE][:, None]
        if name + SCALE in packed
        else tensor.astype(np.float32)
        for name, tensor in packed.items()
        if not name.endswith(SCALE)
    }
