"""How an interviewer words a follow-up, and what is listened for: `prompts/lexicon/follow_ups.toml`.

The file says what each of its texts means and how it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from simulator.model.cuefile import Cue, read_cues
from simulator.model.scorecard import Audience, FollowUpAsk, Prompted
from simulator.model.settings import shipped
from simulator.scoring.language.grammar import CLASSES

Of = Literal["choice", "claim", "story", "system", "figure", "half"]
"""What the sentence does that is taken up."""
TECHNICAL = (Audience.SOFTWARE_ENGINEER, Audience.ML_ENGINEER, Audience.RESEARCHER)
"""Who asks as a peer does."""

_FIELD = re.compile(r"\\\{(\w+)\\\}")


class _Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One table of the file."""


class Heard(_Group, frozen=True):
    """What is listened for in an answer."""

    chooses: Cue
    picks: Cue
    decided: Cue
    reasons: Cue
    alternatives: Cue
    failures: Cue
    numbers: Cue
    amounts: Cue
    vague: Cue
    systems: Cue
    unquotable: Cue
    leads: Cue
    gives_up: Cue


class Ask(_Group, frozen=True):
    """The wordings of one kind of follow-up."""

    by: Prompted
    of: Of
    peers: tuple[str, ...]
    others: tuple[str, ...]


class Missing(_Group, frozen=True):
    """How to ask for a missed point whose text has a certain form."""

    point: Cue
    asks: tuple[str, ...]
    bare: bool = False
    """Whether it serves only questions without any follow-up of their own."""


class Reactions(_Group, frozen=True):
    """What is said before the next question, and at the end of a round."""

    taken_up: tuple[str, ...]
    neutral: tuple[str, ...]
    kind: tuple[str, ...]
    closes: tuple[str, ...]


class FollowUpWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file, a field a table."""

    words: dict[str, str | tuple[str, ...]]
    heard: Heard
    ask: tuple[Ask, ...]
    missing: tuple[Missing, ...]
    reactions: Reactions


@cache
def follow_up_words() -> FollowUpWords:
    """The words that are shipped with the program, read when they are first needed.

    Raises `BadInputError` naming file, line and field.
    """
    return load_follow_up_words(shipped("prompts") / "lexicon" / "follow_ups.toml")


def load_follow_up_words(path: Path) -> FollowUpWords:
    """The words in the file at `path`. Raises `BadInputError` naming file, line and field."""
    return read_cues(path, FollowUpWords, CLASSES)


def wordings(by: Prompted, of: Of, audience: Audience) -> tuple[str, ...]:
    """All wordings of a follow-up for a listener; empty where there is no such follow-up."""
    found = next((one for one in follow_up_words().ask if (one.by, one.of) == (by, of)), None)
    if found is None:
        return ()
    return found.peers if audience in TECHNICAL and found.peers else found.others


def worded(texts: Sequence[str], key: str, **fields: str) -> str:
    """One of the wordings, always the same for the same `key`, with its fields filled in."""
    return _filled(texts[sum(key.encode()) % len(texts)], fields)


def _filled(text: str, fields: Mapping[str, str]) -> str:
    filled = text.format(**fields)
    return filled[:1].upper() + filled[1:]


def reworded(ask: FollowUpAsk, audience: Audience, used: Iterable[str]) -> FollowUpAsk:
    """The follow-up in a wording that none of the texts `used` has, as far as there is one left."""
    before = tuple(used)
    for texts in _all_wordings(audience):
        fields = next(
            (match.groupdict() for text in texts if (match := _form(text).fullmatch(ask.ask))), None
        )
        if fields is not None:
            break
    else:
        return ask
    fresh = [text for text in texts if not any(_form(text).fullmatch(other) for other in before)]
    if not fresh or any(_form(text).fullmatch(ask.ask) for text in fresh):
        return ask
    return replace(ask, ask=_filled(fresh[0], fields))


def _all_wordings(audience: Audience) -> list[tuple[str, ...]]:
    """Every group of wordings, those last that any text of a question may stand in."""
    asks = sorted(follow_up_words().ask, key=lambda one: one.of == "half")
    missing = [one.asks for one in follow_up_words().missing]
    return [*(wordings(one.by, one.of, audience) for one in asks), *missing]


@cache
def _form(text: str) -> re.Pattern[str]:
    """What any text in that wording looks like, with its fields as groups."""
    return re.compile(_FIELD.sub(r"(?P<\1>.+)", re.escape(text)))
