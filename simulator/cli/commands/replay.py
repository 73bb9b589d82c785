"""`replay`: the app, opened at one recorded answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.cli.commands.app import open_app

if TYPE_CHECKING:
    import argparse

    from simulator.use_cases.desk import Desk


def replay(desk: Desk, arguments: argparse.Namespace) -> int:
    answer = desk.sessions.answer(arguments.id)
    return open_app(desk, screen="replay", answer_id=answer.id)
