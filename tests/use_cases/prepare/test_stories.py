"""The story bank: kept as text, linked, rehearsed, remembered, carried by a backup."""

from __future__ import annotations

import json
import stat
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from real_meaning import REAL

from simulator.cli.main import main
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
from simulator.scoring.language.annotated import Annotated
from simulator.use_cases.desk import Desk
from simulator.use_cases.practise.sitting import Sitting
from simulator.use_cases.prepare.coach import STORY

ALARMS = Story(
    title="Meters, not kilometers",
    competencies=("mistakes",),
    situation="Delivery times went wrong after I changed the source of distances: the unit was another.",
    action="I rolled back, told everybody it was me, and built a check that compares old and new versions.",
    result="Two similar faults were stopped by the check since then.",
    learned="Be suspicious of small changes.",
)


@pytest.fixture
def desk() -> Desk:
    return Desk(settings.load(given={"voice": "off"}), embedder=lambda: REAL)


@pytest.fixture(scope="session")
def competencies() -> tuple[Competency, ...]:
    return load_competencies(settings.shipped("prompts") / "competencies.toml")


def test_every_behavioral_question_asks_for_something_and_every_competency_has_two(
    desk: Desk, competencies: tuple[Competency, ...]
) -> None:
    behavioral = {q.id for q in desk.questions.matching(kind="behavioral") if q.source == "shipped"}
    named = [question for competency in competencies for question in competency.questions]
    assert set(named) == behavioral
    assert min(len(set(competency.questions)) for competency in competencies) >= 2
    assert len({c.id for c in competencies}) == len(competencies)


def test_a_story_is_kept_as_text_that_only_the_user_can_read(desk: Desk) -> None:
    kept = desk.stories.keep(msgspec.structs.replace(ALARMS, result="He said \"no\"\n\\ and 日本 '''"))
    assert kept.id == "meters-not-kilometers"
    path = desk.stories.shelf().path
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert desk.stories.all() == (kept,)
    changed = desk.stories.keep(msgspec.structs.replace(kept, title="Another title"))
    assert desk.stories.all() == (changed,)
    second = desk.stories.keep(ALARMS)
    assert [story.id for story in desk.stories.all()] == [kept.id, second.id]
    desk.stories.delete(kept.id)
    assert desk.stories.all() == (second,)


def test_a_story_written_by_hand_needs_a_title_alone(desk: Desk) -> None:
    desk.sessions.recordings.mkdir()
    (desk.sessions.recordings / "stories.toml").write_text(
        '[[story]]\ntitle = "Fog"\n[[story]]\ntitle = "Fog"\n'
    )
    assert [story.id for story in desk.stories.all()] == ["fog", "fog-2"]


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
    desk: Desk, text: str, said: str
) -> None:
    desk.sessions.recordings.mkdir()
    path = desk.sessions.recordings / "stories.toml"
    path.write_text(text)
    with pytest.raises(BadInputError, match=r".") as error:
        desk.stories.all()
    assert said in str(error.value)
    with pytest.raises(BadInputError):
        desk.stories.keep(ALARMS)
    assert path.read_text() == text


def test_what_cannot_be_kept_is_refused_in_a_sentence(desk: Desk, tmp_path: Path) -> None:
    for story in (Story(title=" "), Story(title="x" * 121), Story(title="x", task="\x1b[31m")):
        with pytest.raises(BadInputError):
            desk.stories.keep(story)
    assert desk.stories.all() == ()
    desk.sessions.recordings.write_text("in the way")
    with pytest.raises(ArchiveError):
        desk.stories.keep(ALARMS)


def test_linking_twice_unlinks_and_the_drill_asks_what_is_linked(desk: Desk) -> None:
    story = desk.stories.keep(ALARMS)
    with pytest.raises(BadInputError, match="not linked"):
        desk.coach.drill(STORY + story.id)
    for question in ("broke-production", "reported-wrong-number"):
        desk.stories.link(story.id, question)
    assert desk.stories.get(story.id).questions == ("broke-production", "reported-wrong-number")
    first = desk.coach.drill(STORY + story.id)
    answered(desk, first.id, "I changed a small thing and it broke. " * 4)
    second = desk.coach.drill(STORY + story.id)
    assert {first.id, second.id} == {"broke-production", "reported-wrong-number"}
    desk.stories.link(story.id, "broke-production")
    assert desk.stories.get(story.id).questions == ("reported-wrong-number",)
    with pytest.raises(BadInputError):
        desk.stories.link(story.id, "no-such-question")


def answered(desk: Desk, question_id: str, said: str) -> str:
    question = desk.questions.get(question_id)
    takes = Sitting(desk.sessions.archive, desk.scorer, title=question.prompt).takes(
        question, Audience.SOFTWARE_ENGINEER
    )
    answer = takes.open(False)
    takes.judge(answer, from_text(said))
    return answer.id


