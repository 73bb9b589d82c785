"""The desk: everything a person can do here, wired together.

Making a `Desk` opens nothing and imports next to nothing: a part is made when it is first reached, so that
the first screen is painted before the rest is read. Closing the desk ends what was opened. Screens and
commands hold a desk; the parts are given only one another, never the desk.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from simulator.model.settings import Settings
from simulator.use_cases.part import part
from simulator.use_cases.settings_store import SettingsStore

if TYPE_CHECKING:
    from simulator.reading.embedder import SentenceEmbedder
    from simulator.scoring.judgement.learned import Judges
    from simulator.use_cases.batch import Batch
    from simulator.use_cases.copying import Copying
    from simulator.use_cases.equipment import SoundEquipment
    from simulator.use_cases.examine import Examine
    from simulator.use_cases.look_back.code_answers import CodeAnswers
    from simulator.use_cases.look_back.comparisons import Comparisons
    from simulator.use_cases.look_back.corrections import Corrections
    from simulator.use_cases.look_back.documents import Documents
    from simulator.use_cases.look_back.export import Export
    from simulator.use_cases.look_back.housekeeping import Housekeeping
    from simulator.use_cases.look_back.objections import Objections
    from simulator.use_cases.look_back.ratings import Ratings
    from simulator.use_cases.look_back.second_opinions import SecondOpinions
    from simulator.use_cases.look_back.sessions import Sessions
    from simulator.use_cases.look_back.sketches import Sketches
    from simulator.use_cases.look_back.trends import Trends
    from simulator.use_cases.look_back.unfinished import Unfinished
    from simulator.use_cases.machine import Machine
    from simulator.use_cases.practise.coding import Coding
    from simulator.use_cases.practise.coding_rehearsal import CodingRehearsals
    from simulator.use_cases.practise.drafts import Drafts
    from simulator.use_cases.practise.headless import Headless
    from simulator.use_cases.practise.interviewer import Interviewer
    from simulator.use_cases.practise.microphone_check import MicrophoneChecks
    from simulator.use_cases.practise.player import Player
    from simulator.use_cases.practise.rehearsals import Rehearsals
    from simulator.use_cases.prepare.coach import Coach
    from simulator.use_cases.prepare.interviews import Interviews
    from simulator.use_cases.prepare.job import Job
    from simulator.use_cases.prepare.questions import Questions
    from simulator.use_cases.prepare.schedules import Schedules
    from simulator.use_cases.prepare.stories import Stories
    from simulator.use_cases.prepare.vocabulary import Vocabulary
    from simulator.use_cases.scorer import Scorer

CLOSING_S = 0.6
"""Seconds that closing waits in all; a process that takes longer ends by itself when its pipe closes."""


class Desk:
    """Holds the use cases. Safe to use from several threads."""

    def __init__(
        self,
        settings: Settings,
        problems: Sequence[str] = (),
        *,
        equipment: SoundEquipment | None = None,
        embedder: Callable[[], SentenceEmbedder | None] | None = None,
        judges: Callable[[], Judges | None] | None = None,
    ) -> None:
        """`problems` are sentences about the settings file.

        `equipment` stands in for this machine's devices, `embedder` for its model of meaning, `judges` for
        the trained judges.
        """
        self.settings = SettingsStore(settings, problems)
        self._equipment = equipment
        self._embedder = embedder
        self._judges = judges

    @part
    def equipment(self) -> SoundEquipment:
        from simulator.use_cases.equipment import Equipment

        return self._equipment or Equipment(self.settings)

    @part
    def questions(self) -> Questions:
        from simulator.use_cases.prepare.questions import Questions

        return Questions(self.settings)

    @part
    def vocabulary(self) -> Vocabulary:
        from simulator.use_cases.prepare.vocabulary import Vocabulary

        return Vocabulary(self.settings, self.questions)

    @part
    def sessions(self) -> Sessions:
        from simulator.use_cases.look_back.sessions import Sessions

        return Sessions(self.settings, self.questions)

    @part
    def scorer(self) -> Scorer:
        from simulator.use_cases.prepare.job import readable_yours
        from simulator.use_cases.scorer import Scorer

        sessions = self.sessions
        return Scorer(
            self.settings,
            lambda: readable_yours(sessions.recordings),
            embedder=self._embedder,
            judges=self._judges,
        )

    @part
    def job(self) -> Job:
        from simulator.use_cases.prepare.job import Job

        return Job(self.settings, self.vocabulary, self.scorer)

    @part
    def stories(self) -> Stories:
        from simulator.use_cases.prepare.stories import Stories

        return Stories(self.sessions, self.questions, self.scorer)

    @part
    def coach(self) -> Coach:
        from simulator.use_cases.prepare.coach import Coach

        return Coach(self.sessions, self.questions, self.stories, self.job)

    @part
    def schedules(self) -> Schedules:
        from simulator.use_cases.prepare.schedules import Schedules

        return Schedules(self.settings, self.sessions, self.coach)

    @part
    def interviewer(self) -> Interviewer:
        from simulator.use_cases.practise.interviewer import Interviewer

        return Interviewer(self.scorer)

    @part
    def rehearsals(self) -> Rehearsals:
        from simulator.use_cases.practise.rehearsals import Rehearsals

        return Rehearsals(
            self.settings,
            self.equipment,
            self.sessions,
            self.questions,
            self.scorer,
            self.interviewer,
            self.vocabulary,
        )

    @part
    def interviews(self) -> Interviews:
        from simulator.use_cases.practise.interview_session import InterviewParts
        from simulator.use_cases.prepare.interviews import Interviews

        return Interviews(
            self.settings,
            self.questions,
            self.job,
            InterviewParts(
                sessions=self.sessions,
                scorer=self.scorer,
                settings=self.settings,
                equipment=self.equipment,
                rehearsals=self.rehearsals,
            ),
        )

    @part
    def coding(self) -> Coding:
        from simulator.use_cases.practise.coding import Coding

        return Coding(self.questions.coding)

    @part
    def code_answers(self) -> CodeAnswers:
        from simulator.use_cases.look_back.code_answers import CodeAnswers

        return CodeAnswers(self.sessions, self.coding)

    @part
    def sketches(self) -> Sketches:
        from simulator.use_cases.look_back.sketches import Sketches

        return Sketches(self.sessions)

    @part
    def coding_rehearsals(self) -> CodingRehearsals:
        from simulator.use_cases.practise.coding_rehearsal import CodingRehearsals

        return CodingRehearsals(
            self.sessions, self.questions, self.scorer, self.rehearsals, self.coding, self.code_answers
        )

    @part
    def headless(self) -> Headless:
        from simulator.use_cases.practise.headless import Headless

        return Headless(self.interviews, self.sessions, self.questions)

    @part
    def microphone_checks(self) -> MicrophoneChecks:
        from simulator.use_cases.practise.microphone_check import MicrophoneChecks

        return MicrophoneChecks(self.settings, self.equipment, self.rehearsals)

    @part
    def player(self) -> Player:
        from simulator.use_cases.practise.player import Player

        return Player(self.sessions, self.equipment)

    @part
    def drafts(self) -> Drafts:
        from simulator.use_cases.practise.drafts import Drafts

        return Drafts()

    @part
    def unfinished(self) -> Unfinished:
        from simulator.use_cases.look_back.unfinished import Unfinished

        return Unfinished(self.settings, self.sessions, self.rehearsals, self.scorer, self.vocabulary)

    @part
    def corrections(self) -> Corrections:
        from simulator.use_cases.look_back.corrections import Corrections

        return Corrections(self.sessions, self.scorer)

    @part
    def objections(self) -> Objections:
        from simulator.use_cases.look_back.objections import Objections

        return Objections(self.sessions, self.scorer)

    @part
    def comparisons(self) -> Comparisons:
        from simulator.use_cases.look_back.comparisons import Comparisons

        return Comparisons(self.sessions)

    @part
    def ratings(self) -> Ratings:
        from simulator.use_cases.look_back.ratings import Ratings

        return Ratings(self.sessions, self.scorer)

    @part
    def second_opinions(self) -> SecondOpinions:
        from simulator.use_cases.look_back.second_opinions import SecondOpinions

        return SecondOpinions(self.settings)

    @part
    def trends(self) -> Trends:
        from simulator.use_cases.look_back.trends import Trends

        return Trends(self.sessions)

    @part
    def documents(self) -> Documents:
        from simulator.use_cases.look_back.documents import Documents

        return Documents(self.sessions, self.corrections, self.stories, self.code_answers)

    @part
    def export(self) -> Export:
        from simulator.use_cases.look_back.export import Export

        return Export(
            self.sessions,
            self.documents,
            self.player,
            self.trends,
            self.interviews,
            self.scorer,
            self.code_answers,
            self.sketches,
        )

    @part
    def copying(self) -> Copying:
        from simulator.use_cases.copying import Copying

        return Copying(self.export)

    @part
    def housekeeping(self) -> Housekeeping:
        from simulator.use_cases.look_back.housekeeping import Housekeeping

        return Housekeeping(self.sessions)

    @part
    def examine(self) -> Examine:
        from simulator.use_cases.examine import Examine

        return Examine(self.settings, self.questions, self.scorer, self.vocabulary)

    @part
    def batch(self) -> Batch:
        from simulator.use_cases.batch import Batch

        return Batch(self.examine, self.questions)

    @part
    def machine(self) -> Machine:
        from simulator.use_cases.machine import Machine, Parts

        return Machine(
            Parts(
                settings=self.settings,
                equipment=self.equipment,
                sessions=self.sessions,
                questions=self.questions,
                interviews=self.interviews,
                scorer=self.scorer,
            )
        )

    def close(self) -> None:
        """End every child process, all at the same time; a recording that is open is kept."""
        own = type(self)
        for conversations in (own.rehearsals.made(self), own.microphone_checks.made(self)):
            if conversations:
                conversations.close()
        endings: list[Callable[[], object]] = []
        if equipment := own.equipment.made(self):
            endings.extend(equipment.endings())
        endings.extend(used.close for used in (own.scorer.made(self), own.sessions.made(self)) if used)
        threads = [threading.Thread(target=ending, daemon=True) for ending in endings]
        for thread in threads:
            thread.start()
        deadline = time.monotonic() + CLOSING_S
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))
