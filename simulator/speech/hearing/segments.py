"""PURE: where a recording is cut into segments for Whisper, decided from the frames alone.

A segment holds speech, is never over 28 s, ends in a pause wherever there is one, and leaves out the silence
around it. The same frames give the same segments however they arrive.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

RATE = 16_000
FRAME = 512
"""Samples a frame: 32 ms."""

SPEECH = 0.5
"""Somebody speaks from this probability on ..."""
STILL_SPEECH = 0.35
"""... and goes on speaking down to this one."""
PAD_BEFORE = 8
PAD_AFTER = 8
"""Frames kept around speech: 0.26 s."""
FEWEST_VOICED = 3
"""Frames of speech a segment needs; a click has fewer."""
LONGEST = 28 * RATE // FRAME
SEARCH_FROM = 14 * RATE // FRAME
"""When a segment must be cut without a pause, the quietest place after this many frames is taken."""


def _frames(seconds: float) -> int:
    return round(seconds * RATE / FRAME)


PAUSES = (
    (_frames(15.0), _frames(0.32)),
    (_frames(6.0), _frames(0.5)),
    (_frames(2.0), _frames(1.2)),
    (0, _frames(2.0)),
)
"""A segment of at least so many frames ends at a pause of at least so many: a longer one at a shorter."""


class Frame(NamedTuple):
    """32 ms of sound."""

    speech: float
    """Probability that somebody speaks."""
    level: float
    """Root mean square, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch to decode, in samples from the start of the recording."""

    start: int
    end: int
    voiced: tuple[tuple[float, float], ...]
    """Where somebody speaks, in seconds from the segment's start."""

    @property
    def speech_s(self) -> float:
        """Seconds of speech in it."""
        return sum(end - start for start, end in self.voiced)


class Segmenter:
    """Takes frames in order, gives segments as soon as they are certain."""

    def __init__(self) -> None:
        self._frames: list[Frame] = []
        self._voiced: list[bool] = []
        self._first = 0
        """Number of the frame that `_frames` begins with: where the last cut was."""
        self.last_voiced: int | None = None
        """Number of the last frame in which somebody speaks."""
        self._speaking = False
        self._onset: int | None = None
        """Offset in `_frames` of the first voiced frame since the cut."""
        self._last: int | None = None
        """Offset of the last voiced frame."""

    def feed(self, frames: Iterable[Frame]) -> list[Segment]:
        """The segments that these frames complete."""
        found = (self._take(frame) for frame in frames)
        return [segment for segment in found if segment is not None]

    def pending(self) -> Segment | None:
        """The segment there would be if the recording ended here; None when nothing was said since."""
        return self._segment(len(self._frames))

    @property
    def quiet_frames(self) -> int:
        """Frames since the last voiced one; 0 while somebody speaks or nobody has."""
        return 0 if self._last is None else len(self._frames) - 1 - self._last

    @property
    def keep_from(self) -> int:
        """The first sample that a later segment may need."""
        return max(0, self._first - PAD_BEFORE) * FRAME

    def finish(self) -> list[Segment]:
        """What is left when the recording has ended."""
        segment = self._segment(len(self._frames))
        self._cut(len(self._frames))
        return [segment] if segment is not None else []

    def _take(self, frame: Frame) -> Segment | None:
        self._speaking = frame.speech >= (STILL_SPEECH if self._speaking else SPEECH)
        self._frames.append(frame)
        self._voiced.append(self._speaking)
        here = len(self._frames) - 1
        if self._speaking:
            self._onset = here if self._onset is None else self._onset
            self._last = here
            self.last_voiced = self._first + here
        if self._onset is None or self._last is None:
            self._forget_silence()
            return None
        pause = here - self._last
        if self._pause_ends_segment(pause, here - self._onset):
            # not before `PAD_AFTER`: what was heard early, as if it were the last, is then the segment itself
            return self._cut(self._last + 1 + max(pause // 2, min(pause, PAD_AFTER)))
        if here + 1 - max(0, self._onset - PAD_BEFORE) >= LONGEST:
            return self._cut(self._quietest())
        return None

    def _pause_ends_segment(self, pause: int, length: int) -> bool:
        said = length - pause
        return any(said >= least and pause >= needed for least, needed in PAUSES)

    def _forget_silence(self) -> None:
        surplus = len(self._frames) - PAD_BEFORE
        if surplus > 0:
            self._drop(surplus)

    def _quietest(self) -> int:
        """The offset after the quietest, least speech-like frame of the search range."""
        assert self._onset is not None
        candidates = range(self._onset + SEARCH_FROM, len(self._frames) - 2)
        return min(candidates, key=lambda at: (round(self._around(at), 3), at)) + 1

    def _around(self, at: int) -> float:
        near = self._frames[at - 2 : at + 3]
        return sum(frame.speech * frame.level for frame in near) / len(near)

    def _cut(self, at: int) -> Segment | None:
        """End the segment before offset `at` and go on from there."""
        segment = self._segment(at)
        self._drop(at)
        voiced = [offset for offset, speaks in enumerate(self._voiced) if speaks]
        self._onset = voiced[0] if voiced else None
        self._last = voiced[-1] if voiced else None
        return segment

    def _drop(self, count: int) -> None:
        del self._frames[:count], self._voiced[:count]
        self._first += count

    def _segment(self, until: int) -> Segment | None:
        """The speech before offset `until`, with a little silence around it."""
        voiced = [offset for offset in range(until) if self._voiced[offset]]
        if len(voiced) < FEWEST_VOICED:
            return None
        start = max(0, voiced[0] - PAD_BEFORE)
        end = min(until, voiced[-1] + 1 + PAD_AFTER)
        runs = tuple(
            (round((first - start) * FRAME / RATE, 3), round((last - start) * FRAME / RATE, 3))
            for first, last in _runs(voiced)
        )
        return Segment((self._first + start) * FRAME, (self._first + end) * FRAME, runs)


def _runs(offsets: list[int]) -> list[tuple[int, int]]:
    """Runs of consecutive offsets as half-open intervals."""
    runs: list[tuple[int, int]] = []
    for offset in offsets:
        if runs and runs[-1][1] == offset:
            runs[-1] = (runs[-1][0], offset + 1)
        else:
            runs.append((offset, offset + 1))
    return runs
