"""The candidate's stories by themselves: what is kept, found in them and refused."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

import msgspec
import numpy as np
import pytest
from cards import question

from simulator.interview.candidate.stories import (
    Competency,
    Story,
    asks_for,
    checked,
    linkable,
    load_stories,
    new_id,
    problem_of,
    stories_text,
    without_story,
)
from simulator.interview.candidate.telling import by_fit, likeness, may_show, told
from simulator.model.errors import BadInputError
from simulator.model.question import Kind
from simulator.model.transcript import from_text
from simulator.scoring.language.annotated import Annotated

PARTS = ("situation", "task", "action", "result", "learned")
LEADS = Competency(id="leads", title="Leads", about="north", questions=("q1", "q2"))
MENDS = Competency(id="mends", title="Mends", about="east", questions=("q2",))
BUILDS = Competency(id="builds", title="Builds", about="northeast", questions=())
COMPETENCIES = (LEADS, MENDS, BUILDS)
KNOWN = [one.id for one in COMPETENCIES]


def test_a_story_knows_what_is_written_and_what_is_missing() -> None:
    story = Story(title="Alarms", task="  ", action=" Acted. ", learned="Much.")
    assert story.parts == ("Acted.", "Much.")
    assert story.missing == ("situation", "task", "result")
    assert story.whole == "Alarms. Acted.. Much."
    assert Story(title="x", **dict.fromkeys(PARTS, "y")).missing == ()


@pytest.mark.parametrize(
    ("changes", "field", "what"),
    [
        ({"title": " "}, "title", "it is empty"),
        ({"id": ""}, "id", "'' must be small letters, digits and dashes"),
        ({"id": "-a"}, "id", "'-a' must be small letters, digits and dashes"),
        ({"id": "a" * 81}, "id", "must be small letters"),
        ({"title": "x" * 121}, "title", "it has 121 characters, and 120 are enough for a story"),
        *(({name: "x" * 2001}, name, "it has 2001 characters, and 2000 are") for name in PARTS),
        ({"result": "a\x1bb"}, "result", "the character U+001B could drive a terminal and is not allowed"),
        ({"title": "a\u202eb"}, "title", "U+202E"),
        ({"competencies": ("leads", "sings")}, "competencies", "'sings' is none of builds, leads, mends"),
    ],
)
def test_what_is_wrong_with_a_story_is_said_with_its_field(
    changes: dict[str, object], field: str, what: str
) -> None:
    story = Story(**{"title": "T", "id": "t", **changes})  # type: ignore[arg-type]
    found = problem_of(story, KNOWN)
    assert found is not None
    assert found[0] == field
    assert what in found[1]
    with pytest.raises(BadInputError, match=f"The story's {field}: "):
        checked(story, KNOWN)


def test_a_story_of_just_the_right_size_is_fit_to_be_kept() -> None:
    full = Story(title="x" * 120, id="a" * 80, competencies=("leads",), **dict.fromkeys(PARTS, "y" * 2000))
    assert checked(full, KNOWN) is full


def test_a_new_id_is_from_the_title_and_no_other_storys() -> None:
    others = [Story(title="x", id=name) for name in ("a-b", "a-b-2", "story")]
    assert new_id("A, b!", others) == "a-b-3"
    assert new_id("A, b!", others[:1]) == "a-b-2"
    assert new_id("Über 9", others) == "ber-9"
    assert new_id("???", others) == "story-2"
    assert new_id("???", []) == "story"
    assert new_id("a" * 59 + " bcd", []) == "a" * 59
    assert new_id("a" * 70, []) == "a" * 60


def test_a_file_of_stories_is_read_and_its_faults_are_named(tmp_path: Path) -> None:
    path = tmp_path / "stories.toml"
    assert load_stories(path, COMPETENCIES) == ()
    stories = (Story(title="One", id="one", questions=("q1",)), Story(title="Two", id="two", task="a\nb"))
    path.write_text(stories_text(stories))
    assert load_stories(path, COMPETENCIES) == stories
    path.write_text('[[story]]\ntitle = "Same"\n[[story]]\ntitle = "Same"\n')
    assert [story.id for story in load_stories(path, COMPETENCIES)] == ["same", "same-2"]
    path.write_text('[[story]]\ntitle = "A"\nid = "x"\n[[story]]\ntitle = "B"\nid = "x"\n')
    with pytest.raises(BadInputError, match=r"line 6, field `id`: 'x' is the id of an earlier story"):
        load_stories(path, COMPETENCIES)
    path.write_text('[[story]]\ntitle = "A"\ntask = "\\u0007"\n')
    with pytest.raises(BadInputError, match="line 3, field `task`"):
        load_stories(path, COMPETENCIES)


def test_a_file_holds_two_hundred_stories(tmp_path: Path) -> None:
    path = tmp_path / "stories.toml"
    path.write_text("".join(f'[[story]]\ntitle = "S{at}"\n' for at in range(200)))
    assert len(load_stories(path, ())) == 200
    path.write_text(path.read_text() + '[[story]]\ntitle = "One more"\n')
    with pytest.raises(BadInputError, match="there are 201 stories, and 200 can be kept"):
        load_stories(path, ())


def test_a_story_can_be_added_by_hand_below_those_that_were_kept(tmp_path: Path) -> None:
    path = tmp_path / "stories.toml"
    for kept in ((Story(title="A", id="a"),), (Story(title="A", id="a"), Story(title="B", id="b"))):
        path.write_text(stories_text(kept) + '\n[[story]]\ntitle = "Mine"\n')
        assert [story.id for story in load_stories(path, ())] == [*(one.id for one in kept), "mine"]


def test_an_empty_story_file_tells_how_to_write_one() -> None:
    assert stories_text(()).startswith("# Your stories")
    assert "[[story]]\ntitle" in stories_text((Story(title="A", id="a"),))


def test_competencies_and_questions_are_matched() -> None:
    stories = (Story(title="A", competencies=("mends",)), Story(title="B"))
    assert without_story(COMPETENCIES, stories) == (LEADS, BUILDS)
    assert asks_for("q2", COMPETENCIES) == ("leads", "mends")
    told_in, other = question("b", kind=Kind.BEHAVIORAL), question("d")
    assert linkable([told_in, other], Story(title="A")) == (told_in,)
    assert linkable([told_in, other], Story(title="A", questions=("d",))) == (told_in, other)


class Compass:
    """Vectors by the direction named in a text; the mean of several."""

    id = "compass"
    where: ClassVar = {
        "north ": (1.0, 0.0),
        "east ": (0.0, 1.0),
        "northeast ": (0.6, 0.8),
        "south ": (-1.0, 0.0),
    }

    def embed(self, sentences: Sequence[str]) -> np.ndarray:
        def of(text: str) -> np.ndarray:
            words = [f"{word.strip('.,')} " for word in text.split()]
            found = [self.where[word] for word in words if word in self.where]
            return np.mean(found, axis=0) if found else np.zeros(2)

        return np.array([of(text) for text in sentences], dtype=np.float32)


def test_half_of_a_likeness_is_of_the_whole_and_half_of_the_parts() -> None:
    said = Annotated(from_text("Go north. Then east."))
    north, both = Story(title="x", task="north"), Story(title="x", task="north", action="east")
    assert likeness(said, (north, both), Compass()) == pytest.approx(((1 + 0.5) / 2, (1 + 0.5) / 2))
    (one,) = likeness(said, (Story(title="x", task="north", action="south"),), Compass())
    assert one == pytest.approx(((1 + 0) / 2 + 0) / 2)
    assert likeness(Annotated(from_text("")), (north,), Compass()) == ()
    (pair,) = likeness(Annotated(from_text("Go northeast.")), (Story(title="x", task="east"),), Compass())
    assert pair == pytest.approx(0.8)


def test_the_likeliest_story_is_told_when_it_is_near_enough() -> None:
    north, east = Story(title="x", id="n", task="north"), Story(title="x", id="e", task="east")
    found = told(Annotated(from_text("We went northeast.")), (north, east), Compass())
    assert found is not None
    assert (found.story_id, found.likeness) == ("e", 0.8)
    near = told(Annotated(from_text("We went northeast.")), (north,), Compass())
    assert near is not None
    assert near.likeness == 0.6
    assert told(Annotated(from_text("We went south.")), (north, east), Compass()) is None
    assert (
        told(Annotated(from_text("Up. Down. Left. We went northeast.")), (Story(title="east"),), Compass())
        is None
    )


def test_questions_that_fit_come_first_and_a_shared_competency_helps() -> None:
    story = Story(title="north", competencies=("mends",), task="north")
    q1, q2, q3 = (
        question(name, prompt=text) for name, text in (("q1", "northeast"), ("q2", "south"), ("q3", "?"))
    )
    assert [q.id for q in by_fit(story, (q3, q2, q1), COMPETENCIES, Compass())] == ["q1", "q3", "q2"]
    assert [q.id for q in by_fit(story, (q3, q1, q2), COMPETENCIES, None)] == ["q2", "q1", "q3"]
    for prompt, first in (("north east northeast", "q0"), ("north", "q0"), ("east", "q2")):
        pair = (question("q0", prompt=prompt), question("q2", prompt="north east east"))
        assert by_fit(story, pair, COMPETENCIES, Compass())[0].id == first
    assert by_fit(story, (), COMPETENCIES, Compass()) == ()


def test_the_two_likeliest_competencies_are_offered() -> None:
    story = Story(title="northeast", task="northeast")
    assert may_show(story, COMPETENCIES, Compass()) == (BUILDS, MENDS)
    named = msgspec.structs.replace(story, competencies=("builds",))
    assert may_show(named, COMPETENCIES, Compass()) == (MENDS, LEADS)
    assert may_show(Story(title="south", task="south"), COMPETENCIES, Compass()) == ()
    assert may_show(story, COMPETENCIES, None) == ()
    assert may_show(Story(title="northeast"), COMPETENCIES, Compass()) == ()
