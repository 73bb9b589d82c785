"""The journal: any crash leaves something whole; a reader sees exactly what was written."""

from __future__ import annotations

import contextlib
import errno
import itertools
import math
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st
from journals import ended

from simulator.model.errors import ArchiveError, BadInputError
from simulator.speech.audio import journal as journals
from simulator.speech.audio.journal import (
    JournalWriter,
    from_int16,
    length,
    marks,
    marks_path,
    to_flac,
)
from simulator.speech.hearing.sound import SoundReader

chunks = st.lists(st.lists(st.integers(-32768, 32767), max_size=300), max_size=12)


@settings(deadline=None)
@given(chunks=chunks, reads=st.lists(st.booleans(), min_size=12, max_size=12))
def test_a_reader_gets_every_sample_once_however_it_follows(
    chunks: list[list[int]], reads: list[bool]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "01.pcm"
        writer, reader = JournalWriter(path), SoundReader(path)
        got = []
        for chunk, read in zip(chunks, reads, strict=False):
            writer.write(from_int16(np.array(chunk, dtype="<i2")))
            assert not ended(path)
            if read:
                got.append(reader.read())
        writer.close()
        got.append(reader.read())
        assert ended(path)
        assert np.concatenate(got).tolist() == [n for chunk in chunks for n in chunk]


@settings(deadline=None)  # a disk may be busy
@given(samples=st.lists(st.integers(-32768, 32767), min_size=2, max_size=200), cut=st.integers(0, 400))
def test_cut_off_anywhere_it_is_valid_and_goes_on(samples: list[int], cut: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "01.pcm"
        whole = np.array(samples, dtype="<i2").tobytes()
        path.write_bytes(whole[: min(cut, len(whole))])
        kept = min(cut, len(whole)) // 2
        assert journals.length(path) == kept
        writer = JournalWriter(path)
        writer.write(np.full(3, 0.5, dtype=np.float32))
        writer.close()
        assert np.fromfile(path, dtype="<i2").tolist() == [*samples[:kept], 16384, 16384, 16384]


def test_marks_survive_a_line_that_was_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "01.pcm"
    writer = JournalWriter(path)
    writer.write(np.zeros(160, dtype=np.float32))
    writer.mark("pause")
    with marks_path(path).open("ab") as file:
        file.write(b'{"mark": "res')
    again = JournalWriter(path)
    again.close()
    assert [(m["mark"], m["at_sample"]) for m in marks(path)] == [
        ("start", 0),
        ("pause", 160),
        ("start", 160),
        ("end", 160),
    ]


def test_a_journal_that_goes_on_has_not_ended(tmp_path: Path) -> None:
    path = tmp_path / "01.pcm"
    JournalWriter(path).close()
    assert ended(path)
    JournalWriter(path)
    assert not ended(path)


class Stingy:
    """A raw file on a disk that takes so many bytes at a time, then none for once, and so on."""

    def __init__(self, path: Path, room: Iterator[int]) -> None:
        self._path, self._room = path, room

    def write(self, content: bytes) -> int:
        taken = bytes(content[: next(self._room)])
        if not taken:
            raise OSError(errno.ENOSPC, "No space left on device")
        with self._path.open("ab") as file:
            return file.write(taken)

    def fileno(self) -> int:
        raise OSError(errno.EIO, "Input/output error")

    def close(self) -> None:
        pass


@settings(deadline=None)
@given(chunks=chunks, room=st.lists(st.integers(0, 700), min_size=1, max_size=30))
def test_what_a_full_disk_does_not_take_waits_in_order(chunks: list[list[int]], room: list[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "01.pcm"
        writer = JournalWriter(path)
        taken = itertools.chain(room, itertools.repeat(10**6))
        for part, place in ((writer._pcm, path), (writer._marks, marks_path(path))):
            part.file.close()
            part.file = Stingy(place, taken)
        for chunk in chunks:
            with contextlib.suppress(OSError):
                writer.write(from_int16(np.array(chunk, dtype="<i2")))
            writer.mark("between")
            assert writer.samples == length(path) + math.ceil(writer.waiting_s * 16_000)
        while not writer.close():
            assert writer.waits
            assert not ended(path)
        assert np.fromfile(path, dtype="<i2").tolist() == [n for chunk in chunks for n in chunk]
        said = [mark["mark"] for mark in marks(path)]
        assert said == ["start", *["between"] * len(chunks), "end"]


def test_flac_holds_the_same_samples_and_the_journal_stays(tmp_path: Path) -> None:
    path, flac = tmp_path / "01.pcm", tmp_path / "01.flac"
    noise = np.random.default_rng(1).integers(-32768, 32767, 40_001).astype("<i2")
    path.write_bytes(noise.tobytes() + b"\x07")
    assert to_flac(path, flac) == pytest.approx(40_001 / 16_000)
    samples, rate = soundfile.read(flac, dtype="int16")
    assert rate == 16_000
    assert np.array_equal(samples, noise)
    assert path.exists()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["01.flac", "01.pcm"]
    journals.remove(path)
    assert [p.name for p in tmp_path.iterdir()] == ["01.flac"]


def test_flac_that_cannot_be_written_leaves_the_journal(tmp_path: Path) -> None:
    path = tmp_path / "01.pcm"
    path.write_bytes(b"\1\0" * 100)
    with pytest.raises(ArchiveError, match="could not be written"):
        to_flac(path, tmp_path / "no such folder" / "01.flac")
    assert journals.length(path) == 100
    path.write_bytes(b"")
    with pytest.raises(BadInputError, match="no sound"):
        to_flac(path, tmp_path / "01.flac")
