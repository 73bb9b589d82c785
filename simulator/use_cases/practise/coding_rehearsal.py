"""A coding problem rehearsed: its question asked and answered aloud, while code is typed and kept.

The recording runs through discussion, coding and review without a break. Every edit, run and phase goes into
a journal beside the sound, on the sound's clock.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from simulator.interview.coding.edits import (
    PhaseStart,
    TestRun,
    between,
    edit_line,
    phase_line,
    run_line,
)
from simulator.interview.exchange import machine as talk
from simulator.interview.exchange.machine import View
from simulator.model.errors import SimulatorError
from simulator.model.records import AnswerRecord
from simulator.model.scorecard import Audience, Scorecard
from simulator.model.transcript import Transcript
from simulator.use_cases.look_back.code_answers import CodeAnswers
from simulator.use_cases.look_back.sessions import Sessions
from simulator.use_cases.practise.audible import AUDIBLE
from simulator.use_cases.practise.coding import Coding
from simulator.use_cases.practise.left_code import goes_on, left_of
from simulator.use_cases.practise.rehearsal import Rehearsal
from simulator.use_cases.practise.rehearsals import Rehearsals
from simulator.use_cases.practise.sitting import Sitting
from simulator.use_cases.practise.takes import Takes
from simulator.use_cases.prepare.questions import Questions
from simulator.use_cases.scorer import Scorer

if TYPE_CHECKING:
    from simulator.archive.code import EditsWriter
    from simulator.interview.coding.problem import Problem
    from simulator.interview.coding.results import Ran, TestResult
    from simulator.use_cases.practise.interview_session import Interview

PHASES = ("discussion", "coding", "review")


class CodingRehearsal:
    """One problem under way. Safe to use from any thread."""

    def __init__(
        self,
        problem: Problem,
        left: AnswerRecord | None,
        *,
        sessions: Sessions,
        coding: Coding,
        answers: CodeAnswers,
    ) -> None:
        """`left` is an answer to the problem that was left in the middle: it goes on where it stopped."""
        self.problem = problem
        self.phase = PHASES[0]
        self.text = problem.start
        """The code as it is now."""
        self.trouble = ""
        """What went wrong beside the talk, as a sentence; "" when nothing did."""
        self.silent = False
        """Whether code is typed without talk: nothing is recorded."""
        self.resumes = False
        """Whether this is an answer that was left."""
        self.rehearsal: Rehearsal
        self._sessions = sessions
        self._coding = coding
        self._answers = answers
        self._lock = threading.RLock()
        self._takes: Takes | None = None
        self._left = left
        self._answer: AnswerRecord | None = None
        self._writer: EditsWriter | None = None
        self._last_s = self._heard_s = self._typed_s = 0.0
        self._silent_since = 0.0
        self._examined: tuple[str, threading.Thread] | None = None
        self._ran: Ran | None = None
        if left is not None:
            self._come_back(left)

    def _come_back(self, left: AnswerRecord) -> None:
        journal = self._answers.journal(left)
        if journal is not None and journal.edits:
            self.text, self.resumes = journal.final, True
            self.phase = journal.phases[-1].phase if journal.phases else PHASES[0]

    @property
    def records_on(self) -> bool:
        """Whether its recording goes on too, once the microphone is open."""
        return self._left is not None and goes_on(self._left, True)

    # The answer

    def beside(self, made: Takes) -> Takes:
        """What the rehearsal of the question needs, with the code beside it."""

        def judge(answer: AnswerRecord, transcript: Transcript) -> tuple[Transcript, Scorecard]:
            judged = made.judge(answer, transcript)
            self._examine(answer)
            return judged

        def opened(has_audio: bool) -> AnswerRecord:
            return self._opened(made.open, has_audio)

        self._takes = replace(
            made, open=opened, drop=lambda answer: self._drop(made.drop, answer), judge=judge
        )
        return self._takes

    def _opened(self, begin: Callable[[bool], AnswerRecord], has_audio: bool) -> AnswerRecord:
        with self._lock:
            if self.silent and self._answer is not None and not has_audio:
                return self._answer
            left = self._left if self._left and goes_on(self._left, has_audio) else None
            answer = left or begin(has_audio)
            if left is None:
                self._last_s = 0.0
            self._answer = answer
            self._heard_s = self._typed_s = self._last_s
            self._write_on(answer, begun=left is None)
            return answer

    def _write_on(self, answer: AnswerRecord, *, begun: bool) -> None:
        from simulator.archive.code import EditsWriter

        code = self._sessions.archive.code
        self._writer = EditsWriter(code.edits_path(answer.id))
        journal = None if begun else code.edits(answer.id)
        if journal is not None:
            times = [item.at_s for items in (journal.edits, journal.runs, journal.phases) for item in items]
            self._last_s = max(times, default=0.0)
        if edit := between(journal.final if journal else "", self.text, self._last_s):
            self._writer.add(edit_line(edit))
        self._writer.add(phase_line(PhaseStart(self._last_s, self.phase)))

    def _drop(self, drop: Callable[[AnswerRecord], None], answer: AnswerRecord) -> None:
        """Forget a take; one that was left before is no new one, and stays."""
        self._stop_writing()
        with self._lock:
            self._answer = None
            if self._left is not None and answer.id == self._left.id:
                return
        drop(answer)

    # What is typed and run

    @property
    def begun(self) -> bool:
        """Whether there is an answer that edits belong to."""
        return self._writer is not None

    @property
    def now_s(self) -> float:
        """The second of the recording, or of the typing where nothing is recorded; never runs backwards."""
        with self._lock:
            now = time.monotonic() - self._silent_since if self.silent else self.rehearsal.recorded_s
            self._last_s = max(self._last_s, now)
            return self._last_s

    @property
    def elapsed_s(self) -> float:
        """Seconds of the candidate's."""
        return self.now_s if self.silent and self.begun else self.rehearsal.elapsed_s

    def edited(self, text: str) -> None:
        """The code reads so now. Returns at once."""
        with self._lock:
            if self._writer is not None and (edit := between(self.text, text, self.now_s)):
                self.text, self._typed_s = text, edit.at_s
                self._writer.add(edit_line(edit))

    def run_tests(self, on_test: Callable[[TestResult], None]) -> Ran:
        """Run the visible tests on the code as it is now. Slow. Raises `MissingPartError`."""
        ran = self._coding.run(self.problem, self.text, self.problem.visible, on_test=on_test)
        with self._lock:
            if self._writer is not None:
                failed = tuple(test.name for test in ran.tests if not test.passed)
                self._writer.add(run_line(TestRun(self.now_s, ran.passed, ran.total, failed)))
        return ran

    def move_on(self) -> bool:
        """Go to the next phase; False after the last, where `finish` is what is left."""
        with self._lock:
            at = PHASES.index(self.phase)
            if at + 1 == len(PHASES):
                return False
            self.phase = PHASES[at + 1]
            if self._writer is not None:
                self._writer.add(phase_line(PhaseStart(self.now_s, self.phase)))
            return True

    # Silence

    def hear(self, level: float) -> None:
        """Note the level of the microphone, a few times a second."""
        if level > AUDIBLE:
            self._heard_s = self.now_s

    @property
    def quiet_s(self) -> float:
        """Seconds since anything was heard, if something was typed since; else 0."""
        talking = not self.silent and self.begun
        return self.now_s - self._heard_s if talking and self._typed_s > self._heard_s else 0.0

    @property
    def writing_trouble(self) -> str:
        """Why what is typed is not on the disk; "" when it is."""
        return self._writer.trouble if self._writer else ""

    # Its end

    def begin_silently(self) -> None:
        """Type without talk. Waits for the archive. Raises `ArchiveError`."""
        with self._lock:
            assert self._takes is not None
            self.silent = True
            try:
                self._answer = self._takes.open(False)
            except SimulatorError:
                self.silent = False
                raise
            self._silent_since = time.monotonic() - self._last_s
        self.rehearsal.send(talk.Skip())

    def finish(self) -> None:
        """The answer is over: the tests run while its last words are heard."""
        self._prepare()
        self.rehearsal.send(talk.TypeAnswer("") if self.silent else talk.Done())

    def again(self) -> None:
        """Take the problem once more, from its beginning, as another answer."""
        with self._lock:
            self.text, self.phase, self.trouble = self.problem.start, PHASES[0], ""
            self.silent = self.resumes = False
            self._left = self._examined = self._ran = self._answer = None
            self._last_s = self._heard_s = self._typed_s = 0.0
        self.rehearsal.send(talk.TakeAgain())

    def _prepare(self) -> None:
        """Run all tests on the code as it is now, on a thread, unless that was done."""
        with self._lock:
            if self._examined is None or self._examined[0] != self.text:
                thread = threading.Thread(target=self._run_all, args=(self.text,), name="tests", daemon=True)
                self._examined = (self.text, thread)
                thread.start()

    def _run_all(self, code: str) -> None:
        self._ran = None
        with contextlib.suppress(Exception):  # they are run again for the report, which says why not
            self._ran = self._coding.run(self.problem, code)

    def _examine(self, answer: AnswerRecord) -> None:
        """Make the report; what goes wrong here takes nothing from the scores."""
        self._prepare()
        assert self._examined is not None
        self._examined[1].join()
        self._stop_writing()
        try:
            self._answers.examine(self._sessions.archive.answer(answer.id), self._ran)
        except SimulatorError as error:
            self.trouble = f"{error} {error.mend}".strip()
        except Exception as error:  # noqa: BLE001 - the scores are kept, and the scorecard tries again
            self.trouble = f"The code could not be judged: {type(error).__name__}: {error}."

    def _stop_writing(self) -> None:
        with self._lock:
            writer, self._writer = self._writer, None
        if writer is not None:
            writer.close()

    def close(self) -> None:
        """Stop; what was recorded and typed is kept, and comes back when the problem is begun again."""
        self.rehearsal.close()
        self._stop_writing()


