"""`score`: the scorecard of a recording or a text; nothing is stored."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli.commands.common import audience, scorable, usage
from simulator.cli.terminal import ProgressLine, say, show, show_json
from simulator.model.counted import counted
from simulator.model.errors import ExitCode, SimulatorError
from simulator.model.textfile import read_text
from simulator.model.transcript import Transcript

if TYPE_CHECKING:
    import argparse

    from simulator.model.opinion import Opinion
    from simulator.model.question import Question
    from simulator.model.scorecard import Scorecard
    from simulator.use_cases.desk import Desk


BATCH_LIMIT = 500_000_000
"""The most bytes that a file of many answers may have."""


def _second(desk: Desk, card: Scorecard, question: Question | None) -> Opinion | None:
    """What the second judge thinks; None where it fails, because our own scorecard stands without it."""
    try:
        return desk.second_opinions.ask(Transcript(words=card.words, text=""), question)
    except SimulatorError as error:
        say(f"{error} {error.mend}".strip())
        return None


def score(desk: Desk, arguments: argparse.Namespace) -> int:
    if arguments.batch:
        return _batch(desk, arguments)
    if (arguments.file is None) == (arguments.transcript is None):
        return usage("`score` needs either an audio FILE or --transcript TEXTFILE.")
    question = None
    if arguments.question_file:
        question = desk.questions.from_file(arguments.question_file, arguments.question)
    elif arguments.question:
        question = desk.questions.get(arguments.question)
    if arguments.second_judge:
        desk.second_opinions.check()
    progress = ProgressLine("Hearing")
    if arguments.transcript:
        card = desk.examine.score_text(arguments.transcript, question, audience=audience(arguments))
    else:
        card = desk.examine.score_file(
            arguments.file, question, audience=audience(arguments), on_progress=progress
        )
    progress.done()
    second = _second(desk, card, question) if arguments.second_judge and card.scorable else None
    if arguments.json:
        from simulator.model.formats import scorecard_json

        beside = {"second_opinion": asdict(second) if second else None} if arguments.second_judge else {}
        show_json(scorecard_json(card) | beside)
    else:
        from simulator.cli.text import scorecard as printing

        show(printing.scorecard(card, question.prompt if question else None, desk.scorer.told(card)))
        if second:
            show(printing.second_opinion(second))
    if not card.scorable:
        say(str(card.reason))
    return scorable(card)


def _batch(desk: Desk, arguments: argparse.Namespace) -> int:
    """Print one JSON document a line, in order; one that could not be scored says why (exit code 3)."""
    if arguments.file or arguments.transcript or arguments.question or arguments.question_file:
        return usage("`score --batch FILE.jsonl` takes no other file or question: each line has its own.")
    text = read_text(Path(arguments.batch), most=BATCH_LIMIT)
    lines = [line for line in text.split("\n") if line.strip()]
    progress, wrong = ProgressLine("Scoring"), 0
    for done, document in enumerate(desk.batch.scored(lines), 1):
        show_json(document)
        wrong += "error" in document
        progress(done / len(lines))
    progress.done()
    if wrong:
        say(f"{wrong} of {counted(len(lines), 'line')} could not be scored; each says why.")
    return ExitCode.BAD_INPUT if wrong else ExitCode.DONE
