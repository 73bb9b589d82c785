"""The signs and words for levels, key points, signals and changes, for screens, texts and reports alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.model.scorecard import KeyPointResult, PointState

LEVEL_SIGNS = {1: "○", 2: "◔", 3: "◑", 4: "◕", 5: "●"}
LEVEL_WORDS = {1: "weak", 2: "shaky", 3: "fair", 4: "good", 5: "strong"}
POINT_SIGNS = {"made": "✓", "half": "◑", "missed": "○", "wrong": "✗"}
"""By the value of a `PointState`."""
POINT_WORDS = {
    "made": "made",
    "half": "half made",
    "missed": "not made",
    "wrong": "sounds the wrong way round",
}
"""By the value of a `PointState`."""
UNCLEAR_SIGN, UNCLEAR_WORD = "◌", "not clear"
"""Of a missed point that may have been meant."""
SIGNAL_SIGNS = {"strong yes": "●", "yes": "◕", "leaning no": "◔", "no": "○"}
"""By the value of a `Signal`."""
TROUBLE = "!"
"""Before whatever wants a look. An arrow up or down stands for better and worse only."""
CHANGE_SIGNS = {1: "▲", 0: "=", -1: "▼"}
"""By the verdict of a comparison: better, the same, worse."""

MOVE_LETTERS = {
    "clarify": "C", "frame": "F", "explain": "E", "example": "X", "approach": "A", "tradeoff": "T",
    "evaluate": "V", "deploy": "D", "impact": "I", "summary": "S", "situation": "U", "task": "K",
    "action": "O", "result": "R", "learning": "L",
}  # fmt: skip
"""By the value of a `Move`; each is a letter of its name."""


MOVES_IN_WORDS = {
    "clarify": "what you would ask or assume first",
    "frame": "what the problem is and how you go about it",
    "explain": "what it is, in plain words",
    "example": "an example",
    "approach": "what you would do, step by step",
    "tradeoff": "a trade-off",
    "evaluate": "how you would know that it works",
    "deploy": "how it runs and is watched in production",
    "impact": "what it is worth",
    "summary": "a close in one sentence",
    "situation": "the situation",
    "task": "your own task",
    "action": "what you did yourself",
    "result": "the result",
    "learning": "what you learned",
}
"""What somebody who does not make a move leaves out, by the value of a `Move`."""


def level_of_score(score: int) -> int:
    """The level, 1 to 5, of a score of 0 to 100: 20 points each."""
    return min(5, score // 20 + 1)


def level_sign(level: int | None) -> str:
    """The sign of a level of 1 to 5; "" for what was not judged."""
    return "" if level is None else LEVEL_SIGNS[level]


def level_word(level: int | None) -> str:
    """The word for a level of 1 to 5; "" for what was not judged."""
    return "" if level is None else LEVEL_WORDS[level]


def sign_of_point(point: KeyPointResult) -> str:
    """The sign of a key point as it was judged."""
    return UNCLEAR_SIGN if point.unclear else POINT_SIGNS[point.state]


def word_of_point(point: KeyPointResult) -> str:
    """What is said of a key point as it was judged: `half made`, `not clear`."""
    return UNCLEAR_WORD if point.unclear else POINT_WORDS[point.state]


def point_sign(state: PointState | None) -> str:
    """The sign of a key point's state; a blank where a take was not judged by it."""
    return " " if state is None else POINT_SIGNS[state]
