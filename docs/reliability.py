"""Puts what the long run (make soak) counted into docs/reliability.md: .venv/bin/python docs/reliability.py

Each test that takes `many` writes a line to .soak/results.jsonl when it has passed.
"""

from __future__ import annotations

import json
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "reliability.md"
RESULTS = ROOT / ".soak" / "results.jsonl"
BEGIN, END = "<!-- counts -->\n", "<!-- end of counts -->\n"


def table(lines: list[str]) -> str:
    """A row a fault, in the order of the tests' names; runs of the same fault are added up."""
    rows: dict[str, tuple[int, list[str]]] = {}
    for line in sorted(map(json.loads, lines), key=lambda line: line["test"]):
        runs, notes = rows.get(line["fault"], (0, []))
        rows[line["fault"]] = (runs + line["runs"], notes + [line["note"]] * bool(line["note"]))
    head = "| fault | times | what was seen |\n|---|---|---|\n"
    return head + "".join(f"| {fault} | {runs:,} | {'; '.join(n)} |\n" for fault, (runs, n) in rows.items())


def main() -> None:
    page = PAGE.read_text()
    before, rest = page.split(BEGIN)
    _, after = rest.split(END)
    PAGE.write_text(before + BEGIN + table(RESULTS.read_text().splitlines()) + END + after)


if __name__ == "__main__":
    main()
