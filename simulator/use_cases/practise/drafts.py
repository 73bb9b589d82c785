"""Answers that are being typed: kept until they are handed in, whatever happens to the app."""

from __future__ import annotations

import json
from pathlib import Path

from simulator.model.ownfile import write_private
from simulator.model.settings import config_path

MOST = 50
"""How many drafts are kept, the latest ones."""


def path() -> Path:
    """The file of drafts, beside the settings file."""
    return config_path().with_name("drafts.json")


class Drafts:
    """Keeps one unfinished text for each question."""

    def of(self, question_id: str) -> str:
        """What was typed so far as an answer to a question; "" when nothing."""
        return _read().get(question_id, "")

    def keep(self, question_id: str, text: str) -> None:
        """Remember what was typed so far; "" forgets it. Raises `ArchiveError` when it cannot be kept."""
        known = _read()
        before = known.pop(question_id, "")
        if text.strip():
            known[question_id] = text
        if text != before:
            latest = list(known.items())[-MOST:]
            write_private(path(), json.dumps(dict(latest), ensure_ascii=False, indent=1))


def _read() -> dict[str, str]:
    """All drafts; none when the file cannot be read, because a lost draft must stop nobody."""
    try:
        found = json.loads(path().read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {key: text for key, text in found.items() if isinstance(text, str)}
