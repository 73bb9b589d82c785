"""Microphones and speakers, as PortAudio lists them. Runs in the audio process only."""

from __future__ import annotations

import sys
from collections import Counter
from typing import Any

from simulator.model.errors import MissingPartError
from simulator.speech.audio.advice import connect
from simulator.speech.audio.recognising import bare, counted, recognised
from simulator.speech.ports import Device

RATES = (48_000, 44_100, 16_000, 32_000, 24_000, 96_000, 22_050, 8_000)
"""Hz; tried in this order when a device refuses its own rate."""


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
    hosts = [host["name"] for host in sd.query_hostapis()]
    seen: Counter[tuple[str, str]] = Counter()
    found = []
    for index, info in enumerate(sd.query_devices()):
        host = hosts[info["hostapi"]]
        seen[info["name"], host] += 1
        name = counted(info["name"], seen[info["name"], host])
        found.append(
            Device(
                id=f"{name} ({host})",
                name=name,
                inputs=info["max_input_channels"],
                outputs=info["max_output_channels"],
                rate=int(info["default_samplerate"]),
                host=host,
                is_default_input=index == default_input,
                is_default_output=index == default_output,
            )
        )
    return tuple(found)


def rates(own: float) -> tuple[int, ...]:
    """The rates (Hz) to try with a device, its own first."""
    return tuple(dict.fromkeys((int(own), *RATES)))


def others(kind: str, index: int, most: int = 3) -> tuple[str, ...]:
    """Ids of other devices than the one at `index`: the same through another host API first."""
    there = devices()
    used = there[index]
    rest = [device for device in _fitting(kind, there) if device is not used]
    rest.sort(key=lambda device: bare(device.name) != bare(used.name))
    return tuple(device.id for device in rest[:most])


def find(kind: str, identifier: str | None) -> int:
    """PortAudio's index of a device; `kind` is `input` or `output`, None the default one.

    Raises `MissingPartError` when there is none, not that one, or when several are alike.
    """
    sd = portaudio()
    what = "microphone" if kind == "input" else "speaker"
    if identifier:
        there = devices()
        found = recognised(identifier, _fitting(kind, there))
        if len(found) > 1:
            raise MissingPartError(
                f"{len(found)} {what}s are called '{bare(found[0].name)}': which one is yours?",
                "Choose it in the settings.",
            )
        if found:
            return there.index(found[0])
        raise MissingPartError(
            f"The {what} '{identifier}' is not here.", "Connect it, or choose another in the settings."
        )
    try:
        return int(sd.query_devices(kind=kind)["index"])
    except (sd.PortAudioError, ValueError) as error:
        raise MissingPartError(f"No {what} was found.", connect(what)) from error


def _fitting(kind: str, there: tuple[Device, ...]) -> list[Device]:
    return [device for device in there if (device.inputs if kind == "input" else device.outputs)]
