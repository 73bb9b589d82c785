"""The sound of an answer inside a page."""

from __future__ import annotations

import base64
from pathlib import Path

from simulator.model.errors import BadInputError
from simulator.model.records import AnswerRecord

SOUNDS = {".flac": "audio/flac", ".wav": "audio/wav"}
"""The kinds of recordings; one that is still a journal is not put into a page."""


def as_data(answer: AnswerRecord) -> str:
    """The recording as a data URI; "" when there is none, or it is still a journal.

    It is MP3, in which every browser goes to any second; Safari plays past the end of a FLAC in which
    somebody goes about. The recording itself is embedded only where it cannot be written as MP3.
    """
    if answer.audio is None or answer.audio_missing or answer.audio.suffix not in SOUNDS:
        return ""
    made = _mp3(answer.audio)
    if made is not None:
        return _uri("audio/mpeg", made)
    return _uri(SOUNDS[answer.audio.suffix], answer.audio.read_bytes())


def _mp3(audio: Path) -> bytes | None:
    from simulator.speech.audio.embedded import mp3

    try:
        return mp3(audio)
    except (BadInputError, OSError):
        return None


def _uri(kind: str, data: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"
