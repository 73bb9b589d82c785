"""Answers and other texts that come as files."""

from __future__ import annotations

from pathlib import Path

from simulator.model.errors import BadInputError

TEXT_LIMIT = 2_000_000
"""Bytes of a typed answer; 50,000 words are well below."""


def read_text(path: Path, *, most: int = TEXT_LIMIT) -> str:
    """A text of at most `most` bytes. Raises `BadInputError` with one sentence."""
    try:
        if path.exists() and not path.is_file():
            raise BadInputError(f"{path} is not a text file.")
        if path.stat().st_size > most:
            raise BadInputError(f"{path} is over {most // 1_000_000} MB, too long for an answer.")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInputError(f"{path} is not UTF-8 text.", "Save it as UTF-8.") from error
    except OSError as error:
        raise BadInputError(f"{path} cannot be read: {error.strerror}.") from error
