"""The text of a Word file (.docx), items of lists marked as such."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from simulator.model.errors import BadInputError

MOST_UNPACKED = 60_000_000
"""The most bytes that all parts of the file may become, pictures too; by what the file says of itself."""
MOST_XML = 8_000_000
"""The most bytes of one part that is text; hundreds of pages have fewer."""
MOST_PARTS = 5_000
_OLD = b"\xd0\xcf\x11\xe0"
"""What old Word files begin with, and new ones that a password locks."""
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIPPED = (f"{_WORD}pPr", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
"""How a paragraph looks, and the copy of a text box for old programs."""
_SIGNS = {f"{_WORD}tab": " ", f"{_WORD}br": "\n", f"{_WORD}cr": "\n", f"{_WORD}noBreakHyphen": "-"}


def word_text(data: bytes, name: str) -> str:
    """The text, a line a paragraph, with tables, text boxes and filled-in fields in the order of the file.

    `name` is what the file is called in sentences. Raises `BadInputError` for a file with a password or one
    that unpacks to too much, and anything at all for one that is damaged.
    """
    if data.startswith(_OLD):
        raise BadInputError(
            f"{name} is an old Word file or locked by a password: save it as .docx without one, or as PDF."
        )
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        _check(parts.infolist(), name)

    import docx

    document = docx.Document(io.BytesIO(data))
    listed = {style.style_id for style in document.styles if (style.name or "").startswith("List")}
    return "\n".join(_lines(document.element.body, listed))


def _check(parts: list[zipfile.ZipInfo], name: str) -> None:
    """Refuse what would unpack to too much by its declared sizes; more than declared is never unpacked."""
    large = sum(part.file_size for part in parts) > MOST_UNPACKED
    large |= any(part.file_size > MOST_XML for part in parts if part.filename.endswith((".xml", ".rels")))
    if large or len(parts) > MOST_PARTS:
        raise BadInputError(
            f"{name} unpacks to far more than a text has and is not read: paste its text instead."
        )


def _lines(body: Any, listed: set[str]) -> list[str]:
    """A line a paragraph, in one pass; a text box begins a line of its own, once."""
    from lxml import etree

    lines: list[list[str]] = []
    within: list[list[str]] = []  # a text box is a paragraph in a paragraph
    walk = etree.iterwalk(body, events=("start", "end"))
    for event, part in walk:
        if event == "end":
            if part.tag == f"{_WORD}p":
                within.pop()
        elif part.tag == f"{_WORD}p":
            within.append(["- "] if _in_list(part, listed) else [])
            lines.append(within[-1])
        elif part.tag in _SKIPPED:
            walk.skip_subtree()
        elif within and part.tag == f"{_WORD}t":
            within[-1].append(part.text or "")
        elif within and part.tag in _SIGNS:
            within[-1].append(_SIGNS[part.tag])
    return ["".join(line).strip() for line in lines if line != ["- "]]


def _in_list(paragraph: Any, listed: set[str]) -> bool:
    if paragraph.find(f"{_WORD}pPr/{_WORD}numPr") is not None:
        return True
    style = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
    return style is not None and style.get(f"{_WORD}val") in listed
