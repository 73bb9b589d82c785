"""What was found by striking at random, each by itself."""

from __future__ import annotations

import io
import json
import signal
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from simulator.archive.store import Archive
from simulator.cli.main import main
from simulator.cli.terminal import use_any_encoding
from simulator.interview.exchange.machine import EarDied, Phase
from simulator.model import settings
from simulator.model.errors import BadInputError
from simulator.model.scorecard import Audience
from simulator.model.transcript import from_text
from simulator.speech.hearing.process import EarProcess
from simulator.speech.ports import EarEvent
from simulator.ui.continuing import resume_only_what_was_suspended
from simulator.use_cases.desk import Desk
from simulator.use_cases.practise.rehearsal import Rehearsal


def begin(archive: Archive, sound: bytes | None) -> str:
    session = archive.start_session("Churn", None, "study", datetime.now(UTC))
    answer = archive.start_answer(
        session.id, question_id="q", question_json=None, audience=Audience.SOFTWARE_ENGINEER, has_audio=True
    )
    assert answer.audio is not None
    if sound is not None:
        answer.audio.write_bytes(sound)
    return answer.id


def test_an_answer_that_cannot_be_heard_does_not_stand_in_the_way(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a sample there is nothing to offer; after a damaged one the next is heard all the same."""
    monkeypatch.setenv("SIMULATOR_MODEL", "tiny.en")
    archive = Archive(tmp_path / "recordings")
    missing, empty = begin(archive, None), begin(archive, b"\x01")
    damaged = [begin(archive, bytes(320)) for _ in range(2)]
    for answer_id in damaged:
        journal = archive.answer(answer_id).audio
        assert journal is not None
        flac = journal.with_suffix(".flac")
        flac.write_text("no sound")
        journal.unlink()
        archive.recorded(answer_id, flac, 1.0)
    archive.close()
    desk = Desk(settings.load())
    assert [answer.id for answer in desk.unfinished.all()] == damaged
    for answer_id in (missing, empty):
        with pytest.raises(BadInputError):
            desk.unfinished.finish(answer_id)
    desk.close()
    assert main(["sessions", "finish", "--json"]) == 3
    said = capsys.readouterr()
    assert json.loads(said.out) == {"finished": []}
    assert [line.split(":")[0] for line in said.err.splitlines()] == damaged


def test_an_ear_that_dies_after_its_transcript_is_no_trouble() -> None:
    nothing = cast("Any", None)
    rehearsal = Rehearsal(
        Desk(settings.load()).questions.get("churn-model"),
        listener=nothing,
        audio=nothing,
        ear=nothing,
        prepare=nothing,
        takes=nothing,
        audience=Audience.SOFTWARE_ENGINEER,
        understand=nothing,
    )
    died = EarEvent(kind="died", detail="It died.")
    rehearsal.on_ear(died)
    assert rehearsal._events.get_nowait() == EarDied("It died.")
    rehearsal.on_ear(EarEvent(kind="transcript", transcript=from_text("Said.")))
    rehearsal._events.get_nowait()
    rehearsal.on_ear(died)
    assert rehearsal._events.empty()


def test_other_devices_and_another_model_serve_an_answer_that_is_being_given() -> None:
    desk = Desk(settings.load())
    audio, ear = desk.equipment.audio(), desk.equipment.ear()
    desk.settings.change(microphone="Desk (ALSA)", speaker="", model="tiny.en")
    assert (desk.equipment.audio(), desk.equipment.ear()) == (audio, ear)
    assert (audio._microphone, audio._speaker) == ("Desk (ALSA)", None)
    assert ear._model == "tiny.en"


def test_another_model_ends_the_ear_as_a_death_does() -> None:
    ear = EarProcess("faster-whisper", "base", lambda event: None)
    killed: list[bool] = []
    ear._child = cast("Any", SimpleNamespace(kill=lambda: killed.append(True), poll=lambda: None, pid=1))
    ear.use("faster-whisper", "base")
    assert killed == []
    ear.use("faster-whisper", "tiny.en")
    assert killed == [True]


def test_the_microphone_is_not_checked_while_an_answer_has_it() -> None:
    desk = Desk(settings.load())
    for phase in (Phase.LISTENING, Phase.PAUSED, Phase.REPLYING):
        desk.rehearsals.current = cast("Any", SimpleNamespace(view=SimpleNamespace(phase=phase)))
        with pytest.raises(BadInputError, match="records your answer"):
            desk.microphone_checks.begin()


def test_a_terminal_without_unicode_gets_plain_signs_of_the_same_width() -> None:
    written = io.BytesIO()
    screen = io.TextIOWrapper(written, encoding="ascii", errors="backslashreplace")
    use_any_encoding(screen)
    screen.write("╭─╮│● é … 漢█")
    screen.flush()
    assert written.getvalue() == b"+-+|* e . ..#"


def test_a_terminal_with_unicode_is_left_alone() -> None:
    screen = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="strict")
    use_any_encoding(screen)
    assert screen.errors == "strict"


def test_only_a_suspended_screen_is_resumed() -> None:
    resumed: list[int] = []
    before = signal.signal(signal.SIGCONT, lambda number, frame: resumed.append(number))
    driver = SimpleNamespace(_must_signal_resume=False)
    try:
        resume_only_what_was_suspended(driver)
        signal.raise_signal(signal.SIGCONT)
        assert resumed == []
        driver._must_signal_resume = True
        signal.raise_signal(signal.SIGCONT)
        assert resumed == [signal.SIGCONT]
    finally:
        signal.signal(signal.SIGCONT, before)
