"""Two hours of one interview: memory stays flat, no file, thread or process is left open."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy as np
import pytest
import soundfile

pytestmark = pytest.mark.real

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SAMPLE = ROOT / "recordings" / "sample" / "answer.flac"
PLAN = """
id = "long"
title = "A long one"
about = "Two hours."
ends_with_your_questions = false
"""
ROUND = """
[[rounds]]
role = "engineer"
audience = "engineer"
minutes = 60
name = "Ada"
persona = "Ada has time."
opening = "Hello."
follow_ups = 0
draw = [{{ kinds = ["explain"], count = {questions} }}]
"""
GROWTH = 1.05
"""At most, from the first to the second hour."""


def rows(folder: Path, rounds: int, questions: int, answer_s: float) -> list[dict[str, float]]:
    """What was measured after each answer."""
    (folder / "plans").mkdir()
    (folder / "plans" / "long.toml").write_text(PLAN + ROUND.format(questions=questions) * rounds)
    samples, rate = soundfile.read(SAMPLE, dtype="float32")
    wanted = int(answer_s * rate)
    soundfile.write(folder / "answer.flac", np.resize(samples, wanted), rate)
    environment = {"SIMULATOR_INTERVIEWS": str(folder / "plans"), "SIMULATOR_MODEL": "tiny.en"}
    done = subprocess.run(
        [sys.executable, str(HERE / "long.py"), "long", str(folder / "answer.flac")],
        env={**os.environ, **environment, "SIMULATOR_VOICE": "off", "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_two_hours_leave_nothing_behind(
    tmp_path: Path, many: Callable[[int, int], int], tally: Callable[..., None]
) -> None:
    rounds, questions = many(1, 8), many(3, 3)
    measured = rows(tmp_path, rounds, questions, many(6, 300))
    assert len(measured) == rounds * questions
    assert all(row["words"] > 10 for row in measured)
    for name in ("files", "threads", "children"):
        assert measured[-1][name] <= measured[1][name], f"{name} grew: {[row[name] for row in measured]}"
    half = len(measured) // 2
    hours = measured[1 : half + 1], measured[half:]
    grown = {}
    for name in ("app_mb", "ear_mb"):
        first, second = (median(row[name] for row in hour) for hour in hours)
        grown[name] = second / first
    if many(0, 1):  # a few answers still warm up
        assert max(grown.values()) <= GROWTH, f"{grown}: {measured}"
    tally(
        "two hours of one interview",
        len(measured),
        f"memory in the second hour x {grown['app_mb']:.3f} (app), x {grown['ear_mb']:.3f} (ear)",
    )
