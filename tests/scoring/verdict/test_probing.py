"""Which sentence is taken up, in which words, and what is asked of it."""

from __future__ import annotations

import pytest
from findings import point

from simulator.model.question import KeyPoint, Kind, Question
from simulator.model.scorecard import PointState, Prompted
from simulator.model.transcript import from_text
from simulator.scoring.language.annotated import Annotated
from simulator.scoring.verdict.giving_up import gives_up
from simulator.scoring.verdict.probing import Probe, probes, quotable


def asked(text: str, kind: Kind = Kind.DESIGN, *made: int) -> list[Probe]:
    """The probes of a text; `made` are the first words of sentences that make a point."""
    of = Question(id="q", kind=kind, prompt="How?", key_points=(KeyPoint(id="a", text="a"),))
    points = [point(f"p{at}", PointState.MADE, at=at) for at in made]
    return probes(Annotated(from_text(text)), of, points)


@pytest.mark.parametrize(
    ("text", "by", "of"),
    [
        ("We'd need it to be much faster.", Prompted.NUMBER, "choice"),
        ("I'd keep the last ninety days of clicks.", Prompted.REASON, "figure"),
        ("I'd look at each depot by itself.", Prompted.REASON, "choice"),
        ("I'd use a linear model because it is quick.", Prompted.ALTERNATIVE, "choice"),
        ("I'd use a tree instead of a network, because it is quick.", Prompted.FAILURE, "choice"),
        ("I'd run the queries nightly, instead of live, because it is cheap.", Prompted.FAILURE, "system"),
    ],
)
def test_what_is_lacking_is_asked_for(text: str, by: Prompted, of: str) -> None:
    if by is Prompted.NUMBER:
        text = "I'd make it much faster than today."
    (found, *_) = asked(text)
    assert (found.by, found.of) == (by, of)


def test_what_was_said_beside_it_or_elsewhere_is_not_asked_for() -> None:
    whole = "I'd use trees instead of a network, because they are quick, but they fail on pictures."
    assert asked(whole) == []
    assert [
        one.by for one in asked("I'd rank each depot by itself. Otherwise small ones vanish. I see.")
    ] == [Prompted.ALTERNATIVE]
    apart = (
        "I'd use one offer for each customer. The rest is a table. We look at it on Mondays. "
        "An offer for each customer is a risk when they talk to each other."
    )
    assert Prompted.FAILURE not in {one.by for one in asked(apart) if one.sentence == 0}


def test_stories_are_asked_about_as_stories() -> None:
    (found, *_) = asked("We rewrote the import over the summer. It was sunny.", Kind.BEHAVIORAL)
    assert (found.by, found.of, found.quote) == (
        Prompted.REASON,
        "story",
        "we rewrote the import over the summer",
    )
    (improved, *_) = asked("In the end the response times improved a lot.", Kind.BEHAVIORAL, 0)
    assert (improved.by, improved.of) == (Prompted.NUMBER, "story")


def test_a_claim_is_taken_up_only_where_it_makes_a_point_and_stands_alone() -> None:
    text = "Variance grows with depth. It is seen in the gap."
    assert asked(text, Kind.EXPLAIN) == []
    (found, *_) = asked(text, Kind.EXPLAIN, 0)
    assert (found.by, found.of, found.quote, found.point) == (
        Prompted.REASON,
        "claim",
        "variance grows with depth",
        "p0",
    )
    assert asked(text, Kind.EXPLAIN, 4) == []


def test_each_probe_is_of_another_kind_and_another_sentence() -> None:
    found = asked("I'd look at the depots. I'd call the drivers. I'd use a tree because it is quick.")
    assert len({one.by for one in found}) == len({one.sentence for one in found}) == len(found) > 1


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("And then, um, I'd train the trees on it.", "I'd train the trees on it"),
        ("So, well, drift is what hurts first.", "drift is what hurts first"),
        (
            "I'd rank the columns by a quick boosted model, and then we look at them with the doctors "
            "for an hour or two.",
            "I'd rank the columns by a quick boosted model",
        ),
        ("What do we lose when that happens?", None),
        ("Let me think about that for a moment.", None),
        ("I'd want to know who reads it first.", None),
        ("Not much.", None),
    ],
)
def test_words_are_repeated_as_one_would_repeat_them(said: str, quote: str | None) -> None:
    assert quotable(Annotated(from_text(said)), 0) == quote


def test_fillers_and_repetitions_are_not_repeated() -> None:
    from simulator.model import settings
    from simulator.scoring.language.annotate import annotate
    from simulator.scoring.language.lexicon import load_fillers

    fillers = load_fillers(settings.shipped("prompts") / "lexicon" / "fillers.toml")
    said = annotate(from_text("I'd, um, I'd train the, uh, the trees on old claims."), fillers)
    assert quotable(said, 0) == "I'd train the trees on old claims"


@pytest.mark.parametrize(
    "said",
    [
        "No idea, honestly.",
        "I don't know.",
        "Honestly I don't know, I've never worked with that. Sorry, can we take the next question?",
        "I'm not sure how to answer that. Pass.",
        "Nothing comes to mind, I'm afraid.",
        "Let's skip this one.",
    ],
)
def test_who_has_no_answer_is_recognised(said: str) -> None:
    assert gives_up(said)


@pytest.mark.parametrize(
    "said",
    [
        "I don't know exactly, but I'd compare this month's scores with those of the training year.",
        "We don't know in advance which customers leave, so we predict it.",
        "I passed the exam and skipped a grade.",
        "I'm not sure at all that accuracy helps here: with one in a thousand, always saying no scores high.",
        "",
    ],
)
def test_who_tries_is_not_taken_to_give_up(said: str) -> None:
    assert not gives_up(said)
