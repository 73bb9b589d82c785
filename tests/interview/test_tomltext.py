"""TOML files: every fault is one sentence with its line; the line of any field is found."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
import tomli_w
from hypothesis import given, settings

from simulator.errors import BadInputError
from simulator.interview.tomltext import MAXIMUM_BYTES, lines, read_toml, shown

EXAMPLE = '''# a comment with [[question]]
a.b = 1
"x.y" . z = """
[[question]]
\\""" more """"

[[question]]
id = "one"
key_points = [
  { id = "a", text = 'it}' }, # ]
  # another
  { id = "b", text = "x]" },

]
say = ["q",
"r"]
when = 2020-01-01T00:00:00
[question.sub]
k = 3
[[question]] # two
id = "two"
long = \'\'\'a
b\'\'\'\'
[[question.part]]
n = 1
'''
PLACES: dict[tuple[str | int, ...], int] = {
    ("a",): 2,
    ("a", "b"): 2,
    ("x.y", "z"): 3,
    ("question",): 7,
    ("question", 0): 7,
    ("question", 0, "id"): 8,
    ("question", 0, "key_points", 0, "text"): 10,
    ("question", 0, "key_points", 1): 12,
    ("question", 0, "say", 0): 15,
    ("question", 0, "say", 1): 16,
    ("question", 0, "when"): 17,
    ("question", 0, "sub", "k"): 19,
    ("question", 1): 20,
    ("question", 1, "long"): 22,
    ("question", 1, "part", 0, "n"): 25,
}


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "x.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(("keys", "line"), PLACES.items())
def test_the_line_of_a_field_is_found(keys: tuple[str | int, ...], line: int, tmp_path: Path) -> None:
    for text in (EXAMPLE, EXAMPLE.replace("\n", "\r\n")):
        file = read_toml(written(tmp_path, text))
        assert file.values == tomllib.loads(EXAMPLE.replace("\n", os.linesep))
        assert file.line_of(*keys) == line


def test_what_is_not_there_has_the_line_of_what_is_around_it(tmp_path: Path) -> None:
    file = read_toml(written(tmp_path, EXAMPLE))
    assert file.line_of("question", 1, "prompt", 3) == 20
    assert file.line_of("nothing") == 1


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    assert read_toml(written(tmp_path, b"\xef\xbb\xbfa = 1")).values == {"a": 1}


def every_place(value: object, keys: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    items: Any = value.items() if isinstance(value, dict) else enumerate(value)  # type: ignore[arg-type]
    places = {keys}
    for key, item in items:
        below = every_place(item, (*keys, key)) if isinstance(item, (dict, list)) else {(*keys, key)}
        places |= below
    return places


texts = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12)
values = st.recursive(
    texts | st.integers(-(2**60), 2**60) | st.booleans() | st.floats(allow_nan=False),
    lambda below: st.lists(below, max_size=4) | st.dictionaries(texts, below, max_size=4),
    max_leaves=25,
)


@given(st.dictionaries(texts, values, max_size=5), st.booleans())
@settings(max_examples=300, deadline=None)
def test_every_place_of_any_file_has_a_line(document: dict[str, Any], multiline: bool) -> None:
    text = tomli_w.dumps(document, multiline_strings=multiline)
    parsed = tomllib.loads(text)
    assert set(lines(text)) | {()} == every_place(parsed)


BROKEN = {
    "not TOML": ("a = 1\nb 2\n", ":2: not valid TOML"),
    "twice": ("a = 1\na = 2\n", ":2: not valid TOML"),
    "unclosed": ('a = """', "not valid TOML"),
    "not UTF-8": (b"a = '\xff'", "not UTF-8"),
    "deep": ("a = " + "[" * 100_000 + "]" * 100_000, "nested too deep"),
    "a number too long": ("a = " + "9" * 5000, "not valid TOML"),
    "huge": (b"#" * (MAXIMUM_BYTES + 1), "too large"),
    "an escape sequence": ("\x1b[2J = 1", "not valid TOML"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_one_printable_sentence(name: str, tmp_path: Path) -> None:
    content, expected = BROKEN[name]
    with pytest.raises(BadInputError) as caught:
        read_toml(written(tmp_path, content))
    assert expected in str(caught.value)
    assert "x.toml" in str(caught.value)
    assert str(caught.value).isprintable()


def test_what_is_no_file_is_said_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    (tmp_path / "loop.toml").symlink_to(tmp_path / "loop.toml")
    for path, expected in {
        tmp_path: "is not a file",
        tmp_path / "pipe.toml": "is not a file",
        tmp_path / "loop.toml": "cannot be read",
        tmp_path / "none.toml": "cannot be read",
    }.items():
        with pytest.raises(BadInputError, match=expected):
            read_toml(path)


def test_shown_text_cannot_drive_a_terminal_and_has_an_end() -> None:
    assert shown("a\x1b[2J\u202eb\n") == "a\\x1b[2J\\u202eb\\n"
    assert shown("x" * 1000, 10) == "xxxxxxxxx…"
