"""Texts that people keep as PDF or Word files, read on this machine: their words, a line a paragraph.

The libraries are loaded only when such a file is given. What is wrong with a file is said in one sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from simulator.model.errors import BadInputError, SimulatorError
from simulator.model.textfile import read_text, shown

MOST_BYTES = 20_000_000
"""The largest PDF or Word file that is read."""
OTHERS = {
    ".doc": "an old Word file",
    ".odt": "an OpenDocument file",
    ".rtf": "an RTF file",
    ".pages": "a Pages file",
}
"""Files that hold a text but cannot be read, by their endings."""
READABLE = (".pdf", ".docx", ".txt", ".md", ".html", *OTHERS)
"""Endings by which a line is taken for the name of a file, even when there is none."""


def read_document(path: Path) -> str:
    """The text of a PDF, a Word file (.docx) or a text file, told apart by the ending.

    Raises `BadInputError` with one sentence that says what to do: not there, too large, locked by a password,
    damaged, or without text as scans are.
    """
    ending = path.suffix.casefold()
    name = shown(str(path))
    if ending in OTHERS and path.exists():
        raise BadInputError(f"{name} is {OTHERS[ending]}, which cannot be read: save it as PDF or .docx.")
    if ending == ".pdf":
        from simulator.documents.pdf import pdf_text

        return _read(path, name, pdf_text)
    if ending == ".docx":
        from simulator.documents.word import word_text

        return _read(path, name, word_text)
    return read_text(path)


def _read(path: Path, name: str, text_of: Callable[[bytes, str], str]) -> str:
    try:
        if path.exists() and not path.is_file():
            raise BadInputError(f"{name} is not a file.")
        if path.stat().st_size > MOST_BYTES:
            raise BadInputError(
                f"{name} is over {MOST_BYTES // 1_000_000} MB, too large to be read: paste its text instead."
            )
        data = path.read_bytes()
    except OSError as error:
        raise BadInputError(f"{name} cannot be read: {error.strerror or error}.") from error
    try:
        text = text_of(data, name)
    except SimulatorError:
        raise
    except Exception as error:  # a damaged file makes the libraries raise anything
        raise BadInputError(
            f"{name} is damaged and cannot be read: save it anew, or paste its text instead."
        ) from error
    if not any(map(str.isalnum, text)):
        raise BadInputError(
            f"{name} holds no text, only pictures as a scan does: paste the text, or run text recognition."
        )
    return text
