"""All sessions: those that were recorded, and the shipped sample, which can be read like one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from simulator.model import settings as schema
from simulator.model.errors import ArchiveError, BadInputError
from simulator.model.question import Follows, Question
from simulator.model.records import AnswerRecord, SessionRecord
from simulator.use_cases.prepare.questions import Questions
from simulator.use_cases.sample import SESSION, Sample
from simulator.use_cases.settings_store import Remade, SettingsStore

if TYPE_CHECKING:
    from simulator.archive.store import Archive
    from simulator.model.scorecard import Improvement

REAL = "real"
"""The mode in which scores are shown at the end only."""
HELD = "This interview in real mode is not over: its scores come when it ends, or when you give it up."


@dataclass(frozen=True, kw_only=True)
class Page:
    """Some sessions of a list."""

    sessions: tuple[SessionRecord, ...]
    more: bool
    """Whether there are older ones."""
    matching: int
    """How many sessions of the whole list have the words, the sample among them."""
    all: int
    """How many there are without looking for words."""


class RecentTake(NamedTuple):
    """A session beside the one before it."""

    session: SessionRecord
    take: int
    """How often there was one of that title, this one included."""
    change: int | None
    """In the overall score since the one before that was scored; None without one."""


class Sessions:
    """Finds sessions and answers. Opens the archive when it is first needed."""

    def __init__(self, settings: SettingsStore, questions: Questions) -> None:
        self._settings = settings
        self._questions = questions
        self._archive = Remade(self._open, settings, "recordings", close=lambda archive: archive.close())

    @property
    def recordings(self) -> Path:
        """The folder where sessions live."""
        return schema.recordings_folder(self._settings.current)

    @property
    def archive(self) -> Archive:
        """The archive of what was recorded."""
        return self._archive.value

    @cached_property
    def sample(self) -> Sample:
        """The shipped session, which can be read but not changed."""
        return Sample(schema.shipped("sample"))

    def store_of(self, identifier: str) -> Archive | Sample:
        """What keeps the session or answer of that id: the sample or the archive."""
        return self.sample if identifier.split("/")[0] == SESSION and self.sample.is_here else self.archive

    def all(self, *, sample: bool = True) -> tuple[SessionRecord, ...]:
        """All sessions, newest first; the shipped sample last."""
        stored = tuple(self._with_number(session) for session in self.archive.sessions())
        return (*stored, self.sample.session()) if sample and self.sample.is_here else stored

    def page(self, most: int, *, after: str | None = None, words: str = "") -> Page:
        """At most so many sessions, newest first, whose titles have all of `words`.

        `after` is the id of the last one of the page before. The shipped sample ends the last page.
        """
        lists, wanted = self.archive.lists, words.casefold().split()
        stored = () if after == SESSION else lists.page(most + 1, after=after, words=wanted)
        shown = tuple(self._with_number(session) for session in stored[:most])
        sample = (self.sample.session(),) if self.sample.is_here else ()
        found = tuple(s for s in sample if all(word in s.title.casefold() for word in wanted))
        more = len(stored) > most
        return Page(
            sessions=shown if more or after == SESSION else (*shown, *found),
            more=more,
            matching=lists.count(wanted) + len(found),
            all=lists.count() + len(sample),
        )

    def count(self) -> int:
        """How many sessions were recorded."""
        return self.archive.lists.count()

    def recent(self, most: int) -> tuple[RecentTake, ...]:
        """The newest sessions, each compared with the one of the same title that was scored before it."""
        return tuple(self._as_take(session) for session in self.page(most).sessions)

    def _as_take(self, session: SessionRecord) -> RecentTake:
        if session.id == SESSION:
            return RecentTake(session, 1, None)
        lists, change = self.archive.lists, None
        before = lists.one_before(session) if session.overall is not None else None
        while before is not None and change is None:
            earlier = self._with_number(before).overall
            change = None if earlier is None else (session.overall or 0) - earlier
            before = lists.one_before(before)
        return RecentTake(session, lists.before(session) + 1, change)

    def session(self, identifier: str) -> SessionRecord:
        """A session by its id or that of one of its answers. Raises `BadInputError` for an unknown one."""
        return self._with_number(self.store_of(identifier).session(identifier.split("/")[0]))

    def _with_number(self, session: SessionRecord) -> SessionRecord:
        """An interview with the number that its report shows; any other session as it is.

        Where the interview cannot be read there is no report either, and the mean of its answers stays.
        """
        if session.interview_id is None:
            return session
        if self._is_held(session):
            return replace(session, overall=None, held=True)
        import msgspec

        from simulator.interview.process.assessment import Judgement, number
        from simulator.interview.process.course_text import course_from_text

        try:
            text = self.archive.courses.document(session.id)
            if text is None:
                return session
            course = course_from_text(text)
            cards = {
                answer_id: msgspec.json.decode(card, type=Judgement)
                for answer_id, card in self.archive.courses.cards(session.id)
            }
            return replace(session, overall=number(course, cards))
        except (BadInputError, ArchiveError, ValueError):
            return session

    def _is_held(self, session: SessionRecord) -> bool:
        return session.mode == REAL and not self.archive.courses.is_over(session.id)

    def held(self, identifier: str) -> bool:
        """Whether the scores of a session, or of one of its answers, wait for the end of its interview."""
        return self.session(identifier).held

    def last_remarks(self, most: int) -> tuple[Improvement, ...]:
        """What to do next according to the last sessions' answers, the latest first, none of them twice."""
        found: dict[str, Improvement] = {}
        for session in self.page(most).sessions:
            for answer in reversed(() if session.held or session.id == SESSION else self.answers(session.id)):
                for item in answer.scorecard.improvements if answer.scorecard else ():
                    found.setdefault(item.text, item)
        return tuple(found.values())[:most]

    def answers(self, identifier: str) -> tuple[AnswerRecord, ...]:
        """The answers of a session, or the one of that id, with advice that the session has not given yet.

        Raises `BadInputError` for an unknown one.
        """
        from simulator.scoring.verdict.said_before import once

        store = self.store_of(identifier)
        if "/" in identifier:
            store.answer(identifier)
        answers = store.answers(identifier.split("/")[0])
        cards = once([answer.scorecard for answer in answers])
        told = (replace(one, scorecard=card) for one, card in zip(answers, cards, strict=True))
        return tuple(one for one in told if "/" not in identifier or one.id == identifier)

    def answer(self, identifier: str) -> AnswerRecord:
        """An answer by its id, or the last one of a session. Raises `BadInputError`."""
        answers = self.answers(identifier)
        if not answers:
            raise BadInputError(f"Session '{identifier}' has no answers.")
        return answers[-1]

    def question_of(self, answer: AnswerRecord) -> Question | None:
        """The question as it was asked; None when nothing is known of it. Raises `ArchiveError`."""
        from simulator.archive import database
        from simulator.model.formats import from_json_text, question_from_json

        if answer.question_json:
            with database.failures(self.archive.path):
                asked = question_from_json(from_json_text(answer.question_json))
            # Follow-ups that were stored before they were judged as such do not say what they go on from.
            older = answer.place.turn == "follow_up" and asked.follows is None
            return replace(asked, follows=Follows()) if older else asked
        return self._questions.find(answer.question_id)

    def close(self) -> None:
        """Close the archive if it is open."""
        self._archive.drop()

    def _open(self) -> Archive:
        from simulator.archive.known import Known
        from simulator.archive.store import Archive

        chosen = schema.written("recordings")
        lasting = bool(chosen) and chosen == self._settings.current.recordings
        known = Known(schema.known_archives()) if lasting else None
        return Archive(self.recordings, known=known)
