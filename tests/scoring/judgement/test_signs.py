"""The signs of moves one by one, the spans they make, and the measures of how an answer is built."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from simulator.model.errors import BadInputError
from simulator.model.scorecard import Move
from simulator.model.transcript import from_text
from simulator.scoring.judgement.leading import Expectation, is_detour, order, signs, structure_report
from simulator.scoring.judgement.moves import SIGNS, MoveLexicon, MoveSound, load_moves
from simulator.scoring.language.annotated import Annotated

PROMPTS = Path(__file__).resolve().parents[3] / "prompts"
FRAME, EXAMPLE, TRADEOFF, SUMMARY = Move.FRAME, Move.EXAMPLE, Move.TRADEOFF, Move.SUMMARY


def patterns(*texts: str) -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, texts))


def sound(
    move: Move, *strong: str, weak: tuple[str, ...] = (), like: tuple[str, ...] = ("x",), **weights: float
) -> MoveSound:
    given = {"strong": 1.0, "always": -1.0} | weights
    return MoveSound(
        move=move,
        weights=tuple(given.get(sign, 0.0) for sign in SIGNS),
        strong=patterns(*strong),
        weak=patterns(*weak),
        like=like,
    )


LEXICON = MoveLexicon(
    (
        sound(FRAME, r"\bframe\b"),
        sound(EXAMPLE, r"\bcase\b"),
        sound(TRADEOFF, r"\bprice\b"),
        sound(SUMMARY, r"\bshort\b"),
        sound(Move.IMPACT, r"\bgain\b"),
        sound(Move.SITUATION, r"\bonce\b"),
        sound(Move.RESULT, r"\bend\b"),
    ),
    hollow=patterns(r"\bhollow\b"),
    blame=patterns(r"\btheir fault\b", r"\bnothing i could\b"),
)
BUILD = Expectation((FRAME, EXAMPLE, TRADEOFF, SUMMARY), frozenset({FRAME}), frozenset({SUMMARY}))
STORY = Expectation(
    (Move.SITUATION, Move.RESULT), frozenset({Move.SITUATION}), frozenset({Move.RESULT}), True
)


def spans(text: str, expectation: Expectation = BUILD) -> list[tuple[str, int | None, int | None]]:
    report = structure_report(Annotated(from_text(text)), expectation, LEXICON, None)
    return [(span.move.value, span.first_word, span.last_word) for span in report.moves]


def measures(text: str, expectation: Expectation = BUILD) -> dict[str, float | None]:
    return {
        m.id: m.value
        for m in structure_report(Annotated(from_text(text)), expectation, LEXICON, None).measures
    }


# Signs


def seen(said: Sequence[str], one: MoveSound, expected: Sequence[Move] = ()) -> list[dict[str, float]]:
    table = signs(said, (one, sound(SUMMARY)), expected, None)
    return [dict(zip(SIGNS, row[0].tolist(), strict=True)) for row in table]


def test_cues_are_strong_or_weak_and_more_is_more() -> None:
    one = sound(FRAME, "a", "b", weak=("x", "y", "z"))
    found = seen(["A b", "a", "c", "x", "x y", "x Y z"], one)
    assert [row["strong"] for row in found] == [1, 1, 0, 0, 0, 0]
    assert [row["more"] for row in found] == [1, 0, 0, 0, 0, 0]
    assert [row["weak"] for row in found] == [0, 0, 0, 1, 2, 2]
    assert {row["always"] for row in found} == {1}
    assert {row["meaning"] for row in found} == {0.2}
    assert {row["expected"] for row in found} == {0}
    assert {row["expected"] for row in seen(["a"], one, [FRAME])} == {1}


def test_the_place_of_a_sentence_is_a_sign() -> None:
    found = seen(list("abcdef"), sound(FRAME))
    assert [row["first"] for row in found] == [1, 0, 0, 0, 0, 0]
    assert [row["opening"] for row in found] == [1, 1, 1, 0, 0, 0]
    assert [row["ending"] for row in found] == [0, 0, 0, 0, 1, 1]
    assert [row["last"] for row in found] == [0, 0, 0, 0, 0, 1]


class Axes:
    id = "axes"

    def embed(self, sentences: Sequence[str]) -> np.ndarray:
        where = {"f": (1.0, 0.0), "s": (0.0, 1.0), "both": (0.6, 0.8), "half": (0.6, 0.0)}
        return np.array([where[text] for text in sentences], dtype=np.float32)


def test_meaning_is_likeness_to_the_nearest_example_less_the_mean_over_moves() -> None:
    sounds = (sound(FRAME, like=("half", "f")), sound(SUMMARY, like=("s",)))
    found = signs(["f", "both"], sounds, (), Axes())[:, :, SIGNS.index("meaning")]
    assert found == pytest.approx(np.array([[1.5, -1.5], [-0.3, 0.3]]))
    assert signs([], sounds, (), Axes()).shape == (0, 2, len(SIGNS))


def test_a_move_is_made_when_its_signs_add_up() -> None:
    for weights, made in (
        ({"always": -1.0}, True),
        ({"always": -1.01}, False),
        ({"always": -3.0, "first": 2.0}, True),
    ):
        lexicon = MoveLexicon((sound(FRAME, "frame", **weights),))
        report = structure_report(Annotated(from_text("The frame it is.")), BUILD, lexicon, None)
        assert bool(report.moves) is made


# Spans


def test_neighbouring_sentences_that_make_the_same_move_are_one_span() -> None:
    text = "A frame. A frame and a case. Nothing here. A case. A frame."
    assert spans(text) == [("frame", 0, 6), ("example", 2, 6), ("example", 9, 10), ("frame", 11, 12)]
    assert spans("A case in a frame.") == [("frame", 0, 4), ("example", 0, 4)]
    assert spans("A hollow frame.") == []
    assert spans("") == []


def test_a_story_has_moves_of_its_own() -> None:
    text = "Once a frame. In the end a gain."
    assert [move for move, *_ in spans(text)] == ["frame", "impact"]
    assert [move for move, *_ in spans(text, STORY)] == ["situation", "result"]


# Measures


def test_moves_made_expected_and_in_order() -> None:
    whole = measures("A frame. A case. The price. In short.")
    assert [whole[k] for k in ("moves_made", "moves_expected", "moves_share", "order")] == [4, 4, 1, 1]
    part = measures("In short. A case. A frame. A gain.")
    assert [part[k] for k in ("moves_made", "moves_expected", "moves_share", "order")] == [3, 4, 0.75, 0]
    assert measures("A frame. A case.")["order"] is None
    assert measures("A frame. In short. A case. The price.")["order"] == pytest.approx(4 / 6)
    free = measures("A frame.", Expectation((), frozenset(), frozenset()))
    assert [free[k] for k in ("moves_share", "framed_before_detail", "closed")] == [None] * 3


def test_an_order_is_the_share_of_pairs_as_expected() -> None:
    assert order([0, 1, 2]) == 1
    assert order([0, 0, 0]) == 1
    assert order([2, 1, 0]) == 0
    assert order([0, 2, 1]) == pytest.approx(2 / 3)
    assert order([0, 1]) is None


@pytest.mark.parametrize(
    ("text", "framed"),
    [
        ("A frame. A case.", 1),
        ("A frame with a case.", 1),
        ("A case. A frame.", 0),
        ("A case. The price.", 0),
        ("Nothing. A frame. A case.", 1),
        ("Nothing.", None),
    ],
)
def test_an_answer_is_framed_before_its_detail_or_not(text: str, framed: float | None) -> None:
    assert measures(text)["framed_before_detail"] == framed


@pytest.mark.parametrize(
    ("others", "closed"),
    [((0, 0), 1), ((0, 1), 0), ((2, 0), 1), ((6, 1), 1), ((6, 2), 0), ((4, 1), 1), ((3, 1), 0), ((8, 1), 1)],
)
def test_a_close_is_in_the_last_quarter(others: tuple[int, int], closed: float) -> None:
    before, after = others
    text = "Nothing here. " * before + "In short. " + "Nothing here. " * after
    assert measures(text)["closed"] == closed


def test_sentences_with_an_example_a_price_a_gain_and_numbers_are_counted() -> None:
    text = (
        "A case, and a price. For example we log each row. For instance so. It's like a shop. Think of ten. "
        "We had 12,5% of three million, half of it. A gain in the end."
    )
    found = measures(text)
    assert found["examples"] == 2
    assert found["tradeoffs"] == 1
    assert found["impact"] == 1
    assert found["analogies"] == 2
    assert found["numbers"] == 5
    assert measures("In the end it ran.", STORY)["impact"] == 1


@pytest.mark.parametrize(
    "text",
    [
        "wait, that is wrong",
        "let me go back to the start",
        "i should back up here",
        "going back to a row",
        "i always forget that",
        "i forgot it",
        "where was i",
        "i'm missing something",
        "that's all i've got",
        "i skipped the rest",
        "as i said before",
        "oh, the other one",
        "no, the other one",
    ],
)
def test_a_detour_is_heard(text: str) -> None:
    assert is_detour(text)
    assert measures(f"A frame. {text.capitalize()}.")["detours"] == 1


@pytest.mark.parametrize(
    "text", ["we go back in time", "oh well", "we forget rows", "know, it runs", "a waiter"]
)
def test_what_is_no_detour(text: str) -> None:
    assert not is_detour(text)


# The data


def test_a_sentence_may_blame_or_be_hollow() -> None:
    assert LEXICON.blames("it was their fault")
    assert LEXICON.blames("there was nothing i could do")
    assert not LEXICON.blames("i did it")
    assert LEXICON.is_hollow("so hollow")
    shipped = load_moves(PROMPTS / "lexicon" / "moves.toml")
    for said in (
        "first, let me explain how it works",
        "i'll start",
        "and so the second part",
        "to summarize",
    ):
        assert shipped.is_hollow(said)
        assert shipped.is_hollow(f"{said}.")
    assert not LEXICON.is_hollow("so")


WEIGHTS = ", ".join(f"{sign} = {at}" for at, sign in enumerate(SIGNS))
TEXT = f"""\
hollow = ["h"]
blame = ["b"]
[[move]]
id = "frame"
weights = {{ {WEIGHTS} }}
strong = ["s"]
weak = ["w"]
named = ["n"]
like = ["So."]
"""


def test_moves_are_read_with_all_their_parts(tmp_path: Path) -> None:
    path = tmp_path / "moves.toml"
    path.write_text(TEXT)
    lexicon = load_moves(path)
    (one,) = lexicon.sounds
    assert (one.move, one.weights, one.like) == (FRAME, tuple(map(float, range(len(SIGNS)))), ("So.",))
    assert (one.strong_cues("s"), one.weak_cues("w"), one.is_named_in("n"), one.is_named_in("w")) == (
        1,
        1,
        True,
        False,
    )
    assert (lexicon.is_hollow("h"), lexicon.blames("b")) == (True, True)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('like = ["So."]', "like = []", "line 9, field `like`: at least one sentence is needed"),
        ("strong = 0, ", "", "line 5, field `weights`: the weights needed are strong, more"),
        (
            'strong = ["s"]',
            'strong = ["("]',
            "is not a regular expression (missing ), unterminated subpattern at position 0).",
        ),
        ('weak = ["w"]', 'weak = ["w", "["]', "line 7, field `weak[2]`"),
        ('named = ["n"]', 'named = ["*"]', "line 8, field `named[1]`"),
        ('hollow = ["h"]', 'hollow = ["("]', "line 1, field `hollow[1]`"),
        ('blame = ["b"]', 'blame = ["("]', "line 2, field `blame[1]`"),
        ('blame = ["b"]', 'blames = ["b"]', "blames"),
        ('id = "frame"', 'id = "fame"', "line 4, field `id`"),
        ('id = "frame"', 'id = "frame"\ncolour = "red"', "colour"),
    ],
)
def test_a_fault_in_the_moves_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = tmp_path / "moves.toml"
    path.write_text(TEXT.replace(old, new, 1))
    with pytest.raises(BadInputError) as error:
        load_moves(path)
    assert said in str(error.value)
    path.write_text("move = []")
    with pytest.raises(BadInputError, match=r"line 1, field `move`: at least one \[\[move\]\] is needed"):
        load_moves(path)
