"""`interviews`: plans of whole interviews, and the report of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.cli.commands.common import checked, usage
from simulator.cli.terminal import say, show, show_json
from simulator.model.counted import counted
from simulator.model.errors import ExitCode

if TYPE_CHECKING:
    import argparse

    from simulator.use_cases.desk import Desk


def interviews(desk: Desk, arguments: argparse.Namespace) -> int:
    if arguments.action in ("show", "report") and not arguments.id:
        return usage(f"`interviews {arguments.action}` needs an ID.")
    actions = {"list": _list, "show": _show, "check": _check, "report": _report}
    return actions[arguments.action](desk, arguments)


def _list(desk: Desk, arguments: argparse.Namespace) -> int:
    plans = desk.interviews.plans()
    for problem in desk.interviews.problems():
        say(problem)
    if arguments.json:
        fields = ("role", "audience", "minutes")
        rows = [
            {
                "id": plan.id,
                "title": plan.title,
                "rounds": [{name: getattr(item, name) for name in fields} for item in plan.rounds],
            }
            for plan in plans
        ]
        show_json({"interviews": rows})
        return ExitCode.DONE
    width = max((len(plan.id) for plan in plans), default=0)
    for plan in plans:
        rounds = counted(len(plan.rounds), "round")
        show(f"{plan.id:<{width}}  {rounds:<9}  {plan.minutes:>3} min  {plan.title}")
    return ExitCode.DONE


def _show(desk: Desk, arguments: argparse.Namespace) -> int:
    from simulator.cli.text import interviews as printing_interviews
    from simulator.model.formats import plan_json

    plan = desk.interviews.plan(arguments.id)
    if arguments.json:
        show_json(plan_json(plan))
    else:
        show(printing_interviews.plan(plan))
    return ExitCode.DONE


def _check(desk: Desk, arguments: argparse.Namespace) -> int:
    count, problems = desk.interviews.check(arguments.id)
    return checked("interviews", count, problems, as_json=arguments.json)


def _report(desk: Desk, arguments: argparse.Namespace) -> int:
    from simulator.cli.text import interviews as printing_interviews
    from simulator.model.formats import report_json

    report = desk.interviews.report(arguments.id)
    if arguments.json:
        show_json(report_json(report))
    else:
        show(printing_interviews.report(report))
    return ExitCode.DONE
