"""The text of a PDF. Lines that were broken to fit the page are joined again."""

from __future__ import annotations

import io
import logging
import re
import time
from typing import TYPE_CHECKING

from simulator.model.errors import BadInputError

if TYPE_CHECKING:
    import pypdf

MOST_PAGES = 60
MOST_SECONDS = 20
"""After this long no further page is begun; ordinary pages take some hundredths of a second each."""
MOST_CHARACTERS = 500_000
"""More than is kept of a text. Reading stops there."""
MOST_OPERATIONS = 200_000
"""The most drawing operations of a page; a page full of text has a few thousand."""
MOST_UNPACKED = 5_000_000
"""The most bytes that one part of the file may become when unpacked; pictures and fonts are not unpacked."""

_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"})
_HYPHENATED = re.compile(r"(?<=[a-z])-\n(?=[a-z])")
_BROKEN = re.compile(r"(?<=[^\s.:;!?])[ \t]*\n[ \t]*(?=[a-z(&][^\s.)])")


def pdf_text(data: bytes, name: str) -> str:
    """The text of all pages, "" when there are only pictures. `name` is what the file is called in sentences.

    Raises `BadInputError` for a file with a password or with more than `MOST_PAGES` pages, and anything
    at all for one that is damaged.
    """
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it would print its complaints over the screen
    with pypdf.apply_configuration(
        zlib_maximum_output_length=MOST_UNPACKED,
        lzw_maximum_output_length=MOST_UNPACKED,
        run_length_maximum_output_length=MOST_UNPACKED,
        stream_parsing_work_maximum_count=MOST_OPERATIONS,
        jbig2dec_binary=None,
    ):
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not _opens(reader):
            raise BadInputError(
                f"{name} is locked by a password: save it without one, or paste its text instead."
            )
        pages = len(reader.pages)
        if pages > MOST_PAGES:
            raise BadInputError(
                f"{name} has {pages} pages, and at most {MOST_PAGES} are read: save those you need as a file."
            )
        return joined(_text(reader))


def _opens(reader: pypdf.PdfReader) -> bool:
    """Whether it can be read without a password, as files can that only forbid changes."""
    from pypdf.errors import DependencyError, PyPdfError

    try:
        return bool(reader.decrypt(""))
    except (PyPdfError, DependencyError, NotImplementedError):
        return False


def _text(reader: pypdf.PdfReader) -> str:
    ends = time.monotonic() + MOST_SECONDS
    texts: list[str] = []
    for page in reader.pages:
        texts.append(page.extract_text().strip())
        if time.monotonic() > ends or sum(map(len, texts)) > MOST_CHARACTERS:
            break
    return "\n".join(texts)[:MOST_CHARACTERS]


def joined(text: str) -> str:
    """The text with sentences and words that a page's edge broke made whole."""
    text = text.translate(_LIGATURES).encode("utf-8", "replace").decode()
    return _BROKEN.sub(" ", _HYPHENATED.sub("", text))
