"""One question's rehearsal without a screen: files in place of the microphone, keys pressed by itself."""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.errors import MissingPartError
from simulator.interview import conversation as talk
from simulator.interview.conversation import Phase, View
from simulator.judge import read_text
from simulator.scorecard import Scorecard
from simulator.speech.ports import Audio, AudioEvent

if TYPE_CHECKING:
    from simulator.rehearsal import Rehearsal

TEXTS = (".txt", ".md")
Progress = Callable[[float], None]
Rehearse = Callable[[Callable[[View], None], Audio], "Rehearsal"]
"""Makes and starts the rehearsal, given who listens to its views and what stands in for the microphone."""


@dataclass(frozen=True, kw_only=True)
class Turn:
    """Who said what, and why."""

    speaker: str
    """`interviewer` or `candidate`."""
    text: str
    kind: str
    """`question`, `follow_up`, `closing` or `answer`."""
    because: str | None = None
    answer_id: str | None = None
    lead: str = ""
    """Said before it: an opening, or a phrase between questions."""
    round: int | None = None
    """From 1; None in a drill."""


@dataclass(frozen=True, kw_only=True)
class Given:
    """An answer that was given and scored."""

    answer_id: str
    scorecard: Scorecard
    turns: tuple[Turn, ...]
    """What was said after the question was asked."""
    voice: str
    """Who asked, "" when no voice could."""
    notice: str


class RehearsalError(MissingPartError):
    """A rehearsal that came into trouble; what was recorded is kept."""


def give_answer(files: deque[Path], rehearse: Rehearse, on_progress: Progress | None = None) -> Given:
    """Have the question asked, and answer with the first of `files`; what was used is taken off them.

    Raises `RehearsalError` on trouble.
    """
    from simulator.speech.audio.file_microphone import FileMicrophone

    driver = Driver(on_progress, files)
    microphone = FileMicrophone(_taken_off(files), driver.on_audio)
    rehearsal = rehearse(driver.views.put, microphone)
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
    answer = Turn(
        speaker="candidate", text=_spoken(final.scorecard), kind="answer", answer_id=final.answer_id
    )
    return Given(
        answer_id=final.answer_id,
        scorecard=final.scorecard,
        turns=(answer,),
        voice=rehearsal.voice,
        notice=final.notice,
    )


def is_text(file: Path) -> bool:
    """Whether an answer is typed, not spoken."""
    return file.suffix.casefold() in TEXTS


def _taken_off(files: deque[Path]) -> Iterator[Path]:
    while files:
        yield files.popleft()


def _spoken(card: Scorecard) -> str:
    return " ".join(word.text for word in card.words)


class Driver:
    """Presses the keys: speaks when it is the candidate's turn, and is done when the file is."""

    def __init__(self, on_progress: Progress | None, files: deque[Path]) -> None:
        self.views: queue.SimpleQueue[View] = queue.SimpleQueue()
        self.rehearsal: Rehearsal | None = None
        self._attached = threading.Event()
        self._on_progress = on_progress
        self._files = files

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
                    self.rehearsal.send(self._answer())
                case Phase.LISTENING if view.answer_id is not None:
                    self.rehearsal.send(talk.Done())
                case Phase.HEARING if self._on_progress is not None:
                    self._on_progress(view.progress)
                case Phase.SCORED:
                    return view
                case Phase.TROUBLE:
                    raise RehearsalError(view.notice)

    def _answer(self) -> talk.Intent:
        """Speak, or type what the next file has when it is a text."""
        if self._files and is_text(self._files[0]):
            return talk.TypeAnswer(read_text(self._files.popleft()))
        return talk.Begin()
