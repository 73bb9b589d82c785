"""Rehearsing without a screen: the same rehearsal, with files in place of the microphone."""

from __future__ import annotations

import tempfile
from collections import deque
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.formats import scorecard_json
from simulator.headless_driver import Progress, Turn, give_answer
from simulator.interview.question import Question
from simulator.scorecard import Audience, Scorecard

if TYPE_CHECKING:
    from simulator.studio import Studio


@dataclass(frozen=True, kw_only=True)
class Practice:
    """What came of a rehearsal without a screen."""

    session_id: str
    turns: tuple[Turn, ...]
    answers: tuple[Scorecard, ...]
    voice: str
    """Who asked, "" when no voice could."""
    notice: str = ""


def practise(
    studio: Studio,
    question: Question,
    files: list[Path],
    audience: Audience | None,
    on_progress: Progress | None,
) -> Practice:
    """Ask `question` aloud into a file; the microphone hears the first of `files`; score and store.

    Raises `BadInputError` before anything is stored when a file cannot be decoded.
    """
    from simulator.speech.audio.files import duration_s

    for file in files:
        duration_s(file)
    left = deque(files)
    given = give_answer(
        left,
        lambda listener, audio: studio.rehearse(question, listener=listener, audience=audience, audio=audio),
        on_progress,
    )
    unused = f"A drill has one turn: {len(left)} further answers were not used." if left else ""
    return Practice(
        session_id=given.answer_id.split("/")[0],
        turns=(Turn(speaker="interviewer", text=question.prompt, kind="question"), *given.turns),
        answers=(given.scorecard,),
        voice=given.voice,
        notice=" ".join(filter(None, (given.notice, unused))),
    )


def practise_sample(studio: Studio, on_progress: Progress | None) -> Practice:
    """Rehearse the shipped sample in a folder that is gone afterwards."""
    from simulator.studio import Studio

    sample = studio.answer("sample")
    question = studio.question_of(sample)
    assert question is not None
    assert sample.audio is not None
    with tempfile.TemporaryDirectory() as folder:
        guest = Studio(replace(studio.settings, recordings=folder, audience=""))
        try:
            return practise(guest, question, [sample.audio], sample.audience, on_progress)
        finally:
            guest.close()


def practice_json(done: Practice) -> dict[str, Any]:
    """The published document of `practice --headless`."""
    fields = ("speaker", "text", "kind", "because", "answer_id")
    turns = [{name: getattr(turn, name) for name in fields} for turn in done.turns]
    answers = [scorecard_json(card) for card in done.answers]
    return {"session_id": done.session_id, "turns": turns, "answers": answers}
