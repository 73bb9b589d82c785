"""A follow-up as a small question of its own, to be asked, answered and scored. Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from simulator.model.question import KeyPoint, Kind, Misconception, Question, Stage
from simulator.model.scorecard import FollowUpAsk, Move, Prompted, Scorecard

TIME_LIMIT_S = 90
MAIN_POINT_ASK = "In one sentence, what is your main point?"


def small_question(parent: Question, card: Scorecard, ask: FollowUpAsk) -> Question:
    """What the answer to `ask` is scored against: the one point that it is about.

    A twist, and a term that no lexicon explains, have no point to compare with: content is not judged.
    """
    points, wrong = _expected(parent, card, ask)
    name = re.sub(r"[^a-z0-9]+", "-", (ask.about or ask.by or "ask").casefold()).strip("-") or "ask"
    return replace(
        parent,
        id=f"{parent.id}.{name}"[:80].rstrip(".-"),
        prompt=ask.ask,
        spoken=None,
        short=None,
        key_points=points,
        misconceptions=wrong,
        expected_moves=(Move.EXPLAIN,) if ask.by is Prompted.TERM else parent.expected_moves,
        follow_ups=(),
        hints=(),
        time_limit_s=TIME_LIMIT_S,
        model_answer=None,
    )


CLOSING = Question(
    id="closing",
    kind=Kind.PITCH,
    prompt="What would you like to ask me?",
    stage=Stage.ONSITE,
    topic="communication",
    difficulty=2,
    key_points=(),
    expected_moves=(Move.CLARIFY,),
    time_limit_s=TIME_LIMIT_S,
    source="shipped",
)
"""The candidate's turn to ask; judged for thoughtfulness, not against key points."""


def _expected(
    parent: Question, card: Scorecard, ask: FollowUpAsk
) -> tuple[tuple[KeyPoint, ...], tuple[Misconception, ...]]:
    match ask.by:
        case Prompted.GAP:
            return tuple(p for p in parent.key_points if p.id == ask.about), parent.misconceptions
        case Prompted.CLAIM:
            stated = tuple(m for m in parent.misconceptions if m.id == ask.about)
            return tuple(KeyPoint(id=m.id, text=m.instead) for m in stated if m.instead), stated
        case Prompted.TERM:
            terms = (t for t in card.jargon.terms if t.term == ask.about and t.definition)
            return tuple(KeyPoint(id="meaning", text=str(t.definition)) for t in terms), ()
        case _:
            return (), ()
