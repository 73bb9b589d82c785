"""Human speech to splice: the labelled filled pauses, and where the read clips can be cut between words.

The spans were found by forced alignment of the references, levels and spectrograms. Two of the thirteen
filled pauses are left out: the one that `multilingual_ipa_us_4` begins in the middle of, and the first of
`mfa_uhuh`, which runs out of the word before it. Fillers and speakers are halved between the parts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from benchmarks.spliced_sounds import faded, without_rumble
from simulator.model.settings import CHECKOUT
from simulator.speech.hearing import sound
from simulator.speech.hearing.segments import RATE
from simulator.speech.ports import Samples

AUDIO = CHECKOUT.parent / "shared" / "eval" / "audio"


@dataclass(frozen=True)
class HumanFiller:
    """A filled pause in a recording; seconds."""

    form: str
    file: str
    start_s: float
    end_s: float


@dataclass(frozen=True)
class Read:
    """A read sentence, and the quiet places between its words, in seconds."""

    file: str
    cuts: tuple[float, ...]
    pauses: tuple[float, ...]
    """Those of the cuts where the reader pauses."""


FILLERS = {
    "seen": (
        HumanFiller("um", "acoustic_corpus.wav", 8.04, 8.58),
        HumanFiller("uh", "multilingual_ipa_us.flac", 0.26, 0.58),
        HumanFiller("uh", "mfa_uhuh.flac", 1.91, 2.07),
        HumanFiller("uh", "mfa_uhuh.flac", 2.60, 2.80),
        HumanFiller("uh", "mfa_uhuh.flac", 4.52, 5.26),
    ),
    "held": (
        HumanFiller("um", "acoustic_corpus.wav", 22.88, 23.54),
        HumanFiller("um", "mfa_um.flac", 3.79, 5.08),
        HumanFiller("uh", "acoustic_corpus.wav", 14.51, 14.92),
        HumanFiller("uh", "multilingual_ipa_us_4.flac", 3.10, 3.43),
        HumanFiller("uh", "mfa_uhuh.flac", 3.22, 3.52),
        HumanFiller("uh", "mfa_uhuh.flac", 4.34, 4.50),
    ),
}
CUT_OFF = (
    HumanFiller("uh", "multilingual_ipa_us_4.flac", 0.0, 0.26),
    HumanFiller("uh", "mfa_uhuh.flac", 1.42, 1.58),
)
"""The two that cannot be spliced; with `FILLERS` they are all that the recordings have."""
READ = {
    "seen": (
        Read(
            "sense_and_sensibility_01_austen_64kb-0870.wav",
            (0.55, 1.55, 1.85, 2.91, 3.3, 4.18, 4.57, 4.96, 5.55, 6.18, 6.63),
            (4.18, 4.96),
        ),
        Read("sense_and_sensibility_01_austen_64kb-0880.wav", (0.55, 0.89, 2.07), ()),
        Read("sense_and_sensibility_01_austen_64kb-0890.wav", (0.65, 1.22, 2.18, 3.19, 3.88, 4.14), (3.88,)),
        Read(
            "sense_and_sensibility_01_austen_64kb-0920.wav",
            (0.56, 1.07, 1.39, 1.88, 2.38, 2.75, 3.21, 3.67, 4.06, 4.69),
            (4.69,),
        ),
        Read("sense_and_sensibility_01_austen_64kb-0930.wav", (1.1, 2.08), (1.1,)),
        Read("000240071.wav", (2.08, 3.01, 3.47), ()),
        Read("004570010.wav", (0.83, 1.36, 1.61, 2.53, 3.83, 4.71), (2.53, 3.83)),
        Read("004570289.wav", (0.84, 1.31, 1.65, 3.45), ()),
        Read("007360196.wav", (2.74, 4.17), ()),
        Read("009810075.wav", (1.19, 2.41, 2.93, 3.67), ()),
        Read("010390366.wav", (1.59, 2.19, 2.61, 3.08), (2.19,)),
        Read("011350141.wav", (1.06, 1.41, 1.71, 2.41, 3.51), ()),
        Read("011810184.wav", (1.07, 1.39, 1.81, 2.15, 2.75), (1.07, 2.75)),
        Read("012920143.wav", (0.84, 1.57, 1.97, 2.55), ()),
    ),
    "held": (
        Read(
            "jfk.flac",
            (0.59, 1.27, 2.25, 3.74, 4.31, 5.59, 6.17, 6.68, 7.11, 8.51, 8.79, 9.39, 9.69, 10.01),
            (2.25, 3.74),
        ),
        Read("61-70968-0000.flac", (0.28, 0.71, 1.17, 1.43, 1.91, 2.36, 2.69, 3.68, 4.13), ()),
        Read("001200210.wav", (1.11, 1.75, 3.48), ()),
        Read("005630081.wav", (1.45,), ()),
        Read("007650089.wav", (1.31, 1.95, 5.27), (1.95,)),
        Read("010300316.wav", (2.17, 3.02), ()),
        Read("011090292.wav", (1.14, 1.51, 3.37, 3.68, 4.08, 5.02), (5.02,)),
        Read("011560068.wav", (0.98, 1.39, 2.51, 2.89, 3.23, 4.3), (4.3,)),
        Read("011860377.wav", (1.12, 1.39, 2.34, 2.85, 3.63, 4.27), (1.12, 2.34)),
        Read("014200272.wav", (2.0,), ()),
        Read("021120074.wav", (2.12,), ()),
        Read("021120256.wav", (1.42, 2.13), ()),
        Read("021160120.wav", (1.06, 2.73, 3.3), ()),
    ),
}


def filler(one: HumanFiller) -> Samples:
    """The filled pause alone."""
    whole = _loaded(AUDIO / "disfluent" / one.file)
    return faded(whole[round(one.start_s * RATE) : round(one.end_s * RATE)])


def phrases(read: Read, cuts: tuple[float, ...]) -> list[Samples]:
    """The sentence in pieces, cut at `cuts` (some of its own)."""
    whole = _loaded(AUDIO / "read" / read.file)
    places = [0, *(round(cut * RATE) for cut in cuts), len(whole)]
    return [faded(whole[start:end]) for start, end in pairwise(places)]


@cache
def _loaded(path: Path) -> Samples:
    pcm = np.concatenate([piece for piece, _ in sound.pieces(path)])
    return without_rumble(pcm.astype(np.float32) / 32768)
