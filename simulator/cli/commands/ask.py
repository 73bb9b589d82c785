"""`ask`: what the interviewer would say back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.cli.terminal import say, show, show_json
from simulator.model.errors import ExitCode

if TYPE_CHECKING:
    import argparse

    from simulator.use_cases.desk import Desk

NOT_A_QUESTION = "That does not sound like a question to the interviewer: nothing is said back."
BY_WORDS_ONLY = "The meaning model is missing: only words were compared. `simulator doctor` tells more."
WITHOUT_QUESTION = "Without --question nothing is known to answer it with."


def ask(desk: Desk, arguments: argparse.Namespace) -> int:
    question = None
    if arguments.question_file:
        question = desk.questions.from_file(arguments.question_file, arguments.question)
    elif arguments.question:
        question = desk.questions.get(arguments.question)
    found = desk.interviewer.ask(arguments.utterance, question)
    if arguments.json:
        fields = ("is_clarifying_question", "about", "answer")
        show_json({name: getattr(found, name) for name in fields})
    elif not found.wants_reply:
        show(NOT_A_QUESTION)
    else:
        show(f"You ask: {found.about}")
        show(f"Interviewer: {found.said}")
        if question is None:
            say(WITHOUT_QUESTION)
    if desk.interviewer.by_words_only:
        say(BY_WORDS_ONLY)
    return ExitCode.DONE
