"""The ear on real weights and real sound."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.model.settings import cache_folder
from simulator.model.transcript import Transcript, WordKind
from simulator.speech.hearing import engine, engines, weights
from simulator.speech.hearing.activity import VoiceActivity
from simulator.speech.hearing.engine import Engine
from simulator.speech.hearing.listening import Listening, Pcm
from simulator.speech.hearing.spelling import bare

PLAIN = (
    "overfitting means that a model learns the noise in its training data it does very well on examples it "
    "has seen and badly on new ones i would hold out a validation set and stop training when its error grows"
)
HESITANT = (
    "i would start with the data we have two years of customer records then i would train a simple model "
    "first and then measure the precision on customers who really left"
)
Hear = Callable[..., Transcript]
Speech = Callable[[str], Pcm]
pytestmark = pytest.mark.real


def word_error_rate(reference: list[str], heard: list[str]) -> float:
    row = list(range(len(heard) + 1))
    for i, word in enumerate(reference, 1):
        row, before = [i] + [0] * len(heard), row
        for j, other in enumerate(heard, 1):
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (word != other))
    return row[-1] / len(reference)


def clean_words(transcript: Transcript) -> list[str]:
    return [bare(word) for word in transcript.text.split()]


def fillers(transcript: Transcript) -> list[str]:
    return [bare(word.text) for word in transcript.words if word.kind is WordKind.FILLER]


@pytest.mark.parametrize(("name", "reference", "spoken"), [("plain", PLAIN, 0), ("hesitant", HESITANT, 3)])
@pytest.mark.parametrize("model", ["tiny.en", "base"])
def test_words_and_filled_pauses(
    name: str, reference: str, spoken: int, model: str, speech: Speech, hear: Hear
) -> None:
    loaded = engines.load(engine.FASTER, weights.find(model, cache_folder()))
    transcript = hear(loaded, speech(name))
    assert word_error_rate(reference.split(), clean_words(transcript)) <= 0.08
    assert len(fillers(transcript)) == spoken
    assert (transcript.engine, transcript.model) == ("faster-whisper", model)
    assert transcript.model_sha256 == weights.known(model).sha256
    assert transcript.scorable


def test_times_are_sane(tiny: Engine, speech: Speech, hear: Hear) -> None:
    transcript = hear(tiny, speech("hesitant"))
    starts = [word.start_s for word in transcript.words if word.start_s is not None]
    assert starts == sorted(starts)
    assert 0.4 <= starts[0] <= 0.8  # half a second of silence comes first
    for word in transcript.words:
        assert word.start_s is not None
        assert word.end_s is not None
        assert word.end_s > word.start_s
        assert type(word.start_s) is float
        assert type(word.probability) is float
    assert transcript.duration_s == pytest.approx(13.69, abs=0.02)
    assert transcript.speech_s is not None
    assert 7 < transcript.speech_s < 12


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(1, 430_000), min_size=1, max_size=40))
def test_live_and_from_the_file_are_the_same_words(
    tiny: Engine, speech: Speech, hear: Hear, cuts: list[int]
) -> None:
    pcm = np.concatenate([speech("hesitant"), speech("plain")])
    assert hear(tiny, pcm, [cut % len(pcm) for cut in cuts]) == hear(tiny, pcm)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(1, 200_000), max_size=30))
def test_voice_activity_is_the_same_however_it_is_cut(speech: Speech, cuts: list[int]) -> None:
    sound = speech("hesitant").astype(np.float32) / 32768
    whole, pieces = VoiceActivity(), VoiceActivity()
    expected = whole.feed(sound) + whole.finish()
    edges = [0, *sorted(cut % len(sound) for cut in cuts), len(sound)]
    found = [frame for a, b in pairwise(edges) for frame in pieces.feed(sound[a:b])] + pieces.finish()
    assert found == expected


def test_what_was_heard_early_is_not_decoded_again(tiny: Engine, speech: Speech) -> None:
    listening = Listening(tiny)
    pcm = speech("plain")[: 16_000 * 4]
    listening.feed(np.concatenate([pcm[:68_000], np.zeros(8_000, dtype=np.int16)]))
    assert not listening.hear_one()
    assert listening.hear_early()
    assert not listening.hear_early()
    early = listening._early
    listening.end()
    assert listening.hear_one()
    assert early is not None
    assert listening.text.split() == [s.word.text for s in early[1] if s.clean]


@pytest.mark.parametrize("level", [0, 3, 300, 3000])
def test_silence_and_noise_stay_silent(tiny: Engine, hear: Hear, level: int) -> None:
    noise = np.random.default_rng(7).normal(0, level, 30 * 16_000) if level else np.zeros(30 * 16_000)
    transcript = hear(tiny, np.clip(noise, -32768, 32767).astype(np.int16))
    assert transcript.words == ()
    assert not transcript.scorable
    assert transcript.reason


def test_too_little_speech_is_refused_with_the_reason(tiny: Engine, speech: Speech, hear: Hear) -> None:
    transcript = hear(tiny, speech("plain")[: int(2.3 * 16_000)])
    assert not transcript.scorable
    assert transcript.reason is not None
    assert "an answer needs at least 3 s" in transcript.reason
    assert transcript.words


def test_clipping_is_told(tiny: Engine, speech: Speech, hear: Hear) -> None:
    loud = np.clip(speech("plain").astype(np.int32) * 12, -32768, 32767).astype(np.int16)
    assert any("clipped" in notice for notice in hear(tiny, loud).notices)
    assert hear(tiny, speech("plain")).notices == ()


@pytest.mark.parametrize("name", ["plain", "hesitant"])
def test_both_engines_hear_the_same(
    tiny: Engine, tiny_reference: Engine, speech: Speech, hear: Hear, name: str
) -> None:
    one, other = hear(tiny, speech(name)), hear(tiny_reference, speech(name))
    assert word_error_rate(clean_words(one), clean_words(other)) <= 0.06
    assert fillers(one) == fillers(other)
    assert other.engine == "openai-whisper"
    assert other.model_sha256 == one.model_sha256


def test_hints_are_kept_with_the_transcript(tiny: Engine, speech: Speech) -> None:
    listening = Listening(tiny, ["overfitting", "validation set"])
    listening.feed(speech("plain"))
    listening.end()
    while listening.hear_one():
        pass
    transcript = listening.transcript()
    assert transcript.hints == ("overfitting", "validation set")
    assert word_error_rate(PLAIN.split(), clean_words(transcript)) <= 0.08
