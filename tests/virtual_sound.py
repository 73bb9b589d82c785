"""A microphone and a speaker without hardware: a PulseAudio of the tests' own, reached through PortAudio."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes.util import find_library
from pathlib import Path

import psutil

COMMANDS = {"pulseaudio": "pulseaudio", "pactl": "pulseaudio-utils", "paplay": "pulseaudio-utils"}
ALSA_PLUGIN = "alsa-lib/libasound_module_pcm_pulse.so"
MICROPHONE = "mic_cable"
SPEAKER = "speaker"
ALSA = """
pcm.!default { type pulse }
ctl.!default { type pulse }
pcm.pulse { type pulse }
ctl.pulse { type pulse }
"""


def wait_for(condition: Callable[[], bool], what: str, seconds: float = 30.0) -> None:
    """Wait until `condition` holds; fails with `what` after `seconds`."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"Waited {seconds:.0f} s in vain: {what}.")
        time.sleep(0.02)


def is_running(pid: int) -> bool:
    """Whether a process lives; one that ended and that nobody has asked about yet does not."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def missing_packages() -> list[str]:
    """Debian packages that the virtual microphone needs and that are not installed."""
    missing = {package for command, package in COMMANDS.items() if not shutil.which(command)}
    if find_library("portaudio") is None:
        missing.add("libportaudio2")
    if not any(True for library in Path("/usr/lib").glob(f"*/{ALSA_PLUGIN}")):
        missing.add("libasound2-plugins")
    return sorted(missing)


class VirtualSound:
    """Runs the sound server; `environment` leads any process to it."""

    def __init__(self) -> None:
        if missing := missing_packages():
            raise RuntimeError(
                f"The tests need a virtual microphone: sudo apt-get install {' '.join(missing)}"
            )
        self.folder = Path(tempfile.mkdtemp(prefix="virtual-sound-"))
        self.folder.chmod(0o700)
        alsa = self.folder / "asound.conf"
        system = Path("/usr/share/alsa/alsa.conf")
        alsa.write_text((f"<{system}>\n" if system.exists() else "") + ALSA, encoding="utf-8")
        self.environment = {
            "XDG_RUNTIME_DIR": str(self.folder),
            "PULSE_RUNTIME_PATH": str(self.folder / "pulse"),
            "PULSE_STATE_PATH": str(self.folder / "state"),
            "PULSE_CONFIG_PATH": str(self.folder / "config"),
            "PULSE_COOKIE": str(self.folder / "cookie"),
            "PULSE_SERVER": f"unix:{self.folder}/pulse.socket",
            "ALSA_CONFIG_PATH": str(alsa),
        }
        self.microphone = MICROPHONE
        """Whom `speak` speaks to."""
        self._modules: dict[str, str] = {}
        self._server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        script = self.folder / "default.pa"
        socket = f"{self.folder}/pulse.socket"
        script.write_text(f"load-module module-native-protocol-unix socket={socket} auth-anonymous=1\n")
        command = [
            "pulseaudio",
            "-n",
            "--daemonize=no",
            "--exit-idle-time=-1",
            "--use-pid-file=no",
            "--disable-shm=yes",
        ]
        with (self.folder / "log").open("wb") as log:
            self._server = subprocess.Popen(
                [*command, "-F", str(script)],
                env=self._whole(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        wait_for(self._answers, f"pulseaudio did not start: {self.folder / 'log'}")
        self.plug()

    def stop(self) -> None:
        if self._server is not None:
            self._server.terminate()
            self._server.wait(timeout=10)
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, *arguments: str) -> str:
        """One pactl command."""
        done = subprocess.run(
            ["pactl", *arguments], env=self._whole(), capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def speak(self, sound: Path) -> subprocess.Popen[bytes]:
        """Play a file into the microphone; returns at once."""
        return subprocess.Popen(["paplay", f"--device={self.microphone}", str(sound)], env=self._whole())

    @contextmanager
    def capture(self) -> Iterator[Path]:
        """Record what the speaker plays into a WAV file."""
        target = Path(tempfile.mkstemp(suffix=".wav", dir=self.folder)[1])
        command = [
            "parecord",
            f"--device={SPEAKER}.monitor",
            "--file-format=wav",
            "--channels=1",
            "--latency-msec=50",
            str(target),
        ]
        recorder = subprocess.Popen(command, env=self._whole())
        try:
            wait_for(lambda: "parecord" in self.run("list", "source-outputs"), "the capture did not start")
            yield target
        finally:
            recorder.terminate()
            recorder.wait(timeout=10)

    def unplug(self) -> None:
        """Take microphone and speaker away (a server with any source left would move listeners to it)."""
        for name in (self.microphone, SPEAKER):
            self.run("unload-module", self._modules.pop(name))

    def restore(self) -> None:
        """As it was at the start."""
        if self.microphone != MICROPHONE:
            self.unplug()
            self.plug()

    def plug(self, microphone: str = MICROPHONE, rate: int = 48_000) -> None:
        """Microphone and speaker, as the defaults."""
        self.microphone = microphone
        for name in (microphone, SPEAKER):
            self._modules[name] = self.run(
                "load-module", "module-null-sink", f"sink_name={name}", f"rate={rate}"
            )
        self.run("set-default-source", f"{microphone}.monitor")
        self.run("set-default-sink", SPEAKER)

    def _answers(self) -> bool:
        done = subprocess.run(["pactl", "info"], env=self._whole(), capture_output=True, check=False)
        return done.returncode == 0

    def _whole(self) -> dict[str, str]:
        return {**os.environ, **self.environment}
