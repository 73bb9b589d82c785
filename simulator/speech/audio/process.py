"""The audio process: owns PortAudio, so that what C libraries print and device lists never touch the app.

Commands go down a pipe, events come up; level, position and recorded time are read from shared memory.
The process ends, its journal closed, when the app's end of the pipe closes, however it closed.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import queue
import signal
import sys
import threading
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.model.errors import MissingPartError, SimulatorError
from simulator.model.transcript import Reply
from simulator.speech.ports import AudioEvent, AudioListener, Device

if TYPE_CHECKING:
    from simulator.speech.audio.journal import JournalWriter
    from simulator.speech.audio.microphone import Microphone
    from simulator.speech.audio.player import SoundPlayer

LEVEL, RECORDED, PLAYING, POSITION, SLOTS = 0, 1, 2, 3, 4
ANSWER_S = 10.0
"""How long to wait for a list of devices; the first look may take seconds."""
CLOSING_S = 0.4


class AudioProcess:
    """Implements `Audio` with a child process that is started when it is first needed."""

    def __init__(
        self, listener: AudioListener, *, microphone: str | None = None, speaker: str | None = None
    ) -> None:
        self._listener = listener
        self._microphone = microphone
        self._speaker = speaker
        self._lock = threading.Lock()
        self._asking = threading.Lock()
        self._shared: Any = multiprocessing.get_context("spawn").RawArray("d", SLOTS)
        self._process: Any = None
        self._pipe: Connection | None = None
        self._answers: queue.Queue[Any] = queue.Queue()
        self._closed = False

    def use(self, microphone: str | None, speaker: str | None) -> None:
        """Use these devices from the next recording and the next sound on; None is the system's own."""
        self._microphone, self._speaker = microphone, speaker

    # Commands

    def devices(self, *, refresh: bool = False) -> tuple[Device, ...]:
        """Every device. Raises `MissingPartError` without PortAudio."""
        with self._asking:
            while not self._answers.empty():  # an answer that came too late for the one who asked
                self._answers.get()
            self._send("devices", refresh)
            try:
                answer = self._answers.get(timeout=ANSWER_S)
            except queue.Empty as error:
                raise MissingPartError(
                    "The sound system does not answer.", "Restart the sound system."
                ) from error
        if isinstance(answer, SimulatorError):
            raise answer
        found: tuple[Device, ...] = answer
        return found

    def record(self, journal: Path, device: str | None = None) -> None:
        """Open the microphone; "recording" or "microphone_lost" follows."""
        self._shared[RECORDED] = 0.0
        self._send("record", journal, device or self._microphone)

    def pause(self) -> None:
        self._send("pause")

    def resume(self) -> None:
        self._send("resume")

    def take_floor(self, reply: Reply | None, *, yielding: bool = False) -> None:
        self._send("take_floor", reply, yielding)

    def give_floor(self, after_s: float) -> None:
        self._send("give_floor", float(after_s))

    def finish(self) -> None:
        """Close the journal; "finished" follows, also when none was open."""
        self._send("finish")

    def play(
        self, sound: Path, *, start_s: float = 0.0, end_s: float | None = None, speed: float = 1.0
    ) -> None:
        """Play a file; "played" or "speaker_lost" follows, nothing when it is stopped."""
        self._shared[PLAYING] = 1.0
        self._shared[POSITION] = start_s
        self._send("play", sound, start_s, end_s, speed, self._speaker)

    def stop_playing(self) -> None:
        self._shared[PLAYING] = 0.0
        self._send("stop_playing")

    # What is polled

    @property
    def level(self) -> float:
        return float(self._shared[LEVEL])

    @property
    def recorded_s(self) -> float:
        return float(self._shared[RECORDED])

    @property
    def playing(self) -> bool:
        return bool(self._shared[PLAYING])

    @property
    def position_s(self) -> float:
        return float(self._shared[POSITION])

    # Life

    def close(self) -> None:
        """Close the journal and end the process; waits under half a second."""
        with self._lock:
            self._closed = True
            pipe, process = self._pipe, self._process
            self._pipe = self._process = None
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.send(("quit",))
        if process is not None:
            process.join(CLOSING_S)
            if process.is_alive():
                process.kill()
                process.join()
        if pipe is not None:
            pipe.close()

    def _send(self, *command: Any) -> None:
        with self._lock:
            if self._closed:
                return
            pipe = self._pipe or self._start()
            try:
                pipe.send(command)
            except OSError:  # it died a moment ago, and its reader says so; another one obeys
                self._start().send(command)

    def _start(self) -> Connection:
        spawn = multiprocessing.get_context("spawn")
        _start_tracker()
        ours, theirs = spawn.Pipe()
        process = spawn.Process(target=_serve, args=(theirs, self._shared), name="audio", daemon=True)
        process.start()
        theirs.close()
        self._pipe, self._process = ours, process
        threading.Thread(target=self._listen, args=(ours, process), name="audio events", daemon=True).start()
        return ours

    def _listen(self, pipe: Connection, process: Any) -> None:
        try:
            while True:
                message = pipe.recv()
                if isinstance(message, AudioEvent):
                    self._listener(message)
                else:
                    self._answers.put(message)
        except (EOFError, OSError):
            self._ended(pipe, process)

    def _ended(self, pipe: Connection, process: Any) -> None:
        with self._lock:
            expected = self._closed
            current = self._pipe is pipe
            if current:
                self._pipe = None
        if current or expected:
            for slot in range(SLOTS):
                self._shared[slot] = 0.0
        if expected:
            return
        process.join(CLOSING_S)
        self._answers.put(MissingPartError("The audio process stopped."))
        self._listener(
            AudioEvent(kind="died", detail="The audio process stopped and is started again when needed.")
        )


