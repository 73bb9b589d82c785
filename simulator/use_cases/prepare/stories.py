"""The candidate's stories: kept, linked to questions, and noticed when an answer tells one.

They are one TOML file beside the archive, so that they can be read and edited as text; what was told when is
in the archive, because it goes with the answers.
"""

from __future__ import annotations

import contextlib
import threading
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from simulator.interview.candidate import stories as story_files
from simulator.interview.candidate.stories import Competency, Story
from simulator.model import settings as configuration
from simulator.model.errors import BadInputError, SimulatorError
from simulator.model.ownfile import expanded, write_private
from simulator.model.question import Kind, Question
from simulator.model.records import AnswerRecord, Telling
from simulator.use_cases.look_back.sessions import Sessions
from simulator.use_cases.prepare.questions import Questions

if TYPE_CHECKING:
    from simulator.archive.store import Archive
    from simulator.scoring.language.annotated import Annotated
    from simulator.use_cases.scorer import Scorer

FILE = "stories.toml"
_writing = threading.Lock()


@dataclass(frozen=True, kw_only=True)
class Shelved:
    """A story with what is known of it."""

    story: Story
    questions: tuple[Question, ...]
    """The questions it is linked to, as far as they are in the bank."""
    tellings: tuple[Telling, ...]
    """Answers that seem to tell it, oldest first."""

    @property
    def last(self) -> Telling | None:
        return self.tellings[-1] if self.tellings else None


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """All stories, and the competencies that they show or lack."""

    stories: tuple[Shelved, ...]
    competencies: tuple[Competency, ...]
    without: tuple[Competency, ...]
    """Competencies that no story shows."""
    path: Path


class Stories:
    """Keeps, links and remembers the candidate's stories."""

    def __init__(self, sessions: Sessions, questions: Questions, scorer: Scorer) -> None:
        self._sessions = sessions
        self._questions = questions
        self._scorer = scorer

    @cached_property
    def competencies(self) -> tuple[Competency, ...]:
        """What behavioral questions ask for."""
        return _competencies()

    def all(self) -> tuple[Story, ...]:
        """The stories that the file has now. Raises `BadInputError` naming file, line and field."""
        return story_files.load_stories(self._sessions.recordings / FILE, self.competencies)

    def get(self, story_id: str) -> Story:
        """The story of that id. Raises `BadInputError` for an unknown one."""
        for story in self.all():
            if story.id == story_id:
                return story
        raise BadInputError(f"There is no story '{story_id}'.", "`simulator stories list` names them all.")

    def shelf(self) -> Shelf:
        """All stories, when each was last told, and the competencies without one."""
        stories, tellings = self.all(), self._sessions.archive.tellings.all()
        return Shelf(
            stories=tuple(
                Shelved(
                    story=story,
                    questions=self.questions(story),
                    tellings=tuple(t for t in tellings if t.story_id == story.id),
                )
                for story in stories
            ),
            competencies=self.competencies,
            without=story_files.without_story(self.competencies, stories),
            path=self._sessions.recordings / FILE,
        )

    def read(self, path: str) -> tuple[Story, ...]:
        """The stories of any file of that format. Raises `BadInputError` naming file, line and field."""
        file = expanded(path)
        if not file.exists():
            raise BadInputError(f"{file} does not exist.")
        return story_files.load_stories(file, self.competencies)

    def add(self, path: str) -> tuple[Story, ...]:
        """Add the stories of a file; each replaces the one that has its id, if there is one."""
        return tuple(self.keep(story) for story in self.read(path))

    def keep(self, story: Story) -> Story:
        """Keep a new or a changed story; one without an id is new and gets one.

        Raises `BadInputError` when it cannot be kept as it is, `ArchiveError` when it cannot be written.
        """
        with _writing:
            stories = list(self.all())
            if not story.id:
                story = msgspec.structs.replace(story, id=story_files.new_id(story.title, stories))
            story = story_files.checked(story, (c.id for c in self.competencies))
            if all(other.id != story.id for other in stories):
                stories.append(story)
            if len(stories) > story_files.MOST:
                raise BadInputError(f"There are {story_files.MOST} stories already: delete one first.")
            self._write([story if other.id == story.id else other for other in stories])
        return story

    def delete(self, story_id: str) -> None:
        """Delete a story; answers that told it stay. Raises `BadInputError` for an unknown id."""
        self.get(story_id)
        with _writing:
            self._write([story for story in self.all() if story.id != story_id])

    def link(self, story_id: str, question_id: str) -> Story:
        """Link a story to a question, or take the link away; returns the story as it is then."""
        self._questions.bank.get(question_id)
        story = self.get(story_id)
        linked = [other for other in story.questions if other != question_id]
        if len(linked) == len(story.questions):
            linked.append(question_id)
        return self.keep(msgspec.structs.replace(story, questions=tuple(linked)))

    def questions(self, story: Story) -> tuple[Question, ...]:
        """The questions that a story is linked to, in the story's order."""
        return tuple(
            self._questions.bank.get(q) for q in dict.fromkeys(story.questions) if q in self._questions.bank
        )

    def fitting(self, story: Story) -> tuple[Question, ...]:
        """Questions that a story may answer: linked ones, then the others, best fit first. Slow at first."""
        from simulator.interview.candidate.telling import by_fit

        linked = self.questions(story)
        others = [q for q in story_files.linkable(self._questions.bank, story) if q not in linked]
        return (*linked, *by_fit(story, others, self.competencies, self._scorer.embedder))

    def may_show(self, story: Story) -> tuple[Competency, ...]:
        """Competencies that a story may show besides those it names. Slow at first."""
        from simulator.interview.candidate.telling import may_show

        return may_show(story, self.competencies, self._scorer.embedder)

    def told(self, answer_id: str) -> Story | None:
        """The story an answer seems to tell, if it is still there."""
        told = next((t for t in self._sessions.archive.tellings.all() if t.answer_id == answer_id), None)
        with contextlib.suppress(SimulatorError):  # a broken file is reported where stories are shown
            return self.get(told.story_id) if told else None
        return None

    def document(self, answer_id: str) -> dict[str, Any]:
        """The story that an answer seems to tell, as `sessions show` publishes it."""
        story = self.told(answer_id)
        return {"story": {"id": story.id, "title": story.title, "guessed": True} if story else None}

    def _write(self, stories: list[Story]) -> None:
        write_private(self._sessions.recordings / FILE, story_files.stories_text(stories))


def remember_telling(archive: Archive, scorer: Scorer, answer: AnswerRecord, said: Annotated) -> None:
    """Guess which story an answer tells, and keep the guess; trouble with stories never costs an answer."""
    from simulator.interview.candidate.telling import told

    with contextlib.suppress(SimulatorError):
        stories = story_files.load_stories(archive.folder / FILE, _competencies())
        embedder = scorer.embedder if stories else None
        if embedder is not None:
            found = told(said, stories, embedder)
            archive.tellings.remember(
                answer.id, found.story_id if found else None, found.likeness if found else 0.0
            )


def may_tell(answer: AnswerRecord, question: Question | None) -> bool:
    """Whether a story may be told in an answer: it answers a behavioral question itself, not a follow-up."""
    return question is not None and question.kind is Kind.BEHAVIORAL and answer.place.turn == "question"


def _competencies() -> tuple[Competency, ...]:
    return story_files.load_competencies(configuration.shipped("prompts") / "competencies.toml")
