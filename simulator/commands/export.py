"""`export`: a report to keep."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from simulator.commands.common import usage
from simulator.errors import ExitCode
from simulator.ownfile import expanded
from simulator.terminal import say, show

if TYPE_CHECKING:
    import argparse

    from simulator.studio import Studio


def export(studio: Studio, arguments: argparse.Namespace) -> int:
    if arguments.output:
        path = studio.export_to(arguments.id, arguments.format, expanded(arguments.output))
        say(f"Written to {path}.")
        return ExitCode.DONE
    if arguments.format == "html" and sys.stdout.isatty():
        return usage("A page is nothing to read here: add --output FILE.")
    show(studio.export(arguments.id, arguments.format).rstrip("\n"))
    return ExitCode.DONE
