"""PURE: questions about the candidate's own job description, and answers that connect it with their work."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from simulator.interview.bank.drawing import Drawn
from simulator.interview.candidate.job import Yours, opens_with_duty
from simulator.interview.candidate.job_cues import cues
from simulator.model.plan import Plan, Role, Round
from simulator.model.question import FollowUp, KeyPoint, Kind, Question, Stage
from simulator.model.scorecard import Strength, quoted
from simulator.model.transcript import Transcript
from simulator.scoring.language.annotated import Annotated

if TYPE_CHECKING:
    from simulator.scoring.judgement.reader import Embedder

ASKING = (Role.RECRUITER, Role.HIRING_MANAGER)
"""Who asks about the job."""
TOLD = (Kind.BEHAVIORAL, Kind.PITCH)
"""Kinds of question in which a candidate speaks of themselves."""
WINDOW = 3
"""The most sentences in a row that are looked at for a connection of job and background."""
NEED_FROM, OWN_FROM = 0.40, 0.38
"""Likeness from which a window speaks of a need, or of the background; chosen on examples of our own."""
CONNECTED = "You connected what the role asks for with your own work"
SHOWN = 60
"""The most characters of a need that are quoted."""


def with_job(plan: Plan, drawn: Drawn, yours: Yours, seed: int) -> Drawn:
    """The drawn questions, with one about the job second in each recruiter's and hiring manager's round.

    No need is asked about twice; without needs nothing changes. The same seed and needs give the same.
    """
    needs = list(yours.asks)
    Random(f"yours {plan.id} {seed}").shuffle(needs)
    rounds = []
    for item, questions in zip(plan.rounds, drawn, strict=True):
        if item.role in ASKING and needs:
            questions = (*questions[:1], job_question(item, yours.title, needs.pop(0)), *questions[1:])
        rounds.append(questions)
    return tuple(rounds)


def job_question(item: Round, title: str, need: str) -> Question:
    """What this interviewer asks about one need of the job."""
    return Question(
        id=f"yours.{re.sub(r'[^a-z0-9]+', '-', need.casefold())[:60].strip('-') or 'need'}",
        kind=Kind.BEHAVIORAL,
        prompt=_prompt(item.role, title, need),
        stage=Stage.SCREEN if item.role is Role.RECRUITER else Stage.ONSITE,
        topic="career-stories",
        difficulty=2,
        audience=item.audience,
        time_limit_s=150,
        key_points=(
            KeyPoint(id="need", text=f"Speaks to what the role asks for: {need}", say=(need,), weight=2),
            KeyPoint(
                id="own-work",
                text="Tells of one piece of work of their own that shows it",
                say=("I was responsible for", "my part was", "what I did was", "so I built"),
                weight=2,
            ),
            KeyPoint(
                id="result",
                text="Says what came of it",
                say=("in the end", "as a result", "it went down by", "which saved"),
            ),
            KeyPoint(
                id="link",
                text="Says what that means for this role",
                say=(
                    "that's what I would bring to this role",
                    "in this job I would do the same",
                    "you ask for",
                ),
            ),
        ),
        follow_ups=(
            FollowUp(
                ask="What would you do the same way in this role, and what differently?", when_missing="link"
            ),
            FollowUp(ask="And what came of it?", when_missing="result"),
            FollowUp(ask="What of that would be new to you here?", twist=True),
        ),
        source="yours",
    )


def _prompt(role: Role, title: str, need: str) -> str:
    what = f"the {title} role" if title else "this role"
    if opens_with_duty(need):
        if role is Role.RECRUITER:
            return f"In {what} you would {need}. What have you done that comes closest?"
        return f"In {what} you would {need}. Tell me about a time you did that."
    if role is Role.RECRUITER:
        return f"For {what} they ask for this: {need}. What in your background comes closest?"
    return f"{what[:1].upper()}{what[1:]} asks for this: {need}. Tell me about a time you showed that."


@dataclass(frozen=True, kw_only=True)
class JobConnection:
    """Where an answer connects a need of the job with the candidate's own background."""

    need: str
    first_word: int
    last_word: int


def connection(answer: Annotated, yours: Yours, embedder: Embedder) -> JobConnection | None:
    """The clearest place where an answer addresses the role and speaks of a need and of the background."""
    own = _lines(yours.background)
    spans = answer.sentences
    if not yours.asks or not own or not spans:
        return None
    windows = [
        (spans[at].first_word, spans[end].last_word)
        for at in range(len(spans))
        for end in range(at, min(at + WINDOW, len(spans)))
    ]
    addresses = cues().answer.speaks_of_the_role
    said = {window: answer.transcript.quote(*window) for window in windows}
    speaking = [window for window in windows if addresses.search(said[window])]
    if not speaking:
        return None
    near = embedder.embed([said[window] for window in speaking])
    to_needs = near @ embedder.embed(yours.asks).T
    to_own = (near @ embedder.embed(own).T).max(axis=1)
    found = [
        (float(to_needs[at].max() + to_own[at]), at)
        for at in range(len(speaking))
        if to_needs[at].max() >= NEED_FROM and to_own[at] >= OWN_FROM
    ]
    if not found:
        return None
    _, best = max(found)
    first, last = speaking[best]
    return JobConnection(need=yours.asks[int(to_needs[best].argmax())], first_word=first, last_word=last)


def strength(transcript: Transcript, found: JobConnection) -> Strength:
    """The connection as the scorecard names it."""
    need = found.need if len(found.need) <= SHOWN else f"{found.need[:SHOWN].rsplit(' ', 1)[0]} …"
    return Strength(text=f"{CONNECTED}: {need}.", **quoted(transcript, found.first_word, found.last_word))


def is_connection(named: Strength) -> bool:
    return named.text.startswith(CONNECTED)


def _lines(text: str) -> Sequence[str]:
    return [part for line in text.splitlines() for part in re.split(r"(?<=[.!?;])\s+", line) if part][:100]
