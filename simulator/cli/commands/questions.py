"""`questions`: lists, shows and checks the questions of the bank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.cli.commands.common import checked, usage
from simulator.cli.terminal import say, show, show_json
from simulator.model.errors import ExitCode

if TYPE_CHECKING:
    import argparse

    from simulator.use_cases.desk import Desk


def questions_list(desk: Desk, arguments: argparse.Namespace) -> int:
    found = desk.questions.matching(topic=arguments.topic, kind=arguments.kind, stage=arguments.stage)
    for problem in desk.questions.problems():
        say(problem)
    if arguments.json:
        fields = ("id", "prompt", "kind", "stage", "topic", "difficulty", "audience", "source")
        show_json({"questions": [{name: getattr(q, name) for name in fields} for q in found]})
        return ExitCode.DONE
    width = max((len(q.id) for q in found), default=0)
    for q in found:
        show(f"{q.id:<{width}}  {q.kind:<10}  {'●' * q.difficulty:<5}  {q.prompt}")
    return ExitCode.DONE


def questions_show(desk: Desk, arguments: argparse.Namespace) -> int:
    from simulator.cli.text import scorecard as printing
    from simulator.model.formats import question_json

    question = desk.questions.get(arguments.id)
    if arguments.json:
        show_json(question_json(question))
    else:
        show(printing.question(question))
    return ExitCode.DONE


def questions_check(desk: Desk, arguments: argparse.Namespace) -> int:
    from simulator.use_cases.practise.coding import holds_problems

    if holds_problems(arguments.id):
        count, faults = desk.coding.check(arguments.id)
        return checked("coding_problems", count, faults, as_json=arguments.json)
    count, problems = desk.questions.check(arguments.id)
    return checked("questions", count, problems, as_json=arguments.json)


def questions(desk: Desk, arguments: argparse.Namespace) -> int:
    if arguments.action == "show" and not arguments.id:
        return usage("`questions show` needs an ID; `simulator questions list` names them.")
    actions = {"list": questions_list, "show": questions_show, "check": questions_check}
    return actions[arguments.action](desk, arguments)
