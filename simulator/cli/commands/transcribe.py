"""`transcribe`: what was said, word by word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.cli.terminal import ProgressLine, say, show, show_json
from simulator.model.errors import ExitCode

if TYPE_CHECKING:
    import argparse

    from simulator.use_cases.desk import Desk


def transcribe(desk: Desk, arguments: argparse.Namespace) -> int:
    progress = ProgressLine("Hearing")
    transcript = desk.examine.transcribe(arguments.file, on_progress=progress)
    progress.done()
    if arguments.json:
        from dataclasses import replace

        from simulator.model.formats import transcript_json

        show_json(transcript_json(replace(transcript, contour=None)))
    elif transcript.scorable:
        show(transcript.verbatim)
    if not transcript.scorable:
        say(str(transcript.reason))
        return ExitCode.TOO_LITTLE_SPEECH
    return ExitCode.DONE
