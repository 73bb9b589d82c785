"""Microphones and speakers, as PortAudio lists them. Runs in the audio process only."""

from __future__ import annotations

import sys
from typing import Any

from simulator.model.errors import MissingPartError
from simulator.speech.ports import Device


def portaudio() -> Any:
    """sounddevice. Raises `MissingPartError` with the command that installs PortAudio here."""
    try:
        import sounddevice
    except OSError as error:
        how = (
            "sudo apt-get install libportaudio2"
            if sys.platform == "linux"
            else "pip install --force-reinstall sounddevice"
        )
        raise MissingPartError(
            "PortAudio is not on this machine, so there is no microphone and no speaker.", how
        ) from error
    return sounddevice


def refresh_list() -> None:
    """Ask PortAudio anew what there is; ends open streams."""
    sd = portaudio()
    sd._terminate()
    sd._initialize()


def devices(*, refresh: bool = False) -> tuple[Device, ...]:
    """Every device; with `refresh` PortAudio is asked anew, which ends open streams."""
    if refresh:
        refresh_list()
    sd = portaudio()
    default_input, default_output = sd.default.device
    hosts = sd.query_hostapis()
    return tuple(
        Device(
            id=_identifier(info, hosts),
            name=info["name"],
            inputs=info["max_input_channels"],
            outputs=info["max_output_channels"],
            rate=int(info["default_samplerate"]),
            is_default_input=index == default_input,
            is_default_output=index == default_output,
        )
        for index, info in enumerate(sd.query_devices())
    )


def find(kind: str, identifier: str | None) -> int:
    """PortAudio's index of a device; `kind` is `input` or `output`, None the default one.

    Raises `MissingPartError` when there is none, or not that one.
    """
    sd = portaudio()
    what = "microphone" if kind == "input" else "speaker"
    if identifier:
        hosts = sd.query_hostapis()
        for index, info in enumerate(sd.query_devices()):
            if _identifier(info, hosts) == identifier and info[f"max_{kind}_channels"] > 0:
                return index
        raise MissingPartError(
            f"The {what} '{identifier}' is not here.", "Connect it, or choose another in the settings."
        )
    try:
        return int(sd.query_devices(kind=kind)["index"])
    except (sd.PortAudioError, ValueError) as error:
        raise MissingPartError(f"No {what} was found.", f"Connect a {what} and try again.") from error


def _identifier(info: dict[str, Any], hosts: Any) -> str:
    """Name and host API: stable over restarts, as PortAudio's numbers are not."""
    return f"{info['name']} ({hosts[info['hostapi']]['name']})"
