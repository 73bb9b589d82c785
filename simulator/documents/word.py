"""The text of a Word file (.docx), items of lists marked as such."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from simulator.model.errors import BadInputError

MOST_UNPACKED = 60_000_000
"""The most bytes that all parts of the file may become, pictures too; by what the file says of itself."""
MOST_XML = 20_000_000
"""The most bytes of one part that is text; a thousand pages have fewer."""
MOST_PARTS = 5_000
_OLD = b"\xd0\xcf\x11\xe0"
"""What old Word files begin with, and new ones that a password locks."""
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
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
    return "\n".join(_line(p, listed) for p in document.element.body.iter(f"{_WORD}p"))


def _check(parts: list[zipfile.ZipInfo], name: str) -> None:
    """Refuse what would unpack to too much by its declared sizes; more than declared is never unpacked."""
    large = sum(part.file_size for part in parts) > MOST_UNPACKED
    large |= any(part.file_size > MOST_XML for part in parts if part.filename.endswith((".xml", ".rels")))
    if large or len(parts) > MOST_PARTS:
        raise BadInputError(
            f"{name} unpacks to far more than a text has and is not read: paste its text instead."
        )


def _line(paragraph: Any, listed: set[str]) -> str:
    said = []
    for part in paragraph.iter():
        if part.tag == f"{_WORD}t":
            sign = part.text or ""
        elif part.tag in _SIGNS:
            sign = _SIGNS[part.tag]
        else:
            continue
        if _belongs(part, paragraph):
            said.append(sign)
    text = "".join(said).strip()
    style = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
    in_list = paragraph.find(f"{_WORD}pPr/{_WORD}numPr") is not None
    in_list |= style is not None and style.get(f"{_WORD}val") in listed
    return f"- {text}" if text and in_list else text


def _belongs(part: Any, paragraph: Any) -> bool:
    """Whether it is the paragraph's own: not a text box's in it, nor the copy of one for old readers."""
    for above in part.iterancestors():
        if above is paragraph:
            return not any(over.tag == _FALLBACK for over in paragraph.iterancestors())
        if above.tag in (f"{_WORD}p", f"{_WORD}tabs", _FALLBACK):
            return False
    return False
