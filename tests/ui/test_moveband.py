"""The strip of moves can be read at any width: names where they fit, else letters with a legend."""

from __future__ import annotations

from textual.content import Content

from simulator.model.scorecard import Move, MoveSpan
from simulator.model.signs import CHANGE_SIGNS, MOVE_LETTERS, TROUBLE
from simulator.ui.widgets.bars import score_bar
from simulator.ui.widgets.moveband import LOOKS, band


def spans(*moves: tuple[Move, float]) -> tuple[MoveSpan, ...]:
    return tuple(
        MoveSpan(move=move, first_word=int(at), last_word=int(at) + 1, start_s=at, end_s=at + 1)
        for move, at in moves
    )


SAID = spans((Move.FRAME, 0), (Move.CLARIFY, 0), (Move.EXPLAIN, 4), (Move.APPROACH, 50), (Move.EXPLAIN, 99))


def test_names_stand_where_all_of_them_fit() -> None:
    strip = band(spans((Move.FRAME, 0), (Move.EXPLAIN, 40), (Move.DEPLOY, 80)), 100, 60, 100.0).plain
    assert strip.split() == ["▏frame", "▏explain", "▏deploy"]
    assert "\n" not in strip


def test_where_one_does_not_fit_all_have_letters_and_there_is_a_legend() -> None:
    strip, legend = band(SAID, 100, 76).plain.split("\n")
    assert len(strip) == 76
    assert "…" not in strip
    assert strip.startswith("▏FC▏E ")  # two that begin together
    assert [letter for letter in strip if letter.isalpha()] == ["F", "C", "E", "A", "E"]
    assert legend == "F frame  C clarify  E explain  A approach"


def test_a_strip_is_as_wide_as_its_room() -> None:
    for width in range(1, 120):
        assert Content(band(SAID, 100, width).plain.split("\n")[0]).cell_length == width


def test_every_move_has_a_letter_of_its_own_and_one_look() -> None:
    assert set(MOVE_LETTERS) == {move.value for move in Move}
    assert len(set(MOVE_LETTERS.values())) == len(MOVE_LETTERS)
    assert all(letter.lower() in move for move, letter in MOVE_LETTERS.items())
    assert set(LOOKS) == set(Move)


def test_a_bar_has_the_colour_and_the_sign_of_its_level() -> None:
    assert score_bar(20).plain == "██░░░░░░░░ ◔"
    assert score_bar(95).plain == "██████████ ●"
    styles = {score: str(score_bar(score).spans[0].style) for score in (10, 30, 50, 70, 90)}
    assert styles == {10: "$warning", 30: "$warning", 50: "$primary", 70: "$accent", 90: "$accent"}


def test_trouble_and_better_do_not_share_a_sign() -> None:
    assert TROUBLE not in CHANGE_SIGNS.values()
