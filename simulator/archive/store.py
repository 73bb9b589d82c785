"""The archive: every session and answer in one SQLite file, their audio in folders beside it.

Everything is stored in transactions; only `delete_*` and `drop_sound` delete. Every failure is an
`ArchiveError` of one sentence; an unknown id is a `BadInputError`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from simulator.archive import database, ids, objections, rows, search
from simulator.archive.code import KeptCode
from simulator.archive.connection import BUSY_TIMEOUT_S, Connection
from simulator.archive.corrections import First, KeptCorrections
from simulator.archive.courses import Courses
from simulator.archive.history import History
from simulator.archive.in_use import SessionsInUse
from simulator.archive.known import Known
from simulator.archive.lists import SessionLists
from simulator.archive.objections import KeptObjections
from simulator.archive.ratings import KeptRatings
from simulator.archive.replays import Replays
from simulator.archive.search import SpokenWords
from simulator.archive.tellings import Tellings
from simulator.archive.transfer import Transfer
from simulator.model.errors import ArchiveError
from simulator.model.records import AnswerRecord, SessionRecord, TurnPlace
from simulator.model.scorecard import Audience, Scorecard
from simulator.model.transcript import Transcript

SOUND_FILES = ("flac*", "wav", "pcm", "marks.jsonl")
"""Ends of the names of files that are sound, or say who speaks in it."""
SAYS_TOPIC = """
    UPDATE answers SET topic = json_extract(:asked, '$.topic'), kind = json_extract(:asked, '$.kind')
    WHERE key = :key AND json_valid(:asked)
