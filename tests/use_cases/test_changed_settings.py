"""A changed setting is in force at once: what was made of the old one is closed, and all else is kept."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from simulator.archive.store import Archive
from simulator.model import settings as schema
from simulator.model.errors import BadInputError, MissingPartError
from simulator.model.scorecard import Audience
from simulator.model.settings import Settings
from simulator.model.transcript import from_text
from simulator.speech.ports import AudioEvent, Utterance
from simulator.use_cases.desk import Desk
from simulator.use_cases.values import Phase, View, intents

QUESTION = """\
[[question]]
id = "zebrafish"
kind = "explain"
topic = "knitting"
prompt = "Why would XGBoost lose to a baseline?"
key_points = [{ id = "noise", text = "It learns the noise", say = ["it learns the noise"] }]
"""
PLAN = """\
id = "small"
title = "Small company"
about = "Two people."
[[rounds]]
role = "engineer"
audience = "engineer"
minutes = 20
name = "Ada"
persona = "Asks."
opening = "I am Ada."
follow_ups = 0
draw = [{ ids = ["churn-model"] }]
"""
CHANGES: dict[str, str | bool] = {
    "microphone": "A microphone",
    "speaker": "A loudspeaker",
    "voice": "piper",
    "start": "at once",
    "engine": "openai-whisper",
    "model": "tiny.en",
    "ending": "by itself",
    "barge_in": "yes",
    "hours_a_week": "8",
    "captions": "on",
    "replies": "by itself",
    "audience": "recruiter",
    "theme": "day",
    "screens": "plain",
    "questions": "nowhere",
    "interviews": "nowhere",
    "rubrics": "nowhere",
    "headphones": "yes",
    "words": "Kubeflow",
    "corrected_words": "Optuna",
    "second_judge": "http://127.0.0.1:9/v1",
    "second_judge_model": "tiny",
    "second_judge_elsewhere": "agreed",
    "mirror": "https://models.example.org",
    "recordings": "nowhere",
    "microphone_checked": True,
    "tests_locked": "yes",
    "tab_width": "2",
    "role": "ML engineer",
    "interview_on": "2027-01-15",
    "weak_areas": "evaluation",
}
"""Every setting there is, with a value it does not have."""
CONCERNS = {
    "questions": {"bank", "candidates", "plan"},
    "interviews": {"plan"},
    "rubrics": {"prompts"},
    "words": {"candidates"},
    "corrected_words": {"candidates"},
    "recordings": {"archive"},
    "voice": {"voice"},
}
"""What is made anew after a change of that setting; nothing after any other's."""


@dataclass
class Loudspeaker:
    """In place of the audio process."""

    listener: Callable[[AudioEvent], None]
    microphone: str | None = None
    speaker: str | None = None
    closed: bool = False
    played: queue.SimpleQueue[str] = field(default_factory=queue.SimpleQueue)

    def use(self, microphone: str | None, speaker: str | None) -> None:
        self.microphone, self.speaker = microphone, speaker

    def play(self, sound: Path) -> None:
        self.played.put(sound.name)

    def finish(self) -> None:
        """Nothing is recorded."""

    def close(self) -> None:
        self.closed = True


@dataclass
class Hears:
    """In place of the ear's process."""

    engine: str
    model: str
    listener: object
    closed: bool = False

    def use(self, engine: str, model: str) -> None:
        self.engine, self.model = engine, model

    def warm_up(self) -> None:
        """There is nothing to load."""

    def cancel(self) -> None:
        """Nothing is heard."""

    def close(self) -> None:
        self.closed = True


@dataclass
class Speaks:
    """In place of the voice: its sounds are named as the setting."""

    choice: str
    cache: Path
    closed: bool = False

    def parts(self, text: str, voice: int = 1, like: str = "") -> Iterator[Utterance]:
        if self.closed:
            raise MissingPartError("The voice is closed.")
        yield Utterance(path=Path(self.choice), duration_s=1, voice=self.choice)

    def warm_up(self) -> None:
        """There is nothing to load."""

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> list[Archive]:
    """The archives that were closed."""
    done: list[Archive] = []
    close = Archive.close

    def closing(archive: Archive) -> None:
        done.append(archive)
        close(archive)

    monkeypatch.setattr(Archive, "close", closing)
    return done


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, closed: list[Archive]) -> Iterator[Desk]:
    monkeypatch.setattr("simulator.speech.audio.process.AudioProcess", Loudspeaker)
    monkeypatch.setattr("simulator.speech.hearing.process.EarProcess", Hears)
    monkeypatch.setattr("simulator.speech.voices.speaker.Speaker", Speaks)
    monkeypatch.chdir(tmp_path)
    opened = Desk(Settings(recordings=str(tmp_path / "recordings"), voice="off"), embedder=lambda: None)
    yield opened
    opened.close()


