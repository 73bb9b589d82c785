"""Reads sound files: anything that decodes becomes mono samples at the rate asked for, piece by piece."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from simulator.model.errors import BadInputError
from simulator.speech.audio.journal import BYTES_PER_SAMPLE, from_int16
from simulator.speech.ports import HEARING_RATE, Samples

PIECE_S = 30
MOST_VALUES = 1 << 22
"""The most values read at once over all channels: no file's header decides how much memory is taken."""
RATES = (2_000, 768_000)
"""Lowest and highest rate (Hz) of a file that is read; no speech has another."""
PEAK_S = 0.005
"""A waveform is measured in stretches this short, whatever the file's length: an hour fits into memory."""
CONTAINERS = "mov,matroska,mp3,aac,ogg,flac,wav,w64,aiff,caf,au,asf,avi,amr,ac3,eac3,mpeg,mpegts,flv"
"""What FFmpeg may take a file for: no playlist, which would make it open other files or addresses."""
CHATTY = (".mp3", ".mp2", ".mpeg")
"""libsndfile's decoder of these writes on the terminal about what is damaged; FFmpeg's says nothing."""
JOURNAL = ".pcm"


class Block(NamedTuple):
    """A part of a file: mono samples, the file's own rate (Hz), and the share of it read by then (0 to 1)."""

    samples: Samples
    rate: int
    share: float


def check(path: Path) -> None:
    """Raises `BadInputError` of one sentence for what cannot hold sound; never waits, as a FIFO would."""
    try:
        status = path.stat()
    except (FileNotFoundError, ValueError) as error:  # a name with a null byte in it
        raise BadInputError(f"There is no file {path}.") from error
    except OSError as error:
        raise BadInputError(f"{path} cannot be read: {error.strerror}.") from error
    if not stat.S_ISREG(status.st_mode):
        raise BadInputError(f"{path} is not a sound file.")
    if status.st_size == 0:
        raise BadInputError(f"{path} is empty.")
    if not os.access(path, os.R_OK):
        raise BadInputError(f"{path} cannot be read: permission denied.")


def pieces(path: Path, rate: int = HEARING_RATE) -> Iterator[tuple[Samples, float]]:
    """The sound as mono samples in -1 to 1 at `rate` Hz, each piece with the share read by then (0 to 1).

    A damaged end is left out. Raises `BadInputError` with one sentence before the first piece.
    """
    found = False
    for samples, share in _resampled(_blocks(path), rate):
        found = found or len(samples) > 0
        yield samples, share
    if not found:
        raise BadInputError(f"{path} has no sound in it.")


def waveform(path: Path, columns: int) -> tuple[float, ...]:
    """Peak of each of `columns` equal stretches, 0 to 1 (1 is the loudest)."""
    parts = [_peaks(block.samples, int(block.rate * PEAK_S)) for block in _blocks(path)]
    fine = np.concatenate(parts) if parts else np.zeros(0, dtype=np.float32)
    if not parts and path.suffix != JOURNAL:
        raise BadInputError(f"{path} has no sound in it.")
    if not len(fine) or columns < 1:
        return ()
    edges = np.linspace(0, len(fine), columns + 1).astype(int)
    peaks = [float(fine[a : max(a + 1, b)].max()) for a, b in pairwise(edges)]
    loudest = max(peaks) or 1.0
    return tuple(peak / loudest for peak in peaks)


def _peaks(block: Samples, size: int) -> Samples:
    """The loudest of each `size` samples; the last stretch may be shorter."""
    loud = np.abs(block)
    return np.maximum.reduceat(loud, np.arange(0, len(loud), max(1, size))) if len(loud) else loud


