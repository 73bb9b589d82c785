"""The published JSON: shape, order, exact round trips, nothing that JSON cannot say."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings

from simulator.interview.bank.loader import load_file
from simulator.model import formats
from simulator.model.contour import Contour
from simulator.model.question import Fact, FollowUp, KeyPoint, Kind, Misconception, Question, Stage
from simulator.model.scorecard import (
    Audience,
    Dimension,
    Dimensions,
    DimensionScore,
    FillerItem,
    Fillers,
    FollowUpAsk,
    Improvement,
    Jargon,
    JargonTerm,
    KeyPointResult,
    Measure,
    MisconceptionHit,
    Models,
    Move,
    MoveSpan,
    PetWord,
    PointState,
    RubricRef,
    Scorecard,
    Strength,
)
from simulator.model.transcript import (
    PausePlace,
    Restart,
    RestartKind,
    Silence,
    Transcript,
    Word,
    WordKind,
    from_text,
)

text = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=20)
seconds = st.floats(min_value=0, max_value=1e5)
maybe_seconds = st.none() | seconds
index = st.integers(min_value=0, max_value=10_000)
span = {"first_word": index, "last_word": index, "start_s": maybe_seconds, "end_s": maybe_seconds}
quote = {name: st.none() | strategy for name, strategy in span.items()} | {"quote": st.none() | text}
words = st.builds(
    Word,
    text=text,
    start_s=maybe_seconds,
    end_s=maybe_seconds,
    probability=st.none() | st.floats(0, 1),
    kind=st.sampled_from(WordKind),
)
restarts = st.builds(Restart, kind=st.sampled_from(RestartKind), **span)


def several(strategy: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(strategy, max_size=3).map(tuple)


contours = st.builds(
    Contour,
    step_s=st.just(0.096),
    levels_db=several(st.floats(-100, 0)),
    pitches_hz=several(st.none() | st.floats(60, 500)),
)
transcripts = st.builds(
    Transcript,
    words=several(words),
    text=text,
    restarts=several(restarts),
    pauses=several(
        st.builds(Silence, start_s=seconds, end_s=seconds, place=st.sampled_from(PausePlace)),
    ),
    engine=st.none() | text,
    model=st.none() | text,
    model_sha256=st.none() | text,
    scorable=st.booleans(),
    reason=st.none() | text,
    duration_s=maybe_seconds,
    speech_s=maybe_seconds,
    hints=several(text),
    notices=several(text),
    contour=st.none() | contours,
)
dimension_scores = st.none() | st.builds(DimensionScore, score=st.integers(0, 100), level=st.integers(1, 5))
measures = st.builds(
    Measure,
    id=text,
    value=st.none() | st.floats(allow_nan=False, allow_infinity=False),
    unit=text,
    level=st.none() | st.integers(1, 5),
    band=st.none() | text,
    dimension=st.none() | st.sampled_from(Dimension),
)
fillers = st.builds(
    Fillers,
    count=index,
    per_minute=maybe_seconds,
    per_100_words=maybe_seconds,
    items=several(st.builds(FillerItem, text=text, kind=text, **span)),
    pet_words=several(st.builds(PetWord, text=text, count=index)),
)
jargon = st.builds(
    Jargon,
    density_per_100_words=maybe_seconds,
    explained=index,
    unexplained=index,
    terms=several(
        st.builds(
            JargonTerm,
            term=text,
            explained=st.booleans(),
            late=st.booleans(),
            how=st.none() | text,
            definition=st.none() | text,
            uses=index,
            **quote,
        )
    ),
)
key_points = st.builds(
    KeyPointResult,
    id=text,
    text=text,
    covered=st.booleans(),
    state=st.sampled_from(PointState),
    confidence=st.floats(0, 1),
    weight=st.floats(0, 10),
    **quote,
)
scorecards = st.builds(
    Scorecard,
    question_id=st.none() | text,
    audience=st.sampled_from(Audience),
    scorable=st.booleans(),
    reason=st.none() | text,
    degraded=several(text),
    overall=st.none() | st.integers(0, 100),
    rubric=st.builds(RubricRef, id=text, version=index),
    models=st.builds(Models, hearing=st.none() | text, meaning=st.none() | text),
    dimensions=st.builds(
        Dimensions, clarity=dimension_scores, structure=dimension_scores, content=dimension_scores
    ),
    measures=several(measures),
    words=several(words),
    restarts=several(restarts),
    fillers=fillers,
    jargon=jargon,
    moves=several(st.builds(MoveSpan, move=st.sampled_from(Move), **quote)),
    key_points=several(key_points),
    misconceptions=several(
        st.builds(MisconceptionHit, id=text, text=text, instead=st.none() | text, **quote)
    ),
    strengths=several(st.builds(Strength, text=text, measure=st.none() | text, **quote)),
    improvements=several(st.builds(Improvement, text=text, try_=text, measure=st.none() | text, **quote)),
    follow_ups=several(st.builds(FollowUpAsk, ask=text, because=text)),
)

QUESTION = Question(
    id="churn-model",
    kind=Kind.DESIGN,
    prompt="How would you predict churn?",
    key_points=(KeyPoint(id="drift", text="Watch for drift", say=("monitor it",), weight=2.0),),
    stage=Stage.TAKE_HOME,
    expected_moves=(Move.FRAME, Move.SUMMARY),
    misconceptions=(Misconception(id="accuracy", text="Accuracy is fine", instead="Recall"),),
    follow_ups=(FollowUp(ask="And in six months?", when_missing="drift"),),
    facts=(Fact(about="how much data", answer="Two years."),),
)
EXAMPLE = Scorecard(
    question_id=None,
    audience=Audience.SOFTWARE_ENGINEER,
    overall=71,
    rubric=RubricRef(id="explain", version=3),
    models=Models(hearing="base d01c30", meaning=None),
    dimensions=Dimensions(
        clarity=DimensionScore(score=64, level=3), structure=DimensionScore(score=70, level=4), content=None
    ),
    measures=(Measure(id="fillers_per_minute", value=6.2, unit="1/min", dimension=Dimension.CLARITY),),
    words=(Word(text="um", start_s=0.52, end_s=0.81, probability=0.93, kind=WordKind.FILLER),),
    restarts=(),
    fillers=Fillers(count=1, per_minute=6.2, per_100_words=4.8, items=()),
    jargon=Jargon(
        density_per_100_words=7.1,
        explained=0,
        unexplained=1,
        terms=(JargonTerm(term="SMOTE", explained=False, late=False, how=None, first_word=0, last_word=0),),
    ),
    moves=(MoveSpan(move=Move.CLARIFY, first_word=0, last_word=0, quote="um"),),
    key_points=(
        KeyPointResult(id="drift", text="...", covered=False, state=PointState.MISSED, confidence=0.1),
    ),
    misconceptions=(),
    strengths=(Strength(text="Good.", quote="um", first_word=0, last_word=0),),
    improvements=(Improvement(text="Close.", try_="One sentence.", measure="closed"),),
    follow_ups=(FollowUpAsk(ask="Drift?", because="key point 'drift' was not mentioned"),),
)


def through_text(document: formats.Document) -> formats.Document:
    """The document after a strict parser other than ours has read its text."""

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} in JSON")

    parsed: formats.Document = json.loads(formats.json_text(document), parse_constant=refuse)
    return parsed


@given(transcripts)
@settings(max_examples=150, deadline=None)
def test_a_transcript_comes_back_exactly(transcript: Transcript) -> None:
    assert formats.transcript_from_json(through_text(formats.transcript_json(transcript))) == transcript


@given(scorecards)
@settings(max_examples=150, deadline=None)
def test_a_scorecard_comes_back_exactly(scorecard: Scorecard) -> None:
    assert formats.scorecard_from_json(through_text(formats.scorecard_json(scorecard))) == scorecard


def test_a_question_comes_back_exactly() -> None:
    document = through_text(formats.question_json(QUESTION))
    assert formats.question_from_json(document) == QUESTION
    assert list(document)[:3] == ["id", "prompt", "kind"]
    assert document["stage"] == "take-home"


def test_a_question_with_only_what_it_must_have_is_kept_whole(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(
        '[[question]]\nid = "mine"\nkind = "explain"\nprompt = "Why?"\n'
        'key_points = [{ id = "because", text = "Because" }]\n'
    )
    question = load_file(file, "user")[0][0]
    document = formats.question_json(question)
    assert document["stage"] == "phone"
    assert document["key_points"][0]["weight"] == 1.0
    assert formats.question_from_json(through_text(document)) == question


def test_the_transcript_document_has_the_published_fields_in_order() -> None:
    spoken = Transcript(
        words=(Word(text="um", kind=WordKind.FILLER), Word(text="yes")), text="yes", notices=("Quiet.",)
    )
    document = formats.transcript_json(spoken)
    assert list(document) == [*formats.TRANSCRIPT_ORDER, "notices", "replies"]
    assert document["version"] == 1
    assert document["verbatim"] == "um yes"
    sounding = replace(spoken, contour=Contour(step_s=0.1, levels_db=(-20.0,), pitches_hz=(None,)))
    assert list(formats.transcript_json(sounding))[-1] == "contour"
    assert list(document["words"][0]) == ["text", "start_s", "end_s", "probability", "kind"]


def test_the_scorecard_document_has_the_published_fields_in_order() -> None:
    document = formats.scorecard_json(EXAMPLE)
    assert list(document)[:11] == [
        *("version", "question_id", "audience", "scorable", "reason"),
        *("degraded", "overall", "range", "calibrated", "rubric", "models"),
    ]
    assert document["dimensions"]["content"] is None
    assert list(document["improvements"][0])[:4] == ["text", "try", "measure", "quote"]
    assert "try_" not in document["improvements"][0]
    assert list(document["jargon"]["terms"][0])[:8] == list(formats.TERM_ORDER)
    assert list(document["key_points"][0])[:5] == ["id", "covered", "state", "confidence", "quote"]
    assert list(document["moves"][0])[:3] == ["move", "first_word", "last_word"]


def test_a_number_that_cannot_be_taken_is_null() -> None:
    broken = replace(EXAMPLE, measures=(Measure(id="pace", value=math.nan, unit="1/min"),))
    document = formats.scorecard_json(broken)
    assert document["measures"][0]["value"] is None
    assert "NaN" not in formats.json_text(document)
    assert formats.json_text({"x": math.inf}) == '{"x":null}'


def test_a_number_that_must_be_there_is_never_written_as_nothing() -> None:
    point = replace(EXAMPLE.key_points[0], confidence=math.nan)
    with pytest.raises(ValueError, match="confidence"):
        formats.scorecard_json(replace(EXAMPLE, key_points=(point,)))


def test_numbers_from_an_engine_are_plain_numbers_in_json() -> None:
    word = Word(text="yes", start_s=np.float64(0.5), end_s=np.float32(0.75), probability=np.float32(0.5))  # type: ignore[arg-type]
    document = formats.transcript_json(Transcript(words=(word,), text="yes"))
    assert '"start_s":0.5,"end_s":0.75,"probability":0.5' in formats.json_text(document)


def test_text_from_a_terminal_with_another_encoding_can_be_written() -> None:
    typed = from_text(" ".join(["caf\udce9"] * 15))
    assert "caf?" in formats.json_text(formats.transcript_json(typed))


@pytest.mark.parametrize("version", [None, 0, 2, "1"])
def test_another_version_is_refused(version: object) -> None:
    document = formats.scorecard_json(EXAMPLE) | {"version": version}
    with pytest.raises(ValueError, match="version"):
        formats.scorecard_from_json(document)
    with pytest.raises(ValueError, match="version"):
        formats.transcript_from_json({"version": version, "words": [], "text": ""})


@pytest.mark.parametrize(
    "broken", [{"words": 3}, {"improvements": [3]}, {"overall": "much"}, {"moves": None}]
)
def test_another_shape_is_refused(broken: formats.Document) -> None:
    with pytest.raises(ValueError, match="Expected"):
        formats.scorecard_from_json(formats.scorecard_json(EXAMPLE) | broken)


@pytest.mark.parametrize("broken", ["", "[]", "3", "{", "nul", '{"a": NaN}'])
def test_text_that_is_no_json_object_is_refused(broken: str) -> None:
    with pytest.raises(ValueError, match=r"JSON|Expected|truncated"):
        formats.from_json_text(broken)


def test_indented_text_is_the_same_document() -> None:
    document = formats.scorecard_json(EXAMPLE)
    indented = formats.json_text(document, indent=2)
    assert indented.count("\n") > 50
    assert formats.from_json_text(indented) == document
