"""Questions about the candidate's own job, and answers that connect it with their work; meaning by hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from cards import plan, question, round_

from simulator.interview.candidate.job import Yours
from simulator.interview.candidate.job_questions import (
    JobConnection,
    connection,
    is_connection,
    job_question,
    strength,
    with_job,
)
from simulator.model.plan import Role
from simulator.model.question import Kind, Stage
from simulator.model.scorecard import Audience, Strength
from simulator.model.transcript import from_text
from simulator.scoring.language.annotated import Annotated
from simulator.scoring.language.wording import worded

YOURS = Yours(
    background="I keep books. I ran a shop.", title="Ranking Engineer", asks=("build ranking", "rust")
)
RECRUITER, MANAGER, ENGINEER = Role.RECRUITER, Role.HIRING_MANAGER, Role.ENGINEER


class Meaning:
    """A sentence has the vector that `by` gives for a word in it, a text the mean of its sentences."""

    id = "by hand"

    def __init__(self, **by: tuple[float, ...]) -> None:
        self.by = by

    def embed(self, sentences: Sequence[str]) -> np.ndarray:
        def of(text: str) -> np.ndarray:
            parts = [part for part in text.split(".") if part.strip()]
            known = [v for part in parts for word, v in self.by.items() if word in part]
            return np.array([(0.0, 0.0, 0.0), *known]).sum(axis=0) / max(1, len(parts))

        return np.array([of(text) for text in sentences], dtype=np.float32)


AXES = {"build": (1.0, 0.0, 0.0), "rust": (0.0, 0.0, 1.0), "books": (0.0, 1.0, 0.0), "shop": (0.0, 0.6, 0.0)}


def connected(text: str, yours: Yours = YOURS, **said: tuple[float, ...]) -> JobConnection | None:
    return connection(Annotated(from_text(text)), yours, Meaning(**said, **AXES))


def test_recruiter_and_hiring_manager_ask_second_and_no_need_twice() -> None:
    asked = [question(name) for name in "abcde"]
    rounds = [
        round_("A", role=RECRUITER),
        round_("B", role=ENGINEER),
        round_("C", role=MANAGER),
        round_("D", role=MANAGER),
    ]
    drawn = ((asked[0], asked[1]), (asked[2],), (asked[3],), (asked[4],))
    found = with_job(plan(*rounds), drawn, YOURS, 1)
    assert [q.id for q in found[1]] == ["c"]
    assert (found[0][0].id, found[0][2].id, len(found[0])) == ("a", "b", 3)
    assert found[2][0].id == "d"
    assert {found[0][1].id, found[2][1].id} == {"yours.build-ranking", "yours.rust"}
    assert found[3] == drawn[3]
    assert found == with_job(plan(*rounds), drawn, YOURS, 1)
    assert with_job(plan(*rounds), drawn, Yours(), 1) == drawn
    firsts = {with_job(plan(*rounds), drawn, YOURS, seed)[0][1].id for seed in range(9)}
    assert firsts == {"yours.build-ranking", "yours.rust"}


@pytest.mark.parametrize(
    ("role", "need", "title", "prompt"),
    [
        (
            RECRUITER,
            "build it",
            "Lead",
            "In the Lead role you would build it. What have you done that comes closest?",
        ),
        (MANAGER, "build it", "", "In this role you would build it. Tell me about a time you did that."),
        (
            RECRUITER,
            "five years of rust",
            "",
            "For this role they ask for this: five years of rust. What in your background comes closest?",
        ),
        (
            MANAGER,
            "five years of rust",
            "Lead",
            "The Lead role asks for this: five years of rust. Tell me about a time you showed that.",
        ),
        (MANAGER, "rust", "", "This role asks for this: rust. Tell me about a time you showed that."),
    ],
)
def test_a_duty_and_a_demand_are_asked_about_in_words_that_fit(
    role: Role, need: str, title: str, prompt: str
) -> None:
    assert job_question(round_(role=role), title, need).prompt == prompt


def test_a_question_about_the_job_can_be_scored_like_any_other() -> None:
    asked = job_question(
        round_(role=RECRUITER, audience=Audience.RECRUITER), "Lead", "Build C++ (fast), daily!"
    )
    assert (asked.id, asked.kind, asked.stage) == ("yours.build-c-fast-daily", Kind.BEHAVIORAL, Stage.SCREEN)
    assert (asked.audience, asked.time_limit_s, asked.source) == (Audience.RECRUITER, 150, "yours")
    assert [(p.id, p.weight) for p in asked.key_points] == [
        ("need", 2),
        ("own-work", 2),
        ("result", 1),
        ("link", 1),
    ]
    assert asked.key_points[0].say == ("Build C++ (fast), daily!",)
    assert asked.key_points[0].text.endswith("the role asks for: Build C++ (fast), daily!")
    assert all(point.say for point in asked.key_points)
    known = {point.id for point in asked.key_points}
    assert {f.when_missing for f in asked.follow_ups if not f.twist} <= known
    assert sum(f.twist for f in asked.follow_ups) == 1
    assert job_question(round_(role=MANAGER), "", "x").stage is Stage.ONSITE
    assert job_question(round_(role=MANAGER), "", "!!").id == "yours.need"
    assert job_question(round_(role=MANAGER), "", "a" * 59 + " b").id == "yours." + "a" * 59
    assert job_question(round_(role=MANAGER), "", "a" * 70).id == "yours." + "a" * 60


@pytest.mark.parametrize(
    ("said", "point"),
    [
        ("I was responsible for the loader", "own-work"),
        ("my part was the loader", "own-work"),
        ("what I did was a loader", "own-work"),
        ("so I built a loader", "own-work"),
        ("in the end we shipped", "result"),
        ("as a result we shipped", "result"),
        ("it went down by ten percent", "result"),
        ("which saved a day", "result"),
        ("that's what I would bring to this role too", "link"),
        ("in this job I would do the same", "link"),
        ("just as you ask for", "link"),
        ("we build ranking daily", "need"),
    ],
)
def test_what_people_say_makes_its_point(said: str, point: str) -> None:
    asked = job_question(round_(role=MANAGER), "", "build ranking")
    made = {p.id for p in asked.key_points if any(worded(said).says(worded(way)) for way in p.say)}
    assert made == {point}


BOTH = (0.7, 0.7, 0.0)


def test_a_sentence_that_speaks_to_the_role_of_a_need_and_of_the_background_connects_them() -> None:
    assert connected("So yes. In this role I would sort. It ends.", sort=BOTH) == JobConnection(
        need="build ranking", first_word=2, last_word=7
    )
    assert connected("So yes. In my life I would sort. It ends.", sort=BOTH) is None
    assert connected("In this role I would sort.", sort=(0.0, 0.7, 0.7)) == JobConnection(
        need="rust", first_word=0, last_word=5
    )


@pytest.mark.parametrize(
    ("need", "own", "found"), [(0.41, 0.39, True), (0.39, 0.9, False), (0.9, 0.37, False), (0.40, 0.38, True)]
)
def test_both_must_be_near_enough(need: float, own: float, found: bool) -> None:
    near = (need + 1e-6, own + 1e-6, 0.0)
    assert (connected("In this role I would sort.", sort=near) is not None) is found


def test_the_clearest_place_of_up_to_three_sentences_is_named() -> None:
    text = "One is here. In this role sort. Two is here. I would tidy in this role. Three. Four."
    assert connected(text, sort=(0.5, 0.5, 0.0), tidy=(0.9, 0.9, 0.0)) is not None
    found = connected(text, sort=(0.5, 0.5, 0.0), tidy=(0.9, 0.9, 0.0))
    assert found is not None
    assert "tidy" in from_text(text).quote(found.first_word, found.last_word)
    other = connected(text, sort=(0.9, 0.5, 0.0), tidy=(0.5, 0.8, 0.0))
    assert other is not None
    assert "sort" in from_text(text).quote(other.first_word, other.last_word)
    closest = connected(text, sort=(0.5, 0.9, 0.0), tidy=(0.6, 0.5, 0.0))
    assert closest is not None
    assert "sort" in from_text(text).quote(closest.first_word, closest.last_word)
    spread = "This role pays. It rains. We sort."
    far = (1.8, 1.8, 0.0)
    joined = connected(spread, sort=far)
    assert joined == JobConnection(need="build ranking", first_word=0, last_word=6)
    assert connected("This role pays. It rains. It snows. We sort.", sort=far) is None


def test_without_a_need_a_background_or_words_nothing_connects() -> None:
    said = "In this role I would sort."
    assert connected(said, replace_(asks=()), sort=BOTH) is None
    assert connected(said, replace_(background=" \n "), sort=BOTH) is None
    assert connected("", sort=BOTH) is None
    assert connected(said, replace_(background="a shop"), sort=(0.7, 0.64, 0.0)) is not None
    assert connected(said, replace_(background="a shop"), sort=(0.7, 0.62, 0.0)) is None
    assert connected(said, replace_(background="a shop; books"), sort=(0.7, 0.4, 0.0)) is not None


def replace_(**changes: object) -> Yours:
    return Yours(**{"background": YOURS.background, "asks": YOURS.asks, **changes})  # type: ignore[arg-type]


def test_a_connection_is_named_with_its_words_and_a_long_need_is_cut_at_a_word() -> None:
    said = from_text("In this role I would sort.")
    named = strength(said, JobConnection(need="x" * 60, first_word=2, last_word=3))
    assert named.text == f"You connected what the role asks for with your own work: {'x' * 60}."
    assert (named.quote, named.first_word) == ("role I", 2)
    assert is_connection(named)
    long = strength(said, JobConnection(need="five words and " + "x" * 50, first_word=0, last_word=1))
    assert long.text.endswith(": five words and ….")
    assert not is_connection(Strength(text="You gave numbers."))
