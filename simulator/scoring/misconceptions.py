"""Wrong claims stated. The strength of one in a window (a sentence, or two neighbours) is

    likeness to the wrong claim - likeness to the nearest key point or to `instead`
    + 0.5 x (share of the claim's words - half the share of the words of what is right)
    + 0.5 when a `say` phrase of it is there, - 0.25 when one of a key point is
    - 0.25 each when the window denies it, names the opposite, or tells it as somebody else's
    - 0.5 x how soundly the answer makes its points (mean evidence, each 0 to 0.6)

Right and wrong claims share their topic and most of their words, so both sides are weighed; and one that
makes its points in so many words is believed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from simulator.interview.question import Misconception, Question
from simulator.scorecard import MisconceptionHit, quoted
from simulator.scoring.windows import Likeness, Window, claims_of
from simulator.scoring.wording import best_share, share, worded
from simulator.transcript import Transcript

STATED_FROM, ANOTHER_FROM = 0.18, 0.12
"""Who states one wrong claim is likelier to state another."""
WORDS, SAID, RIGHT_SAID, CONTRADICTED, SOUNDNESS = 0.5, 0.5, 0.25, 0.25, 0.5
WITHOUT_MODEL = 0.15
"""Taken off where likeness cannot be judged: only a claim in nearly its own words is found."""

_DISTANCED = re.compile(
    r"\b((people|some|many|everyone|folks|teams|you might|you'd|one might) (often |always |usually )?"
    r"(think|say|assume|believe|expect)|myth|misconception"
    r"|common (mistake|trap|error)|tempt\w+|naively?|the trap)\b"
)
"""Somebody else's claim, told to be corrected."""


def misconceptions_stated(
    transcript: Transcript, windows: Sequence[Window], question: Question, likeness: Likeness, sound: float
) -> tuple[MisconceptionHit, ...]:
    """The question's misconceptions that the answer states, where it does so most clearly.

    `sound` is the mean evidence of the key points, each cut to 0 to 0.6.
    """
    if not windows:
        return ()
    every = [
        _strengths(windows, question, likeness, index) - SOUNDNESS * sound
        for index in range(len(question.misconceptions))
    ]
    clear = any(strengths.max() >= STATED_FROM for strengths in every)
    least = ANOTHER_FROM if clear else STATED_FROM
    return tuple(
        _hit(transcript, windows[int(strengths.argmax())], wrong)
        for wrong, strengths in zip(question.misconceptions, every, strict=True)
        if strengths.max() >= least
    )


def _hit(transcript: Transcript, window: Window, wrong: Misconception) -> MisconceptionHit:
    fields = quoted(transcript, window.span.first_word, window.span.last_word)
    return MisconceptionHit(id=wrong.id, text=wrong.text, instead=wrong.instead, **fields)


def _strengths(
    windows: Sequence[Window], question: Question, likeness: Likeness, index: int
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    wrong = question.misconceptions[index]
    nearer = likeness.to_wrong[index] - likeness.to_right(index) if likeness.judged else -WITHOUT_MODEL
    worded_so = [_wording(window, wrong) - _right_wording(window, wrong, question) for window in windows]
    return np.array(worded_so, dtype=np.float64) + nearer


def _wording(window: Window, wrong: Misconception) -> float:
    claims = claims_of(wrong)
    against = (
        window.denies(claims) + window.reverses(claims) + bool(_DISTANCED.search(window.said.text.lower()))
    )
    return WORDS * best_share(claims, window.topic) + SAID * window.says(claims) - CONTRADICTED * against


def _right_wording(window: Window, wrong: Misconception, question: Question) -> float:
    """How much the window is worded like what is right."""
    known = worded(question.prompt).topic
    points = [claims_of(point) for point in question.key_points]
    shares = [best_share(claims, window.topic, known) for claims in points]
    instead = share(worded(wrong.instead).topic - known, window.topic) if wrong.instead else 0.0
    said = any(window.says(claims) for claims in points)
    return WORDS / 2 * max([instead, *shares]) + RIGHT_SAID * said
