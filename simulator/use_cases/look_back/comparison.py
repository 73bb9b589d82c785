"""PURE: two takes of one question side by side: what improved, what got worse, which words correspond."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from simulator.model import measures as ids
from simulator.model.alignment import align
from simulator.model.naming import FLAGS, LISTENERS, SCORE_UNIT, measure_name, with_unit
from simulator.model.records import AnswerRecord
from simulator.model.scorecard import Dimension, Measure, Move, PointState, Quote, Scorecard, quoted
from simulator.model.transcript import Transcript, WordKind
from simulator.scoring.language.annotated import Annotated
from simulator.scoring.language.grammar import STOP_WORDS
from simulator.scoring.language.text import Span, normal

LEAST_SHARED = 2
"""Topical words that two sentences must share to say the same thing."""
LEAST_SHARE = 1 / 3
"""The share of the shorter sentence's topical words that the other one must have too."""
SAID_OTHERWISE = frozenset(
    {ids.MOVES_MADE, ids.MOVES_SHARE, ids.KEY_POINTS_WEIGHT, ids.MISCONCEPTIONS}
    | {ids.CLOSED, ids.EXAMPLES, ids.TRADEOFFS, ids.IMPACT}
)
"""Measures without a finding of their own, because other findings say the same in more detail."""
LEVELS = {1: "weak", 2: "shaky", 3: "fair", 4: "good", 5: "strong"}
OPENINGS = frozenset({Move.CLARIFY, Move.FRAME})
"""Ways to open an answer, of which one is enough: who has the other one lacks none."""
STANDING = {PointState.WRONG: -1, PointState.MISSED: 0, PointState.HALF: 1, PointState.MADE: 2}


@dataclass(frozen=True, kw_only=True)
class ComparedRow:
    """A score or a measure in both takes."""

    name: str
    before: float | None
    after: float | None
    unit: str
    verdict: int = 0
    """1 better, -1 worse, 0 unchanged or not comparable."""


@dataclass(frozen=True, kw_only=True)
class PointRow:
    """A key point in both takes; None where that take was judged without it."""

    text: str
    before: PointState | None
    after: PointState | None


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What improved or got worse, in words, with the words that show it."""

    text: str
    verdict: int
    before: Quote | None = None
    after: Quote | None = None


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A sentence of each take that says the same thing, or a sentence of one that the other does not have."""

    why: str
    """The key point that both sentences make; "" when only words agree, or one sentence stands alone."""
    before: Quote | None
    after: Quote | None
    changed_before: frozenset[int] = frozenset()
    """Indices, in the transcript, of the words that the other sentence does not have."""
    changed_after: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """The earlier take against the later one; both are scored."""

    before: AnswerRecord
    after: AnswerRecord
    notes: tuple[str, ...]
    """Why some of it may not be comparable."""
    scores: tuple[ComparedRow, ...]
    measures: tuple[ComparedRow, ...]
    points: tuple[PointRow, ...]
    findings: tuple[Finding, ...]
    """Improvements come first."""
    passages: tuple[Passage, ...]
    """In the order of the later take."""

    @property
    def better(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.verdict > 0)

    @property
    def worse(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.verdict < 0)

    @property
    def sentence(self) -> str:
        """How the overall score and each other score changed, in one sentence."""
        by = {row.name: int((row.after or 0) - (row.before or 0)) for row in self.scores}
        overall = by.pop("overall", 0)
        parts = ", ".join(f"{name} {change:+d}" for name, change in by.items() if change)
        said = f"{abs(overall)} point{'s' * (abs(overall) != 1)} {'better' if overall > 0 else 'worse'}"
        return (said if overall else "The same overall") + (f": {parts}." if parts else ".")


def compare(before: AnswerRecord, after: AnswerRecord) -> Comparison:
    """Compare the earlier of two scored takes with the later one."""
    was, now = before.scorecard, after.scorecard
    assert was is not None
    assert now is not None
    findings = (*_points_found(was, now), *_claims(was, now), *_moves(was, now), *_terms(was, now))
    findings = (*findings, *_measures_found(was, now))
    heard, hears = before.transcript, after.transcript
    return Comparison(
        before=before,
        after=after,
        notes=tuple(_notes(before, after, was, now)),
        scores=tuple(_scores(was, now)),
        measures=tuple(_measures(was, now)),
        points=tuple(_points(was, now)),
        findings=tuple(sorted(findings, key=lambda finding: -finding.verdict)),
        passages=passages(heard, hears, _shared_points(was, now)) if heard and hears else (),
    )


def _notes(before: AnswerRecord, after: AnswerRecord, was: Scorecard, now: Scorecard) -> Iterable[str]:
    if before.audience is not after.audience:
        first, then = LISTENERS[before.audience], LISTENERS[after.audience]
        yield f"Judged for different listeners: {first}, then {then}."
    if was.rubric != now.rubric:
        yield "Scored by different versions of the rubric: `simulator sessions rescore` scores both anew."
    if before.corrected or after.corrected:
        which = "both takes" if before.corrected and after.corrected else "one take"
        yield f"Misheard words were corrected in {which}."


