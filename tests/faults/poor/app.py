"""The app on a machine without a microphone, and maybe more missing: an answer is typed and scored.

Prints what `doctor` says and what was shown, as JSON.
"""

import asyncio
import contextlib
import io
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "ui"))
from driving import DAY, name, press, running, settle, text
from textual.widgets import TextArea

from simulator.cli.main import main as run
from simulator.cli.terminal import leave
from simulator.model import settings
from simulator.ui.app import Start, build
from simulator.use_cases.desk import Desk
from simulator.use_cases.values import Phase

SAMPLE = str(Path(__file__).parents[3] / "recordings" / "sample" / "answer.flac")
PATIENCE_S = 90.0
TYPED = (
    "I would hold out a test set, fit a simple baseline first, and compare the error on both, because a gap "
    "between them tells me that the model has learned the noise."
)


async def answer(desk: Desk) -> dict[str, object]:
    app = build(desk, Start(), today=DAY)
    async with running(app) as pilot:

        def phase() -> Phase | None:
            return desk.rehearsals.current.view.phase if desk.rehearsals.current else None

        await settle(pilot, lambda: name(pilot) == "MicrophoneScreen", PATIENCE_S)
        await settle(pilot, lambda: "! " in text(pilot), PATIENCE_S)
        microphone = text(pilot)
        await press(pilot, "escape")
        await settle(pilot, lambda: name(pilot) == "AboutScreen", PATIENCE_S)
        await press(pilot, "escape")
        await settle(pilot, lambda: "Looking" not in text(pilot), PATIENCE_S)
        await press(pilot, "enter")
        await settle(pilot, lambda: phase() is Phase.YOUR_TURN, PATIENCE_S)
        question = text(pilot)
        await press(pilot, "space")
        await settle(pilot, lambda: phase() is Phase.TROUBLE, PATIENCE_S)
        trouble = text(pilot)
        await press(pilot, "t")
        app.screen.query_one("#typed-text", TextArea).text = TYPED
        await press(pilot, "ctrl+s")
        await settle(pilot, lambda: name(pilot) == "ScorecardScreen", PATIENCE_S)
        (session,) = desk.sessions.all(sample=False)
        (stored,) = desk.sessions.answers(session.id)
        card = stored.scorecard
        return {
            "microphone": microphone,
            "question": question,
            "trouble": trouble,
            "scorable": card is not None and card.scorable,
            "degraded": list(card.degraded) if card is not None else [],
        }


def command(*words: str) -> tuple[int, str]:
    """How it ends, and what it says on stderr."""
    said = io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()):
        return run(words), said.getvalue()


def main() -> None:
    os.environ["SIMULATOR_VOICE"] = "auto"
    desk = Desk(settings.load())
    seen = {"checks": [asdict(check) for check in desk.machine.examine()], **asyncio.run(answer(desk))}
    desk.close()
    if "weights" in os.environ["MISSING"]:
        os.environ["SIMULATOR_VOICE"] = "off"
        practice = ("practice", "--headless", "--question", "churn-model", "--answer", SAMPLE)
        seen["commands"] = {words[0]: command(*words) for words in (("transcribe", SAMPLE), practice)}
    print(json.dumps(seen))
    leave(0)


if __name__ == "__main__":
    main()
