"""What every test gets: settings and recordings of its own, no model hub, a virtual microphone.

`--soak` is the long run: tests that take `many` do all that is promised, others do not run.
"""

from __future__ import annotations

import json
import signal
import sys
import tomllib
from collections.abc import Callable, Iterator
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from hypothesis import settings
from virtual_sound import VirtualSound

IN_REAL_TIME = {"virtual_sound", "sound_server"}
ONE_BY_ONE = {"test_loop.py", "test_quitting.py", "test_taking_turns.py"}


if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # a shell's background job; it would be inherited
    signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile("busy", deadline=None)  # how long an example takes says how busy the machine is
settings.load_profile("busy")

RESULTS = Path(__file__).parent.parent / ".soak" / "results.jsonl"
HOURS_S = 4 * 3600


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--soak", action="store_true", help="the full counts of docs/reliability.md")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests that listen or speak in real time run one after the other, also with several workers."""
    if config.getoption("--soak"):
        items[:] = [item for item in items if "many" in getattr(item, "fixturenames", ())]
    for item in items:
        if config.getoption("--soak"):
            item.add_marker(pytest.mark.timeout(HOURS_S))
        if IN_REAL_TIME & set(getattr(item, "fixturenames", ())) or item.path.name in ONE_BY_ONE:
            item.add_marker(pytest.mark.xdist_group("real time"))
    # They take longest together, so they begin first: else one worker is left alone with them at the end.
    items.sort(key=lambda item: item.get_closest_marker("xdist_group") is None)


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the user's is read or written."""
    monkeypatch.setenv("SIMULATOR_CONFIG", str(tmp_path / "settings.toml"))
    monkeypatch.setenv("SIMULATOR_RECORDINGS", str(tmp_path / "recordings"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")


@pytest.fixture(scope="session", autouse=True)
def loaded_once() -> Iterator[None]:
    """Networks are loaded, and files parsed, once a process: nearly every test has a desk of its own.

    They are the real ones. What is shared is never changed, and closing a desk leaves it to the next.
    """
    from simulator.model import tomlfile
    from simulator.reading import claims, embedder

    def shared(network: type) -> Callable[[bytes, bytes], object]:
        there: dict[bytes, object] = {}

        def load(weights: bytes, tokenizer: bytes) -> object:
            key = sha256(weights + tokenizer).digest()
            if key not in there:
                there[key] = network(weights, tokenizer)
                there[key].close = lambda: None  # type: ignore[attr-defined]
            return there[key]

        return load

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(claims, "_Network", shared(claims._Network))
        patch.setattr(embedder, "_Model", shared(embedder._Model))
        patch.setattr(tomlfile, "tomllib", SimpleNamespace(loads=lru_cache(1000)(tomllib.loads)))
        yield


@pytest.fixture(scope="session")
def many(request: pytest.FixtureRequest) -> Callable[[int, int], int]:
    """`many(few, full)`: how often to try; a few times as a rule, `full` in the long run."""
    soaking = bool(request.config.getoption("--soak"))
    return lambda few, full: full if soaking else few


@pytest.fixture
def tally(request: pytest.FixtureRequest) -> Callable[..., None]:
    """`tally(fault, runs, note)`: what the long run did, for `docs/reliability.py`; call it at the end."""

    def write(fault: str, runs: int, note: str = "") -> None:
        if request.config.getoption("--soak"):
            RESULTS.parent.mkdir(exist_ok=True)
            line = json.dumps({"fault": fault, "runs": runs, "note": note, "test": request.node.nodeid})
            with RESULTS.open("a") as file:
                file.write(line + "\n")

    return write


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
