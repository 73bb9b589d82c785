"""PURE: what a decoded word is by its spelling."""

from __future__ import annotations

import re

FILLED_PAUSE = re.compile(r"(u+h+m*|u+m+|e+r+m*|e+h+m*|h+m+|m{2,}|m+h+m+|a+h+m*)")
"""um, uh, er, erm, hmm, mm, ah with any spelling or length."""
NUMBER = re.compile(r"\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|hundred|thousand")
EDGES = re.compile(r"^[^\w']+|[^\w']+$")


def bare(text: str) -> str:
    """Lower case, without punctuation around it: what two decodings are compared by."""
    return EDGES.sub("", text).lower()


def is_filled_pause(text: str, before: str = "") -> bool:
    """Whether the word is a hesitation sound. "HMM" and "ER" are acronyms; "three mm" is a length."""
    letters = EDGES.sub("", text)
    if len(letters) > 1 and letters.isupper():
        return False
    if letters.lower() == "mm" and NUMBER.fullmatch(before):
        return False
    return FILLED_PAUSE.fullmatch(letters.lower()) is not None


def is_cut_off(text: str) -> bool:
    """Whether the decoder marked the word as broken off ("mod-")."""
    stripped = text.rstrip(".,!?…")
    return len(stripped) > 1 and stripped.endswith(("-", "–", "—")) and stripped[0].isalpha()
