"""`trends`: a score or a measure over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.cli.commands.common import audience
from simulator.cli.terminal import say, show, show_json
from simulator.model.errors import ExitCode

if TYPE_CHECKING:
    import argparse

    from simulator.use_cases.desk import Desk


def trends(desk: Desk, arguments: argparse.Namespace) -> int:
    from simulator.cli.text import trends as printing_trends
    from simulator.use_cases.look_back.trends import trend_json

    if arguments.topic and all(question.topic != arguments.topic for question in desk.questions.everything):
        say(f"No question of the bank has the topic '{arguments.topic}'.")
    trend = desk.trends.trend(
        arguments.measure,
        since=arguments.since,
        topic=arguments.topic,
        kind=arguments.kind,
        audience=audience(arguments),
        interview=arguments.interview,
    )
    if arguments.json:
        show_json(trend_json(trend))
    elif arguments.csv:
        show(printing_trends.csv(trend))
    else:
        show(printing_trends.trend(trend))
    return ExitCode.DONE
