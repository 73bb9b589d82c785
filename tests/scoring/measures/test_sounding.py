"""How an answer sounds, to the number, and that it counts for nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.model.contour import SILENCE_DB, Contour
from simulator.model.scorecard import Audience
from simulator.model.settings import shipped
from simulator.model.transcript import Transcript, Word, from_text
from simulator.scoring.language.annotated import Annotated
from simulator.scoring.language.lexicon import Lexicon, load_fillers
from simulator.scoring.measures.sounding import (
    above_noise,
    hums,
    loudness_fall,
    loudness_range,
    pitch_range,
    sounding_measures,
    steps_between,
    steps_with_voice,
)
from simulator.scoring.verdict.rubric import load_rubrics
from simulator.scoring.verdict.score import score

STEP_S = 0.1
SECONDS_A_WORD = 0.5
PROMPTS = shipped("prompts")


def contour(pitches: list[float | None], levels: list[float] | None = None) -> Contour:
    return Contour(
        step_s=STEP_S, levels_db=tuple(levels or [-20.0] * len(pitches)), pitches_hz=tuple(pitches)
    )


def said(sentences: int, words: int = 6, pause_s: float = 0.5) -> Transcript:
    """Sentences of so many words of half a second, with a pause before each."""
    found, at = [], 0.0
    for _ in range(sentences):
        at += pause_s
        for index in range(words):
            text = "word." if index == words - 1 else "word"
            found.append(Word(text=text, start_s=round(at, 3), end_s=round(at + SECONDS_A_WORD, 3)))
            at += SECONDS_A_WORD
    return Transcript(words=tuple(found), text="", duration_s=at)


def sounding(transcript: Transcript, noise_db: float = -60.0, end_db: float = 0.0) -> Transcript:
    """The transcript with a contour: 100 and 200 Hz in turn, sentences' last half second so much louder."""
    length = round((transcript.duration_s or 0.0) / STEP_S) + 10
    pitches: list[float | None] = [None] * length
    levels = [noise_db] * length
    for word in transcript.words:
        assert word.start_s is not None
        for step in range(round(word.start_s / STEP_S), round((word.start_s + SECONDS_A_WORD) / STEP_S)):
            pitches[step] = 200.0 if step % 2 else 100.0
            levels[step] = -20.0 + (end_db if word.text.endswith(".") else 0.0)
    return replace(transcript, contour=contour(pitches, levels))


def measured(transcript: Transcript) -> dict[str, float | None]:
    return {found.id: found.value for found in sounding_measures(Annotated(transcript))}


@given(
    st.lists(st.floats(60, 500), min_size=50, max_size=300),
    st.floats(0.5, 2.0),
)
def test_pitch_is_an_interval_whoever_speaks(pitches: list[float], factor: float) -> None:
    steps = range(len(pitches))
    low = pitch_range(contour([*pitches]), steps)
    high = pitch_range(contour([hz * factor for hz in pitches]), steps)
    assert low is not None
    assert low >= 0
    assert high == pytest.approx(low, abs=0.11)


@pytest.mark.parametrize("semitones", [0.0, 1.0, 3.0, 6.0, 12.0])
def test_two_pitches_in_turn_are_as_far_apart_as_they_are(semitones: float) -> None:
    pitches = [110.0, 110.0 * 2 ** (semitones / 12)] * 30
    assert pitch_range(contour([*pitches]), range(60)) == semitones


def test_a_wrong_octave_now_and_then_changes_nothing() -> None:
    pitches = ([110.0, 130.0] * 9 + [55.0, 260.0]) * 5
    assert pitch_range(contour([*pitches]), range(100)) == 2.9


@given(st.lists(st.floats(-60, 0), min_size=50, max_size=300), st.floats(-30, 0))
def test_loudness_moves_as_far_whatever_the_microphone(levels: list[float], quieter: float) -> None:
    pitches: list[float | None] = [100.0] * len(levels)
    steps = range(len(levels))
    loud = loudness_range(contour(pitches, levels), steps)
    quiet = loudness_range(contour(pitches, [level + quieter for level in levels]), steps)
    assert loud is not None
    assert 0 <= loud <= 60
    assert quiet == pytest.approx(loud, abs=0.11)


def test_less_than_five_seconds_of_voice_tell_nothing() -> None:
    few = contour([100.0] * 50)
    assert pitch_range(few, range(50)) == 0
    assert pitch_range(few, range(49)) is None
    assert loudness_range(few, range(49)) is None


@given(st.floats(-12, 12))
def test_the_end_of_a_sentence_is_set_against_all_of_it(fall: float) -> None:
    found = measured(sounding(said(4), end_db=-fall))["loudness_fall"]
    assert found == pytest.approx(fall, abs=0.06)


def test_short_sentences_and_fewer_than_three_have_no_ends() -> None:
    even = contour([100.0] * 60)
    assert loudness_fall(even, [range(15)] * 3) == 0
    assert loudness_fall(even, [range(15)] * 2) is None
    assert loudness_fall(even, [range(14)] * 9) is None
    assert measured(sounding(said(2, words=12)))["loudness_fall"] is None


