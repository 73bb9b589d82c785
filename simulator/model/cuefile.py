"""A TOML file of the phrases and words that rules listen for, so that none of them stands in code.

A table `[words]` names groups: a phrase, or a list of alternative ones. `<name>` in any text after it stands
for such a group, or for one of the classes of words that the reader of the file knows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from simulator.model.tomlfile import read_toml

T = TypeVar("T")

Cue = re.Pattern[str]
"""In the file a text is a regular expression as it stands; a list is its phrases, said as whole words."""

_NAME = re.compile(r"(?<!\?P)<(\w+)>")  # (?P<name>...) is a group of the expression itself


class Words(frozenset[str]):
    """Single words; in the file one text."""


class _SharedWords(msgspec.Struct):
    words: dict[str, str | tuple[str, ...]]


def read_cues(path: Path, shape: type[T], classes: Mapping[str, str], *, ignore_case: bool = False) -> T:
    """The file at `path` as a `shape`, a msgspec Struct with fields of `Cue` and `Words`.

    `classes` are regular expressions by name. Raises `BadInputError` naming file, line and field.
    """
    file = read_toml(path)
    groups = dict(classes)
    flags = re.IGNORECASE if ignore_case else re.NOFLAG
    for name, written in file.converted(_SharedWords).words.items():
        try:
            groups[name] = f"(?:{_pattern(written, groups)})"
        except ValueError as error:
            raise file.fault(str(error), "words", name) from error

    def made(kind: Any, written: Any) -> Any:
        """What msgspec cannot make of a value by itself: a set of words, or a pattern."""
        if kind is Words:
            return Words(_text(written).split())
        pattern = _pattern(written, groups)
        return _compiled(rf"\b(?:{pattern})\b" if isinstance(written, list) else pattern, flags)

    return file.converted(shape, made)


def _pattern(written: Any, groups: Mapping[str, str]) -> str:
    """A phrase, or a list of alternative ones, with the named groups in it spelled out."""
    text = "|".join(map(_text, written)) if isinstance(written, (list, tuple)) else _text(written)
    for name in _NAME.findall(text):
        if name not in groups:
            raise ValueError(f"`<{name}>` is neither in [words] above it nor a class of words")
    return _NAME.sub(lambda name: groups[name[1]], text)


def _text(written: Any) -> str:
    if not isinstance(written, str):
        raise ValueError("must be a text, or a list of texts")
    return written


def _compiled(pattern: str, flags: re.RegexFlag) -> Cue:
    try:
        return re.compile(pattern, flags)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"is not a regular expression ({error})") from error
