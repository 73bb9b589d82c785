"""What a point earns, by the published formula: words, denial, ways to say it, aboutness and meaning."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from simulator.model.question import KeyPoint, Kind, Misconception, Question
from simulator.model.scorecard import Move, PointState
from simulator.model.transcript import from_text
from simulator.scoring.judgement.misconceptions import _wording, misconceptions_stated
from simulator.scoring.judgement.moves import SIGNS, MoveLexicon, MoveSound
from simulator.scoring.judgement.points import Content, content_report
from simulator.scoring.judgement.reader import Embedder
from simulator.scoring.judgement.windows import Likeness, windows_of
from simulator.scoring.language.annotated import Annotated
from simulator.scoring.language.text import Span
from simulator.scoring.language.wording import best_share, share, worded

SOUNDS = MoveLexicon(
    (MoveSound(Move.LEARNING, (0.0,) * len(SIGNS), (), (), ("x",), named=(re.compile(r"\blesson\b"),)),),
    blame=(re.compile(r"\btheir fault\b"),),
)
ALPHA = KeyPoint(id="alpha", text="Alpha beta gamma delta")
WRONG = Misconception(id="zeta", text="Zeta eta theta iota")


def asked(*points: KeyPoint, wrong: tuple[Misconception, ...] = (), kind: Kind = Kind.EXPLAIN) -> Question:
    return Question(id="q", kind=kind, prompt="Omega?", key_points=points or (ALPHA,), misconceptions=wrong)


def report(
    text: str,
    question: Question | None = None,
    embedder: Embedder | None = None,
    moves: frozenset[Move] = frozenset(),
) -> Content:
    return content_report(Annotated(from_text(text)), question or asked(), moves, SOUNDS, embedder)


def earned(text: str, question: Question | None = None, **more: object) -> float | None:
    return report(text, question, **more).measures[0].value  # type: ignore[arg-type]


def credit(total: float) -> float:
    return min(1.0, 0.6 + 0.4 * (total - 0.2) / 0.6) if total >= 0.2 else 0.0


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("Alpha beta gamma delta.", -0.15 + 0.5 + 0.3),
        ("Alpha beta.", -0.15 + 0.25 + 0.3),
        ("Alpha.", -0.15 + 0.125 + 0.25),
        ("Rows.", -0.15),
        ("Omega alpha beta gamma delta.", -0.15 + 0.5 + 0.3),
        ("Never alpha beta gamma delta.", -0.15 + 0.5 + 0.3 - 0.15),
        ("Alpha beta. Gamma delta.", -0.15 + 0.5 + 0.3),
        ("Alpha beta. Rows. Gamma delta.", -0.15 + 0.25 + 0.3),
    ],
)
def test_without_a_model_words_and_denial_decide(text: str, total: float) -> None:
    (point,) = report(text).key_points
    assert earned(text) == pytest.approx(credit(total))
    assert point.confidence == round(1 / (1 + math.exp(-6 * (total - 0.2))), 2)
    state = PointState.MADE if total >= 0.45 else PointState.HALF if total >= 0.2 else PointState.MISSED
    assert (point.state, point.covered) == (state, state is not PointState.MISSED)
    assert (point.quote is None) == (state is PointState.MISSED)


def test_a_point_quotes_its_best_window() -> None:
    (point,) = report("Rows. Alpha beta gamma delta. Rows.").key_points
    assert (point.quote, point.first_word) == ("Alpha beta gamma delta.", 1)
    (pair,) = report("Rows. Alpha beta. Gamma delta. Rows.").key_points
    assert pair.quote == "Alpha beta. Gamma delta."
    (nothing,) = report("").key_points
    assert (nothing.state, nothing.confidence, nothing.quote) == (PointState.MISSED, 0.0, None)


def test_the_opposite_of_a_point_is_held_against_it() -> None:
    more = asked(KeyPoint(id="m", text="More alpha beta gamma"))
    assert earned("Alpha beta gamma.", more) == pytest.approx(credit(-0.15 + 0.5 + 0.3))
    assert earned("Less alpha beta gamma.", more) == pytest.approx(credit(-0.15 + 0.5 + 0.3 - 0.25))
    either = asked(KeyPoint(id="m", text="More alpha beta gamma", say=("less rho sigma",)))
    assert earned("Less alpha beta gamma.", either) == pytest.approx(credit(-0.25 + 0.5 + 0.3))


def test_a_way_to_say_it_earns_more_the_more_the_answer_is_about_the_question() -> None:
    said = KeyPoint(id="s", text="Alpha beta", say=("quick brown fox",))
    assert earned("A quick brown fox.", asked(said)) == pytest.approx(credit(-0.25 + 0.5 * 0.6 + 0.25))
    about = earned("A quick brown fox. Alpha beta.", asked(said))
    assert about == pytest.approx(credit(-0.25 + 0.5 + 0.5 + 0.3))
    alone = KeyPoint(id="s", text="Alpha beta")
    assert earned("A quick brown fox.", asked(alone)) == 0


def test_points_weigh() -> None:
    pair = asked(KeyPoint(id="a", text="Alpha beta", weight=3), KeyPoint(id="k", text="Kappa"))
    assert earned("Alpha beta.", pair) == pytest.approx(0.75 * credit(-0.15 + 0.5 + 0.3))
    assert earned("Kappa.", pair) == pytest.approx(0.25 * credit(-0.15 + 0.5 + 0.3))
    none = Question(id="q", kind=Kind.EXPLAIN, prompt="?", key_points=())
    assert earned("Alpha.", none) is None


def test_each_wrong_claim_stated_takes_its_share_off_every_point() -> None:
    both = "Alpha beta gamma delta. Zeta eta theta iota."
    others = tuple(Misconception(id=n, text=f"{n} {n}x {n}y {n}z") for n in ("rho", "sigma", "tau"))
    assert [hit.id for hit in report(both, asked(wrong=(WRONG,))).misconceptions] == ["zeta"]
    assert earned(both, asked(wrong=(WRONG,))) == 0
    assert earned(both, asked(wrong=(WRONG, *others[:1]))) == pytest.approx(credit(0.65 - 0.5 / 2))
    assert earned(both, asked(wrong=(WRONG, *others))) == pytest.approx(credit(0.65 - 0.5 / 3))
    assert earned("Alpha beta gamma delta.", asked(wrong=(WRONG, *others))) == pytest.approx(credit(0.65))
    all_four = both + "".join(f" {n} {n}x {n}y {n}z." for n in ("Rho", "Sigma", "Tau"))
    worst = report(all_four, asked(wrong=(WRONG, *others)))
    assert len(worst.misconceptions) == 4
    assert worst.key_points[0].confidence == round(1 / (1 + math.exp(-6 * (0.65 - 0.5 - 0.2))), 2)
    count = report(both, asked(wrong=(WRONG,))).measures[1]
    assert (count.id, count.value, count.unit) == ("misconceptions", 1, "count")


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("Zeta eta theta iota.", True),
        ("Zeta eta theta.", True),
        ("Zeta eta.", False),
        ("Never zeta eta theta iota.", False),
        ("People often think zeta eta theta iota.", False),
        ("Zeta eta theta iota. That is wrong.", False),
        ("Zeta eta theta iota. Rows. That is wrong.", True),
        ("It is a myth, zeta eta theta iota.", False),
        ("Alpha beta gamma delta. Zeta eta theta.", False),
        ("Alpha beta gamma delta zeta eta theta iota.", False),
    ],
)
def test_a_wrong_claim_is_stated_in_its_words_unless_denied_or_told_of_others(
    text: str, stated: bool
) -> None:
    hits = report(text, asked(wrong=(WRONG,))).misconceptions
    assert [hit.id for hit in hits] == ["zeta"] * stated
    assert all(hit.quote and "eta" in hit.quote for hit in hits)


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("Higher zeta eta theta.", 0.5),
        ("Higher zeta.", 0.25),
        ("Never higher zeta eta theta.", 0.5 - 0.25 - 0.75),
        ("Lower zeta eta theta.", 0.5 * 3 / 4 - 0.25),
        ("Never lower zeta eta theta.", 0.5 * 3 / 4 - 0.5 - 0.75 * 3 / 4),
    ],
)
def test_how_strongly_words_state_a_wrong_claim(text: str, strength: float) -> None:
    wrong = Misconception(id="zeta", text="Higher zeta eta theta")
    assert _wording(windows_of(Annotated(from_text(text)), {})[0], wrong) == pytest.approx(strength)


def test_a_way_to_say_a_wrong_claim_speaks_for_it_by_its_words_and_by_being_there() -> None:
    wrong = Misconception(id="zeta", text="Zeta eta", say=("quick brown fox",))
    (window,) = windows_of(Annotated(from_text("A quick brown fox.")), {})
    assert _wording(window, wrong) == pytest.approx(0.5 * 3 / 5 + 0.5)


def test_saying_what_is_right_too_and_speaking_of_something_else_count_against_a_wrong_claim() -> None:
    point = replace(ALPHA, say=("gamma ray",))
    text = Annotated(from_text("Gamma ray zeta eta theta iota."))
    assert report("Gamma ray zeta eta theta iota.", asked(point, wrong=(WRONG,))).misconceptions == ()
    assert report("Gamma ray zeta eta theta iota.", asked(wrong=(WRONG,))).misconceptions != ()
    windows, question = windows_of(text, {}), asked(wrong=(WRONG,))

    def stated(about: float) -> bool:
        likeness = Likeness(windows, question, None)
        return bool(misconceptions_stated(text, windows, question, likeness, sound=0.0, about=about))

    assert (stated(0.3), stated(-0.1), stated(-0.15), stated(-0.3)) == (True, True, False, False)


def test_who_states_one_wrong_claim_is_likelier_to_state_another() -> None:
    weak = Misconception(id="weak", text="Rho sigma tau phi chi psi lambda mu")
    said = "Rho sigma tau phi."  # half of its words: 0.25 - 0.15 = 0.1
    assert report(said, asked(wrong=(weak,))).misconceptions == ()
    both = report(f"Zeta eta theta iota. {said}", asked(wrong=(WRONG, weak))).misconceptions
    assert [hit.id for hit in both] == ["zeta", "weak"]


def test_a_wrong_claim_said_in_one_of_its_ways_and_what_is_right_instead() -> None:
    said = Misconception(
        id="s", text="Zeta eta", say=("quick brown fox",), instead="A quick brown dog runs far"
    )
    assert [hit.instead for hit in report("A quick brown fox.", asked(wrong=(said,))).misconceptions] == [
        "A quick brown dog runs far"
    ]
    right = Misconception(id="s", text="Zeta eta theta iota", instead="Zeta eta theta iota kappa")
    assert report("Zeta eta theta iota kappa.", asked(wrong=(right,))).misconceptions == ()


def test_a_story_that_blames_others_twice_loses_on_every_point() -> None:
    once, twice = ("Alpha beta gamma delta. " + "It was their fault. " * n for n in (1, 2))
    assert earned(twice, asked(kind=Kind.EXPLAIN)) == pytest.approx(credit(0.65))
    assert earned(once, asked(kind=Kind.BEHAVIORAL)) == pytest.approx(credit(0.65))
    assert earned(twice, asked(kind=Kind.BEHAVIORAL)) == pytest.approx(credit(0.65 - 0.3))


def test_a_point_that_names_a_move_is_made_by_making_it() -> None:
    lesson = KeyPoint(id="l", text="The lesson alpha beta gamma")
    ways = KeyPoint(id="l", text="The lesson alpha beta gamma", say=("quick brown fox",))
    told, other = frozenset({Move.LEARNING}), frozenset({Move.TASK})
    assert earned("Rows.", asked(lesson)) == 0
    about = 0.1 / 5
    assert earned("Rows.", asked(lesson), moves=other) == 0
    assert earned("Rows.", asked(lesson), moves=told) == pytest.approx(
        credit(-0.15 + about + 0.5 * (0.7 + 0.3 * about / 0.3))
    )
    more, about2 = frozenset({Move.LEARNING, Move.TASK, Move.RESULT}), 0.3 / 5
    assert earned("Rows.", asked(lesson), moves=more) == pytest.approx(
        credit(-0.15 + about2 + 0.5 * (0.7 + 0.3 * about2 / 0.3))
    )
    assert earned("Rows.", asked(ways), moves=told) == 0
    assert report("Rows.", asked(ways), moves=told).key_points[0].confidence == round(
        1 / (1 + math.exp(-6 * (-0.25 + about + 0.5 * (0.4 + 0.6 * about / 0.3) - 0.2))), 2
    )


# With meaning


class Axes:
    """Directions by word; a text is the mean of those it names, of length one."""

    id = "axes"

    def __init__(self, *words: str) -> None:
        self.words = words

    def embed(self, sentences: Sequence[str]) -> np.ndarray:
        rows = [[float(word in text.lower()) for word in self.words] for text in sentences]
        return np.array([np.array(r) / (np.linalg.norm(r) or 1) for r in rows], dtype=np.float32).reshape(
            len(rows), len(self.words)
        )


def test_likeness_to_the_point_counts_less_likeness_to_the_question_and_the_field() -> None:
    axes = Axes("alpha", "omega", "rows")
    assert earned("Alpha.", embedder=axes) == pytest.approx(credit(0.35 + 0.125 + 0.3), abs=1e-4)
    both = 0.5 * (math.sqrt(0.5) - math.sqrt(0.5)) + 0.125 + 0.3
    assert earned("Alpha omega.", embedder=axes) == pytest.approx(credit(both), abs=1e-4)
    ways = asked(KeyPoint(id="a", text="Alpha beta gamma delta", say=("nothing of it",)))
    assert earned("Alpha.", ways, embedder=axes) == pytest.approx(credit(0.25 + 0.125 + 0.3), abs=1e-4)


def test_an_answer_about_something_else_earns_less() -> None:
    axes = Axes("alpha", "omega", "rows", "cats", "dogs")
    text = "Alpha. Rows. Cats."
    said = windows_of(Annotated(from_text(text)), {})
    about = Likeness(said, asked(), axes).of_the_whole
    assert 0.3 < about < 0.45
    expected = 0.35 + 0.125 + 4 * (about - 0.38)
    assert earned(text, embedder=axes) == pytest.approx(credit(expected), abs=1e-4)
    estimate = 0.35 + 0.125 + max(-0.3, 4 * (about - 0.52))
    assert earned(text, asked(kind=Kind.ESTIMATE), embedder=axes) == pytest.approx(credit(estimate), abs=1e-4)


def test_a_window_speaks_for_the_point_it_is_nearest_to() -> None:
    axes = Axes("alpha", "kappa", "omega")
    pair = asked(ALPHA, KeyPoint(id="k", text="Kappa rho sigma tau"))
    alpha, kappa = report("Alpha.", pair, axes).key_points
    assert (alpha.state, kappa.state) == (PointState.MADE, PointState.MISSED)
    windows = windows_of(Annotated(from_text("Alpha. Kappa. Alpha kappa.")), {})
    near = Likeness(windows, pair, axes)
    assert near.ownness(0)[:3] == pytest.approx([1, -1, 0], abs=1e-6)
    assert near.ownness(1)[:3] == pytest.approx([-1, 1, 0], abs=1e-6)
    assert Likeness(windows, asked(), axes).ownness(0) == pytest.approx([0] * 5)
    assert Likeness(windows, pair, None).ownness(1) == pytest.approx([0] * 5)


def test_likeness_to_the_wrong_claim_counts_less_likeness_to_what_is_right() -> None:
    axes = Axes("alpha", "zeta", "omega")
    instead = Misconception(id="zeta", text="Zeta", instead="Alpha zeta")
    near = Likeness(windows_of(Annotated(from_text("Zeta.")), {}), asked(wrong=(WRONG, instead)), axes)
    assert near.judged
    assert near.to_wrong[0] == pytest.approx([1])
    assert near.to_right(0) == pytest.approx([0])
    assert near.to_right(1) == pytest.approx([math.sqrt(0.5)])
    assert [hit.id for hit in report("Zeta.", asked(wrong=(WRONG,)), axes).misconceptions] == ["zeta"]


# Windows and words


def test_windows_are_sentences_and_neighbouring_pairs_with_the_words_of_definitions() -> None:
    windows = windows_of(Annotated(from_text("One two. Three AUC. Five.")), {3: "how well it ranks"})
    assert [(w.span.first_word, w.span.last_word) for w in windows] == [
        (0, 1),
        (2, 3),
        (4, 4),
        (0, 3),
        (2, 4),
    ]
    assert windows[1].topic >= worded("ranks").topic
    assert not windows[0].topic & worded("ranks").topic
    assert windows[3].topic == windows[0].topic | windows[1].topic
    assert windows[3].parts == windows[0].parts + windows[1].parts
    assert windows_of(Annotated(from_text("")), {}) == ()


def test_a_long_sentence_is_looked_at_clause_by_clause() -> None:
    fifteen = "rows come in late each day, and we log each one because it matters here"
    assert len(fifteen.split()) == 15
    assert len(windows_of(Annotated(from_text(fifteen)), {})[0].parts) == 1
    assert windows_of(Annotated(from_text(f"{fifteen} now")), {})[0].parts == (
        "rows come in late each day,",
        "and we log each one",
        "because it matters here now",
    )
    assert windows_of(Annotated(from_text(fifteen)), {})[0].span == Span(0, 14)


def test_shares_of_words() -> None:
    given = worded("alpha beta gamma").topic
    assert share(worded("alpha rho").topic, given) == 0.5
    assert share(frozenset(), given) == 0
    claims = [worded("alpha rho sigma tau"), worded("beta gamma"), worded("alpha beta gamma rho sigma")]
    assert best_share(claims[:1], given) == 0.25
    assert best_share(claims[:2], given) == pytest.approx(2 / 5)
    assert best_share(claims, given) == pytest.approx(3 / 5)
    assert best_share(claims[:1], given, worded("rho").topic) == pytest.approx(1 / 3)
    assert best_share(
        [worded("x"), worded("alpha beta gamma alpha-x beta-x gamma-x")], given
    ) == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("said", "phrase", "says"),
    [
        ("we count the lost users", "count users", True),
        ("we count all the lost users", "count users", False),
        ("we counted a user", "count users", True),
        ("users we count", "count users", False),
        ("count count users", "count users", True),
        ("we never count users", "count users", False),
        ("we never count users", "never count users", True),
        ("we count users", "", False),
        ("we don't count users", "count users", False),
        ("well-counted users", "counted users", True),
    ],
)
def test_a_phrase_is_said_in_order_with_up_to_two_words_between(said: str, phrase: str, says: bool) -> None:
    assert worded(said).says(worded(phrase)) is says


@pytest.mark.parametrize(
    ("claim", "said", "reverses"),
    [
        ("more rows help", "fewer rows help", True),
        ("more rows help", "more or fewer rows help", False),
        ("more or less", "fewer rows help", False),
        ("it increases", "it shrinks", True),
        ("it increases", "it grows", False),
        ("always scale", "never scale", True),
        ("scale before", "scale after", True),
        ("rows help", "fewer rows", False),
    ],
)
def test_a_reversal_names_the_other_side_alone(claim: str, said: str, reverses: bool) -> None:
    assert worded(said).reverses(worded(claim)) is reverses
