"""Whether a text is an answer that can be judged: English, in sentences, not one of them over and over."""

from __future__ import annotations

import dataclasses
from itertools import pairwise

from simulator.model.transcript import Transcript
from simulator.scoring.language.grammar import ARTICLES, STOP_WORDS, word_set
from simulator.scoring.language.text import normal

LEAST_WORDS = 15
MOST_WORDS = 3000
"""Twenty minutes of speech are no answer to one question."""
LEAST_ENGLISH = 0.15
"""Share of words that carry no topic (the, of, is): speech has 0.35 to 0.65, a list of terms hardly any."""
OTHER_LANGUAGE = 0.2
"""Share of its commonest words from which it is another language, if the English ones are fewer."""
LATIN = 0.5
MOST_SIGNS = 0.5
"""Share of words that must have a letter or a digit."""
PHRASE, MOST_AGAIN = 6, 0.5
"""An answer of which half is phrases of six words that were said before says nothing new."""
LEAST_ARTICLES, MOST_ASTRAY = 6, 0.4
"""An article before a word that takes none is one in twenty in sentences, every other in shuffled words."""

_COMMON = {
    "German": word_set(
        """
        der die das den dem des ein eine einen einem einer und oder aber nicht ist sind war waren
        wir ich sie es er
        du mit von zu zum zur im für auf bei aus nach über wie wenn dann weil dass auch noch nur
        schon mehr sehr man
        kann können muss wird werden wurde haben hat hatte habe als durch um unter vor gegen diese
        dieser dieses
        """
    ),
    "Spanish": word_set(
        """
        el la los las un una unos unas y o pero no es son era fue de del al con por para en que como
        cuando porque
        también muy más menos si ya se lo le su sus mi mis este esta estos estas eso hay tiene
        tienen puede entre
        sobre sin hasta desde donde todo todos nos yo he ha
        """
    ),
    "French": word_set(
        """
        le la les un une des du de et ou mais ne pas est sont était il elle nous vous je on ce cette
        ces que qui quoi
        dans pour par avec sur sous au aux plus très aussi comme quand parce si son sa ses mon ma
        mes leur être avoir
        a ont fait peut
        """
    ),
    "Italian": word_set(
        """
        il lo la i gli le un una uno di del della dei delle e o ma non è sono era che chi come
        quando perché con per
        da in nel nella su al alla più anche molto se si ci mi ho ha hanno questo questa questi essere
        """
    ),
    "Portuguese": word_set(
        """
        o a os as um uma de do da dos das e ou mas não é são era que como quando porque com por para
        em no na nos nas
        se mais muito também seu sua eu ele ela nós isso este esta tem ter foi ser
        """
    ),
    "Dutch": word_set(
        """
        de het een en of maar niet is zijn was waren wij we ik ze hij van met voor op bij uit naar
        over als dan omdat
        dat die dit deze ook nog wel meer veel kan kunnen moet wordt worden heeft hebben te er aan door
        """
    ),
}
_ENGLISH = STOP_WORDS | word_set("um uh hmm like know mean actually basically because first two right think")
_AFTER_ARTICLE = word_set(
    """
    most more same few other own kind sort lot lots thing things one ones only very again need use using
    used still
    may might can will done doing being say such even ever well little quite rather whole over under all
    above below
    after before between both each further going while must make how what why when where then now down
    up it yes no
    """
)


def judgeable(transcript: Transcript) -> Transcript:
    """The transcript, marked as not scorable with a reason when it is no English answer in sentences."""
    reason = why_not(transcript) if transcript.scorable else None
    return dataclasses.replace(transcript, scorable=False, reason=reason) if reason else transcript


def why_not(transcript: Transcript) -> str | None:
    """One sentence on why it cannot be judged; None when it can."""
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
    english = _share(keys, _ENGLISH)
    language, other = max(
        ((name, _share(keys, words)) for name, words in _COMMON.items()), key=lambda p: p[1]
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
    wrong = sum(following in STOP_WORDS and following not in _AFTER_ARTICLE for following in after)
    return len(after) >= LEAST_ARTICLES and wrong >= MOST_ASTRAY * len(after)
