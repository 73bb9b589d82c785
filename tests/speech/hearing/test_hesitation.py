"""The detector of filled pauses: what it calls one, and that it belongs to one model."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from simulator.model.transcript import WordKind
from simulator.speech.hearing import hesitation, missed
from simulator.speech.hearing.engine import HeardWord
from simulator.speech.hearing.hesitation import Detector, Trace
from simulator.speech.hearing.verbatim import Spoken

DETECTOR = Detector(np.ones(1, dtype=np.float32), 0.0)
UM = Trace(0.9, 1.4, 0.99, 0.8)


def states(*margins: float) -> hesitation.States:
    return np.array(margins, dtype=np.float32)[:, None]


def said(text: str, *starts: float, kind: WordKind = WordKind.WORD) -> tuple[Spoken, ...]:
    """Words of 0.3 s that begin at those times."""
    return tuple(
        Spoken(HeardWord(word, start, start + 0.3, 0.9), kind, clean=kind is WordKind.WORD)
        for word, start in zip(text.split(), starts, strict=True)
    )


def test_a_long_stretch_of_high_chances_is_one_trace() -> None:
    (trace,) = DETECTOR.traces(states(*[-9] * 20, *[9] * 20, *[-9] * 20))
    assert trace.start_s == pytest.approx(0.4, abs=0.04)
    assert trace.end_s == pytest.approx(0.8, abs=0.04)
    assert trace.sure


def test_a_flicker_is_not_sure_and_silence_leaves_no_trace() -> None:
    assert DETECTOR.traces(states(*[-9] * 40)) == ()
    assert not any(trace.sure for trace in DETECTOR.traces(states(*[-9] * 20, 9, 9, 9, *[-9] * 20)))
    assert DETECTOR.traces(states(9)) == ()


@given(st.lists(st.floats(-20, 20), min_size=5, max_size=200))
@example([3.0] * 6)
def test_traces_are_in_order_apart_and_within(margins: list[float]) -> None:
    found = DETECTOR.traces(states(*margins))
    edges = [second for trace in found for second in (trace.start_s, trace.end_s)]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(margins) * hesitation.FRAME_S + 1e-6 for edge in edges)
    assert all(0 <= trace.mean <= trace.peak <= 1 for trace in found)


def test_the_weights_are_for_one_model() -> None:
    with np.load(hesitation.FILE) as file:
        digest = str(file["model_sha256"])
    found = hesitation.detector(digest)
    assert found is not None
    assert found.weights.shape == (512,)
    assert hesitation.detector("0" * 64) is None


WORDS = said("then would start", 0.0, 0.3, 1.6)


def test_what_sounds_is_put_in_where_it_sounds() -> None:
    found = missed.traced(WORDS, [UM], lambda words: [-0.1] * len(words))
    assert [spoken.word.text for spoken in found] == ["then", "would", "um,", "start"]
    assert (found[2].word.start_s, found[2].word.end_s) == (0.9, 1.4)
    assert found[2].kind is WordKind.FILLER


def test_two_in_a_row_are_two() -> None:
    found = missed.traced(WORDS, [Trace(0.7, 0.95, 1, 0.8), UM], lambda words: [-0.1] * len(words))
    assert [spoken.kind for spoken in found].count(WordKind.FILLER) == 2


def test_not_when_the_decoder_objects_or_has_it_already() -> None:
    objects = missed.traced(
        WORDS, [UM], lambda words: [-20.0 if "m," in w or "h," in w else -0.1 for w in words]
    )
    assert objects == WORDS
    um = said("um,", 1.0, kind=WordKind.FILLER)
    heard = (*WORDS[:2], *um, WORDS[2])
    assert missed.traced(heard, [UM], lambda words: [-0.1] * len(words)) == heard


def test_one_that_does_not_sound_at_all_was_made_up() -> None:
    um = said("um,", 1.0, kind=WordKind.FILLER)
    assert missed.traced((*WORDS[:2], *um, WORDS[2]), [], lambda words: [-0.1] * len(words)) == WORDS
