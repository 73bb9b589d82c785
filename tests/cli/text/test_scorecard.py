"""A reply to a follow-up as it is printed."""

from __future__ import annotations

from dataclasses import replace

from cards import card

from simulator.cli.text.scorecard import scorecard
from simulator.model.measure_line import UNWEIGHED, MeasureLine
from simulator.scoring.verdict.reply import NO_POINT


def test_a_reply_without_a_number_says_why() -> None:
    given = card(structure=None, content=None)
    reply = replace(given, overall=None, reason=NO_POINT, dimensions=replace(given.dimensions, clarity=None))
    printed = scorecard(reply, "Why did it matter?", ())
    assert f"No number: {NO_POINT}" in " ".join(printed.split())
    assert "None" not in printed


def test_how_it_sounds_has_a_heading_that_says_it_does_not_count() -> None:
    pitch = MeasureLine(
        id="pitch_range", name="pitch", says="moves over 6.2 semitones", level=None, fine=True
    )
    pace = MeasureLine(id="words_per_minute", name="pace", says="200 words a minute", level=3, fine=False)
    printed = scorecard(card(), "Why?", (pace, pitch)).splitlines()
    at = printed.index(UNWEIGHED)
    assert printed[at - 2 : at + 2] == [
        "Measures",
        f"  {pace.sign} pace               200 words a minute",
        UNWEIGHED,
        "    pitch              moves over 6.2 semitones",
    ]
    assert UNWEIGHED not in scorecard(card(), "Why?", (pace,))
