"""A follow-up as a small question of its own, to be asked, answered and scored. Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from simulator.model.question import Follows, KeyPoint, Kind, Misconception, Question, Stage
from simulator.model.scorecard import FollowUpAsk, Move, Prompted, Scorecard
from simulator.model.transcript import WordKind
from simulator.scoring.language.text import ends_sentence

TIME_LIMIT_S = 90
CONTEXT_WORDS = 45
"""A sentence without any stop is read from here before its end, as elsewhere in scoring."""
MAIN_POINT_ASK = "In one sentence, what is your main point?"


def small_question(parent: Question, card: Scorecard, ask: FollowUpAsk) -> Question:
    """What the reply to `ask` is judged by: the one point that it is about, after what was said before.

    A twist, a question for the reason behind something, and a term that no lexicon explains have no listed
    point, and the reply to them has no number.
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
        expected_moves=(),
        follow_ups=(),
        hints=(),
        time_limit_s=TIME_LIMIT_S,
        model_answer=None,
        coded=False,
        follows=Follows(said=ask.quote or _last_sentence(card)),
    )


def _last_sentence(card: Scorecard) -> str:
    """The end of the answer that is followed up, at most `CONTEXT_WORDS` of it."""
    said = [word.text for word in card.words if word.kind is WordKind.WORD][-CONTEXT_WORDS:]
    begins = [at + 1 for at, word in enumerate(said[:-1]) if ends_sentence(word)]
    return " ".join(said[begins[-1] :] if begins else said)


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
