"""PURE: why a recording is not scored, in one sentence, and what its speaker should be told besides.

What was heard is refused only where nobody could have judged it fairly: no voice, too little of it, or words
that do not fit the sound. A few clipped peaks, a distant or a quiet voice are no reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

import numpy as np
from numpy.typing import NDArray

from simulator.model.transcript import MINIMUM_SPEECH_S, MINIMUM_WORDS, Word, WordKind

RATE = 16_000
FULL_SCALE = 32_767
CLIPPED = 0.99
"""Share of full scale from which a sample counts as clipped."""
NOTICED_CLIPPING = 0.002
"""Share of clipped samples from which on the user is told."""
HEAVY_CLIPPING = 0.3
"""Clipped samples for each sample of speech from which distortion is to blame for what was not understood."""
MUTED = 1e-4
"""Peak below which a microphone was as good as off (-80 dBFS): a live one hisses louder."""
LEAST_VOICE_S = 0.3
"""Less than this is a cough or a click, nobody speaking."""
MOST_WORDS_A_SECOND = 8.0
"""Of voice; the fastest speakers say about six."""
FEWEST_WORDS_A_SECOND = 0.3
"""Of voice; slow speakers say more than one."""
UNSURE = 0.55
"""Mean probability of the words below which more than half of them are wrong."""
VERY_UNSURE = 0.4
"""The same for a few words, where a strange name weighs more."""

EMPTY = "The recording is empty."
SILENT = "The recording is silent: the microphone gave no sound at all."
OFF = "The recording is as good as silent: the microphone was muted or off."
NOBODY = "Nobody speaks in this recording: there is only silence or noise."
NOBODY_IN_DISTORTION = "No voice can be told from the distortion: turn the microphone down."
NO_WORDS = "No words could be understood in this recording."
IMPLAUSIBLE = "The words that were heard do not fit the sound: this is hardly somebody speaking."
UNCLEAR = "Most words could not be made out: there is too much noise, or the voice is too far away."
DISTORTED = "Most words could not be made out: the recording is clipped, turn the microphone down."
CLIPPING = "The recording is clipped: turn the microphone down or move away from it."


class Loudness:
    """How loud a recording is and how much of it is clipped; the same however it is cut into pieces."""

    def __init__(self) -> None:
        self.samples = 0
        self.peak = 0.0
        """0 to 1."""
        self.clipped = 0
        """Samples at full scale."""

    def take(self, pcm: NDArray[np.int16]) -> None:
        """The next samples."""
        if len(pcm) == 0:
            return
        sizes = np.abs(pcm.astype(np.int32))
        self.samples += len(pcm)
        self.peak = max(self.peak, float(sizes.max()) / FULL_SCALE)
        self.clipped += int(np.count_nonzero(sizes >= CLIPPED * FULL_SCALE))


def reason(loudness: Loudness, speech_s: float, words: Sequence[Word]) -> str | None:
    """Why these words of a recording with so much speech are not to be scored; None when they are."""
    if loudness.samples == 0:
        return EMPTY
    if loudness.peak < MUTED:
        return OFF if loudness.peak else SILENT
    if speech_s < LEAST_VOICE_S:
        return NOBODY_IN_DISTORTION if loudness.clipped > HEAVY_CLIPPING * loudness.samples else NOBODY
    if speech_s < MINIMUM_SPEECH_S:
        had_s = floor(10 * speech_s) / 10
        return f"Only {had_s} s of speech: an answer needs at least {MINIMUM_SPEECH_S:.0f} s."
    said = [word for word in words if word.kind is WordKind.WORD]
    if not said:
        return NO_WORDS
    if not FEWEST_WORDS_A_SECOND <= len(words) / speech_s <= MOST_WORDS_A_SECOND:
        return IMPLAUSIBLE
    if _are_guesses(said):
        return DISTORTED if loudness.clipped > HEAVY_CLIPPING * speech_s * RATE else UNCLEAR
    return None


def notices(loudness: Loudness) -> tuple[str, ...]:
    """What to say beside a transcript, as sentences."""
    much = loudness.samples > 0 and loudness.clipped > NOTICED_CLIPPING * loudness.samples
    return (CLIPPING,) if much else ()


def _are_guesses(said: Sequence[Word]) -> bool:
    """Whether the decoder hardly believed its own words."""
    known = [word.probability for word in said if word.probability is not None]
    least = UNSURE if len(known) >= MINIMUM_WORDS else VERY_UNSURE
    return bool(known) and sum(known) / len(known) < least
