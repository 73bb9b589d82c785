"""What is only a hint or an arrow can be read too, in both themes."""

from __future__ import annotations

import pytest
from driving import make, press, running
from textual.geometry import Region
from textual.pilot import Pilot
from textual.widgets import Input, Select

from simulator.use_cases.desk import Desk

READABLE = 4.5
"""By WCAG 2.2, for words of this size."""


def luminance(*colour: int) -> float:
    parts = (part / 255 for part in colour)
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrasts(pilot: Pilot[None], region: Region) -> list[float]:
    """Of each piece of text in that part of the screen, how much it stands out from its ground."""
    found = []
    for strip in pilot.app.screen._compositor.render_strips()[region.y : region.bottom]:
        for piece in strip.crop(region.x, region.right):
            style = piece.style
            if piece.text.strip() and style and style.color and style.bgcolor:
                both = (style.color.get_truecolor(), style.bgcolor.get_truecolor())
                low, high = sorted(luminance(*colour) for colour in both)
                found.append((high + 0.05) / (low + 0.05))
    return found


@pytest.mark.parametrize("theme", ["night", "day"])
async def test_hints_of_empty_fields_and_arrows_of_menus_stand_out(desk: Desk, theme: str) -> None:
    desk.settings.change(theme=theme)
    async with running(make(desk), (100, 130)) as pilot:
        await press(pilot, "s")
        for kind in (Input, Select):
            parts = [part for part in pilot.app.screen.query(kind) if not getattr(part, "value", None)]
            assert parts
            for part in parts:
                assert min(contrasts(pilot, part.region)) >= READABLE, part
