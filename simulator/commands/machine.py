"""`models` and `doctor`: this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.commands.common import usage
from simulator.errors import ExitCode
from simulator.terminal import Progress, show, show_json

if TYPE_CHECKING:
    import argparse

    from simulator.studio import Studio


def models(studio: Studio, arguments: argparse.Namespace) -> int:
    if arguments.action == "pull":
        if not arguments.name:
            return usage("`models pull` needs a NAME; `simulator models list` names them.")
        progress = Progress(f"Downloading {arguments.name}")
        path = studio.pull_model(arguments.name, progress)
        progress.done()
        if arguments.json:
            show_json({"model": arguments.name, "path": str(path)})
        else:
            show(f"{arguments.name} is ready: {path}")
        return ExitCode.DONE
    rows = studio.models()
    if arguments.json:
        fields = ("name", "kind", "size_mb", "present", "note")
        show_json({"models": [{name: getattr(row, name) for name in fields} for row in rows]})
        return ExitCode.DONE
    for row in rows:
        show(f"{'●' if row.present else '○'} {row.name:<18} {row.size_mb:>5} MB  {row.note}")
    return ExitCode.DONE


def doctor(studio: Studio, arguments: argparse.Namespace) -> int:
    checks = studio.doctor(mend=arguments.mend)
    if arguments.json:
        fields = ("id", "ok", "detail", "mend")
        show_json({"checks": [{name: getattr(check, name) for name in fields} for check in checks]})
        return ExitCode.DONE
    for check in checks:
        show(f"{'✓' if check.ok else '✗'} {check.id:<12} {check.detail}")
        if check.mend:
            show(f"  {'':<12} → {check.mend}")
    return ExitCode.DONE
