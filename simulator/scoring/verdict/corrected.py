"""A scorecard with judgements corrected by hand, and everything that rests on them made anew.

Key points get the state that the user gave them, claims and moves that were taken away are gone. From these
follow, by the formulas of scoring (`overall.py`, `leading.py`, and `judgement/by_hand.py` for the learned
ratings): the measures of content, those of structure that rest on moves, the dimensions that they count in,
the overall, the likely ranges, strengths, improvements and follow-ups.

What cannot be made anew without reading or hearing the answer stays as it was: everything about delivery and
terms; remarks on how the answer is led and followed; and of the learned ratings what `judgement/by_hand.py`
names. A corrected point keeps the words that were quoted for it, as nobody said which words make it.

Where trained judges gave the card and are not there now, the formula of the rules takes their place in the
dimensions that a correction touches, and the card loses its ranges.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from simulator.model.errors import BadInputError
from simulator.model.measures import (
    CLARITY_RATING,
    CONTENT_EXPECTED,
    CONTENT_RATING,
    KEY_POINTS_WEIGHT,
    MISCONCEPTIONS,
    STRUCTURE_RATING,
)
from simulator.model.question import Question
from simulator.model.scorecard import (
    ByHand,
    Dimension,
    Dimensions,
    DimensionScore,
    Improvement,
    JudgementKind,
    KeyPointResult,
    Measure,
    PointState,
    Scorecard,
)
from simulator.model.transcript import Transcript
from simulator.scoring.judgement.by_hand import (
    content_by_hand,
    credit_by_hand,
    moves_by_sentence,
    told_by_hand,
)
from simulator.scoring.judgement.heads import Heads, RatingHead
from simulator.scoring.judgement.leading import structure_report
from simulator.scoring.judgement.learned import rated
from simulator.scoring.language.annotated import Annotated
from simulator.scoring.measures.registry import REGISTRY, Shown, measure
from simulator.scoring.verdict.evidence import Evidence
from simulator.scoring.verdict.feedback import MOST_IMPROVEMENTS, improvements, strengths
from simulator.scoring.verdict.follow_ups import follow_ups
from simulator.scoring.verdict.overall import dimensions, overall
from simulator.scoring.verdict.ranges import range_around, range_moved, range_of
from simulator.scoring.verdict.reply import remarks_on
from simulator.scoring.verdict.rubric import Rubric

STATES = (PointState.MADE, PointState.HALF, PointState.MISSED, PointState.WRONG)
"""The order in which a key point goes through its states."""
RATINGS = {
    Dimension.CONTENT: CONTENT_RATING,
    Dimension.STRUCTURE: STRUCTURE_RATING,
    Dimension.CLARITY: CLARITY_RATING,
}
ABOUT_CONTENT = frozenset(
    name for name, entry in REGISTRY.items() if entry.shown in (Shown.POINTS, Shown.CLAIMS)
)
"""The measures whose remarks speak of key points or claims."""

Values = dict[str, float | None]
"""New values of measures, by id."""


def turned(judged: Scorecard, by_hand: Sequence[ByHand], kind: JudgementKind, key: str) -> tuple[ByHand, ...]:
    """The corrections after one more press of the key on a judgement of the card as it was `judged`.

    A key point goes on through the states that the judge did not give it, and then back to the judge's; a
    claim or a move is taken away, and then back. Raises `BadInputError` for a judgement that is not there.
    """
    if (kind, key) not in judgements(judged):
        raise BadInputError(f"This scorecard has no {kind.value} '{key}'.")
    others = tuple(one for one in by_hand if (one.kind, one.id) != (kind, key))
    now = next((one for one in by_hand if (one.kind, one.id) == (kind, key)), None)
    if kind is not JudgementKind.POINT:
        return others if now else (*others, ByHand(kind=kind, id=key))
    said = next(point.state for point in judged.key_points if point.id == key)
    ways = [state for state in STATES if state is not said]
    at = ways.index(now.state) + 1 if now is not None and now.state in ways else 0
    return (*others, ByHand(kind=kind, id=key, state=ways[at])) if at < len(ways) else others


def judgements(card: Scorecard) -> list[tuple[JudgementKind, str]]:
    """Everything on a card that can be corrected, by kind and id: points, then claims, then moves."""
    return [
        *((JudgementKind.POINT, point.id) for point in card.key_points),
        *((JudgementKind.CLAIM, claim.id) for claim in card.misconceptions),
        *((JudgementKind.MOVE, move.id) for move in card.moves),
    ]


def in_effect(judged: Scorecard, by_hand: Iterable[ByHand]) -> tuple[ByHand, ...]:
    """The corrections that change something on the card, in the order of its judgements."""
    given = {(one.kind, one.id): one for one in by_hand}
    states = {point.id: point.state for point in judged.key_points}
    found = dict.fromkeys(given[place] for place in judgements(judged) if place in given)
    return tuple(one for one in found if _differs(one, states))


def _differs(one: ByHand, states: dict[str, PointState]) -> bool:
    return one.kind is not JudgementKind.POINT or one.state not in (None, states[one.id])


def corrected(
    judged: Scorecard,
    by_hand: Iterable[ByHand],
    question: Question | None,
    rubric: Rubric,
    heads: Heads | None = None,
) -> Scorecard:
    """The card as it is with those corrections; the very same card where none changes anything.

    `judged` is the card without any correction, `rubric` that of the question's kind, and `heads` are those
    of the trained judges, None where rules judge.
    """
    told = in_effect(judged, by_hand)
    if not told:
        return judged
    change = _Change(judged, _with(judged, told), question, rubric.for_listener(judged.audience), heads)
    return change.card()


def _with(judged: Scorecard, told: tuple[ByHand, ...]) -> Scorecard:
    """The card with the corrections themselves, and nothing yet of what follows from them."""
    states = {one.id: one.state for one in told if one.kind is JudgementKind.POINT}
    gone = {(one.kind, one.id) for one in told if one.kind is not JudgementKind.POINT}
    return replace(
        judged,
        key_points=tuple(_in_state(point, states.get(point.id)) for point in judged.key_points),
        misconceptions=tuple(
            claim for claim in judged.misconceptions if (JudgementKind.CLAIM, claim.id) not in gone
        ),
        moves=tuple(move for move in judged.moves if (JudgementKind.MOVE, move.id) not in gone),
        by_hand=told,
    )


def _in_state(point: KeyPointResult, state: PointState | None) -> KeyPointResult:
    if state is None:
        return point
    covered = state in (PointState.MADE, PointState.HALF)
    return replace(point, state=state, covered=covered, confidence=float(covered))


@dataclass(frozen=True)
class _Change:
    """A card as it was judged, and the same with corrections from which the rest must follow."""

    judged: Scorecard
    now: Scorecard
    question: Question | None
    rubric: Rubric
    """For the listener of the card."""
    heads: Heads | None

    def card(self) -> Scorecard:
        # Pauses are not on a card, and nothing here looks at them.
        said = Annotated(Transcript(words=self.judged.words, text="", restarts=self.judged.restarts))
        values = self._content() | self._structure(said)
        measures = tuple(self._measure(one, values) for one in self.judged.measures)
        changed = {
            after.id
            for before, after in zip(self.judged.measures, measures, strict=True)
            if before.value != after.value
        }
        found = self._dimensions(measures, changed)
        total = overall(found, self.rubric, measures)
        now = self.now
        evidence = Evidence(
            said, now.fillers, now.jargon, now.moves, now.key_points, now.claims, audience=now.audience
        )
        connected = tuple(one for one in now.strengths if one.measure is None)
        good = (*strengths(measures, found, self.rubric, evidence), *connected)
        next_ = self._improvements(measures, changed, evidence)
        if self.question is not None and self.question.follows is not None:
            good, next_ = remarks_on(now.key_points)
        return replace(
            now,
            overall=total,
            range=self._range(total),
            calibrated=now.calibrated and self._heads_are_there,
            dimensions=found,
            measures=measures,
            strengths=good,
            improvements=next_,
            follow_ups=follow_ups(
                self.question,
                now.key_points,
                now.claims,
                now.jargon,
                perhaps=now.perhaps_claimed,
                said=said,
                audience=now.audience,
            ),
        )

    # Measures

    @property
    def _learned(self) -> bool:
        """Whether trained judges gave the card."""
        return _value(self.judged, CONTENT_RATING) is not None

    @property
    def _heads_are_there(self) -> bool:
        return self.heads is not None or not self._learned

    @property
    def _says_otherwise(self) -> bool:
        """Whether a key point or a claim was corrected."""
        before, now = self.judged, self.now
        return (before.key_points, before.misconceptions) != (now.key_points, now.misconceptions)

    def _content(self) -> Values:
        if not self._says_otherwise:
            return {}
        before, now = self.judged, self.now
        was = _value(before, KEY_POINTS_WEIGHT)
        values: Values = {MISCONCEPTIONS: float(len(now.claims))}
        credit = was
        if was is not None:
            credit = credit_by_hand(before.key_points, now.key_points, was, learned=self._learned)
            values[KEY_POINTS_WEIGHT] = credit
        rating = _value(before, CONTENT_RATING)
        if rating is None:
            return values
        values |= {CONTENT_RATING: None, CONTENT_EXPECTED: None}
        if self.heads is not None:
            values[CONTENT_RATING], values[CONTENT_EXPECTED] = content_by_hand(
                rating,
                _value(before, CONTENT_EXPECTED),
                self.heads,
                credit=(was or 0.0, credit or 0.0),
                points=(before.key_points, now.key_points),
                taken_back=[claim for claim in before.misconceptions if claim not in now.misconceptions],
            )
        return values

    def _structure(self, said: Annotated) -> Values:
        if self.judged.moves == self.now.moves or not said.sentences:
            return {}
        made = (moves_by_sentence(said, self.judged.moves), moves_by_sentence(said, self.now.moves))
        before, after = (
            structure_report(said, self.rubric.expects(self.question), self.rubric.moves, None, some).measures
            for some in made
        )
        values: Values = {b.id: b.value for a, b in zip(before, after, strict=True) if a.value != b.value}
        for dimension in (Dimension.STRUCTURE, Dimension.CLARITY):
            rating = _value(self.judged, RATINGS[dimension])
            if rating is None:
                continue
            values[RATINGS[dimension]] = None
            if self.heads is not None:
                head = _head(self.heads, dimension)
                values[RATINGS[dimension]] = told_by_hand(
                    rating, head, self.heads.places, said, self.judged.key_points, made
                )
        return values

    def _measure(self, one: Measure, values: Values) -> Measure:
        if one.id not in values or values[one.id] == one.value:
            return one
        return self.rubric.judged(measure(one.id, values[one.id]))

    # Scores

    def _dimensions(self, measures: Sequence[Measure], changed: set[str]) -> Dimensions:
        """Those that a changed measure belongs to made anew; the others as they were."""
        touched = {scale.dimension for scale in self.rubric.scales if scale.id in changed}
        fresh = dimensions(measures, self.rubric)
        values = {one.id: one.value for one in measures}
        found: dict[str, DimensionScore | None] = {}
        for dimension in Dimension:
            old: DimensionScore | None = getattr(self.judged.dimensions, dimension.value)
            new: DimensionScore | None = getattr(fresh, dimension.value)
            kept = self._ranged(dimension, new, values) if dimension in touched else old
            found[dimension.value] = kept if self._heads_are_there else _without_range(kept)
        return Dimensions(**found)

    def _ranged(
        self, dimension: Dimension, score: DimensionScore | None, values: dict[str, float | None]
    ) -> DimensionScore | None:
        rating = values.get(RATINGS[dimension])
        if rating is None or self.heads is None:
            return score
        place = range_moved if dimension is Dimension.CLARITY else range_of
        return place(score, rated(_head(self.heads, dimension), rating))

    def _range(self, total: int | None) -> tuple[int, int] | None:
        if total is None or self.judged.range is None or self.heads is None:
            return None
        return range_around(total, self.heads.overall)

    # Remarks

    def _improvements(
        self, measures: Sequence[Measure], changed: set[str], evidence: Evidence
    ) -> tuple[Improvement, ...]:
        """Remarks on what was corrected made anew; the others as they were, each at its place."""
        content = ABOUT_CONTENT if self._says_otherwise else frozenset[str]()
        anew = content | (changed - {STRUCTURE_RATING, CLARITY_RATING})
        kept = [one for one in self.judged.improvements if one.measure not in anew]
        fresh = [one for one in improvements(measures, self.rubric, evidence) if one.measure in anew]
        places = {one.measure: place for place, one in enumerate(self.judged.improvements)}
        last = len(places)
        both = sorted(
            [*kept, *fresh], key=lambda one: (one.measure != MISCONCEPTIONS, places.get(one.measure, last))
        )
        return tuple(both[:MOST_IMPROVEMENTS])


def _value(card: Scorecard, name: str) -> float | None:
    found = card.measure(name)
    return found.value if found else None


def _head(heads: Heads, dimension: Dimension) -> RatingHead:
    if dimension is Dimension.CONTENT:
        return heads.content
    return heads.structure.rating if dimension is Dimension.STRUCTURE else heads.clarity.rating


def _without_range(score: DimensionScore | None) -> DimensionScore | None:
    return score and replace(score, range=None, calibrated=False)
