"""Whether a claim is the speaker's own: not told as somebody else's, not called wrong."""

from __future__ import annotations

from simulator.scoring.language.cues import cues


def is_taken_back(said: str, following: str) -> bool:
    """Whether `said` is told of others or called wrong, in itself or by the sentence `following` it."""
    listened = cues().taken_back
    text = said.lower()
    return bool(
        listened.distanced.search(text)
        or listened.called_wrong.search(text)
        or listened.called_wrong_next.search(following.lower())
    )
