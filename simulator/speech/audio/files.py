"""Sound files in: anything that decodes becomes mono samples at the rate asked for."""

from __future__ import annotations

import contextlib
import stat
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from simulator.errors import BadInputError
from simulator.speech.audio.journal import JournalReader, length
from simulator.speech.ports import HEARING_RATE, Samples

BLOCK_S = 10.0
PEAK_S = 0.005
"""A waveform is measured in stretches this short, whatever the file's length: an hour fits into memory."""
Block = tuple[Samples, int]


def decode(path: Path, rate: int = HEARING_RATE) -> Samples:
    """The whole file as mono samples at `rate` Hz. Raises `BadInputError` with one sentence."""
    _check_regular(path)
    if path.suffix == ".pcm":
        return JournalReader(path).read()
    parts = list(_resampled(_blocks(path), rate))
    samples = np.concatenate(parts) if parts else np.zeros(0, dtype=np.float32)
    if not len(samples):
        raise BadInputError(f"{path} has no sound in it.")
    return samples


def duration_s(path: Path) -> float:
    """Seconds of sound. Raises `BadInputError` with one sentence."""
    import soundfile

    _check_regular(path)
    if path.suffix == ".pcm":
        return length(path) / HEARING_RATE
    try:
        info = soundfile.info(path)
        if info.frames > 0:
            return float(info.frames / info.samplerate)
    except (soundfile.LibsndfileError, TypeError):
        pass
    return len(decode(path)) / HEARING_RATE


def waveform(path: Path, columns: int) -> tuple[float, ...]:
    """Peak of each of `columns` equal stretches, 0 to 1 (1 is the loudest)."""
    _check_regular(path)
    parts = [_peaks(block, int(rate * PEAK_S)) for block, rate in _blocks(path)]
    fine = np.concatenate(parts) if parts else np.zeros(0, dtype=np.float32)
    if not parts and path.suffix != ".pcm":
        raise BadInputError(f"{path} has no sound in it.")
    if not len(fine) or columns < 1:
        return ()
    edges = np.linspace(0, len(fine), columns + 1).astype(int)
    peaks = [float(fine[a : max(a + 1, b)].max()) for a, b in pairwise(edges)]
    loudest = max(peaks) or 1.0
    return tuple(peak / loudest for peak in peaks)


def _peaks(block: Samples, size: int) -> Samples:
    """The loudest of each `size` samples; the last stretch may be shorter."""
    loud = np.nan_to_num(np.abs(block), nan=0.0, posinf=1.0)
    return np.maximum.reduceat(loud, np.arange(0, len(loud), max(1, size))) if len(loud) else loud


def _check_regular(path: Path) -> None:
    try:
        status = path.stat()
    except FileNotFoundError as error:
        raise BadInputError(f"There is no file {path}.") from error
    except OSError as error:
        raise BadInputError(f"{path} cannot be read: {error.strerror}.") from error
    if not stat.S_ISREG(status.st_mode):
        raise BadInputError(f"{path} is not a sound file.")
    if status.st_size == 0:
        raise BadInputError(f"{path} is empty.")


def _blocks(path: Path) -> Iterator[Block]:
    """Mono blocks and their rate; libsndfile first, then what only FFmpeg's libraries decode."""
    import soundfile

    if path.suffix == ".pcm":
        yield JournalReader(path).read(), HEARING_RATE
        return
    try:
        file = soundfile.SoundFile(path)
    except (soundfile.LibsndfileError, TypeError):  # TypeError: headerless, as a name like `a.raw` says
        yield from _decoded_by_av(path)
        return
    except OSError as error:
        raise BadInputError(f"{path} cannot be read: {error.strerror}.") from error
    with file, contextlib.suppress(soundfile.LibsndfileError):  # a damaged end: what came before it is kept
        for block in file.blocks(int(BLOCK_S * file.samplerate), dtype="float32", always_2d=True):
            yield block.mean(axis=1), file.samplerate


def _decoded_by_av(path: Path) -> Iterator[Block]:
    import av

    try:
        with av.open(str(path), metadata_errors="ignore") as container:
            if not container.streams.audio:
                raise BadInputError(f"{path} has no sound in it.")
            to_mono = av.AudioResampler(format="fltp", layout="mono")
            for frame in container.decode(audio=0):
                for mono in to_mono.resample(frame):
                    yield mono.to_ndarray()[0], int(mono.sample_rate)
    except (av.FFmpegError, ValueError) as error:
        raise BadInputError(f"{path} is not a sound file that can be decoded.") from error


def _resampled(blocks: Iterator[Block], rate: int) -> Iterator[Samples]:
    import soxr

    stream: Any = None
    for block, own_rate in blocks:
        sound = np.nan_to_num(block, nan=0.0, posinf=1.0, neginf=-1.0).astype(np.float32)
        if own_rate != rate:
            stream = stream or soxr.ResampleStream(own_rate, rate, 1, dtype="float32", quality="HQ")
            sound = stream.resample_chunk(sound)
        yield np.clip(sound, -1.0, 1.0)
    if stream is not None:
        yield np.clip(stream.resample_chunk(np.zeros(0, dtype=np.float32), last=True), -1.0, 1.0)
