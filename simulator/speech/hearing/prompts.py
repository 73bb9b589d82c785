"""What the decoder is told before a segment: short, because long prompts lose sentences."""

from __future__ import annotations

from collections.abc import Sequence

FILLERS = "Um, uh, hmm, er, ah."
"""Makes Whisper write down the filled pauses it was trained to leave out."""
LONGEST = 96
"""Characters of hints; about a dozen terms."""


def used(hints: Sequence[str]) -> tuple[str, ...]:
    """The first of the likely terms, as many as fit."""
    taken: list[str] = []
    for hint in hints:
        if len(", ".join([*taken, hint])) > LONGEST:
            break
        taken.append(hint)
    return tuple(taken)


def clean(hints: Sequence[str]) -> str:
    """The prompt of the decoding for content: as many of the likely terms as fit."""
    taken = used(hints)
    return f"{', '.join(taken)}." if taken else ""


def verbatim() -> str:
    """The prompt of the decoding for disfluency."""
    return FILLERS
