"""`doctor`: what this machine has, what it lacks, and how to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.cli.terminal import show, show_json
from simulator.use_cases.machine import exit_code

if TYPE_CHECKING:
    import argparse

    from simulator.use_cases.desk import Desk


def doctor(desk: Desk, arguments: argparse.Namespace) -> int:
    checks = desk.machine.examine(mend=arguments.mend)
    if arguments.json:
        fields = ("id", "ok", "detail", "mend")
        show_json({"checks": [{name: getattr(check, name) for name in fields} for check in checks]})
        return exit_code(checks)
    for check in checks:
        show(f"{'✓' if check.ok else '✗'} {check.id:<12} {check.detail}")
        if check.mend:
            show(f"  {'':<12} → {check.mend}")
    return exit_code(checks)
