"""`yours`: the job the candidate wants and their background."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.cli.commands.common import usage
from simulator.cli.terminal import show, show_json
from simulator.model.counted import counted
from simulator.model.errors import ExitCode

if TYPE_CHECKING:
    import argparse

    from simulator.use_cases.desk import Desk
    from simulator.use_cases.values import Yours


def yours(desk: Desk, arguments: argparse.Namespace) -> int:
    if arguments.action == "keep" and not (arguments.job or arguments.background):
        return usage("`yours keep` needs --job FILE, --background FILE, or both.")
    return {"show": _show, "keep": _keep, "forget": _forget}[arguments.action](desk, arguments)


def _show(desk: Desk, arguments: argparse.Namespace) -> int:
    return _shown(desk, desk.job.get(), arguments)


def _keep(desk: Desk, arguments: argparse.Namespace) -> int:
    """Keep what is given; what is not given stays as it was."""
    kept = desk.job.readable()
    job = desk.job.text_of(arguments.job) if arguments.job else kept.job
    background = desk.job.text_of(arguments.background) if arguments.background else kept.background
    asks = () if arguments.job else kept.asks
    return _shown(desk, desk.job.keep(job, background, asks), arguments)


def _forget(desk: Desk, arguments: argparse.Namespace) -> int:
    desk.job.forget()
    if arguments.json:
        show_json({"forgotten": True})
    else:
        show("Nothing is kept of a job or a background.")
    return ExitCode.DONE


def _shown(desk: Desk, yours: Yours, arguments: argparse.Namespace) -> int:
    if arguments.json:
        show_json(
            {
                "file": str(desk.job.path),
                "title": yours.title,
                "asks": list(yours.asks),
                "topics": yours.topics,
                "job": yours.job,
                "background": yours.background,
            }
        )
        return ExitCode.DONE
    if not yours.job and not yours.background:
        show("Nothing is kept: `simulator yours keep --job FILE --background FILE`.")
        return ExitCode.DONE
    show(f"Job         {yours.title or '(no title found)'}")
    for ask in yours.asks:
        show(f"  asks for  {ask}")
    show(f"Topics      {', '.join(f'{topic} {weight:g}' for topic, weight in yours.weightiest) or '-'}")
    show(f"Background  {counted(len(yours.background.split()), 'word')}")
    show(f"Kept in {desk.job.path}, for you alone.")
    return ExitCode.DONE
