"""Whatever an answer and its question contain is text on every screen."""

from __future__ import annotations

from pathlib import Path

from driving import DAY, name, press, running, settle, text
from hostile import stored, without_meaning

from simulator.model.harmless import CONTROLS
from simulator.model.settings import Settings
from simulator.ui.app import Start, build
from simulator.use_cases.desk import Desk


async def test_on_no_screen_markup_is_more_than_text(tmp_path: Path) -> None:
    desk = without_meaning(Desk(Settings(recordings=str(tmp_path), microphone_checked=True)))
    answer = stored(desk)
    app = build(desk, Start(screen="replay", answer_id=answer.id), today=DAY, ticking=False)
    seen = ""
    try:
        async with running(app) as pilot:
            await settle(pilot)
            seen += text(pilot)
            assert "[red]x[/red]" in seen
            app.scorecard(answer.id)
            await settle(pilot, lambda: "churn" in text(pilot) or "Do next" in text(pilot))
            for keys in (("pagedown",), ("pagedown",), ("end",)):
                await press(pilot, *keys)
                seen += text(pilot)
            app.action_sessions()
            await settle(pilot)
            assert name(pilot) == "SessionsScreen"
            seen += text(pilot)
    finally:
        desk.close()
    assert seen.count("[red]x[/red]") >= 3
    assert not set(seen) & set(map(chr, CONTROLS))
