"""Every measure that scoring takes: its id, its unit, and what people call it.

This is the pure table, for whoever shows or stores a measure. What scoring knows besides (its advice, and
what in an answer shows a measure) is in `simulator/scoring/measures/registry.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from simulator.model.scorecard import Dimension

FILLERS_PER_MINUTE: Final = "fillers_per_minute"
FILLED_PAUSES_PER_MINUTE: Final = "filled_pauses_per_minute"
FILLERS_PER_100_WORDS: Final = "fillers_per_100_words"
FILLER_CLUSTERS: Final = "filler_clusters"
WORDS_PER_MINUTE: Final = "words_per_minute"
PACE_VARIATION: Final = "pace_variation"
LONG_PAUSES_INSIDE: Final = "long_pauses_inside"
THINKING_PAUSES: Final = "thinking_pauses"
RESTARTS_PER_100_WORDS: Final = "restarts_per_100_words"
HEDGES_PER_100_WORDS: Final = "hedges_per_100_words"
SENTENCE_LENGTH: Final = "sentence_length"
REPEATED_PHRASES: Final = "repeated_phrases"
ANSWER_LENGTH_S: Final = "answer_length_s"
PITCH_RANGE: Final = "pitch_range"
LOUDNESS_RANGE: Final = "loudness_range"
LOUDNESS_FALL: Final = "loudness_fall"
SLOWEST_PACE: Final = "slowest_pace"
FASTEST_PACE: Final = "fastest_pace"
JARGON_DENSITY: Final = "jargon_density"
UNEXPLAINED_TERMS: Final = "unexplained_terms"
MOVES_MADE: Final = "moves_made"
MOVES_EXPECTED: Final = "moves_expected"
MOVES_SHARE: Final = "moves_share"
ORDER: Final = "order"
FRAMED_BEFORE_DETAIL: Final = "framed_before_detail"
CLOSED: Final = "closed"
DETOURS: Final = "detours"
EXAMPLES: Final = "examples"
ANALOGIES: Final = "analogies"
NUMBERS: Final = "numbers"
TRADEOFFS: Final = "tradeoffs"
IMPACT: Final = "impact"
KEY_POINTS_WEIGHT: Final = "key_points_weight"
MISCONCEPTIONS: Final = "misconceptions"
CONTENT_RATING: Final = "content_rating"
CONTENT_EXPECTED: Final = "content_expected"
STRUCTURE_RATING: Final = "structure_rating"
CLARITY_RATING: Final = "clarity_rating"


@dataclass(frozen=True, slots=True)
class MeasureDefinition:
    """What is the same for a measure in every answer."""

    id: str
    unit: str
    name: str
    """What people call it, in small letters."""
    dimension: Dimension | None = None
    """The dimension it belongs to in every rubric; None where only a rubric's scale puts it into one."""


MEASURES: Final = {
    definition.id: definition
    for definition in (
        MeasureDefinition(FILLERS_PER_MINUTE, "1/min", "fillers"),
        MeasureDefinition(FILLED_PAUSES_PER_MINUTE, "1/min", "um and uh"),
        MeasureDefinition(FILLERS_PER_100_WORDS, "1/100 words", "fillers"),
        MeasureDefinition(FILLER_CLUSTERS, "count", "filler clusters"),
        MeasureDefinition(WORDS_PER_MINUTE, "words/min", "pace"),
        MeasureDefinition(PACE_VARIATION, "ratio", "pace variation"),
        MeasureDefinition(LONG_PAUSES_INSIDE, "count", "long pauses"),
        MeasureDefinition(THINKING_PAUSES, "count", "thinking pauses"),
        MeasureDefinition(RESTARTS_PER_100_WORDS, "1/100 words", "restarts"),
        MeasureDefinition(HEDGES_PER_100_WORDS, "1/100 words", "hedging"),
        MeasureDefinition(SENTENCE_LENGTH, "words", "sentence length"),
        MeasureDefinition(REPEATED_PHRASES, "count", "repeated phrases"),
        MeasureDefinition(ANSWER_LENGTH_S, "s", "length"),
        MeasureDefinition(PITCH_RANGE, "semitones", "pitch range"),
        MeasureDefinition(LOUDNESS_RANGE, "dB", "loudness range"),
        MeasureDefinition(LOUDNESS_FALL, "dB", "softer at sentence ends"),
        MeasureDefinition(SLOWEST_PACE, "words/min", "slowest ten seconds"),
        MeasureDefinition(FASTEST_PACE, "words/min", "fastest ten seconds"),
        MeasureDefinition(JARGON_DENSITY, "1/100 words", "jargon"),
        MeasureDefinition(UNEXPLAINED_TERMS, "terms", "unexplained terms"),
        MeasureDefinition(MOVES_MADE, "moves", "moves made", Dimension.STRUCTURE),
        MeasureDefinition(MOVES_EXPECTED, "moves", "moves expected", Dimension.STRUCTURE),
        MeasureDefinition(MOVES_SHARE, "0-1", "moves share", Dimension.STRUCTURE),
        MeasureDefinition(ORDER, "0-1", "order", Dimension.STRUCTURE),
        MeasureDefinition(FRAMED_BEFORE_DETAIL, "0-1", "framed first", Dimension.STRUCTURE),
        MeasureDefinition(CLOSED, "0-1", "closed", Dimension.STRUCTURE),
        MeasureDefinition(DETOURS, "count", "detours", Dimension.STRUCTURE),
        MeasureDefinition(EXAMPLES, "sentences", "examples", Dimension.STRUCTURE),
        MeasureDefinition(ANALOGIES, "count", "analogies", Dimension.STRUCTURE),
        MeasureDefinition(NUMBERS, "count", "numbers", Dimension.STRUCTURE),
        MeasureDefinition(TRADEOFFS, "sentences", "tradeoffs", Dimension.STRUCTURE),
        MeasureDefinition(IMPACT, "sentences", "impact", Dimension.STRUCTURE),
        MeasureDefinition(KEY_POINTS_WEIGHT, "0-1", "key points made", Dimension.CONTENT),
        MeasureDefinition(MISCONCEPTIONS, "count", "misconceptions", Dimension.CONTENT),
        MeasureDefinition(CONTENT_RATING, "1-5", "content", Dimension.CONTENT),
        MeasureDefinition(CONTENT_EXPECTED, "1-5", "content, the mean that people would give"),
        MeasureDefinition(STRUCTURE_RATING, "1-5", "how it is led", Dimension.STRUCTURE),
        MeasureDefinition(CLARITY_RATING, "1-5", "easy to follow", Dimension.CLARITY),
    )
}
"""Every measure, by its id."""
