"""Judgements of the trained judges: which points were made, what was claimed wrongly, which moves were heard.

The reader says of each sentence which points, claims and moves it makes (`readings`); the heads turn that
into judgements of the whole answer (`heads`). docs/scoring-research.md has how both were made and how far
they agree with people.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from simulator.model.question import KeyPoint, Question
from simulator.model.scorecard import (
    Audience,
    KeyPointResult,
    MisconceptionHit,
    Move,
    MoveSpan,
    PointState,
    QuoteFields,
)
from simulator.scoring.judgement.features import (
    claim_features,
    content_features,
    credit_of_points,
    led_features,
    match_features,
    move_probabilities,
    moves_made,
    point_features,
)
from simulator.scoring.judgement.heads import Heads, RatingHead, ToldHead
from simulator.scoring.judgement.magnitudes import is_of_another_size, where_largest
from simulator.scoring.judgement.reader import ClaimReader
from simulator.scoring.judgement.readings import WRONG, Array, Readings, asks, read_answer
from simulator.scoring.judgement.senses import SenseHead
from simulator.scoring.judgement.taken_back import is_taken_back
from simulator.scoring.judgement.telling import choice_of_words, spoken_sentences, telling_features
from simulator.scoring.language.annotated import Annotated
from simulator.scoring.language.text import Span

POINTS_PER_RATING = 25.0
"""From a rating of 1 to 5 to a score of 0 to 100."""
NEAREST_FROM = 0.1
"""A missed point shows the sentence that came nearest to it, if its probability is at least this."""
PARTS_FROM = 1.0
"""A feature that changes the score by fewer points is not named."""
NOTHING: QuoteFields = {
    "quote": None,
    "first_word": None,
    "last_word": None,
    "start_s": None,
    "end_s": None,
}


@dataclass(frozen=True)
class Rated:
    """A score, with the range in which four of five other interviewers would put it."""

    rating: float
    """1 to 5."""
    score: int
    """0 to 100."""
    low: int
    high: int
    calibrated: bool
    """Whether it agrees with people on answers of authors that were not trained on."""


@dataclass(frozen=True)
class Part:
    """What one feature adds to a score, or takes from it, against an ordinary answer."""

    name: str
    points: float
    more: bool
    """Whether the answer has more of the feature than an ordinary one; else it has less."""


@dataclass(frozen=True)
class Judges:
    """The trained judges: the reader, and the heads that were fitted on what it says."""

    reader: ClaimReader
    heads: Heads
    senses: SenseHead | None = None
    """Tells terms from ordinary words; without it every word that is written like a term is one."""


@dataclass(frozen=True)
class Judged:
    """What the judges make of an answer to a question."""

    made: tuple[frozenset[Move], ...]
    """The moves of each sentence."""
    moves: tuple[MoveSpan, ...]
    key_points: tuple[KeyPointResult, ...]
    claims: tuple[MisconceptionHit, ...]
    """Wrong claims that are held against the speaker."""
    perhaps: tuple[MisconceptionHit, ...]
    """Wrong claims that the speaker may have made, and is asked about."""
    credit: float
    """The share of the points' weight that is made, 0 to 1."""
    content: Rated
    content_expected: float
    """The mean rating of the content, 1 to 5, where `content` has the middle one."""
    structure: Rated
    led: tuple[Part, ...]
    """What the structure score is made of."""
    clarity: Rated
    clear: tuple[Part, ...]
    """What the clarity score is made of."""


def judge(said: Annotated, question: Question, judges: Judges, unexplained: float) -> Judged:
    """All that the trained judges say of an answer, which has at least one sentence.

    `unexplained` counts the terms that this listener may not know, in a hundred words.
    """
    heads = judges.heads
    found = standing(said, read_answer(said.texts, question, judges.reader))
    weights = np.array([point.weight for point in question.key_points], dtype=np.float64)
    matches = heads.matches.probabilities(match_features(found, said.texts))
    states = heads.points.probabilities(point_features(found, matches, said.texts, question))
    found, states = sized(said, question, found, states)
    claimed = heads.claims.probabilities(claim_features(found, states, weights, said.texts))
    claims, perhaps = wrong_claims(said, found, question, heads, claimed)
    moving = move_probabilities(found.moves, heads.weights_of_moves)
    made = moves_made(moving, heads.thresholds)
    sentences = spoken_sentences(said)
    given = (*led_features(matches, moving, heads.places), unexplained, *telling_features(sentences))
    of_content = content_features(states, claimed, weights)
    structure, led = told_rating(heads.structure, heads.features, given, sentences)
    clarity, clear = told_rating(heads.clarity, heads.features, given, sentences)
    return Judged(
        made=made,
        moves=moves_heard(said, made),
        key_points=key_points(said, found, matches, question, heads, states),
        claims=claims,
        perhaps=perhaps,
        credit=float(credit_of_points(states) @ weights / weights.sum()) if len(weights) else 0.0,
        content=rated(heads.content, heads.content.rating(of_content)),
        content_expected=heads.content.expected(of_content),
        structure=structure,
        led=led,
        clarity=clarity,
        clear=clear,
    )


def standing(said: Annotated, found: Readings) -> Readings:
    """The readings without wrong claims where nothing is claimed: in questions, and in what is taken back."""
    following = [*said.texts[1:], ""]
    silent = [
        asks(text) or is_taken_back(text, after) for text, after in zip(said.texts, following, strict=True)
    ]
    points, misconceptions = found.points.copy(), found.misconceptions.copy()
    points[:, silent, WRONG] = 0.0
    misconceptions[:, silent] = 0.0
    return replace(found, points=points, misconceptions=misconceptions)


