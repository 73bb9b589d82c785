"""Bookmarks and waveforms belong to their answer and go with it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from simulator.archive.store import Archive
from simulator.model.errors import BadInputError
from simulator.model.records import AnswerRecord

Begin = Callable[..., AnswerRecord]


def test_bookmarks_come_back_in_order_until_they_are_forgotten(archive: Archive, begin: Begin) -> None:
    answer = begin()
    archive.replays.add_bookmark(answer.id, 12.5, "")
    archive.replays.add_bookmark(answer.id, 3.25, "say [b]why[/b]")
    kept = archive.replays.bookmarks(answer.id)
    assert [(mark.at_s, mark.note) for mark in kept] == [(3.25, "say [b]why[/b]"), (12.5, "")]
    archive.replays.remove_bookmark(kept[0].id)
    archive.replays.remove_bookmark(kept[0].id)
    assert archive.replays.bookmarks(answer.id) == kept[1:]


def test_the_waveform_is_kept_once_and_replaced(archive: Archive, begin: Begin) -> None:
    answer = begin()
    assert archive.replays.peaks(answer.id) == ()
    archive.replays.keep_peaks(answer.id, (0.0, 0.5, 1.0))
    archive.replays.keep_peaks(answer.id, (1.0, 0.25))
    assert archive.replays.peaks(answer.id) == pytest.approx((1.0, 0.25), abs=0.002)


def test_both_go_with_the_answer(archive: Archive, begin: Begin) -> None:
    answer = begin()
    archive.replays.add_bookmark(answer.id, 1.0, "here")
    archive.replays.keep_peaks(answer.id, (1.0,))
    archive.delete_session(answer.session_id)
    assert archive.replays.bookmarks(answer.id) == ()
    assert archive.replays.peaks(answer.id) == ()
    with pytest.raises(BadInputError):
        archive.replays.add_bookmark(answer.id, 1.0, "gone")
