"""Reads what is to be heard as 16 kHz mono 16-bit pieces: a growing journal, or any finished sound file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from simulator.errors import BadInputError
from simulator.speech import floor
from simulator.speech.hearing.listening import Pcm
from simulator.speech.ports import HEARING_RATE

PIECE_S = 30
JOURNAL = ".pcm"


class JournalReader:
    """Follows a journal by offset; it need not exist yet."""

    def __init__(self, journal: Path) -> None:
        self._journal = journal
        self._offset = 0

    def read(self) -> Pcm:
        """What was written since the last call, at most `PIECE_S`; silence where the interviewer spoke."""
        try:
            with self._journal.open("rb") as file:
                file.seek(self._offset)
                data = file.read(PIECE_S * HEARING_RATE * 2)
        except FileNotFoundError:
            return np.zeros(0, dtype=np.int16)
        data = data[: len(data) // 2 * 2]
        pcm = np.frombuffer(data, dtype="<i2").astype(np.int16, copy=False)
        first = self._offset // 2
        self._offset += len(data)
        # after the samples: their marks are on disk by now
        return floor.silenced(pcm, first, floor.held(floor.marks(self._journal)))


def check(path: Path) -> None:
    """Raises `BadInputError` when there is plainly nothing to hear."""
    if not path.exists():
        raise BadInputError(f"There is no file {path}.")
    if not path.is_file():
        raise BadInputError(f"{path} is not a file.")
    if path.stat().st_size == 0:
        raise BadInputError(f"{path} is empty.")


def pieces(path: Path) -> Iterator[tuple[Pcm, float]]:
    """The file's sound, and how much of it this is so far (0 to 1). Raises `BadInputError`.

    Marks beside it say where there is silence instead because the interviewer spoke.
    """
    check(path)
    if path.suffix == JOURNAL:
        return _journal_pieces(path)
    held = floor.held(floor.marks(path))
    return _silenced(_file_pieces(path), held) if held else _file_pieces(path)


def _silenced(
    found: Iterator[tuple[Pcm, float]], held: tuple[floor.Held, ...]
) -> Iterator[tuple[Pcm, float]]:
    first = 0
    for piece, share in found:
        yield floor.silenced(piece, first, held), share
        first += len(piece)


def _file_pieces(path: Path) -> Iterator[tuple[Pcm, float]]:
    import soundfile

    try:
        sound = soundfile.SoundFile(path)
    except (soundfile.LibsndfileError, TypeError):  # TypeError: headerless, as a name like `a.raw` says
        return _decoded_pieces(path)
    if sound.frames == 0:
        sound.close()
        raise BadInputError(f"{path} has no sound in it.")
    return _sound_pieces(path, sound)


def _journal_pieces(path: Path) -> Iterator[tuple[Pcm, float]]:
    reader, done, total = JournalReader(path), 0, max(1, path.stat().st_size // 2)
    while len(piece := reader.read()):
        done += len(piece)
        yield piece, min(1.0, done / total)


def _sound_pieces(path: Path, sound: Any) -> Iterator[tuple[Pcm, float]]:
    import soundfile

    resample = _resampler(sound.samplerate)
    total = max(1, sound.frames)
    with sound:
        try:
            while len(block := sound.read(PIECE_S * sound.samplerate, dtype="float32", always_2d=True)):
                last = sound.tell() >= total
                yield _pcm(resample(block.mean(axis=1), last)), min(1.0, sound.tell() / total)
        except soundfile.LibsndfileError as error:
            said = str(error).removeprefix("Error : ").rstrip(".")
            raise BadInputError(f"{path} is damaged: {said}.") from error


def _decoded_pieces(path: Path) -> Iterator[tuple[Pcm, float]]:
    """What libsndfile cannot read (m4a, webm, ...), through PyAV."""
    import av

    try:
        with av.open(str(path)) as container:
            stream = container.streams.audio[0]
            length_s = float(container.duration or 0) / 1e6
            resampler = av.AudioResampler(format="s16", layout="mono", rate=HEARING_RATE)
            done = 0
            for frame in [*container.decode(stream), None]:
                for part in resampler.resample(frame):
                    piece = part.to_ndarray().reshape(-1)
                    done += len(piece)
                    yield piece, min(1.0, done / HEARING_RATE / length_s) if length_s else 0.0
    except (av.FFmpegError, IndexError, ValueError) as error:
        raise BadInputError(
            f"{path} is not sound that can be read.", "Use WAV, FLAC, OGG, MP3, M4A or WebM."
        ) from error


def _resampler(rate: int) -> Any:
    if rate == HEARING_RATE:
        return lambda block, last: block  # noqa: ARG005 - same call as with resampling
    import soxr

    stream = soxr.ResampleStream(rate, HEARING_RATE, 1, dtype="float32")
    return lambda block, last: stream.resample_chunk(block, last=last)


def _pcm(samples: Any) -> Pcm:
    scaled = np.clip(np.round(samples * 32768.0), -32768, 32767)
    piece: Pcm = scaled.astype(np.int16)
    return piece
