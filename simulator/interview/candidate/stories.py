"""PURE: the candidate's own stories, the file they are kept in, and the competencies stories show.

The file is the user's own: they may write it by hand. Whatever is wrong with it is said with line and field.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
import tomli_w

from simulator.model.errors import BadInputError
from simulator.model.question import Kind, Question
from simulator.model.tomlfile import UNSAFE, TomlFile, read_toml, shown, unsafe_character

PARTS = ("situation", "task", "action", "result", "learned")
"""What a story is told in, in this order."""
LONGEST_PART = 2_000
LONGEST_TITLE = 120
MOST = 200
"""The most stories in one file."""
ID = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
HEAD = """\
# Your stories, for behavioral questions. You may edit this file: each [[story]] has a title, the parts of the
# story (situation, task, action, result, learned), the competencies it shows and the ids of the questions it
# answers. The app reads it anew each time; when it writes, comments are lost.
"""


class Story(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One story; every part is short text, and may be empty while it is being written."""

    title: str
    id: str = ""
    """Made from the title when the file has none."""
    competencies: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    """Ids of the questions it is linked to, in the order to rehearse them."""
    situation: str = ""
    task: str = ""
    action: str = ""
    result: str = ""
    learned: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts that are written."""
        return tuple(text for name in PARTS if (text := getattr(self, name).strip()))

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of the parts that are not written yet."""
        return tuple(name for name in PARTS if not getattr(self, name).strip())

    @property
    def whole(self) -> str:
        return ". ".join((self.title, *self.parts))


class Competency(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something an interviewer wants to see."""

    id: str
    title: str
    about: str
    """A story that shows it, in one sentence."""
    questions: tuple[str, ...]
    """Ids of the questions that ask for it."""


class _StoriesFile(msgspec.Struct, forbid_unknown_fields=True):
    story: tuple[Story, ...] = ()


class _CompetenciesFile(msgspec.Struct, forbid_unknown_fields=True):
    competency: tuple[Competency, ...]


def load_competencies(path: Path) -> tuple[Competency, ...]:
    """The competencies in `path`. Raises `BadInputError` naming file, line and field."""
    return read_toml(path).converted(_CompetenciesFile).competency


def load_stories(path: Path, competencies: Iterable[Competency]) -> tuple[Story, ...]:
    """The stories in `path`; none when there is no file.

    Raises `BadInputError` naming file, line and field.
    """
    if not path.exists():
        return ()
    file = read_toml(path)
    known = {competency.id for competency in competencies}
    stories: list[Story] = []
    for at, read in enumerate(file.converted(_StoriesFile).story):
        story = read if read.id else msgspec.structs.replace(read, id=new_id(read.title, stories))
        _check(story, at, file, known, {other.id for other in stories})
        stories.append(story)
    if len(stories) > MOST:
        raise file.fault(f"there are {len(stories)} stories, and {MOST} can be kept", "story", MOST)
    return tuple(stories)


def _check(story: Story, at: int, file: TomlFile, known: set[str], taken: set[str]) -> None:
    """Raises for the first thing wrong with a story."""
    if problem := problem_of(story, known):
        field, what = problem
        raise file.fault(what, "story", at, field)
    if story.id in taken:
        raise file.fault(f"'{shown(story.id, 60)}' is the id of an earlier story", "story", at, "id")


def problem_of(story: Story, known: Iterable[str]) -> tuple[str, str] | None:
    """The field and what is wrong with it, or None; `known` are the ids of competencies."""
    if not story.title.strip():
        return "title", "it is empty"
    if not ID.fullmatch(story.id):
        return "id", f"'{shown(story.id, 60)}' must be small letters, digits and dashes"
    for name in ("title", *PARTS):
        text, longest = getattr(story, name), LONGEST_TITLE if name == "title" else LONGEST_PART
        if len(text) > longest:
            return name, f"it has {len(text)} characters, and {longest} are enough for a story"
        if unsafe := UNSAFE.search(text):
            return name, unsafe_character(unsafe[0])
    allowed = set(known)
    for competency in story.competencies:
        if competency not in allowed:
            return "competencies", f"'{shown(competency, 60)}' is none of {', '.join(sorted(allowed))}"
    return None


def checked(story: Story, known: Iterable[str]) -> Story:
    """The story, fit to be kept. Raises `BadInputError` of one sentence."""
    if problem := problem_of(story, known):
        field, what = problem
        raise BadInputError(f"The story's {field}: {what}.")
    return story


def stories_text(stories: Sequence[Story]) -> str:
    """The content of the file."""
    tables = (tomli_w.dumps(msgspec.to_builtins(story), multiline_strings=True) for story in stories)
    return HEAD + "".join(f"\n[[story]]\n{table}" for table in tables)


def new_id(title: str, others: Iterable[Story]) -> str:
    """An id from the title that no other story has."""
    taken = {story.id for story in others}
    words = re.sub(r"[^a-z0-9]+", "-", title.casefold())[:60].strip("-") or "story"
    number = 2
    found = words
    while found in taken:
        found, number = f"{words}-{number}", number + 1
    return found


def without_story(competencies: Iterable[Competency], stories: Iterable[Story]) -> tuple[Competency, ...]:
    """The competencies that no story shows."""
    shown_by = {competency for story in stories for competency in story.competencies}
    return tuple(c for c in competencies if c.id not in shown_by)


def asks_for(question_id: str, competencies: Iterable[Competency]) -> tuple[str, ...]:
    """Ids of the competencies a question asks for."""
    return tuple(c.id for c in competencies if question_id in c.questions)


def linkable(questions: Iterable[Question], story: Story) -> tuple[Question, ...]:
    """The questions a story can answer: behavioral ones, and what it is linked to."""
    return tuple(q for q in questions if q.kind is Kind.BEHAVIORAL or q.id in story.questions)
