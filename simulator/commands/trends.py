"""`trends`: clarity over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.errors import ExitCode
from simulator.terminal import say, show, show_json

if TYPE_CHECKING:
    import argparse

    from simulator.studio import Studio


def trends(studio: Studio, arguments: argparse.Namespace) -> int:
    from simulator import printing_trends
    from simulator.trends import trend_json

    if arguments.topic and arguments.topic not in studio.bank.topics:
        say(f"No question of the bank has the topic '{arguments.topic}'.")
    trend = studio.trend(
        arguments.measure,
        since=arguments.since,
        topic=arguments.topic,
        kind=arguments.kind,
        audience=arguments.audience,
        interview=arguments.interview,
    )
    if arguments.json:
        show_json(trend_json(trend))
    elif arguments.csv:
        show(printing_trends.csv(trend))
    else:
        show(printing_trends.trend(trend))
    return ExitCode.DONE
