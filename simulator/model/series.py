"""PURE: many values over time, kept as columns: a hundred thousand objects take a second to make."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

import numpy as np
from numpy.typing import NDArray

from simulator.model.records import Value

Texts = NDArray[np.object_]
Floats = NDArray[np.float64]


class Series(Sequence[Value]):
    """The values of one score or measure, oldest first; each is made a `Value` when it is looked at."""

    def __init__(self, at: Texts, at_s: Floats, answer_ids: Texts, values: Floats) -> None:
        """Columns of one length: times as ISO 8601 and in seconds since 1970, answers' ids, values."""
        self.at = at
        self.at_s = at_s
        self.answer_ids = answer_ids
        self.values = values

    def __len__(self) -> int:
        return len(self.values)

    @overload
    def __getitem__(self, at: int) -> Value: ...

    @overload
    def __getitem__(self, at: slice) -> Series: ...

    def __getitem__(self, at: int | slice) -> Value | Series:
        if isinstance(at, slice):
            return self.at_places(at)
        return Value(str(self.at[at]), float(self.at_s[at]), str(self.answer_ids[at]), float(self.values[at]))

    def at_places(self, places: NDArray[np.bool_] | slice) -> Series:
        """Those at `places`, a mask or a slice."""
        return Series(self.at[places], self.at_s[places], self.answer_ids[places], self.values[places])

    def since(self, day: str) -> Series:
        """Those of `day` (`2026-11-24`, as the clock then said) and later."""
        return self.at_places(np.array([at[:10] >= day for at in self.at], dtype=bool))


def nothing() -> Series:
    """No value."""
    texts = np.array([], dtype=object)
    return Series(texts, np.array([]), texts, np.array([]))