def sized(said: Annotated, question: Question, found: Readings, states: Array) -> tuple[Readings, Array]:
    """The readings and the points' states, with points said wrongly whose amounts are of another size."""
    off = [is_of_another_size(" ".join(said.texts), point.text) for point in question.key_points]
    if not any(off):
        return found, states
    points, states = found.points.copy(), states.copy()
    states[off] = np.stack([states[off, 0], *[np.zeros(sum(off))] * 2, 1 - states[off, 0]], axis=1)
    for index in np.flatnonzero(off):
        points[index, where_largest(said.texts, question.key_points[index].text), WRONG] = 1.0
    return replace(found, points=points), states


def key_points(
    said: Annotated, found: Readings, matches: Array, question: Question, heads: Heads, states: Array
) -> tuple[KeyPointResult, ...]:
    """Each point of the question with its state, how sure that is, and the sentence that shows it.

    `matches` has how likely each sentence makes each point, shape (points, sentences), and `states` the
    points' probabilities: missed, half, made, wrong.
    """
    return tuple(
        _key_point(said, of_point[:, WRONG], match, point, row, heads)
        for of_point, match, point, row in zip(
            found.points, matches, question.key_points, states, strict=True
        )
    )


def _key_point(
    said: Annotated, as_wrong: Array, match: Array, point: KeyPoint, row: Array, heads: Heads
) -> KeyPointResult:
    _, half, made, wrong = map(float, row)
    state, shown = PointState.MISSED, match
    if half + made >= heads.covered_from:
        state = PointState.MADE if made >= half else PointState.HALF
    elif wrong >= heads.wrong_from:
        state, shown = PointState.WRONG, as_wrong
    best = int(shown.argmax())
    hidden = state is PointState.MISSED and shown[best] < NEAREST_FROM
    return KeyPointResult(
        id=point.id,
        text=point.text,
        covered=state in (PointState.MADE, PointState.HALF),
        state=state,
        confidence=round(half + made, 2),
        weight=point.weight,
        **(NOTHING if hidden else said.quoted(said.sentences[best])),
    )


def wrong_claims(
    said: Annotated, found: Readings, question: Question, heads: Heads, claimed: Array
) -> tuple[tuple[MisconceptionHit, ...], tuple[MisconceptionHit, ...]]:
    """The listed misconceptions that are held against the speaker, and those that are asked about.

    `claimed` has how likely each was asserted; each is quoted where the reader is surest of it. Of several to
    be asked about that rest on one sentence only the likeliest is.
    """
    hits = [
        MisconceptionHit(
            id=wrong.id,
            text=wrong.text,
            instead=wrong.instead,
            sure=bool(probability >= heads.asserted_from),
            **said.quoted(said.sentences[int(row.argmax())]),
        )
        for row, wrong, probability in zip(
            found.misconceptions, question.misconceptions, claimed, strict=True
        )
        if row.any() and probability >= min(heads.asked_from, heads.asserted_from)
    ]
    likely = {wrong.id: float(p) for wrong, p in zip(question.misconceptions, claimed, strict=True)}
    asked: dict[int | None, MisconceptionHit] = {}
    for hit in sorted((hit for hit in hits if not hit.sure), key=lambda hit: -likely[hit.id]):
        asked.setdefault(hit.first_word, hit)
    return tuple(hit for hit in hits if hit.sure), tuple(hit for hit in hits if hit in asked.values())


def told_rating(
    head: ToldHead, names: Sequence[str], features: Sequence[float], sentences: Sequence[str]
) -> tuple[Rated, tuple[Part, ...]]:
    """How clear, or how well led, the answer is, and what each feature of it adds or takes, weightiest first.

    `features` are all that `names` names but the last, the choice of words, which each head weighs by itself.
    """
    given = np.array([*features, choice_of_words(sentences, head.words)], dtype=np.float64)
    parts = head.rating.parts(given) * POINTS_PER_RATING
    told = [
        Part(name, round(float(points), 1), more=bool(value > mean))
        for name, points, value, mean in zip(names, parts, given, head.rating.means, strict=True)
        if abs(points) >= PARTS_FROM
    ]
    told.sort(key=lambda part: -abs(part.points))
    return rated(head.rating, head.rating.rating(given)), tuple(told)


def explains(judges: Judges, listener: Audience) -> Callable[[str, str, bool], bool]:
    """The trained judge of terms: whether some words explain a term to the listener."""

    def judged(term: str, around: str, by_rules: bool) -> bool:
        no, yes = judges.reader.read("gloss", [(f"{term} for {listener}", around)])[0]
        return judges.heads.glosses.explained(float(yes - no), by_rules=by_rules)

    return judged


def rated(head: RatingHead, rating: float) -> Rated:
    """A rating of 1 to 5 as a score of 0 to 100 with its range."""
    return Rated(
        rating=rating,
        score=_score(rating),
        low=_score(rating - head.below),
        high=_score(rating + head.above),
        calibrated=head.calibrated,
    )


def _score(rating: float) -> int:
    return round(min(max(rating - 1, 0.0), 4.0) * POINTS_PER_RATING)


def moves_heard(said: Annotated, made: Sequence[frozenset[Move]]) -> tuple[MoveSpan, ...]:
    """The moves as stretches, in order: neighbouring sentences that make the same move are one."""
    open_at: dict[Move, int] = {}
    spans: list[tuple[int, int, Move]] = []
    for index, moves in enumerate([*made, frozenset[Move]()]):
        spans += [(open_at.pop(move), index - 1, move) for move in set(open_at) - moves]
        for move in moves:
            open_at.setdefault(move, index)
    spans.sort(key=lambda span: (span[0], list(Move).index(span[2])))
    return tuple(
        MoveSpan(
            move=move,
            **said.quoted(Span(said.sentences[first].first_word, said.sentences[last].last_word)),
        )
        for first, last, move in spans
    )
