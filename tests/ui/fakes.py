"""A studio without devices, models or archive: it records what the screens ask of it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

from canned import (
    BIAS,
    CHURN,
    COMPETENCIES,
    DEVICES,
    INTERVIEW_REPORT,
    OVERVIEW,
    PLACES,
    PLAN,
    QUESTIONS,
    SESSIONS,
    STORIES,
    STORY,
    TELLINGS,
    TODAY,
    answer,
)
from msgspec import structs

from simulator.interview.exchange import machine as talk
from simulator.interview.exchange.machine import Command
from simulator.interview.process.pressure import Moment, note
from simulator.model.correction import Change, changes, replace_words
from simulator.model.errors import BadInputError, MissingPartError, SimulatorError
from simulator.model.opinion import Claim, Opinion
from simulator.model.plan import Mode, Plan
from simulator.model.question import Question
from simulator.model.records import (
    AnswerRecord,
    AnswerState,
    Bookmark,
    GroupMean,
    RatedPair,
    SessionRecord,
    StrongSentence,
    Take,
)
from simulator.model.report import Report as InterviewReport
from simulator.model.scorecard import Audience, SoFar
from simulator.model.settings import Settings
from simulator.model.transcript import Transcript, Word, WordKind
from simulator.model.trends import Overview
from simulator.scoring.language.text import sentences
from simulator.use_cases.look_back.agreement import Agreement, agreement
from simulator.use_cases.look_back.comparisons import Comparing
from simulator.use_cases.practise.interview_session import LeftInterview
from simulator.use_cases.prepare.coach import Suggestion, Today
from simulator.use_cases.prepare.stories import Shelf, Shelved
from simulator.use_cases.values import Competency, Course, Story, View, Yours, courses, intents


class FakeRehearsal:
    """The real conversation's state machine, with a world that does what the test says."""

    def __init__(self, question: Question, listener: Callable[[View], None], audience: Audience) -> None:
        self.view = talk.begin(question)
        self.audience = audience
        self.level = 0.0
        self.elapsed_s = 0.0
        self.sent: list[object] = []
        self.commands: list[Command] = []
        self.closed = False
        self._listener = listener
        self.send(talk.Started())

    def send(self, event: talk.Event) -> None:
        self.sent.append(event)
        self.view, commands = talk.step(self.view, event)
        self.commands += commands
        self._listener(self.view)

    def close(self) -> None:
        self.closed = True


class FakeInterview:
    """The real course, with rehearsals that do what the test says."""

    def __init__(self, studio: FakeStudio, course: Course) -> None:
        self.studio = studio
        self.course = course
        self.session_id = SESSIONS[0].id
        self.stops = False
        """Whether the interviewer interrupts now."""

    def moment(self, view: View, elapsed_s: float, _level: float) -> Moment:
        limit_s = view.question.time_limit_s
        return Moment(
            elapsed_s=elapsed_s,
            limit_s=limit_s,
            round_s=elapsed_s,
            round_limit_s=self.course.budget_s,
            note=note(elapsed_s, limit_s),
            interrupted=self.stops,
        )

    def send(self, event: courses.Event) -> Course:
        self.course = courses.step(self.course, event)
        return self.course

    def heard(self, view: View) -> Course:
        assert view.answer_id is not None
        assert view.scorecard is not None
        return self.send(courses.Answered(view.answer_id, view.scorecard, 60.0))

    def rehearse(self, listener: Callable[[View], None]) -> FakeRehearsal:
        assert self.course.turn is not None
        return self.studio.rehearse(self.course.turn.question, listener=listener)


class FakeMicrophoneCheck:
    def __init__(self) -> None:
        self.level = 0.0
        self.heard = False
        self.notice = ""
        self.stopped = False

    def stop(self) -> None:
        self.stopped = True