def _start_tracker() -> None:
    """Start multiprocessing's resource tracker while stderr is a real one.

    A screen library's stand-in has no file descriptor, and the tracker would fail to start with it.
    """
    with contextlib.redirect_stderr(sys.__stderr__):
        resource_tracker.ensure_running()


# The child


def _serve(pipe: Connection, shared: Any) -> None:
    """The child's main loop."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the app decides
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # what multiprocessing sends when the app exits
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    devices = _Devices(pipe, shared)
    try:
        while devices.obey(pipe.recv()):
            pass
    except (EOFError, OSError):
        pass
    finally:
        devices.close()


class _Devices:
    """The child's microphone and player, which obey the app's commands."""

    def __init__(self, pipe: Connection, shared: Any) -> None:
        self._pipe = pipe
        self._shared = shared
        self._sending = threading.Lock()
        self._microphone: Microphone | None = None
        self._unwritten: list[JournalWriter] = []
        """Journals of which the disk has not taken everything."""
        self._player: SoundPlayer | None = None
        self._outdated = False
        """Whether a device failed: PortAudio's list, frozen at its start, may not be true any more."""

    @property
    def _is_playing(self) -> bool:
        return self._player is not None and self._player.is_playing

    def obey(self, command: tuple[Any, ...]) -> bool:
        """Carry out one command; False after "quit"."""
        name, *arguments = command
        if name == "quit":
            return False
        getattr(self, f"do_{name}")(*arguments)
        return True

    def close(self) -> None:
        if self._microphone is not None or self._unwritten:
            self.do_finish()  # first: the journal matters more than the speaker
        self.do_stop_playing()

    def do_devices(self, refresh: bool) -> None:
        from simulator.speech.audio import devices

        recording = self._microphone is not None and self._microphone.is_open
        busy = recording or self._is_playing
        try:
            self._say(devices.devices(refresh=refresh and not busy))
        except SimulatorError as error:
            self._say(error)
        except Exception as error:  # noqa: BLE001  whatever PortAudio raises, whoever asked must hear of it
            self._say(MissingPartError(f"The sound devices cannot be listed: {error}."))

    def do_record(self, journal: Path, device: str | None) -> None:
        from simulator.speech.audio import devices
        from simulator.speech.audio.microphone import Microphone

        if self._microphone is not None:
            self._end_microphone(handed_over=self._microphone.journal.path == journal)
        unwritten = next((one for one in self._unwritten if one.path == journal), None)
        try:
            if self._outdated and not self._is_playing:
                devices.refresh_list()
                self._outdated = False
            self._microphone = Microphone(journal, device, self._say, self._show_recording, unwritten)
            self._unwritten = [one for one in self._unwritten if one is not unwritten]
        except SimulatorError as error:
            self._say(AudioEvent(kind="microphone_lost", detail=f"{error} {error.mend}".strip()))
        except Exception as error:  # noqa: BLE001  whatever is raised, it does not work
            self._say(AudioEvent(kind="microphone_lost", detail=f"The microphone cannot be opened: {error}."))

    def _end_microphone(self, *, handed_over: bool = False) -> None:
        if self._microphone is not None:
            self._microphone.close(handed_over=handed_over)
            self._unwritten += [self._microphone.journal] * self._microphone.journal.waits
            self._microphone = None

    def _write_rest(self) -> None:
        """Write what is in memory only, if there is room now."""
        self._unwritten = [journal for journal in self._unwritten if not journal.close()]
        if not self._unwritten:
            self._say(AudioEvent(kind="finished"))
            return
        from simulator.speech.audio.microphone import closed

        self._say(closed(self._unwritten[-1]))

    def do_pause(self) -> None:
        if self._microphone is not None:
            self._microphone.pause()

    def do_resume(self) -> None:
        if self._microphone is not None:
            self._microphone.resume()

    def do_take_floor(self, reply: Reply | None, yielding: bool) -> None:
        if self._microphone is not None:
            self._microphone.take_floor(reply, yielding=yielding)

    def do_give_floor(self, after_s: float) -> None:
        if self._microphone is not None:
            self._microphone.give_floor(after_s)

    def do_finish(self) -> None:
        if self._microphone is not None:
            self._end_microphone()
        else:
            self._write_rest()

    def do_play(
        self, sound: Path, start_s: float, end_s: float | None, speed: float, device: str | None
    ) -> None:
        from simulator.speech.audio.player import SoundPlayer

        self.do_stop_playing()
        self._player = SoundPlayer(sound, start_s, end_s, speed, device, self._say, self._show_playing)

    def do_stop_playing(self) -> None:
        if self._player is not None:
            self._player.stop()
            self._player = None

    def _say(self, message: object) -> None:
        if isinstance(message, AudioEvent) and message.kind in ("microphone_lost", "speaker_lost"):
            self._outdated = True
        with self._sending, contextlib.suppress(OSError):  # the app may be gone; the journal matters
            self._pipe.send(message)
        if isinstance(message, AudioEvent) and message.kind == "barged_in" and (player := self._player):
            player.stop()  # here, since every tenth of a second counts

    def _show_recording(self, level: float, recorded_s: float) -> None:
        self._shared[LEVEL] = level
        self._shared[RECORDED] = recorded_s

    def _show_playing(self, playing: bool, position_s: float) -> None:
        self._shared[PLAYING] = float(playing)
        self._shared[POSITION] = position_s
