"""The ear hears silence where the interviewer spoke: live, from the file, after a crash."""

import tempfile
from pathlib import Path

import numpy as np
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.model.transcript import Reply
from simulator.speech import floor
from simulator.speech.audio import journal
from simulator.speech.audio.journal import JournalWriter, to_flac
from simulator.speech.hearing import sound

REPLY = Reply(asked="how much data do we have", about="data", said="Two years.")


def tone(samples: int) -> np.ndarray:
    return np.full(samples, 0.25, dtype=np.float32)


def spoken(path: Path, *, crash: bool = False) -> Path:
    """A journal in which the interviewer speaks from sample 1000 to 3000 of 4000."""
    writer = JournalWriter(path / "01.pcm")
    writer.write(tone(1000))
    writer.take_floor(REPLY)
    writer.write(tone(2000))
    if not crash:
        writer.give_floor()
        writer.write(tone(1000))
        writer.close()
    return writer.path


def heard(path: Path) -> np.ndarray:
    return np.concatenate([piece for piece, _ in sound.pieces(path)])


def test_the_file_keeps_the_sound_and_the_ear_passes_over_it(tmp_path: Path) -> None:
    path = spoken(tmp_path)
    flac = path.with_suffix(".flac")
    to_flac(path, flac)
    assert (soundfile.read(flac, dtype="int16")[0] != 0).all()
    for source in (path, flac):
        loud = heard(source) != 0
        assert loud[:1000].all()
        assert not loud[1000:3000].any()
        assert loud[3000:].all()
    journal.remove(path)
    assert not path.exists()
    assert not heard(flac)[1000:3000].any(), "the FLAC alone is heard as the journal was"
    assert floor.replies(flac, 4000)[0].said == "Two years."


def test_an_answer_without_replies_leaves_no_marks_behind(tmp_path: Path) -> None:
    writer = JournalWriter(tmp_path / "01.pcm")
    writer.write(tone(10))
    writer.close()
    journal.remove(writer.path)
    assert list(tmp_path.iterdir()) == []


def test_a_crash_while_the_interviewer_spoke_and_a_microphone_opened_again(tmp_path: Path) -> None:
    path = spoken(tmp_path, crash=True)
    assert not heard(path)[1000:].any()
    assert [(reply.start_s, reply.end_s) for reply in floor.replies(path, 3000)] == [(0.062, 0.188)]
    writer = JournalWriter(path)
    writer.write(tone(500))
    writer.close()
    assert (heard(path)[3000:] != 0).all()


STEPS = st.tuples(st.integers(1, 400), st.sampled_from(["take", "give", "none"]))


@settings(max_examples=30, deadline=None)
@given(st.lists(STEPS, min_size=1, max_size=12))
def test_hearing_live_is_hearing_the_file_later(steps: list[tuple[int, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        writer = JournalWriter(Path(folder) / "01.pcm")
        reader = sound.SoundReader(writer.path)
        live = []
        for count, what in steps:
            if what == "take":
                writer.take_floor(REPLY)
            elif what == "give":
                writer.give_floor()
            writer.write(tone(count))
            live.append(reader.read())
        writer.close()
        assert np.array_equal(np.concatenate(live), heard(writer.path))
