"""Answers to coding problems that were left in the middle, and go on when the problem is opened again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.model.records import AnswerRecord, AnswerState
from simulator.use_cases.practise.sitting import has_sound

if TYPE_CHECKING:
    from simulator.archive.store import Archive


def left_of(archive: Archive, problem_id: str, session_id: str | None = None) -> AnswerRecord | None:
    """The latest answer to the problem, if it was left in the middle and no other program is at it.

    What was left in an interview goes on in that one only, its session; `None` is for drills.
    """
    latest = archive.code.latest(problem_id)
    left = archive.answer(latest) if latest else None
    if left is None or not left.is_unheard:
        return None
    if session_id is not None:
        return left if left.session_id == session_id else None
    of_interview = archive.session(left.session_id).interview_id is not None
    return None if of_interview or archive.is_busy(left.session_id) else left


def all_left(archive: Archive) -> tuple[AnswerRecord, ...]:
    """Every answer that goes on with its code, and its recording if it has one; the latest first."""
    answers = (archive.answer(answer_id) for answer_id in archive.code.unheard())
    return tuple(answer for answer in answers if _comes_back(archive, answer))


def goes_on(left: AnswerRecord, has_audio: bool) -> bool:
    """Whether the answer can be continued as it is: one without sound, or with a journal to append to."""
    if left.audio is None or not has_audio:
        return left.audio is None and not has_audio
    return left.state is AnswerState.RECORDING and left.audio.suffix == ".pcm" and has_sound(left)


def _comes_back(archive: Archive, answer: AnswerRecord) -> bool:
    if answer.question_id is None or not goes_on(answer, answer.audio is not None):
        return False
    left, journal = left_of(archive, answer.question_id), archive.code.edits(answer.id)
    return left is not None and left.id == answer.id and journal is not None and bool(journal.edits)
