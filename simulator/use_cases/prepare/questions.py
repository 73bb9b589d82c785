"""The question bank as a user sees it: our questions, and their own beside them."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.model import settings as schema
from simulator.model.errors import BadInputError
from simulator.model.question import Kind, Question, Stage
from simulator.model.scorecard import Audience
from simulator.use_cases.prepare.own_files import shipped_and_own, to_check
from simulator.use_cases.prepare.problems import Problems
from simulator.use_cases.settings_store import Remade, SettingsStore

if TYPE_CHECKING:
    from simulator.interview.bank.questions import Bank
    from simulator.scoring.language.lexicon import Lexicon


class Questions:
    """All questions: ours, and those in the folder that the settings name.

    A coding problem is found by its id like a question, and is among `everything`; the bank leaves it out.
    """

    def __init__(self, settings: SettingsStore) -> None:
        self._settings = settings
        self.coding = Problems(settings)
        self._loaded = Remade(self._load, settings, "questions")
        self._lexicon = Remade(_load_lexicon, settings)

    def _load(self) -> tuple[Bank, tuple[str, ...]]:
        from simulator.interview.bank.loader import load_folder
        from simulator.interview.bank.questions import Bank

        found, problems = shipped_and_own(load_folder, "questions", self._settings.current.questions)
        return Bank(found.values()), problems

    @property
    def lexicon(self) -> Lexicon:
        """The shipped terms. Raises `BadInputError` naming file, line and field."""
        return self._lexicon.value

    @property
    def bank(self) -> Bank:
        return self._loaded.value[0]

    @property
    def everything(self) -> tuple[Question, ...]:
        """All that can be asked: the bank, and after it the questions of the coding problems."""
        return (*self.bank, *(problem.question for problem in self.coding.all))

    def problems(self) -> tuple[str, ...]:
        """Sentences about question files that did not load."""
        return self._loaded.value[1]

    def matching(
        self, *, text: str = "", topic: str | None = None, kind: str | None = None, stage: str | None = None
    ) -> tuple[Question, ...]:
        """The questions that match all that is given."""
        return self.bank.filter(
            text=text,
            topic=topic,
            kind=Kind(kind) if kind else None,
            stage=Stage(stage) if stage else None,
            lexicon=self.lexicon if text.strip() else None,
        )

    def get(self, question_id: str) -> Question:
        """The question of that id. Raises `BadInputError` for an unknown one."""
        return self.find(question_id) or self.bank.get(question_id)

    def find(self, question_id: str | None) -> Question | None:
        """The question of that id; None when there is none."""
        if question_id and question_id in self.bank:
            return self.bank.get(question_id)
        problem = self.coding.find(question_id)
        return problem.question if problem else None

    def is_coding(self, question_id: str) -> bool:
        """Whether it is a coding problem, to be solved in an editor."""
        return question_id not in self.bank and self.coding.find(question_id) is not None

    def audience(self, question: Question | None, given: Audience | None = None) -> Audience:
        """Who listens: as given, else the setting, else the question's own."""
        if given is not None:
            return given
        if self._settings.current.audience:
            return Audience(self._settings.current.audience)
        return question.audience if question else Audience.ML_ENGINEER

    def from_file(self, path: str, question_id: str | None = None) -> Question:
        """The question of that id in a user's file, or its first."""
        from simulator.interview.bank.loader import load_file

        questions, problems = load_file(Path(path), path)
        chosen = [q for q in questions if question_id in (None, q.id)]
        if not chosen:
            raise BadInputError(problems[0] if problems else f"{path}: there is no question '{question_id}'.")
        return chosen[0]

    def check(self, path: str | None) -> tuple[int, tuple[str, ...]]:
        """How many questions load from a file or folder (ours by default), and what is wrong."""
        from simulator.interview.bank.loader import load_file, load_folder

        where = to_check(path, "questions")
        load = load_folder if where.is_dir() else load_file
        questions, problems = load(where, str(where))
        return len(questions), tuple(problems)

    def choose(
        self,
        question_id: str | None,
        *,
        topic: str | None = None,
        kind: str | None = None,
        seed: int | None = None,
    ) -> Question:
        """The question named, or one drawn from those that match."""
        if question_id:
            return self.get(question_id)
        matching = self.matching(topic=topic, kind=kind)
        if not matching:
            raise BadInputError("No question matches.", "`simulator questions list` shows what there is.")
        return random.Random(seed).choice(matching)


def _load_lexicon() -> Lexicon:
    from simulator.scoring.language.lexicon import load_lexicon

    return load_lexicon(schema.shipped("prompts") / "lexicon")
