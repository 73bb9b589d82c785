"""How an answer is built: its moves, sentence by sentence, their order, opening and close.

A sentence makes a move when the signs of it (`moves.SIGNS`: cues, nearness to examples, place, what the kind
of question expects), each times its weight in `prompts/lexicon/moves.toml`, add up to 0 or more.
A sentence that only announces a move ("let me give you an example") makes none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.model import measures as ids
from simulator.model.scorecard import Measure, Move, MoveSpan
from simulator.scoring.judgement.moves import SIGNS, MoveLexicon, MoveSound
from simulator.scoring.judgement.reader import Embedder
from simulator.scoring.language.annotated import Annotated
from simulator.scoring.language.cues import cues
from simulator.scoring.language.grammar import NUMBERS, alternatives
from simulator.scoring.language.text import Span, normal
from simulator.scoring.measures.registry import measure

MEANING = 3.0
"""The sign "meaning" is this many times the difference between two likenesses of the sentence: that to the
nearest example of the move, and the mean of the same over all moves."""
WITHOUT_MEANING = 0.2
"""The value of the sign "meaning" where there is no meaning model."""
MOST_WEAK = 2
"""More weak cues than this in a sentence count no more."""
OPENING, ENDING = 3, 2
"""How many sentences at the start count as the opening, and how many at the end as the ending."""
CLOSING_SHARE = 0.25
"""The last quarter of the sentences, at least one, may hold the close."""

_GOES_ON = re.compile(r"(?:\W+\w+){3}")
"""At least three words must follow "for example", or no example was given."""
_NUMBER = re.compile(
    rf"\b(\d[\d.,]*%?|{alternatives((NUMBERS | {'billion', 'half', 'percent'}) - {'zero', 'one'})})\b"
)
"""A number in digits or as a word, but for "zero" and "one": "one" is mostly used as a pronoun."""


@dataclass(frozen=True)
class Expectation:
    """The moves that the kind of question, or the question itself, expects of an answer, and where."""

    moves: tuple[Move, ...]
    """In their usual order."""
    opens_with: frozenset[Move]
    closes_with: frozenset[Move]
    story: bool = False
    """Whether the moves are those of a story (situation, task, action, result, learning)."""


@dataclass(frozen=True)
class Structure:
    """How one answer is built."""

    moves: tuple[MoveSpan, ...]
    measures: tuple[Measure, ...]


def structure_report(
    said: Annotated,
    expectation: Expectation,
    lexicon: MoveLexicon,
    embedder: Embedder | None,
    heard: Sequence[frozenset[Move]] | None = None,
) -> Structure:
    """The moves as spans in order, and the measures of structure.

    `heard` are the moves that the trained judges heard in each sentence; without them the rules find the
    moves. In both cases a sentence that the interviewer replied to as a question counts as clarifying.
    """
    made = list(heard) if heard is not None else _moves_by_sentence(said, expectation, lexicon, embedder)
    for place in _replied_to(said):
        made[place] |= {Move.CLARIFY}
    return Structure(moves=_merged(said, made), measures=_measures(said.lowered, made, expectation))


def is_detour(text: str) -> bool:
    """Whether a sentence, as clean text in small letters, leaves the path or comes back to it."""
    return bool(cues().led.detours.search(text))


def _replied_to(said: Annotated) -> set[int]:
    """The places of the sentences with a clarifying question that the interviewer replied to.

    It is the sentence, of those since the reply before, that shares most words with the question as the
    interviewer understood it. A request to repeat the question is no clarifying question.
    """
    asked, since_s = set(), 0.0
    for reply in said.transcript.replies:
        between = [
            place
            for place, span in enumerate(said.sentences)
            if since_s <= (said.words[span.first_word].start_s or 0.0) < reply.start_s
        ]
        if between and reply.clarifies:
            words = set(map(normal, reply.asked.split()))
            asked.add(max(between, key=lambda place: (len(words & set(_keys(said, place))), place)))
        since_s = reply.end_s
    return asked


def _keys(said: Annotated, place: int) -> tuple[str, ...]:
    span = said.sentences[place]
    return said.keys[span.first_word : span.last_word + 1]


def _moves_by_sentence(
    said: Annotated, expectation: Expectation, lexicon: MoveLexicon, embedder: Embedder | None
) -> list[frozenset[Move]]:
    sounds = lexicon.told_as(expectation.story)
    seen = signs(said.texts, sounds, expectation.moves, embedder)
    strengths = np.einsum("smi,mi->sm", seen, np.array([sound.weights for sound in sounds]))
    return [
        frozenset()
        if lexicon.is_hollow(text)
        else frozenset(s.move for s, strength in zip(sounds, row, strict=True) if strength >= 0)
        for text, row in zip(said.lowered, strengths, strict=True)
    ]


def signs(
    said: Sequence[str], sounds: Sequence[MoveSound], expected: Sequence[Move], embedder: Embedder | None
) -> NDArray[np.float64]:
    """The value of each sign for each sentence and move: shape (sentences, moves, signs), as in `SIGNS`."""
    seen = np.zeros((len(said), len(sounds), len(SIGNS)))
    for at, text in enumerate(said):
        lower = text.lower()
        place = (at == 0, at < OPENING, at >= len(said) - ENDING, at == len(said) - 1)
        for index, sound in enumerate(sounds):
            strong, weak = sound.strong_cues(lower), min(sound.weak_cues(lower), MOST_WEAK)
            seen[at, index] = (strong > 0, strong > 1, weak, sound.move in expected, 0.0, *place, 1.0)
    seen[:, :, SIGNS.index("meaning")] = _meaning(said, sounds, embedder)
    return seen


def _meaning(
    said: Sequence[str], sounds: Sequence[MoveSound], embedder: Embedder | None
) -> NDArray[np.float64]:
    """How much nearer each sentence is to the examples of a move than to those of the others.

    Shape (sentences, moves).
    """
    if embedder is None or not said:
        return np.full((len(said), len(sounds)), WITHOUT_MEANING)
    vectors = embedder.embed(said)
    nearest = np.stack([(vectors @ embedder.embed(sound.like).T).max(axis=1) for sound in sounds], axis=1)
    margins: NDArray[np.float64] = MEANING * (nearest - nearest.mean(axis=1, keepdims=True))
    return margins


def _merged(said: Annotated, made: list[frozenset[Move]]) -> tuple[MoveSpan, ...]:
    """Neighbouring sentences that make the same move become one span."""
    open_spans: dict[Move, Span] = {}
    closed: list[tuple[Span, Move]] = []
    for span, moves in zip(said.sentences, made, strict=True):
        for move in [move for move in open_spans if move not in moves]:
            closed.append((open_spans.pop(move), move))
        for move in moves:
            first = open_spans[move].first_word if move in open_spans else span.first_word
            open_spans[move] = Span(first, span.last_word)
    closed += [(span, move) for move, span in open_spans.items()]
    closed.sort(key=lambda pair: (pair[0].first_word, list(Move).index(pair[1])))
    return tuple(MoveSpan(move=move, **said.quoted(span)) for span, move in closed)


def _measures(
    texts: Sequence[str], made: list[frozenset[Move]], expectation: Expectation
) -> tuple[Measure, ...]:
    first = _first_appearances(made)
    expected = expectation.moves
    values: dict[str, float | None] = {
        ids.MOVES_MADE: len([move for move in expected if move in first]),
        ids.MOVES_EXPECTED: len(expected),
        ids.MOVES_SHARE: _share(len([move for move in expected if move in first]), len(expected)),
        ids.ORDER: order([first[move] for move in expected if move in first]),
        ids.FRAMED_BEFORE_DETAIL: _framed(first, expectation),
        ids.CLOSED: _closed(made, expectation),
        ids.DETOURS: sum(map(is_detour, texts)),
        ids.EXAMPLES: _examples(texts, made),
        ids.ANALOGIES: sum(bool(cues().led.analogies.search(text)) for text in texts),
        ids.NUMBERS: sum(len(_NUMBER.findall(text)) for text in texts),
        ids.TRADEOFFS: sum(Move.TRADEOFF in moves for moves in made),
        ids.IMPACT: sum(bool(moves & {Move.IMPACT, Move.RESULT}) for moves in made),
    }
    return tuple(measure(name, value) for name, value in values.items())


def _examples(texts: Sequence[str], made: list[frozenset[Move]]) -> int:
    """How many sentences give an example: they make that move, or say "for example" and go on."""
    return sum(Move.EXAMPLE in moves or _gives_example(text) for text, moves in zip(texts, made, strict=True))


def _gives_example(text: str) -> bool:
    announced = cues().led.examples.search(text)
    return announced is not None and _GOES_ON.match(text, announced.end()) is not None


def _first_appearances(made: list[frozenset[Move]]) -> dict[Move, int]:
    first: dict[Move, int] = {}
    for index, moves in enumerate(made):
        for move in moves:
            first.setdefault(move, index)
    return first


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def order(positions: Sequence[int]) -> float | None:
    """The share of pairs of moves that come in the expected order: Kendall's tau, scaled to 0 to 1.

    Two moves in the same sentence count as in order. None for fewer than three moves, because two are easily
    in order by chance.
    """
    pairs = [(a, b) for index, a in enumerate(positions) for b in positions[index + 1 :]]
    return sum(a <= b for a, b in pairs) / len(pairs) if len(positions) > 2 else None


def _framed(first: dict[Move, int], expectation: Expectation) -> float | None:
    """1 when an opening move comes before every other move or together with the first, else 0."""
    if not first or not expectation.opens_with:
        return None
    opening = [index for move, index in first.items() if move in expectation.opens_with]
    return float(bool(opening) and min(opening) <= min(first.values()))


def _closed(made: list[frozenset[Move]], expectation: Expectation) -> float | None:
    """1 when a closing move is made near the end, else 0; None where none is expected."""
    if not made or not expectation.closes_with:
        return None
    tail = made[-max(1, round(CLOSING_SHARE * len(made))) :]
    return float(any(moves & expectation.closes_with for moves in tail))