def loaded(desk: Desk) -> dict[str, Any]:
    """Everything that is made once and kept."""
    desk.sessions.archive.ensure()
    return {
        "bank": desk.questions.bank,
        "plan": desk.interviews.plan("bank-fraud"),
        "prompts": desk.scorer.prompts,
        "lexicon": desk.vocabulary.lexicon,
        "candidates": desk.vocabulary.candidates(desk.questions.get("churn-model")),
        "archive": desk.sessions.archive,
        "voice": desk.equipment.voice,
        "audio": desk.equipment.audio(),
        "ear": desk.equipment.ear(),
    }


@pytest.mark.parametrize("name", sorted(schema.NAMES))
def test_a_change_replaces_what_it_concerns_and_nothing_else(
    desk: Desk, closed: list[Archive], name: str
) -> None:
    before = loaded(desk)
    desk.settings.change(**{name: CHANGES[name]})
    assert getattr(desk.settings.current, name) == CHANGES[name]
    after = loaded(desk)
    assert {part for part in before if after[part] is not before[part]} == CONCERNS.get(name, set())
    assert closed == ([before["archive"]] if name == "recordings" else [])
    assert {part for part in ("voice", "audio", "ear") if before[part].closed} == {name} & {"voice"}


def test_the_same_value_again_replaces_nothing(desk: Desk, closed: list[Archive]) -> None:
    before = loaded(desk)
    now = desk.settings.current
    desk.settings.change(**{name: getattr(now, name) for name in schema.NAMES})
    assert {name: id(part) for name, part in loaded(desk).items()} == {
        name: id(part) for name, part in before.items()
    }
    assert closed == []


def test_what_cannot_be_changed_changes_nothing(desk: Desk) -> None:
    before = loaded(desk)
    with pytest.raises(BadInputError):
        desk.settings.change(voice="a parrot", questions="nowhere")
    assert desk.settings.current.voice == "off"
    assert loaded(desk)["bank"] is before["bank"]
    assert not before["voice"].closed


def test_ones_own_questions_are_there_at_once(desk: Desk, tmp_path: Path) -> None:
    loaded(desk)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "q.toml").write_text(QUESTION)
    desk.settings.change(questions=str(tmp_path / "mine"))
    mine = desk.questions.get("zebrafish")
    assert mine in desk.questions.matching(topic="knitting")
    assert "XGBoost" in desk.vocabulary.candidates(mine).expected
    assert desk.coach.drill("knitting") == mine
    assert "knitting" in {entry.topic.id for entry in desk.coach.knowledge_map()}
    desk.settings.change(questions="")
    with pytest.raises(BadInputError):
        desk.questions.get("zebrafish")


def test_ones_own_interviews_are_there_at_once(desk: Desk, tmp_path: Path) -> None:
    loaded(desk)
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "small.toml").write_text(PLAN)
    desk.settings.change(interviews=str(tmp_path / "plans"))
    assert desk.interviews.plans()[-1].id == "small"
    assert desk.interviews.begin("small", seed=1).course.plan.title == "Small company"
    desk.settings.change(interviews="")
    with pytest.raises(BadInputError):
        desk.interviews.plan("small")


def test_ones_own_interview_that_could_ask_what_its_interviewer_would_not_is_left_out_and_named(
    desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "plans").mkdir()
    file = tmp_path / "plans" / "small.toml"
    file.write_text(PLAN.replace("churn-model", "proudest-project"))
    desk.settings.change(interviews=str(tmp_path / "plans"))
    assert "small" not in {plan.id for plan in desk.interviews.plans()}
    assert desk.interviews.problems() == (
        f"{file}, line 12, field `draw[1]`: this rule can draw 'proudest-project': Ada listens as "
        "software_engineer, and this is for another listener. Mend line 12 of small.toml.",
    )


