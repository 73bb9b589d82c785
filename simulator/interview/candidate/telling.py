"""PURE: which story fits a question, which one an answer tells: by meaning, so never more than a guess."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from simulator.interview.candidate.stories import Competency, Story, asks_for
from simulator.model.question import Question
from simulator.scoring.judgement.reader import Embedder
from simulator.scoring.language.annotated import Annotated

TOLD_FROM = 0.46
"""Likeness from which an answer tells a story; it lies between the two groups of `benchmarks.stories`."""
SHARED = 0.2
"""What a competency in common adds to a question's likeness."""
SHOWS_FROM = 0.3
"""Likeness from which a story may show a competency."""
SHOWS = 2
"""The most competencies that are suggested for a story."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """The story an answer seems to tell."""

    story_id: str
    likeness: float
    """0 to 1."""


def told(answer: Annotated, stories: Sequence[Story], embedder: Embedder) -> Told | None:
    """The story that an answer most likely tells; None when none is near enough."""
    written = [story for story in stories if story.parts]
    near = likeness(answer, written, embedder)
    if not near:
        return None
    best = max(range(len(written)), key=near.__getitem__)
    return Told(story_id=written[best].id, likeness=round(near[best], 3)) if near[best] >= TOLD_FROM else None


def likeness(answer: Annotated, stories: Sequence[Story], embedder: Embedder) -> tuple[float, ...]:
    """How alike the answer and each story are, at most 1; () for an empty answer.

    Half of it compares the whole texts, half each part of the story with the nearest sentence, or two
    sentences, of the answer. Every story must have a part that is written.
    """
    said = [answer.transcript.quote(span.first_word, span.last_word) for span in answer.sentences]
    if not said:
        return ()
    near = embedder.embed([*said, *(f"{one} {two}" for one, two in pairwise(said))])
    entire = embedder.embed([" ".join(said)])[0]

    def of(story: Story) -> float:
        parts = (embedder.embed(story.parts) @ near.T).max(axis=1).mean()
        return float(parts + embedder.embed([story.whole])[0] @ entire) / 2

    return tuple(map(of, stories))


def by_fit(
    story: Story,
    questions: Sequence[Question],
    competencies: Sequence[Competency],
    embedder: Embedder | None,
) -> tuple[Question, ...]:
    """The questions, those that the story answers best first; without an embedder by competency alone."""
    near = [0.0] * len(questions)
    if embedder is not None and questions:
        likeness = embedder.embed([q.prompt for q in questions]) @ embedder.embed([story.whole])[0]
        near = [float(value) for value in likeness]

    def fit(at: int) -> float:
        shared = set(asks_for(questions[at].id, competencies)) & set(story.competencies)
        return near[at] + (SHARED if shared else 0.0)

    order = sorted(range(len(questions)), key=lambda at: (-fit(at), questions[at].id))
    return tuple(questions[at] for at in order)


def may_show(
    story: Story, competencies: Sequence[Competency], embedder: Embedder | None
) -> tuple[Competency, ...]:
    """Competencies the story may show besides those it names, the likeliest first."""
    others = [c for c in competencies if c.id not in story.competencies]
    if embedder is None or not others or not story.parts:
        return ()
    near = embedder.embed([c.about for c in others]) @ embedder.embed([story.whole])[0]
    likely = sorted(zip(near.tolist(), others, strict=True), key=lambda pair: (-pair[0], pair[1].id))
    return tuple(c for likeness, c in likely if likeness >= SHOWS_FROM)[:SHOWS]
