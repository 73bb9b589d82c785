"""How an answer is told, in numbers: whether it is easy to follow and well led shows in its words.

Two kinds: counts of words that `prompts/lexicon/telling.toml` groups, with the length and shape of sentences;
and one number for the choice of words as a whole, from weights that were learned for each common word.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from simulator.model.settings import shipped
from simulator.model.tomlfile import read_toml
from simulator.scoring.language.annotated import Annotated
from simulator.scoring.language.grammar import STOP_WORDS

SHAPE = (
    "words in a sentence", "the longest sentence", "uneven sentences", "the length", "sentences",
    "letters in a word", "long words", "small words", "different words", "questions", "breaks", "commas",
    "hangs together", "comes back to its opening", "words in the opening", "words in the close",
    "fillers in the opening", "fillers in the close", "steps back in the second half",
)  # fmt: skip
"""The features that are no group of words."""
LONG_WORD, CONTENT_WORD = 9, 4
"""Letters."""
_WORD = re.compile(r"[a-z']+")
_BREAK = re.compile(r"—|\.\.\.|…")


class Remark(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is said of a feature that takes from a score."""

    feature: str
    when: Literal["more", "less"]
    """What the answer has of it, against an ordinary one."""
    says: str
    try_: tuple[str, ...] = msgspec.field(name="try")
    """Ways to put one thing to try, the first of them first."""
    last_of: Literal["", "clarity"] = ""
    """The one dimension of which it is said, and only where nothing more telling can be."""


class _TellingFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    groups: dict[str, tuple[str, ...]]
    remark: tuple[Remark, ...]


@cache
def _file() -> _TellingFile:
    return read_toml(shipped("prompts") / "lexicon" / "telling.toml").converted(_TellingFile)


def remark_on(feature: str, *, more: bool) -> Remark | None:
    """What to say where the answer has more (or less) of a feature than is good; None where nothing is."""
    when = "more" if more else "less"
    return next((r for r in _file().remark if r.feature == feature and r.when == when), None)


@cache
def other_ways(advice: str) -> tuple[str, ...]:
    """The other ways to put a remark's thing to try; none for advice that is no remark's."""
    return next((tuple(w for w in r.try_ if w != advice) for r in _file().remark if advice in r.try_), ())


@cache
def groups() -> dict[str, re.Pattern[str]]:
    """The groups of words, by name, as patterns for lower-cased text. BadInputError names file and field."""
    return {name: re.compile(rf"(?<!\w)(?:{'|'.join(some)})(?!\w)") for name, some in _file().groups.items()}


def feature_names() -> tuple[str, ...]:
    """In the order of `telling_features`."""
    return (*groups(), *SHAPE)


def spoken_sentences(said: Annotated) -> list[str]:
    """Every sentence word by word, with its fillers and restarts, in small letters."""
    return [" ".join(said.words[i].text for i in sentence).lower() for sentence in said.sentences]


def telling_features(sentences: Sequence[str]) -> NDArray[np.float64]:
    """The features of an answer of at least one word, given as lower-cased sentences with their fillers."""
    text = " ".join(sentences)
    words, by_sentence = _WORD.findall(text), [_WORD.findall(sentence) for sentence in sentences]
    count = max(1, len(words))
    lengths = np.array([max(1, len(some)) for some in by_sentence], dtype=float)
    content = [{w for w in some if len(w) >= CONTENT_WORD and w not in STOP_WORDS} for some in by_sentence]
    late = content[len(content) // 2 :]
    fillers, steps = groups()["fillers"], groups()["steps back"]
    letters = np.array([len(word) for word in words] or [0], dtype=float)
    return np.array([
        *(100 * len(pattern.findall(text)) / count for pattern in groups().values()),
        lengths.mean(),
        lengths.max(),
        lengths.std() / lengths.mean(),
        math.log(count),
        len(sentences),
        letters.mean(),
        (letters >= LONG_WORD).mean(),
        sum(word in STOP_WORDS for word in words) / count,
        len(set(words)) / count**0.8,
        text.count("?"),
        len(_BREAK.findall(text)),
        100 * text.count(",") / count,
        np.mean([_shared(a, b) for a, b in pairwise(content)]) if len(content) > 1 else 0.0,
        max(_shared(content[0], some) for some in late),
        lengths[0],
        lengths[-1],
        len(fillers.findall(sentences[0])),
        len(fillers.findall(sentences[-1])),
        len(steps.findall(" ".join(sentences[len(sentences) // 2 :]))),
    ])  # fmt: skip


def choice_of_words(sentences: Sequence[str], weights: Mapping[str, float]) -> float:
    """What the words add up to: each common word's weight, softened by how often it is said.

    The weights are those of a ridge regression over the words (1 + log of the count, unit length).
    """
    counts = Counter(_WORD.findall(" ".join(sentences)))
    told = {word: 1 + math.log(n) for word, n in counts.items() if word in weights}
    return sum(weights[word] * amount for word, amount in told.items()) / max(1.0, math.hypot(*told.values()))


def _shared(one: set[str], other: set[str]) -> float:
    """The share of the smaller set that is in both."""
    return len(one & other) / max(1, min(len(one), len(other)))
