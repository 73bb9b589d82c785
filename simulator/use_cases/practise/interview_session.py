"""A whole interview under way: its course, the rehearsal of its present turn, and what is kept of it."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from simulator.interview.exchange.machine import Phase as Talk
from simulator.interview.exchange.machine import View
from simulator.interview.process import course as events
from simulator.interview.process import pressure
from simulator.interview.process.course import Course, CoursePhase, Turn
from simulator.interview.process.course_text import course_text
from simulator.interview.process.pressure import Moment
from simulator.model.errors import BadInputError, SimulatorError
from simulator.model.records import AnswerRecord, SessionRecord, TurnPlace
from simulator.model.scorecard import Scorecard
from simulator.use_cases.practise.audible import AUDIBLE

if TYPE_CHECKING:
    from simulator.speech.ports import Audio
    from simulator.use_cases.equipment import SoundEquipment
    from simulator.use_cases.look_back.sessions import Sessions
    from simulator.use_cases.practise.rehearsal import Rehearsal
    from simulator.use_cases.practise.rehearsals import Rehearsals
    from simulator.use_cases.practise.takes import Takes
    from simulator.use_cases.scorer import Scorer
    from simulator.use_cases.settings_store import SettingsStore

DRILL = "drill"
"""Id of the plan that a drill follows."""
TYPED_WORDS_A_SECOND = 2.4
"""A typed answer is charged the time that saying it at this pace would take."""


@dataclass(frozen=True, kw_only=True)
class _Clock:
    """What is remembered of the answer under way."""

    elapsed_s: float = 0.0
    heard_s: float = 0.0
    """The second at which something was last heard."""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class InterviewParts:
    """What an interview under way needs."""

    sessions: Sessions
    scorer: Scorer
    settings: SettingsStore
    equipment: SoundEquipment
    rehearsals: Rehearsals


class Interview:
    """Goes through a course: `rehearse` asks the turn, `heard` takes its answer, `send` what is wanted.

    After each, `course` says what comes: a round to begin, a turn to rehearse, a scorecard, the end. Every
    step is kept, so that an interview left at any point can be resumed. Safe to call from any thread.
    """

    def __init__(self, parts: InterviewParts, course: Course, session: SessionRecord | None = None) -> None:
        """`session` is that of a resumed interview; without it a new one begins with the first answer."""
        from simulator.use_cases.practise.sitting import Sitting

        self.course = course
        self.drill = course.plan.id == DRILL
        self._parts = parts
        self._lock = threading.RLock()
        self._clock = _Clock()
        self._aloud = False
        """Whether a loudspeaker is there, and no files stand in for it."""
        self._sitting = Sitting(
            parts.sessions.archive,
            parts.scorer,
            title=course.drawn[0][0].prompt if self.drill else course.plan.title,
            interview_id=None if self.drill else course.plan.id,
            mode=course.mode.value,
            session=session,
        )

    @property
    def session_id(self) -> str | None:
        """The session's id; None before the first answer is begun."""
        return self._sitting.session.id if self._sitting.session else None

    def send(self, event: events.CourseEvent) -> Course:
        """Take in what the candidate wants or what happened; returns the course as it is then.

        After `Again` the rehearsal of the turn goes on: send it `TakeAgain` too.
        """
        with self._lock:
            before = self.course
            self.course = events.step(before, event)
            self._keep()
            self._say_farewell(before)
            return self.course

    def _say_farewell(self, before: Course) -> None:
        """Have an interviewer whose round is over take their leave, in their voice."""
        over = self.course.farewell and not before.farewell
        if over and self._aloud and not self.drill:
            args = (self.course.farewell, before.interviewer.voice, before.interviewer.like)
            threading.Thread(target=self._say, args=args, daemon=True).start()

    def heard(self, view: View) -> Course:
        """Take in a view of the rehearsal: one with a scorecard moves the course on, others do not."""
        if view.phase is not Talk.SCORED or view.scorecard is None or view.answer_id is None:
            return self.course
        return self.answered(view.answer_id, view.scorecard)

    def answered(self, answer_id: str, card: Scorecard) -> Course:
        """Move the course on after the turn's answer was stored and scored."""
        answer = self._parts.sessions.archive.answer(answer_id)
        return self.send(events.Answered(answer_id, card, _seconds(answer, card)))

    def moment(self, view: View, elapsed_s: float, level: float) -> Moment:
        """The clock of the answer under way, to be asked for a few times a second while it is recorded.

        `elapsed_s` and `level` are the rehearsal's. With headphones on, a new note is also spoken. When the
        moment says `interrupted`, the interviewer stops the answer: show that, and send the rehearsal `Done`.
        """
        with self._lock:
            turn = self._turn()
            if elapsed_s < self._clock.elapsed_s:
                self._clock = _Clock()
            heard_s = elapsed_s if level > AUDIBLE else self._clock.heard_s
            note = pressure.note(elapsed_s, turn.question.time_limit_s)
            if note and note != self._clock.note and self._parts.settings.current.headphones == "yes":
                threading.Thread(
                    target=self._say, args=(note, turn.voice, self._like(turn)), daemon=True
                ).start()
            self._clock = _Clock(elapsed_s=elapsed_s, heard_s=heard_s, note=note)
            return Moment(
                elapsed_s=elapsed_s,
                limit_s=turn.question.time_limit_s,
                round_s=self.course.spent_s + elapsed_s,
                round_limit_s=self.course.budget_s,
                note=note,
                interrupted=self._interrupts(view, turn),
            )

    def _interrupts(self, view: View, turn: Turn) -> bool:
        from simulator.scoring.measures.rambling import rambles

        clock = self._clock
        limit_s, silent_s = turn.question.time_limit_s, clock.elapsed_s - clock.heard_s
        if view.phase is not Talk.LISTENING or not events.may_interrupt(self.course):
            return False
        if not rambles(view.said, elapsed_s=clock.elapsed_s, limit_s=limit_s, silent_s=silent_s):
            return False
        self.send(events.Interrupt())
        return True

    def _like(self, turn: Turn) -> str:
        """Whose voice fits the interviewer of that turn."""
        return self.course.plan.rounds[turn.round].like

    def _say(self, sentence: str, voice: int, like: str) -> None:
        """Say a sentence into the headphones, where the microphone does not hear it."""
        with contextlib.suppress(SimulatorError):  # the sentence is also shown
            if utterance := self._parts.equipment.voice.prepare(sentence, voice, like):
                self._parts.equipment.audio().play(utterance.path)

    def rehearse(
        self,
        listener: Callable[[View], None],
        *,
        audio: Audio | None = None,
        ahead: bool = True,
        hands_free: bool = False,
        beside: Callable[[Takes], Takes] = lambda takes: takes,
    ) -> Rehearsal:
        """Ask the present turn, in its interviewer's voice; `listener` gets each view of the conversation.

        With `ahead`, what may be said next is turned into sound while the candidate answers. `hands_free`
        is as in `Rehearsals.rehearse`; `beside` adds what else is kept of a take, such as its code.
        """
        turn = self._turn()
        self._aloud = audio is None
        prepared = threading.Event()

        def watch(view: View) -> None:
            if ahead and view.phase is Talk.LISTENING and not prepared.is_set():
                prepared.set()
                threading.Thread(target=self._prepare_ahead, name="ahead", daemon=True).start()
            listener(view)

        return self._parts.rehearsals.rehearse(
            replace(turn.question, spoken=turn.aloud),
            listener=watch,
            audience=turn.audience,
            audio=audio,
            takes=beside(self._takes(turn)),
            voice=turn.voice,
            like=self._like(turn),
            manner=self.course.plan.rounds[turn.round].manner,
            hands_free=hands_free,
        )

    def _turn(self) -> Turn:
        if self.course.phase is not CoursePhase.ASKING or self.course.turn is None:
            raise BadInputError("The interview has nothing to ask now.")
        return self.course.turn

    def _takes(self, turn: Turn) -> Takes:
        place = TurnPlace(
            turn=turn.kind.value,
            round=None if self.drill else turn.round,
            because=turn.because,
            parent=turn.parent,
        )
        takes = self._sitting.takes(turn.question, turn.audience, place)

        def opened(has_audio: bool) -> AnswerRecord:
            with takes.together():  # no answer is stored without its interview
                answer = takes.open(has_audio)
                self._keep()
            return answer

        return replace(takes, open=opened)

    def _keep(self) -> None:
        if self._sitting.session is not None and not self.drill:
            over = self.course.phase is CoursePhase.OVER
            self._parts.sessions.archive.courses.keep(
                self._sitting.session.id, course_text(self.course), over=over
            )

    def _prepare_ahead(self) -> None:
        with contextlib.suppress(SimulatorError):  # the turn itself will report it
            for turn in events.likely_next(self.course):
                list(self._parts.equipment.voice.parts(turn.aloud, turn.voice, self._like(turn)))


def _seconds(answer: AnswerRecord, card: Scorecard) -> float:
    return answer.duration_s if answer.duration_s is not None else len(card.words) / TYPED_WORDS_A_SECOND


@dataclass(frozen=True, kw_only=True)
class LeftInterview:
    """An interview that was left half way."""

    session_id: str
    title: str
    round: int
    """From 1."""
    rounds: int

    @property
    def words(self) -> str:
        """What was left, for people: "Bank fraud team, round 2 of 4"."""
        return f"{self.title}, round {self.round} of {self.rounds}"
