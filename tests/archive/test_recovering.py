"""A damaged archive: never a traceback, never an empty one in its place, and what can be read comes back."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.archive import database
from simulator.archive.recovering import Recovered, recover
from simulator.archive.store import Archive
from simulator.cli.main import main
from simulator.model import settings
from simulator.model.errors import ArchiveError, BadInputError, ExitCode
from simulator.model.records import AnswerRecord, AnswerState
from simulator.model.scorecard import Scorecard
from simulator.model.transcript import Transcript
from simulator.use_cases.desk import Desk

Begin = Callable[..., AnswerRecord]
Card = Callable[[int | None], Scorecard]
Tally = Callable[..., None]
Many = Callable[[int, int], int]
ANSWERS = 40


@pytest.fixture
def full(archive: Archive, begin: Begin, folder: Path, transcript: Transcript, card: Card) -> Path:
    """The folder of an archive with forty judged answers that all have a sound, closed."""
    for overall in range(ANSWERS):
        answer = begin()
        assert answer.audio is not None
        answer.audio.write_bytes(bytes(100))
        archive.recorded(answer.id, answer.audio.rename(answer.audio.with_suffix(".flac")), 5.0)
        archive.scored(answer.id, transcript, card(overall))
    archive.close()
    return folder


def copied(folder: Path, to: Path, damage: Callable[[bytearray], None]) -> bytes:
    shutil.copytree(folder, to)
    whole = bytearray((to / database.NAME).read_bytes())
    damage(whole)
    (to / database.NAME).write_bytes(whole)
    return bytes(whole)


def flipped(seed: int) -> Callable[[bytearray], None]:
    def damage(whole: bytearray) -> None:
        chance = random.Random(seed)
        for _ in range(chance.choice((1, 20, 400))):
            whole[chance.randrange(len(whole))] = chance.randrange(256)

    return damage


def cut_off(seed: int) -> Callable[[bytearray], None]:
    def damage(whole: bytearray) -> None:
        del whole[random.Random(seed).randrange(len(whole)) :]

    return damage


def complains(read: Callable[[], object]) -> bool:
    """Whether `read` says the archive is damaged; anything but a sentence is raised."""
    try:
        read()
    except ArchiveError as error:
        sentence = str(error)
        if error.exit_code != ExitCode.ARCHIVE or not sentence.endswith(".") or "\n" in sentence:
            raise
        return True
    except BadInputError:  # the session's id itself was hit
        return True
    return False


def everything(archive: Archive) -> list[AnswerRecord]:
    return [answer for session in archive.sessions() for answer in archive.answers(session.id)]


def is_whole(folder: Path, found: Recovered) -> None:
    """Nothing with a sound is lost, and all of it can be read."""
    archive = Archive(folder, busy_timeout_s=0.1)
    archive.check()
    answers = everything(archive)
    assert len(answers) == found.answers
    sounds = {str(file.relative_to(folder)) for file in folder.glob("*/*.flac")}
    assert {str(a.audio.relative_to(folder)) for a in answers if a.audio and not a.audio_missing} == sounds
    heard = [answer for answer in answers if answer.transcript is not None]
    assert {a.id for a in answers} - {a.id for a in heard} == {a.id for a in archive.unfinished()}
    assert len(archive.unfinished()) == found.to_hear
    assert len(archive.words.search("churn")) in (0, len(heard))
    archive.close()


@pytest.mark.parametrize("how", [flipped, cut_off])
def test_damage_is_said_never_replaced_and_what_can_be_read_is_recovered(
    how: Callable[[int], Callable[[bytearray], None]], full: Path, tmp_path: Path, many: Many, tally: Tally
) -> None:
    session_id = next(full.glob("*-*-*")).name
    noticed = answers = 0
    seeds = many(6, 200)
    for seed in range(seeds):
        copy = tmp_path / f"{seed}"
        damaged = copied(full, copy, how(seed))
        victim = Archive(copy, busy_timeout_s=0.1)
        reads = (
            victim.sessions,
            lambda victim=victim: victim.answers(session_id),
            victim.unfinished,
            victim.history.reviews,
            victim.history.last_practised,
            victim.check,
        )
        noticed += sum(complains(read) for read in reads) > 0
        victim.close()
        if complains(lambda copy=copy: recover(copy, really=False)):
            continue  # the damage says that a newer version wrote it
        found = recover(copy, really=True)
        assert found.kept is not None
        assert found.kept.read_bytes() == damaged
        assert found.answers >= ANSWERS  # more where a session's id was hit
        is_whole(copy, found)
        answers += min(ANSWERS, found.answers - found.to_hear)
        shutil.rmtree(copy)
    assert noticed
    assert answers > seeds * ANSWERS / 3 or how is cut_off  # in a small file a row's parts lie far apart
    note = f"{answers / (ANSWERS * seeds):.0%} of the answers' words recovered, every sound kept"
    tally(f"archive damaged: {how.__name__.replace('_', ' ')}", seeds, note)


def test_nothing_changes_before_it_is_agreed_to(full: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = full / database.NAME
    path.write_bytes(path.read_bytes()[: len(path.read_bytes()) // 2])
    before = path.read_bytes()
    where = ["--recordings", str(full)]
    assert main([*where, "sessions", "list"]) == ExitCode.ARCHIVE
    assert "simulator archive recover" in capsys.readouterr().err
    assert main([*where, "archive", "recover"]) == ExitCode.DONE
    assert f"{ANSWERS} answers can be recovered. Add --yes" in capsys.readouterr().out
    assert path.read_bytes() == before
    assert {file.name.partition("-")[0] for file in full.iterdir() if file.is_file()} == {database.NAME}
    assert main([*where, "archive", "recover", "--yes"]) == ExitCode.DONE
    assert "The damaged file is now" in capsys.readouterr().out
    assert next(full.glob("archive.damaged-*.sqlite")).read_bytes() == before
    assert main([*where, "archive", "recover"]) == ExitCode.DONE
    assert "in order" in capsys.readouterr().out
    assert path.stat().st_mode & 0o077 == 0


def test_recordings_whose_archive_is_lost_are_heard_again(full: Path) -> None:
    (full / database.NAME).unlink()
    desk = Desk(settings.load(given={"recordings": str(full)}))
    found = desk.housekeeping.recover(really=True)
    assert found is not None
    assert (found.sessions, found.answers, found.to_hear, found.kept) == (1, ANSWERS, ANSWERS, None)
    assert len(desk.unfinished.all()) == ANSWERS
    desk.close()


def test_one_unreadable_scorecard_costs_only_itself(full: Path) -> None:
    with sqlite3.connect(full / database.NAME) as other:
        other.execute("UPDATE documents SET scorecard_json = '{' WHERE answer = 7")
        other.execute("UPDATE answers SET take = 'two' WHERE key = 9")
    other.close()
    found = recover(full, really=True)
    assert (found.answers, found.to_hear) == (ANSWERS, 2)
    seventh = everything(Archive(full))[6]
    assert (seventh.state, seventh.question_id) == (AnswerState.RECORDED, None) or seventh.question_id


def test_an_archive_of_a_newer_version_is_not_recovered(full: Path) -> None:
    with sqlite3.connect(full / database.NAME) as newer:
        newer.execute("PRAGMA journal_mode = DELETE")
        newer.execute(f"PRAGMA user_version = {database.newest_version() + 1}")
    newer.close()
    before = (full / database.NAME).read_bytes()
    with pytest.raises(ArchiveError, match="newer version"):
        recover(full, really=True)
    assert (full / database.NAME).read_bytes() == before
    assert [file.name for file in full.iterdir() if file.is_file()] == [database.NAME]


@pytest.mark.parametrize("value", ["", b"\xff", 1e300, 99, None])
def test_what_stands_beside_an_answer_is_made_again_from_its_document(full: Path, value: object) -> None:
    with sqlite3.connect(full / database.NAME) as other:
        for column in ("overall", "content", "rubric_version", "topic"):
            other.execute(f"UPDATE answers SET {column} = ? WHERE number = 8", (value,))
        other.execute("UPDATE sessions SET last_number = ?", ("" if value is None else value,))
        other.execute("UPDATE answers SET duration_s = ? WHERE number = 8", (value,))
        other.execute("UPDATE answers SET overall = 5 WHERE number = 9")
        other.execute("DELETE FROM documents WHERE answer = 9")
    other.close()
    recover(full, really=True)
    archive = Archive(full)
    assert [review.overall for review in archive.history.reviews()] == [*range(8), *range(9, ANSWERS)]
    assert [point.value for point in archive.history.values("overall")] == [*range(8), *range(9, ANSWERS)]
    assert [answer.id.rpartition("/")[2] for answer in archive.unfinished()] == ["09"]
    archive.close()


def test_a_listener_whom_an_earlier_version_named_otherwise_has_the_new_name(full: Path) -> None:
    with sqlite3.connect(full / database.NAME) as other:
        other.execute("UPDATE answers SET audience = 'recruiter'")
        other.execute("UPDATE answers SET audience = 'engineer' WHERE number = 8")
        other.execute("PRAGMA user_version = 9")
    other.close()
    assert recover(full, really=True).answers == ANSWERS
    archive = Archive(full)
    means = archive.history.group_means("overall", "audience")
    assert [mean.name for mean in means] == ["recruiter", "software_engineer"]
    archive.close()
