"""Interview plans as a user sees them, ours and their own; begins, resumes and reports on interviews."""

from __future__ import annotations

import secrets
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.interview.process.course_text import course_from_text
from simulator.model.errors import BadInputError
from simulator.model.plan import Draw, Mode, Plan, Role, Round
from simulator.model.question import Question
from simulator.model.scorecard import Audience
from simulator.use_cases.look_back.sessions import HELD, Sessions
from simulator.use_cases.practise.interview_session import (
    DRILL,
    Interview,
    InterviewParts,
    LeftInterview,
)
from simulator.use_cases.prepare.job import Job
from simulator.use_cases.prepare.own_files import shipped_and_own, to_check
from simulator.use_cases.prepare.questions import Questions
from simulator.use_cases.settings_store import Remade, SettingsStore

if TYPE_CHECKING:
    from simulator.model.report import InterviewReport

DRILL_FOLLOW_UPS = 4
DRILL_MINUTES = 120


class Interviews:
    """The plans there are, and the interviews held by them."""

    def __init__(
        self, settings: SettingsStore, questions: Questions, job: Job, parts: InterviewParts
    ) -> None:
        """`parts` is what an interview under way needs."""
        self._settings = settings
        self._questions = questions
        self._job = job
        self._parts = parts
        self._plans = Remade(self._load, settings, "interviews", "questions")

    def elsewhere(self, sessions: Sessions) -> Interviews:
        """The same plans, with interviews that are kept among `sessions`."""
        return Interviews(self._settings, self._questions, self._job, replace(self._parts, sessions=sessions))

    def _load(self) -> tuple[dict[str, Plan], tuple[str, ...]]:
        from simulator.interview.process.plans import load_plans

        def load(folder: Path, source: str) -> tuple[list[Plan], list[str]]:
            """The user's own are checked against the bank; that ours pass is tested."""
            bank = () if source == "shipped" else self._questions.everything
            return load_plans(folder, source, bank)

        return shipped_and_own(load, "interviews", self._settings.current.interviews)

    def plans(self) -> tuple[Plan, ...]:
        """Every interview there is, ours first."""
        return tuple(sorted(self._plans.value[0].values(), key=lambda p: (p.source != "shipped", p.id)))

    def problems(self) -> tuple[str, ...]:
        """Sentences about plan files that did not load."""
        return self._plans.value[1]

    def plan(self, plan_id: str, part: str = "") -> Plan:
        """The plan of that id, or a part of it. Raises `BadInputError` for an unknown one."""
        from simulator.interview.process.part import part_of

        if plan := self._plans.value[0].get(plan_id):
            return part_of(plan, part)
        raise BadInputError(
            f"There is no interview '{plan_id}'.", "`simulator interviews list` names them all."
        )

    def check(self, path: str | None) -> tuple[int, tuple[str, ...]]:
        """How many interviews load from a file or folder (ours by default), and what is wrong.

        So are rules that draw more questions than the bank has, questions that their interviewer would not
        ask, or a take-home that was not set.
        """
        from simulator.interview.process.plans import load_plans, undrawable

        where = to_check(path, "interviews")
        bank = self._questions.everything
        plans, problems = load_plans(where, str(where), bank)
        problems += [problem for plan in plans for problem in undrawable(plan, bank)]
        return len(plans), tuple(problems)

    def begin(
        self,
        plan_id: str,
        *,
        mode: str = "study",
        seed: int | None = None,
        interruptions: bool = False,
        part: str = "",
    ) -> Interview:
        """An interview before its first round; nothing is stored until an answer is begun.

        `part` is a round's number or `mock`, for one round alone or 20 minutes. Raises `BadInputError`.

        Without a seed, questions asked before come last; a seed repeats an interview exactly, as long as the
        bank and the job that is kept are the same.
        """
        from simulator.interview.bank.drawing import draw
        from simulator.interview.candidate.job_questions import with_job
        from simulator.interview.process.course import begin

        plan = self.plan(plan_id, part)
        asked: tuple[str, ...] = ()
        if seed is None:
            last = self._parts.sessions.archive.history.last_practised()
            asked = tuple(sorted(last, key=lambda question_id: last[question_id].at))
            seed = secrets.randbelow(1_000_000)
        yours = self._job.readable()
        drawn = draw(plan, self._questions.everything, seed=seed, asked=asked, weights=yours.topics)
        drawn = with_job(plan, drawn, yours, seed)
        course = begin(plan, drawn, mode=Mode(mode), seed=seed, interruptions=interruptions)
        return Interview(self._parts, course)

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
        return Interview(self._parts, begin(plan, ((question,),), mode=Mode(mode)))

    def left(self) -> tuple[LeftInterview, ...]:
        """Interviews left half way, the latest first; those that cannot be read are passed over."""
        left = []
        for session_id, text in self._parts.sessions.archive.courses.open():
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

    def go_on(self, session_id: str) -> Interview:
        """An interview left half way, where it was left. Raises `BadInputError` when there is none."""
        session = self._parts.sessions.archive.session(session_id)
        text = self._parts.sessions.archive.courses.document(session_id)
        if text is None:
            raise BadInputError(f"Session '{session_id}' is not an interview.")
        return Interview(self._parts, course_from_text(text), session)

    def give_up(self, session_id: str) -> None:
        """End an interview left half way, so that its scores are shown. Raises `BadInputError`."""
        courses = self._parts.sessions.archive.courses
        text = courses.document(session_id)
        if text is None:
            raise BadInputError(f"Session '{session_id}' is not an interview.")
        courses.keep(session_id, text, over=True)

    def report(self, session_id: str) -> InterviewReport:
        """How an interview went, as far as it went. Raises `BadInputError` for a drill's session."""
        from simulator.interview.process.assessment import report

        text = self._parts.sessions.archive.courses.document(session_id)
        if text is None:
            raise BadInputError(f"Session '{session_id}' is not an interview.")
        if self._parts.sessions.held(session_id):
            raise BadInputError(HELD)
        course = course_from_text(text)
        answers = {answer.id: answer for answer in self._parts.sessions.archive.answers(session_id)}
        cards = {key: answer.scorecard for key, answer in answers.items() if answer.scorecard}
        asked = {
            key: self._parts.scorer.questions_asked(answer.transcript)
            for key, answer in answers.items()
            if answer.place.turn == "closing" and answer.transcript
        }
        return report(course, cards, asked)
