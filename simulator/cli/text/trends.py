"""Trends as plain text and as CSV, for the command line."""

from __future__ import annotations

import csv as writer
import io

from simulator.model import plot
from simulator.model.counted import counted
from simulator.model.naming import with_unit
from simulator.model.trends import Trend

WIDTH, HEIGHT = 78, 14
LAST_VALUES = 10


def trend(found: Trend) -> str:
    """The sentence, the chart, and the last values."""
    title = f"{found.name[0].upper()}{found.name[1:]} ({found.unit}), {counted(len(found.points), 'answer')}"
    if not found.points:
        return f"{title}\nNothing to show yet: answer a question with `simulator practice`."
    picture = plot.chart(
        found.points.at_s,
        found.points.values,
        found.drawn,
        found.unit,
        width=WIDTH,
        height=HEIGHT,
    )
    smoothed = "   ⣀ smoothed   ░ 19 of 20 times the true line lies in it"
    legend = "• one answer" + (smoothed if found.drawn else "")
    last = [
        f"  {p.at[:16].replace('T', ' ')}  {with_unit(p.value, found.unit):>14}  {p.answer_id}"
        for p in found.points[-LAST_VALUES:]
    ]
    return "\n".join(
        [title, found.sentence, "", plot.as_text(picture), legend, "", "The last answers", *last]
    )


def csv(found: Trend) -> str:
    """Every value as a line of CSV: when, which answer, the value."""
    text = io.StringIO()
    rows = writer.writer(text, lineterminator="\n")
    rows.writerow(("at", "answer_id", found.measure))
    rows.writerows((p.at, p.answer_id, p.value) for p in found.points)
    return text.getvalue().rstrip("\n")
