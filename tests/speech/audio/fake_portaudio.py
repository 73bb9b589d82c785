"""PortAudio as a test wants it: its devices, what they refuse, and streams that send what the test says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import numpy as np

FINE = SimpleNamespace(input_overflow=False)


class PortAudioError(Exception):
    """What sounddevice raises."""


@dataclass
class FakeDevice:
    name: str
    host: str = "ALSA"
    inputs: int = 1
    outputs: int = 0
    rate: int = 44_100
    takes: tuple[int, ...] = (44_100, 48_000)
    """Rates (Hz) that it does not refuse."""
    refuses_at: str = "check"
    """`check`, `open` or `start`: when it refuses."""


@dataclass
class FakeStream:
    """A stream that is never called back unless the test calls `send`."""

    device: FakeDevice
    samplerate: int
    channels: int
    callback: Callable[..., None] | None
    active: bool = False
    latency: float = 0.0
    written: list[np.ndarray] = field(default_factory=list)

    def start(self) -> None:
        _refuse(self.device, "start", self.samplerate)
        self.active = True

    def stop(self) -> None:
        self.active = False

    abort = close = stop

    def write(self, block: np.ndarray) -> None:
        self.written.append(block)

    def send(self, samples: np.ndarray) -> None:
        assert self.callback is not None
        block = np.repeat(samples[:, None], self.channels, axis=1).astype(np.float32)
        self.callback(block, len(block), None, FINE)


class FakePortAudio:
    """Stands for the module `sounddevice`."""

    PortAudioError = PortAudioError

    def __init__(self, *devices: FakeDevice) -> None:
        self.devices = devices
        self.streams: list[FakeStream] = []
        self.hosts = list(dict.fromkeys(device.host for device in devices))
        first = {
            kind: next((n for n, device in enumerate(devices) if getattr(device, kind)), -1)
            for kind in ("inputs", "outputs")
        }
        self.default = SimpleNamespace(device=(first["inputs"], first["outputs"]))

    def query_hostapis(self) -> list[dict[str, str]]:
        return [{"name": host} for host in self.hosts]

    def query_devices(self, device: int | None = None, kind: str | None = None) -> Any:
        every = [self._info(index) for index in range(len(self.devices))]
        if kind is not None:
            device = self.default.device[kind == "output"]
            if device < 0:
                raise PortAudioError("Error querying device -1")
        return every if device is None else every[device]

    def _info(self, index: int) -> dict[str, Any]:
        device = self.devices[index]
        return {
            "index": index,
            "name": device.name,
            "hostapi": self.hosts.index(device.host),
            "max_input_channels": device.inputs,
            "max_output_channels": device.outputs,
            "default_samplerate": float(device.rate),
        }

    def check_input_settings(self, *, device: int, samplerate: int, **_: object) -> None:
        _refuse(self.devices[device], "check", samplerate)

    check_output_settings = check_input_settings

    def InputStream(  # noqa: N802  sounddevice's own name
        self,
        *,
        device: int,
        samplerate: int,
        channels: int,
        callback: Callable[..., None] | None = None,
        **_: object,
    ) -> FakeStream:
        _refuse(self.devices[device], "open", samplerate)
        self.streams.append(FakeStream(self.devices[device], samplerate, channels, callback))
        return self.streams[-1]

    OutputStream = InputStream


def _refuse(device: FakeDevice, moment: str, rate: int) -> None:
    if device.refuses_at == moment and rate not in device.takes:
        raise PortAudioError(f"Invalid sample rate {rate}")
