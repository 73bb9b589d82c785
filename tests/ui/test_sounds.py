"""The scorecard tells how an answer sounded, apart from what counts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from driving import latest, make, name, running, settle, text

from simulator.model.measure_line import UNWEIGHED
from simulator.model.scorecard import Measure
from simulator.ui.widgets.measures import MeasureRow
from simulator.use_cases.desk import Desk

SOUNDS = (
    ("pitch_range", 6.2, "semitones"),
    ("loudness_range", 11.4, "dB"),
    ("loudness_fall", 1.3, "dB"),
    ("slowest_pace", 120.0, "words/min"),
    ("fastest_pace", 186.0, "words/min"),
)


def give_sound(desk: Desk, *, told: bool) -> str:
    """The latest answer as if it had been heard with its contour; without `told` nothing could be taken."""
    answer = latest(desk)
    assert answer.transcript is not None
    assert answer.scorecard is not None
    sounds = tuple(Measure(id=i, value=v if told else None, unit=u) for i, v, u in SOUNDS)
    card = replace(answer.scorecard, measures=(*answer.scorecard.measures, *sounds))
    desk.sessions.archive.scored(answer.id, answer.transcript, card)
    return answer.id


@pytest.mark.parametrize("size", [(120, 60), (80, 70)])
async def test_how_it_sounds_stands_under_the_measures(desk: Desk, size: tuple[int, int]) -> None:
    answer_id = give_sound(desk, told=True)
    app = make(desk)
    async with running(app, size) as pilot:
        app.scorecard(answer_id)
        await settle(pilot, lambda: name(pilot) == "ScorecardScreen" and UNWEIGHED in text(pilot))
        rows = [row for row in app.screen.query(MeasureRow) if row.line.level is None]
        assert [row.line.name for row in rows] == ["pitch", "loudness", "sentence ends", "speed"]
        heading = app.screen.query_one("#sounds")
        for row in rows:
            assert row.region.height >= 1
            assert row.region.y > heading.region.y
            assert app.screen.region.contains_region(row.region)
            assert row.line.says.split()[0] in text(pilot)


async def test_nothing_is_shown_where_nothing_could_be_told(desk: Desk) -> None:
    answer_id = give_sound(desk, told=False)
    app = make(desk)
    async with running(app, (120, 60)) as pilot:
        app.scorecard(answer_id)
        await settle(pilot, lambda: name(pilot) == "ScorecardScreen" and "Measures" in text(pilot))
        assert UNWEIGHED not in text(pilot)
        assert "semitones" not in text(pilot)
