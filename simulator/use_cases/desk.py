"""The desk: everything a person can do here, wired together.

Making a `Desk` opens nothing: each part loads what it needs when it is first asked. Closing it ends what was
opened. Screens and commands hold a desk; the parts are given only one another, never the desk.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from simulator.model.settings import Settings
from simulator.use_cases.batch import Batch
from simulator.use_cases.equipment import Equipment, SoundEquipment
from simulator.use_cases.examine import Examine
from simulator.use_cases.look_back.comparisons import Comparisons
from simulator.use_cases.look_back.corrections import Corrections
from simulator.use_cases.look_back.documents import Documents
from simulator.use_cases.look_back.export import Export
from simulator.use_cases.look_back.housekeeping import Housekeeping
from simulator.use_cases.look_back.objections import Objections
from simulator.use_cases.look_back.ratings import Ratings
from simulator.use_cases.look_back.second_opinions import SecondOpinions
from simulator.use_cases.look_back.sessions import Sessions
from simulator.use_cases.look_back.trends import Trends
from simulator.use_cases.look_back.unfinished import Unfinished
from simulator.use_cases.machine import Machine, Parts
from simulator.use_cases.practise.drafts import Drafts
from simulator.use_cases.practise.headless import Headless
from simulator.use_cases.practise.interview_session import InterviewParts
from simulator.use_cases.practise.interviewer import Interviewer
from simulator.use_cases.practise.microphone_check import MicrophoneChecks
from simulator.use_cases.practise.player import Player
from simulator.use_cases.practise.rehearsals import Rehearsals
from simulator.use_cases.prepare.coach import Coach
from simulator.use_cases.prepare.interviews import Interviews
from simulator.use_cases.prepare.job import Job, readable_yours
from simulator.use_cases.prepare.questions import Questions
from simulator.use_cases.prepare.stories import Stories
from simulator.use_cases.prepare.vocabulary import Vocabulary
from simulator.use_cases.scorer import Scorer
from simulator.use_cases.settings_store import SettingsStore

if TYPE_CHECKING:
    from simulator.reading.embedder import SentenceEmbedder
    from simulator.scoring.judgement.learned import Judges

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
        self.equipment = equipment or Equipment(self.settings)
        self.questions = Questions(self.settings)
        self.vocabulary = Vocabulary(self.settings, self.questions)
        self.sessions = Sessions(self.settings, self.questions)
        self.scorer = Scorer(
            self.settings,
            lambda: readable_yours(self.sessions.recordings),
            embedder=embedder,
            judges=judges,
        )
        self.job = Job(self.settings, self.vocabulary, self.scorer)
        self.stories = Stories(self.sessions, self.questions, self.scorer)
        self.coach = Coach(self.sessions, self.questions, self.stories, self.job)

        self.interviewer = Interviewer(self.scorer)
        self.rehearsals = Rehearsals(
            self.settings,
            self.equipment,
            self.sessions,
            self.questions,
            self.scorer,
            self.interviewer,
            self.vocabulary,
        )
        self.interviews = Interviews(
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
        self.headless = Headless(self.interviews, self.sessions, self.questions)
        self.microphone_checks = MicrophoneChecks(self.settings, self.equipment, self.rehearsals)
        self.player = Player(self.sessions, self.equipment)
        self.drafts = Drafts()

        self.unfinished = Unfinished(
            self.settings, self.sessions, self.rehearsals, self.scorer, self.vocabulary
        )
        self.corrections = Corrections(self.sessions, self.scorer)
        self.objections = Objections(self.sessions, self.scorer)
        self.comparisons = Comparisons(self.sessions)
        self.ratings = Ratings(self.sessions, self.scorer)
        self.second_opinions = SecondOpinions(self.settings)
        self.trends = Trends(self.sessions)
        self.documents = Documents(self.sessions, self.corrections, self.stories)
        self.export = Export(self.sessions, self.documents, self.player, self.trends, self.interviews)
        self.housekeeping = Housekeeping(self.sessions)

        self.examine = Examine(self.settings, self.questions, self.scorer, self.vocabulary)
        self.batch = Batch(self.examine, self.questions)
        self.machine = Machine(
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
        self.rehearsals.close()
        self.microphone_checks.close()
        endings = (*self.equipment.endings(), self.scorer.close, self.sessions.close)
        threads = [threading.Thread(target=ending, daemon=True) for ending in endings]
        for thread in threads:
            thread.start()
        deadline = time.monotonic() + CLOSING_S
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))