# Numbers


def _scores(was: Scorecard, now: Scorecard) -> Iterable[ComparedRow]:
    yield _score("overall", was.overall, now.overall)
    for dimension in Dimension:
        low, high = (getattr(card.dimensions, dimension.value) for card in (was, now))
        if low is not None or high is not None:
            yield _score(dimension.value, low and low.score, high and high.score)


def _score(name: str, before: int | None, after: int | None) -> ComparedRow:
    verdict = 0 if before is None or after is None else _sign(after - before)
    return ComparedRow(name=name, before=before, after=after, unit=SCORE_UNIT, verdict=verdict)


def _sign(change: float) -> int:
    return (change > 0) - (change < 0)


def _both(was: Scorecard, now: Scorecard) -> Iterable[tuple[Measure, Measure]]:
    """The measures that have a level on both cards."""
    for after in now.measures:
        before = was.measure(after.id)
        if before is not None and before.level is not None and after.level is not None:
            yield before, after


def _measures(was: Scorecard, now: Scorecard) -> Iterable[ComparedRow]:
    for before, after in _both(was, now):
        yield ComparedRow(
            name=measure_name(after.id),
            before=before.value,
            after=after.value,
            unit=after.unit,
            verdict=_sign((after.level or 0) - (before.level or 0)),
        )


def _measures_found(was: Scorecard, now: Scorecard) -> Iterable[Finding]:
    for before, after in _both(was, now):
        change = _sign((after.level or 0) - (before.level or 0))
        if change and after.id not in SAID_OTHERWISE:
            levels = f"{LEVELS[before.level or 3]} before, {LEVELS[after.level or 3]} now"
            values = "" if after.unit in FLAGS else f" {_value(before)} → {_value(after)}"
            name = measure_name(after.id)
            yield Finding(text=f"{name[0].upper()}{name[1:]}{values}: {levels}.", verdict=change)


def _value(measure: Measure) -> str:
    return "–" if measure.value is None else with_unit(measure.value, measure.unit)


# Words


def _points(was: Scorecard, now: Scorecard) -> Iterable[PointRow]:
    before = {point.id: point.state for point in was.key_points}
    for point in now.key_points:
        yield PointRow(text=point.text, before=before.get(point.id), after=point.state)


def _points_found(was: Scorecard, now: Scorecard) -> Iterable[Finding]:
    before = {point.id: point for point in was.key_points}
    says: dict[tuple[int, PointState], str] = {
        (1, PointState.MADE): "You now make the point",
        (1, PointState.HALF): "You now make half the point",
        (-1, PointState.HALF): "You make only half the point this time",
        (-1, PointState.MISSED): "You leave out this time",
        (-1, PointState.WRONG): "Sounds the wrong way round this time",
        (1, PointState.MISSED): "No longer sounds the wrong way round",
    }
    for point in now.key_points:
        old = before.get(point.id)
        change = _sign(STANDING[point.state] - STANDING[old.state]) if old else 0
        if old and change:
            text = f"{says[change, point.state]}: {point.text}."
            yield Finding(text=text, verdict=change, before=_quote(old), after=_quote(point))


def _claims(was: Scorecard, now: Scorecard) -> Iterable[Finding]:
    before, after = ({hit.id: hit for hit in card.claims} for card in (was, now))
    for gone in before.keys() - after.keys():
        yield Finding(text=f"No longer claimed: {before[gone].text}.", verdict=1, before=_quote(before[gone]))
    for new in after.keys() - before.keys():
        text = f"Claimed this time, and not so: {after[new].text}."
        yield Finding(text=text, verdict=-1, after=_quote(after[new]))


def _moves(was: Scorecard, now: Scorecard) -> Iterable[Finding]:
    before, after = ({span.move: span for span in reversed(card.moves)} for card in (was, now))
    for move in Move:
        if move in after and move not in before:
            yield Finding(text=f"New this time: {MOVES[move]}.", verdict=1, after=_quote(after[move]))
        opens_otherwise = move in OPENINGS and OPENINGS & after.keys()
        if move in before and move not in after and not opens_otherwise:
            yield Finding(
                text=f"Not there this time: {MOVES[move]}.", verdict=-1, before=_quote(before[move])
            )


MOVES = {
    Move.CLARIFY: "a question back, or what you assume",
    Move.FRAME: "the problem framed",
    Move.EXPLAIN: "what it is, explained",
    Move.EXAMPLE: "an example",
    Move.APPROACH: "your approach",
    Move.TRADEOFF: "a trade-off",
    Move.EVALUATE: "how you would evaluate it",
    Move.DEPLOY: "how it would run in production",
    Move.IMPACT: "what it is worth",
    Move.SUMMARY: "a summary",
    Move.SITUATION: "the situation",
    Move.TASK: "your task",
    Move.ACTION: "what you did",
    Move.RESULT: "the result",
    Move.LEARNING: "what you learned",
}


