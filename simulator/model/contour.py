"""How loud and how high a voice was, step by step through a recording."""

from __future__ import annotations

from dataclasses import dataclass

SILENCE_DB = -100.0
"""What is below this is no sound of a microphone: digital silence, as where the interviewer spoke."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contour:
    """A value of each kind for every step, from the start of the recording on; both are equally long."""

    step_s: float
    levels_db: tuple[float, ...]
    """Mean power in dB of full scale, at most 0."""
    pitches_hz: tuple[float | None, ...]
    """The voice's fundamental frequency; None where no voice sounds."""
