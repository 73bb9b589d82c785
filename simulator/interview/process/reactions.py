"""What an interviewer says to what was said, before they go on: short, and never praise. Pure.

What is taken up is a key point that was made, in the candidate's own words, so that nothing wrong is ever
repeated approvingly. Where no such words are short and sure enough, a neutral word is said or none.
"""

from __future__ import annotations

from simulator.model.scorecard import KeyPointResult, PointState, Scorecard
from simulator.model.transcript import Transcript
from simulator.scoring.language.annotated import Annotated
from simulator.scoring.verdict.follow_up_words import follow_up_words
from simulator.scoring.verdict.giving_up import gives_up
from simulator.scoring.verdict.probing import HANDY, POINTS_BACK, quotable

SURE_FROM = 0.9
"""A point is taken up when it is so likely that it was said. A convention."""


def has_no_answer(card: Scorecard) -> bool:
    """Whether the candidate said that they have no answer."""
    return gives_up(" ".join(word.text for word in card.words))


def reaction(card: Scorecard, nth: int, without: tuple[str, ...] = ()) -> str:
    """What is said to an answer, the `nth` of the interview; "" where there is nothing to take up.

    `without` are words that are quoted anyway, by the follow-ups to come.
    """
    words = follow_up_words().reactions
    if has_no_answer(card):
        return _nth(words.kind, nth)
    if card.claims or not card.scorable:
        return ""
    quote = _taken_up(card, without)
    return _nth(words.taken_up, nth).format(quote=quote) if quote else ""


def neutral(nth: int) -> str:
    """A word that fits whatever was said."""
    return _nth(follow_up_words().reactions.neutral, nth)


def farewell(nth: int) -> str:
    """What an interviewer says at the end of their round."""
    return _nth(follow_up_words().reactions.closes, nth)


def _taken_up(card: Scorecard, without: tuple[str, ...]) -> str | None:
    said = Annotated(Transcript(words=card.words, text="", restarts=card.restarts))
    sure = [point for point in card.key_points if _is_sure(point)]
    for point in sorted(sure, key=lambda point: (-point.weight, -point.confidence)):
        assert point.first_word is not None
        quote = quotable(said, said.sentence_of[point.first_word])
        if quote and quote not in without and _is_short(quote):
            return quote
    return None


def _is_sure(point: KeyPointResult) -> bool:
    return point.state is PointState.MADE and point.confidence >= SURE_FROM and point.first_word is not None


def _is_short(quote: str) -> bool:
    return len(quote.split()) <= HANDY and quote.split()[0].lower() not in POINTS_BACK


def _nth(phrases: tuple[str, ...], nth: int) -> str:
    return phrases[nth % len(phrases)]
