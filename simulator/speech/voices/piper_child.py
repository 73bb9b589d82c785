"""Piper in a process of its own, warm between utterances; ends when its stdin closes.

Run as a script: first line of stdin `{"model": ..., "config": ..., "digests": {path: sha256}}`, then
`{"text": ...}` a line. Each answer is a JSON line on stdout, `{"ready": true}`, `{"rate": Hz, "bytes": n}`
followed by n bytes of 16-bit mono samples, or `{"error": ...}`. It imports nothing of ours.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, Any


def main() -> None:
    """Load, say so, then speak line by line."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what libraries print must not mix with the answers
    orders = sys.stdin.buffer
    try:
        voice = _load(json.loads(orders.readline()))
    except BaseException as error:  # noqa: BLE001 - whatever it is, the parent gets one sentence
        _answer(answers, {"error": _sentence(error)})
        os._exit(1)
    _answer(answers, {"ready": True})
    for line in orders:
        _speak(voice, json.loads(line)["text"], answers)
    os._exit(0)


def _load(order: dict[str, Any]) -> Any:
    with ThreadPoolExecutor() as pool:  # the digests are taken while the libraries load
        checks = {path: pool.submit(_digest, path) for path in order["digests"]}
        import onnxruntime
        from piper import PiperVoice

        onnxruntime.disable_telemetry_events()
        onnxruntime.SessionOptions = lambda options=onnxruntime.SessionOptions: _patient(options())
        for path, wanted in order["digests"].items():
            if checks[path].result() != wanted:
                raise ValueError(f"{Path(path).name} is not the official file")
        return PiperVoice.load(order["model"], config_path=order["config"])


def _patient(options: Any) -> Any:
    """Threads that sleep while they wait: spinning ones take the cores from each other, and from the ear."""
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return options


def _digest(path: str) -> str:
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _speak(voice: Any, text: str, answers: IO[bytes]) -> None:
    try:
        chunks = list(voice.synthesize(text))
    except Exception as error:  # noqa: BLE001 - one text that fails must not end the voice
        _answer(answers, {"error": _sentence(error)})
        return
    if not chunks:
        _answer(answers, {"error": "there is nothing to say"})
        return
    sound = b"".join(chunk.audio_int16_bytes for chunk in chunks)
    _answer(answers, {"rate": chunks[0].sample_rate, "bytes": len(sound)}, sound)


def _sentence(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0]


def _answer(answers: IO[bytes], answer: dict[str, object], sound: bytes = b"") -> None:
    answers.write(json.dumps(answer).encode() + b"\n" + sound)
    answers.flush()


if __name__ == "__main__":
    main()
