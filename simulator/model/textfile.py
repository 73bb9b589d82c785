"""Text files that people write, read whole; no complaint about one can drive a terminal."""

from __future__ import annotations

from pathlib import Path

from simulator.model.errors import BadInputError

MOST_BYTES = 2_000_000
"""The most bytes of a typed answer; 50,000 words have far fewer."""
SHOWN_CHARACTERS = 320


def read_text(path: Path, *, most: int = MOST_BYTES) -> str:
    """The UTF-8 text at `path`, of at most `most` bytes.

    Raises `BadInputError` with one sentence: not a file, unreadable, too large, not UTF-8.
    """
    name = shown(str(path))
    try:
        if path.exists() and not path.is_file():
            raise BadInputError(f"{name} is not a file.")
        if path.stat().st_size > most:
            raise BadInputError(f"{name} is over {most // 1_000_000} MB, too large to be read.")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInputError(f"{name} is not UTF-8 text (byte {error.start}).", "Save it as UTF-8.") from error
    except OSError as error:
        raise BadInputError(f"{name} cannot be read: {error.strerror or error}.") from error


def shown(text: str, limit: int = SHOWN_CHARACTERS) -> str:
    """`text` from a file, fit to be printed: nothing in it can drive a terminal, and it has an end."""
    printable = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
    return printable if len(printable) <= limit else printable[: limit - 1] + "…"
