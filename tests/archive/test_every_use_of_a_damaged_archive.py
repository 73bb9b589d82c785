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
from simulator.model.scorecard import Audience, ByHand, JudgementKind, Scorecard
from simulator.model.transcript import Transcript
from simulator.ui.screens.at_home import look
from simulator.use_cases.desk import Desk
from simulator.use_cases.look_back.ratings import Rating, rating_now
from simulator.use_cases.practise.interview_session import course_text
from simulator.use_cases.prepare.coach import WEAK_SPOTS

NOW = datetime(2026, 11, 22, 18, 30, 5, tzinfo=UTC)
QUESTION, STORY = "churn-model", "outage"
Use = Callable[[Desk, SessionRecord], object]
Damage = Callable[[Path, random.Random], None]
ANSWERS = 12
MOVED = ByHand(kind=JudgementKind.MOVE, id="frame@0")


def desk_in(folder: Path) -> Desk:
    return Desk(settings.load(given={"recordings": str(folder), "voice": "off"}))


@pytest.fixture(scope="module")
def answers_and_more(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """An archive with something in every table, made once."""
    folder = tmp_path_factory.mktemp("template") / "recordings"

    def made(transcript: Transcript, card: Callable[[int | None], Scorecard]) -> Path:
        if folder.exists():
            return folder
        desk = desk_in(folder)
        archive = desk.sessions.archive
        asked = json_text(question_json(desk.questions.get(QUESTION)))
        interview = desk.interviews.begin("bank-fraud", seed=1)
        session = archive.start_session("Bank", "bank-fraud", "study", NOW)
        archive.courses.keep(session.id, course_text(interview.course), over=False)
        for at in range(ANSWERS + 1):
            answer = archive.start_answer(
                session.id,
                question_id=QUESTION,
                question_json=asked,
                audience=Audience.SOFTWARE_ENGINEER,
                has_audio=False,
                now=NOW.replace(day=1 + at),
            )
            if at == 0:
                continue  # one that was never heard
            archive.scored(answer.id, transcript, card(30 + at))
            archive.ratings.rate(answer.id, Rating(at=NOW.isoformat(), by="me", overall=1 + at % 5))
            archive.replays.add_bookmark(answer.id, 1.5, "here")
            archive.replays.keep_peaks(answer.id, (0.5,) * 50)
            archive.tellings.remember(answer.id, STORY, 0.5)
            archive.corrections.corrected(answer.id, transcript, card(40 + at), NOW)
            archive.objections.keep(answer.id, transcript, (MOVED,), (card(40 + at), card(41 + at)), NOW)
        desk.close()
        return folder

    return made


def answer_of(desk: Desk, session: SessionRecord) -> AnswerRecord:
    return desk.sessions.answer(session.id)


USES: dict[str, Use] = {
    "home": lambda desk, _: look(desk),
    "map": lambda desk, _: desk.coach.knowledge_map(),
    "weak spots": lambda desk, _: desk.coach.drill(WEAK_SPOTS),
    "session": lambda desk, session: desk.documents.session(session.id),
    "go on": lambda desk, session: desk.interviews.go_on(session.id),
    "report of the interview": lambda desk, session: desk.interviews.report(session.id),
    "html": lambda desk, session: desk.export.text(session.id, "html"),
    "md": lambda desk, session: desk.export.text(session.id, "md"),
    "csv": lambda desk, session: desk.export.text(session.id, "csv"),
    "trends page": lambda desk, _: desk.export.text("trends", "html"),
    "trend": lambda desk, _: desk.trends.trend("fillers_per_minute"),
    "groups": lambda desk, _: desk.trends.group_means("clarity", "topic"),
    "pet words": lambda desk, _: desk.trends.pet_words(),
    "search": lambda desk, _: desk.housekeeping.search("zebrafish"),
    "listeners": lambda desk, _: desk.comparisons.by_listener(QUESTION),
    "agreement": lambda desk, _: desk.ratings.agreement(),
    "corrections": lambda desk, session: desk.corrections.of(answer_of(desk, session)),
    "replay": lambda desk, session: (
        desk.player.waveform(answer_of(desk, session)),
        desk.player.bookmarks(answer_of(desk, session)),
        desk.sessions.question_of(answer_of(desk, session)),
    ),
    "stories": lambda desk, _: desk.stories.shelf(),
    "finish": lambda desk, _: desk.unfinished.all(),
    "rate": lambda desk, session: desk.ratings.rate(f"{session.id}/03", rating_now(4)),
    "bookmark": lambda desk, session: desk.player.bookmark(answer_of(desk, session), 2.0),
    "begin": lambda desk, _: desk.sessions.archive.start_session("New", None, "study", NOW),
    "drop sound": lambda desk, _: desk.housekeeping.drop_sound(1),
    "back up": lambda desk, _: desk.housekeeping.back_up(str(desk.sessions.recordings / "all.zip")),
    "delete": lambda desk, session: desk.housekeeping.delete(f"{session.id}/02"),
}
WRITING = ("rate", "bookmark", "begin", "drop sound", "delete")


def refused(use: Use, desk: Desk, session: SessionRecord) -> str:
    """What it was refused with, one sentence; "" when it was done."""
    try:
        use(desk, session)
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
    desk = desk_in(tmp_path / "copy")
    (session,) = desk.sessions.all(sample=False)
    assert {name: found for name, use in USES.items() if (found := refused(use, desk, session))} == {}
    desk.close()


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
        desk = desk_in(folder)
        for name in order:
            ends[bool(refused(USES[name], desk, session))] += 1
        desk.close()
        with suppress(ArchiveError):  # the damage says that a newer version wrote it
            recover(folder, really=True)
            whole = desk_in(folder)
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
    desk = desk_in(tmp_path / "copy")
    desk.sessions.archive._file._timeout_s = 0.05
    other = sqlite3.connect(desk.sessions.archive.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    ends = {name: refused(use, desk, session) for name, use in USES.items()}
    other.execute("ROLLBACK")
    other.close()
    assert {name for name, sentence in ends.items() if sentence} == set(WRITING)
    assert all("locked by another program" in ends[name] for name in WRITING)
    assert {name: found for name, use in USES.items() if (found := refused(use, desk, session))} == {}
    desk.close()


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
