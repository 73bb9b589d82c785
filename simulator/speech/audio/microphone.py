"""The microphone: a PortAudio stream into the journal. Runs in the audio process only."""

from __future__ import annotations

import contextlib
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.model.errors import ArchiveError, MissingPartError
from simulator.model.transcript import Reply
from simulator.speech.audio import devices
from simulator.speech.audio.advice import allow, in_use
from simulator.speech.audio.barging import Barging
from simulator.speech.audio.journal import JournalWriter
from simulator.speech.audio.pace import Pace
from simulator.speech.audio.watch import Watch, about
from simulator.speech.ports import HEARING_RATE, AudioEvent, Samples

BLOCK_S = 0.05
LOST_AFTER_S = 1.5
"""After so long without a block the device counts as gone."""
WAIT_S = 0.25
"""How often the stream is looked after while it sends nothing."""
ASLEEP_AFTER_S = 1.0
"""When `WAIT_S` took this long, the computer was asleep, and the microphone is not to blame."""
STARTING_S = 4.0
"""A sound server may take its time until the first block, but within five seconds the user is told."""
LATENCY_S = 0.1
"""Asked of PortAudio; its own default may hold the first second back."""
IN_MEMORY = "The recording cannot be written ({}). It goes on in memory: make room before you finish."
WRITTEN_AGAIN = "The recording is on the disk again, all of it."
STOPPED = "The microphone stopped sending sound: is it unplugged?"
NEVER_SENT = "The microphone was opened, but it sends nothing."
OTHER_RATE = "The microphone sends {} samples a second, not the {} it declared: it is heard at its true rate."
UNWRITTEN = "The disk does not take the last {:.0f} s; they are in memory only. Make room, then finish again."

Emit = Callable[[AudioEvent], None]
Show = Callable[[float, float], None]
"""Level 0 to 1 and recorded seconds, for the meter."""


@dataclass(frozen=True)
class _Floor:
    """The interviewer begins to speak."""

    reply: Reply | None
    yielding: bool


