"""A recording as MP3, for a page: every browser plays it and goes to any second of it."""

from __future__ import annotations

import io
from pathlib import Path

from simulator.speech.audio.files import pieces
from simulator.speech.ports import HEARING_RATE

SMALLNESS = 0.75
"""libsndfile's measure of compression, 0 (large) to 1 (small): 48 kbit/s at 16,000 samples a second."""


def mp3(path: Path) -> bytes:
    """The sound as mono MP3 at `HEARING_RATE`, its bit rate constant, so that every second has its place.

    Raises `BadInputError` where nothing in the file decodes, and `OSError` where the libsndfile of this
    machine is older than 1.1 and writes no MP3.
    """
    import soundfile

    made = io.BytesIO()
    try:
        file = soundfile.SoundFile(
            made,
            "w",
            samplerate=HEARING_RATE,
            channels=1,
            format="MP3",
            compression_level=SMALLNESS,
            bitrate_mode="CONSTANT",
        )
    except (soundfile.LibsndfileError, ValueError) as error:
        raise OSError(f"This libsndfile writes no MP3: {error}") from error
    with file:
        for samples, _share in pieces(path):
            file.write(samples)
    return made.getvalue()
