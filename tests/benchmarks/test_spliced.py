"""The benchmark's own speech: spans lie where the filled pauses are; building it twice gives the same."""

from __future__ import annotations

import shutil

import numpy as np
import pytest

from benchmarks import spliced
from benchmarks import spliced_human as human
from benchmarks import spliced_voices as voices
from benchmarks.hearing_scale import interval, matched, scores
from benchmarks.spliced import ESPEAK, HUMAN, PARTS, Order, build
from benchmarks.spliced_sounds import NON_SPEECH, bent, in_noise, level, white
from simulator.speech.hearing.segments import RATE

needs_clips = pytest.mark.skipif(
    not human.AUDIO.is_dir(), reason="the labelled human recordings are not here"
)
needs_espeak = pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")


@pytest.fixture(autouse=True)
def short_clips(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spliced, "CLIP_S", 15.0)
    monkeypatch.setattr(spliced, "NON_SPEECH_S", 2.0)


def order(kind: str, disfluent: bool = True, number: int = 3, part: str = "seen") -> Order:
    return Order(part, number, kind, disfluent)


@needs_clips
def test_the_same_order_gives_the_same_clip_and_another_number_another() -> None:
    first, sound = build(order(HUMAN))
    again, same = build(order(HUMAN))
    other, _ = build(order(HUMAN, number=4))
    assert first == again
    assert np.array_equal(sound, same)
    assert other.fillers != first.fillers


KINDS = [pytest.param(HUMAN, marks=needs_clips), pytest.param(ESPEAK, marks=needs_espeak)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_span_holds_a_filled_pause_that_can_be_heard(kind: str) -> None:
    clip, sound = build(order(kind, number=2))
    assert len(clip.fillers) >= 2
    assert clip.seconds == pytest.approx(len(sound) / RATE, abs=0.001)
    for span in clip.fillers:
        inside = sound[round(span.start_s * RATE) : round(span.end_s * RATE)]
        assert 0.05 < span.end_s - span.start_s < 1.6
        assert level(inside) > 0.05 * level(sound)
    ends = [span.end_s for span in clip.fillers]
    assert all(span.start_s >= end for span, end in zip(clip.fillers[1:], ends, strict=False))


@needs_clips
def test_clean_speech_and_non_speech_have_no_filled_pause() -> None:
    assert build(order(HUMAN, disfluent=False))[0].fillers == ()
    for kind in NON_SPEECH:
        clip, sound = build(order(kind, disfluent=False))
        assert (clip.fillers, clip.text) == ((), "")
        assert np.max(np.abs(sound)) <= 1


def test_the_parts_share_no_filler_no_reader_and_no_voice() -> None:
    seen, held = PARTS
    assert not set(human.FILLERS[seen]) & set(human.FILLERS[held])
    assert not {read.file for read in human.READ[seen]} & {read.file for read in human.READ[held]}
    for table in (voices.ESPEAK, voices.FLITE):
        assert not set(table[seen]) & set(table[held])
    assert voices.PIPER_PITCH[seen][1] < voices.PIPER_PITCH[held][0]


def test_pitch_and_pace_change_as_asked_and_noise_is_as_loud_as_asked() -> None:
    tone = np.sin(2 * np.pi * 200 * np.arange(RATE) / RATE).astype(np.float32)
    higher = bent(tone, 1.1, 0.8)
    assert len(higher) == pytest.approx(RATE / 0.8, rel=0.05)
    assert np.argmax(np.abs(np.fft.rfft(higher))) * RATE / len(higher) == pytest.approx(220, rel=0.02)
    noise = white(np.random.default_rng(1), RATE)
    added = in_noise(tone, noise, 20) - tone
    assert 20 * np.log10(level(tone) / level(added)) == pytest.approx(20, abs=0.5)


def test_spans_are_matched_one_to_one_within_the_slack() -> None:
    reference = [(1.0, 1.4), (2.0, 2.3), (9.0, 9.5)]
    assert matched(reference, [(1.6, 1.8), (2.5, 2.7), (9.1, 9.2)]) == 3
    assert matched(reference, [(2.61, 2.8)]) == 0
    assert matched(reference, [(0.1, 0.69)]) == 0
    assert matched([(1.0, 1.4)], [(1.0, 1.2), (1.2, 1.4)]) == 1
    assert matched([(1.0, 1.4), (1.5, 1.9)], [(1.1, 1.8)]) == 1


def test_scores_and_their_interval() -> None:
    precision, recall, f1 = scores([(8, 4, 4), (2, 6, 1)])
    assert (precision, recall, f1) == (0.5, 0.5, 0.5)
    low, high = interval([(8, 4, 4), (2, 6, 1)])
    assert 0 < low <= 0.5 <= high < 1
