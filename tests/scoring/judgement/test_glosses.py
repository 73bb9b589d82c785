"""Where a term counts as explained, cue by cue; which words are terms; kinds of words and pauses."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from simulator.model.scorecard import Audience, Jargon
from simulator.model.transcript import PausePlace, Reply, RestartKind, Transcript, Word, WordKind, from_text
from simulator.scoring.language.annotate import annotate
from simulator.scoring.language.lexicon import Familiar, Lexicon, Term, load_fillers
from simulator.scoring.measures.jargon import asked_terms, jargon_report

FILLERS = load_fillers(Path(__file__).parents[3] / "prompts" / "lexicon" / "fillers.toml")


def term(name: str, definition: str, *aliases: str, expansion: str | None = None, engineer: int = 1) -> Term:
    familiar = Familiar(
        recruiter=0, product_manager=0, software_engineer=engineer, ml_engineer=3, researcher=3
    )
    return Term(
        term=name, definition=definition, topic="t", familiar=familiar, aliases=aliases, expansion=expansion
    )


LEXICON = Lexicon(
    (
        term("random forest", "Many trees of questions that vote on the answer."),
        term("NDCG", "How well a list is sorted, with the top counting most."),
        term("SMOTE", "More examples of the rare case.", expansion="synthetic minority oversampling"),
        term("SHAP", "How much each input pushed a prediction."),
        term("backpropagation", "How much each weight was to blame.", "backprop"),
        term("boosting", "Models that mend each other."),
        term("dashboard", "A page of charts.", engineer=3),
        term("MAP", "A mean of precisions."),
        term("Rocket Pool", "A pool."),
    )
)


def report(
    text: str,
    audience: Audience = Audience.SOFTWARE_ENGINEER,
    embedder: object = None,
    asked: Sequence[str] = (),
) -> Jargon:
    return jargon_report(annotate(from_text(text), FILLERS), audience, LEXICON, embedder, asked)  # type: ignore[arg-type]


def names(text: str, audience: Audience = Audience.SOFTWARE_ENGINEER) -> list[str]:
    return [found.term for found in report(text, audience).terms]


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("HSIC, which is a way to see how two things move together.", "definition"),
        ("HSIC means two things move together.", "definition"),
        ("HSIC, that is, how two things move together.", "definition"),
        ("HSIC, in other words how two things move together.", "definition"),
        ("HSIC stands for how two things move together.", "expansion"),
        ("HSIC is like a scale that weighs two fruits.", "analogy"),
        ("HSIC, think of a scale that weighs two fruits.", "analogy"),
        ("HSIC, for example two fruits weighed on a scale.", "example"),
        ("HSIC, so that two fruits weigh alike.", "purpose"),
        ("HSIC is a scale that weighs two fruits.", "definition"),
        ("HSIC are, they're scales that weigh two fruits.", "definition"),
        ("HSIC refers to scales weighing two fruits.", "definition"),
        ("HSIC, which weighs two fruits on a scale.", "definition"),
        ("HSIC, which i weighed on a fruit scale.", None),
        ("HSIC, where you weigh two fruits on scales.", "definition"),
        ("HSIC, or a scale weighing two fruits.", "definition"),
        ("HSIC, so when two fruits weigh alike.", "example"),
        ("HSIC, weighing two fruits on a scale.", "definition"),
        ("HSIC, using two fruits on a scale.", None),
        ("HSIC finds two fruits weighing alike.", "definition"),
        ("HSIC, the scale weighing two fruits.", "definition"),
        ("HSIC, people weighing two fruits.", "definition"),
        ("HSIC in the first row is a scale that weighs two fruits.", "definition"),
        ("HSIC is a scale.", None),
        ("HSIC is a scale. It weighs two fruits.", "definition"),
        ("HSIC is a scale that finally got shipped to fruit shops.", None),
        ("It weighs two fruits on scales, which people call HSIC.", "definition"),
        ("A scale weighing two fruits is called HSIC.", "definition"),
        ("That's HSIC.", None),
        ("It weighs two fruits on scales. That's HSIC.", "definition"),
        ("We ran HSIC. It weighs two fruits on scales.", "definition"),
        ("We ran HSIC. A shop weighs two fruits on scales.", "example"),
        ("We ran HSIC. For example two fruits weigh alike.", "example"),
        ("We ran HSIC. Fruits weigh alike on scales.", None),
        ("We ran HSIC in the end here. It weighs two fruits on scales.", None),
        ("We ran HSIC it. It weighs two fruits on scales.", "definition"),
        ("With HSIC, you weigh two fruits on scales.", "purpose"),
        ("With HSIC, weigh two fruits on scales.", None),
        ("HSIC, you weigh two fruits on scales.", "definition"),
        ("And now HSIC, you weigh two fruits on scales.", "definition"),
        ("And now then HSIC, you weigh two fruits on scales.", None),
        ("We use QRT, quiet reading time, each day.", "expansion"),
        ("We use QRT, the quiet reading time, each day.", "expansion"),
        ("We use QRT and then much later on each day in the week quiet reading time.", "expansion"),
        ("We use QR, quiet rate, each day.", None),
        ("We use QRTABCD each day.", None),
        ("Many trees vote, so the random forest ran.", None),
        ("My random forest, trees that ask questions and vote, ran.", "definition"),
        ("My random forest ran. Trees ask questions and vote.", "definition"),
        ("My random forest ran. Rows. Trees ask questions and vote.", None),
        ("We ran NDCG. We ran NDCG, which is how well lists are sorted.", "definition"),
        ("The NDCG went up, basically we shipped it on Monday morning.", None),
        ("NDCG, in other words how well lists are sorted.", "definition"),
        ("It weighs two fruits on scales, which people call, um, HSIC.", "definition"),
        ("It weighs two fruits on scales. And in the end that is HSIC.", None),
        ("It weighs two fruits on scales. And to me that is HSIC.", "definition"),
        ("We use QRTABC, quiet reading times are bought cheaply, each day.", "expansion"),
    ],
)
def test_a_term_is_explained_where_a_gloss_stands(text: str, how: str | None) -> None:
    found = report(text).terms[0]
    assert (found.how, found.explained, found.late) == (how, how is not None, False)


def test_a_gloss_of_further_terms_explains_none_of_them() -> None:
    assert [t.how for t in report("HSIC is SHAP with NDCG and SMOTE fruits.").terms] == [None] * 4
    assert [t.how for t in report("We use QRT, quiet random forest time, each day.").terms] == [None] * 2


def test_a_gloss_of_one_name_explains_the_others() -> None:
    found = report("We ran backprop and backpropagation, which is how blame flows to each knob.").terms
    assert [(t.term, t.how, t.late) for t in found] == [
        ("backprop", "definition", False),
        ("backpropagation", "definition", False),
    ]


def test_a_gloss_at_a_later_use_is_late_and_the_thirteenth_use_is_not_looked_at() -> None:
    later = report("The SHAP went up fast. " * 11 + "SHAP is a score that tells which input mattered.").terms[
        0
    ]
    assert (later.explained, later.late, later.uses) == (True, True, 12)
    last = report("The SHAP went up fast. " * 12 + "SHAP is a score that tells which input mattered.").terms[
        0
    ]
    assert (last.explained, last.late, last.uses) == (False, False, 13)


def test_counts_and_density_are_of_terms_and_of_uses() -> None:
    found = report("SHAP is a score that tells which input mattered. We ran SHAP and NDCG twice then.")
    assert (found.explained, found.unexplained, found.density_per_100_words) == (1, 1, round(300 / 16, 2))
    assert [(t.term, t.uses, t.definition) for t in found.terms] == [
        ("SHAP", 2, "How much each input pushed a prediction."),
        ("NDCG", 1, "How well a list is sorted, with the top counting most."),
    ]


class Votes:
    """Texts about votes are one way, about cats another; near is in between."""

    id = "votes"

    def embed(self, sentences: Sequence[str]) -> np.ndarray:
        def of(text: str) -> tuple[float, float]:
            low = text.lower()
            return (
                (1, 0)
                if "vote" in low
                else (0.6, 0.8)
                if "near" in low
                else (0.4, 0.9)
                if "half" in low
                else (0, 1)
            )

        return np.array([of(text) for text in sentences], dtype=np.float32)


@pytest.mark.parametrize(
    ("text", "explained"),
    [
        ("My random forest ran. Near cats purr loudly there.", True),
        ("My random forest ran. Half cats purr loudly there.", False),
        ("My random forest ran. Cats purr loudly there.", False),
        ("My random forest ran. Near cats.", False),
        ("The random forest went on, basically cats purr loudly there.", False),
        ("The random forest, basically near cats purr loudly there.", True),
        ("The random forest, basically cats purr loudly there.", False),
    ],
)
def test_meaning_decides_where_no_cue_does_and_against_a_loose_one(text: str, explained: bool) -> None:
    assert report(text, embedder=Votes()).terms[0].explained is explained


# Which words are terms


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("random forests, randomforest and random-forest", ["random forest"]),
        ("we map it to a MAP", ["MAP"]),
        ("a map of it", []),
        ("we boosted sales by boosting", ["boosting"]),
        ("boost it", []),
        ("the shape of it", []),
        ("SHAPs rose", ["SHAP"]),
        ("the rocket pooling", ["Rocket Pool"]),
        ("synthetic minority oversampling", ["synthetic minority oversampling"]),
        ("SMOTE, synthetic minority oversampling", ["SMOTE"]),
        ("the random. Forest fires", []),
        ("an F1 and an item2vec", ["F1", "item2vec"]),
        ("a word2vec and iPhone", ["word2vec"]),
        ("the BBC's HSIC's", ["BBC", "HSIC"]),
        ("its heteroscedasticity and anisotropy", ["heteroscedasticity", "anisotropy"]),
        ("the electricity and a lambda", ["lambda"]),
        ("the UK API on a GPU", []),
        ("WE RAN HSIC ON IT", []),
        ("WE RAN SHAP ON IT", ["SHAP"]),
        ("ÄÖÜ here", []),
        ("cross-HSIC here", ["cross-HSIC"]),
    ],
)
def test_which_words_are_terms(text: str, found: list[str]) -> None:
    assert names(text) == found


@pytest.mark.parametrize(
    ("audience", "found"),
    [
        (Audience.RECRUITER, ["KPI", "SQL", "AUC", "dashboard"]),
        (Audience.PRODUCT_MANAGER, ["SQL", "AUC", "dashboard"]),
        (Audience.SOFTWARE_ENGINEER, ["AUC"]),
        (Audience.RESEARCHER, []),
    ],
)
def test_each_audience_knows_what_the_one_before_it_knows(audience: Audience, found: list[str]) -> None:
    assert names("the KPI in SQL and the AUC on a dashboard by the CEO", audience) == found


def test_terms_of_the_question_count_for_everybody() -> None:
    assert [t.term for t in report("The dashboards in SQL", asked=("dashboard",)).terms] == ["dashboard"]
    assert [t.term for t in report("a quick brown fox", asked=("quick brown",)).terms] == ["quick brown"]
    assert asked_terms("What is SHAP, and a random forest, and SHAP?", LEXICON) == ("SHAP", "random forest")
    assert asked_terms("What is HSIC?", LEXICON) == ()


# Kinds of words, and pauses


@pytest.mark.parametrize(
    ("text", "fillers"),
    [
        ("we um ran", ["um"]),
        ("UM WE RAN UH", ["UM", "UH"]),
        ("the ER ran", []),
        ("the er room", []),
        ("the er, room", ["er,"]),
        ("the er ran", ["er"]),
        ("an hmm model", []),
        ("an hmm, model", ["hmm,"]),
        ("we hmm ran", ["hmm"]),
        ("three mm wide", []),
        ("3.5 mm wide", []),
        ("three, mm wide", ["mm"]),
        ("so mm wide", ["mm"]),
        ("err on it", []),
        ("we err there", ["err"]),
    ],
)
def test_filled_pauses_are_no_models_wards_or_lengths(text: str, fillers: list[str]) -> None:
    found = annotate(from_text(text), FILLERS).words
    assert [word.text for word in found if word.kind is WordKind.FILLER] == fillers


def test_kinds_of_words_restarts_and_the_clean_text() -> None:
    found = annotate(from_text("Um, the the mod- model, I, uh, I ran it."), FILLERS).transcript
    assert [word.kind.value for word in found.words] == [
        "filler",
        "repetition",
        "word",
        "fragment",
        "word",
        "repetition",
        "filler",
        "word",
        "word",
        "word",
    ]
    assert [(r.kind, r.first_word, r.last_word) for r in found.restarts] == [
        (RestartKind.REPETITION, 1, 1),
        (RestartKind.REPAIR, 3, 3),
        (RestartKind.REPETITION, 5, 5),
    ]
    assert found.text == "The model, I ran it."
    marked = Transcript(words=(Word(text="mod", kind=WordKind.FRAGMENT), Word(text="model")), text="")
    assert annotate(marked, FILLERS).words[0].kind is WordKind.FRAGMENT
    stale = Transcript(words=(Word(text="rows", kind=WordKind.FILLER),), text="")
    assert annotate(stale, FILLERS).words[0].kind is WordKind.WORD


def place(before: str, after: str, pause_s: float = 1.0, replied: bool = False) -> str | None:
    """Where the pause between two pieces of text falls; None without one."""
    said = [*before.split(), *after.split()]
    count = len(before.split())
    words = tuple(
        Word(
            text=text,
            start_s=at + (pause_s if at >= count else 0),
            end_s=at + 1 + (pause_s if at >= count else 0),
        )
        for at, text in enumerate(said)
    )
    replies = (Reply(asked="?", about=None, said="!", start_s=count + 0.1, end_s=count + 0.2),) * replied
    pauses = annotate(Transcript(words=words, text="", replies=replies), FILLERS).transcript.pauses
    assert all((p.start_s, p.end_s) == (count, count + pause_s) for p in pauses)
    return pauses[0].place.value if pauses else None


INSIDE, END = PausePlace.INSIDE.value, PausePlace.CLAUSE_END.value


@pytest.mark.parametrize(
    ("before", "after", "where"),
    [
        ("we log rows", "daily here", INSIDE),
        ("we log rows.", "daily here", END),
        ("we log rows,", "daily here", END),
        ("we log rows", "because it helps", END),
        ("we log rows", "and daily", END),
        ("we log the", "we do", INSIDE),
        ("we log the,", "rows", INSIDE),
        ("we log um", "rows", INSIDE),
        ("we log rows. um", "daily", END),
        ("we log rows", "um because", END),
        ("um uh", "rows come", END),
        ("we log ro-", "we do", INSIDE),
        ("we log log", "log rows", INSIDE),
    ],
)
def test_a_pause_is_inside_a_clause_or_at_its_end(before: str, after: str, where: str) -> None:
    assert place(before, after) == where


def test_a_pause_is_more_than_half_a_second_of_the_candidates_own() -> None:
    assert place("we log", "rows", 0.5) is None
    assert place("we log", "rows", 0.625) == INSIDE
    assert place("we log", "rows", 1.0, replied=True) is None
    assert annotate(from_text("we log rows"), FILLERS).transcript.pauses == ()


def test_a_pause_after_one_with_a_reply_still_counts() -> None:
    words = tuple(Word(text=f"w{at}", start_s=at * 3.0, end_s=at * 3.0 + 1) for at in range(3))
    reply = Reply(asked="?", about=None, said="!", start_s=1.5, end_s=2.0)
    found = annotate(Transcript(words=words, text="", replies=(reply,)), FILLERS).transcript
    assert [(pause.start_s, pause.end_s) for pause in found.pauses] == [(4.0, 6.0)]
