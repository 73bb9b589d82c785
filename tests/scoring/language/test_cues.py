"""The file of cues: how its phrases and groups are written, and what is said of a broken one."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.model.errors import BadInputError
from simulator.model.settings import shipped
from simulator.scoring.language.cues import Words, cues, load_cues

SHIPPED = (shipped("prompts") / "lexicon" / "cues.toml").read_text(encoding="utf-8")
ANALOGIES = next(line for line in SHIPPED.splitlines() if line.startswith("analogies = "))
SYMBOLS = next(line for line in SHIPPED.splitlines() if line.startswith("symbols = "))


def changed(folder: Path, line: str, to: str) -> Path:
    path = folder / "cues.toml"
    path.write_text(SHIPPED.replace(line, to), encoding="utf-8")
    return path


def test_the_shipped_cues_are_read_once() -> None:
    assert cues() is cues()
    assert cues() == load_cues(shipped("prompts") / "lexicon" / "cues.toml")


def test_a_list_is_heard_as_whole_words_anywhere(tmp_path: Path) -> None:
    heard = load_cues(changed(tmp_path, ANALOGIES, 'analogies = ["like a", "as if"]')).led.analogies
    assert [bool(heard.search(text)) for text in ("it works like a filter", "as if by magic")] == [True, True]
    assert [bool(heard.search(text)) for text in ("it is like an apple", "unlike a filter")] == [False, False]


def test_a_text_is_a_regular_expression_as_it_stands(tmp_path: Path) -> None:
    heard = load_cues(changed(tmp_path, ANALOGIES, 'analogies = "^lik|fy$"')).led.analogies
    assert [bool(heard.search(text)) for text in ("liken", "simplify", "unlike")] == [True, True, False]


def test_a_name_stands_for_a_group_or_for_a_class_of_words(tmp_path: Path) -> None:
    line = 'analogies = ["<be> <wrong>", "<modals> be"]'
    heard = load_cues(changed(tmp_path, ANALOGIES, line)).led.analogies
    assert [bool(heard.search(text)) for text in ("they were a big mistake", "that could be")] == [True, True]
    assert [bool(heard.search(text)) for text in ("they seem wrong", "<modals> be")] == [False, False]


def test_a_set_is_written_as_one_text(tmp_path: Path) -> None:
    assert load_cues(changed(tmp_path, SYMBOLS, 'symbols = " pi\\n  chi "')).terms.symbols == Words(
        {"pi", "chi"}
    )


@pytest.mark.parametrize(
    ("line", "to", "field", "what"),
    [
        (ANALOGIES, 'analogies = ["<nobody> says"]', "led.analogies", "`<nobody>` is neither in [words]"),
        (ANALOGIES, 'analogies = ["("]', "led.analogies", "is not a regular expression"),
        (ANALOGIES, 'analogies = "a{99999999999}"', "led.analogies", "is not a regular expression"),
        (ANALOGIES, "analogies = [1]", "led.analogies", "must be a text, or a list of texts"),
        (SYMBOLS, "symbols = 1", "terms.symbols", "must be a text, or a list of texts"),
        (SYMBOLS, f"{SYMBOLS}\nsymbol = 1", "terms.symbol", "unknown field"),
        (
            "\n[words]\n",
            '\n[words]\nearly = "<wrong>"\n',
            "words.early",
            "`<wrong>` is neither in [words] above it",
        ),
        ('how = "expansion"', 'how = "magic"', "how", "Invalid enum value"),
    ],
)
def test_what_is_wrong_is_named_with_its_field(
    tmp_path: Path, line: str, to: str, field: str, what: str
) -> None:
    with pytest.raises(BadInputError) as caught:
        load_cues(changed(tmp_path, line, to))
    assert f"field `{field}`" in str(caught.value)
    assert what in str(caught.value)
