"""Recognises the device that was chosen once, although the system has numbered its sound cards anew."""

from __future__ import annotations

import re
from collections.abc import Sequence

from simulator.speech.ports import Device

_ALSA_CARD = re.compile(r"\(hw:\d+")
"""`USB Audio: - (hw:2,0)`: the card's number changes with each start, the device's on the card does not."""
_WINDOWS_CARD = re.compile(r"\(\d+- ?")
"""`Microphone (2- USB Audio)`: the number changes with the socket."""
_COUNTED = re.compile(r" \[\d+\]$")
"""What `counted` adds."""


def counted(name: str, number: int) -> str:
    """The name of the `number`th device of that name; the first keeps its own."""
    return name if number == 1 else f"{name} [{number}]"


def bare(name: str) -> str:
    """A device's name without the numbers that change."""
    return _WINDOWS_CARD.sub("(", _ALSA_CARD.sub("(hw:", _COUNTED.sub("", name)))


def recognised(kept: str, there: Sequence[Device]) -> tuple[Device, ...]:
    """The device that a stored id means: none when it is not there, several when they are alike.

    A device of that very id is the one. Else it is the one of that name without its card's number, through
    the same host API if there is one, else through the first that has it.
    """
    for device in there:
        if device.id == kept:
            return (device,)
    name, _, host = kept.removesuffix(")").rpartition(" (")
    named = [device for device in there if bare(device.name) == bare(name)]
    hosts = [device.host for device in named]
    used = host if host in hosts else next(iter(hosts), "")
    return tuple(device for device in named if device.host == used)
