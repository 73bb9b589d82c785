"""A reply to a follow-up as it is printed."""

from __future__ import annotations

from dataclasses import replace

from cards import card

from simulator.cli.text.scorecard import scorecard
from simulator.scoring.verdict.reply import NO_POINT


def test_a_reply_without_a_number_says_why() -> None:
    given = card(structure=None, content=None)
    reply = replace(given, overall=None, reason=NO_POINT, dimensions=replace(given.dimensions, clarity=None))
    printed = scorecard(reply, "Why did it matter?", ())
    assert f"No number: {NO_POINT}" in " ".join(printed.split())
    assert "None" not in printed
