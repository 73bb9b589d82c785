"""`export`: a report to keep."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from simulator.cli.commands.common import usage
from simulator.cli.terminal import say, show
from simulator.model.errors import ExitCode
from simulator.model.ownfile import expanded
from simulator.use_cases.look_back.export import LABELS

if TYPE_CHECKING:
    import argparse

    from simulator.use_cases.desk import Desk

NOTHING_IS_SENT = (
    "These are the answers whose judgements you corrected, in your own words, with your labels. "
    "They stay on this machine: nothing is sent anywhere."
)


def export(desk: Desk, arguments: argparse.Namespace) -> int:
    if arguments.output:
        path = desk.export.write(arguments.id, arguments.format, expanded(arguments.output))
        say(f"Written to {path}.")
        _say_what_labels_are(arguments)
        return ExitCode.DONE
    if arguments.format == "html" and sys.stdout.isatty():
        return usage("A page is nothing to read here: add --output FILE.")
    show(desk.export.text(arguments.id, arguments.format).rstrip("\n"))
    _say_what_labels_are(arguments)
    return ExitCode.DONE


def _say_what_labels_are(arguments: argparse.Namespace) -> None:
    if arguments.format == LABELS:
        say(NOTHING_IS_SENT)
