"""What the interviewer asks next, and why, from findings made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from findings import jargon, point, term

from simulator.model.question import Follows, FollowUp, KeyPoint, Kind, Question
from simulator.model.scorecard import (
    Audience,
    FollowUpAsk,
    JargonTerm,
    KeyPointResult,
    MisconceptionHit,
    PointState,
    Prompted,
)
from simulator.model.transcript import from_text
from simulator.scoring.language.annotated import Annotated
from simulator.scoring.verdict.follow_up_words import follow_up_words, reworded, wordings
from simulator.scoring.verdict.follow_ups import follow_ups

MADE, HALF, MISSED, WRONG = PointState.MADE, PointState.HALF, PointState.MISSED, PointState.WRONG
ENGINEER, ML_ENGINEER = Audience.SOFTWARE_ENGINEER, Audience.ML_ENGINEER
SAID = (
    "I'd train boosted trees on a year of claims. The score goes to the investigators every morning. "
    "A wrong alarm costs an hour of their time."
)
"""Sentences that begin with the words 0, 9 and 16."""


def question(*asks: FollowUp, kind: Kind = Kind.DESIGN) -> Question:
    points = tuple(KeyPoint(id=name, text=name) for name in "abcd")
    return Question(id="q", kind=kind, prompt="What?", key_points=points, follow_ups=asks)


def asks_of(
    points: tuple[KeyPointResult, ...] = (),
    terms: tuple[JargonTerm, ...] = (),
    wrong: tuple[MisconceptionHit, ...] = (),
    of: Question | None = None,
    said: str | None = None,
    audience: Audience = ENGINEER,
) -> tuple[FollowUpAsk, ...]:
    heard = Annotated(from_text(said)) if said else None
    return follow_ups(of, points, wrong, jargon(*terms), said=heard, audience=audience)


def asked(
    points: tuple[KeyPointResult, ...] = (),
    terms: tuple[JargonTerm, ...] = (),
    wrong: tuple[MisconceptionHit, ...] = (),
    of: Question | None = None,
) -> list[str]:
    return [ask.ask for ask in asks_of(points, terms, wrong, of)]


def sure(name: str, state: PointState, weight: float = 1.0) -> KeyPointResult:
    """A point that was surely left out, or surely said."""
    return point(name, state, weight, sure=0.1 if state is MISSED else 0.9)


ON_A, ON_B, ON_C = (FollowUp(ask=f"And {name}?", when_missing=name) for name in "abc")
TWIST, LATER = FollowUp(ask="Now on a phone?", twist=True), FollowUp(ask="And on Mars?", twist=True)


def test_follow_ups_alternate_and_end_with_the_twist() -> None:
    wrong = (MisconceptionHit(id="w", text="Wrong.", quote="um it is, uh, always so"),)
    points = (sure("a", MISSED), sure("b", HALF, 5), sure("c", MISSED, 2), sure("d", MADE))
    of = question(ON_A, ON_B, ON_C, TWIST, LATER)
    first, *others = asks_of(points, (term("SMOTE", said="x"),), wrong, of)
    assert (first.by, first.about, first.quote) == (Prompted.CLAIM, "w", "it is, always so")
    assert "“it is, always so”" in first.ask
    assert [ask.about for ask in others] == ["c", "b", None]
    assert asked(points, (), (), of) == ["And c?", "And b?", "And a?", "Now on a phone?"]
    assert asked(points[1:2], (), (), of) == ["And b?", "Now on a phone?"]
    assert asked(points[3:], (), (), of) == ["Now on a phone?"]
    (twist,) = follow_ups(of, (), (), jargon())
    assert (twist.because, twist.by, twist.about) == ("it changes the problem", Prompted.TWIST, None)
    (about_term,) = follow_ups(None, (), (), jargon(term("SMOTE", said="x")))
    assert (about_term.because, about_term.by, about_term.about) == (
        "'SMOTE' was used without an explanation",
        Prompted.TERM,
        "SMOTE",
    )


def test_what_was_made_is_not_asked_for_and_the_reason_says_what_was_lacking() -> None:
    (wrong,) = asks_of((point("a", WRONG),), of=question(ON_A))
    assert (wrong.ask, wrong.because) == ("And a?", "key point 'a' sounded the wrong way round")
    (half,) = asks_of((point("a", HALF),), of=question(ON_A))
    assert (half.ask, half.because) == ("And a?", "key point 'a' was only half made")
    assert asks_of((point("a", MADE),), of=question(ON_A)) == ()


def test_what_the_candidate_left_open_is_asked_before_what_they_half_said() -> None:
    half, missed = point("a", HALF, at=9), sure("b", MISSED)
    asks = asks_of((half, missed), of=question(ON_A, ON_B), said=SAID)
    assert [ask.about for ask in asks][:3] == ["b", None, "a"]


def test_what_may_well_have_been_said_is_asked_for_last() -> None:
    points = (point("a", MISSED, 5, sure=0.4), point("b", MISSED, 1, sure=0.2))
    assert asked(points, (term("SMOTE", said="x"),), of=question(ON_A, ON_B))[::2] == ["And b?", "And a?"]


def test_the_missing_half_is_asked_for_with_the_half_that_was_said() -> None:
    half = point("a", HALF, at=9)
    ask = next(ask for ask in asks_of((half,), of=question(ON_A), said=SAID) if ask.about == "a")
    assert ask.ask.endswith(" And a?")
    assert ask.quote == "the score goes to the investigators every morning"
    assert f"“{ask.quote}”" in ask.ask
    assert (ask.by, ask.about) == (Prompted.GAP, "a")
    asks = asks_of((half,), of=question(), said=SAID)
    without = next(ask for ask in asks if ask.about == "a")
    assert without.ask in {text.format(quote=ask.quote) for text in wordings(Prompted.GAP, "claim", ENGINEER)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Says why the date could not move", "why the date could not move"),
        ("Says what was cut or simplified, and agreed it with those concerned", "what was cut or simplified"),
        ("Says how the candidate was sure of it", "how you were sure of it"),
        ("Recall is measured on sick patients only", "recall"),
    ],
)
def test_a_missed_point_is_asked_for_without_giving_it_away(text: str, expected: str) -> None:
    missed = replace(point("a", MISSED, sure=0.1), text=text)
    (ask,) = asks_of((missed,), of=question())
    assert expected in ask.ask
    assert "patients" not in ask.ask
    assert "missing" not in ask.ask


def test_a_point_that_no_wording_fits_is_not_asked_for() -> None:
    missed = replace(point("a", MISSED), text="Read it as a stream in chunks, never the whole file")
    assert asks_of((missed,), of=question()) == ()


def test_the_same_ask_comes_once() -> None:
    twice = FollowUp(ask="And a?", when_missing="b")
    assert asked((sure("a", MISSED), sure("b", MISSED)), of=question(ON_A, twice)) == ["And a?"]


def test_the_term_to_explain_is_a_name_then_the_one_used_most_then_the_first() -> None:
    def of(*terms: JargonTerm) -> list[str | None]:
        return [ask.about for ask in asks_of(terms=terms)]

    assert of(term("bagging", uses=5, said="x"), term("SMOTE", said="x")) == ["SMOTE"]
    assert of(term("AUC", at=1, said="x"), term("SMOTE", uses=2, at=4, said="x")) == ["SMOTE"]
    assert of(term("AUC", at=4, said="x"), term("SMOTE", at=2, said="x")) == ["SMOTE"]
    assert of(term("AUC", True, at=4), term("SMOTE", at=9, said="x")) == ["SMOTE"]
    assert of(term("AUC", True)) == []
    assert of(term("Keleti")) == []


def test_peers_are_not_asked_for_plain_words() -> None:
    assert asks_of(terms=(term("SMOTE", said="x"),), audience=ML_ENGINEER) == ()
    assert asks_of(terms=(term("SMOTE", said="x"),), audience=Audience.RECRUITER) != ()


def test_a_claim_is_read_back_short_and_whole() -> None:
    def back(quote: str | None) -> str | None:
        (ask,) = follow_ups(None, (), (MisconceptionHit(id="w", text="wrong.", quote=quote),), jargon())
        assert (ask.because, ask.by, ask.about) == ("the answer seems to claim: wrong", Prompted.CLAIM, "w")
        assert f"“{ask.quote}”" in ask.ask
        return ask.quote

    assert back(None) == "wrong"
    assert back("Um, rows are, uh, independent.") == "rows are, independent"
    sixteen = "there are " + "rows " * 13 + "end"
    assert back(sixteen) == sixteen
    assert back(sixteen + " more") == f"{sixteen} …"
    assert back("there are " + "rows " * 9 + "at the end, more of it all again") == "there are " + (
        "rows " * 9 + "at the end"
    )
    assert back("there are " + "rows " * 12 + "end of it all again") == "there are " + "rows " * 12 + "end …"


def test_a_list_of_nouns_claims_nothing() -> None:
    hit = MisconceptionHit(id="w", text="wrong.", quote="accuracy with bootstrap over patients and not rows")
    assert follow_ups(None, (), (hit,), jargon()) == ()


def test_who_may_have_claimed_it_is_not_told_that_they_did() -> None:
    hit = MisconceptionHit(id="w", text="Trees are fast.", quote="trees are fast enough", sure=False)
    (ask,) = follow_ups(None, (), (), jargon(), perhaps=(hit,))
    assert ask.because == "the answer could be heard to claim: Trees are fast"
    assert hit.text not in ask.ask
    for quote in ("trees over rows, not over columns", "trees are fast because they are small"):
        assert follow_ups(None, (), (), jargon(), perhaps=(replace(hit, quote=quote),)) == ()


@pytest.mark.parametrize(
    "said", ["No idea, honestly.", "I really don't know, sorry. Can we take the next one?"]
)
def test_nobody_is_asked_more_who_has_no_answer(said: str) -> None:
    points = (sure("a", MISSED),)
    assert asks_of(points, of=question(ON_A, TWIST), said=said) == ()


def test_a_reply_to_a_follow_up_is_not_followed_up() -> None:
    of = replace(question(ON_A, TWIST), follows=Follows())
    assert asks_of((sure("a", MISSED),), of=of, said=SAID) == ()


# Wordings


@pytest.mark.parametrize("audience", Audience)
def test_no_wording_comes_twice_while_another_is_left(audience: Audience) -> None:
    for one in follow_up_words().ask:
        texts = wordings(one.by, one.of, audience)
        fields = {"quote": "the trees vote", "term": "SMOTE", "ask": "And then?"}
        used: list[str] = []
        for _ in texts:
            ask = FollowUpAsk(ask=texts[0].format(**fields), because="", by=one.by)
            used.append(reworded(ask, audience, used).ask)
        assert sorted(used) == sorted(text.format(**fields) for text in texts), one


def test_what_a_questions_file_asks_is_not_reworded() -> None:
    ask = FollowUpAsk(ask="And drift?", because="", by=Prompted.GAP)
    assert reworded(ask, ML_ENGINEER, ["And drift?"]) is ask


def test_every_kind_has_several_wordings_for_every_listener() -> None:
    for one in follow_up_words().ask:
        for audience in Audience:
            texts = wordings(one.by, one.of, audience)
            assert len(set(texts)) == len(texts) >= 4, one
            field = "{term}" if one.by is Prompted.TERM else "{quote}"
            assert all(text.count(field) == 1 for text in texts), one
