"""What to do without sound: each system's own place, package or variable is named."""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path

import pytest

from simulator.speech.audio import advice


@pytest.mark.parametrize(
    ("platform_name", "release", "system", "named"),
    [
        ("darwin", "24.1.0", advice.MAC, "System Settings > Privacy & Security > Microphone"),
        ("win32", "11", advice.WINDOWS, "Settings > Privacy & security > Microphone"),
        ("linux", "5.15.167.4-microsoft-standard-WSL2", advice.WSL, "RDPSource"),
        ("linux", "6.12.5-amd64", advice.LINUX, "sound settings"),
    ],
)
def test_where_the_permission_is_kept(
    monkeypatch: pytest.MonkeyPatch, platform_name: str, release: str, system: str, named: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform_name)
    monkeypatch.setattr(platform, "release", lambda: release)
    assert advice.system() == system
    assert named in advice.allow()
    assert ("Privacy" in advice.in_use()) == (system in (advice.MAC, advice.WINDOWS))


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Linux without a part of ALSA that leads to a sound server, and with apt-get."""
    monkeypatch.setattr(advice, "system", lambda: advice.LINUX)
    monkeypatch.setattr(advice.shutil, "which", lambda name: name if name == "apt-get" else None)
    return tmp_path


def touch(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch()


def install(root: Path, plugin: str) -> None:
    touch(root / "usr" / "lib" / "x86_64-linux-gnu" / "alsa-lib" / plugin)


def test_pipewire_without_its_part_of_alsa_names_the_package(root: Path) -> None:
    environment = {"XDG_RUNTIME_DIR": str(root / "run")}
    touch(root / "run" / "pipewire-0")
    assert "`sudo apt-get install pipewire-alsa`" in advice.connect("microphone", environment, root)
    install(root, advice.PIPEWIRE)
    assert advice.connect("microphone", environment, root) == "Connect a microphone and try again."


def test_pulseaudio_without_its_part_of_alsa_names_the_package(root: Path) -> None:
    environment = {"XDG_RUNTIME_DIR": str(root / "run")}
    touch(root / "run" / "pulse" / "native")
    assert "`sudo apt-get install libasound2-plugins`" in advice.connect("speaker", environment, root)
    touch(root / "run" / "pipewire-0")
    install(root, advice.PULSE)
    assert advice.connect("speaker", environment, root) == "Connect a speaker and try again."


def test_another_package_manager_has_another_command(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(advice.shutil, "which", lambda name: name if name == "dnf" else None)
    touch(root / "run" / "pulse" / "native")
    found = advice.connect("microphone", {"XDG_RUNTIME_DIR": str(root / "run")}, root)
    assert "`sudo dnf install alsa-plugins-pulseaudio`" in found


def test_a_variable_that_leads_nowhere_is_named(root: Path) -> None:
    environment = {"PULSE_SERVER": f"unix:{root}/gone"}
    assert f"PULSE_SERVER is unix:{root}/gone" in advice.connect("microphone", environment, root)


def test_a_variable_that_is_not_set_is_named(root: Path) -> None:
    (root / "run" / "user" / str(os.getuid())).mkdir(parents=True)
    assert f"set it to /run/user/{os.getuid()}" in advice.connect("microphone", {}, root)


def test_wsl_names_the_variable_and_the_package(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(advice, "system", lambda: advice.WSL)
    assert "`wsl --update`" in advice.connect("microphone", {}, root)
    touch(root / advice.WSL_SERVER)
    found = advice.connect("microphone", {}, root)
    assert "PULSE_SERVER=unix:/mnt/wslg/PulseServer" in found
    assert "libasound2-plugins" in found


def test_a_card_that_may_not_be_used_names_the_group(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(root / "dev" / "snd" / "pcmC0D0c")
    assert advice.connect("microphone", {}, root) == "Connect a microphone and try again."
    monkeypatch.setattr(advice.os, "access", lambda *_: False)
    assert "usermod -aG audio" in advice.connect("microphone", {}, root)


@pytest.mark.parametrize("system", [advice.MAC, advice.WINDOWS])
def test_elsewhere_a_device_is_all_that_can_lack(
    root: Path, monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    monkeypatch.setattr(advice, "system", lambda: system)
    assert advice.connect("microphone", {}, root) == "Connect a microphone and try again."
