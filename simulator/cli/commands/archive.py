"""`archive`: backs up, restores, imports and recovers the archive, begins a new one, and makes room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.cli.commands.common import usage
from simulator.cli.terminal import ProgressLine, show, show_json
from simulator.model.counted import counted
from simulator.model.errors import ExitCode

if TYPE_CHECKING:
    import argparse

    from simulator.use_cases.desk import Desk


def archive(desk: Desk, arguments: argparse.Namespace) -> int:
    if arguments.action == "drop-sound":
        return _drop_sound(desk, arguments)
    if arguments.action == "recover":
        return _recover(desk, arguments)
    if arguments.action == "new":
        desk.housekeeping.begin_anew()
        show(f"The archive is in {desk.sessions.recordings}.")
        return ExitCode.DONE
    if not arguments.file:
        return usage(f"`archive {arguments.action}` needs a FILE.")
    progress = ProgressLine(WORDS[arguments.action])
    if arguments.action == "backup":
        carried = desk.housekeeping.back_up(arguments.file, arguments.session, progress)
    elif arguments.action == "restore":
        carried = desk.housekeeping.restore(arguments.file, progress)
    else:
        carried = desk.housekeeping.import_sessions(arguments.file, progress)
    progress.done()
    if arguments.json:
        fields = ("sessions", "files", "bytes", "known")
        show_json({"file": arguments.file} | {name: getattr(carried, name) for name in fields})
        return ExitCode.DONE
    known = f", {carried.known} were here already" if carried.known else ""
    sizes = f"{counted(carried.files, 'recording')}, {megabytes(carried.bytes)}"
    show(f"{DONE[arguments.action]}: {counted(carried.sessions, 'session')}, {sizes}{known}.")
    return ExitCode.DONE


WORDS = {"backup": "Packing", "restore": "Unpacking", "import": "Unpacking"}
DONE = {"backup": "Backed up", "restore": "Restored", "import": "Imported"}


def _drop_sound(desk: Desk, arguments: argparse.Namespace) -> int:
    if arguments.older_than is None or arguments.older_than < 0:
        return usage("`archive drop-sound` needs --older-than DAYS.")
    answers, size = desk.housekeeping.drop_sound(arguments.older_than)
    if arguments.json:
        show_json({"answers": answers, "bytes": size})
    else:
        whose = counted(answers, "answer")
        show(f"Dropped the sound of {whose} ({megabytes(size)}); their words and scores stay.")
    return ExitCode.DONE


def _recover(desk: Desk, arguments: argparse.Namespace) -> int:
    found = desk.housekeeping.recover(really=arguments.yes)
    if arguments.json:
        fields = ("sessions", "answers", "to_hear")
        numbers = {name: getattr(found, name) if found else None for name in fields}
        kept = str(found.kept) if found and found.kept else None
        show_json({"damaged": found is not None} | numbers | {"damaged_file": kept})
        return ExitCode.DONE
    if found is None:
        show("The archive is in order: there is nothing to recover.")
        return ExitCode.DONE
    counts = f"{counted(found.sessions, 'session')} with {counted(found.answers, 'answer')}"
    if not arguments.yes:
        show(f"{counts} can be recovered. Add --yes to make a new archive of them; the damaged file is kept.")
        return ExitCode.DONE
    show(f"Recovered {counts}." + (f" The damaged file is now {found.kept}." if found.kept else ""))
    if found.to_hear:
        show(f"Still to be heard: {found.to_hear}. `simulator sessions finish` hears them.")
    return ExitCode.DONE


def megabytes(size: int) -> str:
    """`12.3 MB`."""
    return f"{size / 1_000_000:.1f} MB"
