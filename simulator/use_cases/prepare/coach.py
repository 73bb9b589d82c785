"""What to practise next, planned from the answers there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from simulator.interview.planning.agenda import Agenda, Memory, Standing
from simulator.model import settings as configuration
from simulator.model.errors import BadInputError
from simulator.model.question import Question
from simulator.model.topics import current
from simulator.use_cases.look_back.sessions import Sessions
from simulator.use_cases.prepare.job import Job
from simulator.use_cases.prepare.questions import Questions
from simulator.use_cases.prepare.stories import Stories

if TYPE_CHECKING:
    from simulator.interview.bank.topic_map import Topic, TopicMap
    from simulator.interview.planning.schedule import Schedule

WEAK_SPOTS = "weak-spots"
"""Names the drill on what was answered badly; others go by a topic's id, or by `STORY` and a story's."""
STORY = "story:"
"""Before a story's id, names the drill on the questions that the story is linked to."""
CODING = "coding-problems"
"""Names the drill on problems that are solved in the editor."""
CLARITY_DAYS = 30


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """What to do next, and why."""

    question: Question
    reason: str


@dataclass(frozen=True, kw_only=True)
class MapEntry:
    """One topic on the map."""

    topic: Topic
    standing: Standing
    needs: tuple[str, ...]
    """Ids of the topics to understand first; `leads_to` and `related` are ids too."""
    leads_to: tuple[str, ...]
    related: tuple[str, ...]
    following: Question | None
    """What a drill on it asks first."""
    after: tuple[Question, ...] = ()
    """What it asks then."""


@dataclass(frozen=True, kw_only=True)
class Today:
    """What the home screen says about practice."""

    suggestion: Suggestion | None
    """What to do now; None without questions."""
    agenda: Agenda
    weak_spot: str
    """Title of the weakest topic, or ""."""
    streak: int
    """Days in a row."""
    days_left: int | None
    """Until the interview; None where no day was given, or it is over."""
    clarity: tuple[int, ...]
    """The clarity score of each answer of the last 30 days, oldest first."""


