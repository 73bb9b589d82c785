"""`y` copies what a screen is about; the notice says how, and where the text is if that may have failed."""

from __future__ import annotations

from pathlib import Path

import pytest
from canned import CHURN
from driving import CHURN_ASKED, latest, make, press, reach, running, settle
from fakes import FakeEquipment
from textual.pilot import Pilot

from simulator.ui.app import Start
from simulator.ui.terminal_clipboard import Taking, taking
from simulator.ui.widgets.evidence import EvidenceRow
from simulator.use_cases.desk import Desk
from simulator.use_cases.values import Phase

NARROW = (80, 24)


@pytest.fixture(autouse=True)
def nothing_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No tool of this machine is found, and no terminal is known; returns where tools may be put."""
    tools = tmp_path / "tools"
    tools.mkdir()
    monkeypatch.setenv("PATH", str(tools))
    for name in ("TERM_PROGRAM", "TMUX", "STY", "ZELLIJ", "WT_SESSION", "SSH_CONNECTION", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("TERM", "xterm-256color")
    return tools


@pytest.fixture
def xclip(nothing_copies: Path) -> Path:
    """A stand-in for xclip; returns the file in which it writes down what it is given."""
    given = nothing_copies / "given"
    script = nothing_copies / "xclip"
    script.write_text(f'#!/bin/sh\n/bin/cat > "{given}"\n')
    script.chmod(0o755)
    return given


def said(pilot: Pilot[None]) -> str:
    """What the last notice says."""
    return list(pilot.app._notifications)[-1].message


def kept(desk: Desk) -> dict[str, str]:
    """The texts beside the reports, by name."""
    folder = desk.sessions.recordings / "reports"
    return {file.name: file.read_text(encoding="utf-8") for file in folder.glob("*.txt")}


async def scorecard(pilot: Pilot[None], answer_id: str) -> None:
    pilot.app.scorecard(answer_id)  # type: ignore[attr-defined]
    await settle(pilot, lambda: bool(pilot.app.screen.query(EvidenceRow)))


async def test_the_scorecard_is_copied_by_tool_and_terminal(desk: Desk, xclip: Path) -> None:
    async with running(make(desk), NARROW) as pilot:
        await scorecard(pilot, latest(desk).id)
        await press(pilot, "y")
        assert said(pilot) == "Copied the scorecard with xclip, and sent to the terminal (OSC 52)."
        copied = xclip.read_text(encoding="utf-8")
        assert copied == pilot.app.clipboard == desk.export.text(latest(desk).id, "md")
        assert CHURN.prompt in copied
        assert "### Do next" in copied
        assert kept(desk) == {}


async def test_the_transcript_is_copied_as_it_was_said(desk: Desk, xclip: Path) -> None:
    answer = latest(desk)
    assert answer.transcript is not None
    async with running(make(desk, Start(screen="replay", answer_id=answer.id)), NARROW) as pilot:
        await press(pilot, "y")
        assert said(pilot).startswith("Copied the transcript with xclip")
        assert xclip.read_text(encoding="utf-8") == " ".join(word.text for word in answer.transcript.words)


@pytest.mark.parametrize("size", [NARROW, (120, 40)])
async def test_a_question_of_the_bank_is_copied(desk: Desk, xclip: Path, size: tuple[int, int]) -> None:
    async with running(make(desk), size) as pilot:
        await press(pilot, "b", "y")
        assert said(pilot).startswith("Copied the question with xclip")
        chosen = pilot.app.screen.chosen  # type: ignore[attr-defined]
        assert xclip.read_text(encoding="utf-8") == chosen.prompt


async def test_the_question_that_is_asked_is_copied_but_y_is_a_letter_in_a_typed_answer(
    desk: Desk, xclip: Path, equipment: FakeEquipment
) -> None:
    async with running(make(desk, CHURN_ASKED), NARROW) as pilot:
        await settle(pilot, lambda: equipment.sound.playing)
        equipment.sound.end()
        await reach(pilot, Phase.YOUR_TURN)
        await press(pilot, "y")
        assert xclip.read_text(encoding="utf-8") == CHURN.prompt
        xclip.unlink()
        await press(pilot, "t", "y")
        assert not xclip.exists()
        assert pilot.app.screen.typed.area.text == "y"  # type: ignore[attr-defined]


async def test_the_path_of_a_report_is_copied_once_there_is_one(desk: Desk, xclip: Path) -> None:
    async with running(make(desk), NARROW) as pilot:
        await scorecard(pilot, latest(desk).id)
        await press(pilot, "Y")
        assert said(pilot) == "x saves a report first; Shift+Y then copies its path."
        await press(pilot, "x")
        assert said(pilot).endswith("\nShift+Y copies this path.")
        await press(pilot, "Y")
        path = Path(xclip.read_text(encoding="utf-8"))
        assert path.suffix == ".html"
        assert path.is_file()


@pytest.mark.parametrize("screen", ["history", "replay"])
async def test_so_is_that_of_other_screens(desk: Desk, xclip: Path, screen: str) -> None:
    async with running(make(desk), NARROW) as pilot:
        await press(pilot, "h", *(["r"] if screen == "replay" else []), "x", "Y")
        assert Path(xclip.read_text(encoding="utf-8")).is_file()


async def test_a_terminal_that_is_known_to_take_it_is_enough(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-kitty")
    async with running(make(desk), NARROW) as pilot:
        await press(pilot, "b", "y")
        assert said(pilot) == "Copied the question through the terminal (OSC 52)."
        assert pilot.app.clipboard == pilot.app.screen.chosen.prompt  # type: ignore[attr-defined]
        assert kept(desk) == {}


async def test_where_nobody_knows_the_text_is_kept_in_a_file_too(desk: Desk) -> None:
    async with running(make(desk), NARROW) as pilot:
        await press(pilot, "b", "y")
        ((name, text),) = kept(desk).items()
        assert said(pilot).startswith("Sent the question to the terminal (OSC 52), which may not take it")
        assert said(pilot).endswith(name)
        assert text == f"{pilot.app.clipboard}\n"


async def test_where_nothing_copies_the_text_is_kept_in_a_file(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM_PROGRAM", "Apple_Terminal")
    async with running(make(desk), NARROW) as pilot:
        await scorecard(pilot, latest(desk).id)
        await press(pilot, "y")
        ((name, text),) = kept(desk).items()
        assert said(pilot).startswith("Nothing here can copy, so the scorecard was saved: ")
        assert said(pilot).endswith(name)
        assert text == desk.export.text(latest(desk).id, "md") + "\n"
        assert pilot.app.clipboard == "", "that terminal is sent nothing"


async def test_what_would_drive_a_terminal_when_pasted_is_taken_out(desk: Desk, xclip: Path) -> None:
    async with running(make(desk), NARROW) as pilot:
        pilot.app.screen.copy("it", "a\x1b]0;b\x07c", "it")  # type: ignore[attr-defined]
        await settle(pilot)
        assert xclip.read_text(encoding="utf-8") == "a\ufffd]0;b\ufffdc"


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"TERM": "xterm-kitty"}, Taking.YES),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "vscode"}, Taking.YES),
        ({"WT_SESSION": "0"}, Taking.YES),
        ({"TERM": "foot", "TMUX": "/tmp/tmux"}, Taking.PERHAPS),
        ({"TERM": "xterm-256color"}, Taking.PERHAPS),
        ({}, Taking.PERHAPS),
        ({"TERM": "linux"}, Taking.NO),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, Taking.NO),
    ],
)
def test_which_terminal_takes_it(environment: dict[str, str], expected: Taking) -> None:
    assert taking(environment) is expected
