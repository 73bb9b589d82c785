"""Whatever is damaged, locked or gone, and whatever is wanted of it: it is done, or refused in a sentence."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from simulator.archive import database
from simulator.archive.recovering import recover
from simulator.archive.store import Archive
from simulator.cli.main import main
from simulator.model import settings
from simulator.model.errors import ArchiveError, ExitCode, SimulatorError
from simulator.model.formats import json_text, question_json
from simulator.model.records import AnswerRecord, SessionRecord
from simulator.model.scorecard import Audience, Scorecard
from simulator.model.transcript import Transcript
from simulator.ui.screens.home import look
from simulator.use_cases.desk import WEAK_SPOTS, Studio
from simulator.use_cases.look_back.ratings import Rating
from simulator.use_cases.practise.interview_session import course_text

NOW = datetime(2026, 11, 22, 18, 30, 5, tzinfo=UTC)
QUESTION, STORY = "churn-model", "outage"
Use = Callable[[Studio, SessionRecord], object]
Damage = Callable[[Path, random.Random], None]
ANSWERS = 12


def studio_in(folder: Path) -> Studio:
    return Studio(settings.load(given={"recordings": str(folder), "voice": "off"}))


@pytest.fixture(scope="module")
def answers_and_more(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """An archive with something in every table, made once."""
    folder = tmp_path_factory.mktemp("template") / "recordings"

    def made(transcript: Transcript, card: Callable[[int | None], Scorecard]) -> Path:
        if folder.exists():
            return folder
        studio = studio_in(folder)
        archive = studio.archive
        asked = json_text(question_json(studio.question(QUESTION)))
        interview = studio.begin_interview("bank-fraud", seed=1)
        session = archive.start_session("Bank", "bank-fraud", "study", NOW)
        archive.courses.keep(session.id, course_text(interview.course), over=False)
        for at in range(ANSWERS + 1):
            answer = archive.start_answer(
                session.id,
                question_id=QUESTION,
                question_json=asked,
                audience=Audience.ENGINEER,
                has_audio=False,
                now=NOW.replace(day=1 + at),
            )
            if at == 0:
                continue  # one that was never heard
            archive.scored(answer.id, transcript, card(30 + at))
            archive.ratings.rate(answer.id, Rating(at=NOW.isoformat(), by="me", overall=1 + at % 5))
            archive.marks.add_bookmark(answer.id, 1.5, "here")
            archive.marks.keep_peaks(answer.id, (0.5,) * 50)
            archive.tellings.remember(answer.id, STORY, 0.5)
            archive.corrections.corrected(answer.id, transcript, card(40 + at), NOW)
        studio.close()
        return folder

    return made


def answer_of(studio: Studio, session: SessionRecord) -> AnswerRecord:
    return studio.answer(session.id)


USES: dict[str, Use] = {
    "home": lambda studio, _: look(studio),
    "map": lambda studio, _: studio.knowledge_map(),
    "weak spots": lambda studio, _: studio.drill(WEAK_SPOTS),
    "session": lambda studio, session: studio.session_json(session.id),
    "go on": lambda studio, session: studio.continue_interview(session.id),
    "report of the interview": lambda studio, session: studio.interview_report(session.id),
    "html": lambda studio, session: studio.export(session.id, "html"),
    "md": lambda studio, session: studio.export(session.id, "md"),
    "csv": lambda studio, session: studio.export(session.id, "csv"),
    "trends page": lambda studio, _: studio.export("trends", "html"),
    "trend": lambda studio, _: studio.trend("fillers_per_minute"),
    "groups": lambda studio, _: studio.group_means("clarity", "topic"),
    "pet words": lambda studio, _: studio.pet_words(),
    "search": lambda studio, _: studio.search("zebrafish"),
    "listeners": lambda studio, _: studio.by_listener(QUESTION),
    "agreement": lambda studio, _: studio.agreement(),
    "corrections": lambda studio, session: studio.corrections(answer_of(studio, session)),
    "replay": lambda studio, session: (
        studio.waveform(answer_of(studio, session)),
        studio.bookmarks(answer_of(studio, session)),
        studio.question_of(answer_of(studio, session)),
    ),
    "stories": lambda studio, _: studio.story_shelf(),
    "finish": lambda studio, _: studio.unfinished(),
    "rate": lambda studio, session: studio.rate_now(f"{session.id}/03", 4),
    "bookmark": lambda studio, session: studio.bookmark(answer_of(studio, session), 2.0),
    "begin": lambda studio, _: studio.archive.start_session("New", None, "study", NOW),
    "drop sound": lambda studio, _: studio.drop_sound(1),
    "back up": lambda studio, _: studio.back_up(str(studio.recordings / "all.zip")),
    "delete": lambda studio, session: studio.delete(f"{session.id}/02"),
}
WRITING = ("rate", "bookmark", "begin", "drop sound", "delete")


def refused(use: Use, studio: Studio, session: SessionRecord) -> str:
    """What it was refused with, one sentence; "" when it was done."""
    try:
        use(studio, session)
    except SimulatorError as error:
        if error.exit_code not in (ExitCode.ARCHIVE, ExitCode.BAD_INPUT) or "\n" in str(error):
            raise
        return str(error)
    return ""


@pytest.fixture
def template(
    answers_and_more: Callable[..., Path], transcript: Transcript, card: Callable[[int | None], Scorecard]
) -> Path:
    return answers_and_more(transcript, card)


@pytest.fixture
def session(template: Path) -> Iterator[SessionRecord]:
    archive = Archive(template)
    yield archive.sessions()[0]
    archive.close()


def test_of_a_whole_archive_everything_is_had(template: Path, tmp_path: Path) -> None:
    shutil.copytree(template, tmp_path / "copy")
    studio = studio_in(tmp_path / "copy")
    (session,) = studio.sessions(sample=False)
    assert {name: found for name, use in USES.items() if (found := refused(use, studio, session))} == {}
    studio.close()


def flip(path: Path, chance: random.Random) -> None:
    whole = bytearray(path.read_bytes())
    for _ in range(chance.choice((1, 5, 50, 500))):
        whole[chance.randrange(len(whole))] = chance.randrange(256)
    path.write_bytes(whole)


def cut(path: Path, chance: random.Random) -> None:
    path.write_bytes(path.read_bytes()[: chance.randrange(path.stat().st_size)])


def swap_values(path: Path, chance: random.Random) -> None:
    """Values that this program never writes, in a database that is sound for SQLite."""
    with sqlite3.connect(path) as other:
        for table in ("answers", "sessions", "documents", "measures", "courses", "ratings", "told"):
            columns = [row[1] for row in other.execute(f"PRAGMA table_info({table})")]
            value = chance.choice((None, "", "{", "[]", -1, 1e300, b"\xff\xfe", "2026-99-99", 2**62))
            keys = [row[0] for row in other.execute(f"SELECT {columns[0]} FROM {table} ORDER BY 1")]
            with suppress(sqlite3.IntegrityError):
                other.execute(
                    f"UPDATE OR IGNORE {table} SET {chance.choice(columns)} = ? WHERE {columns[0]} = ?",
                    (value, chance.choice(keys)),
                )
    other.close()


@pytest.mark.parametrize("damage", [flip, cut, swap_values])
def test_whatever_is_damaged_every_use_ends_in_a_sentence(
    damage: Damage,
    template: Path,
    session: SessionRecord,
    tmp_path: Path,
    many: Callable[[int, int], int],
    tally: Callable[..., None],
) -> None:
    seeds, ends = many(2, 200), Counter[bool]()
    for seed in range(seeds):
        chance = random.Random(seed)
        folder = tmp_path / f"{seed}"
        shutil.copytree(template, folder)
        damage(folder / database.NAME, chance)
        order = list(USES)
        chance.shuffle(order)
        studio = studio_in(folder)
        for name in order:
            ends[bool(refused(USES[name], studio, session))] += 1
        studio.close()
        with suppress(ArchiveError):  # the damage says that a newer version wrote it
            recover(folder, really=True)
            whole = studio_in(folder)
            for name in order:
                assert "damaged" not in refused(USES[name], whole, session), (seed, name)
            whole.close()
        assert not list(folder.glob(".new-*"))
        shutil.rmtree(folder)
    note = f"{len(USES)} uses each: {ends[False]} done, {ends[True]} refused in a sentence"
    tally(f"every use of a damaged archive: {damage.__name__.replace('_', ' ')}", seeds, note)


def test_a_locked_archive_is_read_and_not_written(
    template: Path, session: SessionRecord, tmp_path: Path
) -> None:
    shutil.copytree(template, tmp_path / "copy")
    studio = studio_in(tmp_path / "copy")
    studio.archive._file._timeout_s = 0.05
    other = sqlite3.connect(studio.archive.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    ends = {name: refused(use, studio, session) for name, use in USES.items()}
    other.execute("ROLLBACK")
    other.close()
    assert {name for name, sentence in ends.items() if sentence} == set(WRITING)
    assert all("locked by another program" in ends[name] for name in WRITING)
    assert {name: found for name, use in USES.items() if (found := refused(use, studio, session))} == {}
    studio.close()


def test_commands_on_a_damaged_archive_end_with_5_and_say_how_to_mend(
    template: Path, session: SessionRecord, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(template, folder)
    (folder / database.NAME).write_bytes(b"Dear diary,\n" * 500)
    for words in (
        ["sessions", "list"],
        ["sessions", "list", "--json"],
        ["sessions", "show", session.id],
        ["sessions", "delete", session.id],
        ["sessions", "rate", session.id, "--overall", "3"],
        ["sessions", "finish"],
        ["trends"],
        ["export", session.id, "--format", "md"],
        ["archive", "backup", str(tmp_path / "all.zip")],
        ["archive", "drop-sound", "--older-than", "3"],
    ):
        assert main(["--recordings", str(folder), *words]) == ExitCode.ARCHIVE, words
        printed = capsys.readouterr()
        assert printed.out == ""
        assert "simulator archive recover" in printed.err
        assert "Traceback" not in printed.err
    assert (folder / database.NAME).read_bytes() == b"Dear diary,\n" * 500
