"""The map of topics: how they connect, in which order they come, and what cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.interview.bank.topic_map import YOURS, TopicMap, load_topics
from simulator.model.errors import BadInputError

MAP = """\
groups = ["First", "Second"]
[[topic]]
id = "c"
title = "C"
group = "Second"
needs = ["a"]
[[topic]]
id = "a"
title = "A"
group = "First"
related = ["b"]
[[topic]]
id = "b"
title = "Fifteen letters"
group = "First"
needs = ["a"]
"""


def loaded(folder: Path, text: str = MAP) -> TopicMap:
    path = folder / "topics.toml"
    path.write_text(text)
    return load_topics(path)


def test_topics_come_group_after_group_with_their_connections(tmp_path: Path) -> None:
    topics = loaded(tmp_path)
    assert list(topics.topics) == ["a", "b", "c"]
    assert topics.leads_to("a") == ("b", "c")
    assert topics.leads_to("c") == ()
    assert (topics.related("a"), topics.related("b"), topics.related("c")) == (("b",), ("a",), ())


def test_other_topics_are_a_group_at_the_end(tmp_path: Path) -> None:
    topics = loaded(tmp_path).with_others(["z", "a", "y", "", "z"])
    assert list(topics.topics) == ["a", "b", "c", "y", "z"]
    assert (topics.topics["y"].title, topics.topics["y"].group, topics.topics["a"].group) == (
        "y",
        YOURS,
        "First",
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('group = "Second"', 'group = "Third"', "line 5, field `group`: there is no group 'Third'"),
        ('title = "C"', 'title = ""', "line 4, field `title`: a title has 1 to 15 characters"),
        ("Fifteen letters", "Sixteen letters.", "line 14, field `title`: a title has 1 to 15 characters"),
        ('id = "b"', 'id = "a"', "line 13, field `id`: topic 'a' is there twice"),
        ('needs = ["a"]', 'needs = ["c"]', "field `needs[1]`: a topic is not connected to itself"),
        ('needs = ["a"]', 'needs = ["a", "x"]', "field `needs[2]`: there is no topic 'x'"),
        (
            'related = ["b"]',
            'related = ["a"]',
            "line 11, field `related[1]`: a topic is not connected to itself",
        ),
        ('related = ["b"]', 'related = ["x"]', "line 11, field `related[1]`: there is no topic 'x'"),
        ('related = ["b"]', 'needs = ["b"]', "these topics need each other: "),
        ("groups", "group", "group"),
        ('title = "C"', 'title = "C"\ncolour = "red"', "colour"),
    ],
)
def test_what_cannot_be_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in MAP
    with pytest.raises(BadInputError) as error:
        loaded(tmp_path, MAP.replace(old, new, 1))
    assert said in str(error.value)
    assert "topics.toml" in str(error.value)


def test_a_circle_is_told_in_its_order(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match=r"need each other: (a → b → a|b → a → b)"):
        loaded(tmp_path, MAP.replace('related = ["b"]', 'needs = ["b"]'))
