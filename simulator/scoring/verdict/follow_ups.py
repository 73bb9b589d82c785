"""What the interviewer asks next, and why.

In this order: a wrong claim; then in turn a key point that was surely left out, something that was said
without its reason, its alternative, its failure or its number (`probing.py`), the missing half of a point,
and a term that this listener does not know; then the twist; last what may well have been said. What was made
is not asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from simulator.model.question import FollowUp, Question
from simulator.model.scorecard import (
    Audience,
    FollowUpAsk,
    Jargon,
    JargonTerm,
    KeyPointResult,
    MisconceptionHit,
    PointState,
    Prompted,
)
from simulator.scoring.language.annotated import Annotated
from simulator.scoring.verdict.follow_up_words import follow_up_words, worded, wordings
from simulator.scoring.verdict.giving_up import gives_up
from simulator.scoring.verdict.probing import POINTS_BACK, is_open_to_doubt, probes, quotable, short_quote

SAID_OF = {
    PointState.MISSED: "was not heard",
    PointState.WRONG: "sounded the wrong way round",
    PointState.HALF: "was only half made",
}
NOT_CLEAR = "was not heard clearly"
LACKS = {
    Prompted.REASON: "it was said without a reason",
    Prompted.ALTERNATIVE: "no other way was named",
    Prompted.FAILURE: "nothing was said of when it fails",
    Prompted.NUMBER: "it was said without a number",
}
MOST = 4
MOST_GAPS = 2
MOST_PROBES = 2


def follow_ups(
    question: Question | None,
    points: tuple[KeyPointResult, ...],
    hits: tuple[MisconceptionHit, ...],
    jargon: Jargon,
    *,
    perhaps: tuple[MisconceptionHit, ...] = (),
    said: Annotated | None = None,
    audience: Audience = Audience.SOFTWARE_ENGINEER,
) -> tuple[FollowUpAsk, ...]:
    """At most four, the most telling first; none to a reply, and none to somebody who has no answer."""
    if question is not None and question.follows is not None:
        return ()
    if said is not None and gives_up(said.transcript.verbatim):
        return ()
    claims = _about_claims((*hits, *perhaps), audience)[:1]
    gaps, halves, further = _about_points(question, points, said, audience)
    probing = _about_sentences(question, points, said, audience, {ask.quote for ask in (*claims, *halves)})
    terms = [] if audience.is_peer else _about_terms(jargon, audience)
    columns = zip_longest(gaps, probing, halves, terms)
    mixed = [ask for some in columns for ask in some if ask is not None]
    twist = _twist(question)
    most = MOST - len(twist)
    asks = {ask.ask: ask for ask in [*claims, *mixed][:most] + twist + further}
    return tuple(asks.values())[:MOST]


def _about_claims(hits: Sequence[MisconceptionHit], audience: Audience) -> list[FollowUpAsk]:
    """Asks about a claim that is wrong, or may be; it is not said that it is."""
    asks = []
    for hit in hits:
        quote = short_quote(hit.quote or hit.text)
        if hit.quote and not is_open_to_doubt(quote, with_reason=hit.sure):
            continue
        seems = "seems to claim" if hit.sure else "could be heard to claim"
        asks.append(
            FollowUpAsk(
                ask=worded(wordings(Prompted.CLAIM, "claim", audience), quote, quote=quote),
                because=f"the answer {seems}: {hit.text.rstrip('.')}",
                by=Prompted.CLAIM,
                about=hit.id,
                quote=quote,
            )
        )
    return asks


def _about_points(
    question: Question | None, points: Sequence[KeyPointResult], said: Annotated | None, audience: Audience
) -> tuple[list[FollowUpAsk], list[FollowUpAsk], list[FollowUpAsk]]:
    """Asks for what was left out, for what was half said, and what is asked only when nothing better is.

    The last are of points that may well have been said, or that the question has no follow-up for. Each list
    begins with the weightiest.
    """
    if question is None:
        return [], [], []
    ready = {f.when_missing: f for f in question.follow_ups if f.when_missing}
    lacking = sorted(
        (point for point in points if point.state is not PointState.MADE),
        key=lambda p: (p.state is PointState.HALF, -p.weight),
    )
    missed: list[FollowUpAsk] = []
    halves: list[FollowUpAsk] = []
    further: list[FollowUpAsk] = []
    for point in lacking:
        ask = _about_point(point, ready.get(point.id), said, audience, bare=not question.follow_ups)
        if ask is not None:
            of_half = halves if point.state is PointState.HALF else missed
            (further if point.unclear or point.id not in ready else of_half).append(ask)
    return missed[:MOST_GAPS], halves[:MOST_GAPS], further[:MOST_GAPS]


def _about_point(
    point: KeyPointResult,
    ready: FollowUp | None,
    said: Annotated | None,
    audience: Audience,
    *,
    bare: bool,
) -> FollowUpAsk | None:
    quote = _half_said(point, said)
    if ready is not None and quote is not None:
        texts, fields = wordings(Prompted.GAP, "half", audience), {"quote": quote, "ask": ready.ask}
    elif ready is not None:
        texts, fields = (ready.ask.replace("{", "{{").replace("}", "}}"),), {}
    elif quote is not None:
        texts, fields = wordings(Prompted.GAP, "claim", audience), {"quote": quote}
    else:
        texts, fields = _for_missing(point, bare=bare)
    if not texts:
        return None
    return FollowUpAsk(
        ask=worded(texts, point.id, **fields),
        because=f"key point '{point.id}' {NOT_CLEAR if point.unclear else SAID_OF[point.state]}",
        by=Prompted.GAP,
        about=point.id,
        quote=quote,
    )


def _half_said(point: KeyPointResult, said: Annotated | None) -> str | None:
    """The words that half make the point."""
    if point.state is not PointState.HALF or said is None or point.first_word is None:
        return None
    quote = quotable(said, said.sentence_of[point.first_word])
    return quote if quote and quote.split()[0].lower() not in POINTS_BACK else None


def _for_missing(point: KeyPointResult, *, bare: bool) -> tuple[tuple[str, ...], dict[str, str]]:
    """Wordings that ask for the thing itself without giving the answer away; empty where none fits."""
    text = point.text.strip().rstrip(".")
    told = _to_you(text[:1].lower() + text[1:])
    for missing in follow_up_words().missing:
        if (bare or not missing.bare) and (match := missing.point.match(told)):
            what = match.group(1) if match.re.groups else ""
            return missing.asks, {"what": what}
    return (), {}


def _to_you(text: str) -> str:
    """What a key point says of the candidate, said to them."""
    for other, you in _YOU:
        text = text.replace(other, you)
    return text


_YOU = (
    ("the candidate's", "your"),
    ("the candidate was", "you were"),
    ("the candidate is", "you are"),
    ("the candidate has", "you have"),
    ("the candidate wants", "you want"),
    ("the candidate does", "you do"),
    ("the candidate", "you"),
)


def _about_sentences(
    question: Question | None,
    points: Sequence[KeyPointResult],
    said: Annotated | None,
    audience: Audience,
    taken_up: set[str | None],
) -> list[FollowUpAsk]:
    """Asks for what a sentence of the answer leaves open."""
    if question is None or said is None:
        return []
    found = [probe for probe in probes(said, question, points) if probe.quote not in taken_up]
    return [
        FollowUpAsk(
            ask=worded(wordings(probe.by, probe.of, audience), probe.quote, quote=probe.quote),
            because=LACKS[probe.by],
            by=probe.by,
            quote=probe.quote,
        )
        for probe in found[:MOST_PROBES]
    ]


def _about_terms(jargon: Jargon, audience: Audience) -> list[FollowUpAsk]:
    """Asks for a term that the lexicon knows; a rare word that it does not may be a name."""
    unexplained = sorted((t for t in jargon.terms if not t.explained and t.definition), key=_by_use)
    return [
        FollowUpAsk(
            ask=worded(wordings(Prompted.TERM, "claim", audience), t.term, term=t.term),
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
