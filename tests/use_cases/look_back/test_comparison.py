"""Two takes side by side, by their words and by their scores."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

import pytest
from cards import card
from hypothesis import given
from hypothesis import strategies as st

from simulator.cli.main import main
from simulator.model import settings
from simulator.model.alignment import align
from simulator.model.errors import BadInputError, ExitCode
from simulator.model.records import AnswerRecord, AnswerState
from simulator.model.scorecard import Audience, Measure, Move, MoveSpan, PointState, Scorecard
from simulator.model.transcript import Transcript, Word, from_text
from simulator.use_cases.desk import Desk
from simulator.use_cases.look_back.comparison import compare, passages
from simulator.use_cases.practise.sitting import store_score

words = st.lists(
    st.sampled_from(["so", "the", "model", "drift", "recall", "split.", "time", "um"]), max_size=40
)
FIRST = (
    "First I would agree with the business on what counts as churn. "
    "I would run SMOTE because the classes are imbalanced. "
    "Then I would train boosted trees on usage and billing features."
)
SECOND = (
    "Let me think aloud for a moment here. "
    "I would train boosted trees on usage, billing and support features. "
    "I would agree with the business on the window and on what counts as churn. "
    "Finally I would watch for drift every month."
)


def said(text: str) -> Transcript:
    pieces = text.split()
    timed = tuple(Word(text=t, start_s=i / 2, end_s=i / 2 + 0.4) for i, t in enumerate(pieces))
    return Transcript(words=timed, text=text, engine="faster-whisper", duration_s=len(pieces) / 2)


def record(number: int, judged: Scorecard, text: str = FIRST, **changes: object) -> AnswerRecord:
    fields: dict[str, object] = {
        "id": f"20261120-101500-aaaa/{number:02d}",
        "session_id": "20261120-101500-aaaa",
        "question_id": "churn-model",
        "question_json": None,
        "audience": Audience.SOFTWARE_ENGINEER,
        "take": number,
        "started_at": f"2026-11-2{number}T10:15:00+01:00",
        "state": AnswerState.SCORED,
        "audio": None,
        "transcript": said(text),
        "scorecard": judged,
    }
    return AnswerRecord(**(fields | changes))  # type: ignore[arg-type]


@given(words, words)
def test_an_alignment_covers_both_lists_and_pairs_only_what_is_the_same(a: list[str], b: list[str]) -> None:
    parts = align(a, b)
    assert [x for p in parts for x in a[p.a_low : p.a_high]] == a
    assert [x for p in parts for x in b[p.b_low : p.b_high]] == b
    assert all(a[p.a_low : p.a_high] == b[p.b_low : p.b_high] for p in parts if p.same)
    assert all(p.same for p in align(a, a))


@given(words, words)
def test_every_sentence_of_both_takes_is_there_once(a: list[str], b: list[str]) -> None:
    before, after = from_text(" ".join(a)), from_text(" ".join(b))
    found = passages(before, after)
    was = sorted((p.before.first_word, p.before.last_word) for p in found if p.before)
    now = [(p.after.first_word, p.after.last_word) for p in found if p.after]
    for spans, count in ((was, len(a)), (now, len(b))):
        assert [i for low, high in spans for i in range(low or 0, (high or 0) + 1)] == list(range(count))


def test_sentences_that_say_the_same_stand_beside_each_other_in_any_order() -> None:
    found = passages(said(FIRST), said(SECOND))
    shown = [
        (
            p.before and p.before.quote and p.before.quote[:13],
            p.after and p.after.quote and p.after.quote[:13],
        )
        for p in found
    ]
    assert shown == [
        (None, "Let me think "),
        ("Then I would ", "I would train"),
        ("First I would", "I would agree"),
        ("I would run S", None),
        (None, "Finally I wou"),
    ]
    trees = found[1]
    new = [said(SECOND).words[i].text for i in sorted(trees.changed_after)]
    assert new == ["billing", "support"]
    assert trees.before is not None
    assert trees.before.start_s == said(FIRST).words[trees.before.first_word or 0].start_s


def test_a_key_point_brings_sentences_together_that_share_no_words() -> None:
    (row,) = passages(said("Who counts as gone?"), said("Define churn first."), [("Define churn", 0, 0)])
    assert row.why == "Define churn"
    assert row.before is not None
    assert row.after is not None


def test_what_improved_and_what_got_worse_is_said() -> None:
    def fillers(value: float, level: int) -> tuple[Measure, ...]:
        return (Measure(id="fillers_per_minute", value=value, unit="1/min", level=level),)

    was = replace(
        card(
            clarity=60,
            content=50,
            points={"goal": PointState.MISSED, "drift": PointState.MADE},
            wrong=("x",),
            terms=("SMOTE",),
        ),
        overall=50,
        measures=fillers(12.0, 1),
    )
    now = card(clarity=72, content=50, points={"goal": PointState.MADE, "drift": PointState.HALF})
    now = replace(
        now,
        overall=64,
        measures=fillers(4.0, 4),
        jargon=replace(was.jargon, terms=(replace(was.jargon.terms[0], explained=True),)),
    )
    found = compare(record(1, was), record(2, now))
    assert found.sentence == "14 points better: clarity +12."
    assert [finding.text for finding in found.better] == [
        "You now make the point: goal.",
        "No longer claimed: x is fine..",
        "SMOTE is explained now.",
        "Fillers 12/min → 4/min: weak before, good now.",
    ]
    assert [finding.text for finding in found.worse] == ["You make only half the point this time: drift."]
    assert [(row.name, row.verdict) for row in found.scores] == [
        ("overall", 1),
        ("clarity", 1),
        ("structure", 0),
        ("content", 0),
    ]


def test_another_opening_is_no_loss_and_a_lost_ending_is() -> None:
    def made(*moves: Move) -> Scorecard:
        return replace(card(), moves=tuple(MoveSpan(move=m, first_word=0, last_word=2) for m in moves))

    was, now = made(Move.FRAME, Move.SUMMARY), made(Move.CLARIFY, Move.TRADEOFF)
    found = compare(record(1, was), record(2, now))
    assert [finding.text for finding in found.worse] == ["Not there this time: a summary."]
    assert [finding.text for finding in found.better] == [
        "New this time: a question back, or what you assume.",
        "New this time: a trade-off.",
    ]


def test_what_may_not_be_comparable_is_noted() -> None:
    other = replace(card(), rubric=replace(card().rubric, version=9))
    found = compare(record(1, card()), record(2, other, audience=Audience.RECRUITER, heard=said(FIRST)))
    assert len(found.notes) == 3
    assert compare(record(1, card()), record(2, card())).sentence == "The same overall."


def test_takes_of_a_question_are_found_compared_and_told_by_listener(
    capsys: pytest.CaptureFixture[str],
) -> None:
    desk = Desk(settings.load())
    question = desk.questions.get("churn-model")
    for text, audience in ((FIRST, Audience.SOFTWARE_ENGINEER), (SECOND, Audience.RECRUITER)):
        session = desk.sessions.archive.start_session("Churn", None, "study", datetime.now().astimezone())
        answer = desk.sessions.archive.start_answer(
            session.id, question_id=question.id, question_json=None, audience=audience, has_audio=False
        )
        store_score(desk.sessions.archive, desk.scorer, answer, from_text(text), question)
    first, second = (take.answer_id for take in desk.sessions.archive.history.takes("churn-model"))
    assert main(["sessions", "compare", second, "--json"]) == ExitCode.DONE
    document = json.loads(capsys.readouterr().out)
    assert (document["comparison"]["before"], document["comparison"]["after"]) == (first, second)
    assert "different listeners" in document["comparison"]["notes"][0]
    assert len(document["takes"]) == 2
    assert main(["sessions", "compare", first, "--with", second]) == ExitCode.DONE
    assert "overall" in capsys.readouterr().out
    assert main(["sessions", "compare", first, "--with", first]) == ExitCode.BAD_INPUT
    with pytest.raises(BadInputError):
        desk.comparisons.compare("20261122-120000-abcd/01")
    heard = {listener.audience: listener for listener in desk.comparisons.by_listener("churn-model")}
    assert [heard[audience].takes for audience in Audience] == [1, 0, 1, 0, 0]
    assert heard[Audience.RECRUITER].value("unexplained_terms") is not None
    assert heard[Audience.RESEARCHER].value("unexplained_terms") is None
    with_ours = desk.comparisons.compare("sample").comparison
    assert with_ours is not None
    assert "sample/01" in (with_ours.before.id, with_ours.after.id)
    desk.close()
