"""How an answer is built: its moves, sentence by sentence, their order, opening and close.

A sentence makes a move by what it means and by how it sounds:

    strength = min(0.8 x strong cues, 1.2) + 0.3 x weak cues
               + 3 x (nearest example - mean over moves), at least -0.1
               + 0.3 when the kind of question expects the move
               + 0.3 where it belongs: clarify and frame in the first sentences, summary in the last;
    made from 1.0 on

Announcing a move ("let me give you an example") without content makes none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.scorecard import Dimension, Measure, Move, MoveSpan, quoted
from simulator.scoring.moves import MoveLexicon, MoveSound
from simulator.scoring.ports import Embedder
from simulator.scoring.text import Span, clean_text, sentences
from simulator.transcript import Transcript

MADE_FROM = 1.0 - 1e-6
STRONG_CUE, MOST_STRONG, WEAK_CUE, MEANING, EXPECTED = 0.8, 1.2, 0.3, 3.0, 0.3
WITHOUT_MEANING = 0.2
"""Stands in for the meaning term where there is no model: one strong cue suffices."""
FAR_FROM_EXAMPLES = -0.1
"""A clear cue is not cancelled because the sentence is unlike the examples: they come from other fields."""
IN_PLACE = 0.3
OPENING, ENDING = 3, 2
"""Sentences in which a move that opens or closes an answer is in its place."""
CLOSING_SHARE = 0.25
"""The last quarter of the sentences, at least one, may hold the close."""

_EXAMPLE = re.compile(r"\bfor (?:example|instance)\b(?:\W+\w+){3}")
_ANALOGY = re.compile(
    r"\b(like (a|an|the|having|sending|teaching|asking|giving|trying)"
    r"|think of|imagine|picture|as if|analogy)\b"
)
_NUMBER = re.compile(
    r"\b(\d[\d.,]*%?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty|ninety|hundred|thousand|million|billion|half|percent)\b"
)
DETOUR = re.compile(
    r"\b(wait|let me go back|(let me|i should) back up|go(ing)? back (to|a)|i (always |almost )?forg[eo]t"
    r"|what was (the other|i|it)|where was i|i('m| am) missing something|missing something|is that everything"
    r"|that's all i('ve| have)? ?(got|have)?$|i should say|i skipped|i've skipped|i never asked"
    r"|as i said|anyway|what else|how long have you got|i'm rambling)\b|^(oh|no),"
)
"""On lower-cased clean text: the speaker leaves the path or comes back to it."""


@dataclass(frozen=True)
class Expectation:
    """What the kind of question (or the question itself) expects of an answer's build."""

    moves: tuple[Move, ...]
    """In their usual order."""
    opens_with: frozenset[Move]
    closes_with: frozenset[Move]
    story: bool = False


@dataclass(frozen=True)
class Structure:
    moves: tuple[MoveSpan, ...]
    measures: tuple[Measure, ...]


def structure_report(
    transcript: Transcript, expectation: Expectation, lexicon: MoveLexicon, embedder: Embedder | None
) -> Structure:
    """The moves as spans in order, and the measures of structure."""
    spans = sentences(transcript) if transcript.words else ()
    texts = [clean_text(transcript, span).lower() for span in spans]
    made = _moves_by_sentence(transcript, spans, texts, expectation, lexicon, embedder)
    return Structure(
        moves=_merged(transcript, spans, made),
        measures=_measures(texts, made, expectation),
    )


def _moves_by_sentence(
    transcript: Transcript,
    spans: Sequence[Span],
    texts: list[str],
    expectation: Expectation,
    lexicon: MoveLexicon,
    embedder: Embedder | None,
) -> list[frozenset[Move]]:
    sounds = lexicon.told_as(expectation.story)
    cues = _cue_strengths(texts, sounds, expectation) + _in_place(len(texts), sounds)
    strengths = cues + np.maximum(_meaning(transcript, spans, sounds, embedder), FAR_FROM_EXAMPLES)
    return [
        frozenset()
        if lexicon.is_hollow(text)
        else frozenset(s.move for s, strength in zip(sounds, row, strict=True) if strength >= MADE_FROM)
        for text, row in zip(texts, strengths, strict=True)
    ]


def _cue_strengths(
    texts: list[str], sounds: Sequence[MoveSound], expectation: Expectation
) -> NDArray[np.float64]:
    rows = [[_cue_strength(text, sound, expectation) for sound in sounds] for text in texts]
    return np.array(rows, dtype=np.float64).reshape(len(texts), len(sounds))


def _cue_strength(text: str, sound: MoveSound, expectation: Expectation) -> float:
    strong = min(STRONG_CUE * sound.strong_cues(text), MOST_STRONG)
    expected = EXPECTED if sound.move in expectation.moves else 0.0
    return strong + WEAK_CUE * sound.weak_cues(text) + expected


