"""One question's rehearsal without a screen: files in place of the microphone, keys pressed by itself."""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.interview.exchange import machine as talk
from simulator.interview.exchange.machine import Phase, View
from simulator.interview.process.follow_up import CLOSING
from simulator.model.errors import MissingPartError
from simulator.model.progress import Progress
from simulator.model.scorecard import Scorecard
from simulator.model.textfile import read_text
from simulator.model.transcript import Reply
from simulator.speech.ports import Audio, AudioEvent

if TYPE_CHECKING:
    from simulator.speech.audio.file_microphone import FileMicrophone
    from simulator.use_cases.practise.rehearsal import Rehearsal

TEXTS = (".txt", ".md")
SHORT_S = 15.0
"""A recording longer than this is an answer, not a clarifying question."""
SHORT_WORDS = 40
"""A text with more words than this is an answer, not a clarifying question."""
Rehearse = Callable[[Callable[[View], None], Audio], "Rehearsal"]
"""Makes and starts the rehearsal, given who listens to its views and what stands in for the microphone."""


@dataclass(frozen=True, kw_only=True)
class SpokenTurn:
    """Who said what, and why."""

    speaker: str
    """`interviewer` or `candidate`."""
    text: str
    kind: str
    """`question`, `follow_up`, `closing`, `answer`, `clarifying_question`, or its reply: `fact`, `assume`."""
    because: str | None = None
    answer_id: str | None = None
    lead: str = ""
    """Said before `text`: an opening, or a phrase between questions."""
    round: int | None = None
    """From 1; None in a drill."""


@dataclass(frozen=True, kw_only=True)
class Given:
    """An answer that was given and scored."""

    answer_id: str
    scorecard: Scorecard
    turns: tuple[SpokenTurn, ...]
    """What was said after the question was asked."""
    voice: str
    """The voice that asked; "" when none could."""
    notice: str


class RehearsalError(MissingPartError):
    """A rehearsal could not be finished; what was recorded is kept."""


def give_answer(files: deque[Path], rehearse: Rehearse, on_progress: Progress | None = None) -> Given:
    """Have the question asked and answer it from the front of `files`; those used are removed from it.

    A file that is itself a clarifying question is replied to, and the next one goes on with the answer.
    Raises `RehearsalError` on trouble.
    """
    from simulator.speech.audio.file_microphone import FileMicrophone

    driver = Driver(on_progress, files)
    microphone = FileMicrophone(_taken_off(files), driver.on_audio)
    driver.speak_into(microphone)
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
    since_s = final.replies[-1].end_s if final.replies else 0.0
    answer = SpokenTurn(
        speaker="candidate",
        text=_spoken(final.scorecard, since_s),
        kind="answer",
        answer_id=final.answer_id,
    )
    return Given(
        answer_id=final.answer_id,
        scorecard=final.scorecard,
        turns=(*(turn for reply in (*driver.typed, *final.replies) for turn in _exchange(reply)), answer),
        voice=rehearsal.voice,
        notice=final.notice,
    )


def is_text(file: Path) -> bool:
    """Whether an answer is typed, not spoken."""
    return file.suffix.casefold() in TEXTS


def _taken_off(files: deque[Path]) -> Iterator[Path]:
    while files:
        yield files.popleft()


def _spoken(card: Scorecard, since_s: float) -> str:
    return " ".join(word.text for word in card.words if (word.start_s or 0.0) >= since_s)


def _exchange(reply: Reply) -> tuple[SpokenTurn, SpokenTurn]:
    """What the candidate asked in the middle of the answer, and what was said to it."""
    about = reply.about or "nothing that could be made out"
    why = "" if reply.answered else "; nothing is known about it, so that it is theirs to assume"
    return (
        SpokenTurn(speaker="candidate", text=reply.asked, kind="clarifying_question"),
        SpokenTurn(
            speaker="interviewer",
            text=reply.said,
            kind="fact" if reply.answered else "assume",
            because=f"the candidate asked about: {about}{why}",
        ),
    )


class Driver:
    """Plays the candidate: begins to speak when it is their turn, and finishes when the file ends."""

    def __init__(self, on_progress: Progress | None, files: deque[Path]) -> None:
        self.views: queue.SimpleQueue[View] = queue.SimpleQueue()
        self.rehearsal: Rehearsal | None = None
        self._attached = threading.Event()
        self._on_progress = on_progress
        self._files = files
        self._microphone: FileMicrophone | None = None
        self.typed: list[Reply] = []
        """Clarifying questions that came as texts, with the replies."""
        self._said_s = 0.0
        self._replies = 0
        self._before = Phase.ASKING

    def speak_into(self, microphone: FileMicrophone) -> None:
        """Use this microphone for the files that are sound."""
        self._microphone = microphone

    def attach(self, rehearsal: Rehearsal) -> None:
        self.rehearsal = rehearsal
        self._attached.set()

    def on_audio(self, event: AudioEvent) -> None:
        """Pass an event on, once the rehearsal is known: a cached voice may finish before that."""
        self._attached.wait()
        assert self.rehearsal is not None
        self.rehearsal.on_audio(event)

    def drive(self) -> View:
        """Go on until the answer is scored; returns the last view. Raises `RehearsalError` on trouble."""
        assert self.rehearsal is not None
        while True:
            view = self.views.get()
            before, self._before = self._before, view.phase
            match view.phase:
                case Phase.YOUR_TURN:
                    self.rehearsal.send(self._answer())
                case Phase.LISTENING if view.answer_id is None:
                    self._before = before
                case Phase.LISTENING if before is not Phase.LISTENING:
                    self.rehearsal.send(self._after_a_file(view))
                case Phase.HEARING if self._on_progress is not None:
                    self._on_progress(view.progress)
                case Phase.SCORED:
                    return view
                case Phase.TROUBLE:
                    raise RehearsalError(view.notice)

    def _answer(self) -> talk.Intent:
        """Begin to speak, or type the next file when it is a text."""
        while len(self._files) > 1 and (reply := self._typed_question(self._files[0])):
            self._files.popleft()
            self.typed.append(reply)
        if self._files and is_text(self._files[0]):
            return talk.TypeAnswer(read_text(self._files.popleft()))
        return talk.Begin()

    def _typed_question(self, file: Path) -> Reply | None:
        """The reply to a text that asks the interviewer something; None when the text is an answer."""
        assert self.rehearsal is not None
        said = " ".join(read_text(file).split()) if is_text(file) else ""
        closing = self.rehearsal.view.question.id == CLOSING.id  # there a question is what is answered
        if closing or not 0 < len(said.split()) <= SHORT_WORDS:
            return None
        found = self.rehearsal.understood(said)
        if not found.wants_reply:
            return None
        return Reply(asked=said, about=found.about, said=found.said, answered=found.answer is not None)

    def _after_a_file(self, view: View) -> talk.Intent:
        """What to send when a file has ended: `Ask` when it may be a question, else `Done`.

        After a reply the next file goes on with the answer.
        """
        assert self._microphone is not None
        if view.replies and len(view.replies) == self._replies:
            return talk.Done()
        if view.replies:
            self._replies = len(view.replies)
            if not self._files or is_text(self._files[0]):
                return talk.Done()
            self._microphone.go_on()
        elif self._said_s:
            return talk.Done()
        self._microphone.settle()
        length_s = self._microphone.recorded_s - self._said_s
        self._said_s = self._microphone.recorded_s
        may_ask = bool(view.question.facts) and length_s <= SHORT_S
        return talk.Ask(unsure=True) if may_ask else talk.Done()
