"""A sketch in sentences, for whoever has it read aloud: boxes, arrows, groups, notes. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.interview.sketch.lines import Sketch


def in_sentences(sketch: Sketch) -> tuple[str, ...]:
    """One sentence for the boxes, and one for each arrow, group and note."""
    return tuple(_sentences(sketch))


def _sentences(sketch: Sketch) -> Iterator[str]:
    if sketch.boxes:
        yield f"{_counted(len(sketch.boxes), 'box', 'boxes')}: {', '.join(sketch.boxes)}."
    for arrow in sketch.arrows:
        start, end = sketch.boxes[arrow.start], sketch.boxes[arrow.end]
        goes = f"{start} and {end} lead to each other" if arrow.both else f"{start} leads to {end}"
        yield f"{goes}: {arrow.label}." if arrow.label else f"{goes}."
    for group in sketch.groups:
        yield f"Group {group.name}: {', '.join(sketch.boxes[at] for at in group.boxes)}."
    for note in sketch.notes:
        yield f"Note: {note}"


def _counted(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"
