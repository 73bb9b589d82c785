"""The ear's own process: loads one model and hears what it is told to. Started by `process.EarProcess`.

Messages are pickled tuples on pipes of its own; whatever libraries print goes to the log. It ends when the
app's end of the pipe closes, however it closed, and ignores Ctrl-C, which is the app's.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import signal
import sys
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from simulator.model.errors import MissingPartError, SimulatorError
from simulator.speech import floor
from simulator.speech.hearing import engines, sound, weights
from simulator.speech.hearing.engine import Engine
from simulator.speech.hearing.listening import Listening
from simulator.speech.ports import PAUSE_S, QUIET_S, Candidates

POLL_S = 0.03
"""How often the journal is looked at: what comes late here is waited for at the end."""
RATE = 16_000
PATIENCE = 5
"""By how much this process is nicer than the app, as `nice` counts."""


def main() -> None:
    """Entry point: `python -c "from simulator.speech.hearing.child import main; main()"`."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _be_patient()
    commands: queue.Queue[tuple[Any, ...]] = queue.Queue()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    threading.Thread(target=_listen, args=(sys.stdin.buffer, commands), daemon=True).start()
    _Worker(commands, answers).run()


def _be_patient() -> None:
    """Let the app go first where both want a processor: who types should not wait for words to be heard."""
    if hasattr(os, "nice"):  # on Windows the app starts this process so
        os.nice(PATIENCE)
    with contextlib.suppress(OSError):  # Linux weighs sessions first, and this process has its own
        Path("/proc/self/autogroup").write_text(str(PATIENCE), encoding="ascii")


def _listen(pipe: IO[bytes], commands: queue.Queue[tuple[Any, ...]]) -> None:
    """Pass commands on; when the app is gone, so are we, even in the middle of a decoding."""
    try:
        while True:
            commands.put(pickle.load(pipe))
    except (EOFError, OSError, pickle.UnpicklingError):
        os._exit(0)


class _CancelledError(Exception):
    """Another command came first."""


class _Worker:
    def __init__(self, commands: queue.Queue[tuple[Any, ...]], answers: IO[bytes]) -> None:
        self._commands = commands
        self._answers = answers
        self._engine: Engine | None = None
        self._wanted: tuple[str, str, str] | None = None
        """Engine, model and cache folder."""
        self._asked = False
        """Whether somebody waits for the words so far."""
        self._progress = 0.0
        """Share that was heard, 0 to 1; never goes back, though a file's length is an estimate at first."""
        self._failure: SimulatorError | None = None
        """The error with which the last hearing failed."""

    def run(self) -> None:
        while True:
            self._obey(self._commands.get())

    def _obey(self, command: tuple[Any, ...]) -> None:
        name, job, *arguments = command
        try:
            match name:
                case "load":
                    self._load(job, *arguments)
                case "follow":
                    self._follow(job, *arguments)
                case "hear":
                    self._hear(job, *arguments)
                case "finish" | "tell" if self._failure is not None:  # that hearing failed before
                    raise self._failure
        except _CancelledError:
            return
        except SimulatorError as error:
            self._fail(job, error)
        except Exception as error:  # noqa: BLE001 - whatever a library raises becomes a sentence
            self._fail(job, MissingPartError(f"Hearing failed: {type(error).__name__}: {error}."))

    def _fail(self, job: int, error: SimulatorError) -> None:
        self._failure = error
        self._say("failed", job, error)

    def _load(self, job: int, name: str, model: str, cache: str) -> None:
        self._wanted = name, model, cache
        loaded = self._loaded()
        self._say("ready", job, f"{loaded.name} {loaded.model.name}")

    def _loaded(self) -> Engine:
        """The engine; tried again when loading failed before, for the weights may have come since."""
        if self._engine is None:
            if self._wanted is None:
                raise MissingPartError("No hearing model was asked for.", "Run `simulator doctor`.")
            name, model, cache = self._wanted
            self._engine = engines.load(name, weights.find(model, Path(cache)))
        return self._engine

    def _listening(self, hints: Sequence[str], candidates: Candidates) -> Listening:
        self._progress = 0.0
        return Listening(self._loaded(), hints, candidates)

    def _follow(self, job: int, journal: str, hints: Sequence[str], candidates: Candidates) -> None:
        """Hear a journal while it grows, until "finish" comes."""
        self._failure = None
        listening = self._listening(hints, candidates)
        reader = sound.SoundReader(Path(journal))
        closing = False
        told: float | None = None
        paused: float | None = None
        self._asked = False

        def catch_up() -> None:
            listening.feed(reader.read())

        while True:
            piece = reader.read()
            listening.feed(piece)
            if listening.hear_one():
                self._heard(job, listening, listening.samples)
            elif len(piece) == 0 and closing:
                break
            elif len(piece) == 0 and self._asked:
                self._asked = False
                self._say("so_far", job, listening.so_far())
            elif len(piece) == 0 and not listening.hear_early(catch_up):
                voiced_s = listening.voiced_s
                silent_s = listening.samples / RATE - (voiced_s or 0)
                if voiced_s not in (None, paused) and silent_s >= PAUSE_S:
                    paused = voiced_s
                    self._say("pause", job, (listening.so_far(), voiced_s))
                if voiced_s not in (None, told) and silent_s >= QUIET_S:
                    told = voiced_s
                    self._say("quiet", job, listening.so_far())
                closing = closing or self._told_to_finish(POLL_S)
                continue
            closing = closing or self._told_to_finish(0.0)
        self._conclude(job, listening, Path(journal))

    def _hear(self, job: int, path: str, hints: Sequence[str], candidates: Candidates) -> None:
        listening = self._listening(hints, candidates)
        for piece, share in sound.pieces(Path(path)):
            listening.feed(piece)
            whole = round(listening.samples / share) if share else listening.samples
            while listening.hear_one():
                self._heard(job, listening, whole)
                self._told_to_finish(0.0)
            self._heard(job, listening, whole)  # progress goes on in an hour of silence, too
            self._told_to_finish(0.0)
        self._conclude(job, listening, Path(path))

    def _conclude(self, job: int, listening: Listening, path: Path) -> None:
        listening.end()
        while listening.hear_one():
            self._heard(job, listening, listening.samples)
            self._told_to_finish(0.0)
        replies = floor.replies(path, listening.samples)
        self._say("transcript", job, replace(listening.transcript(), replies=replies))

    def _told_to_finish(self, timeout: float) -> bool:
        """Whether "finish" came. Any other command ends this hearing and is obeyed next."""
        try:
            command = self._commands.get(timeout=timeout) if timeout else self._commands.get_nowait()
        except queue.Empty:
            return False
        if command[0] == "finish":
            return True
        if command[0] == "tell":
            self._asked = True
            return False
        if command[0] != "cancel":
            self._commands.queue.appendleft(command)
        raise _CancelledError

    def _heard(self, job: int, listening: Listening, whole: int) -> None:
        progress = listening.heard_s * RATE / whole if whole else 0.0
        self._progress = max(self._progress, min(1.0, progress))
        self._say("heard", job, (self._progress, listening.text, listening.words))

    def _say(self, kind: str, job: int, content: Any) -> None:
        try:
            pickle.dump((kind, job, content), self._answers)
            self._answers.flush()
        except OSError:
            os._exit(0)
