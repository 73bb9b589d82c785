"""The use cases: rehearse, hear, score, keep, listen back. The one door for screens and commands.

Making a `Studio` opens nothing; each part is loaded when it is first needed. What takes long says so.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.interview.candidate.job import Yours
from simulator.interview.candidate.stories import PARTS as STORY_PARTS
from simulator.interview.candidate.stories import Competency, Story
from simulator.interview.exchange import machine as intents
from simulator.interview.exchange.machine import Intent, Phase, View
from simulator.interview.planning.agenda import Agenda, Standing, Step, Why
from simulator.interview.process import course as courses
from simulator.interview.process.course import Course, TurnKind
from simulator.interview.process.course import Phase as Stand
from simulator.model import settings as configuration
from simulator.model.curiosity import AskedQuestion
from simulator.model.errors import BadInputError, SimulatorError
from simulator.model.opinion import Opinion
from simulator.model.plan import Plan
from simulator.model.question import Fact, FollowUp, KeyPoint, Kind, Misconception, Question, Stage
from simulator.model.records import AnswerRecord, AnswerState, Bookmark, SessionRecord
from simulator.model.report import Report as InterviewReport
from simulator.model.report import RoundReport, Signal, WorkOn
from simulator.model.settings import Settings
from simulator.speech.ports import Audio, AudioEvent, Device, EarEvent, Utterance
from simulator.use_cases.examine import Examining
from simulator.use_cases.look_back.comparisons import Comparing
from simulator.use_cases.look_back.corrections import Correcting
from simulator.use_cases.look_back.export import Exporting
from simulator.use_cases.look_back.housekeeping import Keeping
from simulator.use_cases.look_back.ratings import Judging
from simulator.use_cases.look_back.sessions import Recorded
from simulator.use_cases.look_back.trends import Trends
from simulator.use_cases.practise.interview_session import Interview, LeftInterview
from simulator.use_cases.practise.interviewer import Interviewer
from simulator.use_cases.practise.player import Playback
from simulator.use_cases.practise.rehearsal import Rehearsal, Takes
from simulator.use_cases.prepare.coach import STORY, WEAK_SPOTS, Coaching, Suggestion, Today
from simulator.use_cases.prepare.coach import Place as MapPlace
from simulator.use_cases.prepare.interviews import Interviews
from simulator.use_cases.prepare.job import YourJob
from simulator.use_cases.prepare.questions import Library
from simulator.use_cases.prepare.stories import Shelf, Shelved, StoryBank

if TYPE_CHECKING:
    from simulator.model.scorecard import Audience, SoFar
    from simulator.model.transcript import Word
    from simulator.speech.audio.process import AudioProcess
    from simulator.speech.hearing.process import EarProcess
    from simulator.speech.voices.speaker import Speaker
    from simulator.use_cases.machine import Check, ModelRow
    from simulator.use_cases.practise.headless import Practice
    from simulator.use_cases.practise.interview_session import Interview
    from simulator.use_cases.practise.microphone_check import MicrophoneCheck
    from simulator.use_cases.scorer import Judge

__all__ = [
    "STORY",
    "STORY_PARTS",
    "WEAK_SPOTS",
    "Agenda",
    "AnswerRecord",
    "AnswerState",
    "AskedQuestion",
    "Bookmark",
    "Competency",
    "Course",
    "Device",
    "Fact",
    "FollowUp",
    "Intent",
    "Interview",
    "InterviewReport",
    "KeyPoint",
    "Kind",
    "LeftInterview",
    "MapPlace",
    "Misconception",
    "Opinion",
    "Phase",
    "Plan",
    "Question",
    "Rehearsal",
    "RoundReport",
    "SessionRecord",
    "Settings",
    "Shelf",
    "Shelved",
    "Signal",
    "Stage",
    "Stand",
    "Standing",
    "Step",
    "Story",
    "Studio",
    "Suggestion",
    "Today",
    "TurnKind",
    "View",
    "Why",
    "WorkOn",
    "Yours",
    "courses",
    "intents",
]

CLOSING_S = 0.6
"""How long closing waits: every process was told by then, and ends by itself when its pipe closes."""
Progress = Callable[[float], None]


class Studio(
    Recorded,
    Library,
    YourJob,
    Interviews,
    Interviewer,
    Playback,
    Trends,
    Exporting,
    Keeping,
    StoryBank,
    Coaching,
    Judging,
    Correcting,
    Comparing,
    Examining,
):
    """Everything a person can do here. Safe to call from several threads."""

    def __init__(self, settings: Settings, problems: Sequence[str] = ()) -> None:
        self.settings = settings
        self.settings_problems = tuple(problems)
        """What of the settings file could not be used."""
        self._lock = threading.RLock()
        self._audio: AudioProcess | None = None
        self._ear: EarProcess | None = None
        self._rehearsal: Rehearsal | None = None
        self._check: MicrophoneCheck | None = None

    def change(self, **changes: str | bool) -> None:
        """Save settings and apply them, also to an answer that is being given."""
        self.settings = configuration.save(self.settings, changes)
        if changes.keys() & {"engine", "model"} and self._ear is not None:
            self._ear.use(self.settings.engine, self.settings.model)
        if changes.keys() & {"microphone", "speaker"} and self._audio is not None:
            self._audio.use(self.settings.microphone or None, self.settings.speaker or None)
        for name in ("_bank", "_plans", "speaker", "archive"):
            self.__dict__.pop(name, None)

    def close(self) -> None:
        """End every child process, all at the same time; a recording that is open is kept."""
        if self._rehearsal is not None:
            self._rehearsal.close()
        if self._check is not None:
            self._check.stop()
        loaded = [self.__dict__[name] for name in ("speaker", "judge", "archive") if name in self.__dict__]
        endings = [self._end_ear, self._end_audio, *(part.close for part in loaded)]
        threads = [threading.Thread(target=ending, daemon=True) for ending in endings]
        for thread in threads:
            thread.start()
        deadline = time.monotonic() + CLOSING_S
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))

    # The archive

    def unfinished(self) -> tuple[AnswerRecord, ...]:
        """Answers that were cut off: sound without a transcript; none that is being recorded now."""
        from simulator.use_cases.practise.sitting import has_sound

        current = self._rehearsal.view.answer_id if self._rehearsal else None
        return tuple(a for a in self.archive.unfinished() if a.id != current and has_sound(a))

    def question_of(self, answer: AnswerRecord) -> Question | None:
        """The question as it was asked."""
        from simulator.archive import database
        from simulator.model.formats import from_json_text, question_from_json

        if answer.question_json:
            with database.failures(self.archive.path):
                return question_from_json(from_json_text(answer.question_json))
        return (
            self.bank.get(answer.question_id)
            if answer.question_id and answer.question_id in self.bank
            else None
        )

    def session_json(self, identifier: str) -> dict[str, Any]:
        """The published document of `sessions show`; raises `BadInputError` for an unknown id."""
        from simulator.use_cases.scorer import answer_json, session_row

        return {
            "session": session_row(self.session(identifier)),
            "answers": [
                answer_json(a) | self.opinions_json(a.id) | self.corrections_json(a) | self.story_json(a.id)
                for a in self.answers(identifier)
            ],
        }

    # Hearing and scoring

    @cached_property
    def judge(self) -> Judge:
        from simulator.use_cases.scorer import Judge

        return Judge(self.readable_yours, rubrics=self.settings.rubrics)

    # Rehearsing

    def warm_up(self, question: Question | None = None) -> None:
        """Start the processes for sound and hearing and make the judge ready, all in the background."""
        self.ear().warm_up()
        self.speaker.warm_up()
        threading.Thread(target=self._warm_judge, args=(question,), name="warm-up", daemon=True).start()

    def _warm_judge(self, question: Question | None) -> None:
        with contextlib.suppress(SimulatorError):  # scoring says so when it needs what is missing
            self.judge.warm_up(question)
            self.candidates(question)

    def rehearse(
        self,
        question: Question,
        *,
        listener: Callable[[View], None],
        audience: Audience | None = None,
        audio: Audio | None = None,
        takes: Takes | None = None,
        voice: int = 1,
    ) -> Rehearsal:
        """Ask `question`; `listener` is called with each new view, on the rehearsal's thread.

        `audio` stands in for microphone and speaker where there is no screen; `takes` are those of a session
        that is more than this question; `voice` is whose voice asks.
        """
        from simulator.use_cases.practise.sitting import Sitting
        from simulator.use_cases.prepare.vocabulary import own_words

        if self._rehearsal is not None:
            self._rehearsal.close()
        who = self.audience(question, audience)
        rehearsal = Rehearsal(
            question,
            listener=listener,
            audio=audio or self.audio(),
            ear=self.ear(),
            prepare=partial(self.speaker.parts, voice=voice),
            takes=takes or Sitting(self.archive, self.judge, title=question.prompt).takes(question, who),
            audience=who,
            hints=own_words(self.settings.words),
            candidates=partial(self.candidates, question),
            start_at_once=audio is None and self.settings.start == "at once",
            understand=partial(self.understand, question=question),
            replies_by_itself=bool(question.facts) and self.settings.replies == "by itself",
        )
        self._rehearsal = rehearsal
        self.warm_up(question)
        rehearsal.start()
        return rehearsal

    def practise_headless(
        self, interview: Interview, files: list[str], *, on_progress: Progress | None = None
    ) -> Practice:
        """Go through an interview or a drill without a screen: each file is what the microphone hears next.

        Slow.
        """
        from simulator.use_cases.practise import headless

        return headless.practise(self, interview, [Path(file) for file in files], on_progress)

    def so_far(self, words: tuple[Word, ...]) -> SoFar:
        """Fillers and pace of an answer that is still being given."""
        return self.judge.so_far(words)

    def rehearse_sample(self, on_progress: Progress | None = None) -> Practice:
        """Rehearse the shipped sample; nothing is stored. Slow."""
        from simulator.use_cases.practise import headless

        return headless.practise_sample(self, on_progress)

    def finish_unfinished(self, answer_id: str, on_progress: Progress | None = None) -> AnswerRecord:
        """Hear and score an answer that was cut off. Slow."""
        from simulator.use_cases.practise.sitting import finish

        return finish(self, answer_id, on_progress)

    # Listening back

    def audio(self) -> AudioProcess:
        """The process that owns microphone and speaker."""
        with self._lock:
            if self._audio is None:
                from simulator.speech.audio.process import AudioProcess

                self._audio = AudioProcess(
                    self._on_audio,
                    microphone=self.settings.microphone or None,
                    speaker=self.settings.speaker or None,
                )
            return self._audio

    def ear(self) -> EarProcess:
        """The process that hears."""
        with self._lock:
            if self._ear is None:
                from simulator.speech.hearing.process import EarProcess

                self._ear = EarProcess(self.settings.engine, self.settings.model, self._on_ear)
            return self._ear

    # This machine

    def devices(self, *, refresh: bool = False) -> tuple[Device, ...]:
        """Microphones and speakers. Raises `MissingPartError` without PortAudio."""
        return self.audio().devices(refresh=refresh)

    def microphone_check(self, device: str | None = None) -> MicrophoneCheck:
        """Listen to a microphone without keeping anything. Raises `BadInputError` while an answer has it."""
        from simulator.use_cases.practise.microphone_check import MicrophoneCheck

        if self._rehearsal is not None and self._rehearsal.view.phase in intents.RECORDING:
            raise BadInputError("The microphone records your answer now: finish or discard it first.")
        if self._check is not None:
            self._check.stop()
        self._check = MicrophoneCheck(self.audio(), device or self.settings.microphone or None)
        return self._check

    def voices(self) -> tuple[str, ...]:
        """Who can speak here, and who is used. Slow: each voice is tried."""
        return tuple(f"{'✓' if v.ok else '✗'} {v.id}: {v.why}" for v in self.speaker.available())

    def models(self) -> tuple[ModelRow, ...]:
        from simulator.use_cases import machine as doctor

        return doctor.models()

    def pull_model(self, name: str, on_progress: Progress | None = None) -> Path:
        """Download weights the official way. Slow."""
        from simulator.use_cases import machine as doctor

        return doctor.pull(name, on_progress)

    def doctor(self, *, mend: bool = False) -> tuple[Check, ...]:
        """Check everything; with `mend`, mend what can be mended without deleting. Slow."""
        from simulator.use_cases import machine as doctor

        return doctor.examine(self, mend=mend)

    # Inside

    @cached_property
    def speaker(self) -> Speaker:
        """Who turns text into sound."""
        from simulator.speech.voices.speaker import Speaker

        return Speaker(self.settings.voice, configuration.cache_folder())

    @property
    def _playing_audio(self) -> Audio | None:
        return self._audio

    def _prepare(self, text: str, voice: int = 1) -> Utterance | None:
        return self.speaker.prepare(text, voice)

    def _on_audio(self, event: AudioEvent) -> None:
        self._note_sound(event)
        if self._check is not None:
            self._check.on_audio(event)
        if self._rehearsal is not None:
            self._rehearsal.on_audio(event)

    def _on_ear(self, event: EarEvent) -> None:
        if self._rehearsal is not None:
            self._rehearsal.on_ear(event)

    def _end_audio(self) -> None:
        with self._lock:
            audio, self._audio = self._audio, None
        if audio is not None:
            audio.close()

    def _end_ear(self) -> None:
        with self._lock:
            ear, self._ear = self._ear, None
        if ear is not None:
            ear.close()
