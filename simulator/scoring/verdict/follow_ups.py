"""What the interviewer asks next, and why: wrong claims, missed key points, unexplained terms, the twist."""

from __future__ import annotations

from itertools import zip_longest

from simulator.model.question import FollowUp, Question
from simulator.model.scorecard import (
    FollowUpAsk,
    Jargon,
    JargonTerm,
    KeyPointResult,
    MisconceptionHit,
    PointState,
    Prompted,
)
from simulator.scoring.language.grammar import HESITATIONS, STOP_WORDS

SAID_OF = {
    PointState.MISSED: "was not heard",
    PointState.WRONG: "sounded the wrong way round",
    PointState.HALF: "was only half made",
}
MOST = 4
MOST_GAPS = 2
LONGEST_QUOTE = 14
"""Words of the answer that are read back to the candidate."""


def follow_ups(
    question: Question | None,
    points: tuple[KeyPointResult, ...],
    hits: tuple[MisconceptionHit, ...],
    jargon: Jargon,
    *,
    perhaps: tuple[MisconceptionHit, ...] = (),
) -> tuple[FollowUpAsk, ...]:
    """At most four: a wrong claim, the weightiest gap, an unexplained term, a second gap, the twist.

    That is their order; a term stands between two gaps so that the interviewer does not ask the same twice.
    """
    gaps, terms = _about_points(question, points), _about_terms(jargon)
    mixed = [ask for pair in zip_longest(gaps, terms) for ask in pair if ask is not None]
    asks = [*_about_claims(hits), *_about_unsure(perhaps), *mixed, *_twist(question)]
    return tuple({ask.ask: ask for ask in asks}.values())[:MOST]


def _about_claims(hits: tuple[MisconceptionHit, ...]) -> list[FollowUpAsk]:
    return [
        FollowUpAsk(
            ask=f"You said: “{_short(hit.quote or hit.text)}” Are you sure? Why?",
            because=f"the answer seems to claim: {hit.text.rstrip('.')}",
            by=Prompted.CLAIM,
            about=hit.id,
        )
        for hit in hits[:1]
    ]


def _about_unsure(perhaps: tuple[MisconceptionHit, ...]) -> list[FollowUpAsk]:
    """Asks about a wrong claim that the speaker perhaps made; it costs no points."""
    return [
        FollowUpAsk(
            ask=f"You said: “{_short(hit.quote or hit.text)}” Did you mean this: {hit.text.rstrip('.')}?",
            because=f"it could be heard as: {hit.text.rstrip('.')}",
            by=Prompted.CLAIM,
            about=hit.id,
        )
        for hit in perhaps[:1]
    ]


def _about_points(question: Question | None, points: tuple[KeyPointResult, ...]) -> list[FollowUpAsk]:
    if question is None:
        return []
    lacking = sorted(points, key=lambda p: (p.state is PointState.HALF, -p.weight))
    missed = {p.id: p for p in lacking if p.state is not PointState.MADE}
    ready = {f.when_missing: f for f in question.follow_ups if f.when_missing in missed}
    wanted = [key for key in missed if key in ready] or list(missed)[:1]
    return [_about_point(missed[key], ready.get(key)) for key in wanted[:MOST_GAPS]]


def _about_point(point: KeyPointResult, ready: FollowUp | None) -> FollowUpAsk:
    what = SAID_OF[point.state]
    return FollowUpAsk(
        ask=ready.ask if ready else "Something that matters is still missing. What would you add?",
        because=f"key point '{point.id}' {what}",
        by=Prompted.GAP,
        about=point.id,
    )


def _about_terms(jargon: Jargon) -> list[FollowUpAsk]:
    unexplained = sorted((t for t in jargon.terms if not t.explained), key=_by_use)
    return [
        FollowUpAsk(
            ask=f"You said {t.term}: how would you explain that to me?",
            because=f"'{t.term}' was used without an explanation",
            by=Prompted.TERM,
            about=t.term,
        )
        for t in unexplained[:1]
    ]


def _by_use(term: JargonTerm) -> tuple[bool, int, int]:
    """Sorts names and abbreviations first, which cannot be understood from their words."""
    return term.term.islower(), -term.uses, term.first_word or 0


def _twist(question: Question | None) -> list[FollowUpAsk]:
    twists = [f for f in question.follow_ups if f.twist] if question else []
    return [FollowUpAsk(ask=f.ask, because="it changes the problem", by=Prompted.TWIST) for f in twists[:1]]


def _short(quote: str) -> str:
    """The quote as an interviewer would repeat it: without hesitations, and cut, not behind a small word."""
    words = [word for word in quote.split() if word.casefold().strip(".,…") not in HESITATIONS]
    if len(words) > LONGEST_QUOTE:
        words = words[:LONGEST_QUOTE]
        while len(words) > 1 and words[-1].casefold().strip(",") in STOP_WORDS:
            words.pop()
        words.append("…")
    said = " ".join(words)
    return said[:1].upper() + said[1:]
