"""Rehearsing without a screen: the same rehearsal, with files in place of the microphone."""

from __future__ import annotations

import queue
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.errors import MissingPartError
from simulator.formats import scorecard_json
from simulator.interview import conversation as talk
from simulator.interview.conversation import Phase, View
from simulator.interview.question import Question
from simulator.scorecard import Audience, Scorecard
from simulator.speech.ports import AudioEvent

if TYPE_CHECKING:
    from simulator.rehearsal import Rehearsal
    from simulator.studio import Studio

Progress = Callable[[float], None]


@dataclass(frozen=True, kw_only=True)
class Turn:
    """Who said what, and why."""

    speaker: str
    """`interviewer` or `candidate`."""
    text: str
    kind: str
    """`question` or `answer`."""
    because: str | None = None
    answer_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Practice:
    """What came of a rehearsal without a screen."""

    session_id: str
    turns: tuple[Turn, ...]
    answers: tuple[Scorecard, ...]
    voice: str
    """Who asked, "" when no voice could."""
    notice: str = ""


class RehearsalError(MissingPartError):
    """A rehearsal that came into trouble; what was recorded is kept."""


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
    from simulator.speech.audio.file_microphone import FileMicrophone
    from simulator.speech.audio.files import duration_s

    for file in files:
        duration_s(file)
    driver = _Driver(studio, on_progress)
    microphone = FileMicrophone(files, driver.on_audio)
    rehearsal = studio.rehearse(question, listener=driver.views.put, audience=audience, audio=microphone)
    driver.attach(rehearsal)
    try:
        final = driver.drive()
    except RehearsalError as trouble:
        if cause := microphone.error or rehearsal.error:
            trouble.exit_code = cause.exit_code
        raise
    finally:
        rehearsal.close()
    assert final.scorecard is not None
    assert final.answer_id is not None
    turns = (
        Turn(speaker="interviewer", text=question.prompt, kind="question"),
        Turn(speaker="candidate", text=_spoken(final.scorecard), kind="answer", answer_id=final.answer_id),
    )
    unused = (
        f"A drill has one turn: {len(files) - 1} further answers were not used." if len(files) > 1 else ""
    )
    return Practice(
        session_id=final.answer_id.split("/")[0],
        turns=turns,
        answers=(final.scorecard,),
        voice=rehearsal.voice,
        notice=" ".join(filter(None, (final.notice, unused))),
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


def _spoken(card: Scorecard) -> str:
    return " ".join(word.text for word in card.words)


class _Driver:
    """Presses the keys: speaks when it is the candidate's turn, and is done when the file is."""

    def __init__(self, studio: Studio, on_progress: Progress | None) -> None:
        self.views: queue.SimpleQueue[View] = queue.SimpleQueue()
        self.rehearsal: Rehearsal | None = None
        self._attached = threading.Event()
        self._studio = studio
        self._on_progress = on_progress

    def attach(self, rehearsal: Rehearsal) -> None:
        self.rehearsal = rehearsal
        self._attached.set()

    def on_audio(self, event: AudioEvent) -> None:
        """A voice from the cache can be over before the rehearsal is known here; no event may be lost."""
        self._attached.wait()
        assert self.rehearsal is not None
        self.rehearsal.on_audio(event)

    def drive(self) -> View:
        """Until the answer is scored. Raises `RehearsalError` on trouble."""
        assert self.rehearsal is not None
        while True:
            view = self.views.get()
            match view.phase:
                case Phase.YOUR_TURN:
                    self.rehearsal.send(talk.Begin())
                case Phase.LISTENING if view.answer_id is not None:
                    self.rehearsal.send(talk.Done())
                case Phase.HEARING if self._on_progress is not None:
                    self._on_progress(view.progress)
                case Phase.SCORED:
                    return view
                case Phase.TROUBLE:
                    raise RehearsalError(view.notice)
