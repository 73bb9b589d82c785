"""Nothing leaves the machine: an interview without a network, and nothing that even tries to reach one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.loop, pytest.mark.real]
SPOKEN = Path(__file__).parents[1] / "speech" / "hearing" / "audio" / "hesitant.flac"
WATCH = """
import os, socket, sys

def watch(event, given):
    if event in ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"):
        if getattr(given[0], "family", None) != getattr(socket, "AF_UNIX", None):
            with open(os.environ["WATCHED"], "a") as log:
                print(os.getpid(), event, given[1:], file=log)

sys.addaudithook(watch)
with open(os.environ["WATCHED"] + ".started", "a") as log:
    print(os.getpid(), file=log)
"""
NO_NETWORK = ["unshare", "-rn"]
"""A namespace of its own with nothing but a loopback that is down."""


def without_network(command: list[str]) -> list[str]:
    if not shutil.which("unshare") or subprocess.run([*NO_NETWORK, "true"], check=False).returncode:
        pytest.skip("this system lets nobody make a network namespace")
    return [*NO_NETWORK, *command]


def interview(folder: Path, answers: list[str], within: Callable[[list[str]], list[str]]) -> dict[str, Any]:
    """An interview in an empty home, and its report as a page; what `practice` printed."""
    (folder / "watch").mkdir(parents=True)
    (folder / "watch" / "sitecustomize.py").write_text(WATCH)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HF_")} | {
        "HOME": str(folder),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "SIMULATOR_RECORDINGS": str(folder / "recordings"),
        "PYTHONPATH": os.pathsep.join([str(folder / "watch"), os.environ.get("PYTHONPATH", "")]),
        "WATCHED": str(folder / "connections"),
    }

    def simulator(*arguments: str) -> str:
        command = within([sys.executable, "-m", "simulator", *arguments])
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
        assert done.returncode == 0, done.stderr
        return done.stdout

    files = [part for answer in answers for part in ("--answer", answer)]
    practised = simulator(
        "practice", "--headless", "--interview", "bank-fraud", "--seed", "1", *files, "--json"
    )
    session_id = json.loads(practised)["session_id"]
    page = folder / "report.html"
    simulator("export", session_id, "--format", "html", "--output", str(page))
    assert page.stat().st_size > 10_000
    document: dict[str, Any] = json.loads(practised.replace(session_id, "SESSION"))
    return document


def test_an_interview_without_a_network_is_the_same_and_nothing_tries_to_connect(
    tmp_path: Path, many: Callable[[int, int], int], tally: Callable[..., None]
) -> None:
    typed = tmp_path / "typed.txt"
    typed.write_text(
        "I build models that find fraud. Last year one of them saved two million, and I learned why."
    )
    answers = [str(SPOKEN), *many(0, 4) * [str(typed), str(SPOKEN)]]
    cut_off = interview(tmp_path / "cut off", answers, without_network)
    connected = interview(tmp_path / "connected", answers, list)
    assert cut_off == connected
    for name in ("cut off", "connected"):
        log = tmp_path / name / "connections"
        assert len(log.with_name("connections.started").read_text().split()) > 2, (
            "the children are watched too"
        )
        assert not log.exists(), log.read_text()
    tally(
        "network gone: an interview from cold start to report", 1, f"{len(answers)} answers, the same scores"
    )
