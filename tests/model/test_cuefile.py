"""Files of phrases: how a cue, a group and a set of words are written, and what is said of a broken one."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from simulator.interview.candidate import job_cues
from simulator.interview.exchange import cues as asking_cues
from simulator.model.cuefile import Cue, Words, read_cues
from simulator.model.errors import BadInputError


class Heard(msgspec.Struct, forbid_unknown_fields=True):
    words: dict[str, str | tuple[str, ...]]
    greetings: Cue
    several: tuple[Cue, ...] = ()
    few: Words = Words()


def read(folder: Path, text: str, *, ignore_case: bool = False) -> Heard:
    path = folder / "heard.toml"
    path.write_text(text, encoding="utf-8")
    return read_cues(path, Heard, {"be": "(?:is|are)"}, ignore_case=ignore_case)


def test_a_list_is_whole_words_and_a_text_an_expression(tmp_path: Path) -> None:
    heard = read(tmp_path, 'greetings = ["hi", "hello"]\nseveral = ["^a", "b$"]\n[words]\n')
    assert [bool(heard.greetings.search(text)) for text in ("oh hi", "high", "Hi")] == [True, False, False]
    assert [cue.pattern for cue in heard.several] == ["^a", "b$"]
    ignoring = read(tmp_path, 'greetings = ["hi", "hello"]\n[words]\n', ignore_case=True)
    assert ignoring.greetings.search("Hi")


def test_a_name_stands_for_a_group_and_a_named_group_of_the_expression_for_itself(tmp_path: Path) -> None:
    heard = read(tmp_path, 'greetings = "(?P<be>how <both>)"\nfew = "a  b"\n[words]\nboth = ["<be>", "x"]\n')
    assert heard.greetings.pattern == "(?P<be>how (?:(?:is|are)|x))"
    assert heard.few == {"a", "b"}


@pytest.mark.parametrize(
    ("greetings", "what"),
    [
        ('"<nobody>"', "`<nobody>` is neither in [words] above it"),
        ('["("]', "is not a regular expression"),
        ("[1]", "must be a text, or a list of texts"),
    ],
)
def test_what_is_wrong_is_named_with_its_field(tmp_path: Path, greetings: str, what: str) -> None:
    with pytest.raises(BadInputError, match="field `greetings`") as caught:
        read(tmp_path, f"greetings = {greetings}\n[words]\n")
    assert what in str(caught.value)


def test_a_group_may_name_only_those_above_it(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match=r"field `words\.a`"):
        read(tmp_path, 'greetings = "<a>"\n[words]\na = "<b>"\nb = "c"\n')


def test_the_shipped_cues_of_the_interview_are_read_once() -> None:
    assert asking_cues.cues() is asking_cues.cues()
    assert job_cues.cues() is job_cues.cues()
