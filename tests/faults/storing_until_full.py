"""Stores and exports on a disk with little room: its folder, one with a typed answer, bytes left free.

Prints for each number what was refused.
"""

import random
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from small_disk import empty, fill

from simulator.model import settings
from simulator.model.errors import ExitCode, SimulatorError
from simulator.use_cases.desk import Desk
from simulator.use_cases.look_back.ratings import rating_now

WHOLE = {"html": "</html>", "json": "}", "md": "", "csv": ""}
"""How a report of that format ends."""
QUESTION = "churn-model"


def desk_in(folder: Path, like: Desk | None = None) -> Desk:
    """With the model of another one, who has it already."""
    embedder = None if like is None else lambda: like.scorer.embedder
    return Desk(settings.load(given={"recordings": str(folder), "voice": "off"}), embedder=embedder)


def succeeds(do: Callable[..., object], *arguments: object) -> bool:
    """Whether it can be done; what cannot is refused in a sentence, with the archive's exit code."""
    try:
        do(*arguments)
    except SimulatorError as error:
        if error.exit_code != ExitCode.ARCHIVE or "\n" in str(error):
            raise
        return False
    return True


class Stage:
    def __init__(self, disk: Path, outside: Path) -> None:
        self.disk = disk
        self.outside = outside
        self.desk = desk_in(disk / "recordings")
        self.practise()
        self.other = desk_in(outside / "recordings", self.desk)
        self.practise(self.other)
        self.other.housekeeping.back_up(str(outside / "one.zip"))

    def practise(self, desk: Desk | None = None) -> None:
        desk = desk or self.desk
        question = desk.questions.get(QUESTION)
        drill = desk.interviews.begin_drill(question, question.audience)
        desk.headless.practise(drill, [str(self.outside / "answer.txt")])

    def stored(self, folder: Path | None = None) -> dict[str, Any]:
        fresh = desk_in(folder or self.desk.sessions.recordings, self.desk)
        fresh.sessions.archive.check()
        found = {
            session.id: fresh.documents.session(session.id) for session in fresh.sessions.all(sample=False)
        }
        fresh.sessions.close()
        return found

    def try_with(self, free: int) -> list[str]:
        """What was refused with so many bytes free, after everything was looked at."""
        before = self.stored()
        again = desk_in(self.disk / "again", self.desk)
        fill(self.disk, leave=free)
        steps: dict[str, tuple[Any, ...]] = {
            "practise": (self.practise,),
            **{form: (self.desk.export.write, next(iter(before)), form, self.report(form)) for form in WHOLE},
            "rate": (self.desk.ratings.rate, f"{next(iter(before))}/01", rating_now(4)),
            "back up": (self.desk.housekeeping.back_up, str(self.disk / "all.zip")),
            "import": (self.desk.housekeeping.import_sessions, str(self.outside / "one.zip")),
            "restore": (again.housekeeping.restore, str(self.outside / "one.zip")),
            "read": (self.stored,),
        }
        names = list(steps)
        random.Random(free).shuffle(names)
        done = {name: succeeds(*steps[name]) for name in names}
        empty(self.disk)
        self.look_at(before, done)
        again.sessions.close()
        self.tidy()
        return [name for name, well in done.items() if not well]

    def report(self, form: str) -> Path:
        return self.disk / f"report.{form}"

    def look_at(self, before: dict[str, Any], done: dict[str, bool]) -> None:
        after = self.stored()
        imported = self.other.sessions.all(sample=False)[0].id
        new = after.keys() - before.keys() - {imported}
        assert before.keys() <= after.keys()
        assert len(new) == done["practise"], (new, done)
        assert (imported in after) == (imported in before or done["import"])
        assert all([a["scorable"] for a in session["answers"]] == [True] for session in after.values())
        folders = {path.name for path in self.desk.sessions.recordings.iterdir() if path.is_dir()}
        assert folders == after.keys() - {imported} or folders == after.keys(), folders
        for form, end in WHOLE.items():
            assert self.report(form).exists() == done[form]
            assert not done[form] or self.report(form).read_text().rstrip().endswith(end)
        assert (self.disk / "all.zip").exists() == done["back up"]
        if done["back up"]:
            back = desk_in(self.outside / "back", self.desk)
            back.housekeeping.restore(str(self.disk / "all.zip"))
            assert before.keys() <= self.stored(back.sessions.recordings).keys() <= after.keys()
            back.sessions.close()
            shutil.rmtree(back.sessions.recordings)
        assert (self.disk / "again" / "archive.sqlite").exists() == done["restore"]
        left = [path for path in self.disk.rglob(".*") if path.name != ".in-use"]
        assert left == []

    def tidy(self) -> None:
        for file in (*map(self.report, WHOLE), self.disk / "all.zip"):
            file.unlink(missing_ok=True)
        shutil.rmtree(self.disk / "again", ignore_errors=True)
        for session in self.desk.sessions.all(sample=False)[:-1]:
            self.desk.housekeeping.delete(session.id)


def main() -> None:
    stage = Stage(Path(sys.argv[1]), Path(sys.argv[2]))
    for free in map(int, sys.argv[3:]):
        print(free, *stage.try_with(free), sep=",", flush=True)
    stage.desk.close()


if __name__ == "__main__":
    main()
