"""Nobody is given the same advice twice in a session: what was said on an earlier question is put in another
way, or left out.

A scorecard stays what it is, so that the same words always get the same; this is how a session shows it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

from simulator.model.scorecard import Improvement, Scorecard
from simulator.scoring.judgement.telling import other_ways


def once(cards: Sequence[Scorecard | None]) -> list[Scorecard | None]:
    """The cards of a session, in the order of its answers, with advice that is new at each question.

    Another take of a question that was answered before may be told what the earlier one was told: the gap is
    the same.
    """
    given: dict[str, str | None] = {}
    shown: list[Scorecard | None] = []
    for card in cards:
        if card is not None:
            card = dataclasses.replace(card, improvements=tuple(_fresh(card, given)))
            given |= {one.try_: card.question_id for one in card.improvements if one.try_ not in given}
        shown.append(card)
    return shown


def _fresh(card: Scorecard, given: dict[str, str | None]) -> Iterable[Improvement]:
    for one in card.improvements:
        ways = (one.try_, *other_ways(one.try_))
        way = next((w for w in ways if w not in given or given[w] == card.question_id), None)
        if way is not None:
            yield dataclasses.replace(one, try_=way)
