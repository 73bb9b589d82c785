"""Run where recordings and home cannot be written; `test_read_only.py` reads what is printed."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from simulator.model import settings
from simulator.model.errors import ArchiveError
from simulator.model.ownfile import write_private
from simulator.use_cases.desk import Desk


def main() -> None:
    recordings, report = Path(sys.argv[1]), Path(sys.argv[2])
    desk = Desk(settings.load(given={"recordings": str(recordings)}))
    (session,) = desk.sessions.all(sample=False)
    answer = desk.sessions.answer(session.id)
    found = {
        "sessions": len(desk.sessions.page(5).sessions),
        "answer": answer.id,
        "heard": [hit.answer_id for hit in desk.housekeeping.search("zebrafish")],
        "trend": [value.value for value in desk.trends.trend("overall").points],
        "peaks": max(desk.player.waveform(answer)),
        "sound": answer.audio is not None and answer.audio.read_bytes()[:4].decode(),
        "unfinished": len(desk.unfinished.all()),
        "kept_report": str(desk.export.keep(session.id)),
    }
    desk.export.write(session.id, "html", report)
    try:
        desk.sessions.archive.delete_session(session.id)
    except ArchiveError as error:
        found["deleting"] = str(error)
    desk.close()
    home = Desk(settings.load(environment={}, given={"recordings": str(Path.home() / "new")}))
    try:
        home.settings.change(role="ML engineer")
    except ArchiveError as error:
        found["setting"] = f"{error} {error.mend}"
    found["role"] = home.settings.current.role
    cache = settings.cache_folder()
    write_private(cache / "spoken" / "one.txt", "written")
    found["cache"] = str(cache)
    found["kept_in_cache"] = (cache / "hearing" / "base" / "model.bin").read_text(encoding="utf-8")
    try:
        home.sessions.archive.ensure()
    except ArchiveError as error:
        found["archive"] = f"{error} {error.mend}"
    home.close()
    print(json.dumps(found))


main()
