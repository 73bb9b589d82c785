"""Whether a text can be judged: it is English, in sentences, and does not repeat one phrase all the time."""

from __future__ import annotations

import dataclasses
from itertools import pairwise

from simulator.model.transcript import Transcript
from simulator.scoring.language.cues import cues
from simulator.scoring.language.grammar import ARTICLES, STOP_WORDS
from simulator.scoring.language.text import normal

LEAST_WORDS = 15
"""A shorter text is not tested for its language."""
MOST_WORDS = 3000
"""About twenty minutes of speech, which is far more than an answer to one question."""
LEAST_ENGLISH = 0.15
"""The least share of words that carry no topic (the, of, is). Speech has 0.35 to 0.65, a list hardly any."""
OTHER_LANGUAGE = 0.2
"""A text in which the most frequent words of another language have this share, and English ones a smaller
one, is in that language."""
LATIN = 0.5
"""The least share of letters that are Latin."""
MOST_SIGNS = 0.5
"""The least share of words with a letter or a digit; the others are signs."""
PHRASE, MOST_AGAIN = 6, 0.5
"""The length of a phrase, and the largest share of phrases that were said before."""
LEAST_ARTICLES, MOST_ASTRAY = 6, 0.4
"""With this many articles or more, the largest share that may stand before a word that takes none ("the of").
It is one in twenty in sentences, and one in two where words are shuffled."""


def judgeable(transcript: Transcript) -> Transcript:
    """The transcript, marked as not scorable with a reason when it is no English answer in sentences."""
    reason = why_not(transcript) if transcript.scorable else None
    return dataclasses.replace(transcript, scorable=False, reason=reason) if reason else transcript


def why_not(transcript: Transcript) -> str | None:
    """One sentence that says why the text cannot be judged; None when it can."""
    if len(transcript.words) > MOST_WORDS:
        return (
            f"{len(transcript.words):,} words are far more than one answer: "
            f"at most {MOST_WORDS:,} words, some twenty minutes of speech, are judged at a time."
        )
    letters = [char for word in transcript.words for char in word.text if char.isalpha()]
    if letters and sum(char < "\u0250" for char in letters) < LATIN * len(letters):
        return "This is not English: only English answers are judged."
    keys = [key for word in transcript.words if (key := normal(word.text))]
    if len(keys) < MOST_SIGNS * len(transcript.words):
        return "Most of this is signs, not words: there is nothing to judge."
    if len(keys) < LEAST_WORDS:
        return None
    known = cues().language
    english = _share(keys, STOP_WORDS | known.english)
    language, other = max(
        ((name, _share(keys, words)) for name, words in known.others.items()), key=lambda p: p[1]
    )
    if other >= OTHER_LANGUAGE and other > english:
        return f"This sounds {language}: only English answers are judged."
    if english < LEAST_ENGLISH:
        return "This is a list of words, or not English: only English answers in sentences are judged."
    if _said_again(keys) > MOST_AGAIN:
        return "Most of this is the same phrase again and again: there is not enough to judge."
    if _astray(keys):
        return "These words make no sentences: there is nothing to judge."
    return None


def _share(keys: list[str], words: frozenset[str]) -> float:
    return sum(key in words or key.partition("'")[0] in words for key in keys) / len(keys)


def _said_again(keys: list[str]) -> float:
    """The share of phrases of six words that were said before."""
    grams = [tuple(keys[at : at + PHRASE]) for at in range(len(keys) - PHRASE + 1)]
    return 1 - len(set(grams)) / len(grams) if len(grams) >= 2 * LEAST_WORDS else 0.0


def _astray(keys: list[str]) -> bool:
    """Whether too many articles stand before words that take none."""
    after = [following for key, following in pairwise(keys) if key in ARTICLES]
    stray = STOP_WORDS - cues().language.after_article
    wrong = sum(following in stray for following in after)
    return len(after) >= LEAST_ARTICLES and wrong >= MOST_ASTRAY * len(after)
