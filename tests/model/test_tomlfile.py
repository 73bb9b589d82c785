"""TOML files: every fault is one sentence with its line and field; the line of any field is found."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import Any, Literal

import hypothesis.strategies as st
import msgspec
import pytest
import tomli_w
from hypothesis import given, settings

from simulator.model.errors import BadInputError
from simulator.model.tomlfile import MAXIMUM_BYTES, TomlFile, lines, read_toml, shown, spelled

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
    "unclosed": ('a = 1\nb = """\nc\n\n', ":3: not valid TOML"),
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
    assert (str(caught.value) + caught.value.mend).isprintable()


def test_what_to_mend_names_the_line(tmp_path: Path) -> None:
    with pytest.raises(BadInputError) as caught:
        read_toml(written(tmp_path, "a = 1\nb 2\n"))
    assert caught.value.mend == "Mend line 2 of x.toml."


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


class Dish(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    prices: tuple[int, ...] = ()
    served: dict[Literal["hot", "cold"], bool] = {}


class Menu(msgspec.Struct, forbid_unknown_fields=True):
    dish: tuple[Dish, ...] = ()
    days: tuple[str, ...] = ()


SOUP = """[[dish]]
name = "soup"
note = 'x'
"""
TEXT_OF_TABLES = 'days = ["""\n[[dish]]\nname = 1\n"""]\n'
NOT_A_MENU = {
    "unknown at the top": ("dish = []\nx = 1\n", 2, "x", "unknown field `x`"),
    "unknown in a table": (SOUP, 3, "note", "unknown field `note`"),
    "missing": ("days = []\n[[dish]]\nprices = []\n", 2, "name", "missing required field `name`"),
    "of the wrong type": ("[[dish]]\nname = 'a'\n[[dish]]\n# name\nname = 1\n", 5, "name", "got `int`"),
    "after a text that looks like it": (TEXT_OF_TABLES + "[[dish]]\nname = 2\n", 6, "name", "got `int`"),
    "an element": ("[[dish]]\nname = 'a'\nprices = [1,\n2,\n'x']\n", 5, "prices[3]", "got `str`"),
    "an element at the top": ("days = [\n'a',\n1]\n", 3, "days[2]", "got `int`"),
    "a table of another kind": ("\ndish = [3]\n", 2, "dish[1]", "got `int`"),
    "an inline table": ("dish = [\n  { name = 'a' },\n  { name = 2 },\n]\n", 3, "name", "got `int`"),
    "in a sub-table": ("[[dish]]\nname = 'a'\n[dish.served]\nhot = 1\n", 3, "served", "got `int`"),
    "a key": ("[[dish]]\nname = 'a'\nserved = { raw = true }\n", 3, "served", "'raw'"),
    "a key that would mislead": (f"\n'x` - at `$[{'9' * 5000}]' = 1\n", 1, "x", "unknown field"),
    "an escape sequence": ('\n"\\u001b[2J" = 1\n', 2, "\\x1b[2J", "unknown field"),
}


@pytest.mark.parametrize("name", NOT_A_MENU)
def test_what_does_not_fit_is_named_with_file_line_and_field(name: str, tmp_path: Path) -> None:
    text, line, field, what = NOT_A_MENU[name]
    path = written(tmp_path, text)
    with pytest.raises(BadInputError) as caught:
        read_toml(path).converted(Menu)
    sentence = str(caught.value)
    assert sentence.startswith(f"{path}, line {line}, field `{field}")
    assert what in sentence
    assert sentence.isprintable()
    assert caught.value.mend == f"Mend line {line} of x.toml."


menus = st.dictionaries(
    st.sampled_from(["dish", "days"]) | texts,
    st.lists(st.dictionaries(st.sampled_from(["name", "prices", "served"]) | texts, values) | values)
    | values,
    max_size=3,
)


@given(menus)
@settings(max_examples=300, deadline=None)
def test_any_values_are_converted_or_refused_with_a_line(document: dict[str, Any]) -> None:
    text = tomli_w.dumps(document)
    said = refusal(TomlFile(Path("x.toml"), tomllib.loads(text), text))
    assert said is None or re.fullmatch(r"x\.toml, line \d+(, field `.*`)?: .+\.", said)


def refusal(file: TomlFile) -> str | None:
    try:
        file.converted(Menu)
    except BadInputError as error:
        return str(error)
    return None


def test_what_fits_is_converted(tmp_path: Path) -> None:
    text = "days = ['mon']\n[[dish]]\nname = 'soup'\nprices = [3]\nserved.hot = true\n"
    menu = read_toml(written(tmp_path, text)).converted(Menu)
    assert menu == Menu((Dish("soup", (3,), {"hot": True}),), ("mon",))


def test_a_fault_found_by_the_reader_of_the_values_is_said_alike(tmp_path: Path) -> None:
    file = read_toml(written(tmp_path, SOUP))
    error = file.fault("no soup on \x1b[2Jmonday.", "dish", 0, "name")
    assert str(error) == f"{file.path}, line 2, field `name`: no soup on \\x1b[2Jmonday."
    assert str(file.fault("too little")) == f"{file.path}, line 1: too little."


def test_a_place_is_spelled_as_people_count() -> None:
    assert spelled(("key_points", 2, "text")) == "key_points[3].text"
