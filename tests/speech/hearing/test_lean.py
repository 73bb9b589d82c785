"""Hearing on a processor loads nothing of PyTorch, which takes seconds and hundreds of megabytes."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
from simulator.model.settings import cache_folder
from simulator.speech.hearing import child, engine, engines, weights
engines.load(engine.FASTER, weights.find("tiny.en", cache_folder()))
heavy = {"torch", "triton", "whisper", "numba", "transformers", "sentence_transformers"}
print("faster_whisper" in sys.modules or "ctranslate2" in sys.modules, *sorted(heavy & set(sys.modules)))
"""


def test_the_engine_of_a_processor_needs_no_pytorch() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["True"]
