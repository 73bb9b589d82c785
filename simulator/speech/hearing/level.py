"""PURE: a very quiet segment made as loud as others before it is decoded.

Whisper was trained on ordinary levels; what is much quieter it writes down without punctuation. Ordinary
recordings are left exactly as they are.
"""

from __future__ import annotations

import numpy as np

from simulator.speech.hearing.loops import Voiced
from simulator.speech.ports import HEARING_RATE, Samples

QUIET = 0.01
"""Root mean square of the voice (-40 dBFS) below which a segment is raised; ordinary speech is far above."""
USUAL = 0.05
"""What it is raised to (-26 dBFS)."""
HIGHEST = 0.9
"""No sample gets above this, so that nothing is clipped."""


def raised(sound: Samples, voiced: Voiced) -> Samples:
    """The segment's samples, shape (n,); louder throughout by one factor where its voice is very quiet."""
    parts = [sound[round(a * HEARING_RATE) : round(b * HEARING_RATE)] for a, b in voiced]
    voice = np.concatenate(parts) if parts else sound
    if len(voice) == 0:
        return sound
    level = float(np.sqrt(np.mean(np.square(voice, dtype=np.float64))))
    peak = float(np.abs(sound).max())
    if level >= QUIET or peak <= 0:
        return sound
    return np.asarray(sound * min(USUAL / max(level, 1e-9), HIGHEST / peak), dtype=np.float32)
