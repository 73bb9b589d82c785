"""Choosing, replacing, caching: with fakes for voices that fail on command."""

import os
import threading
import wave
from pathlib import Path

import numpy as np
import pytest

from simulator.model.errors import ArchiveError, MissingPartError
from simulator.speech.ports import Samples, VoiceError
from simulator.speech.voices.speaker import Speaker

RATE = 22_050


class FakeVoice:
    """A tone of 0.01 s a letter, unless told to fail."""

    def __init__(self, name: str, *, fails: str = "", lacks: str = "") -> None:
        self.id = name
        self.fails = fails
        self.lacks = lacks
        self.spoken: list[str] = []
        self.closed = False

    def speak(self, text: str) -> tuple[Samples, int]:
        self.spoken.append(text)
        if self.fails:
            raise VoiceError(self.fails)
        seconds = np.arange(len(text) * RATE // 100, dtype=np.float32) / RATE
        return np.sin(2 * np.pi * 440 * seconds).astype(np.float32) * np.float32(0.5), RATE

    def missing(self) -> str:
        return self.lacks

    def mend(self) -> str:
        return f"install {self.id}"

    def close(self) -> None:
        self.closed = True


def speaker(cache: Path, *voices: FakeVoice, choice: str = "auto", limit_bytes: int = 10**9) -> Speaker:
    return Speaker(choice, cache, voices=voices, limit_bytes=limit_bytes)


def test_the_first_voice_speaks_into_a_wav(tmp_path: Path) -> None:
    best, other = FakeVoice("best"), FakeVoice("other")
    made = speaker(tmp_path, best, other).prepare("What is churn?")
    assert made is not None
    assert (made.voice, made.notice, other.spoken) == ("best", None, [])
    with wave.open(str(made.path)) as sound:
        assert (sound.getframerate(), sound.getnchannels(), sound.getsampwidth()) == (RATE, 1, 2)
        assert sound.getnframes() / RATE == pytest.approx(made.duration_s) == pytest.approx(0.14, abs=0.001)


def test_it_is_spoken_once_then_cached_for_the_next_start_too(tmp_path: Path) -> None:
    voice = FakeVoice("best")
    first = speaker(tmp_path, voice).prepare("What is churn?")
    again = speaker(tmp_path, voice).prepare("What is churn?")
    assert first == again
    assert len(voice.spoken) == 1
    speaker(tmp_path, voice).prepare("What is drift?")
    assert len(voice.spoken) == 2


LONG = "Hello. I am Ada, and I build search here. How would you rank a million flats for somebody? Begin."


def test_a_long_text_comes_in_parts_so_that_the_first_sentence_is_heard_early(tmp_path: Path) -> None:
    voice = FakeVoice("best")
    parts = speaker(tmp_path, voice).parts(LONG)
    assert next(parts).goes_on
    assert voice.spoken == ["Hello. I am Ada, and I build search here."]  # the rest was not waited for
    (rest,) = parts
    assert not rest.goes_on
    assert " ".join(voice.spoken) == LONG
    assert [part.goes_on for part in speaker(tmp_path, voice).parts(LONG)] == [True, False]
    assert len(voice.spoken) == 2  # both from the cache


@pytest.mark.parametrize("text", ["What is churn? Say it in one go.", "a" * 99 + ". and", "A. " + "b" * 99])
def test_a_short_text_or_a_single_sentence_is_one_part(tmp_path: Path, text: str) -> None:
    voice = FakeVoice("best")
    (only,) = speaker(tmp_path, voice).parts(text)
    assert not only.goes_on
    assert voice.spoken == [text]


def test_no_voice_has_no_parts(tmp_path: Path) -> None:
    assert list(speaker(tmp_path, choice="off").parts(LONG)) == []


def test_voices_do_not_share_their_sounds(tmp_path: Path) -> None:
    one, two = FakeVoice("one"), FakeVoice("two")
    a, b = speaker(tmp_path, one).prepare("Hello"), speaker(tmp_path, two).prepare("Hello")
    assert a is not None
    assert b is not None
    assert a.path != b.path


def test_symbols_are_said_as_words(tmp_path: Path) -> None:
    voice = FakeVoice("best")
    speaker(tmp_path, voice).prepare("Precision & recall")
    assert voice.spoken == ["Precision and recall"]


def test_a_voice_that_fails_is_replaced_with_a_notice_and_not_asked_again(tmp_path: Path) -> None:
    broken, spare = FakeVoice("broken", fails="its model is damaged"), FakeVoice("spare")
    both = speaker(tmp_path, broken, spare)
    first, second = both.prepare("One"), both.prepare("Two")
    assert first is not None
    assert second is not None
    assert first.voice == second.voice == "spare"
    assert first.notice == "broken failed (its model is damaged); spare speaks instead."
    assert second.notice == first.notice
    assert broken.spoken == ["One"]


def test_a_failed_voice_gets_another_chance_when_the_others_fail_too(tmp_path: Path) -> None:
    flaky, spare = FakeVoice("flaky", fails="busy"), FakeVoice("spare")
    both = speaker(tmp_path, flaky, spare)
    both.prepare("One")
    flaky.fails, spare.fails = "", "gone"
    made = both.prepare("Two")
    assert made is not None
    assert (made.voice, made.notice) == ("flaky", None)


@pytest.mark.parametrize(("choice", "told"), [("auto", False), ("piper", True)])
def test_a_voice_not_installed_is_news_only_when_it_was_chosen(
    tmp_path: Path, choice: str, told: bool
) -> None:
    absent, spare = FakeVoice("piper x", lacks="piper is not installed"), FakeVoice("spare")
    made = speaker(tmp_path, absent, spare, choice=choice).prepare("One")
    assert made is not None
    assert made.voice == "spare"
    assert bool(made.notice) is told
    assert absent.spoken == []


def test_no_voice_at_all_is_one_sentence_with_the_commands(tmp_path: Path) -> None:
    none = speaker(tmp_path, FakeVoice("a", lacks="a is not installed"), FakeVoice("b", fails="b is mute"))
    with pytest.raises(MissingPartError, match=r"a is not installed; b is mute") as caught:
        none.prepare("One")
    assert caught.value.mend == "install a Or: install b"


def test_off_makes_no_sound(tmp_path: Path) -> None:
    voice = FakeVoice("best")
    off = speaker(tmp_path, voice, choice="off")
    assert off.silent
    assert off.prepare("Hello") is None
    assert voice.spoken == []
    assert [check.id for check in off.available()] == ["off"]


@pytest.mark.parametrize("damage", [b"", b"RIFF", b"not a sound at all" * 100, None])
def test_a_damaged_cache_file_is_made_again(tmp_path: Path, damage: bytes | None) -> None:
    voice = FakeVoice("best")
    made = speaker(tmp_path, voice).prepare("What is churn?")
    assert made is not None
    whole = made.path.read_bytes()
    made.path.write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    assert speaker(tmp_path, voice).prepare("What is churn?") == made
    assert made.path.read_bytes() == whole
    assert len(voice.spoken) == 2


def test_the_cache_forgets_what_was_not_used_for_longest(tmp_path: Path) -> None:
    voice = FakeVoice("best")
    many = speaker(tmp_path, voice, limit_bytes=5 * 5000)  # one sound is about 4.5 kB
    texts = [f"Question {i}" for i in range(4)]
    paths = []
    for age, text in enumerate(texts):
        made = many.prepare(text)
        assert made is not None
        paths.append(made.path)
        os.utime(made.path, (1000 + age, 1000 + age))
    many.prepare(texts[0])  # used again: now the youngest
    many.prepare("Question 4")
    many.prepare("Question 5")
    assert [path.exists() for path in paths] == [True, False, True, True]
    assert sum(p.stat().st_size for p in paths[0].parent.iterdir()) <= 5 * 5000


def test_many_threads_get_whole_sounds_and_each_text_is_spoken_once(tmp_path: Path) -> None:
    voice = FakeVoice("best")
    shared = speaker(tmp_path, voice)
    durations: list[float] = []

    def ask(text: str) -> None:
        made = shared.prepare(text)
        assert made is not None
        durations.append(made.duration_s)

    threads = [threading.Thread(target=ask, args=(f"Question {i % 3}",)) for i in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(durations) == 12
    assert sorted(voice.spoken) == ["Question 0", "Question 1", "Question 2"]
    assert not list((tmp_path / "spoken").glob("*.part"))


def test_a_cache_that_cannot_be_written_is_an_archive_error(tmp_path: Path) -> None:
    (tmp_path / "spoken").write_text("a file where the folder should be")
    with pytest.raises(ArchiveError, match="could not be written"):
        speaker(tmp_path, FakeVoice("best")).prepare("Hello")


def test_available_says_which_is_used_and_why(tmp_path: Path) -> None:
    checks = speaker(
        tmp_path,
        FakeVoice("a", lacks="a is not installed"),
        FakeVoice("b", fails="b is mute"),
        FakeVoice("c"),
        FakeVoice("d"),
    ).available()
    assert [(c.id, c.ok, c.why, c.mend) for c in checks] == [
        ("a", False, "A is not installed.", "install a"),
        ("b", False, "b is mute.", "install b"),
        ("c", True, "Reads the questions.", ""),
        ("d", True, "Steps in when needed.", ""),
    ]


def test_closing_closes_every_voice_and_nothing_is_spoken_after(tmp_path: Path) -> None:
    voices = FakeVoice("a"), FakeVoice("b")
    closed = speaker(tmp_path, *voices)
    closed.close()
    assert all(voice.closed for voice in voices)
    with pytest.raises(MissingPartError):
        closed.prepare("Hello")
