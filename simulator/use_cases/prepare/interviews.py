"""Interview plans as a user sees them: ours, their own beside them; one to begin, one to go on with."""

from __future__ import annotations

import secrets
from abc import abstractmethod
from functools import cached_property
from typing import TYPE_CHECKING, cast

from simulator.model import settings as configuration
from simulator.model.errors import BadInputError
from simulator.model.ownfile import expanded
from simulator.model.plan import Draw, Mode, Plan, Role, Round
from simulator.model.question import Question
from simulator.model.scorecard import Audience
from simulator.model.settings import Settings
from simulator.use_cases.practise.interview_session import DRILL, Interview, LeftInterview, course_from_text

if TYPE_CHECKING:
    from simulator.archive.store import Archive
    from simulator.interview.bank.questions import Bank
    from simulator.interview.candidate.job import Yours
    from simulator.model.report import Report
    from simulator.use_cases.desk import Studio

DRILL_FOLLOW_UPS = 4
DRILL_MINUTES = 120


class Interviews:
    """The part of the studio that knows whole interviews."""

    settings: Settings

    @cached_property
    @abstractmethod
    def archive(self) -> Archive:
        """All sessions."""

    @property
    @abstractmethod
    def bank(self) -> Bank:
        """All questions."""

    @abstractmethod
    def readable_yours(self) -> Yours: ...

    @cached_property
    def _plans(self) -> tuple[dict[str, Plan], tuple[str, ...]]:
        from simulator.interview.process.plans import load_plans

        plans, problems = load_plans(configuration.shipped("prompts") / "interviews", "shipped")
        found = {plan.id: plan for plan in plans}
        if self.settings.interviews:
            folder = expanded(self.settings.interviews)
            own, own_problems = load_plans(folder, str(folder))
            problems += own_problems
            problems += [
                f"{folder}: interview '{p.id}' has the id of a shipped one." for p in own if p.id in found
            ]
            found = {plan.id: plan for plan in own} | found
        return found, tuple(problems)

    def plans(self) -> tuple[Plan, ...]:
        """Every interview there is, ours first."""
        return tuple(sorted(self._plans[0].values(), key=lambda p: (p.source != "shipped", p.id)))

    def plan_problems(self) -> tuple[str, ...]:
        """Sentences about plan files that did not load."""
        return self._plans[1]

    def plan(self, plan_id: str) -> Plan:
        """Raises `BadInputError` for an unknown id."""
        if plan := self._plans[0].get(plan_id):
            return plan
        raise BadInputError(
            f"There is no interview '{plan_id}'.", "`simulator interviews list` names them all."
        )

    def check_plans(self, path: str | None) -> tuple[int, tuple[str, ...]]:
        """How many interviews load from a file or folder (ours by default), and what is wrong.

        Also whether the bank has the questions that their rules draw.
        """
        from simulator.interview.process.plans import load_plans, undrawable

        where = expanded(path) if path else configuration.shipped("prompts") / "interviews"
        if not where.exists():
            raise BadInputError(f"{where} does not exist.")
        plans, problems = load_plans(where, str(where))
        problems += [problem for plan in plans for problem in undrawable(plan, self.bank)]
        return len(plans), tuple(problems)

    def begin_interview(
        self,
        plan_id: str,
        *,
        mode: str = "study",
        seed: int | None = None,
        interruptions: bool = False,
    ) -> Interview:
        """An interview before its first round; nothing is stored until an answer is begun.

        Without a seed, questions asked before come last; a seed repeats an interview exactly, as long as the
        bank and the job that is kept are the same.
        """
        from simulator.interview.bank.drawing import draw
        from simulator.interview.candidate.job_questions import with_job
        from simulator.interview.process.course import begin

        plan = self.plan(plan_id)
        asked: tuple[str, ...] = ()
        if seed is None:
            last = self.archive.history.last_practised()
            asked = tuple(sorted(last, key=lambda question_id: last[question_id].at))
            seed = secrets.randbelow(1_000_000)
        yours = self.readable_yours()
        drawn = draw(plan, self.bank, seed=seed, asked=asked, weights=yours.topics)
        drawn = with_job(plan, drawn, yours, seed)
        course = begin(plan, drawn, mode=Mode(mode), seed=seed, interruptions=interruptions)
        return Interview(self._studio, course)

    def begin_drill(self, question: Question, audience: Audience, *, mode: str = "study") -> Interview:
        """One question and its follow-ups, as an interview of one round."""
        from simulator.interview.process.course import begin

        only = Round(
            role=Role.ENGINEER,
            audience=audience,
            minutes=DRILL_MINUTES,
            name="",
            persona="",
            opening="",
            draw=(Draw(ids=(question.id,)),),
            follow_ups=DRILL_FOLLOW_UPS,
        )
        plan = Plan(id=DRILL, title=question.prompt, about="", rounds=(only,), ends_with_your_questions=False)
        return Interview(self._studio, begin(plan, ((question,),), mode=Mode(mode)))

    def left_interviews(self) -> tuple[LeftInterview, ...]:
        """Interviews left half way, the latest first; those that cannot be read are passed over."""
        left = []
        for session_id, text in self.archive.courses.open():
            try:
                course = course_from_text(text)
            except BadInputError:
                continue
            left.append(
                LeftInterview(
                    session_id=session_id,
                    title=course.plan.title,
                    round=course.round + 1,
                    rounds=len(course.plan.rounds),
                )
            )
        return tuple(left)

    def continue_interview(self, session_id: str) -> Interview:
        """An interview left half way, where it was left. Raises `BadInputError` when there is none."""
        session = self.archive.session(session_id)
        text = self.archive.courses.document(session_id)
        if text is None:
            raise BadInputError(f"Session '{session_id}' is no interview.")
        return Interview(self._studio, course_from_text(text), session)

    def interview_report(self, session_id: str) -> Report:
        """How an interview went, as far as it went. Raises `BadInputError` for a drill's session."""
        from simulator.interview.process.assessment import report

        text = self.archive.courses.document(session_id)
        if text is None:
            raise BadInputError(f"Session '{session_id}' is no interview.")
        course = course_from_text(text)
        answers = {answer.id: answer for answer in self.archive.answers(session_id)}
        cards = {key: answer.scorecard for key, answer in answers.items() if answer.scorecard}
        asked = {
            key: self._studio.judge.questions_asked(answer.transcript)
            for key, answer in answers.items()
            if answer.place.turn == "closing" and answer.transcript
        }
        return report(course, cards, asked)

    @property
    def _studio(self) -> Studio:
        return cast("Studio", self)
