"""Hands-free: ends an answer after a silence that fits what was said, unless somebody stirs before.

The ear says what was said until a pause began; how long the pause may last follows from that
(`simulator.interview.exchange.ending`). Shortly before its end a countdown begins, which any sound stops.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from simulator.interview.exchange import machine as talk
from simulator.interview.exchange.machine import View
from simulator.model.transcript import Word
from simulator.use_cases.practise.audible import AUDIBLE

COUNTED_S = 3.0
"""The countdown begins so long before the end, or when the pause is noticed."""
LEAST_COUNTED_S = 1.2
"""A countdown is at least so long, so that there is time to stir."""
ABOVE_NOISE = 1.5
"""A sound is so much louder than the room was since the voice ended."""
BEHIND_S = 0.5
"""A sound so long after the last voice is none of its end."""
UNKNOWN_S = 5.0
"""How long a silence lasts at least after a sound of which the ear has not said yet that it was no voice."""
TICK_S = 0.05
REMEMBERED = 40
"""Levels, so two seconds."""


class Listened(Protocol):
    """What is looked at of the microphone; see `Audio`."""

    @property
    def level(self) -> float: ...

    @property
    def recorded_s(self) -> float: ...


@dataclass(frozen=True)
class _Pause:
    """A pause of the candidate's that goes on."""

    since_s: float
    """The second of the recording at which the voice ended."""
    wait_s: float


class HandsFree:
    """Watches the silences of one rehearsal. `tick` is called by its own thread, the rest from any."""

    def __init__(
        self,
        audio: Listened,
        view: Callable[[], View],
        send: Callable[[talk.Event], None],
        wait_s: Callable[[Sequence[str]], float],
    ) -> None:
        """`wait_s` says after how many seconds of silence an answer that stands at these words is over."""
        self._audio = audio
        self._view = view
        self._send = send
        self._wait_s = wait_s
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._levels: deque[tuple[float, float]] = deque(maxlen=REMEMBERED)
        self._loud = AUDIBLE
        self._sound_s = 0.0
        """The second of the recording at which a sound was last heard."""
        self._pause: _Pause | None = None
        self._counted_from_s: float | None = None
        self._left_s = 0.0

    @property
    def left_s(self) -> float:
        """Seconds until the answer is over; means something while the view is `ending`."""
        return self._left_s

    def start(self) -> None:
        """Begin to watch, until `close`."""
        threading.Thread(target=self._run, name="hands-free", daemon=True).start()

    def close(self) -> None:
        self._over.set()

    def paused(self, words: Sequence[Word], voiced_s: float) -> None:
        """The ear: nobody speaks since `voiced_s` of the recording, and `words` is all that was said."""
        wait_s = self._wait_s([word.text for word in words]) if words else None
        with self._lock:
            quiet = [level for at_s, level in self._levels if at_s > voiced_s + BEHIND_S]
            self._loud = max(AUDIBLE, ABOVE_NOISE * max(quiet, default=0.0))
            self._pause = _Pause(voiced_s, wait_s) if wait_s is not None else None

    def stay(self) -> None:
        """The candidate goes on thinking: this pause does not end the answer, however long it lasts."""
        with self._lock:
            self._stop_counting()
            self._pause = None

    def tick(self) -> None:
        """Look at the microphone once."""
        view = self._view()
        now_s, level = self._audio.recorded_s, self._audio.level
        with self._lock:
            if view.phase is not talk.Phase.LISTENING or view.answer_id is None:
                self._pause = self._counted_from_s = None
                self._levels.clear()
                self._sound_s = 0.0
                return
            self._levels.append((now_s, level))
            if level > self._loud:
                self._sound_s = now_s
                self._stop_counting()
            if self._pause is not None:
                self._count(self._pause, now_s)

    def _count(self, pause: _Pause, now_s: float) -> None:
        wait_s = pause.wait_s
        if self._sound_s > pause.since_s + BEHIND_S:
            wait_s = max(wait_s, UNKNOWN_S)
        left_s = wait_s - (now_s - max(pause.since_s, self._sound_s))
        if self._counted_from_s is None:
            if left_s > COUNTED_S:
                return
            self._counted_from_s = now_s
            self._left_s = max(left_s, LEAST_COUNTED_S)
            self._send(talk.Ending())
            return
        self._left_s = max(left_s, LEAST_COUNTED_S - (now_s - self._counted_from_s))
        if self._left_s <= 0:
            self._pause = self._counted_from_s = None
            self._send(talk.RanOut())

    def _stop_counting(self) -> None:
        if self._counted_from_s is not None:
            self._counted_from_s = None
            self._send(talk.Stirred())

    def _run(self) -> None:
        while not self._over.wait(TICK_S):
            self.tick()
