"""What the lines of a sketch say: boxes, arrows between them, groups around them, and notes. Pure.

A line is `client -> gateway: request`, with arrows `->`, `<-` and `<->`, several in a row, and several names
with commas between them; `group models: ranker, index` draws a border around boxes; `[cache]` is a box by
itself. Every other line is a note, also one that is only begun.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

MOST_BOXES = 60
MOST_ARROWS = 120
"""More is no sketch, and would be too slow to draw at every key."""
LONGEST_NAME = 60
"""Characters of a name or of what stands at an arrow; the rest is cut off with a mark."""
ARROW = re.compile(r"(<[-=]+>|↔|[-=]+>|→|<[-=]+|←)")
GROUP = re.compile(r"group\s+([^:=]+?)\s*[:=]\s*(.*)", re.IGNORECASE)
ALONE = re.compile(r"\[([^\[\]]+)\]")
_TOO_MANY = f"More than {MOST_BOXES} boxes or {MOST_ARROWS} arrows: the rest is not drawn."


@dataclass(frozen=True)
class Arrow:
    """From one box to another, by their places in `Sketch.boxes`."""

    start: int
    end: int
    label: str = ""
    both: bool = False
    """Whether it points both ways."""


@dataclass(frozen=True)
class Group:
    name: str
    boxes: tuple[int, ...]


@dataclass(frozen=True)
class Sketch:
    boxes: tuple[str, ...] = ()
    """Names in the order in which they were first written, each as it was written then."""
    arrows: tuple[Arrow, ...] = ()
    groups: tuple[Group, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything that can be read in the drawing."""
        labels = tuple(arrow.label for arrow in self.arrows if arrow.label)
        return (*self.boxes, *(group.name for group in self.groups), *labels, *self.notes)


def key_of(name: str) -> str:
    """What two spellings of the same name share: "Feature-Store" and "feature store" are one box."""
    return re.sub(r"[\s_-]+", " ", name).strip().casefold()


@dataclass
class _Made:
    """A sketch in the making."""

    places: dict[str, int] = field(default_factory=dict)
    boxes: list[str] = field(default_factory=list)
    arrows: list[Arrow] = field(default_factory=list)
    groups: dict[str, tuple[str, list[int]]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    too_many: bool = False

    def box(self, name: str) -> int | None:
        """The place of the box of that name, made when it is new; the first of a group where it is one's."""
        key = key_of(name)
        if key in self.groups and self.groups[key][1]:
            return self.groups[key][1][0]
        if key not in self.places:
            if len(self.boxes) == MOST_BOXES:
                self.too_many = True
                return None
            self.places[key] = len(self.boxes)
            self.boxes.append(name)
        return self.places[key]

    def arrow(self, start: int | None, end: int | None, label: str, sign: str) -> None:
        if start is None or end is None or len(self.arrows) == MOST_ARROWS:
            self.too_many = True
            return
        back = sign.startswith(("<", "←")) and not sign.endswith(">")
        both = sign == "↔" or (sign.startswith("<") and sign.endswith(">"))
        start, end = (end, start) if back else (start, end)
        self.arrows.append(Arrow(start, end, label, both))


def parsed(text: str) -> Sketch:
    """The sketch that the lines describe. Every text is one."""
    made = _Made()
    lines = [" ".join(line.split()) for line in text.splitlines()]
    for line in lines:  # groups first, for an arrow may lead to one
        if (found := GROUP.fullmatch(line)) and (names := _names(found[2])):
            _, inside = made.groups.setdefault(key_of(found[1]), (_short(found[1]), []))
            taken = {place for _, places in made.groups.values() for place in places}
            places = [place for name in names if (place := made.box(name)) is not None]
            inside += [place for place in dict.fromkeys(places) if place not in taken]
    for line in lines:
        if line and not (_arrows(made, line) or _alone(made, line) or _is_group(line)):
            made.notes.append(_short(line, 4 * LONGEST_NAME))
    if made.too_many:
        made.notes.append(_TOO_MANY)
    groups = (Group(name, tuple(inside)) for name, inside in made.groups.values() if inside)
    return Sketch(tuple(made.boxes), tuple(made.arrows), tuple(groups), tuple(made.notes))


def _is_group(line: str) -> bool:
    found = GROUP.fullmatch(line)
    return bool(found and _names(found[2]))


def _alone(made: _Made, line: str) -> bool:
    found = ALONE.fullmatch(line)
    names = _names(found[1]) if found else []
    for name in names:
        made.box(name)
    return bool(names)


def _arrows(made: _Made, line: str) -> bool:
    """Whether the line is one of arrows; they are drawn then."""
    drawn, _, label = line.partition(":")
    parts = ARROW.split(drawn)
    ends = [_names(part) for part in parts[::2]]
    if len(ends) < 2 or not all(ends):
        return False
    places = [[made.box(name) for name in names] for names in ends]
    for at, sign in enumerate(parts[1::2]):
        said = _short(label.strip()) if at + 2 == len(ends) else ""
        for start in places[at]:
            for end in places[at + 1]:
                made.arrow(start, end, said, sign)
    return True


def _names(text: str) -> list[str]:
    """The names in a list with commas, without brackets and quotes around them."""
    return list(_each(part.strip(" []\"'") for part in text.split(",")))


def _each(names: Iterable[str]) -> Iterable[str]:
    return (_short(name) for name in names if key_of(name))


def _short(text: str, most: int = LONGEST_NAME) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
