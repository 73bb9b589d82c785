"""Coding problems as a user sees them: ours, and their own beside them."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.model.errors import BadInputError
from simulator.model.ownfile import expanded
from simulator.model.question import Kind, Question, Stage
from simulator.use_cases.prepare.own_files import shipped_and_own
from simulator.use_cases.settings_store import Remade, SettingsStore

if TYPE_CHECKING:
    from simulator.interview.coding.problem import Problem

FOLDER = "coding"
"""Where problems lie, beside the shipped questions and below the user's own."""


class Problems:
    """All coding problems: ours, and those in `coding/` of the user's folder of questions."""

    def __init__(self, settings: SettingsStore) -> None:
        self._settings = settings
        self._loaded = Remade(self._load, settings, "questions")

    def _load(self) -> tuple[dict[str, Problem], tuple[str, ...]]:
        from simulator.interview.coding.loader import load_folder

        named = self._settings.current.questions
        own = expanded(named) / FOLDER if named else None
        return shipped_and_own(load_folder, FOLDER, str(own) if own and own.is_dir() else "")

    @property
    def all(self) -> tuple[Problem, ...]:
        """Every problem, ours first."""
        return tuple(self._loaded.value[0].values())

    def faults(self) -> tuple[str, ...]:
        """Sentences about problem files that did not load."""
        return self._loaded.value[1]

    def find(self, problem_id: str | None) -> Problem | None:
        """The problem of that id; None when there is none."""
        return self._loaded.value[0].get(problem_id) if problem_id else None

    def matching(
        self, *, text: str = "", topic: str | None = None, kind: str | None = None, stage: str | None = None
    ) -> tuple[Question, ...]:
        """The questions of the problems that match, to be listed beside those that are only told."""
        from simulator.interview.bank.questions import Bank

        return Bank(problem.question for problem in self.all).filter(
            text=text, topic=topic, kind=Kind(kind) if kind else None, stage=Stage(stage) if stage else None
        )

    def draw(self, topic: str | None = None, seed: int | None = None) -> Problem:
        """One of those of that topic, by chance. Raises `BadInputError` when there is none."""
        fitting = [problem for problem in self.all if topic in (None, problem.topic)]
        if not fitting:
            raise BadInputError("No coding problem matches.", "`simulator code list` shows what there is.")
        return random.Random(seed).choice(fitting)

    def get(self, problem_id: str) -> Problem:
        """The problem of that id. Raises `BadInputError` for an unknown one, or one whose file is broken."""
        if problem := self.find(problem_id):
            return problem
        broken = [fault for fault in self.faults() if Path(fault.partition(":")[0]).stem == problem_id]
        if broken:
            raise BadInputError(broken[0])
        raise BadInputError(
            f"There is no coding problem '{problem_id}'.", "`simulator code list` names them all."
        )
