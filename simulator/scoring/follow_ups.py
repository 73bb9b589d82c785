"""What the interviewer asks next, and why: missed key points, unexplained terms, the twist."""

from __future__ import annotations

from simulator.interview.question import FollowUp, Question
from simulator.scorecard import FollowUpAsk, Jargon, JargonTerm, KeyPointResult, MisconceptionHit, PointState

MOST = 4


def follow_ups(
    question: Question | None,
    points: tuple[KeyPointResult, ...],
    hits: tuple[MisconceptionHit, ...],
    jargon: Jargon,
) -> tuple[FollowUpAsk, ...]:
    """At most four, the most telling first: wrong claims, missed points, unexplained terms, the twist."""
    asks = [*_about_claims(hits), *_about_points(question, points), *_about_terms(jargon), *_twist(question)]
    return tuple(_distinct(asks)[:MOST])


def _distinct(asks: list[FollowUpAsk]) -> list[FollowUpAsk]:
    return list({ask.ask: ask for ask in asks}.values())


def _about_claims(hits: tuple[MisconceptionHit, ...]) -> list[FollowUpAsk]:
    return [
        FollowUpAsk(
            ask=f"You said: “{_short(hit.quote or hit.text)}” How sure are you of that?",
            because=f"the answer seems to claim: {_plain(hit.text)}",
        )
        for hit in hits[:1]
    ]


def _about_points(question: Question | None, points: tuple[KeyPointResult, ...]) -> list[FollowUpAsk]:
    if question is None:
        return []
    lacking = sorted(points, key=lambda p: (p.state is not PointState.MISSED, -p.weight))
    missed = {p.id: p for p in lacking if p.state is not PointState.MADE}
    ready = {f.when_missing: f for f in question.follow_ups if f.when_missing in missed}
    return [_about_point(missed[key], ready.get(key)) for key in missed if key in ready or not ready][:2]


def _about_point(point: KeyPointResult, ready: FollowUp | None) -> FollowUpAsk:
    what = "was not mentioned" if point.state is PointState.MISSED else "was only half made"
    because = f"key point '{point.id}' {what}"
    return FollowUpAsk(
        ask=ready.ask if ready else "What else belongs to a complete answer here?", because=because
    )


def _about_terms(jargon: Jargon) -> list[FollowUpAsk]:
    unexplained = sorted((t for t in jargon.terms if not t.explained), key=_by_use)
    return [
        FollowUpAsk(
            ask=f"What do you mean by {t.term}?", because=f"'{t.term}' was used without an explanation"
        )
        for t in unexplained[:1]
    ]


def _by_use(term: JargonTerm) -> tuple[int, int]:
    return -term.uses, term.first_word or 0


def _twist(question: Question | None) -> list[FollowUpAsk]:
    twists = [f for f in question.follow_ups if f.twist] if question else []
    return [FollowUpAsk(ask=f.ask, because="it changes the problem") for f in twists[:1]]


def _short(quote: str, most: int = 14) -> str:
    words = quote.split()
    return quote if len(words) <= most else " ".join(words[:most]) + " …"


def _plain(claim: str) -> str:
    return claim.rstrip(".")
