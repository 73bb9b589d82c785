"""`transcribe` and `score`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.commands.common import audience, scorable, usage
from simulator.errors import ExitCode
from simulator.terminal import Progress, say, show, show_json

if TYPE_CHECKING:
    import argparse

    from simulator.studio import Studio


def transcribe(studio: Studio, arguments: argparse.Namespace) -> int:
    progress = Progress("Hearing")
    transcript = studio.transcribe(arguments.file, on_progress=progress)
    progress.done()
    if arguments.json:
        from simulator.formats import transcript_json

        show_json(transcript_json(transcript))
    elif transcript.scorable:
        show(transcript.verbatim)
    if not transcript.scorable:
        say(str(transcript.reason))
        return ExitCode.TOO_LITTLE_SPEECH
    return ExitCode.DONE


def score(studio: Studio, arguments: argparse.Namespace) -> int:
    if (arguments.file is None) == (arguments.transcript is None):
        return usage("`score` needs either an audio FILE or --transcript TEXTFILE.")
    question = None
    if arguments.question_file:
        question = studio.question_from_file(arguments.question_file, arguments.question)
    elif arguments.question:
        question = studio.question(arguments.question)
    progress = Progress("Hearing")
    if arguments.transcript:
        card = studio.score_text_file(arguments.transcript, question, audience=audience(arguments))
    else:
        card = studio.score_file(arguments.file, question, audience=audience(arguments), on_progress=progress)
    progress.done()
    if arguments.json:
        from simulator.formats import scorecard_json

        show_json(scorecard_json(card))
    else:
        from simulator import printing

        show(printing.scorecard(card, question.prompt if question else None))
    if not card.scorable:
        say(str(card.reason))
    return scorable(card)