class Microphone:
    """One open recording. The callback copies and returns; a thread of its own writes."""

    def __init__(
        self, path: Path, device: str | None, emit: Emit, show: Show, unwritten: JournalWriter | None = None
    ) -> None:
        """`unwritten` is the journal at `path` when it could not be closed.

        Raises `MissingPartError` when the microphone, `ArchiveError` when the journal cannot be opened.
        """
        self._emit = emit
        self._show = show
        self._blocks: queue.SimpleQueue[NDArray[np.float32] | str | _Floor | float | None] = (
            queue.SimpleQueue()
        )
        self._barging: Barging | None = None
        """While the interviewer speaks and may be spoken into."""
        self._floor_back_at: int | None = None
        """The sample from which on it is the candidate again; None when nobody said so."""
        self._paused = False
        self._handed_over = False
        self._lost = False
        self._in_memory = False
        """Whether the disk does not take what is recorded."""
        self._overflows = 0
        self._announced = False
        self._voice_told = False
        self._sends = False
        """Whether the stream has sent anything yet."""
        self._heard_at = time.monotonic() + STARTING_S - LOST_AFTER_S
        self._pace: Pace | None = None
        self._stream, self._index, self._rate = _open(device, self._callback)
        self._pace = Pace(self._rate)
        self._watch = Watch(self._rate, allow())
        self._resampler = _resampler(self._rate)
        try:
            self.journal = unwritten.reopen() if unwritten else JournalWriter(path)
            self.journal.mark("device", device=device or "default", rate=str(self._rate))
        except OSError as error:
            self._close_stream()
            raise ArchiveError(f"The recording cannot be written to {path}: {error.strerror}.") from error
        except Exception:
            self._close_stream()
            raise
        self._thread = threading.Thread(target=self._write, name="journal", daemon=True)
        self._thread.start()

    @property
    def is_open(self) -> bool:
        """Whether the device is still in use."""
        return not self._lost

    def pause(self) -> None:
        """Write nothing more; the stream stays open."""
        self._paused = True
        self._blocks.put("pause")

    def resume(self) -> None:
        self._blocks.put("resume")
        self._paused = False

    def take_floor(self, reply: Reply | None, *, yielding: bool = False) -> None:
        """What is recorded from now on is not the candidate's; with `yielding`, until they speak."""
        self._blocks.put(_Floor(reply, yielding))

    def give_floor(self, after_s: float) -> None:
        """After so many seconds more, what is recorded is the candidate's again."""
        self._blocks.put(after_s)

    def close(self, *, handed_over: bool = False) -> None:
        """Stop, write what is left, close the journal; "finished" follows.

        With `handed_over` another microphone goes on with the same journal: no end is marked or announced.
        """
        self._handed_over = handed_over
        if not self._lost:
            self._close_stream()
        self._blocks.put(None)
        self._thread.join()

    def _callback(self, block: NDArray[np.float32], frames: int, _time: Any, status: Any) -> None:
        self._heard_at = time.monotonic()
        self._sends = True
        self._overflows += bool(status.input_overflow)
        if self._pace is not None:
            self._pace.came(frames, self._heard_at, overflow=bool(status.input_overflow))
        if not self._paused:
            self._blocks.put(block.copy())

    def _close_stream(self) -> None:
        """A stream whose device went away may fail to stop; it is gone all the same."""
        sd = devices.portaudio()
        with contextlib.suppress(sd.PortAudioError):
            self._stream.abort()
        with contextlib.suppress(sd.PortAudioError):
            self._stream.close()

    def _write(self) -> None:
        try:
            while self._wait():
                pass
        finally:
            self._finish()

    def _wait(self) -> bool:
        """Handle the next block or command; False when there will be no more."""
        began = time.monotonic()
        try:
            block = self._blocks.get(timeout=None if self._lost else WAIT_S)
        except queue.Empty:
            if time.monotonic() - began > ASLEEP_AFTER_S:
                self._heard_at = max(self._heard_at, time.monotonic())
            self._look_after_stream()
            return True
        if isinstance(block, str):
            self.journal.mark(block)
        elif isinstance(block, _Floor):
            self._floor_back_at = None
            self.journal.take_floor(block.reply)
            self._barging = Barging(self._rate) if block.yielding else None
        elif isinstance(block, float):
            self._floor_back_at = self.journal.samples + round(block * HEARING_RATE)
            self._give_floor_back()
            self._end_barging()
        elif block is not None:
            self._keep(block)
        return block is not None

    def _look_after_stream(self) -> None:
        if self._stream.active and time.monotonic() - self._heard_at < LOST_AFTER_S:
            self._show(0.0, self.journal.samples / HEARING_RATE)
            return
        self.journal.mark("lost")
        self._lose(STOPPED if self._sends else self._never_sent())

    def _never_sent(self) -> str:
        """That nothing came at all, and which other devices there are."""
        sd = devices.portaudio()
        try:
            others = devices.others("input", self._index)
        except (sd.PortAudioError, IndexError):
            others = ()
        instead = f"Choose another in the settings: {'; '.join(others)}." if others else in_use()
        return f"{NEVER_SENT} {instead}"

    def _lose(self, sentence: str) -> None:
        """The journal stays; it is closed by `close`, or another microphone goes on with it."""
        self._lost = True
        self._close_stream()
        self._show(0.0, self.journal.samples / HEARING_RATE)
        self._emit(AudioEvent(kind="microphone_lost", detail=sentence))

    def _keep(self, block: NDArray[np.float32]) -> None:
        if self._pace is not None and self._pace.rate != self._rate:
            self._change_rate(self._pace.rate)
        mono = block.mean(axis=1)
        self._give_floor_back()
        for part in [mono] if self._barging is None else self._barging.take(mono):
            self._put(self._resampled(part))
        if self._barging is not None and self._barging.began:
            self.journal.give_floor()
            self._emit(AudioEvent(kind="barged_in"))
            self._end_barging()
        self._show(float(np.abs(mono).max(initial=0.0)), self.journal.samples / HEARING_RATE)
        if not self._announced:
            self._announced = True
            self._emit(AudioEvent(kind="recording"))
        for sentence in self._watch.look(mono):
            self._voice_told = False
            self._emit(AudioEvent(kind="warning", detail=sentence, about=about(sentence)))
        if self._watch.voice and not self._voice_told:
            self._voice_told = True
            self._emit(AudioEvent(kind="voice"))

    def _end_barging(self) -> None:
        """Write what waited; it is the candidate's."""
        barging, self._barging = self._barging, None
        for part in barging.rest() if barging else ():
            self._put(self._resampled(part))

    def _change_rate(self, rate: int) -> None:
        if self._barging is not None:
            self._end_barging()
            self._barging = Barging(rate)
        self._put(self._resampled(np.zeros(0, dtype=np.float32), last=True))
        self._emit(AudioEvent(kind="warning", detail=OTHER_RATE.format(rate, self._rate)))
        self._rate = rate
        self._resampler = _resampler(rate)
        self._watch = Watch(rate)

    def _put(self, samples: Samples) -> None:
        """Write to the journal, which keeps in memory what the disk does not take; tell the user of both."""
        try:
            self.journal.write(samples)
        except OSError as error:
            if not self._in_memory:
                self._emit(AudioEvent(kind="warning", detail=IN_MEMORY.format(error.strerror or error)))
            self._in_memory = True
            return
        if self._in_memory:
            self._emit(AudioEvent(kind="warning", detail=WRITTEN_AGAIN))
        self._in_memory = False

    def _give_floor_back(self) -> None:
        if self._floor_back_at is not None and self.journal.samples >= self._floor_back_at:
            self.journal.give_floor()
            self._floor_back_at = None

    def _resampled(self, mono: Samples, *, last: bool = False) -> Samples:
        if self._resampler is None:
            return mono
        resampled: Samples = self._resampler.resample_chunk(np.ascontiguousarray(mono), last=last)
        return resampled

    def _finish(self) -> None:
        self._end_barging()
        if self._resampler is not None:
            with contextlib.suppress(OSError):
                self.journal.write(self._resampled(np.zeros(0, dtype=np.float32), last=True))
        self.journal.close(ended=not self._handed_over)
        self._show(0.0, self.journal.samples / HEARING_RATE)
        if self._overflows:
            sentence = f"The computer was too busy {self._overflows} times; some sound may be missing."
            self._emit(AudioEvent(kind="warning", detail=sentence))
        if not self._handed_over:
            self._emit(closed(self.journal))


