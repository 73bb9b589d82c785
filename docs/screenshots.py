"""Makes docs/screenshots/ from the real app and the shipped sample: python docs/screenshots.py [FOLDER]"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from benchmarks.archive import fill
from simulator.model import settings
from simulator.ui.app import SimulatorApp, Start, build
from simulator.use_cases.desk import Desk
from simulator.use_cases.values import Phase

SIZE = (110, 32)
DAY = date(2026, 11, 24)
PATIENCE_S = 30.0

SHOTS: dict[str, tuple[Start, str, tuple[str, ...]]] = {
    "home": (Start(), "HomeScreen", ()),
    "practice": (Start(screen="practice", question_id="churn-model"), "PracticeScreen", ()),
    "scorecard": (Start(), "ScorecardScreen", ("h", "enter")),
    "replay": (Start(screen="replay", answer_id="sample"), "ReplayScreen", ()),
    "strong": (Start(), "StrongScreen", ("h", "enter", "m")),
    "correct": (Start(screen="replay", answer_id="sample"), "CorrectScreen", ("right", "right", "e")),
    "stories": (Start(), "StoriesScreen", ("b", "s")),
    "yours": (Start(), "YoursScreen", ("i", "y")),
    "listeners": (Start(), "ListenersScreen", ("b", "l")),
    "sessions": (Start(), "SessionsScreen", ("h",)),
    "interviews": (Start(), "InterviewsScreen", ("i",)),
    "interview": (Start(screen="interview", interview_id="bank-fraud", seed=1), "InterviewScreen", ()),
    "questions": (Start(), "QuestionsScreen", ("b",)),
    "map": (Start(), "MapScreen", ("m", "down")),
    "settings": (Start(), "SettingsScreen", ("s",)),
    "trends": (Start(), "TrendsScreen", ("t",)),
}
"""Name, where the app opens, the screen to wait for, the keys that lead there."""
MANY = ("trends",)
"""Those that need answers of many days: made ones, scattered around the sample; they come last."""


async def settled(app: SimulatorApp, condition: Callable[[], bool]) -> None:
    """Let the app run until `condition` holds and nothing is under way in the background."""
    deadline = time.monotonic() + PATIENCE_S
    while app.pending or not condition():
        if time.monotonic() > deadline:
            raise SystemExit(f"The screen did not settle: {app.screen}.")
        await asyncio.sleep(0.05)


def is_shown(app: SimulatorApp, screen: str) -> bool:
    return type(app.screen).__name__ == screen


async def shoot(name: str, folder: Path) -> Path:
    """One picture."""
    start, screen, keys = SHOTS[name]
    desk = Desk(settings.load(given={"voice": "off"}))
    if name in MANY and not desk.sessions.all(sample=False):
        fill(desk.sessions.recordings, 90, desk.questions.matching(), whole=True, days=60)
    app = build(desk, start, today=DAY, ticking=False)
    target = folder / f"{name}.svg"
    try:
        async with app.run_test(size=SIZE) as pilot:
            opened = "ReplayScreen" if start.screen == "replay" else "HomeScreen"
            first = opened if keys else screen
            await settled(app, lambda: is_shown(app, first))
            for key in keys:
                await pilot.press(key)
                await pilot.pause()
                await settled(app, lambda: True)
            await settled(app, lambda: is_shown(app, screen) and _ready(desk, screen))
            await pilot.pause()
            target.write_text(app.export_screenshot(title="Interview Simulator"), encoding="utf-8")
    finally:
        desk.close()
    return target


def _ready(desk: Desk, screen: str) -> bool:
    rehearsal = desk.rehearsals.current
    return screen != "PracticeScreen" or (rehearsal is not None and rehearsal.view.phase is Phase.YOUR_TURN)


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as guest:
        os.environ["SIMULATOR_RECORDINGS"] = f"{guest}/recordings"
        os.environ["SIMULATOR_CONFIG"] = f"{guest}/settings.toml"
        os.environ["SIMULATOR_MICROPHONE_CHECKED"] = "true"
        for name in SHOTS:
            print(asyncio.run(shoot(name, folder)))


if __name__ == "__main__":
    main()
