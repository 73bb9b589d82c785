"""The parts that a design needs, and which of them were drawn, said, or neither. Pure.

A part is needed when a key point of the question names it, in its text or in one of the ways to say it: the
key points are what a complete answer has, so what they name is what the drawing can be asked for. The names
are data (`prompts/lexicon/parts.toml`), and docs/sketch.md tells the rule to everybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import msgspec

from simulator.interview.coding.edits import Journal
from simulator.interview.coding.notes import Note
from simulator.interview.coding.said import Said, Sentence
from simulator.interview.sketch.lines import parsed
from simulator.model.counted import counted
from simulator.model.question import Question
from simulator.model.settings import shipped
from simulator.model.tomlfile import read_toml
from simulator.model.transcript import Transcript
from simulator.scoring.language.wording import Worded, worded

SETTLED_S = 1.0
"""A sketch is looked at where nothing was typed for so long: half a word names nothing."""


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    say: tuple[str, ...] = ()

    def named_in(self, text: Worded) -> bool:
        """Whether the text names it, by its name or in one of the ways to say it."""
        return any(text.holds(worded(way)) for way in (self.name, *self.say))


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    part: tuple[Part, ...]


@cache
def known_parts() -> tuple[Part, ...]:
    """The parts that are shipped with the program. Raises `BadInputError` naming file, line and field."""
    return load_parts(shipped("prompts") / "lexicon" / "parts.toml")


def load_parts(path: Path) -> tuple[Part, ...]:
    """The parts in the file at `path`. Raises `BadInputError` naming file, line and field."""
    file = read_toml(path)
    parts = file.converted(_File).part
    names = [part.name for part in parts]
    for at, name in enumerate(names):
        if name in names[:at]:
            raise file.fault(f"'{name}' is there twice", "part", at, "name")
    return parts


def needed(question: Question) -> tuple[Part, ...]:
    """The parts that the key points of a question name, in the order of the points."""
    found: dict[str, Part] = {}
    for point in question.key_points:
        texts = [worded(text) for text in (point.text, *point.say)]
        found |= {part.name: part for part in known_parts() if any(map(part.named_in, texts))}
    return tuple(found.values())


def sketch_notes(question: Question, transcript: Transcript, journal: Journal) -> tuple[Note, ...]:
    """A line for each part that the design needs, those left out first, below one that counts them.

    Empty when the key points name no part.
    """
    parts = needed(question)
    if not parts:
        return ()
    said, drawn = Said(transcript), _drawn_at(journal, parts)
    notes = [_note(part, _saying(said, part), drawn.get(part.name), said) for part in parts]
    order = {False: 0, None: 1, True: 2}
    notes.sort(key=lambda note: order[note.good])
    return (_counts(parts, drawn), *notes)


def _saying(said: Said, part: Part) -> Sentence | None:
    """The first sentence that names the part."""
    return said.first(lambda sentence: part.named_in(sentence.worded))


def _counts(parts: tuple[Part, ...], drawn: dict[str, float]) -> Note:
    text = f"Drawn are {len(drawn)} of the {counted(len(parts), 'part')} that this design needs."
    return Note(id="parts", text=text, value=round(len(drawn) / len(parts), 3), unit="share")


def _note(part: Part, sentence: Sentence | None, drawn_at: float | None, said: Said) -> Note:
    name = part.name[0].upper() + part.name[1:]
    how = {
        (True, True): "drawn, and said",
        (True, False): "drawn, never said",
        (False, True): "said, not drawn",
        (False, False): "neither drawn nor said",
    }[drawn_at is not None, sentence is not None]
    both = drawn_at is not None and sentence is not None
    neither = drawn_at is None and sentence is None
    return Note(
        id=f"part:{part.name}",
        text=f"{name}: {how}.",
        good=True if both else False if neither else None,
        at_s=drawn_at,
        **said.quote(sentence),
    )


def _drawn_at(journal: Journal, parts: Iterable[Part]) -> dict[str, float]:
    """For each part that is in the sketch at its end, the second at which it first was."""
    final = _named(journal.final, parts)
    found: dict[str, float] = {}
    for at_s, text in _settled(journal):
        missing = [part for part in final if part.name not in found]
        if not missing:
            break
        found |= {part.name: at_s for part in _named(text, missing)}
    return found


def _settled(journal: Journal) -> Iterator[tuple[float, str]]:
    """The text at each pause of the typing, with the second at which it was reached."""
    times = [edit.at_s for edit in journal.edits]
    for (edit, text), after in zip(journal.texts(), [*times[1:], float("inf")], strict=True):
        if after - edit.at_s >= SETTLED_S:
            yield edit.at_s, text


def _named(text: str, parts: Iterable[Part]) -> list[Part]:
    """The parts that a sketch names, in a box, at an arrow, on a border or in a note."""
    texts = [worded(each) for each in parsed(text).texts]
    return [part for part in parts if any(map(part.named_in, texts))]
