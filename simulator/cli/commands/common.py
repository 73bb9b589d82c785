"""What commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.cli.terminal import say, show, show_json
from simulator.model.counted import counted
from simulator.model.errors import ExitCode

if TYPE_CHECKING:
    import argparse

    from simulator.model.scorecard import Scorecard


def usage(sentence: str) -> int:
    say(sentence)
    return ExitCode.USAGE


def checked(things: str, count: int, problems: tuple[str, ...], *, as_json: bool) -> int:
    """Say how many `things` (a plural) were read from files, and what is wrong with the others."""
    if as_json:
        show_json({things: count, "problems": list(problems)})
    else:
        thing = things.removesuffix("s").replace("_", " ")
        show(f"{counted(count, thing)}, {counted(len(problems), 'problem')}.")
    for problem in problems:
        say(problem)
    return ExitCode.BAD_INPUT if problems else ExitCode.DONE


def audience(arguments: argparse.Namespace) -> Any:
    from simulator.model.scorecard import Audience

    return Audience(arguments.audience) if arguments.audience else None


def scorable(card: Scorecard) -> int:
    return ExitCode.DONE if card.scorable else ExitCode.TOO_LITTLE_SPEECH
