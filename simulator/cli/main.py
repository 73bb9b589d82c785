"""The command line: parses, then runs a command. stdout carries the result, stderr all the rest."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn

from simulator.cli.arguments import parser
from simulator.cli.terminal import flush, leave, say, stoppable
from simulator.model.errors import ExitCode, SimulatorError

if TYPE_CHECKING:
    import argparse

    from simulator.use_cases.desk import Desk


def run() -> NoReturn:
    """Run the `simulator` command and end the process with its exit code."""
    leave(main())


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    understood = parser()
    arguments, rest = understood.parse_known_args(argv)
    if rest:
        understood.error(f"unrecognized arguments: {' '.join(rest)}")
    with stoppable():
        return _finished(arguments)


def _finished(arguments: argparse.Namespace) -> int:
    try:
        code = _run(arguments)
        flush()
        return code
    except SimulatorError as error:
        say(str(error))
        if error.mend:
            say(error.mend)
        return error.exit_code
    except KeyboardInterrupt:
        say("Interrupted; what was recorded is kept.")
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        _drop_output()
        return ExitCode.DONE
    except OSError as error:
        _drop_output()
        say(f"The result could not be written: {error.strerror or error}.")
        return ExitCode.ARCHIVE


def _drop_output() -> None:
    """Send stdout nowhere, so that what is still buffered does not fail again at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(arguments: argparse.Namespace) -> int:
    desk = _desk(arguments)
    try:
        room = import_module(f"simulator.cli.commands.{arguments.command}")
        code: int = getattr(room, arguments.command)(desk, arguments)
        return code
    finally:
        desk.close()


def _desk(arguments: argparse.Namespace) -> Desk:
    from simulator.model import settings
    from simulator.use_cases.desk import Desk

    config = getattr(arguments, "config", None)
    if config is not None:
        os.environ["SIMULATOR_CONFIG"] = config
    given = {name: getattr(arguments, name, None) for name in ("recordings", "engine", "model")}
    problems: list[str] = []
    desk = Desk(settings.load(given=given, on_problem=problems.append), problems)
    for problem in problems:
        say(problem)
    return desk
