"""How thoughtful the candidate's own questions are: by signs in their words, and by meaning.

The signs, their points and the examples are data (`prompts/lexicon/closing.toml`). A question starts with the
same points, and each sign in it adds or takes some. A question that is more like the nearest thoughtful
example than like the nearest shallow one gains up to `likeness.points`; one that is less like it loses as
many. Without a meaning model only the signs count. How a question begins is in `prompts/lexicon/cues.toml`.
"""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import numpy as np

from simulator.model.curiosity import AskedQuestion, Curiosity
from simulator.model.tomlfile import read_toml
from simulator.scoring.judgement.reader import Embedder
from simulator.scoring.language.cues import cues

FULL_LIKENESS = 0.3
"""A difference in likeness that earns, or costs, all the likeness points."""
COUNTED = 2
"""How many questions make the score: the mean of the best ones."""
MONEY_FIRST = 15
"""Points lost when the first question is about pay or perks ..."""
MONEY = "money"
"""... which is the id of that sign."""
LEAST_WORDS = 3
"""A shorter sentence is no question about the work."""
NOTHING_ASKED = "You asked nothing: bring two questions about the work."
SENTENCE = re.compile(r"(?<=[.?!])\s+")


class Sign(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What speaks for or against a question."""

    id: str
    points: int
    good: str = ""
    bad: str = ""
    opens: tuple[str, ...] = ()
    """The question begins so."""
    phrases: tuple[str, ...] = ()
    """One of these is in it."""

    def is_in(self, question: str) -> bool:
        return any(question.startswith(f"{words} ") for words in self.opens) or any(
            f" {phrase} " in f" {question} " for phrase in self.phrases
        )


class _Likeness(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    points: int
    thoughtful: tuple[str, ...]
    shallow: tuple[str, ...]


class ClosingRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`prompts/lexicon/closing.toml`."""

    start: int
    sign: tuple[Sign, ...]
    likeness: _Likeness


def load_closing(path: Path) -> ClosingRules:
    """Raises `BadInputError` naming file, line and field."""
    return read_toml(path).converted(ClosingRules)


def curiosity(said: str, rules: ClosingRules, embedder: Embedder | None) -> Curiosity:
    """The candidate's questions in `said`, each judged, and all of them together."""
    asked = questions_in(said)
    if not asked:
        return Curiosity(score=0, questions=(), sentence=NOTHING_ASKED)
    meant = _likeness(asked, rules, embedder)
    judged = tuple(_judged(text, rules, extra) for text, extra in zip(asked, meant, strict=True))
    best = sorted((question.score for question in judged), reverse=True)[:COUNTED]
    money_first = any(s.id == MONEY and s.is_in(_plain(asked[0])) for s in rules.sign)
    score = max(0, round(sum(best) / len(best)) - MONEY_FIRST * money_first)
    return Curiosity(score=score, questions=judged, sentence=_sentence(judged, money_first))


def questions_in(said: str) -> tuple[str, ...]:
    """The sentences that ask something."""
    sentences = (sentence.strip() for sentence in SENTENCE.split(said))
    asks = cues().questions.asks
    return tuple(s for s in sentences if len(s.split()) >= LEAST_WORDS and (s.endswith("?") or asks.match(s)))


def _judged(text: str, rules: ClosingRules, extra: float) -> AskedQuestion:
    found = [sign for sign in rules.sign if sign.is_in(_plain(text))]
    score = rules.start + sum(sign.points for sign in found) + extra
    return AskedQuestion(
        text=text,
        score=round(min(100.0, max(0.0, score))),
        good=tuple(sign.good for sign in found if sign.good),
        bad=tuple(sign.bad for sign in found if sign.bad),
    )


def _plain(text: str) -> str:
    """The question in small letters, without punctuation or a lead-in ("so my first question is")."""
    words = re.sub(r"[^a-z0-9' -]+", " ", text.casefold().replace("’", "'"))
    return cues().questions.lead_in.sub("", " ".join(words.split()))


def _likeness(asked: tuple[str, ...], rules: ClosingRules, embedder: Embedder | None) -> list[float]:
    if embedder is None:
        return [0.0] * len(asked)
    said = embedder.embed(asked)
    near = (said @ embedder.embed(rules.likeness.thoughtful).T).max(axis=1)
    far = (said @ embedder.embed(rules.likeness.shallow).T).max(axis=1)
    share = np.clip((near - far) / FULL_LIKENESS, -1, 1)
    return [float(value) for value in rules.likeness.points * share]


def _sentence(judged: tuple[AskedQuestion, ...], money_first: bool) -> str:
    best = max(judged, key=lambda question: question.score)
    if money_first:
        return "Pay or perks came first: begin with the work."
    if best.word == "thoughtful":
        why = f" ({best.good[-1]})" if best.good else ""
        return f"A thoughtful question was among them{why}."
    return "Ask about this team's own problems: how they decide, what went wrong, what success looks like."
