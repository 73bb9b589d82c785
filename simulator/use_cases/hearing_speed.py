"""How quickly this machine hears, measured on the shipped sample, and which hearing model that allows."""

from __future__ import annotations

import os
import queue
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.model import settings as configuration
from simulator.model.errors import MissingPartError, SimulatorError

if TYPE_CHECKING:
    from simulator.model.settings import Settings
    from simulator.speech.hearing.catalogue import Model
    from simulator.speech.hearing.process import EarProcess
    from simulator.speech.hearing.suited import Measured
    from simulator.speech.ports import EarEvent

LONGEST_S = 20
"""Seconds of the sample that are heard: enough for several segments."""


def sentence(now: Settings) -> tuple[str, str]:
    """What was measured and what it means, and how to have a better ear; the second is empty when none fits.

    Hears the sample when nothing was measured in the last week: slow. Raises `MissingPartError`.
    """
    from simulator.speech.hearing import suited
    from simulator.speech.hearing.catalogue import MODELS

    cache = configuration.cache_folder()
    measured = suited.kept(cache)
    if measured is None or not measured.fresh:
        measured = measure(now.engine, cache)
        suited.keep(measured, cache)
    best = suited.suited(measured, MODELS)
    used = suited.definite(now.model, cache, _here(cache))
    waits = {model.name: measured.wait_s(model) for model in MODELS}
    said = [f"{measured.factor:.2f} s for a second of sound with {measured.model}"]
    if used in waits:
        said.append(f"so about {waits[used]:.1f} s from your last word to the end of hearing with {used}")
    if measured.busy:
        said.append("the machine was busy, so that may be too much")
    if best.name == used or best.name not in suited.LADDER or best.cost <= _cost(used):
        return "; ".join(said), ""
    steps = []
    if best.name not in {model.name for model in _here(cache)}:
        steps.append(f"run `simulator models pull {best.name}`")
    if now.model != suited.AUTO:
        steps.append("choose `auto` as the hearing model in the settings")
    offer = f"{best.name} hears better, in about {waits[best.name]:.1f} s"
    return "; ".join(said), f"{offer}: {' and '.join(steps)}."


def measure(engine: str, cache: Path) -> Measured:
    """Hear a part of the sample with base, or with whatever is here. Slow. Raises `MissingPartError`."""
    import soundfile

    from simulator.speech.hearing import suited, weights
    from simulator.speech.hearing.process import EarProcess

    names = [model.name for model in _here(cache) if model.name in suited.LADDER]
    model = suited.BASE if suited.BASE in names or not names else names[0]
    weights.find(model, cache)
    events: queue.SimpleQueue[EarEvent] = queue.SimpleQueue()
    ear = EarProcess(engine, model, events.put)
    try:
        with tempfile.TemporaryDirectory() as folder:
            sound, rate = soundfile.read(configuration.shipped("sample") / "answer.flac", dtype="int16")
            part = Path(folder) / "sample.wav"
            soundfile.write(part, sound[: LONGEST_S * rate], rate)
            ear.warm_up()
            _until(events, "ready", ear)
            began = time.perf_counter()
            ear.hear_file(part)
            heard = _until(events, "transcript", ear)
            took = time.perf_counter() - began
    except (OSError, RuntimeError) as error:
        raise MissingPartError(f"The shipped sample cannot be heard: {error}.") from error
    finally:
        ear.close()
    assert heard.transcript is not None
    seconds = min(LONGEST_S, len(sound) / rate)
    name = heard.transcript.engine or engine
    return suited.Measured(name, model, round(took / seconds, 4), time.time(), _load())


def _until(events: queue.SimpleQueue[EarEvent], kind: str, ear: EarProcess) -> EarEvent:
    while (event := events.get()).kind != kind:
        if event.kind in ("failed", "died"):
            raise ear.error if isinstance(ear.error, SimulatorError) else MissingPartError(event.detail)
    return event


def _here(cache: Path) -> list[Model]:
    from simulator.speech.hearing import weights

    return weights.here(cache)


def _cost(name: str) -> float:
    from simulator.speech.hearing.catalogue import MODELS

    return next((model.cost for model in MODELS if model.name == name), float("inf"))


def _load() -> float:
    return round(os.getloadavg()[0] / (os.cpu_count() or 1), 2) if hasattr(os, "getloadavg") else 0.0
