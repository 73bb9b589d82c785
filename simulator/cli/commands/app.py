"""`simulator` without a command: the app; where there is no terminal, the shipped sample."""

from __future__ import annotations

import os
import select
import sys
import threading
from typing import TYPE_CHECKING, Any

from simulator.cli.terminal import ProgressLine, leave, say, show, use_any_encoding
from simulator.model.errors import ExitCode

if TYPE_CHECKING:
    import argparse

    from simulator.use_cases.desk import Desk

CLOSING_S = 3.0
"""Seconds after which a program whose terminal is gone ends in any case, even if closing is not done."""


def app(desk: Desk, _arguments: argparse.Namespace) -> int:
    """Open the app; without a terminal rehearse the shipped sample instead."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return sample(desk)
    return open_app(desk, screen="home")


def open_app(desk: Desk, **start: Any) -> int:
    """Open the app with these fields of `Start`, and end the process when the user leaves it.

    Returns only where there is no terminal, with the exit code for wrong usage.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        say("This needs a terminal; without one, use `simulator practice --headless`.")
        return ExitCode.USAGE
    from simulator.ui.app import Start, build

    use_any_encoding(sys.__stderr__)
    _end_with_the_window(desk)
    app = build(desk, Start(**start))
    try:
        app.run()
        code = app.return_code or ExitCode.DONE
    except KeyboardInterrupt:
        code = ExitCode.INTERRUPTED
    desk.close()
    if code == ExitCode.INTERRUPTED:
        say("Interrupted; what was recorded is kept.")
    leave(code)
    return ExitCode.DONE


def _end_with_the_window(desk: Desk) -> None:
    """End when the terminal is closed; the screen library may wait for ever, with the microphone open."""
    if hasattr(select, "poll"):
        terminal = select.poll()
        terminal.register(sys.stdin.fileno(), 0)  # asks for no event but the hang-up, which always comes
        threading.Thread(target=_watch, args=(terminal, desk), name="window", daemon=True).start()


def _watch(terminal: select.poll, desk: Desk) -> None:
    if any(event & select.POLLHUP for _, event in terminal.poll()):
        last = threading.Timer(CLOSING_S, os._exit, (ExitCode.INTERRUPTED,))
        last.daemon = True
        last.start()
        desk.close()
        os._exit(ExitCode.INTERRUPTED)


def sample(desk: Desk) -> int:
    """Ask the sample's question with a real voice, hear its answer, print the scorecard."""
    from simulator.cli.text import scorecard as printing

    say("No terminal here: rehearsing the shipped sample instead.")
    progress = ProgressLine("Hearing the sample answer")
    practice = desk.headless.sample(progress)
    progress.done()
    say(f"Asked by {practice.voice}: {practice.turns[0].text}")
    card = practice.answers[0]
    show(printing.scorecard(card, practice.turns[0].text, desk.scorer.told(card)))
    return ExitCode.DONE
