"""What commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.cli.terminal import say
from simulator.model.errors import ExitCode

if TYPE_CHECKING:
    import argparse

    from simulator.model.scorecard import Scorecard


def usage(sentence: str) -> int:
    say(sentence)
    return ExitCode.USAGE


def audience(arguments: argparse.Namespace) -> Any:
    from simulator.model.scorecard import Audience

    return Audience(arguments.audience) if arguments.audience else None


def scorable(card: Scorecard) -> int:
    return ExitCode.DONE if card.scorable else ExitCode.TOO_LITTLE_SPEECH
