"""The moves data (`prompts/lexicon/moves.toml`): how each move sounds, loaded and checked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import msgspec

from simulator.model.scorecard import Move
from simulator.model.tomlfile import Keys, TomlFile, read_toml

STORY = frozenset({Move.SITUATION, Move.TASK, Move.ACTION, Move.RESULT, Move.LEARNING})
"""The moves of a story (STAR and what was learned); the others belong to every other kind of answer."""


SIGNS = ("strong", "more", "weak", "expected", "meaning", "first", "opening", "ending", "last", "always")
"""The signs that a sentence makes a move; each move has a weight for each of them. They are, in order: a
strong cue; more than one strong cue; the number of weak cues (at most two); whether the kind of question
expects the move; how near the sentence is to the move's examples; whether it is the first sentence, one of
the first three, one of the last two, the last one; and a constant."""


@dataclass(frozen=True)
class MoveSound:
    """How one move sounds: cue patterns on lower-cased clean text, and sentences that make it."""

    move: Move
    weights: tuple[float, ...]
    """One for each of `SIGNS`; fitted by `benchmarks/moves_fit.py`."""
    strong: tuple[re.Pattern[str], ...]
    weak: tuple[re.Pattern[str], ...]
    like: tuple[str, ...]
    named: tuple[re.Pattern[str], ...] = ()
    """How a key point names the move it asks for."""

    def strong_cues(self, text: str) -> int:
        return sum(bool(cue.search(text)) for cue in self.strong)

    def weak_cues(self, text: str) -> int:
        return sum(bool(cue.search(text)) for cue in self.weak)

    def is_named_in(self, text: str) -> bool:
        return any(cue.search(text) for cue in self.named)


@dataclass(frozen=True)
class MoveLexicon:
    sounds: tuple[MoveSound, ...]
    hollow: tuple[re.Pattern[str], ...] = ()
    """Sentences that only announce a move and so make none."""
    blame: tuple[re.Pattern[str], ...] = ()
    """Signs, in a story, that the speaker blames others or says that nothing could be done."""

    def is_hollow(self, text: str) -> bool:
        said = text.rstrip(".!?… ")
        return any(pattern.search(said) for pattern in self.hollow)

    def blames(self, text: str) -> bool:
        return any(pattern.search(text) for pattern in self.blame)

    def told_as(self, story: bool) -> tuple[MoveSound, ...]:
        """The moves of a story, or those of every other kind of answer."""
        return tuple(sound for sound in self.sounds if (sound.move in STORY) == story)


class _MoveTable(msgspec.Struct, forbid_unknown_fields=True):
    id: Move
    weights: dict[str, float]
    strong: tuple[str, ...]
    like: tuple[str, ...]
    weak: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


class _MovesFile(msgspec.Struct, forbid_unknown_fields=True):
    move: tuple[_MoveTable, ...]
    hollow: tuple[str, ...] = ()
    blame: tuple[str, ...] = ()


def load_moves(path: Path) -> MoveLexicon:
    """The moves file at `path`. Raises `BadInputError` naming file, line and field."""
    file = read_toml(path)
    found = file.converted(_MovesFile)
    if not found.move:
        raise file.fault("at least one [[move]] is needed", "move")
    hollow = _patterns(found.hollow, file, ("hollow",))
    blame = _patterns(found.blame, file, ("blame",))
    sounds = tuple(_sound(move, index, file) for index, move in enumerate(found.move))
    return MoveLexicon(sounds, hollow, blame)


def _sound(table: _MoveTable, index: int, file: TomlFile) -> MoveSound:
    if not table.like:
        raise file.fault("at least one sentence is needed", "move", index, "like")
    if set(table.weights) != set(SIGNS):
        raise file.fault(f"the weights needed are {', '.join(SIGNS)}", "move", index, "weights")
    return MoveSound(
        move=table.id,
        weights=tuple(table.weights[sign] for sign in SIGNS),
        strong=_patterns(table.strong, file, ("move", index, "strong")),
        weak=_patterns(table.weak, file, ("move", index, "weak")),
        like=table.like,
        named=_patterns(table.named, file, ("move", index, "named")),
    )


def _patterns(texts: tuple[str, ...], file: TomlFile, keys: Keys) -> tuple[re.Pattern[str], ...]:
    """The texts of the list at `keys`, compiled."""
    patterns = []
    for index, pattern in enumerate(texts):
        try:
            patterns.append(re.compile(pattern))
        except re.error as error:
            what = f"`{pattern}` is not a regular expression ({error})"
            raise file.fault(what, *keys, index) from error
    return tuple(patterns)