def _in_place(sentence_count: int, sounds: Sequence[MoveSound]) -> NDArray[np.float64]:
    """The bonus of moves that open or close an answer, where they do: (sentences, moves)."""
    places = {
        Move.CLARIFY: range(OPENING),
        Move.FRAME: range(OPENING),
        Move.SUMMARY: range(max(0, sentence_count - ENDING), sentence_count),
    }
    rows = [[IN_PLACE * (at in places.get(s.move, ())) for s in sounds] for at in range(sentence_count)]
    return np.array(rows, dtype=np.float64).reshape(sentence_count, len(sounds))


def _meaning(
    transcript: Transcript, spans: Sequence[Span], sounds: Sequence[MoveSound], embedder: Embedder | None
) -> NDArray[np.float64]:
    """How much nearer each sentence is to a move's examples than to the other moves': (sentences, moves)."""
    if embedder is None or not spans:
        return np.full((len(spans), len(sounds)), WITHOUT_MEANING)
    said = embedder.embed([clean_text(transcript, span) for span in spans])
    nearest = np.stack([(said @ embedder.embed(sound.like).T).max(axis=1) for sound in sounds], axis=1)
    margins: NDArray[np.float64] = MEANING * (nearest - nearest.mean(axis=1, keepdims=True))
    return margins


def _merged(
    transcript: Transcript, spans: Sequence[Span], made: list[frozenset[Move]]
) -> tuple[MoveSpan, ...]:
    """Neighbouring sentences that make the same move become one span."""
    open_spans: dict[Move, Span] = {}
    closed: list[tuple[Span, Move]] = []
    for span, moves in zip(spans, made, strict=True):
        for move in [move for move in open_spans if move not in moves]:
            closed.append((open_spans.pop(move), move))
        for move in moves:
            first = open_spans[move].first_word if move in open_spans else span.first_word
            open_spans[move] = Span(first, span.last_word)
    closed += [(span, move) for move, span in open_spans.items()]
    closed.sort(key=lambda pair: (pair[0].first_word, list(Move).index(pair[1])))
    return tuple(MoveSpan(move=m, **quoted(transcript, s.first_word, s.last_word)) for s, m in closed)


def _measures(texts: list[str], made: list[frozenset[Move]], expectation: Expectation) -> tuple[Measure, ...]:
    first = _first_appearances(made)
    expected = expectation.moves
    values: list[tuple[str, float | None, str]] = [
        ("moves_made", len([move for move in expected if move in first]), "moves"),
        ("moves_expected", len(expected), "moves"),
        ("moves_share", _share(len([move for move in expected if move in first]), len(expected)), "0-1"),
        ("order", order([first[move] for move in expected if move in first]), "0-1"),
        ("framed_before_detail", _framed(first, expectation), "0-1"),
        ("closed", _closed(made, expectation), "0-1"),
        ("detours", sum(bool(DETOUR.search(text)) for text in texts), "count"),
        ("examples", _examples(texts, made), "sentences"),
        ("analogies", sum(bool(_ANALOGY.search(text)) for text in texts), "count"),
        ("numbers", sum(len(_NUMBER.findall(text)) for text in texts), "count"),
        ("tradeoffs", sum(Move.TRADEOFF in moves for moves in made), "sentences"),
        ("impact", sum(bool(moves & {Move.IMPACT, Move.RESULT}) for moves in made), "sentences"),
    ]
    return tuple(
        Measure(id=name, value=value, unit=unit, dimension=Dimension.STRUCTURE)
        for name, value, unit in values
    )


def _examples(texts: list[str], made: list[frozenset[Move]]) -> int:
    """Sentences that give one: by their move, or because they say so and go on."""
    return sum(
        Move.EXAMPLE in moves or bool(_EXAMPLE.search(text)) for text, moves in zip(texts, made, strict=True)
    )


def _first_appearances(made: list[frozenset[Move]]) -> dict[Move, int]:
    first: dict[Move, int] = {}
    for index, moves in enumerate(made):
        for move in moves:
            first.setdefault(move, index)
    return first


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def order(positions: Sequence[int]) -> float | None:
    """Share of pairs in the expected order (Kendall's tau as 0-1; a tie is no fault); None under two."""
    pairs = [(a, b) for index, a in enumerate(positions) for b in positions[index + 1 :]]
    return sum(a <= b for a, b in pairs) / len(pairs) if pairs else None


def _framed(first: dict[Move, int], expectation: Expectation) -> float | None:
    """1 when an opening move comes no later than any other, 0 when detail came first."""
    if not first or not expectation.opens_with:
        return None
    opening = [index for move, index in first.items() if move in expectation.opens_with]
    return float(bool(opening) and min(opening) <= min(first.values()))


def _closed(made: list[frozenset[Move]], expectation: Expectation) -> float | None:
    if not made or not expectation.closes_with:
        return None
    tail = made[-max(1, round(CLOSING_SHARE * len(made))) :]
    return float(any(moves & expectation.closes_with for moves in tail))
