"""The ear as the app sees it: a process of its own that can die and be started again.

After a death `follow` reads the journal again from its beginning: the same samples give the same words.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

from simulator.model.errors import MissingPartError, SimulatorError
from simulator.model.progress import Progress
from simulator.model.settings import PACKAGE, cache_folder
from simulator.model.transcript import Transcript
from simulator.speech.audio import files
from simulator.speech.ports import NO_CANDIDATES, Candidates, EarEvent, EarListener

PROGRAM = "from simulator.speech.hearing.child import main; main()"
LOG = "ear.log"
BEHIND_THE_APP = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
"""On Windows; elsewhere the process itself is nice."""
LOADING = 0
"""The job that loads the model; those that hear are numbered from 1."""
PATIENCE_S = 0.3
"""How long a process may take to end by itself."""


class EarProcess:
    """Implements `Ear`. Its listener is called on a thread of its own; after `close` it is silent."""

    def __init__(self, engine: str, model: str, listener: EarListener) -> None:
        self._engine = engine
        self._model = model
        self._listener = listener
        self._lock = threading.RLock()
        self._child: subprocess.Popen[bytes] | None = None
        self._job = 0
        self.error: SimulatorError | None = None
        """What the last "failed" event was about."""

    @property
    def pid(self) -> int | None:
        """The process's id while it runs."""
        child = self._child
        return child.pid if child is not None and child.poll() is None else None

    def use(self, engine: str, model: str) -> None:
        """Hear with these from now on; what is being heard is heard again, as after a death."""
        with self._lock:
            if (engine, model) == (self._engine, self._model):
                return
            self._engine, self._model = engine, model
            if self._child is not None:
                self._child.kill()

    def warm_up(self) -> None:
        """Start the process and load the model; returns at once, answered by "ready" or "failed"."""
        with self._lock:
            if self.pid is None:
                self._start()

    def follow(
        self, journal: Path, hints: Sequence[str] = (), candidates: Candidates = NO_CANDIDATES
    ) -> None:
        """Hear `journal`, which need not exist yet, as it grows; answered by "heard" events."""
        self._ask("follow", str(journal), tuple(hints), candidates)

    def tell(self) -> None:
        """Say what was said until now, the last seconds too; answered by "so_far"."""
        self._send("tell", self._job)

    def finish(self) -> None:
        """The journal is closed: hear the rest; answered by "transcript" or "failed"."""
        self._send("finish", self._job)

    def hear_file(
        self, sound: Path, hints: Sequence[str] = (), candidates: Candidates = NO_CANDIDATES
    ) -> None:
        """Hear a finished file or journal; answered by "heard" events and "transcript" or "failed"."""
        self._ask("hear", str(sound), tuple(hints), candidates)

    def cancel(self) -> None:
        """Stop hearing; no event of what was being heard comes after this."""
        with self._lock:
            self._job += 1
            self._send("cancel", self._job)

    def close(self) -> None:
        """End the process; under half a second."""
        with self._lock:
            child, self._child = self._child, None
            self._job += 1
        if child is None:
            return
        assert child.stdin is not None
        with contextlib.suppress(OSError):
            child.stdin.close()
        try:
            child.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()

    def _ask(self, name: str, *arguments: Any) -> None:
        with self._lock:
            self.warm_up()
            self._job += 1
            self._send(name, self._job, *arguments)

    def _start(self) -> None:
        cache = cache_folder()
        with _log(cache) as log:
            self._child = subprocess.Popen(
                [sys.executable, "-P", "-c", PROGRAM],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env=_environment(),
                start_new_session=os.name == "posix",  # Ctrl-C is the app's
                creationflags=BEHIND_THE_APP,
            )
        threading.Thread(target=self._listen, args=(self._child,), name="ear", daemon=True).start()
        self._send("load", LOADING, self._engine, self._model, str(cache))

    def _send(self, *message: Any) -> None:
        with self._lock:
            if self._child is None or self._child.stdin is None:
                return
            try:
                pickle.dump(message, self._child.stdin)
                self._child.stdin.flush()
            except OSError:
                return  # it died: the thread that listens to it says so

    def _listen(self, child: subprocess.Popen[bytes]) -> None:
        assert child.stdout is not None
        try:
            while True:
                self._report(child, *pickle.load(child.stdout))
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            pass
        child.wait()
        with self._lock:
            expected = self._child is not child
            if not expected:
                self._child = None
        if not expected:
            self._listener(EarEvent(kind="died", detail="The ear stopped working; it is started again."))

    def _report(self, child: subprocess.Popen[bytes], kind: str, job: int, content: Any) -> None:
        with self._lock:
            if self._child is not child or job not in (self._job, LOADING):
                return
        match kind:
            case "so_far" | "quiet":
                text, words = content
                self._listener(EarEvent(kind=kind, text=text, words=words))
            case "pause":
                (text, words), voiced_s = content
                self._listener(EarEvent(kind=kind, text=text, words=words, voiced_s=voiced_s))
            case "heard":
                progress, text, words = content
                self._listener(EarEvent(kind=kind, progress=progress, text=text, words=words))
            case "transcript":
                self._listener(EarEvent(kind=kind, progress=1.0, text=content.text, transcript=content))
            case "failed":
                self.error = content
                self._listener(EarEvent(kind=kind, detail=_sentence(content)))
            case _:
                self._listener(EarEvent(kind=kind, detail=content))


def hear(
    path: Path,
    *,
    engine: str = "auto",
    model: str = "base",
    hints: Sequence[str] = (),
    candidates: Candidates = NO_CANDIDATES,
    on_progress: Progress | None = None,
) -> Transcript:
    """Hear a finished file and wait for it, in a process of its own; Ctrl-C ends both.

    Raises `BadInputError` for a file that is no sound, `MissingPartError` without weights or on a failure.
    """
    files.check(path)
    events: queue.SimpleQueue[EarEvent] = queue.SimpleQueue()
    ear = EarProcess(engine, model, events.put)
    try:
        ear.hear_file(path, hints, candidates)
        return _awaited(ear, events, on_progress)
    finally:
        ear.close()


def _awaited(
    ear: EarProcess, events: queue.SimpleQueue[EarEvent], on_progress: Progress | None
) -> Transcript:
    while True:
        event = events.get()
        if event.kind == "heard" and on_progress is not None:
            on_progress(event.progress)
        elif event.transcript is not None:
            return event.transcript
        elif event.kind == "failed":
            raise ear.error or MissingPartError(event.detail)
        elif event.kind == "died":
            raise MissingPartError(
                "The ear's process ended unexpectedly.",
                f"See {cache_folder() / LOG}, and `simulator doctor`.",
            )


def _sentence(error: SimulatorError) -> str:
    return f"{error} {error.mend}".strip()


def _environment() -> dict[str, str]:
    """The child's environment: ours, so that it imports the same package, and how many threads it may use."""
    from simulator.speech.hearing.fast import threads

    path = os.pathsep.join([str(PACKAGE.parent), *filter(None, [os.environ.get("PYTHONPATH")])])
    return {"OMP_NUM_THREADS": str(threads()), **os.environ, "PYTHONPATH": path, "HF_HUB_OFFLINE": "1"}


def _log(cache: Path) -> IO[bytes]:
    """Where the child's stderr goes; nowhere when the cache cannot be written."""
    try:
        cache.mkdir(parents=True, exist_ok=True)
        return (cache / LOG).open("wb")
    except OSError:
        return Path(os.devnull).open("wb")
