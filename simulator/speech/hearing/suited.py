"""Which hearing model this machine can carry: measured with one model, reckoned for the others.

Nobody waits gladly after the last word, so a larger model is only named where it would still hear the last
stretch within a second. It is named, never taken: `auto` uses what the user has downloaded.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from simulator.model.ownfile import write_private
from simulator.speech.hearing.catalogue import MODELS, Model

AUTO = "auto"
BASE = "base"
"""What `auto` is until something larger is here and known to be quick enough."""
LADDER = ("base", "small.en", "small", "medium", "large-v3-turbo")
"""What `auto` may be, from the quickest on; of two that are as quick the later one is taken."""
STRETCH_S = 8.0
"""Seconds of speech that are left to be heard when an answer ends, in a long one without a pause."""
HEAD_START_S = 0.2
"""The ear begins while the speaker still makes up their mind to press the key."""
LONGEST_S = 1.0
"""The longest wait after the last word that a model is named with."""
FRESH_S = 7 * 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Measured:
    """How quickly this machine hears."""

    engine: str
    model: str
    factor: float
    """Seconds of hearing for a second of sound."""
    at: float = 0.0
    """When, in seconds since 1970."""
    load: float = 0.0
    """Processes that wanted a processor meanwhile, per processor; above 1 the machine was busy."""

    def wait_s(self, model: Model) -> float:
        """About how long the last words take to be heard with `model`, once the key is pressed."""
        return max(0.0, self.factor * model.cost / _known(self.model).cost * STRETCH_S - HEAD_START_S)

    @property
    def busy(self) -> bool:
        """Whether the machine had so much else to do that it may be quicker than this."""
        return self.load > 1

    @property
    def fresh(self) -> bool:
        """Whether it need not be measured again: on a quiet machine, less than a week ago."""
        return not self.busy and 0 <= time.time() - self.at < FRESH_S


def suited(measured: Measured, among: Iterable[Model]) -> Model:
    """The best of these models whose wait is short enough; the quickest of all when none is."""
    models = sorted((m for m in among if m.name in LADDER), key=lambda m: LADDER.index(m.name))
    quick = [model for model in models if measured.wait_s(model) <= LONGEST_S]
    return (quick or models[:1] or [_known(BASE)])[-1]


def definite(name: str, cache: Path, here: Iterable[Model]) -> str:
    """`auto` made definite: the best model of those that are `here`; base before anything was measured."""
    if name != AUTO:
        return name
    measured = kept(cache)
    return BASE if measured is None else suited(measured, here).name


def kept(cache: Path) -> Measured | None:
    """What was measured last; None when nothing was, or it cannot be read."""
    try:
        stored = json.loads(_file(cache).read_bytes())
        measured = Measured(
            str(stored["engine"]),
            str(stored["model"]),
            float(stored["factor"]),
            float(stored["at"]),
            float(stored["load"]),
        )
        _known(measured.model)
    except (OSError, ValueError, TypeError, KeyError, StopIteration):
        return None
    return measured if measured.factor > 0 else None


def keep(measured: Measured, cache: Path) -> None:
    """Remember what was measured; on a busy machine only when nothing better is known of it."""
    before = kept(cache)
    if measured.busy and before is not None and before.factor <= measured.factor:
        return
    cache.mkdir(parents=True, exist_ok=True)
    write_private(_file(cache), json.dumps(asdict(measured)))


def _file(cache: Path) -> Path:
    return cache / "hearing-speed.json"


def _known(name: str) -> Model:
    return next(model for model in MODELS if model.name == name)
