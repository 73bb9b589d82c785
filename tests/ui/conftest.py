"""The screens' tests: the real desk over fake devices, in a small installation with a week of answers."""

from __future__ import annotations

import asyncio
import shutil
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from fakes import FakeEquipment, FakeMeaning
from stored import fill, furnish
from textual import app, pilot

from simulator.archive.store import Archive
from simulator.model import settings
from simulator.use_cases.desk import Desk
from simulator.use_cases.look_back import trends
from simulator.use_cases.prepare import coach

NOTHING_LEFT = 3
"""Turns of the event loop in a row that found nothing to do."""
FRAME_S = 0.02
"""A screen is drawn, and what waits for that is called, within a sixtieth of a second."""
NOW = datetime.fromisoformat("2026-11-24T18:00:00+01:00")


class StoppedClock(datetime):
    """It is always `NOW`."""

    @classmethod
    def now(cls, tz: object = None) -> datetime:
        return NOW


async def until_idle(*_: object) -> None:
    """Until the event loop has nothing to do, now or in the next frame; a second at most, for what ticks.

    Textual's own waits until the process uses hardly any processor: a tenth of a second on a busy machine, a
    hundred times a test.
    """
    loop = asyncio.get_running_loop()
    deadline, idle = loop.time() + 1.0, 0
    while idle < NOTHING_LEFT and loop.time() < deadline:
        soon = loop.time() + FRAME_S
        due = any(timer.when() < soon and not timer.cancelled() for timer in loop._scheduled)  # type: ignore[attr-defined]
        await asyncio.sleep(0.001 if due else 0)
        idle = 0 if due or loop._ready else idle + 1  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def no_waiting_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pressing a key returns as soon as the app has done all that follows from it."""
    monkeypatch.setattr(pilot, "wait_for_idle", until_idle)
    monkeypatch.setattr(app, "wait_for_idle", until_idle)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plans and trends are made for the day that the canned answers lead up to."""
    for module in (coach, trends):
        monkeypatch.setattr(module, "datetime", StoppedClock)


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is shipped, made small."""
    return furnish(tmp_path_factory.mktemp("house"))


@pytest.fixture(scope="session")
def week(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Recordings of a week, to be copied."""
    archive = Archive(tmp_path_factory.mktemp("week") / "recordings")
    fill(archive)
    archive.close()
    return archive.folder


@pytest.fixture
def equipment() -> FakeEquipment:
    return FakeEquipment()


@pytest.fixture
def checkout(tmp_path: Path, house: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of its own, with what is shipped; nobody has answered anything yet."""
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "recordings").mkdir()
    (tmp_path / "prompts").symlink_to(house / "prompts")
    monkeypatch.setattr(settings, "CHECKOUT", tmp_path)
    monkeypatch.setenv("SIMULATOR_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("SIMULATOR_RECORDINGS")
    monkeypatch.setenv("SIMULATOR_MICROPHONE_CHECKED", "true")
    return tmp_path


@pytest.fixture
def meaning() -> FakeMeaning | None:
    """What stands in for the model of meaning: by default there is none, and words alone decide."""
    return None


@pytest.fixture
def empty_desk(
    checkout: Path, equipment: FakeEquipment, meaning: FakeMeaning | None, clock: None
) -> Iterator[Desk]:
    """Everything but the devices and the learned models is real; before the first answer."""
    desk = Desk(settings.load(), equipment=equipment, embedder=lambda: meaning, judges=lambda: None)
    yield desk
    desk.close()


@pytest.fixture
def desk(empty_desk: Desk, week: Path) -> Desk:
    """The same after the canned week."""
    shutil.copytree(week, empty_desk.sessions.recordings, dirs_exist_ok=True)
    return empty_desk
