"""What a scorecard shows: what is read for it, dimensions, remarks. Values, without widgets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from textual.content import Content

from simulator.model.measure_line import MeasureLine
from simulator.model.question import Question
from simulator.model.records import AnswerRecord
from simulator.model.scorecard import (
    Dimension,
    DimensionScore,
    JudgementKind,
    KeyPointResult,
    MisconceptionHit,
    PointState,
    Scorecard,
)
from simulator.model.signs import POINT_SIGNS, TROUBLE, level_word
from simulator.ui.widgets.bars import score_bar
from simulator.ui.widgets.evidence import Remark
from simulator.ui.words import BY_HAND
from simulator.use_cases.desk import Desk

POINT_LOOKS = {
    PointState.MADE: ("$success", ""),
    PointState.HALF: ("$warning", "half made"),
    PointState.MISSED: ("$secondary", "not made"),
    PointState.WRONG: ("$warning", "sounds the wrong way round"),
}
"""For each state of a key point its style, and what is said behind the point."""
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


def dimensions(card: Scorecard) -> Content:
    """A line for each dimension: name, bar, number, word. A reply to a follow-up has its content alone."""
    scores = card.dimensions
    found = {name: getattr(scores, name.value) for name in Dimension}
    if scores.clarity is None and scores.structure is None:
        found = {name: score for name, score in found.items() if score is not None}
    return Content("\n").join(_dimension(name, score) for name, score in found.items())


def _dimension(name: Dimension, score: DimensionScore | None) -> Content:
    if score is None:
        return Content.styled(f"{name.value:<11}no question to compare with", "$secondary")
    return Content.assemble(
        f"{name.value:<11}",
        score_bar(score.score, 18),
        (f" {score.score:>3} ", "bold"),
        (level_word(score.level), "$secondary"),
        (_how_sure(score), "$secondary"),
    )


def _how_sure(score: DimensionScore) -> str:
    """The likely range, or that the score is not calibrated; "" where no range was measured."""
    if score.range is None:
        return ""
    if not score.calibrated:
        return "  not calibrated: for you to judge"
    return f"  {score.range[0]}-{score.range[1]}"


def missing_moves(card: Scorecard, question: Question | None) -> list[str]:
    """The moves that the question expects and the answer does not make."""
    made = {span.move for span in card.moves}
    return [move.value for move in (question.expected_moves if question else ()) if move not in made]


def sections(card: Scorecard, judged: Scorecard | None = None) -> list[tuple[str, list[Remark]]]:
    """Lists of remarks with their headings, what to do next first; empty lists are left out.

    `judged` is the card as the judges gave it, where the user corrected a part of it: what was taken away
    keeps its row, so that it can be brought back.
    """
    judged = judged or card
    all_of_them = [
        ("Do next", _improvements(card)),
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
    said = {point.id: point.state for point in judged.key_points}
    return [_key_point(point, said.get(point.id, point.state)) for point in card.key_points]


def _key_point(point: KeyPointResult, said: PointState) -> Remark:
    style, word = POINT_LOOKS[point.state]
    corrected = f"{BY_HAND}, was judged: {POINT_LOOKS[said][1] or 'made'}"
    return Remark(
        sign=POINT_SIGNS[point.state],
        style=style,
        text=f"{point.text} ({word})" if word else point.text,
        quote=point,
        by_hand="" if said is point.state else corrected,
        judgement=(JudgementKind.POINT, point.id),
    )


def _moves(card: Scorecard, judged: Scorecard) -> list[Remark]:
    left = {move.id for move in card.moves}
    return [
        Remark(
            sign="▏" if move.id in left else GONE,
            style="$accent" if move.id in left else "$secondary",
            text=move.move.value,
            quote=move,
            by_hand="" if move.id in left else f"{BY_HAND}: this move was not made here",
            judgement=(JudgementKind.MOVE, move.id),
        )
        for move in judged.moves
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
        for term in card.jargon.terms
        if not term.explained
    ]
