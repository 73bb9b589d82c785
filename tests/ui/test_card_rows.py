"""What the rows of a scorecard say, and that its numbers and its question are not cut."""

from __future__ import annotations

from dataclasses import replace

from canned import CHURN
from cards import card
from driving import latest, make, name, running, settle, text
from findings import point
from textual.content import Content

from simulator.model.scorecard import Move, MoveSpan, PointState, Scorecard
from simulator.ui.page import TitleBar
from simulator.ui.screens.scorecard_parts import sections
from simulator.ui.widgets.evidence import EvidenceRow, Remark
from simulator.ui.widgets.headline import Headline
from simulator.ui.words import score_style
from simulator.use_cases.desk import Desk

SAID = "I ask him to take the number off the slide before anybody senior sees it at all"


def rows(given: Scorecard, judged: Scorecard | None = None) -> dict[str, list[Remark]]:
    return dict(sections(given, judged))


def shown(remark: Remark) -> list[str]:
    found = EvidenceRow(remark, playable=False)._text()
    assert isinstance(found, Content)
    return found.plain.splitlines()


def test_a_point_that_is_missing_has_no_words_beside_it_and_an_unclear_one_is_not_called_missing() -> None:
    unclear = replace(point("a", PointState.MISSED, sure=0.6, at=3), quote=SAID)
    missing = replace(point("b", PointState.MISSED, sure=0.2, at=3), quote=SAID)
    first, second = rows(replace(card(), key_points=(unclear, missing)))["Key points"]
    assert (first.sign, shown(first)) == ("◌", ["Say a. (not clear)", f"“{SAID}”"])
    assert (second.sign, shown(second)) == ("○", ["Say b. (not made)"])


def test_a_point_that_the_user_calls_missing_keeps_its_words_and_says_what_was_judged() -> None:
    judged = replace(point("a", PointState.MISSED, sure=0.6, at=3), quote=SAID)
    now = replace(judged, state=PointState.WRONG, confidence=0.0)
    (row,) = rows(replace(card(), key_points=(now,)), replace(card(), key_points=(judged,)))["Key points"]
    assert row.by_hand.endswith("was judged: not clear")
    assert row.quote == judged


def test_moves_take_a_line_of_words_and_two_that_begin_together_show_them_once() -> None:
    spans = tuple(
        MoveSpan(move=move, first_word=at, last_word=at + 3, quote=SAID)
        for move, at in ((Move.FRAME, 0), (Move.EXPLAIN, 0), (Move.APPROACH, 9))
    )
    frame, explain, approach = map(shown, rows(replace(card(), moves=spans))["Moves"])
    assert frame == ["frame", "“I ask him to take the number off the slide …”"]
    assert explain == ["explain"]
    assert approach[1:] == frame[1:]


def test_a_score_has_one_colour_wherever_it_stands() -> None:
    assert (score_style(None), score_style(12), score_style(50)) == ("$secondary", "bold $warning", "bold")
    assert score_style(69) == score_style(100) == "bold $accent"


async def test_the_widest_range_leaves_the_word_and_the_question_in_sight(desk: Desk) -> None:
    answer = latest(desk)
    app = make(desk)
    async with running(app, (120, 40)) as pilot:
        app.scorecard(answer.id)
        await settle(pilot, lambda: name(pilot) == "ScorecardScreen")
        bar = app.screen.query_one(TitleBar)
        assert "…" in text(pilot).splitlines()[0]
        assert bar.is_cut
        assert CHURN.prompt in text(pilot)
        assert answer.scorecard is not None
        app.screen.query_one(Headline).show(replace(answer.scorecard, overall=90, range=(66, 100)))
        await settle(pilot, lambda: "● strong" in text(pilot))
        assert "likely 66-100 " in text(pilot)
        bar.say("What is churn?", bar.right)
        assert not bar.is_cut