def _blocks(path: Path) -> Iterator[Block]:
    """Mono blocks; libsndfile first, then what only FFmpeg's libraries decode."""
    import soundfile

    check(path)
    if path.suffix == JOURNAL:
        yield from _of_journal(path)
        return
    try:
        if path.suffix.casefold() in CHATTY:
            raise TypeError
        file = soundfile.SoundFile(path.absolute())  # "-" would be the standard input
    except (soundfile.LibsndfileError, TypeError):  # TypeError: `a.raw` and the like have no header
        yield from _decoded_by_av(path)
        return
    with file:
        _check_rate(path, file.samplerate)
        done, most = 0, max(1, min(PIECE_S * file.samplerate, MOST_VALUES // file.channels))
        while len(block := _read(file, most)):
            done += len(block)
            yield Block(_mono(block), file.samplerate, min(1.0, done / max(1, file.frames)))


def _read(file: Any, most: int) -> Any:
    """The next samples, shape (n, channels); where the file is damaged, those before the damage."""
    import soundfile

    block = np.full((min(most, max(1, file.frames)), file.channels), np.nan, dtype=np.float32)
    try:
        return file.read(out=block)
    except soundfile.LibsndfileError:
        known = np.flatnonzero(~np.isnan(block).all(axis=1))
        return block[: known[-1] + 1] if len(known) else block[:0]


def _of_journal(path: Path) -> Iterator[Block]:
    done, total = 0, path.stat().st_size
    with path.open("rb") as file:
        while len(data := file.read(PIECE_S * HEARING_RATE * BYTES_PER_SAMPLE)) >= BYTES_PER_SAMPLE:
            done += len(data)
            whole = data[: len(data) // BYTES_PER_SAMPLE * BYTES_PER_SAMPLE]
            yield Block(from_int16(np.frombuffer(whole, dtype="<i2")), HEARING_RATE, min(1.0, done / total))


def _decoded_by_av(path: Path) -> Iterator[Block]:
    import av

    found = False
    try:
        options = {"protocol_whitelist": "file", "format_whitelist": CONTAINERS}
        with av.open(str(path.absolute()), metadata_errors="ignore", options=options) as container:
            if not container.streams.audio:
                raise BadInputError(f"{path} has no sound in it.")
            for block in _gathered(container):
                _check_rate(path, block.rate)
                found = True
                yield block
    except (av.FFmpegError, ValueError) as error:  # once there was sound it is a damaged end
        if not found:
            raise BadInputError(f"{path} is not a sound file that can be decoded.") from error


def _gathered(container: Any) -> Iterator[Block]:
    """Gather short frames into blocks of `PIECE_S`; yield what came before an error, then raise it."""
    import av

    length_s = float(container.duration or 0) / 1e6
    to_mono = av.AudioResampler(format="fltp", layout="mono")
    waiting: list[Samples] = []
    rate, done, size = 0, 0, 0
    trouble: Exception | None = None
    frames = container.decode(audio=0)
    while trouble is None:
        try:
            frame = next(frames, None)
            decoded = to_mono.resample(frame)
        except (av.FFmpegError, ValueError) as error:
            trouble, decoded = error, []
        for mono in decoded:
            rate, samples = int(mono.sample_rate), mono.to_ndarray()
            waiting.append(_mono(samples.T))
            size, done = size + samples.shape[1], done + samples.shape[1]
        ended = trouble is not None or frame is None
        if waiting and (ended or size >= PIECE_S * rate):
            share = min(1.0, done / rate / length_s) if length_s else 0.0
            yield Block(np.concatenate(waiting), rate, share)
            waiting, size = [], 0
        if ended:
            break
    if trouble is not None:
        raise trouble


def _mono(block: Any) -> Samples:
    """The mean of the channels; NaN becomes silence, and values out of bounds are clipped."""
    numbers = np.nan_to_num(block, nan=0.0, posinf=1.0, neginf=-1.0)
    mean: Samples = np.clip(numbers, -1.0, 1.0).mean(axis=1, dtype=np.float32)
    return mean


def _check_rate(path: Path, rate: int) -> None:
    if not RATES[0] <= rate <= RATES[1]:
        raise BadInputError(
            f"{path} says that it has {rate} samples a second, and {RATES[0]} to {RATES[1]} can be heard."
        )


def _resampled(blocks: Iterator[Block], rate: int) -> Iterator[tuple[Samples, float]]:
    import soxr

    stream: Any = None
    for samples, own_rate, share in blocks:
        if own_rate != rate:
            stream = stream or soxr.ResampleStream(own_rate, rate, 1, dtype="float32", quality="HQ")
            samples = np.clip(stream.resample_chunk(samples), -1.0, 1.0)
        yield samples, share
    if stream is not None:
        yield np.clip(stream.resample_chunk(np.zeros(0, dtype=np.float32), last=True), -1.0, 1.0), 1.0