class CodingRehearsals:
    """Begins the rehearsals of coding problems."""

    def __init__(
        self,
        sessions: Sessions,
        questions: Questions,
        scorer: Scorer,
        rehearsals: Rehearsals,
        coding: Coding,
        answers: CodeAnswers,
    ) -> None:
        self._sessions = sessions
        self._questions = questions
        self._scorer = scorer
        self._rehearsals = rehearsals
        self._coding = coding
        self._answers = answers

    def begin(
        self, problem_id: str, *, listener: Callable[[View], None], audience: Audience | None = None
    ) -> CodingRehearsal:
        """Ask the problem; `listener` is called with each new view of the talk, on its thread. Slow.

        An answer to it that was left in the middle goes on. Raises `BadInputError` for an unknown problem.
        """
        problem = self._coding.problems.get(problem_id)
        self._rehearsals.close()
        archive = self._sessions.archive
        left = left_of(archive, problem.id)
        sitting = Sitting(
            archive,
            self._scorer,
            title=problem.title,
            session=archive.session(left.session_id) if left else None,
        )
        made = self._made(problem, left)
        who = self._questions.audience(problem.question, audience)
        made.rehearsal = self._rehearsals.rehearse(
            problem.question,
            listener=listener,
            audience=audience,
            takes=made.beside(sitting.takes(problem.question, who)),
        )
        return made

    def in_interview(self, interview: Interview, *, listener: Callable[[View], None]) -> CodingRehearsal:
        """Ask the problem that an interview is at; its interviewer asks, and the interview goes on from it.

        An answer to it that was left in the middle of this interview goes on. Slow. Raises `BadInputError`
        for a problem that is not there any more.
        """
        turn = interview.course.turn
        problem = self._coding.problems.get(turn.question.id if turn else "")
        self._rehearsals.close()
        archive, session_id = self._sessions.archive, interview.session_id
        left = left_of(archive, problem.id, session_id) if session_id else None
        made = self._made(problem, left)
        made.rehearsal = interview.rehearse(listener, beside=made.beside)
        return made

    def _made(self, problem: Problem, left: AnswerRecord | None) -> CodingRehearsal:
        return CodingRehearsal(
            problem, left, sessions=self._sessions, coding=self._coding, answers=self._answers
        )
