"""Moves by cue and meaning, their order, opening and close."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.model.errors import BadInputError
from simulator.model.scorecard import Move
from simulator.model.transcript import AGAIN, Reply, Transcript, Word, from_text
from simulator.scoring.judgement.leading import Expectation, order, structure_report
from simulator.scoring.judgement.moves import SIGNS, load_moves
from simulator.scoring.language.annotated import Annotated

MOVES = load_moves(Path(__file__).resolve().parents[3] / "prompts" / "lexicon" / "moves.toml")
DESIGN = Expectation(
    (Move.CLARIFY, Move.FRAME, Move.APPROACH, Move.TRADEOFF, Move.EVALUATE, Move.DEPLOY, Move.SUMMARY),
    frozenset({Move.CLARIFY, Move.FRAME}),
    frozenset({Move.SUMMARY, Move.EVALUATE, Move.DEPLOY}),
)
STORY = Expectation(
    (Move.SITUATION, Move.TASK, Move.ACTION, Move.RESULT, Move.LEARNING),
    frozenset({Move.SITUATION}),
    frozenset({Move.LEARNING}),
    story=True,
)


def found(text: str, expectation: Expectation) -> tuple[list[Move], dict[str, float | None]]:
    report = structure_report(Annotated(from_text(text)), expectation, MOVES, None)
    return [span.move for span in report.moves], {m.id: m.value for m in report.measures}


GOOD = (
    "How many orders a day do we have, and what does late mean here? "
    "There are two parts to this, a forecast and an alarm. "
    "I'd start with a simple model on last year's orders. "
    "The downside is that it knows nothing of the weather. "
    "I'd measure the error on a held-out month. "
    "In production I'd cache the forecast and monitor for drift."
)


def test_the_moves_of_a_design_answer_in_order() -> None:
    moves, measures = found(GOOD, DESIGN)
    assert set(moves) >= {
        Move.CLARIFY, Move.FRAME, Move.APPROACH, Move.TRADEOFF, Move.EVALUATE, Move.DEPLOY
    }  # fmt: skip
    assert measures["order"] == 1.0
    assert measures["framed_before_detail"] == 1.0
    assert measures["closed"] == 1.0


def test_signposts_with_nothing_behind_them_make_no_move() -> None:
    hollow = (
        "First of all, let me break it down for you. Second, let me give you an example. "
        "So the next step. To summarize. So that covers everything really."
    )
    moves, _ = found(hollow, DESIGN)
    assert moves == []


def test_a_story_has_the_moves_of_a_story() -> None:
    moves, _ = found(
        "At my last company we were building a catalogue for garages. I was responsible for the search. "
        "I rewrote the index and talked to six mechanics. In the end searches got forty percent faster. "
        "What I learned is to ask the people who use it before writing anything.",
        STORY,
    )
    assert set(moves) == {Move.SITUATION, Move.TASK, Move.ACTION, Move.RESULT, Move.LEARNING}


def test_the_reverse_of_a_good_order_scores_lower() -> None:
    backwards = " ".join(reversed(re.split(r"(?<=[.?]) ", GOOD)))
    _, there = found(GOOD, DESIGN)
    _, back = found(backwards, DESIGN)
    assert back["order"] is not None
    assert there["order"] is not None
    assert back["order"] < there["order"]
    assert back["framed_before_detail"] == 0.0


@given(st.lists(st.integers(0, 50), unique=True, min_size=3, max_size=8), st.randoms())
def test_shuffling_never_raises_a_perfect_order(positions: list[int], chance) -> None:  # type: ignore[no-untyped-def]
    perfect = sorted(positions)
    shuffled = list(perfect)
    chance.shuffle(shuffled)
    assert order(perfect) == 1.0
    assert 0.0 <= (order(shuffled) or 0.0) <= 1.0
    assert order(perfect[::-1]) == 0.0


def test_a_close_counts_where_answers_close() -> None:
    body = "A cache keeps a copy of each answer close by. It takes load off the database. It does go stale. "
    ended, _ = found(f"{body * 2}So where I land is that we use one for the prices.", DESIGN)
    begun, _ = found(f"A step, so both are cheap. {body * 2}", DESIGN)
    assert Move.SUMMARY in ended
    assert Move.SUMMARY not in begun


def test_a_question_at_the_start_clarifies_and_one_later_does_not() -> None:
    body = "I sort the list once. Then I walk through it. The rest is dropped. It takes one pass. "
    asked = "Can the scores be equal at all?"
    assert Move.CLARIFY in found(f"{asked} {body}", DESIGN)[0]
    assert Move.CLARIFY not in found(f"{body} {asked}", DESIGN)[0]


def test_an_order_needs_three_moves() -> None:
    assert order([3, 5]) is None


WEIGHTS = f"weights = {{ {', '.join(f'{sign} = 0.5' for sign in SIGNS)} }}\n"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (f'[[move]]\nid = "dance"\n{WEIGHTS}strong = []\nlike = ["x"]\n', "id"),
        (f'[[move]]\nid = "frame"\n{WEIGHTS}strong = ["("]\nlike = ["x"]\n', r"strong\[1\]"),
        (f'[[move]]\nid = "frame"\n{WEIGHTS}strong = []\nlike = []\n', "like"),
        ('[[move]]\nid = "frame"\nweights = { weak = 1 }\nstrong = []\nlike = ["x"]\n', "weights"),
    ],
)
def test_a_broken_moves_file_is_refused_with_line_and_field(tmp_path: Path, text: str, named: str) -> None:
    file = tmp_path / "moves.toml"
    file.write_text(text)
    with pytest.raises(BadInputError, match=rf"moves\.toml, line \d, field `{named}`"):
        load_moves(file)


def test_an_example_that_says_so_counts_whatever_the_kind_of_question_expects() -> None:
    given = "The best ones are about change, for example whether somebody logs in less often than last month."
    without = given.replace("for example ", "")
    assert found(given, DESIGN)[1]["examples"] == 1
    assert found(without, DESIGN)[1]["examples"] == 0


@pytest.mark.parametrize(
    ("about", "clarifies"), [("how much data there is", True), (AGAIN, False), (None, False)]
)
def test_what_the_interviewer_replied_to_was_a_question_whoever_listens(
    about: str | None, clarifies: bool
) -> None:
    said = "I train a model. We have data, yes? Data, yes? I measure it."
    words = tuple(Word(text=word, start_s=float(at), end_s=at + 0.5) for at, word in enumerate(said.split()))
    reply = Reply(asked="We have data, yes?", about=about, said="Two years.", start_s=9.6, end_s=9.9)
    heard = (frozenset({Move.APPROACH}), frozenset({Move.FRAME}), frozenset(), frozenset({Move.EVALUATE}))
    answer = Annotated(Transcript(words=words, text=said, replies=(reply,)))
    report = structure_report(answer, DESIGN, MOVES, None, heard)
    assert [span.quote for span in report.moves if span.move is Move.CLARIFY] == (
        ["We have data, yes?"] if clarifies else []
    )
