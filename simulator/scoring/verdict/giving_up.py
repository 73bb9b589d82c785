"""Whether somebody says that they have no answer: "no idea, honestly"."""

from __future__ import annotations

from simulator.scoring.language.grammar import word_set
from simulator.scoring.language.text import content_words
from simulator.scoring.verdict.follow_up_words import follow_up_words

ATTEMPT = 6
"""So many words of topic beside the giving up are an attempt at an answer. A convention."""
POLITE = word_set(
    "honestly sorry really question questions next move please answer right afraid okay well actually fair "
    "think know idea just haven't have hmm um uh er"
)
"""Words that are said around it."""


def gives_up(text: str) -> bool:
    """Whether the text says that there is no answer, and tries none."""
    low = text.lower().replace("\u2019", "'")
    cue = follow_up_words().heard.gives_up
    if not cue.search(low):
        return False
    left = (word for word in content_words(cue.sub(" ", low).split()) if word not in POLITE)
    return len(set(left)) < ATTEMPT