class Coach:
    """Chooses what to practise next, and why."""

    def __init__(self, sessions: Sessions, questions: Questions, stories: Stories, job: Job) -> None:
        self._sessions = sessions
        self._questions = questions
        self._stories = stories
        self._job = job

    def suggestion(self) -> Suggestion:
        """The first question of today's plan; when the plan is done, the first of a drill on all questions.

        Raises `BadInputError` when there are no questions.
        """
        now = datetime.now().astimezone()
        known = self._memories(now)
        if suggestion := self._suggested(self._agenda(known, now.date()), known, now.date()):
            return suggestion
        raise BadInputError("There are no questions.", "`simulator questions check` says why.")

    def today(self, now: datetime | None = None) -> Today:
        """Today's plan, the streak, and clarity of late."""
        from simulator.interview.planning.agenda import streak

        now = now or datetime.now().astimezone()
        known = self._memories(now)
        agenda = self._agenda(known, now.date())
        clarity = self._sessions.archive.history.values("clarity")
        since = (now - timedelta(days=CLARITY_DAYS)).timestamp()
        return Today(
            suggestion=self._suggested(agenda, known, now.date()),
            agenda=agenda,
            weak_spot=self._map.topics[agenda.weak_spot].title if agenda.weak_spot else "",
            streak=streak(
                map(date.fromisoformat, self._sessions.archive.history.days_practised()), now.date()
            ),
            days_left=self._job.aims(now.date()).days_left,
            clarity=tuple(round(value) for value in clarity.values[clarity.at_s >= since].tolist()),
        )

    def schedule(self, interview: date, hours_a_week: float, now: datetime) -> Schedule:
        """What to practise on which day until the interview."""
        from simulator.interview.planning.schedule import schedule

        known, today = self._memories(now), now.date()
        weights = self._job.aims(today).weights
        return schedule(self._planned(known), known, today, interview, hours_a_week, weights)

    def best_scores(self) -> dict[str, int]:
        """The best overall score of each question that was answered, by its id."""
        best: dict[str, int] = {}
        for review in self._sessions.archive.history.reviews():
            best[review.question_id] = max(review.overall, best.get(review.question_id, 0))
        return best

    def knowledge_map(self, now: datetime | None = None) -> tuple[MapEntry, ...]:
        """Every topic that has questions, group after group."""
        now = now or datetime.now().astimezone()
        known = self._memories(now)
        topics = self._map
        standing = self._standings(known, now.date())
        shown = {topic for topic, stand in standing.items() if stand.questions}

        def kept(ids: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(topic for topic in ids if topic in shown)

        def entry(topic: Topic) -> MapEntry:
            asked = self._drilled(topic.id, known, now.date())
            return MapEntry(
                topic=topic,
                standing=standing[topic.id],
                needs=kept(topic.needs),
                leads_to=kept(topics.leads_to(topic.id)),
                related=kept(topics.related(topic.id)),
                following=asked[0] if asked else None,
                after=asked[1:],
            )

        return tuple(entry(topic) for topic in topics.topics.values() if topic.id in shown)

    def drill(self, name: str, now: datetime | None = None) -> Question:
        """The next question of a drill: `WEAK_SPOTS`, `CODING`, a topic's id, or `STORY` and a story's.

        Raises `BadInputError` when there is none.
        """
        now = now or datetime.now().astimezone()
        for question in self._drilled(name, self._memories(now), now.date()):
            return question
        if name == WEAK_SPOTS:
            raise BadInputError("No weak spots: no last answer scored below 70.")
        if name.startswith(STORY):
            raise BadInputError("This story is not linked to a question yet.")
        raise BadInputError(f"There is no question on '{name}'.", "`simulator questions list` shows all.")

    def _suggested(self, agenda: Agenda, known: dict[str, Memory], today: date) -> Suggestion | None:
        from simulator.interview.planning.agenda import drill

        for step in agenda.steps:
            return Suggestion(question=step.question, reason=step.reason)
        for question in drill(self._planned(known), known, today):
            return Suggestion(question=question, reason="nothing is due today: one more if you like")
        return None

    def _drilled(self, name: str, known: dict[str, Memory], today: date) -> tuple[Question, ...]:
        from simulator.interview.planning.agenda import drill, weak_drill

        if name == WEAK_SPOTS:
            return weak_drill(self._questions.everything, known, today)
        if name == CODING:
            return drill((q for q in self._questions.everything if q.coded), known, today)
        if name.startswith(STORY):
            return drill(self._stories.questions(self._stories.get(name.removeprefix(STORY))), known, today)
        of_topic = (q for q in self._questions.everything if current(q.topic) == current(name))
        return drill(of_topic, known, today)

    def _planned(self, known: dict[str, Memory]) -> tuple[Question, ...]:
        """What a day's plan chooses from: of the coding problems only those that were solved before.

        They take half an hour each, so a first one is begun on purpose: from a drill, an interview, a list.
        """
        return tuple(q for q in self._questions.everything if not q.coded or q.id in known)

    def _memories(self, now: datetime) -> dict[str, Memory]:
        from simulator.interview.planning.mastery import memories

        return memories(self._sessions.archive.history.reviews(), now)

    def _standings(self, known: dict[str, Memory], today: date) -> dict[str, Standing]:
        from simulator.interview.planning.mastery import standings

        return standings(self._questions.everything, known, self._map, today)

    def _agenda(self, known: dict[str, Memory], today: date) -> Agenda:
        from simulator.interview.planning.agenda import plan

        aims = self._job.aims(today)
        standings = self._standings(known, today)
        return plan(
            self._planned(known),
            known,
            standings,
            today,
            aims.weights,
            named=aims.weak,
            soon=aims.soon,
        )

    @property
    def _map(self) -> TopicMap:
        return self._topics.with_others(question.topic for question in self._questions.everything)

    @cached_property
    def _topics(self) -> TopicMap:
        from simulator.interview.bank.topic_map import load_topics

        return load_topics(configuration.shipped("prompts") / "topics.toml")