"""


class Archive:
    """The sessions in `folder`. Making it opens nothing; reading makes no file; safe from any thread."""

    def __init__(
        self, folder: Path, *, busy_timeout_s: float = BUSY_TIMEOUT_S, known: Known | None = None
    ) -> None:
        """`known` remembers folders with an archive, so that one that is gone is missed, not begun anew."""
        self._file = Connection(folder, busy_timeout_s=busy_timeout_s, known=known)
        self._in_use = SessionsInUse()
        self.lists = SessionLists(self._file)
        self.history = History(self._file)
        self.courses = Courses(self._file)
        self.code = KeptCode(self._file)
        self.words = SpokenWords(self._file)
        self.ratings = KeptRatings(self._file)
        self.corrections = KeptCorrections(self._judged)
        self.objections = KeptObjections(self._file, self._judged)
        self.replays = Replays(self._file)
        self.tellings = Tellings(self._file)
        self.transfer = Transfer(self._file)

    @property
    def folder(self) -> Path:
        """Where the sessions' folders and the database are."""
        return self._file.folder

    @property
    def path(self) -> Path:
        """The database."""
        return self._file.path

    def close(self) -> None:
        """Close the file; the next call opens it again. Sessions begun here now count as left."""
        self._in_use.release_all()
        self._file.close()

    # Keeping

    def ensure(self) -> None:
        """Make folder and database unless they are there."""
        with self._file.write():
            pass

    @contextmanager
    def all_or_nothing(self) -> Iterator[None]:
        """Everything kept in between is stored, or none of it."""
        with self._file.write():
            yield

    def start_session(self, title: str, interview_id: str | None, mode: str, now: datetime) -> SessionRecord:
        """A new session, and its folder."""
        with self._file.write() as connection:
            session_id = self._new_id(connection, now)
            connection.execute(
                "INSERT INTO sessions (id, started_at, at, title, interview_id, mode) VALUES (?,?,?,?,?,?)",
                (session_id, _iso(now), now.timestamp(), rows.storable(title), interview_id, mode),
            )
            (self.folder / session_id).mkdir(mode=0o700)
            self._in_use.hold(self.folder / session_id)
        return self.session(session_id)

    def start_answer(
        self,
        session_id: str,
        *,
        question_id: str | None,
        question_json: str | None,
        audience: Audience,
        has_audio: bool,
        place: TurnPlace | None = None,
        take: int | None = None,
        now: datetime | None = None,
    ) -> AnswerRecord:
        """A new answer. With audio its `audio` is where the journal belongs: `<session>/<NN>.pcm`.

        `take` is by default the next one of that question in the session. A number is never used twice.
        """
        now = now or datetime.now().astimezone()
        place = place or TurnPlace()
        with self._file.write() as connection:
            number = self._next_number(connection, session_id)
            folder = self.folder / session_id
            folder.mkdir(mode=0o700, exist_ok=True)
            answer = connection.execute(
                "INSERT INTO answers (session_id, number, question_id, audience, take, started_at, at,"
                " state, audio, turn, round, because, parent) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
                (
                    session_id,
                    number,
                    question_id,
                    str(audience),
                    take or _next_take(connection, session_id, question_id),
                    _iso(now),
                    now.timestamp(),
                    "recording" if has_audio else "recorded",
                    f"{session_id}/{number:02d}.pcm" if has_audio else None,
                    place.turn,
                    place.round,
                    place.because,
                    place.parent,
                ),
            ).lastrowid
            if question_json:
                asked = rows.storable(question_json)
                connection.execute("INSERT INTO asked VALUES (?, ?)", (answer, asked))
                connection.execute(SAYS_TOPIC, {"asked": asked, "key": answer})
            self._in_use.hold(folder)
        return self.answer(ids.answer_id(session_id, number))

    def recorded(self, answer_id: str, audio: Path, duration_s: float | None) -> None:
        """The recording is complete: `audio`, which must be below the archive's folder, is where it is."""
        try:
            stored = audio.resolve().relative_to(self.folder.resolve()).as_posix()
            rows.audio_path(self.folder, stored)
        except ValueError as error:
            raise ArchiveError(f"The recording {audio} is not in {self.folder}.") from error
        with self._file.write() as connection:
            connection.execute(
                "UPDATE answers SET audio = ?, duration_s = ?,"
                " state = CASE state WHEN 'recording' THEN 'recorded' ELSE state END WHERE key = ?",
                (stored, None if duration_s is None else float(duration_s), _key(connection, answer_id)),
            )

    def hinted(self, answer_id: str, count: int) -> None:
        """Keep how many hints were given for an answer."""
        with self._file.write() as connection:
            connection.execute(
                "UPDATE answers SET hints_used = ? WHERE key = ?", (count, _key(connection, answer_id))
            )

    def scored(
        self, answer_id: str, transcript: Transcript, scorecard: Scorecard, *, judged: Scorecard | None = None
    ) -> None:
        """Keep what was heard and how it was judged, in place of any earlier judgement.

        `judged` is the scorecard as the judges gave it, where `scorecard` has corrections by hand.
        """
        self._judged(answer_id, transcript, scorecard, judged=judged)

    def refused(
        self, answer_id: str, transcript: Transcript, scorecard: Scorecard, *, judged: Scorecard | None = None
    ) -> None:
        """Keep what was heard of an answer that cannot be scored; the scorecard gives the reason."""
        self._judged(answer_id, transcript, scorecard, judged=judged)

    # Deleting

    def delete_answer(self, answer_id: str) -> None:
        """Delete an answer and its files."""
        session_id, number = ids.split_answer_id(answer_id)
        with self._file.write() as connection:
            connection.execute("DELETE FROM answers WHERE key = ?", (_key(connection, answer_id),))
            search.forget_deleted(connection)
            self._remove_files(session_id, number)
        self._file.shrink()

    def delete_session(self, session_id: str) -> None:
        """Delete a session, its answers and their files; any other files in its folder stay."""
        with self._file.write() as connection:
            numbers = connection.execute(
                "SELECT s.id, a.number FROM sessions s LEFT JOIN answers a ON a.session_id = s.id"
                " WHERE s.id = ?",
                (session_id,),
            ).fetchall()
            if not numbers:
                raise ids.unknown("session", session_id)
            connection.execute("DELETE FROM sessions WHERE id = ?", (session_id,))
            search.forget_deleted(connection)
            for row in numbers:
                if row["number"] is not None:
                    self._remove_files(session_id, row["number"])
            self.remove_folder(session_id)
        self._file.shrink()

    def drop_sound(self, before: float) -> tuple[int, int]:
        """Delete the recordings of judged answers begun before `before`, in seconds since 1970.

        Returns how many, and their bytes. Words, scores and code stay; the answers are then like typed ones.
        """
        dropped = size = 0
        with self._file.write() as connection:
            rows_ = connection.execute(
                "SELECT key, session_id, number, audio FROM answers"
                " WHERE audio IS NOT NULL AND at < ? AND state IN ('scored', 'refused')",
                (before,),
            ).fetchall()
            for row in rows_:
                file = rows.audio_path(self.folder, row["audio"])
                size += file.stat().st_size if file.exists() else 0
                connection.execute("UPDATE answers SET audio = NULL WHERE key = ?", (row["key"],))
                self._remove_files(row["session_id"], row["number"], SOUND_FILES)
                dropped += 1
        return dropped, size

    # Reading

    def sessions(self) -> tuple[SessionRecord, ...]:
        """All sessions, newest first."""
        return self.lists.all()

    def session(self, session_id: str) -> SessionRecord:
        """The session of that id. Raises `BadInputError` for an unknown one."""
        found = self._file.read(f"{rows.SESSION} WHERE s.id = ? GROUP BY s.id", session_id)
        if not found:
            raise ids.unknown("session", session_id)
        with database.failures(self.path):
            return rows.session(found[0])

    def answers(self, session_id: str) -> tuple[AnswerRecord, ...]:
        """The answers of a session in order. Raises `BadInputError` for an unknown session."""
        self.session(session_id)
        return self._answers("WHERE a.session_id = ? ORDER BY a.number", session_id)

    def answer(self, answer_id: str) -> AnswerRecord:
        """The answer of that id. Raises `BadInputError` for an unknown one."""
        found = self._answers("WHERE a.session_id = ? AND a.number = ?", *ids.split_answer_id(answer_id))
        if not found:
            raise ids.unknown("answer", answer_id)
        return found[0]

    def unfinished(self) -> tuple[AnswerRecord, ...]:
        """Answers with audio that were not heard to their end, oldest first; what `sessions finish` hears.

        Not among them: those of a session that another running program is in the middle of.
        """
        found = self._answers(
            "WHERE a.state IN ('recording', 'recorded') AND a.audio IS NOT NULL ORDER BY a.at, a.key"
        )
        return tuple(a for a in found if not self.is_busy(a.session_id))

    def is_busy(self, session_id: str) -> bool:
        """Whether another running program is in the middle of the session."""
        return self._in_use.held_by_another(self.folder / session_id)

    def check(self) -> None:
        """Read the whole database for damage; takes a second for each few hundred megabytes."""
        found = self._file.read("PRAGMA quick_check") + self._file.read("PRAGMA foreign_key_check")
        if [tuple(row) for row in found] not in ([], [("ok",)]):
            raise database.damaged(self.path)

    # The file

    def _judged(
        self,
        answer_id: str,
        transcript: Transcript,
        scorecard: Scorecard,
        first: First | None = None,
        judged: Scorecard | None = None,
    ) -> None:
        judgement = rows.judgement(transcript, scorecard)
        state = "scored" if scorecard.scorable else "refused"
        with self._file.write() as connection:
            key = _key(connection, answer_id)
            if first is not None:
                first(connection, key)
            connection.execute(rows.SET_SCORED, {**judgement.columns, "key": key})
            connection.execute(
                "UPDATE answers SET state = :state, duration_s = COALESCE(duration_s, :duration_s)"
                " WHERE key = :key",
                {**judgement.columns, "state": state, "key": key},
            )
            connection.execute(
                "INSERT OR REPLACE INTO documents VALUES (:key, :transcript_json, :scorecard_json)",
                {**judgement.columns, "key": key},
            )
            objections.remember_judged(connection, key, judged or scorecard)
            search.remember(connection, key, rows.storable(transcript.text))
            connection.execute("DELETE FROM measures WHERE answer = ?", (key,))
            connection.executemany(
                "INSERT OR REPLACE INTO measures (answer, measure_id, value, unit) VALUES (?,?,?,?)",
                [(key, *measure) for measure in judgement.measures],
            )

    def _answers(self, where: str, *values: Any) -> tuple[AnswerRecord, ...]:
        found = self._file.read(f"{rows.ANSWER} {where}", *values)
        with database.failures(self.path):
            return tuple(rows.answer(row, self.folder) for row in found)

    def _new_id(self, connection: sqlite3.Connection, now: datetime) -> str:
        while True:
            session_id = ids.new_session_id(now)
            taken = connection.execute("SELECT 1 FROM sessions WHERE id = ?", (session_id,)).fetchone()
            if not taken and not (self.folder / session_id).exists():
                return session_id

    def _next_number(self, connection: sqlite3.Connection, session_id: str) -> int:
        connection.execute("UPDATE sessions SET last_number = last_number + 1 WHERE id = ?", (session_id,))
        row = connection.execute("SELECT last_number FROM sessions WHERE id = ?", (session_id,)).fetchone()
        if row is None:
            raise ids.unknown("session", session_id)
        return int(row["last_number"])

    def _remove_files(self, session_id: str, number: int, endings: Sequence[str] = ("*",)) -> None:
        """Delete the journal, the FLAC and whatever else in the folder is named after the answer."""
        rows.check_place(session_id, number)
        for ending in endings:
            for file in (self.folder / session_id).glob(f"{number:02d}.{ending}"):
                file.unlink(missing_ok=True)

    def remove_folder(self, session_id: str) -> None:
        """Remove a session's folder when nothing is in it."""
        folder = self.folder / session_id
        self._in_use.remove(folder)
        with suppress(OSError):  # not empty, or not there
            folder.rmdir()


def _key(connection: sqlite3.Connection, answer_id: str) -> int:
    row = connection.execute(
        "SELECT key FROM answers WHERE session_id = ? AND number = ?", ids.split_answer_id(answer_id)
    ).fetchone()
    if row is None:
        raise ids.unknown("answer", answer_id)
    return int(row["key"])


def _next_take(connection: sqlite3.Connection, session_id: str, question_id: str | None) -> int:
    """The number of the next take of a question in a session; always 1 without a question."""
    row = connection.execute(
        "SELECT COALESCE(MAX(take), 0) + 1 FROM answers WHERE session_id = ? AND question_id = ?",
        (session_id, question_id),
    ).fetchone()
    return int(row[0])


def _iso(now: datetime) -> str:
    aware = now if now.tzinfo else now.astimezone()
    return aware.isoformat(timespec="seconds")
