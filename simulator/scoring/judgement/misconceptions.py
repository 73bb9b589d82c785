"""Which of the question's misconceptions an answer states.

The strength of a wrong claim in a window (a sentence, or two neighbours) is

    likeness to the wrong claim - likeness to the nearest key point or to `instead`
    + 0.5 x (share of the claim's words - half the share of the words of what is right)
    + 0.5 when a `say` phrase of it is there, - 0.25 when one of a key point is
    - 0.25 each when the window denies it or names the opposite, and when it denies it in the claim's own
      words up to 0.75 more: 0.75 x share of the claim's words
    - 1 when it is told as somebody else's, called wrong, or taken back in the next sentence
    - how far the answer is about something else (0 to 0.3)
    - 0.5 x how soundly the answer makes its points (mean evidence, each 0 to 0.6)

A wrong claim and the right one share their topic and most of their words, so the window is compared with
both. An answer that makes its points clearly is less likely to be taken to state a misconception.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from simulator.model.question import Misconception, Question
from simulator.model.scorecard import MisconceptionHit
from simulator.scoring.judgement.taken_back import is_taken_back
from simulator.scoring.judgement.windows import Likeness, Window, claims_of
from simulator.scoring.language.annotated import Annotated
from simulator.scoring.language.wording import best_share, share, worded

STATED_FROM, ANOTHER_FROM = 0.15, 0.1
"""The least strength of a stated claim, and that of a further one once one is stated: who states one wrong
claim is likelier to state another."""
WORDS, SAID, RIGHT_SAID, CONTRADICTED, SOUNDNESS = 0.5, 0.5, 0.25, 0.25, 0.5
DENIED_WORDS, TAKEN_BACK, ELSEWHERE = 0.75, 1.0, 1.0
WITHOUT_MODEL = 0.15
"""Taken off where there is no meaning model, so that only a claim in nearly its own words is found."""


def misconceptions_stated(
    said: Annotated,
    windows: Sequence[Window],
    question: Question,
    likeness: Likeness,
    *,
    sound: float,
    about: float,
) -> tuple[MisconceptionHit, ...]:
    """The question's misconceptions that the answer states, where it does so most clearly.

    `sound` is the mean evidence of the key points, each cut to 0 to 0.6; `about` how far the answer is about
    this question, -0.3 to 0.3.
    """
    if not windows:
        return ()
    against = SOUNDNESS * sound + ELSEWHERE * max(0.0, -about) + TAKEN_BACK * _taken_back(windows)
    every = [
        _strengths(windows, question, likeness, index) - against
        for index in range(len(question.misconceptions))
    ]
    clear = any(strengths.max() >= STATED_FROM for strengths in every)
    least = ANOTHER_FROM if clear else STATED_FROM
    return tuple(
        _hit(said, windows[int(strengths.argmax())], wrong)
        for wrong, strengths in zip(question.misconceptions, every, strict=True)
        if strengths.max() >= least
    )


def _hit(said: Annotated, window: Window, wrong: Misconception) -> MisconceptionHit:
    return MisconceptionHit(id=wrong.id, text=wrong.text, instead=wrong.instead, **said.quoted(window.span))


def _taken_back(windows: Sequence[Window]) -> NDArray[np.float64]:
    """For each window 1 when it is told of others or called wrong, in it or right after it; else 0."""
    follows = {window.span.first_word: window.said.text for window in windows}
    following = [follows.get(window.span.last_word + 1, "") for window in windows]
    return np.array(
        [is_taken_back(window.said.text, after) for window, after in zip(windows, following, strict=True)],
        dtype=np.float64,
    )


def _strengths(
    windows: Sequence[Window], question: Question, likeness: Likeness, index: int
) -> NDArray[np.float64]:
    wrong = question.misconceptions[index]
    nearer = likeness.to_wrong[index] - likeness.to_right(index) if likeness.judged else -WITHOUT_MODEL
    worded_so = [_wording(window, wrong) - _right_wording(window, wrong, question) for window in windows]
    return np.array(worded_so, dtype=np.float64) + nearer


def _wording(window: Window, wrong: Misconception) -> float:
    claims = claims_of(wrong)
    words = best_share(claims, window.topic)
    denied = window.denies(claims)
    against = CONTRADICTED * (denied + window.reverses(claims)) + DENIED_WORDS * denied * words
    return WORDS * words + SAID * window.says(claims) - against


def _right_wording(window: Window, wrong: Misconception, question: Question) -> float:
    """How much the window is worded like what is right."""
    known = worded(question.prompt).topic
    points = [claims_of(point) for point in question.key_points]
    shares = [best_share(claims, window.topic, known) for claims in points]
    instead = share(worded(wrong.instead).topic - known, window.topic) if wrong.instead else 0.0
    said = any(window.says(claims) for claims in points)
    return WORDS / 2 * max([instead, *shares]) + RIGHT_SAID * said
