"""`plan`: what to practise on which day until the interview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.cli.terminal import say, show, show_json
from simulator.model.errors import ExitCode
from simulator.model.ownfile import expanded

if TYPE_CHECKING:
    import argparse

    from simulator.use_cases.desk import Desk
    from simulator.use_cases.values import PlannedStep

LONGEST = 60
"""Characters of a question that a line shows."""


def plan(desk: Desk, arguments: argparse.Namespace) -> int:
    made = desk.schedules.make(until=arguments.until, hours_a_week=arguments.hours)
    if arguments.output:
        say(f"Written to {desk.schedules.write(made, expanded(arguments.output))}.")
        return ExitCode.DONE
    if arguments.json:
        show_json(desk.schedules.document(made))
        return ExitCode.DONE
    days = (made.interview - made.today).days
    show(f"{days} days until {made.interview}, {made.hours_a_week:g} hours a week.")
    for day in made.days:
        show(f"\n{day.day:%a} {day.day.day} {day.day:%b}   {day.minutes} min")
        for step in day.steps:
            show(f"  {step.what:<6} {step.minutes:>3} min  {_line(step)}")
    return ExitCode.DONE


def _line(step: PlannedStep) -> str:
    if step.question is None:
        return "a mock interview: `simulator practice --interview ID --mock`"
    prompt = step.question.prompt
    short = prompt if len(prompt) <= LONGEST else f"{prompt[: LONGEST - 1].rstrip()}…"
    return f"{step.question.id}: {short}"