def test_the_middle_sentence_is_told() -> None:
    levels = [-20.0] * 15 + [-20.0] * 10 + [-23.0] * 5 + [-20.0] * 10 + [-29.0] * 5
    spans = [range(15), range(15, 30), range(30, 45)]
    assert loudness_fall(contour([100.0] * 45, levels), spans) == 3.0


@pytest.mark.parametrize(("noise_db", "told"), [(-60.0, True), (-26.0, True), (-25.9, False), (-20.0, False)])
def test_nothing_is_told_in_noise(noise_db: float, told: bool) -> None:
    found = measured(sounding(said(4), noise_db))
    assert (found["pitch_range"], found["loudness_range"]) == ((12.0, 0.0) if told else (None, None))
    assert (found["loudness_fall"] is not None) is told


def test_where_only_soft_speech_is_lost_in_noise_the_pitch_is_told() -> None:
    transcript = sounding(said(4), noise_db=-29.0)
    assert transcript.contour is not None
    levels = [level - 4 * (step % 4 == 0) for step, level in enumerate(transcript.contour.levels_db)]
    found = measured(replace(transcript, contour=replace(transcript.contour, levels_db=tuple(levels))))
    assert found["pitch_range"] == 12.0
    assert (found["loudness_range"], found["loudness_fall"]) == (None, None)


def test_nothing_is_told_where_something_hums_between_words() -> None:
    transcript = sounding(said(4))
    assert transcript.contour is not None
    humming = replace(
        transcript.contour, pitches_hz=tuple(hz or 100.0 for hz in transcript.contour.pitches_hz)
    )
    found = measured(replace(transcript, contour=humming))
    assert [found[name] for name in ("pitch_range", "loudness_range", "loudness_fall")] == [None] * 3
    assert hums(contour([100.0, None, None]), range(3))
    assert not hums(contour([100.0, None, None, None]), range(4))


def test_silence_between_words_is_no_noise_and_without_anything_between_nothing_is_told() -> None:
    assert measured(sounding(said(4), SILENCE_DB))["loudness_range"] == 0
    even = contour([100.0] * 100)
    assert above_noise(
        contour([100.0] * 10, [-20.0] * 5 + [-100.0] * 5), range(5), range(5, 10), percentile=50
    )
    assert not above_noise(even, range(50), range(50, 54), percentile=50)
    assert not above_noise(even, (), range(50), percentile=50)


def test_between_words_is_a_tenth_of_a_second_away_from_them() -> None:
    words = (Word(text="a", start_s=0.5, end_s=0.8), Word(text="b", start_s=1.3, end_s=1.5), Word(text="c"))
    assert steps_between(contour([None] * 20), words) == (0, 1, 2, 3, 9, 10, 11, 16, 17, 18, 19)


def test_steps_between_words_are_not_looked_at() -> None:
    words = (Word(text="a", start_s=0.1, end_s=0.3), Word(text="b", start_s=0.25, end_s=0.4), Word(text="c"))
    assert steps_with_voice(contour([100.0] * 8), words) == (1, 2, 3)
    assert steps_with_voice(contour([100.0, None, 100.0, None, 100.0]), words) == (2,)
    assert steps_with_voice(contour([100.0] * 2), words) == (1,)


def test_the_slowest_and_the_fastest_ten_seconds() -> None:
    every = [0.5] * 20 + [1.0] * 10 + [0.25] * 40
    at, words = 0.0, []
    for length in every:
        words.append(Word(text="word", start_s=at, end_s=at + length))
        at += length
    found = measured(Transcript(words=tuple(words), text=""))
    assert (found["slowest_pace"], found["fastest_pace"]) == (60, 240)
    short = measured(Transcript(words=tuple(words[:-8]), text=""))
    assert (short["slowest_pace"], short["fastest_pace"]) == (None, None)


def test_what_was_typed_or_heard_before_has_no_sound() -> None:
    assert set(measured(from_text("word " * 90)).values()) == {None}
    assert measured(said(12))["pitch_range"] is None


def test_no_score_knows_how_it_sounds() -> None:
    def judged(transcript: Transcript) -> tuple[object, ...]:
        card = score(
            transcript,
            question=None,
            audience=Audience.RECRUITER,
            rubric=load_rubrics(PROMPTS)["general"],
            lexicon=Lexicon(()),
            fillers=load_fillers(PROMPTS / "lexicon" / "fillers.toml"),
            embedder=None,
        )
        pitch = card.measure("pitch_range")
        assert pitch is not None
        assert (pitch.value is None) is (transcript.contour is None)
        return card.overall, card.dimensions, card.strengths, card.improvements

    text = from_text(
        "First we ask what they want. Then we look at the data. It has two years of orders. "
        "We train a very simple model. Later we test it for them. That shows what it is worth."
    )
    spoken = said(6)
    worded = tuple(replace(w, text=other.text) for w, other in zip(spoken.words, text.words, strict=True))
    transcript = replace(spoken, words=worded)
    assert judged(transcript) == judged(sounding(transcript, end_db=-9.0))
