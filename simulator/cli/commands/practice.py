"""`practice`: opens the app at a question or an interview, or does the same without a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.cli.commands.app import open_app
from simulator.cli.commands.common import audience, usage
from simulator.cli.terminal import ProgressLine, say, show, show_json
from simulator.model.errors import ExitCode

if TYPE_CHECKING:
    import argparse

    from simulator.model.question import Question
    from simulator.use_cases.desk import Desk
    from simulator.use_cases.practise.coding import Examined
    from simulator.use_cases.practise.headless import Practice
    from simulator.use_cases.practise.interview_session import Interview
    from simulator.use_cases.values import CodingProblem

ASKED_TURNS = ("question", "follow_up", "closing")
"""Kinds of turns that have an answer; when the interviewer replies to a question, the turn has none."""


def practice(desk: Desk, arguments: argparse.Namespace) -> int:
    if arguments.story and (arguments.question or arguments.topic or arguments.kind):
        return usage("--story asks the questions it is linked to: give no --question, --topic or --kind.")
    drawn_by = (arguments.question, arguments.story, arguments.topic, arguments.kind, arguments.audience)
    if arguments.interview and any(drawn_by):
        return usage(
            "--question, --story, --topic, --kind and --audience are for drills; an interview has a plan."
        )
    if (arguments.round or arguments.mock) and not arguments.interview:
        return usage("--round N and --mock are for `practice --interview ID`.")
    if arguments.answer and not arguments.headless:
        return usage("--answer FILE is for `practice --headless`; on the screen you speak or type.")
    if arguments.code and not (arguments.headless and arguments.question):
        return usage(
            "--code FILE is for `practice --headless --question ID`, with the id of a coding problem."
        )
    if not arguments.headless:
        return _on_screen(desk, arguments)
    if not arguments.answer:
        return usage("`practice --headless` needs at least one --answer FILE.")
    return _headless(desk, arguments)


def _on_screen(desk: Desk, arguments: argparse.Namespace) -> int:
    if arguments.interview:
        desk.interviews.plan(arguments.interview, _part(arguments))
        return open_app(
            desk,
            screen="interview",
            interview_id=arguments.interview,
            mode=arguments.mode,
            seed=arguments.seed,
            interruptions=arguments.interruptions,
            part=_part(arguments),
        )
    from simulator.use_cases.prepare.coach import CODING

    question = _chosen(desk, arguments)
    return open_app(
        desk,
        screen="practice",
        question_id=question.id,
        drill=_drill(arguments) or (CODING if question.coded and not arguments.question else ""),
        audience=audience(arguments),
        mode=arguments.mode,
    )


def _part(arguments: argparse.Namespace) -> str:
    """Which part of the interview, as `Interviews.begin` names it."""
    return "mock" if arguments.mock else arguments.round or ""


def _drill(arguments: argparse.Namespace) -> str:
    from simulator.use_cases.prepare.coach import STORY

    return STORY + arguments.story if arguments.story else ""


def _problem(desk: Desk, arguments: argparse.Namespace) -> Question | None:
    """With `--kind coding` alone, a problem to be solved in the editor; where there is one of the topic."""
    from simulator.model.errors import BadInputError

    if arguments.kind != "coding" or arguments.question:
        return None
    try:
        return desk.coding.problems.draw(arguments.topic, arguments.seed).question
    except BadInputError:  # then one to be told
        return None


def _chosen(desk: Desk, arguments: argparse.Namespace) -> Question:
    if drill := _drill(arguments):
        return desk.coach.drill(drill)
    return _problem(desk, arguments) or desk.questions.choose(
        arguments.question, topic=arguments.topic, kind=arguments.kind, seed=arguments.seed
    )


def _headless(desk: Desk, arguments: argparse.Namespace) -> int:
    from simulator.cli.text import code as printing_code
    from simulator.cli.text import interviews as printing_interviews
    from simulator.cli.text import scorecard as printing
    from simulator.use_cases.practise.headless import practice_json

    problem, solution = _solution(desk, arguments)
    progress = ProgressLine("Hearing")
    done = desk.headless.practise(_begun(desk, arguments), arguments.answer, on_progress=progress)
    progress.done()
    if done.notice:
        say(done.notice)
    examined = _examined(desk, done, problem, solution) if problem else None
    if arguments.json:
        show_json(practice_json(done, examined))
    else:
        for turn in done.turns:
            show(f"{turn.speaker}: {' '.join(filter(None, (turn.lead, turn.text)))}")
        asked = [turn.text for turn in done.turns if turn.kind in ASKED_TURNS]
        for ask, card in zip(asked, done.answers, strict=False):
            show(f"\n{printing.scorecard(card, ask, desk.scorer.told(card))}")
        if examined:
            show(f"\n{printing_code.examined(examined)}")
        if done.report:
            show(f"\n{printing_interviews.report(done.report)}")
        show(f"\nStored as {done.session_id}.")
    scored = any(card.scorable for card in done.answers)
    return ExitCode.DONE if scored else ExitCode.TOO_LITTLE_SPEECH


def _solution(desk: Desk, arguments: argparse.Namespace) -> tuple[CodingProblem | None, str]:
    """The problem and the code for it, read before anybody speaks; None without `--code`."""
    if not arguments.code:
        return None, ""
    return desk.coding.problems.get(arguments.question), desk.coding.code_in(arguments.code)


def _examined(desk: Desk, done: Practice, problem: CodingProblem, solution: str) -> Examined:
    """The code belongs to the first answer: those after it are to follow-ups."""
    first = next(turn.answer_id for turn in done.turns if turn.answer_id)
    return desk.coding.examined(problem, solution, desk.sessions.answer(first))


def _begun(desk: Desk, arguments: argparse.Namespace) -> Interview:
    if arguments.interview:
        return desk.interviews.begin(
            arguments.interview,
            mode=arguments.mode,
            seed=arguments.seed,
            interruptions=arguments.interruptions,
            part=_part(arguments),
        )
    question = _chosen(desk, arguments)
    who = desk.questions.audience(question, audience(arguments))
    return desk.interviews.begin_drill(question, who, mode=arguments.mode)
