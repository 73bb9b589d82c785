"""Two takes side by side as plain text, for the command line."""

from __future__ import annotations

import textwrap

from simulator.cli.text.scorecard import WIDTH
from simulator.model.naming import value_with_unit
from simulator.model.signs import CHANGE_SIGNS, point_sign
from simulator.use_cases.look_back.comparison import ComparedRow, Comparison, Finding, PointRow


def comparison(found: Comparison) -> str:
    """Scores, what improved and what got worse, key points, measures."""
    parts = [
        f"{found.before.id} ({found.before.started_at[:16]}), then {found.after.id}"
        f" ({found.after.started_at[:16]})",
        textwrap.fill(found.sentence, WIDTH),
        *(f"Note: {note}" for note in found.notes),
        "\n".join(map(_row, found.scores)),
        _findings("Better", found.better),
        _findings("Worse", found.worse),
        "\n".join(["Key points", *map(_point, found.points)]) if found.points else "",
        "\n".join(["Measures", *map(_row, found.measures)]),
    ]
    return "\n\n".join(part for part in parts if part)


def _row(row: ComparedRow) -> str:
    before, after = (value_with_unit(number, row.unit) for number in (row.before, row.after))
    return f"  {CHANGE_SIGNS[row.verdict]} {row.name:<22} {before:>14} → {after}"


def _findings(title: str, findings: tuple[Finding, ...]) -> str:
    lines = [
        textwrap.fill(f"  {CHANGE_SIGNS[f.verdict]} {f.text}", WIDTH, subsequent_indent="    ")
        for f in findings
    ]
    return "\n".join([title, *lines]) if lines else ""


def _point(row: PointRow) -> str:
    states = f"{point_sign(row.before)} → {point_sign(row.after)}"
    return textwrap.fill(f"  {states} {row.text}", WIDTH, subsequent_indent="        ")
