"""Slow work runs on daemon threads, so that quitting never waits for it; results come back as messages."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from textual.dom import DOMNode
from textual.message import Message

from simulator.model.errors import SimulatorError

T = TypeVar("T")
Fail = Callable[[str], None]
"""Called with one sentence for the user."""


@dataclass
class Settled(Message):
    """Work is done: `deliver` hands its result to `owner`, unless that has gone."""

    owner: DOMNode
    deliver: Callable[[], None]


class Lane:
    """One daemon thread that does its work in the order in which it was added."""

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._started = False

    def add(self, work: Callable[[], None]) -> None:
        if not self._started:
            self._started = True
            threading.Thread(target=self._run, name="lane", daemon=True).start()
        self._queue.put(work)

    def _run(self) -> None:
        while True:
            self._queue.get()()


def at_once(work: Callable[[], None]) -> None:
    """Run `work` on a daemon thread of its own."""
    threading.Thread(target=work, name="background", daemon=True).start()


def settle(
    owner: DOMNode, work: Callable[[], T], receive: Callable[[T], None] | None, fail: Fail
) -> Callable[[], Settled]:
    """Wrap `work`, so that it raises nothing and returns a message that calls `receive` or `fail`."""

    def run() -> Settled:
        try:
            value = work()
        except SimulatorError as error:
            sentence = f"{error} {error.mend}".strip()
            return Settled(owner, lambda: fail(sentence))
        except Exception as error:  # noqa: BLE001 - the user must hear of it, and the screen must live
            unexpected = f"Something unexpected went wrong: {type(error).__name__}: {error}"
            return Settled(owner, lambda: fail(unexpected))
        return Settled(owner, lambda: receive(value) if receive else None)

    return run
