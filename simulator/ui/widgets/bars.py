"""Numbers as bars. They stand beside the number or a word, never alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content

from simulator.model.signs import level_of_score, level_sign
from simulator.ui.words import LEVEL_STYLES

BLOCKS = " ▁▂▃▄▅▆▇█"


BAR_STYLES = LEVEL_STYLES | {3: "$primary"}


def score_bar(score: int, width: int = 10) -> Content:
    """A score of 0 to 100 as `███████░░░ ◕`, in the colour and with the sign of its level."""
    full = min(width, max(0, round(score * width / 100)))
    level = level_of_score(score)
    return Content.assemble(
        ("█" * full, BAR_STYLES[level]),
        ("░" * (width - full), "$secondary"),
        (f" {level_sign(level)}", BAR_STYLES[level]),
    )


def spark(values: Sequence[int]) -> str:
    """One block for each value of 0 to 100; 0 has the lowest block, so that no value vanishes."""
    return "".join(BLOCKS[1 + min(7, max(0, value * 8 // 100))] for value in values)


def block(level: float) -> str:
    """A level of 0 to 1 as one cell; 0 is blank."""
    return BLOCKS[min(8, max(0, round(level * 8)))]


def pooled(peaks: Sequence[float], columns: int) -> tuple[float, ...]:
    """Peaks squeezed or stretched to `columns`, keeping each column's loudest."""
    if not peaks or columns <= 0:
        return ()
    count = len(peaks)
    edges = [(column * count // columns, (column + 1) * count // columns) for column in range(columns)]
    return tuple(max(peaks[low : max(low + 1, high)]) for low, high in edges)


def joined(parts: Iterable[Content], between: str) -> Content:
    return Content(between).join(parts)
