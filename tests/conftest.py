"""What every test gets: settings and recordings of its own, no model hub, a virtual microphone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from virtual_sound import VirtualSound

IN_REAL_TIME = {"virtual_sound", "sound_server"}
ONE_BY_ONE = {"test_loop.py", "test_quitting.py", "test_taking_turns.py"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that listen or speak in real time run one after the other, also with several workers."""
    for item in items:
        if IN_REAL_TIME & set(getattr(item, "fixturenames", ())) or item.path.name in ONE_BY_ONE:
            item.add_marker(pytest.mark.xdist_group("real time"))


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the user's is read or written."""
    monkeypatch.setenv("SIMULATOR_CONFIG", str(tmp_path / "settings.toml"))
    monkeypatch.setenv("SIMULATOR_RECORDINGS", str(tmp_path / "recordings"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")


@pytest.fixture(scope="session")
def sound_server() -> Iterator[VirtualSound]:
    """The sound server, for the whole run."""
    server = VirtualSound()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def virtual_sound(sound_server: VirtualSound, monkeypatch: pytest.MonkeyPatch) -> VirtualSound:
    """A microphone and a speaker that PortAudio finds, in this process and its children."""
    for name, value in sound_server.environment.items():
        monkeypatch.setenv(name, value)
    return sound_server
