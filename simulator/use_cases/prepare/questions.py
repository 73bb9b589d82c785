"""The bank as a user sees it: our questions, their own beside them, one to draw."""

from __future__ import annotations

import random
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.model import settings as configuration
from simulator.model.errors import BadInputError
from simulator.model.ownfile import expanded
from simulator.model.question import Kind, Question, Stage
from simulator.model.settings import Settings

if TYPE_CHECKING:
    from simulator.interview.bank.questions import Bank
    from simulator.scoring.language.lexicon import Lexicon
    from simulator.speech.ports import Candidates


class Library:
    """The part of the studio that knows questions; `settings` names the user's folder."""

    settings: Settings

    @cached_property
    def _bank(self) -> tuple[Bank, tuple[str, ...]]:
        from simulator.interview.bank.loader import load_folder
        from simulator.interview.bank.questions import Bank

        questions, problems = load_folder(configuration.shipped("prompts") / "questions", "shipped")
        if self.settings.questions:
            folder = expanded(self.settings.questions)
            own, own_problems = load_folder(folder, str(folder))
            known = {question.id for question in questions}
            problems += own_problems
            problems += [
                f"{folder}: question '{q.id}' has the id of a shipped one." for q in own if q.id in known
            ]
            questions += [question for question in own if question.id not in known]
        return Bank(questions), tuple(problems)

    @property
    def bank(self) -> Bank:
        return self._bank[0]

    def bank_problems(self) -> tuple[str, ...]:
        """Sentences about question files that did not load."""
        return self._bank[1]

    def questions(
        self, *, text: str = "", topic: str | None = None, kind: str | None = None, stage: str | None = None
    ) -> tuple[Question, ...]:
        """The questions that match all that is given."""
        return self.bank.filter(
            text=text, topic=topic, kind=Kind(kind) if kind else None, stage=Stage(stage) if stage else None
        )

    def question(self, question_id: str) -> Question:
        """Raises `BadInputError` for an unknown id."""
        return self.bank.get(question_id)

    @cached_property
    def _lexicon(self) -> Lexicon:
        from simulator.scoring.language.lexicon import load_lexicon

        return load_lexicon(configuration.shipped("prompts") / "lexicon")

    @cached_property
    def _candidates(self) -> dict[Question | None, Candidates]:
        return {}

    def candidates(self, question: Question | None) -> Candidates:
        """Terms that an answer may use: the ear writes them for what sounds like them. Remembered."""
        from simulator.use_cases.prepare.vocabulary import candidates, own_words

        if question not in self._candidates:
            own = own_words(self.settings.words)
            related = [other for other in self.bank.questions if question and other.topic == question.topic]
            self._candidates[question] = candidates(question, self._lexicon, related=related, own=own)
        return self._candidates[question]

    def question_from_file(self, path: str, question_id: str | None = None) -> Question:
        """The question of that id in a user's file, or its first."""
        from simulator.interview.bank.loader import load_file

        questions, problems = load_file(Path(path), path)
        chosen = [q for q in questions if question_id in (None, q.id)]
        if not chosen:
            raise BadInputError(problems[0] if problems else f"{path}: there is no question '{question_id}'.")
        return chosen[0]

    def check_questions(self, path: str | None) -> tuple[int, tuple[str, ...]]:
        """How many questions load from a file or folder (ours by default), and what is wrong."""
        from simulator.interview.bank.loader import load_file, load_folder

        where = expanded(path) if path else configuration.shipped("prompts") / "questions"
        if not where.exists():
            raise BadInputError(f"{where} does not exist.")
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
            return self.question(question_id)
        matching = self.questions(topic=topic, kind=kind)
        if not matching:
            raise BadInputError("No question matches.", "`simulator questions list` shows what there is.")
        return random.Random(seed).choice(matching)