def test_ones_own_rubrics_judge_at_once(desk: Desk, tmp_path: Path) -> None:
    said = from_text(
        "First I look at the data, since most faults are there. Then I build a simple model. " * 3
    )
    assert desk.scorer.score(said, None, Audience.SOFTWARE_ENGINEER).rubric.id == "general"
    assert not desk.scorer.prompts.refused
    (tmp_path / "rubrics").mkdir()
    (tmp_path / "rubrics" / "general.toml").write_text("nonsense")
    desk.settings.change(rubrics=str(tmp_path / "rubrics"))
    assert "general.toml" in desk.scorer.prompts.refused[0]
    assert "general.toml" in str(desk.scorer.score(said, None, Audience.SOFTWARE_ENGINEER).degraded)
    desk.settings.change(rubrics="")
    assert not desk.scorer.prompts.refused


def test_ones_own_words_are_expected_at_once(desk: Desk) -> None:
    question = desk.questions.get("churn-model")
    assert "Kubeflow" not in desk.vocabulary.candidates(question).expected
    desk.settings.change(words="Kubeflow, Feast")
    assert desk.vocabulary.own_words() == ("Kubeflow", "Feast")
    assert desk.vocabulary.candidates(question).expected[:2] == ("Kubeflow", "Feast")
    assert desk.vocabulary.candidates(None).expected == ("Kubeflow", "Feast")


def test_answers_stories_and_job_are_where_the_recordings_are(desk: Desk, tmp_path: Path) -> None:
    now = datetime(2026, 11, 22, tzinfo=UTC)
    kept = desk.sessions.archive.start_session("Here", None, "study", now)
    desk.settings.change(recordings=str(tmp_path / "elsewhere"))
    assert desk.sessions.all(sample=False) == ()
    there = desk.sessions.archive.start_session("There", None, "study", now)
    assert desk.sessions.session(there.id).title == "There"
    assert (desk.job.path.parent, desk.stories.shelf().path.parent) == (tmp_path / "elsewhere",) * 2
    desk.settings.change(recordings=str(tmp_path / "recordings"))
    assert [session.id for session in desk.sessions.all(sample=False)] == [kept.id]


def test_devices_and_the_model_of_the_ear_are_used_from_now_on(desk: Desk) -> None:
    desk.settings.change(microphone="Before", engine="faster-whisper")  # nothing is started by a change
    assert desk.equipment.started_audio is None
    audio: Any = desk.equipment.audio()
    ear: Any = desk.equipment.ear()
    assert (audio.microphone, audio.speaker, ear.engine) == ("Before", None, "faster-whisper")
    desk.settings.change(microphone="", speaker="Another", engine="openai-whisper", model="tiny.en")
    assert (audio.microphone, audio.speaker) == (None, "Another")
    assert (ear.engine, ear.model) == ("openai-whisper", "tiny.en")


def test_a_question_that_was_asked_is_read_again_in_the_voice_chosen_meanwhile(desk: Desk) -> None:
    views: queue.SimpleQueue[View] = queue.SimpleQueue()
    audio: Any = desk.equipment.audio()

    def said() -> str:
        name: str = audio.played.get(timeout=5)
        audio.listener(AudioEvent(kind="played"))
        while views.get(timeout=5).phase is not Phase.YOUR_TURN:
            pass
        return name

    rehearsal = desk.rehearsals.rehearse(desk.questions.get("churn-model"), listener=views.put)
    assert said() == "off"
    desk.settings.change(voice="piper")
    rehearsal.send(intents.ReadAgain())
    assert said() == "piper"


def test_closing_ends_what_was_opened(desk: Desk, closed: list[Archive]) -> None:
    before = loaded(desk)
    desk.close()
    assert closed == [before["archive"]]
    assert [before[part].closed for part in ("voice", "audio", "ear")] == [True] * 3


def test_closing_opens_nothing(desk: Desk, closed: list[Archive]) -> None:
    desk.close()
    assert closed == []
    assert desk.equipment.started_audio is None
