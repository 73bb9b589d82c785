"""What a scorecard shows: what is read for it, notices, remarks. Values, without widgets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from simulator.model.counted import counted
from simulator.model.measure_line import MeasureLine
from simulator.model.question import Question
from simulator.model.records import AnswerRecord
from simulator.model.scorecard import (
    JudgementKind,
    KeyPointResult,
    MisconceptionHit,
    PointState,
    Scorecard,
)
from simulator.model.signs import MOVES_IN_WORDS, TROUBLE, sign_of_point, word_of_point
from simulator.ui.widgets.evidence import Remark
from simulator.ui.words import BY_HAND
from simulator.use_cases.desk import Desk

POINT_STYLES = {
    PointState.MADE: "$success",
    PointState.HALF: "$warning",
    PointState.MISSED: "$secondary",
    PointState.WRONG: "$warning",
}
DO_NEXT = "Do next"
"""The heading that stands first, above the code."""
GONE = "–"
"""The sign of a claim or a move that the user took away."""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """All that the screen shows."""

    answer: AnswerRecord
    question: Question | None
    takes: tuple[str, ...]
    """Ids of the session's answers, in order."""
    measures: tuple[MeasureLine, ...] = ()
    """Its measures in words."""
    held: bool = False
    """Whether the scores wait for the end of the interview."""
    story: str = ""
    """Title of the story it seems to tell."""


def read(desk: Desk, answer_id: str) -> Sheet:
    """Read all that the screen shows; slow, so call it on a thread."""
    answer = desk.sessions.answer(answer_id)
    takes = tuple(other.id for other in desk.sessions.answers(answer.session_id))
    story, card = desk.stories.told(answer.id), answer.scorecard
    held = desk.sessions.held(answer.id)
    if held:
        answer, card = replace(answer, scorecard=None), None
    return Sheet(
        answer=answer,
        question=desk.sessions.question_of(answer),
        takes=takes,
        measures=desk.scorer.told(card) if card is not None and card.scorable else (),
        held=held,
        story=story.title if story else "",
    )


def missing_moves(card: Scorecard, question: Question | None) -> list[str]:
    """The moves that the question expects and the answer does not make, in words."""
    made = {span.move for span in card.moves}
    return [
        MOVES_IN_WORDS[move] for move in (question.expected_moves if question else ()) if move not in made
    ]


def notices(sheet: Sheet, card: Scorecard) -> list[str]:
    """What the user should know about how this card came about."""
    answer = sheet.answer
    found = ["Corrected: misheard words were put right by hand."] if answer.corrected else []
    if card.by_hand:
        found.append(f"{counted(len(card.by_hand), 'judgement')} corrected by you; the scores follow.")
    found += card.degraded
    found += answer.transcript.notices if answer.transcript else ()
    if answer.audio_missing:
        found.append("The audio is not where it was: scores and words stay, playing does not work.")
    return found


def sections(card: Scorecard, judged: Scorecard | None = None) -> list[tuple[str, list[Remark]]]:
    """Lists of remarks with their headings, what to do next first; empty lists are left out.

    `judged` is the card as the judges gave it, where the user corrected a part of it: what was taken away
    keeps its row, so that it can be brought back.
    """
    judged = judged or card
    all_of_them = [
        (DO_NEXT, _improvements(card)),
        ("Not right", _claims(card, judged.claims)),
        ("Perhaps meant, perhaps not", _claims(card, judged.perhaps_claimed)),
        ("Good", _strengths(card)),
        ("Key points", _key_points(card, judged)),
        ("Moves", _moves(card, judged)),
        ("Terms this listener may not know", _terms(card)),
    ]
    return [(title, rows) for title, rows in all_of_them if rows]


def _improvements(card: Scorecard) -> list[Remark]:
    return [
        Remark(sign=TROUBLE, style="$warning", text=i.text, more=i.try_, quote=i) for i in card.improvements
    ]


def _claims(card: Scorecard, claims: Iterable[MisconceptionHit]) -> list[Remark]:
    left = {claim.id for claim in card.misconceptions}
    return [_claim(claim, claim.id in left) for claim in claims]


def _claim(claim: MisconceptionHit, stands: bool) -> Remark:
    sign, style, before = (
        ("✗", "$error", "Not so:") if claim.sure else ("?", "$warning", "Did you mean this?")
    )
    remark = Remark(
        sign=sign,
        style=style,
        text=f"{before} {claim.text}",
        more=claim.instead or "",
        quote=claim,
        judgement=(JudgementKind.CLAIM, claim.id),
    )
    if stands:
        return remark
    return replace(
        remark,
        sign=GONE,
        style="$secondary",
        text=claim.text,
        more="",
        by_hand=f"{BY_HAND}: it was not claimed, and counts no more",
    )


def _strengths(card: Scorecard) -> list[Remark]:
    return [Remark(sign="✓", style="$success", text=s.text, quote=s) for s in card.strengths]


def _key_points(card: Scorecard, judged: Scorecard) -> list[Remark]:
    said = {point.id: point for point in judged.key_points}
    return [_key_point(point, said.get(point.id, point)) for point in card.key_points]


def _key_point(point: KeyPointResult, said: KeyPointResult) -> Remark:
    made, as_judged = point.state is PointState.MADE, said.state is point.state
    return Remark(
        sign=sign_of_point(point),
        style=POINT_STYLES[point.state],
        text=point.text if made else f"{point.text} ({word_of_point(point)})",
        quote=point.shown if as_judged else said,
        by_hand="" if as_judged else f"{BY_HAND}, was judged: {word_of_point(said)}",
        judgement=(JudgementKind.POINT, point.id),
    )


def _moves(card: Scorecard, judged: Scorecard) -> list[Remark]:
    left = {move.id for move in card.moves}
    before = [None, *(move.first_word for move in judged.moves)]
    return [
        Remark(
            sign="▏" if move.id in left else GONE,
            style="$accent" if move.id in left else "$secondary",
            text=move.move.value,
            quote=move,
            brief=True,
            quoted_above=move.first_word == first and move.first_word is not None,
            by_hand="" if move.id in left else f"{BY_HAND}: this move was not made here",
            judgement=(JudgementKind.MOVE, move.id),
        )
        for move, first in zip(judged.moves, before, strict=False)
    ]


def _terms(card: Scorecard) -> list[Remark]:
    return [
        Remark(
            sign="‹›",
            style="$warning",
            text=f"{term.term}: not explained",
            more=term.definition or "",
            quote=term,
        )
        for term in card.open_terms
    ]
