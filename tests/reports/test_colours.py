"""The colours of a report: enough contrast for everybody, one a move, all in the legend."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from simulator.model import settings
from simulator.model.scorecard import Move
from simulator.model.signs import MOVE_LETTERS
from simulator.reports import page
from simulator.reports.subject import ReportedAnswer, SessionReport
from simulator.use_cases.desk import Desk


@pytest.fixture
def desk() -> Iterator[Desk]:
    opened = Desk(settings.load())
    yield opened
    opened.close()


PAPERS = ("paper", "sheet")


def _palettes() -> list[dict[str, str]]:
    """The variables of the light and of the dark page; the dark one changes those of the light."""
    style = (page.TEMPLATES / "report.css").read_text(encoding="utf-8")
    light, dark = (
        {name: _full(colour) for name, colour in re.findall(r"--(\w+): (#\w+);", block)}
        for block in re.findall(r":root \{([^}]*)\}", style)[:2]
    )
    return [light, light | dark]


def _full(colour: str) -> str:
    return colour if len(colour) == 7 else "#" + "".join(2 * digit for digit in colour[1:])


def _contrast(one: str, other: str) -> float:
    """By WCAG 2.2."""

    def luminance(colour: str) -> float:
        parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", _palettes(), ids=["light", "dark"])
def test_every_colour_of_words_and_moves_stands_out_from_the_page(palette: dict[str, str]) -> None:
    words = ("ink", "muted", "accent", "amber", "red", "blue")
    moves = [move.value for move in Move]
    assert len({palette[move] for move in moves}) == len(moves)
    for name in (*words, *moves):
        for paper in PAPERS:
            assert _contrast(palette[name], palette[paper]) >= 4.5, (name, paper)
    assert _contrast(palette["ink"], palette["lit"]) >= 4.5


def test_a_move_has_one_colour_everywhere_and_each_is_in_the_legend(desk: Desk) -> None:
    answer = desk.sessions.answer("sample")
    assert answer.scorecard is not None
    written = desk.export.text("sample", "html")
    for span in answer.scorecard.moves:
        move = span.move.value
        assert f'class="move m-{move}"' in written
        assert f'<span class="key m-{move}" aria-hidden="true">{MOVE_LETTERS[move]}</span>' in written
    style = (page.TEMPLATES / "report.css").read_text(encoding="utf-8")
    for move in Move:
        assert f".m-{move} {{ fill: var(--{move}); background: var(--{move}); }}" in style
    assert "a, a:visited { color: var(--accent); }" in style


def test_a_silent_take_gets_a_line_and_no_player(desk: Desk) -> None:
    answer = desk.sessions.answer("sample")
    assert answer.transcript is not None
    silent = replace(
        answer, transcript=replace(answer.transcript, words=(), text=""), scorecard=None, duration_s=2.0
    )
    session = desk.sessions.session("sample")
    shown = ReportedAnswer(record=silent, question=None, sound="data:audio/flac;base64,AAAA")
    written = page.report(SessionReport(session=session, answers=(shown,)))
    assert "Nothing was heard in this recording of 0:02." in written
    assert "<audio" not in written
