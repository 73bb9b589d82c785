"""The candidate's stories: the part of the studio that keeps, links and remembers them.

They are one TOML file beside the archive, so that they can be read and edited as text; what was told when is
in the archive, because it goes with the answers.
"""

from __future__ import annotations

import contextlib
import threading
from abc import abstractmethod
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from simulator.interview.candidate import stories as shelf
from simulator.interview.candidate.stories import Competency, Story
from simulator.model import settings as configuration
from simulator.model.errors import BadInputError, SimulatorError
from simulator.model.ownfile import expanded, write_private
from simulator.model.question import Kind, Question
from simulator.model.records import AnswerRecord, Telling

if TYPE_CHECKING:
    from simulator.archive.store import Archive
    from simulator.interview.bank.questions import Bank
    from simulator.model.transcript import Transcript
    from simulator.use_cases.scorer import Judge

FILE = "stories.toml"
_writing = threading.Lock()


@dataclass(frozen=True, kw_only=True)
class Shelved:
    """A story with what is known of it."""

    story: Story
    questions: tuple[Question, ...]
    """It is linked to, as far as they are in the bank."""
    tellings: tuple[Telling, ...]
    """Answers that seem to tell it, oldest first."""

    @property
    def last(self) -> Telling | None:
        return self.tellings[-1] if self.tellings else None


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """All stories."""

    stories: tuple[Shelved, ...]
    competencies: tuple[Competency, ...]
    without: tuple[Competency, ...]
    """Those that no story shows."""
    path: Path


class StoryBank:
    """Needs the archive's folder, the bank and the judge."""

    @property
    @abstractmethod
    def recordings(self) -> Path: ...

    @cached_property
    @abstractmethod
    def archive(self) -> Archive: ...

    @cached_property
    @abstractmethod
    def judge(self) -> Judge: ...

    @property
    @abstractmethod
    def bank(self) -> Bank: ...

    @cached_property
    def competencies(self) -> tuple[Competency, ...]:
        """What behavioral questions ask for."""
        return _competencies()

    def stories(self) -> tuple[Story, ...]:
        """As the file has them now. Raises `BadInputError` naming file, line and field."""
        return shelf.load_stories(self.recordings / FILE, self.competencies)

    def story(self, story_id: str) -> Story:
        """Raises `BadInputError` for an unknown id."""
        for story in self.stories():
            if story.id == story_id:
                return story
        raise BadInputError(f"There is no story '{story_id}'.", "`simulator stories list` names them all.")

    def story_shelf(self) -> Shelf:
        """All stories, when each was last told, and the competencies without one."""
        stories, tellings = self.stories(), self.archive.tellings.all()
        return Shelf(
            stories=tuple(
                Shelved(
                    story=story,
                    questions=self.story_questions(story),
                    tellings=tuple(t for t in tellings if t.story_id == story.id),
                )
                for story in stories
            ),
            competencies=self.competencies,
            without=shelf.without_story(self.competencies, stories),
            path=self.recordings / FILE,
        )

    def read_stories(self, path: str) -> tuple[Story, ...]:
        """The stories of any file of that format. Raises `BadInputError` naming file, line and field."""
        file = expanded(path)
        if not file.exists():
            raise BadInputError(f"{file} does not exist.")
        return shelf.load_stories(file, self.competencies)

    def add_stories(self, path: str) -> tuple[Story, ...]:
        """Keep the stories of a file beside those there are, in place of those of the same id."""
        return tuple(self.keep_story(story) for story in self.read_stories(path))

    def keep_story(self, story: Story) -> Story:
        """Keep a new or a changed story; one without an id is new and gets one.

        Raises `BadInputError` when it cannot be kept as it is, `ArchiveError` when it cannot be written.
        """
        with _writing:
            stories = list(self.stories())
            if not story.id:
                story = msgspec.structs.replace(story, id=shelf.new_id(story.title, stories))
            story = shelf.checked(story, (c.id for c in self.competencies))
            if all(other.id != story.id for other in stories):
                stories.append(story)
            if len(stories) > shelf.MOST:
                raise BadInputError(f"There are {shelf.MOST} stories already: delete one first.")
            self._write_stories([story if other.id == story.id else other for other in stories])
        return story

    def delete_story(self, story_id: str) -> None:
        """The answers that told it stay. Raises `BadInputError` for an unknown id."""
        self.story(story_id)
        with _writing:
            self._write_stories([story for story in self.stories() if story.id != story_id])

    def link_story(self, story_id: str, question_id: str) -> Story:
        """Link a story to a question, or take the link away; returns the story as it is then."""
        self.bank.get(question_id)
        story = self.story(story_id)
        linked = [other for other in story.questions if other != question_id]
        if len(linked) == len(story.questions):
            linked.append(question_id)
        return self.keep_story(msgspec.structs.replace(story, questions=tuple(linked)))

    def story_questions(self, story: Story) -> tuple[Question, ...]:
        """What it is linked to, in that order."""
        return tuple(self.bank.get(q) for q in dict.fromkeys(story.questions) if q in self.bank)

    def questions_for_story(self, story: Story) -> tuple[Question, ...]:
        """Every question it may answer: the linked ones, then the others, best fit first. Slow at first."""
        from simulator.interview.candidate.telling import by_fit

        linked = self.story_questions(story)
        others = [q for q in shelf.linkable(self.bank, story) if q not in linked]
        return (*linked, *by_fit(story, others, self.competencies, self.judge.embedder))

    def story_may_show(self, story: Story) -> tuple[Competency, ...]:
        """Competencies it may show besides those it names. Slow at first."""
        from simulator.interview.candidate.telling import may_show

        return may_show(story, self.competencies, self.judge.embedder)

    def story_told(self, answer_id: str) -> Story | None:
        """The story an answer seems to tell, if it is still there."""
        told = next((t for t in self.archive.tellings.all() if t.answer_id == answer_id), None)
        with contextlib.suppress(SimulatorError):  # a broken file is said where stories are shown
            return self.story(told.story_id) if told else None
        return None

    def story_json(self, answer_id: str) -> dict[str, Any]:
        """As `sessions show` publishes it."""
        story = self.story_told(answer_id)
        return {"story": {"id": story.id, "title": story.title, "guessed": True} if story else None}

    def _write_stories(self, stories: list[Story]) -> None:
        write_private(self.recordings / FILE, shelf.stories_text(stories))


def remember_telling(archive: Archive, judge: Judge, answer: AnswerRecord, transcript: Transcript) -> None:
    """Guess which story an answer tells, and keep the guess; trouble with stories never costs an answer."""
    from simulator.interview.candidate.telling import told

    with contextlib.suppress(SimulatorError):
        stories = shelf.load_stories(archive.folder / FILE, _competencies())
        embedder = judge.embedder if stories else None
        if embedder is not None:
            found = told(transcript, stories, embedder)
            archive.tellings.remember(
                answer.id, found.story_id if found else None, found.likeness if found else 0.0
            )


def may_tell(answer: AnswerRecord, question: Question | None) -> bool:
    """Whether an answer is one in which a story is told."""
    return question is not None and question.kind is Kind.BEHAVIORAL and answer.place.turn == "question"


def _competencies() -> tuple[Competency, ...]:
    return shelf.load_competencies(configuration.shipped("prompts") / "competencies.toml")