def closed(journal: JournalWriter) -> AudioEvent:
    """The event that says how the closing of a journal went."""
    if not journal.waits:
        return AudioEvent(kind="finished")
    return AudioEvent(kind="unwritten", detail=UNWRITTEN.format(journal.waiting_s))


def _open(device: str | None, callback: Callable[..., None]) -> tuple[Any, int, int]:
    """A running stream at the device's own rate or the next that it takes, mono where it can be.

    Returns the stream, PortAudio's index of the device, and the rate in Hz.
    """
    sd = devices.portaudio()
    index = devices.find("input", device)
    info = sd.query_devices(index)
    most = info["max_input_channels"]
    first: Exception | None = None
    for rate in devices.rates(info["default_samplerate"]):
        for channels in dict.fromkeys((1, min(2, most), most)):
            try:
                return _started(index, channels, rate, callback), index, rate
            except sd.PortAudioError as refused:
                first = first or refused
    raise MissingPartError(f"The microphone '{info['name']}' cannot be opened: {first}.", in_use())


def _started(index: int, channels: int, rate: int, callback: Callable[..., None]) -> Any:
    """A running stream. Raises `PortAudioError` where the device refuses; some do so only at the start."""
    sd = devices.portaudio()
    sd.check_input_settings(device=index, channels=channels, samplerate=rate, dtype="float32")
    stream = sd.InputStream(
        device=index,
        channels=channels,
        samplerate=rate,
        dtype="float32",
        blocksize=int(rate * BLOCK_S),
        latency=LATENCY_S,
        callback=callback,
    )
    try:
        stream.start()
    except sd.PortAudioError:
        stream.close()
        raise
    return stream


def _resampler(rate: int) -> Any:
    import soxr

    return (
        None
        if rate == HEARING_RATE
        else soxr.ResampleStream(rate, HEARING_RATE, 1, dtype="float32", quality="HQ")
    )