def test_the_archive_remembers_which_story_was_told(desk: Desk) -> None:
    desk.stories.keep(ALARMS)
    desk.stories.keep(Story(title="Fog at airports", situation="Weather research with money for one topic."))
    question = desk.questions.get("broke-production")
    assert question.model_answer
    answer_id = answered(desk, question.id, question.model_answer)
    other = answered(desk, "why-change-career", desk.questions.get("why-change-career").model_answer or "")
    story = desk.stories.told(answer_id)
    assert story is not None
    assert story.title == ALARMS.title
    assert desk.stories.told(other) is None
    shelved = desk.stories.shelf().stories[0]
    assert shelved.last is not None
    assert shelved.last.answer_id == answer_id
    assert shelved.last.overall == desk.sessions.answer(answer_id).scorecard.overall  # type: ignore[union-attr]
    shown = desk.documents.session(answer_id)["answers"][0]["story"]
    assert shown == {"id": "meters-not-kilometers", "title": ALARMS.title, "guessed": True}
    desk.stories.delete(story.id)
    assert desk.stories.told(answer_id) is None


def test_a_broken_story_file_costs_no_answer(desk: Desk) -> None:
    desk.sessions.recordings.mkdir()
    (desk.sessions.recordings / "stories.toml").write_text("nonsense")
    answer_id = answered(desk, "broke-production", "I broke it and then I mended it at once, alone. " * 3)
    assert desk.sessions.answer(answer_id).scorecard is not None
    assert desk.stories.told(answer_id) is None


def test_suggestions_come_by_meaning_and_by_competency(desk: Desk) -> None:
    story = desk.stories.keep(ALARMS)
    desk.stories.link(story.id, "dull-work")
    first, *others = desk.stories.fitting(desk.stories.get(story.id))
    assert first.id == "dull-work"
    assert "broke-production" in [q.id for q in others[:3]]
    assert {q.kind for q in others} == {Kind.BEHAVIORAL}
    assert len(others) + 1 == len(desk.questions.matching(kind="behavioral"))
    assert "ownership" not in [c.id for c in desk.stories.may_show(Story(title="Nothing written"))]


def test_telling_needs_words_and_a_written_story() -> None:
    assert told(Annotated(from_text("")), (replaced_id(ALARMS),), REAL) is None
    assert told(Annotated(from_text("I rolled back at once.")), (Story(title="Empty", id="e"),), REAL) is None
    assert told(Annotated(from_text("I rolled back at once.")), (), REAL) is None


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


def test_a_backup_carries_the_stories_and_replaces_none(desk: Desk, tmp_path: Path) -> None:
    desk.stories.keep(ALARMS)
    desk.housekeeping.back_up(str(tmp_path / "all.zip"))
    elsewhere = Desk(replace(desk.settings.current, recordings=str(tmp_path / "elsewhere")))
    elsewhere.housekeeping.restore(str(tmp_path / "all.zip"))
    assert elsewhere.stories.all() == desk.stories.all()
    third = Desk(replace(desk.settings.current, recordings=str(tmp_path / "third")))
    third.stories.keep(Story(title="Mine"))
    with pytest.raises(BadInputError, match="left as it is"):
        third.housekeeping.restore(str(tmp_path / "all.zip"))
    third.housekeeping.import_sessions(str(tmp_path / "all.zip"))
    assert [story.title for story in third.stories.all()] == ["Mine"]


def test_one_sessions_backup_leaves_the_stories_at_home(desk: Desk, tmp_path: Path) -> None:
    desk.stories.keep(ALARMS)
    answer_id = answered(desk, "broke-production", "I broke it and then I mended it at once, alone. " * 3)
    desk.housekeeping.back_up(str(tmp_path / "one.zip"), answer_id.split("/")[0])
    elsewhere = Desk(replace(desk.settings.current, recordings=str(tmp_path / "elsewhere")))
    elsewhere.housekeeping.restore(str(tmp_path / "one.zip"))
    assert elsewhere.stories.all() == ()


def test_stories_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(stories_text([msgspec.structs.replace(ALARMS, id="meters")]))
    assert main(["stories", "add", str(file)]) == 0
    assert main(["stories", "check"]) == 0
    capsys.readouterr()
    assert main(["stories", "list", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [story["id"] for story in listed["stories"]] == ["meters"]
    assert "mistakes" not in listed["without_story"]
    assert main(["stories", "show", "meters"]) == 0
    assert "Meters, not kilometers" in capsys.readouterr().out
    assert main(["stories", "show", "nothing"]) == 3
    assert main(["stories", "show"]) == 2
    assert main(["stories", "add", str(tmp_path / "none.toml")]) == 3
    assert main(["practice", "--story", "meters", "--topic", "vision"]) == 2
    assert main(["stories", "delete", "meters"]) == 0
    assert main(["stories", "list"]) == 0
    assert "No story yet for" in capsys.readouterr().out