def _terms(was: Scorecard, now: Scorecard) -> Iterable[Finding]:
    """Terms that both takes use."""
    before = {term.term.casefold(): term for term in was.jargon.terms}
    for term in now.jargon.terms:
        old = before.get(term.term.casefold())
        if old and old.explained != term.explained:
            text = f"{term.term} is {'explained now' if term.explained else 'not explained this time'}."
            verdict = 1 if term.explained else -1
            yield Finding(text=text, verdict=verdict, before=_quote(old), after=_quote(term))


def _quote(item: Quote) -> Quote | None:
    return item if item.first_word is not None else None


# Sentence by sentence

SharedPoint = tuple[str, int, int]
"""A key point's text, and the index of a word where the earlier and the later take make it."""


def _shared_points(was: Scorecard, now: Scorecard) -> list[SharedPoint]:
    before = {point.id: point.first_word for point in was.key_points}
    pairs = ((point.text, before.get(point.id), point.first_word) for point in now.key_points)
    return [(text, low, high) for text, low, high in pairs if low is not None and high is not None]


def passages(
    before: Transcript, after: Transcript, points: Iterable[SharedPoint] = ()
) -> tuple[Passage, ...]:
    """Every sentence of both takes, beside the one of the other take that says the same, if there is one.

    Sentences that make the same key point are paired first, then those that share the most topical words.
    """
    was, now = Annotated(before).sentences, Annotated(after).sentences
    pairs = _pairs(before, after, was, now, points)
    partner = dict(pairs.keys())
    of_after = {high: low for low, high in pairs}
    waiting = _waiting(len(was), partner)
    found: list[Passage] = []
    for j in range(-1, len(now)):
        if j >= 0:
            i = of_after.get(j)
            why = "" if i is None else pairs[i, j]
            found.append(_passage(before, after, None if i is None else was[i], now[j], why))
        found += [_passage(before, after, was[i], None, "") for i in waiting.get(j, ())]
    return tuple(found)


def _waiting(count: int, partner: dict[int, int]) -> dict[int, list[int]]:
    """Earlier sentences without a partner, by the later sentence they are shown after (-1: first)."""
    found: dict[int, list[int]] = {}
    place = -1
    for i in range(count):
        if i in partner:
            place = partner[i]
        else:
            found.setdefault(place, []).append(i)
    return found


def _pairs(
    before: Transcript,
    after: Transcript,
    was: tuple[Span, ...],
    now: tuple[Span, ...],
    points: Iterable[SharedPoint],
) -> dict[tuple[int, int], str]:
    """Which sentences say the same, and the key point both make, or ""; no sentence is in two pairs."""
    sure = [(_holding(was, low), _holding(now, high), text) for text, low, high in points]
    pairs: dict[tuple[int, int], str] = {}
    taken: tuple[set[int], set[int]] = (set(), set())

    def take(i: int, j: int, why: str) -> None:
        if i not in taken[0] and j not in taken[1]:
            pairs[i, j] = why
            taken[0].add(i)
            taken[1].add(j)

    for i, j, text in sure:
        take(i, j, text)
    topics = [
        [_topical(transcript, span) for span in spans] for transcript, spans in ((before, was), (after, now))
    ]
    alike = [
        (share, i, j)
        for i, first in enumerate(topics[0])
        for j, second in enumerate(topics[1])
        if (share := _share(first, second)) >= LEAST_SHARE
    ]
    for _, i, j in sorted(alike, key=lambda found: (-found[0], abs(found[1] - found[2]), found[1])):
        take(i, j, "")
    return pairs


def _holding(spans: tuple[Span, ...], word: int) -> int:
    return next(index for index, span in enumerate(spans) if word in span)


def _topical(transcript: Transcript, span: Span) -> frozenset[str]:
    words = (transcript.words[index] for index in span)
    keys = (normal(word.text) for word in words if word.kind is WordKind.WORD)
    return frozenset(key for key in keys if key and key not in STOP_WORDS)


def _share(a: frozenset[str], b: frozenset[str]) -> float:
    shared = len(a & b)
    return shared / min(len(a), len(b)) if shared >= LEAST_SHARED else 0.0


def _passage(before: Transcript, after: Transcript, was: Span | None, now: Span | None, why: str) -> Passage:
    changed: tuple[set[int], set[int]] = (set(), set())
    if was is not None and now is not None:
        for part in align(_keys(before, was), _keys(after, now)):
            if not part.same:
                changed[0].update(range(was.first_word + part.a_low, was.first_word + part.a_high))
                changed[1].update(range(now.first_word + part.b_low, now.first_word + part.b_high))
    return Passage(
        why=why,
        before=_span(before, was),
        after=_span(after, now),
        changed_before=frozenset(changed[0]),
        changed_after=frozenset(changed[1]),
    )


def _keys(transcript: Transcript, span: Span) -> list[str]:
    return [normal(transcript.words[index].text) for index in span]


def _span(transcript: Transcript, span: Span | None) -> Quote | None:
    return None if span is None else Quote(**quoted(transcript, span.first_word, span.last_word))
