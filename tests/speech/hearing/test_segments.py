from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from simulator.speech.hearing.segments import (
    FRAME,
    LONGEST,
    PAD_AFTER,
    RATE,
    SPEECH,
    Frame,
    Segment,
    Segmenter,
)

stretches = st.lists(
    st.tuples(st.sampled_from([0.01, 0.2, 0.42, 0.9, 0.99]), st.integers(1, 400)), min_size=1, max_size=12
)


def frames_of(parts: list[tuple[float, int]]) -> list[Frame]:
    return [Frame(speech, speech / 10) for speech, count in parts for _ in range(count)]


def segments_of(frames: list[Frame], cuts: list[int]) -> list[Segment]:
    segmenter, found = Segmenter(), []
    for start, end in pairwise([0, *sorted(cut % len(frames) for cut in cuts), len(frames)]):
        found += segmenter.feed(frames[start:end])
        segmenter.pending()
    return found + segmenter.finish()


@given(stretches, st.lists(st.integers(0, 10_000), max_size=20))
def test_the_pieces_it_arrives_in_make_no_difference(parts: list[tuple[float, int]], cuts: list[int]) -> None:
    frames = frames_of(parts)
    assert segments_of(frames, cuts) == segments_of(frames, [])


@given(stretches)
def test_segments_are_in_order_short_enough_and_hold_speech(parts: list[tuple[float, int]]) -> None:
    frames = frames_of(parts)
    segments = segments_of(frames, [])
    for one, next_one in pairwise(segments):
        assert one.end <= next_one.start
    for segment in segments:
        assert 0 < segment.end - segment.start <= LONGEST * FRAME < 30 * RATE
        inside = frames[segment.start // FRAME : segment.end // FRAME]
        assert max(frame.speech for frame in inside) >= 0.35
        assert segment.speech_s > 0


@given(stretches)
def test_no_clearly_voiced_frame_is_lost_but_clicks(parts: list[tuple[float, int]]) -> None:
    frames = frames_of(parts)
    covered: set[int] = set()
    for segment in segments_of(frames, []):
        covered.update(range(segment.start // FRAME, segment.end // FRAME))
    lost = [i for i, frame in enumerate(frames) if frame.speech >= SPEECH and i not in covered]
    runs = sum(1 for before, after in pairwise([-2, *lost]) if after != before + 1)
    assert len(lost) <= 2 * runs


def test_silence_gives_nothing_and_is_forgotten() -> None:
    segmenter = Segmenter()
    assert segmenter.feed([Frame(0.02, 0.0)] * 10_000) == []
    assert segmenter.keep_from > 9_900 * FRAME
    assert segmenter.finish() == []


def test_cuts_in_the_pause_not_in_the_words() -> None:
    frames = frames_of([(0.9, 250), (0.01, 20), (0.9, 100), (0.01, 30)])
    first, second = segments_of(frames, [])
    assert 250 * FRAME < first.end <= 262 * FRAME
    assert 258 * FRAME <= second.start < 270 * FRAME


def test_speech_without_a_pause_is_cut_where_it_is_weakest() -> None:
    parts = [(0.95, 700), (0.40, 6), (0.95, 500)]
    first, second = segments_of(frames_of(parts), [])
    assert 700 * FRAME <= first.end <= 706 * FRAME == second.start or first.end == second.start
    assert 698 <= first.end // FRAME <= 707


@given(stretches)
def test_what_would_be_the_last_segment_is_the_one_that_its_pause_ends(
    parts: list[tuple[float, int]],
) -> None:
    segmenter, early = Segmenter(), None
    for frame in frames_of(parts):
        done = segmenter.feed([frame])
        if done and segmenter.quiet_frames == 0 and early is not None:  # ended by a pause, not by its length
            assert done == [early]
        early = segmenter.pending() if segmenter.quiet_frames >= PAD_AFTER else None
