"""`code`: lists and shows coding problems, and runs the tests of one on a solution, shut in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.cli.commands.common import usage
from simulator.cli.terminal import say, show, show_json
from simulator.model.errors import ExitCode

if TYPE_CHECKING:
    import argparse

    from simulator.use_cases.desk import Desk


def code(desk: Desk, arguments: argparse.Namespace) -> int:
    if arguments.action != "list" and not arguments.id:
        return usage(f"`code {arguments.action}` needs an ID; `simulator code list` names them.")
    if arguments.action == "check" and not arguments.file:
        return usage("`code check` needs an ID and a FILE with your solution.")
    actions = {"list": code_list, "show": code_show, "check": code_check}
    return actions[arguments.action](desk, arguments)


def code_list(desk: Desk, arguments: argparse.Namespace) -> int:
    from simulator.cli.text import code as printing

    problems = desk.coding.problems
    for fault in problems.faults():
        say(fault)
    if arguments.json:
        fields = ("id", "title", "topic", "difficulty", "audience", "minutes", "allowed", "source")
        show_json({"problems": [{name: getattr(p, name) for name in fields} for p in problems.all]})
    elif problems.all:
        show(printing.listed(problems.all))
    return ExitCode.DONE


def code_show(desk: Desk, arguments: argparse.Namespace) -> int:
    from simulator.cli.text import code as printing
    from simulator.use_cases.practise.coding import problem_json

    problem = desk.coding.problems.get(arguments.id)
    if arguments.json:
        show_json(problem_json(problem))
    else:
        show(printing.problem(problem))
    return ExitCode.DONE


def code_check(desk: Desk, arguments: argparse.Namespace) -> int:
    from simulator.cli.text import code as printing
    from simulator.use_cases.practise.coding import ran_json

    problem = desk.coding.problems.get(arguments.id)
    solution = desk.coding.code_in(arguments.file)
    if arguments.json:
        ran = desk.coding.run(problem, solution)
        show_json(ran_json(problem, ran))
    else:
        for sentence in desk.coding.shut_in().missing:
            say(sentence)
        ran = desk.coding.run(problem, solution, on_test=lambda test: show(printing.result(test)))
        show(printing.summary(ran))
    return ExitCode.DONE
