"""No microphone, speaker, voice, weights: the app opens, offers what works, and says what mends it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest

from simulator.model.errors import ExitCode

ROOT = Path(__file__).parents[2]
PARTS = ("portaudio", "voice", "weights", "meaning")
FAILS = {
    "portaudio": {"microphone"},
    "voice": {"voice", "voices"},
    "weights": {"hearing"},
    "meaning": {"meaning"},
}
"""The checks of `doctor` that fail without it."""
MENDS = {
    "microphone": ("apt-get install libportaudio2", "Connect a microphone"),
    "speaker": ("apt-get install libportaudio2", "Connect a speaker"),
    "voice": ("pip install", "espeak-ng"),
    "voices": ("espeak-ng",),
    "hearing": ("simulator models pull base",),
    "meaning": ("simulator models pull all-MiniLM-L6-v2",),
}


def without(parts: tuple[str, ...], folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run Python where these are missing, and no sound card is there; nothing was ever downloaded."""
    nothing = {
        name: str(folder / "nothing") for name in ("XDG_RUNTIME_DIR", "PULSE_SERVER", "SIMULATOR_CACHE")
    }
    path = os.pathsep.join([str(Path(__file__).parent / "poor"), str(ROOT)])
    return subprocess.run(
        [sys.executable, *command],
        env={**os.environ, **nothing, "MISSING": " ".join(parts), "PYTHONPATH": path},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def look_at(parts: tuple[str, ...], folder: Path) -> None:
    folder.mkdir()
    done = without(parts, folder, str(Path(__file__).parent / "poor" / "app.py"))
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    checks = {check["id"]: check for check in seen["checks"]}
    expected = {"microphone", "speaker"}.union(*(FAILS[part] for part in parts))
    assert {name for name, check in checks.items() if not check["ok"]} == expected
    for name in expected:
        assert any(step in checks[name]["mend"] for step in MENDS[name]), checks[name]
    assert "You can type your answers" in seen["microphone"]
    assert "Type instead" in seen["trouble"]
    assert "! " in seen["question"] or "portaudio" not in parts, "that it cannot be asked aloud"
    if "weights" in parts:
        for command, (code, said) in seen["commands"].items():
            assert code == ExitCode.MISSING, (command, said)
            assert "simulator models pull base" in said
    assert seen["scorable"]
    assert bool(seen["degraded"]) == ("meaning" in parts)


@pytest.mark.real
def test_an_answer_can_be_typed_whatever_is_missing(
    tmp_path: Path,
    many: Callable[[int, int], int],
    tally: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    every = [parts for size in range(len(PARTS), -1, -1) for parts in combinations(PARTS, size)]
    tried = every[: many(1, len(every))]
    for number, parts in enumerate(tried):
        monkeypatch.setenv("SIMULATOR_RECORDINGS", str(tmp_path / f"{number}" / "recordings"))
        monkeypatch.setenv("SIMULATOR_CONFIG", str(tmp_path / f"{number}.toml"))
        look_at(parts, tmp_path / f"{number}")
    tally(
        "parts missing on the machine",
        len(tried),
        "every set of them; an answer was typed and scored each time",
    )
