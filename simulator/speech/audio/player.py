"""The player: a sound file to the speaker. Runs in the audio process only."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.model.errors import MissingPartError, SimulatorError
from simulator.speech.audio import devices
from simulator.speech.audio.tempo import Tempo
from simulator.speech.ports import AudioEvent, Samples

BLOCK_S = 0.05
EDGE_S = 0.15
"""Silence before and after: sound systems swallow the first and the last moment of a stream."""
Emit = Callable[[AudioEvent], None]
Show = Callable[[bool, float], None]
"""Whether it plays, and where in the file it is."""


class SoundPlayer:
    """One playback, on a thread of its own."""

    def __init__(
        self,
        sound: Path,
        start_s: float,
        end_s: float | None,
        speed: float,
        device: str | None,
        emit: Emit,
        show: Show,
    ) -> None:
        self._sound = sound
        self._start_s = start_s
        self._end_s = end_s
        self._speed = speed
        self._device = device
        self._emit = emit
        self._show = show
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="player", daemon=True)
        self._show(True, start_s)
        self._thread.start()

    @property
    def is_playing(self) -> bool:
        """Whether the speaker is still in use."""
        return self._thread.is_alive()

    def stop(self) -> None:
        """Silence at once; no "played" follows."""
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        position = self._start_s
        try:
            position = self._play()
        except SimulatorError as error:
            self._emit(AudioEvent(kind="speaker_lost", detail=f"{error} {error.mend}".strip()))
        except Exception as error:  # noqa: BLE001  libraries raise many kinds; all mean no sound
            self._emit(AudioEvent(kind="speaker_lost", detail=f"The sound cannot be played: {error}."))
        finally:
            self._show(False, position)

    def _play(self) -> float:
        """Play to the end or until stopped; returns the position then, in seconds."""
        import soundfile

        with (
            soundfile.SoundFile(self._sound) as file,
            _Speaker(self._device, file.samplerate) as (stream, rate),
        ):
            file.seek(min(int(self._start_s * file.samplerate), file.frames))
            last = (
                file.frames if self._end_s is None else min(file.frames, int(self._end_s * file.samplerate))
            )
            tempo = Tempo(file.samplerate, self._speed)
            resampler = _resampler(file.samplerate, rate)
            edge = _channels(np.zeros(int(rate * EDGE_S), dtype=np.float32), stream.channels)
            stream.write(edge)
            while not self._stopped.is_set() and file.tell() < last:
                frames = min(int(file.samplerate * BLOCK_S), last - file.tell())
                block = file.read(frames, dtype="float32", always_2d=True).mean(axis=1)
                if not len(block):
                    break
                stream.write(_channels(resampler(tempo(block), False), stream.channels))
                behind_s = stream.latency * self._speed
                self._show(True, max(self._start_s, file.tell() / file.samplerate - behind_s))
            position = float(file.tell() / file.samplerate)
            if self._stopped.is_set():
                stream.abort()
                return position
            rest = tempo(np.zeros(0, dtype=np.float32), last=True)
            stream.write(_channels(resampler(rest, True), stream.channels))
            stream.write(edge)
            stream.stop()
            self._show(False, position)
            self._emit(AudioEvent(kind="played"))
            return position


class _Speaker:
    """A running output stream and its rate: the file's where the device can, else the device's, else any."""

    def __init__(self, device: str | None, wanted_rate: int) -> None:
        sd = devices.portaudio()
        index = devices.find("output", device)
        info = sd.query_devices(index)
        most = info["max_output_channels"]
        first: Exception | None = None
        for self._rate in dict.fromkeys((wanted_rate, *devices.rates(info["default_samplerate"]))):
            for channels in dict.fromkeys((min(2, most), most, 1)):
                try:
                    self._opened = _started(index, channels, self._rate)
                    return
                except sd.PortAudioError as refused:
                    first = first or refused
        raise MissingPartError(
            f"The speaker '{info['name']}' cannot be opened: {first}.", "Close other programs that use it."
        )

    def __enter__(self) -> tuple[Any, int]:
        return self._opened, self._rate

    def __exit__(self, *_error: object) -> None:
        self._opened.close()


def _started(index: int, channels: int, rate: int) -> Any:
    """A running stream. Raises `PortAudioError` where the device refuses; some do so only at the start."""
    sd = devices.portaudio()
    sd.check_output_settings(device=index, channels=channels, samplerate=rate, dtype="float32")
    stream = sd.OutputStream(
        device=index, channels=channels, samplerate=rate, dtype="float32", latency="high"
    )
    try:
        stream.start()
    except sd.PortAudioError:
        stream.close()
        raise
    return stream


def _channels(mono: Samples, channels: int) -> NDArray[np.float32]:
    """The same sound on every channel, shape (n, channels)."""
    return np.ascontiguousarray(np.repeat(mono[:, None], channels, axis=1), dtype=np.float32)


def _resampler(own_rate: int, rate: int) -> Callable[[Samples, bool], Samples]:
    if own_rate == rate:
        return lambda block, _last: block
    import soxr

    stream = soxr.ResampleStream(own_rate, rate, 1, dtype="float32", quality="HQ")
    return lambda block, last: stream.resample_chunk(np.ascontiguousarray(block, dtype=np.float32), last=last)
