"""The story bank: kept as text, linked, rehearsed, remembered, carried by a backup."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from simulator.cli.main import main as cli
from simulator.interview.candidate.stories import (
    Competency,
    Story,
    load_competencies,
    load_stories,
    stories_text,
)
from simulator.interview.candidate.telling import told
from simulator.model import settings
from simulator.model.errors import ArchiveError, BadInputError
from simulator.model.question import Kind
from simulator.model.scorecard import Audience
from simulator.model.transcript import from_text
from simulator.use_cases.desk import STORY, Studio
from simulator.use_cases.practise.sitting import Sitting
from simulator.use_cases.scorer import Judge

ALARMS = Story(
    title="Meters, not kilometers",
    competencies=("mistakes",),
    situation="Delivery times went wrong after I changed the source of distances: the unit was another.",
    action="I rolled back, told everybody it was me, and built a check that compares old and new versions.",
    result="Two similar faults were stopped by the check since then.",
    learned="Be suspicious of small changes.",
)


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    judge = Judge()
    yield judge
    judge.close()


@pytest.fixture
def studio(judge: Judge) -> Studio:
    """One judge for all: its model takes a moment to load."""
    studio = Studio(settings.load(given={"voice": "off"}))
    studio.__dict__["judge"] = judge
    return studio


@pytest.fixture(scope="session")
def competencies() -> tuple[Competency, ...]:
    return load_competencies(settings.shipped("prompts") / "competencies.toml")


def test_every_behavioral_question_asks_for_something_and_every_competency_has_two(
    studio: Studio, competencies: tuple[Competency, ...]
) -> None:
    behavioral = {q.id for q in studio.questions(kind="behavioral") if q.source == "shipped"}
    named = [question for competency in competencies for question in competency.questions]
    assert set(named) == behavioral
    assert min(len(set(competency.questions)) for competency in competencies) >= 2
    assert len({c.id for c in competencies}) == len(competencies)


def test_a_story_is_kept_as_text_that_only_the_user_can_read(studio: Studio) -> None:
    kept = studio.keep_story(msgspec.structs.replace(ALARMS, result="He said \"no\"\n\\ and 日本 '''"))
    assert kept.id == "meters-not-kilometers"
    path = studio.story_shelf().path
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert studio.stories() == (kept,)
    changed = studio.keep_story(msgspec.structs.replace(kept, title="Another title"))
    assert studio.stories() == (changed,)
    second = studio.keep_story(ALARMS)
    assert [story.id for story in studio.stories()] == [kept.id, second.id]
    studio.delete_story(kept.id)
    assert studio.stories() == (second,)


def test_a_story_written_by_hand_needs_a_title_alone(studio: Studio) -> None:
    studio.recordings.mkdir()
    (studio.recordings / "stories.toml").write_text('[[story]]\ntitle = "Fog"\n[[story]]\ntitle = "Fog"\n')
    assert [story.id for story in studio.stories()] == ["fog", "fog-2"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[story]]\ntitle = ""\n', "line 2, field `title`: it is empty"),
        ('[[story]]\ntitle = "a"\nmood = "x"\n', "line 3"),
        ('[[story]]\ntitle = "a"\ncompetencies = ["flying"]\n', "'flying' is none of"),
        ('[[story]]\ntitle = "a\\u001b[2J"\n', "U+001B could drive a terminal"),
        ('[[story]]\ntitle = "a"\nid = "x"\n[[story]]\ntitle = "b"\nid = "x"\n', "line 6"),
        ('[[story]]\ntitle = "a"\naction = "' + "long " * 1000 + '"\n', "5000 characters"),
        ("story = 3\n", "line 1"),
        ("[[story]\n", "not valid TOML"),
    ],
)
def test_a_broken_file_is_said_with_its_line_and_is_never_written_to(
    studio: Studio, text: str, said: str
) -> None:
    studio.recordings.mkdir()
    path = studio.recordings / "stories.toml"
    path.write_text(text)
    with pytest.raises(BadInputError, match=r".") as error:
        studio.stories()
    assert said in str(error.value)
    with pytest.raises(BadInputError):
        studio.keep_story(ALARMS)
    assert path.read_text() == text


def test_what_cannot_be_kept_is_refused_in_a_sentence(studio: Studio, tmp_path: Path) -> None:
    for story in (Story(title=" "), Story(title="x" * 121), Story(title="x", task="\x1b[31m")):
        with pytest.raises(BadInputError):
            studio.keep_story(story)
    assert studio.stories() == ()
    studio.recordings.write_text("in the way")
    with pytest.raises(ArchiveError):
        studio.keep_story(ALARMS)


def test_linking_twice_unlinks_and_the_drill_asks_what_is_linked(studio: Studio) -> None:
    story = studio.keep_story(ALARMS)
    with pytest.raises(BadInputError, match="not linked"):
        studio.drill(STORY + story.id)
    for question in ("broke-production", "reported-wrong-number"):
        studio.link_story(story.id, question)
    assert studio.story(story.id).questions == ("broke-production", "reported-wrong-number")
    first = studio.drill(STORY + story.id)
    answered(studio, first.id, "I changed a small thing and it broke. " * 4)
    second = studio.drill(STORY + story.id)
    assert {first.id, second.id} == {"broke-production", "reported-wrong-number"}
    studio.link_story(story.id, "broke-production")
    assert studio.story(story.id).questions == ("reported-wrong-number",)
    with pytest.raises(BadInputError):
        studio.link_story(story.id, "no-such-question")


def answered(studio: Studio, question_id: str, said: str) -> str:
    question = studio.question(question_id)
    takes = Sitting(studio.archive, studio.judge, title=question.prompt).takes(question, Audience.ENGINEER)
    answer = takes.open(False)
    takes.judge(answer, from_text(said))
    return answer.id


def test_the_archive_remembers_which_story_was_told(studio: Studio) -> None:
    studio.keep_story(ALARMS)
    studio.keep_story(Story(title="Fog at airports", situation="Weather research with money for one topic."))
    question = studio.question("broke-production")
    assert question.model_answer
    answer_id = answered(studio, question.id, question.model_answer)
    other = answered(studio, "why-change-career", studio.question("why-change-career").model_answer or "")
    story = studio.story_told(answer_id)
    assert story is not None
    assert story.title == ALARMS.title
    assert studio.story_told(other) is None
    shelved = studio.story_shelf().stories[0]
    assert shelved.last is not None
    assert shelved.last.answer_id == answer_id
    assert shelved.last.overall == studio.answer(answer_id).scorecard.overall  # type: ignore[union-attr]
    shown = studio.session_json(answer_id)["answers"][0]["story"]
    assert shown == {"id": "meters-not-kilometers", "title": ALARMS.title, "guessed": True}
    studio.delete_story(story.id)
    assert studio.story_told(answer_id) is None


def test_a_broken_story_file_costs_no_answer(studio: Studio) -> None:
    studio.recordings.mkdir()
    (studio.recordings / "stories.toml").write_text("nonsense")
    answer_id = answered(studio, "broke-production", "I broke it and then I mended it at once, alone. " * 3)
    assert studio.answer(answer_id).scorecard is not None
    assert studio.story_told(answer_id) is None


def test_suggestions_come_by_meaning_and_by_competency(studio: Studio) -> None:
    story = studio.keep_story(ALARMS)
    studio.link_story(story.id, "dull-work")
    first, *others = studio.questions_for_story(studio.story(story.id))
    assert first.id == "dull-work"
    assert "broke-production" in [q.id for q in others[:3]]
    assert {q.kind for q in others} == {Kind.BEHAVIORAL}
    assert len(others) + 1 == len(studio.questions(kind="behavioral"))
    assert "ownership" not in [c.id for c in studio.story_may_show(Story(title="Nothing written"))]


def test_telling_needs_words_and_a_written_story(studio: Studio) -> None:
    embedder = studio.judge.embedder
    assert embedder is not None
    assert told(from_text(""), (replaced_id(ALARMS),), embedder) is None
    assert told(from_text("I rolled back at once."), (Story(title="Empty", id="e"),), embedder) is None
    assert told(from_text("I rolled back at once."), (), embedder) is None


def replaced_id(story: Story) -> Story:
    return msgspec.structs.replace(story, id="s")


def test_what_is_written_is_read_back(tmp_path: Path, competencies: tuple[Competency, ...]) -> None:
    path = tmp_path / "stories.toml"
    stories = tuple(
        msgspec.structs.replace(ALARMS, id=f"s{n}", task=f"x\n\n  {n} '''\"\"\" #", questions=("a", "b"))
        for n in range(3)
    )
    path.write_text(stories_text(stories))
    assert load_stories(path, competencies) == stories


def test_a_backup_carries_the_stories_and_replaces_none(studio: Studio, tmp_path: Path) -> None:
    studio.keep_story(ALARMS)
    studio.back_up(str(tmp_path / "all.zip"))
    elsewhere = Studio(replace(studio.settings, recordings=str(tmp_path / "elsewhere")))
    elsewhere.restore(str(tmp_path / "all.zip"))
    assert elsewhere.stories() == studio.stories()
    third = Studio(replace(studio.settings, recordings=str(tmp_path / "third")))
    third.keep_story(Story(title="Mine"))
    with pytest.raises(BadInputError, match="left as it is"):
        third.restore(str(tmp_path / "all.zip"))
    third.import_sessions(str(tmp_path / "all.zip"))
    assert [story.title for story in third.stories()] == ["Mine"]


def test_one_sessions_backup_leaves_the_stories_at_home(studio: Studio, tmp_path: Path) -> None:
    studio.keep_story(ALARMS)
    answer_id = answered(studio, "broke-production", "I broke it and then I mended it at once, alone. " * 3)
    studio.back_up(str(tmp_path / "one.zip"), answer_id.split("/")[0])
    elsewhere = Studio(replace(studio.settings, recordings=str(tmp_path / "elsewhere")))
    elsewhere.restore(str(tmp_path / "one.zip"))
    assert elsewhere.stories() == ()


def test_stories_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(stories_text([msgspec.structs.replace(ALARMS, id="meters")]))
    assert cli.main(["stories", "add", str(file)]) == 0
    assert cli.main(["stories", "check"]) == 0
    capsys.readouterr()
    assert cli.main(["stories", "list", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [story["id"] for story in listed["stories"]] == ["meters"]
    assert "mistakes" not in listed["without_story"]
    assert cli.main(["stories", "show", "meters"]) == 0
    assert "Meters, not kilometers" in capsys.readouterr().out
    assert cli.main(["stories", "show", "nothing"]) == 3
    assert cli.main(["stories", "show"]) == 2
    assert cli.main(["stories", "add", str(tmp_path / "none.toml")]) == 3
    assert cli.main(["practice", "--story", "meters", "--topic", "vision"]) == 2
    assert cli.main(["stories", "delete", "meters"]) == 0
    assert cli.main(["stories", "list"]) == 0
    assert "No story yet for" in capsys.readouterr().out
