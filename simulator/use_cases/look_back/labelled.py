"""PURE: an answer whose judgements a person corrected, as a labelled row of `corpus/SPEC.md`.

A key point is given to the sentence that is quoted for it. One that was corrected to be made, where nothing
is quoted, is made by the answer and by no sentence of it, because nobody said which one makes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.model.scorecard import PointState, Quote, Scorecard

if TYPE_CHECKING:
    from simulator.model.question import Question
    from simulator.model.records import Rating
    from simulator.scoring.language.annotated import Annotated

PROFILE = "own"
"""Stands where the corpus names how an imitated answer was to sound; these answers were really given."""
RATED = ("clarity", "structure", "content", "overall")


def labelled_row(
    answer_id: str, card: Scorecard, said: Annotated, question: Question, rating: Rating | None
) -> dict[str, Any]:
    """The row of one answer to a question. Its `ratings` are those that were given, which may be none."""
    return {
        "id": f"{PROFILE}-{answer_id}",
        "question_id": question.id,
        "audience": card.audience.value,
        "profile": PROFILE,
        "sentences": _sentences(card, said),
        "points": {point.id: _of_answer(point.state) for point in card.key_points},
        "terms": [{"term": term.term, "explained": term.explained} for term in card.jargon.terms],
        "ratings": {name: value for name in RATED if rating and (value := getattr(rating, name)) is not None},
    }


def _sentences(card: Scorecard, said: Annotated) -> list[dict[str, Any]]:
    from simulator.scoring.judgement.by_hand import moves_by_sentence
    from simulator.scoring.judgement.leading import is_detour

    rows: list[dict[str, Any]] = [
        {
            "text": said.transcript.quote(span.first_word, span.last_word),
            "moves": sorted(move.value for move in moves),
            "points": {},
            "misconceptions": [],
            "detour": is_detour(text),
        }
        for span, moves, text in zip(
            said.sentences, moves_by_sentence(said, card.moves), said.lowered, strict=True
        )
    ]
    for point in card.key_points:
        place = _place(said, point)
        if place is not None and point.state is not PointState.MISSED:
            rows[place]["points"][point.id] = point.state.value
    for claim in card.claims:
        place = _place(said, claim)
        if place is not None:
            rows[place]["misconceptions"].append(claim.id)
    return rows


def _place(said: Annotated, quote: Quote) -> int | None:
    """The sentence of a quote, counted from 0."""
    return None if quote.first_word is None else said.sentence_of[quote.first_word]


def _of_answer(state: PointState) -> str:
    return (PointState.MISSED if state is PointState.WRONG else state).value
