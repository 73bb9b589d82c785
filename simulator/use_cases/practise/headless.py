"""Going through an interview or a drill without a screen, with files in place of the microphone."""

from __future__ import annotations

import tempfile
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.interview.process import course as events
from simulator.interview.process.course import Course, CoursePhase
from simulator.model.counted import counted
from simulator.model.errors import BadInputError
from simulator.model.formats import report_json, scorecard_json
from simulator.model.progress import Progress
from simulator.model.scorecard import Scorecard
from simulator.model.settings import Settings
from simulator.model.textfile import read_text
from simulator.use_cases.look_back.sessions import Sessions
from simulator.use_cases.practise.coding import Examined, examined_json
from simulator.use_cases.practise.headless_driver import Given, SpokenTurn, give_answer, is_text
from simulator.use_cases.prepare.interviews import Interviews
from simulator.use_cases.prepare.questions import Questions
from simulator.use_cases.settings_store import SettingsStore

if TYPE_CHECKING:
    from simulator.model.report import InterviewReport
    from simulator.use_cases.practise.interview_session import Interview


@dataclass(frozen=True, kw_only=True)
class Practice:
    """What came of a rehearsal without a screen."""

    session_id: str
    turns: tuple[SpokenTurn, ...]
    answers: tuple[Scorecard, ...]
    voice: str
    """The voice that asked the first question; "" when none could."""
    notice: str = ""
    report: InterviewReport | None = None
    """The report of an interview; None for a drill."""


class Headless:
    """Goes through interviews and drills without a screen."""

    def __init__(self, interviews: Interviews, sessions: Sessions, questions: Questions) -> None:
        self._interviews = interviews
        self._sessions = sessions
        self._questions = questions

    def practise(
        self, interview: Interview, files: Sequence[str | Path], *, on_progress: Progress | None = None
    ) -> Practice:
        """Go through `interview` with `files` as the answers, in order; each is scored and stored. Slow.

        Raises `BadInputError` before anything is stored when a file cannot be decoded.
        """
        paths = [Path(file) for file in files]
        if not paths:
            raise BadInputError("There is no answer file for the microphone to hear.")
        for file in paths:
            _check(file)
        left = deque(paths)
        turns: list[SpokenTurn] = []
        answers: list[Given] = []
        while left and _moved_on(interview):
            turns.append(_asked(interview.course, drill=interview.drill))
            given = give_answer(
                left,
                lambda listener, audio: interview.rehearse(listener, audio=audio, ahead=False),
                on_progress,
            )
            turns += [replace(turn, round=turns[-1].round) for turn in given.turns]
            answers.append(given)
            interview.answered(given.answer_id, given.scorecard)
        if interview.course.phase is CoursePhase.REVIEW:
            interview.send(events.GoOn())
        session_id = str(interview.session_id)
        notices = [given.notice for given in answers if given.notice]
        if left:
            notices.append(
                f"The interviewer had no further question: {counted(len(left), 'answer')} not used."
            )
        return Practice(
            session_id=session_id,
            turns=tuple(turns),
            answers=tuple(given.scorecard for given in answers),
            voice=answers[0].voice,
            notice=" ".join(dict.fromkeys(notices)),
            report=None if interview.drill else self._interviews.report(session_id),
        )

    def sample(self, on_progress: Progress | None = None) -> Practice:
        """Rehearse the shipped sample in a temporary folder. Slow."""
        sample = self._sessions.sample.answer()
        question = self._sessions.question_of(sample)
        assert question is not None
        assert sample.audio is not None
        with tempfile.TemporaryDirectory() as folder:
            elsewhere = Sessions(SettingsStore(Settings(recordings=folder)), self._questions)
            try:
                guest = Headless(self._interviews.elsewhere(elsewhere), elsewhere, self._questions)
                drill = guest._interviews.begin_drill(question, sample.audience)
                return guest.practise(drill, [sample.audio], on_progress=on_progress)
            finally:
                elsewhere.close()


def _check(file: Path) -> None:
    """Raises `BadInputError` for what can be neither heard nor read."""
    from simulator.speech.audio.files import pieces

    if is_text(file):
        read_text(file)
    else:
        next(pieces(file))


def _moved_on(interview: Interview) -> bool:
    """Go on until there is something to answer; False when all is over."""
    while interview.course.phase in (CoursePhase.WAITING, CoursePhase.REVIEW):
        interview.send(events.GoOn())
    return interview.course.phase is CoursePhase.ASKING


def _asked(course: Course, *, drill: bool) -> SpokenTurn:
    turn = course.turn
    assert turn is not None
    return SpokenTurn(
        speaker="interviewer",
        text=turn.question.prompt,
        kind=turn.kind.value,
        because=turn.because,
        lead=turn.lead,
        round=None if drill else turn.round + 1,
    )


def practice_json(done: Practice, examined: Examined | None = None) -> dict[str, Any]:
    """The published document of `practice --headless`; `examined` is the code of the first answer."""
    fields = ("speaker", "text", "kind", "because", "answer_id", "lead", "round")
    turns = [{name: getattr(turn, name) for name in fields} for turn in done.turns]
    answers = [scorecard_json(card) for card in done.answers]
    if examined is not None:
        answers[0]["code"] = examined_json(examined)
    document = {"session_id": done.session_id, "turns": turns, "answers": answers}
    return document if done.report is None else document | {"report": report_json(done.report)}
