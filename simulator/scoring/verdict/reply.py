"""The scorecard of a reply to a follow-up: whether the one thing that was asked was answered, and no more.

A reply has no moves, no structure and no clarity of its own: it is a sentence or three in a conversation.
Its content is the share of the asked points that it makes, its overall is its content, and where nobody
listed what a right reply says there is no number at all, with the reason. Fillers, pace and terms are counted
as everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from simulator.model.measures import KEY_POINTS_WEIGHT, MISCONCEPTIONS
from simulator.model.question import Question
from simulator.model.scorecard import Improvement, KeyPointResult, PointState, Quote, QuoteFields, Strength
from simulator.model.transcript import MINIMUM_SPEECH_S, MINIMUM_WORDS, Transcript, WordKind
from simulator.scoring.judgement.learned import Judges
from simulator.scoring.judgement.points import Content, content_report
from simulator.scoring.judgement.reader import Embedder
from simulator.scoring.judgement.replies import judge_reply
from simulator.scoring.language.annotated import Annotated
from simulator.scoring.measures.registry import measure
from simulator.scoring.verdict.rubric import Rubric

LEAST_WORDS = 3
"""A reply may be as short as "I'd retrain it"; with fewer words there is nothing to read. A convention."""
NO_POINT = "There is no listed right reply to this follow-up, so it has no number."
ANSWERED = "You answered what was asked."
LACKS = {
    PointState.HALF: "The reply touches what was asked, and leaves the rest to the listener.",
    PointState.MISSED: "What was asked did not come through in the reply.",
    PointState.WRONG: "This sounds the wrong way round.",
}


def long_enough(transcript: Transcript) -> Transcript:
    """The transcript, scorable also where it is too short for a whole answer, but not for a reply."""
    if transcript.scorable or sum(word.kind is WordKind.WORD for word in transcript.words) < LEAST_WORDS:
        return transcript
    short = len(transcript.words) < MINIMUM_WORDS
    brief = transcript.speech_s is not None and transcript.speech_s < MINIMUM_SPEECH_S
    return replace(transcript, scorable=True, reason=None) if short or brief else transcript


def reply_content(
    said: Annotated, question: Question, rubric: Rubric, judges: Judges | None, embedder: Embedder | None
) -> Content:
    """What the reply says of the points that it was asked about; nothing where there are none."""
    if not question.key_points or not said.sentences:
        return Content((), (), ())
    if judges is None:
        return content_report(said, question, frozenset(), rubric.moves, embedder)
    found = judge_reply(said, question, judges)
    measures = (
        measure(KEY_POINTS_WEIGHT, found.credit),
        measure(MISCONCEPTIONS, float(len(found.claims))),
    )
    return Content(found.key_points, (*found.claims, *found.perhaps), measures)


def remarks_on(points: Sequence[KeyPointResult]) -> tuple[tuple[Strength, ...], tuple[Improvement, ...]]:
    """One remark: praise for what was answered, or what the reply to try says."""
    lacking = [point for point in points if point.state is not PointState.MADE]
    if not lacking:
        return tuple(_praise(point) for point in points[:1]), ()
    first = lacking[0]
    remark = Improvement(
        text=LACKS[first.state],
        try_=f"Say it in your first sentence: {first.text.rstrip('.')}.",
        measure=KEY_POINTS_WEIGHT,
        **_quote(first),
    )
    return (), (remark,)


def _praise(point: KeyPointResult) -> Strength:
    return Strength(text=ANSWERED, measure=KEY_POINTS_WEIGHT, **_quote(point))


def _quote(of: Quote) -> QuoteFields:
    return {
        "quote": of.quote,
        "first_word": of.first_word,
        "last_word": of.last_word,
        "start_s": of.start_s,
        "end_s": of.end_s,
    }
