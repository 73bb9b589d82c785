"""PURE: after how long a silence an answer is over, from the words it stands at.

Weights and seconds are learned by `training/endings.py`, shipped in `prompts/lexicon/endings.json`. The ear
writes a full stop wherever somebody falls silent, so the last mark says nothing: only words are looked at.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache
from math import log
from pathlib import Path

import msgspec

from simulator.model.errors import BadInputError
from simulator.model.settings import shipped

NEAR = 8
"""So many last words are looked at one by one."""
LONG_WORDS = 150
"""More words than this say nothing more: the corpus has hardly any longer answers, people have."""
LONG_SENTENCE = 40
_WORD = re.compile(r"[a-z0-9']+")
_END = re.compile(r"[.?!][\"')]*$")


class Endings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was learned."""

    made_by: str
    """The command that writes the file."""
    bias: float
    weights: dict[str, float]
    """Of each feature, in log odds that the answer ends here."""
    steps: tuple[float, ...]
    """Log odds, rising, at which the wait changes."""
    waits_s: tuple[float, ...]
    """Seconds of silence below the first step, between the steps, above the last."""

    def log_odds(self, words: Sequence[str]) -> float:
        """How surely an answer that stands at these words has ended."""
        found = features(words)
        return self.bias + sum(self.weights.get(name, 0.0) * value for name, value in found.items())

    def wait_s(self, words: Sequence[str]) -> float:
        """The seconds of silence after which an answer that stands at these words is over."""
        return self.waits_s[bisect_right(self.steps, self.log_odds(words))]


@cache
def endings() -> Endings:
    """What is shipped, read when it is first needed. Raises `BadInputError` for a file that was changed."""
    return load_endings(shipped("prompts") / "lexicon" / "endings.json")


def load_endings(path: Path) -> Endings:
    """What is in the file at `path`. Raises `BadInputError`."""
    try:
        read = msgspec.json.decode(path.read_bytes(), type=Endings)
    except (OSError, msgspec.DecodeError) as error:
        raise BadInputError(f"{path} cannot be read: {error}.", "Install the program again.") from error
    if len(read.waits_s) != len(read.steps) + 1 or list(read.steps) != sorted(read.steps):
        raise BadInputError(f"{path} has steps without their seconds.", "Install the program again.")
    return read


def features(words: Sequence[str]) -> Mapping[str, float]:
    """What is looked at: the last words, how the last sentence begins, how long both are."""
    text = [word.lower() for word in words]
    start = max((at + 1 for at, word in enumerate(text[:-1]) if _END.search(word)), default=0)
    near = _WORD.findall(" ".join(text[-3 * NEAR :]))
    sentence = _WORD.findall(" ".join(text[start:]))
    length = log(1 + min(len(text), LONG_WORDS))
    found = {
        "length": length,
        "length squared": length**2 / 4,
        "sentence": log(1 + min(len(sentence), LONG_SENTENCE)),
    }
    found |= {f"ends: {' '.join(near[-count:])}": 1.0 for count in (1, 2, 3) if len(near) >= count}
    found |= {f"begins: {' '.join(sentence[:count])}": 1.0 for count in (1, 2) if len(sentence) >= count}
    found |= {f"near: {word}": 1.0 for word in near[-NEAR:]}
    return found
