"""What to do when no sound comes or no device is found: the sentences depend on the system."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

MAC, WINDOWS, WSL, LINUX = "macOS", "Windows", "WSL", "Linux"
ALLOW = {
    MAC: "If not, allow your terminal to hear it under System Settings > Privacy & Security > Microphone, "
    "then quit the terminal and open it again.",
    WINDOWS: "If not, let desktop apps hear it under Settings > Privacy & security > Microphone.",
    WSL: "If not, let desktop apps hear it in Windows under Settings > Privacy & security > Microphone, "
    "and see that `pactl list short sources` names RDPSource, PulseAudio's source in WSL.",
    LINUX: "If not, look in the sound settings whether the sound server records from the right source.",
}
"""What follows the question whether the microphone is muted. No system reports a missing permission as an
error everywhere: macOS and WSL send zeros instead."""
WSL_SERVER = "mnt/wslg/PulseServer"
PULSE, PIPEWIRE = "libasound_module_pcm_pulse.so", "libasound_module_pcm_pipewire.so"
"""The parts of ALSA that lead to a sound server."""
PLUGINS = ("lib/alsa-lib", "lib/*/alsa-lib", "lib64/alsa-lib")
INSTALL = {
    "apt-get": (
        "sudo apt-get install",
        {PULSE: "libasound2-plugins", PIPEWIRE: "pipewire-alsa"},
    ),
    "dnf": ("sudo dnf install", {PULSE: "alsa-plugins-pulseaudio", PIPEWIRE: "pipewire-alsa"}),
    "pacman": ("sudo pacman -S", {PULSE: "alsa-plugins", PIPEWIRE: "pipewire-alsa"}),
}
"""The command of each package manager, and which package leads ALSA to which sound server."""


def system() -> str:
    """`MAC`, `WINDOWS`, `WSL` or `LINUX`."""
    if sys.platform == "darwin":
        return MAC
    if sys.platform == "win32":
        return WINDOWS
    return WSL if "microsoft" in platform.release().casefold() else LINUX


def allow() -> str:
    """Where this system keeps the permission to use the microphone."""
    return ALLOW[system()]


def in_use() -> str:
    """What to do about a microphone that cannot be opened."""
    where = ALLOW[system()].partition(", ")[2] if system() in (MAC, WINDOWS) else ""
    return f"Close other programs that use it. {where[:1].upper()}{where[1:]}".strip()


def connect(what: str, environment: Mapping[str, str] = os.environ, root: Path = Path("/")) -> str:
    """What to do where no device is found; `what` is "microphone" or "speaker".

    Under Linux this names the package or the variable that leads to the sound server, if that is what lacks.
    """
    led = _led_to_server(environment, root) if system() in (WSL, LINUX) else ""
    return f"Connect a {what} and try again. {led}".strip()


def _led_to_server(environment: Mapping[str, str], root: Path) -> str:
    server = environment.get("PULSE_SERVER", "")
    runtime = environment.get("XDG_RUNTIME_DIR", "")
    if system() == WSL and not server:
        if (root / WSL_SERVER).exists():
            return f"In WSL, set PULSE_SERVER=unix:/{WSL_SERVER}. {_plugin(PULSE, root)}".strip()
        return "WSL has no sound without WSLg: run `wsl --update` in Windows."
    if server.startswith(("unix:", "/")) and not Path(server.removeprefix("unix:")).exists():
        return f"PULSE_SERVER is {server}, but no sound server is there: unset it, or start the server."
    through_pulse = bool(server) or (bool(runtime) and Path(runtime, "pulse", "native").exists())
    if runtime and Path(runtime, "pipewire-0").exists():
        return _plugin(PIPEWIRE, root, *(PULSE,) * through_pulse)
    if through_pulse:
        return _plugin(PULSE, root)
    usual = Path("run", "user", str(os.getuid()))
    if not runtime and (root / usual).is_dir():
        return f"XDG_RUNTIME_DIR, which leads to the sound server, is not set: set it to /{usual}."
    cards = root / "dev" / "snd"
    if cards.is_dir() and any(not os.access(card, os.R_OK | os.W_OK) for card in cards.glob("pcm*")):
        return "You may not use the sound card: run `sudo usermod -aG audio $USER` and log in again."
    return ""


def _plugin(wanted: str, root: Path, *others: str) -> str:
    """The command that installs the part of ALSA that leads to the sound server, unless one is here."""
    folders = [folder for place in PLUGINS for folder in (root / "usr").glob(place)]
    if any((folder / name).exists() for folder in folders for name in (wanted, *others)):
        return ""
    manager = next((name for name in INSTALL if shutil.which(name)), "apt-get")
    command, packages = INSTALL[manager]
    return f"A sound server runs, but ALSA does not lead to it: run `{command} {packages[wanted]}`."
