"""Ids of sessions and answers, and the file names they stand for; nothing else becomes a path."""

from __future__ import annotations

import re
import secrets
from datetime import datetime

from simulator.model.errors import BadInputError

SESSION = re.compile(r"[0-9]{8}-[0-9]{6}-[0-9a-z]{4}")
ANSWER = re.compile(rf"({SESSION.pattern})/([0-9]{{2,6}})")
LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"


def new_session_id(now: datetime) -> str:
    """`YYYYMMDD-HHMMSS-xxxx` with a random end."""
    return f"{now:%Y%m%d-%H%M%S}-{''.join(secrets.choice(LETTERS) for _ in range(4))}"


def answer_id(session_id: str, number: int) -> str:
    """`SESSION/NN`."""
    return f"{session_id}/{number:02d}"


def is_session_id(text: str) -> bool:
    """Whether `text` has the form of a session's id."""
    return SESSION.fullmatch(text) is not None


def split_answer_id(identifier: str) -> tuple[str, int]:
    """Session and number. Raises `BadInputError` for anything else."""
    match = ANSWER.fullmatch(identifier)
    if match is None:
        raise unknown("answer", identifier)
    return match[1], int(match[2])


def unknown(what: str, identifier: str) -> BadInputError:
    """The error for a session or an answer that does not exist."""
    return BadInputError(
        f"There is no {what} {identifier[:80]!r}.", "`simulator sessions list` names the sessions."
    )