class FakeStudio(Comparing):
    def __init__(self, folder: Path) -> None:
        self.settings = Settings(theme="night", microphone_checked=True)
        self.settings_problems: tuple[str, ...] = ()
        self.sound = folder / "answer.flac"
        self.sound.write_bytes(b"")
        self.stored = list(SESSIONS)
        self.left: tuple[LeftInterview, ...] = ()
        self.cut_off: list[AnswerRecord] = []
        self.answer_of: dict[str, AnswerRecord] = {}
        self.taken: list[Take] = []
        """Takes of any question, oldest first."""
        self.problems: tuple[str, ...] = ()
        self.drafts: dict[str, str] = {}
        self.sound_trouble = ""
        self.missing: SimulatorError | None = None
        """Raised by everything that needs a device."""
        self.played: list[tuple[float, float | None]] = []
        self.speeds: list[float] = []
        self.marks: list[Bookmark] = []
        self.rated: list[RatedPair] = []
        self.playing = False
        self.said: list[str] = []
        self.position_s = 0.0
        self.rehearsals: list[FakeRehearsal] = []
        self.checks: list[FakeMicrophoneCheck] = []
        self.kept: list[Story] = list(STORIES)
        self.stories_broken = ""
        self.job = Yours()
        self.drills: list[str] = []
        self.tells: set[str] = set()
        """Answers that seem to tell the first story."""
        self.counted: list[int] = []
        """Words of each count that was asked for."""

    def change(self, **changes: str | bool) -> None:
        self.settings = replace(self.settings, **changes)  # type: ignore[arg-type]

    def questions(
        self, *, text: str = "", topic: str | None = None, kind: str | None = None, stage: str | None = None
    ) -> tuple[Question, ...]:
        return tuple(
            q
            for q in QUESTIONS
            if text.casefold() in q.prompt.casefold()
            and topic in (None, q.topic)
            and kind in (None, q.kind)
            and stage in (None, q.stage)
        )

    def question(self, question_id: str) -> Question:
        for question in QUESTIONS:
            if question.id == question_id:
                return question
        raise BadInputError(f"There is no question '{question_id}'.")

    def bank_problems(self) -> tuple[str, ...]:
        return self.problems

    def suggestion(self) -> Suggestion:
        return Suggestion(question=CHURN, reason="you scored 49 last time: take it again")

    def today(self) -> Today:
        return replace(TODAY, suggestion=self.suggestion())

    def knowledge_map(self) -> tuple[MapPlace, ...]:
        return PLACES

    def own_problems(self) -> tuple[str, ...]:
        return ()

    def yours(self) -> Yours:
        return self.job

    def keep_yours(self, job: str, background: str) -> Yours:
        if job == "/no/such":
            raise BadInputError("There is no text in it to keep.")
        self.job = Yours(
            job=job,
            background=background,
            title="Ranking Engineer [x]",
            asks=("build [b]ranking[/b] models", "5 or more years of search in production"),
            topics={"ranking-and-search": 1.0, "evaluation": 0.5},
        )
        return self.job

    def forget_yours(self) -> None:
        self.job = Yours()

    competencies = COMPETENCIES

    def story_shelf(self) -> Shelf:
        if self.stories_broken:
            raise BadInputError(self.stories_broken)
        shown = {c for story in self.kept for c in story.competencies}
        return Shelf(
            stories=tuple(
                Shelved(
                    story=story,
                    questions=tuple(q for q in QUESTIONS if q.id in story.questions),
                    tellings=TELLINGS if story.id == STORIES[0].id else (),
                )
                for story in self.kept
            ),
            competencies=COMPETENCIES,
            without=tuple(c for c in COMPETENCIES if c.id not in shown),
            path=Path("/home/me/recordings/stories.toml"),
        )

    def keep_story(self, story: Story) -> Story:
        if not story.title:
            raise BadInputError("The story's title: it is empty.")
        story = structs.replace(story, id=story.id or "new")
        self.kept = [other for other in self.kept if other.id != story.id] + [story]
        return story

    def delete_story(self, story_id: str) -> None:
        self.kept = [story for story in self.kept if story.id != story_id]

    def link_story(self, story_id: str, question_id: str) -> Story:
        story = next(story for story in self.kept if story.id == story_id)
        linked = tuple(q for q in story.questions if q != question_id)
        if linked == story.questions:
            linked = (*linked, question_id)
        return self.keep_story(structs.replace(story, questions=linked))

    def questions_for_story(self, story: Story) -> tuple[Question, ...]:
        return QUESTIONS

    def story_may_show(self, story: Story) -> tuple[Competency, ...]:
        return COMPETENCIES[1:2]

    def story_told(self, answer_id: str) -> Story | None:
        return STORIES[0] if answer_id in self.tells else None

    def drill(self, name: str) -> Question:
        self.drills.append(name)
        return BIAS

    def sessions(self) -> tuple[SessionRecord, ...]:
        return tuple(self.stored)

    def session(self, session_id: str) -> SessionRecord:
        return replace(self.stored[0], id=session_id, corrected=1)

    def answers(self, session_id: str) -> tuple[AnswerRecord, ...]:
        first = answer(self.sound)
        second = replace(first, id=f"{first.session_id}/02", take=2)
        return (first, second) if session_id.startswith(first.session_id) else (first,)

    def answer(self, answer_id: str) -> AnswerRecord:
        if answer_id in self.answer_of:
            return self.answer_of[answer_id]
        known = {record.id: record for record in self.answers(answer_id)}
        return known.get(answer_id, answer(self.sound))

    def unfinished(self) -> tuple[AnswerRecord, ...]:
        return tuple(self.cut_off)

    def finish_unfinished(self, answer_id: str, on_progress: Callable[[float], None]) -> AnswerRecord:
        on_progress(0.5)
        self.cut_off = [record for record in self.cut_off if record.id != answer_id]
        return answer(self.sound)

    def delete(self, session_id: str) -> None:
        if session_id == "sample":
            raise BadInputError("The shipped sample cannot be deleted.")
        self.stored = [session for session in self.stored if session.id != session_id]

    def correct(self, answer_id: str, first_word: int, last_word: int, text: str) -> AnswerRecord:
        before = self.answer(answer_id)
        assert before.transcript is not None
        words = replace_words(before.transcript, first_word, last_word, text)
        heard = before.heard or before.transcript
        self.answer_of[answer_id] = replace(
            before, transcript=words, heard=heard, corrected_at="2026-11-24T12:00:00+01:00"
        )
        return self.answer_of[answer_id]

    def go_back_to_heard(self, answer_id: str) -> AnswerRecord:
        before = self.answer(answer_id)
        self.answer_of[answer_id] = replace(before, transcript=before.heard, heard=None)
        return self.answer_of[answer_id]

    @property
    def archive(self) -> SimpleNamespace:  # type: ignore[override]
        return SimpleNamespace(takes=lambda _question: tuple(self.taken), answer=self.answer)

    def corrections(self, record: AnswerRecord) -> tuple[Change, ...]:
        return changes(record.heard, record.transcript) if record.heard and record.transcript else ()

    def sentences(self, transcript: Transcript) -> tuple[tuple[int, int], ...]:
        return tuple((span.first_word, span.last_word) for span in sentences(transcript))

    def question_of(self, record: AnswerRecord) -> Question | None:
        return next((q for q in QUESTIONS if q.id == record.question_id), None)

    def rehearse(
        self, question: Question, *, listener: Callable[[View], None], audience: Audience | None = None
    ) -> FakeRehearsal:
        self.rehearsals.append(FakeRehearsal(question, listener, audience or question.audience))
        return self.rehearsals[-1]

    def draft(self, question_id: str) -> str:
        return self.drafts.get(question_id, "")

    def keep_draft(self, question_id: str, text: str) -> None:
        self.drafts[question_id] = text

    def strong_answer(self, question: Question) -> tuple[StrongSentence, ...]:
        return (
            StrongSentence(text="First I would ask what counts as churn.", moves=("clarify",)),
            StrongSentence(text="[bold]Then[/bold] I would frame it.", moves=()),
        )

    def play_text(self, text: str) -> bool:
        self.said.append(text)
        self.playing = True
        return True

    def prepare_text(self, text: str) -> None:
        pass

    def plans(self) -> tuple[Plan, ...]:
        return (PLAN,)

    def plan_problems(self) -> tuple[str, ...]:
        return ()

    def left_interviews(self) -> tuple[LeftInterview, ...]:
        return self.left

    def begin_interview(
        self, plan_id: str, *, mode: str = "study", seed: int | None = None, interruptions: bool = False
    ) -> FakeInterview:
        return FakeInterview(self, courses.begin(PLAN, ((CHURN, BIAS), (STORY,)), mode=Mode(mode)))

    def continue_interview(self, session_id: str) -> FakeInterview:
        return FakeInterview(
            self, courses.step(courses.begin(PLAN, ((CHURN, BIAS), (STORY,))), courses.GoOn())
        )

    def interview_report(self, session_id: str) -> InterviewReport:
        return INTERVIEW_REPORT

    def keep_report(self, identifier: str) -> Path:
        return self.sound.parent / "reports" / f"{identifier.replace('/', '-')}.html"

    def overview(self) -> Overview:
        return OVERVIEW

    def group_means(self, measure: str, by: str) -> tuple[GroupMean, ...]:
        return (GroupMean("evaluation", 7, 71.25), GroupMean("[bold]vision[/bold]", 1, 64.0))

    def so_far(self, words: tuple[Word, ...]) -> SoFar:
        self.counted.append(len(words))
        return SoFar(fillers=sum(word.kind is WordKind.FILLER for word in words), words_per_minute=142.4)

    def play_answer(
        self, record: AnswerRecord, start_s: float = 0.0, end_s: float | None = None, speed: float = 1.0
    ) -> None:
        if self.missing:
            raise self.missing
        self.played.append((start_s, end_s))
        self.speeds.append(speed)
        self.playing, self.position_s = True, start_s

    def bookmarks(self, record: AnswerRecord) -> tuple[Bookmark, ...]:
        return tuple(sorted(self.marks, key=lambda mark: mark.at_s))

    def bookmark(self, record: AnswerRecord, at_s: float, note: str = "") -> None:
        self.marks.append(Bookmark(id=len(self.marks), at_s=at_s, note=note))

    def forget_bookmark(self, bookmark: Bookmark) -> None:
        self.marks.remove(bookmark)

    def second_opinion(self, transcript: Transcript, question: Question | None) -> Opinion:
        if self.missing:
            raise self.missing
        assert question is not None
        point = question.key_points[0]
        claim = Claim(id=point.id, text=point.text, quote="what counts as churn")
        asks = ("Why [b]thirty[/b] days?",)
        return Opinion(model="tiny", level=4, made=(claim,), missed=(), follow_ups=asks, thrown_away=1)

    def agreement(self) -> Agreement:
        return agreement(self.rated)

    def stop_playing(self) -> None:
        self.playing = False

    def waveform(self, record: AnswerRecord) -> tuple[float, ...]:
        if record.audio is None:
            return ()
        return tuple(abs(math.sin(i / 7)) * (0.3 + 0.7 * abs(math.sin(i / 43))) for i in range(600))

    def devices(self, *, refresh: bool = False) -> tuple[object, ...]:
        if self.missing:
            raise self.missing
        return DEVICES

    def microphone_check(self, device: str | None = None) -> FakeMicrophoneCheck:
        if self.missing:
            raise self.missing
        self.checks.append(FakeMicrophoneCheck())
        return self.checks[-1]

    def models(self) -> tuple[object, ...]:
        rows = (
            ("base", "hearing", 145, True),
            ("small", "hearing", 484, False),
            ("minilm", "meaning", 90, True),
        )
        return tuple(
            SimpleNamespace(name=name, kind=kind, size_mb=size, present=here, note="")
            for name, kind, size, here in rows
        )


NO_MICROPHONE = MissingPartError("No microphone was found.", "Plug one in.")
CUT_OFF = {"state": AnswerState.RECORDING, "transcript": None, "scorecard": None, "duration_s": 47.0}
__all__ = ["BIAS", "CUT_OFF", "NO_MICROPHONE", "FakeRehearsal", "FakeStudio", "Transcript", "intents"]
