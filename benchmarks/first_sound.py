"""From asking a question to its first sound: python -m benchmarks.first_sound [--runs N]

The real voice (Piper) and the real player into a virtual speaker, which is listened to. "Prepared" is a
question that was synthesised before, "not prepared" a new one; the processes of voice and sound run, as after
an app's first question. "Prepared, app just started" also starts them. The time includes the 0.15 s of
silence that the player sends ahead, and the virtual speaker's own delay.
"""

from __future__ import annotations

import argparse
import queue
import random
import statistics
import time
from dataclasses import replace

from benchmarks.live import Ear, load, virtual_sound
from simulator.model import settings
from simulator.model.question import Question
from simulator.use_cases.desk import Desk
from simulator.use_cases.values import Phase, View, intents

SECONDS = 60.0
NUMBERS = [str(number) for number in range(21, 100)]
"""Two of them before a question make it one that was never spoken."""


def first_of_all(ear: Ear, question: Question) -> float:
    """A desk of its own: every process is started."""
    desk = Desk(settings.load(given={"voice": "piper"}))
    try:
        return asked(desk, question, ear)
    finally:
        desk.close()


def asked(desk: Desk, question: Question, ear: Ear) -> float:
    """Seconds to the first sound; the voice is stopped then, and the rehearsal left."""
    views: queue.SimpleQueue[View] = queue.SimpleQueue()
    began = ear.arm()
    rehearsal = desk.rehearsals.rehearse(question, listener=views.put)
    heard = ear.first_sound() - began
    rehearsal.send(intents.Skip())
    while views.get(timeout=SECONDS).phase is not Phase.YOUR_TURN:
        pass
    rehearsal.close()
    quiet(desk)
    return heard


def quiet(desk: Desk) -> None:
    """Wait until the speaker is silent, so that no old sound counts as a new one."""
    while desk.equipment.audio().playing:
        time.sleep(0.02)
    time.sleep(0.5)


def ready(desk: Desk) -> None:
    """Everything a question needs is running: voice, sound, ear and judge are loaded."""
    desk.equipment.voice.prepare("Let us begin.")
    desk.equipment.devices()
    desk.scorer.warm_up()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--runs", type=int, default=10)
    runs = arguments.parse_args().runs
    times: dict[str, list[float]] = {"prepared": [], "not prepared": [], "prepared, app just started": []}
    with virtual_sound() as sound:
        ear = Ear(sound)
        desk = Desk(settings.load(given={"voice": "piper"}))
        base = desk.questions.matching()[0]
        ready(desk)
        asked(desk, base, ear)
        for run, question in enumerate(desk.questions.matching()[:runs]):
            new = replace(
                question, spoken=f"{random.choice(NUMBERS)}, {random.choice(NUMBERS)}. {question.aloud}"
            )
            times["not prepared"].append(asked(desk, new, ear))
            times["prepared"].append(asked(desk, new, ear))
            if run < 3:
                times["prepared, app just started"].append(first_of_all(ear, new))
        desk.close()
        ear.close()
    print(load())
    goals = {"prepared": 0.3, "not prepared": 1.0}
    print(f"{'question to first sound':<26} {'runs':>5} {'median':>8} {'p95':>8} {'most':>8} {'goal':>8}")
    for name, found in times.items():
        goal = f"{goals[name]:.1f}s" if name in goals else ""
        p95 = sorted(found)[max(0, round(0.95 * len(found)) - 1)]
        print(
            f"{name:<26} {len(found):>5} {statistics.median(found):>7.2f}s {p95:>7.2f}s {max(found):>7.2f}s"
            f" {goal:>8}"
        )


if __name__ == "__main__":
    main()
