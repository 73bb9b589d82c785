"""`models`: the weights this program can use, downloading them, and adding files fetched elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli.commands.common import usage
from simulator.cli.terminal import ProgressLine, show, show_json
from simulator.model.errors import ExitCode

if TYPE_CHECKING:
    import argparse

    from simulator.use_cases.desk import Desk


def models(desk: Desk, arguments: argparse.Namespace) -> int:
    if arguments.action == "pull":
        if not arguments.name:
            return usage("`models pull` needs a NAME; `simulator models list` names them.")
        progress = ProgressLine(f"Downloading {arguments.name}")
        path = desk.machine.pull(arguments.name, progress)
        progress.done()
        if arguments.json:
            show_json({"model": arguments.name, "path": str(path)})
        else:
            show(f"{arguments.name} is ready: {path}")
        return ExitCode.DONE
    if arguments.action == "add":
        return _add(desk, arguments)
    rows = desk.machine.models()
    if arguments.json:
        fields = ("name", "kind", "size_mb", "present", "note")
        show_json({"models": [{name: getattr(row, name) for name in fields} for row in rows]})
        return ExitCode.DONE
    for row in rows:
        show(f"{'●' if row.present else '○'} {row.name:<18} {row.size_mb:>5} MB  {row.note}")
    return ExitCode.DONE


def _add(desk: Desk, arguments: argparse.Namespace) -> int:
    if not arguments.name:
        return usage("`models add` needs a FILE, or a folder of files, that was fetched elsewhere.")
    added = desk.machine.add(Path(arguments.name).expanduser())
    if arguments.json:
        rows = [{"model": a.model, "file": str(a.file), "missing": list(a.missing)} for a in added]
        show_json({"added": rows})
        return ExitCode.DONE
    for one in added:
        show(f"{one.file.name} of {one.model} is in its place: {one.file}")
    for model, missing in {one.model: one.missing for one in added}.items():
        show(f"{model} still lacks {', '.join(missing)}." if missing else f"{model} is ready.")
    return ExitCode.DONE
