"""The registry of measures: for each, what is said about it and what in an answer shows it.

Measures are built here, so that the unit and the dimension of each are written down once; ids, units and
names are in `simulator/model/measures.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from simulator.model import measures as ids
from simulator.model.scorecard import Measure


class Shown(Enum):
    """What in an answer shows how a measure came about, so that it can be quoted or named."""

    FILLERS = auto()
    TERMS = auto()
    """Terms that were explained, or were not."""
    RESTARTS = auto()
    PAUSES = auto()
    DETOURS = auto()
    OPENING = auto()
    """The first sentence."""
    CLOSE = auto()
    """The last move that closes the answer; where the close is at fault, the last sentence."""
    PARTS = auto()
    """The moves that are expected of the answer and are not in it: named, not quoted."""
    EXAMPLE = auto()
    TRADEOFF = auto()
    IMPACT = auto()
    POINTS = auto()
    """Key points that were made, or were not."""
    CLAIMS = auto()
    """Wrong claims that the answer makes."""
    LED = auto()
    """What in the way it is led takes most from the answer."""
    CLEAR = auto()
    """What makes it hard to follow."""


@dataclass(frozen=True, slots=True)
class Advice:
    """What to say about a measure."""

    improve: str
    """The fault, in one sentence."""
    try_: str
    """One thing to try, in one sentence."""
    praise: str | None = None
    """None where the measure is never praised by itself, as the absence of a fault is no strength."""
    of_absence: bool = False
    """Whether the praise is for the absence of a fault; then only a long enough answer gets it."""


@dataclass(frozen=True, slots=True)
class Registered:
    """What scoring knows of a measure."""

    shown: Shown | None = None
    """None where no stretch of an answer shows it."""
    advice: Advice | None = None
    """None for a measure that is shown and never commented on."""


REGISTRY: Final[dict[str, Registered]] = {
    ids.FILLERS_PER_MINUTE: Registered(
        Shown.FILLERS,
        Advice(
            "Fillers come often enough to be noticed.",
            "Answer again and leave a silent second where the filler wants to come: it sounds thoughtful.",
            "You spoke with hardly a filler.",
            of_absence=True,
        ),
    ),
    ids.FILLED_PAUSES_PER_MINUTE: Registered(
        Shown.FILLERS,
        Advice(
            "Um and uh interrupt your sentences.",
            "Finish the sentence, breathe, and only then begin the next one.",
        ),
    ),
    ids.FILLERS_PER_100_WORDS: Registered(
        Shown.FILLERS,
        Advice(
            "Fillers come often enough to be noticed.",
            "Answer again and leave a silent second where the filler wants to come.",
            "There is hardly a filler in it.",
            of_absence=True,
        ),
    ),
    ids.FILLER_CLUSTERS: Registered(),
    ids.WORDS_PER_MINUTE: Registered(
        advice=Advice(
            "Your pace makes it hard to listen.",
            "Aim at about 150 words a minute: read a paragraph aloud with a clock to feel it.",
        ),
    ),
    ids.PACE_VARIATION: Registered(),
    ids.LONG_PAUSES_INSIDE: Registered(
        Shown.PAUSES,
        Advice(
            "Long silences fall inside your sentences.",
            "Think at the end of a sentence, where a pause sounds natural, not in the middle of one.",
        ),
    ),
    ids.THINKING_PAUSES: Registered(),
    ids.RESTARTS_PER_100_WORDS: Registered(
        Shown.RESTARTS,
        Advice(
            "You start sentences again in the middle.",
            "Decide how the sentence ends before you begin it; if it goes wrong, finish it anyway.",
        ),
    ),
    ids.HEDGES_PER_100_WORDS: Registered(
        advice=Advice(
            "Hedging makes you sound less sure than you are.",
            "Say the same sentence without the hedge, and name what you are unsure of once, at the end.",
        ),
    ),
    ids.SENTENCE_LENGTH: Registered(
        advice=Advice(
            "The length of your sentences makes them hard to follow.",
            "One thought, one sentence: stop where you would write a full stop.",
        ),
    ),
    ids.REPEATED_PHRASES: Registered(
        advice=Advice(
            "You say the same thing several times.",
            "Say it once, with an example instead of the repetition.",
        ),
    ),
    ids.ANSWER_LENGTH_S: Registered(),
    ids.PITCH_RANGE: Registered(),
    ids.LOUDNESS_RANGE: Registered(),
    ids.LOUDNESS_FALL: Registered(),
    ids.SLOWEST_PACE: Registered(),
    ids.FASTEST_PACE: Registered(),
    ids.JARGON_DENSITY: Registered(),
    ids.UNEXPLAINED_TERMS: Registered(
        Shown.TERMS,
        Advice(
            "This listener may not know every term you used.",
            "Take this term and say in one breath what it does, before you use it again.",
            "You explained your terms.",
        ),
    ),
    ids.MOVES_MADE: Registered(),
    ids.MOVES_EXPECTED: Registered(),
    ids.MOVES_SHARE: Registered(
        Shown.PARTS,
        Advice(
            "Parts that this kind of question wants are missing.",
            "Write the parts on a card and touch each with a finger while you answer.",
            "You went through the parts that such an answer needs.",
        ),
    ),
    ids.ORDER: Registered(
        advice=Advice(
            "The parts come in an order that is hard to follow.",
            "Say the order in one sentence first, then keep to it.",
        ),
    ),
    ids.FRAMED_BEFORE_DETAIL: Registered(
        Shown.OPENING,
        Advice(
            "It begins with detail before the listener knows where it leads.",
            "Spend your first sentence on what is asked and how you will go about it.",
            "You opened with the frame before the detail.",
        ),
    ),
    ids.CLOSED: Registered(
        Shown.CLOSE,
        Advice(
            "No close was heard.",
            "End with one sentence that says what you would choose, and what would change your mind.",
            "You brought the answer to a close.",
        ),
    ),
    ids.DETOURS: Registered(
        Shown.DETOURS,
        Advice(
            "You leave the path and come back to it.",
            "Take five seconds before you start and choose three points; let everything else go.",
        ),
    ),
    ids.EXAMPLES: Registered(
        Shown.EXAMPLE,
        Advice(
            "No clear example was heard.",
            "After the first definition say “for example” and name a person, a thing and a number.",
            "You made it concrete with an example.",
        ),
    ),
    ids.ANALOGIES: Registered(),
    ids.NUMBERS: Registered(
        advice=Advice(
            "Hardly a number was heard.",
            "Name how much, how many or how long, once; a rough figure will do.",
            "You gave numbers.",
        ),
    ),
    ids.TRADEOFFS: Registered(
        Shown.TRADEOFF,
        Advice(
            "No price or limit was heard.",
            "Add one sentence that begins with “the price of that is”.",
            "You named a trade-off.",
        ),
    ),
    ids.IMPACT: Registered(
        Shown.IMPACT,
        Advice(
            "What it is worth did not come across.",
            "Say who gains, and how much, in one sentence.",
            "You said what it is worth.",
        ),
    ),
    ids.KEY_POINTS_WEIGHT: Registered(
        Shown.POINTS,
        Advice(
            "An important point is missing.",
            "Answer again with one sentence on this point.",
            "You made the points that matter.",
        ),
    ),
    ids.MISCONCEPTIONS: Registered(
        Shown.CLAIMS,
        Advice(
            "Something you said is not right.",
            "Look it up, then say the right version aloud in one sentence.",
        ),
    ),
    ids.CONTENT_RATING: Registered(
        Shown.POINTS,
        Advice(
            "An important point is missing.",
            "Answer again with this point in your own words.",
            "You made the points that matter.",
        ),
    ),
    ids.CONTENT_EXPECTED: Registered(),
    ids.STRUCTURE_RATING: Registered(
        Shown.LED,
        Advice(
            "The answer is hard to follow as a whole.",
            "Say the three things you want to get across before you begin, then say them in that order.",
            "It is led well: one thing follows from another.",
        ),
    ),
    ids.CLARITY_RATING: Registered(
        Shown.CLEAR,
        Advice(
            "It is hard to follow by ear.",
            "Say your main point again as you would to a friend at lunch, in two sentences.",
            "It is easy to follow: plain words, and things that one can see.",
        ),
    ),
}
"""Every measure that scoring takes, by its id, in the order of `MEASURES`."""


def measure(measure_id: str, value: float | None) -> Measure:
    """The measure with its unit and dimension; the rubric gives it a level and a band. None was not taken."""
    definition = ids.MEASURES[measure_id]
    return Measure(id=measure_id, value=value, unit=definition.unit, dimension=definition.dimension)


def advice_on(measure_id: str) -> Advice | None:
    """What to say about a measure; None where there is nothing to say, or where only a rubric knows it."""
    return REGISTRY[measure_id].advice if measure_id in REGISTRY else None


def shown_by(measure_id: str) -> Shown | None:
    """What in an answer shows a measure; None where nothing does, or where only a rubric knows it."""
    return REGISTRY[measure_id].shown if measure_id in REGISTRY else None
