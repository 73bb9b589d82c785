"""The shipped questions and lexicon keep every rule of docs/writing-questions.md."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.interview.loader import load_folder
from simulator.interview.question import Kind, Question, Stage
from simulator.scorecard import Audience, Move
from simulator.scoring.lexicon import Lexicon, Term, load_lexicon, term_key

ROOT = Path(__file__).parent.parent
PROMPTS = ROOT / "prompts"

QUESTIONS_OF_KIND = {
    Kind.EXPLAIN: 90,
    Kind.COMPARE: 45,
    Kind.DESIGN: 60,
    Kind.DEBUG: 35,
    Kind.BEHAVIORAL: 45,
    Kind.ESTIMATE: 12,
    Kind.CODING: 20,
    Kind.PITCH: 12,
}
KINDS_WITH_FACTS = {Kind.DESIGN, Kind.DEBUG}
ID = re.compile(r"[a-z0-9][a-z0-9.-]*")
SPEAKABLE = re.compile(r"[A-Za-z0-9 ,.?!';:-]+")
STUMBLES = re.compile(r"\b(?:NaN|[A-Z]{2,}s|ROC|e\.g|i\.e|etc)\b")
"""What a voice misreads although it is made of letters."""
HESITATIONS = re.compile(
    r"\b(?:um|uh|er|basically|actually|you know|i mean|kind of|sort of)\b", re.IGNORECASE
)

ASSUMED = {
    Audience.RECRUITER: ("neural network", "generative AI", "conversion"),
    Audience.PRODUCT_MANAGER: ("churn", "conversion", "A/B test", "control group", "latency", "API"),
    Audience.ENGINEER: (
        "train/test split",
        "overfitting",
        "classifier",
        "decision tree",
        "decision threshold",
        "precision",
        "recall",
        "neural network",
        "join",
        "backfill",
    ),
    Audience.RESEARCHER: ("regularization", "AUC", "cross-validation", "dropout", "confounder", "p-value"),
}
UNKNOWN = {
    Audience.RECRUITER: ("overfitting", "transformer", "GPU", "CI/CD", "churn", "latency"),
    Audience.PRODUCT_MANAGER: ("ROC curve", "propensity score", "SMOTE", "variational autoencoder"),
    Audience.ENGINEER: ("regularization", "doubly robust", "HNSW", "SMOTE", "concept drift", "AUC"),
    Audience.RESEARCHER: ("GMV", "ARPU"),
}
"""Spot checks of familiarity at both ends."""

QUESTIONS, PROBLEMS = load_folder(PROMPTS / "questions", "shipped")
every_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)


def _aloud(question: Question) -> Iterator[str]:
    """Everything of a question that a voice may read."""
    yield question.aloud
    yield from (follow_up.ask for follow_up in question.follow_ups)
    yield from (fact.answer for fact in question.facts)
    yield question.model_answer or ""


# Questions


def test_every_question_loads_without_a_complaint() -> None:
    files = sorted((PROMPTS / "questions").glob("*.toml"))
    written = [table["id"] for file in files for table in tomllib.loads(file.read_text("utf-8"))["question"]]
    assert PROBLEMS == []
    assert sorted(question.id for question in QUESTIONS) == sorted(written)
    assert len(set(written)) == len(written)


def test_the_bank_covers_kinds_stages_levels_audiences_and_topics() -> None:
    kinds = Counter(question.kind for question in QUESTIONS)
    assert all(kinds[kind] >= least for kind, least in QUESTIONS_OF_KIND.items())
    assert len(QUESTIONS) >= 320
    assert {question.stage for question in QUESTIONS} == set(Stage)
    assert {question.audience for question in QUESTIONS} == set(Audience)
    levels = Counter(question.difficulty for question in QUESTIONS)
    assert all(levels[level] >= len(QUESTIONS) / 10 for level in range(1, 6))
    assert len({question.topic for question in QUESTIONS}) >= 24
    assert {"churn-model", "bias-variance"} <= {question.id for question in QUESTIONS}


@every_question
def test_points_are_complete_and_said_as_people_say_them(question: Question) -> None:
    assert 5 <= len(question.key_points) <= 7
    assert len({point.text for point in question.key_points}) == len(question.key_points)
    for part in (*question.key_points, *question.misconceptions):
        assert ID.fullmatch(part.id)
        assert len(set(part.say)) == len(part.say)
    for point in question.key_points:
        assert len(point.say) >= 3, point.id
        assert point.weight > 0
    said = [phrase for point in question.key_points for phrase in point.say]
    assert len(set(said)) == len(said), "two key points share a phrase"


@every_question
def test_misconceptions_say_what_is_right_instead(question: Question) -> None:
    assert len(question.misconceptions) >= 2
    for misconception in question.misconceptions:
        assert len(misconception.say) >= 2, misconception.id
        assert misconception.instead, misconception.id
    right = {phrase for point in question.key_points for phrase in point.say}
    assert not right & {phrase for wrong in question.misconceptions for phrase in wrong.say}


@every_question
def test_follow_ups_react_to_a_gap_and_change_the_problem(question: Question) -> None:
    assert len(question.follow_ups) >= 3
    assert any(follow_up.when_missing for follow_up in question.follow_ups)
    assert any(follow_up.twist for follow_up in question.follow_ups)
    assert len({follow_up.ask for follow_up in question.follow_ups}) == len(question.follow_ups)


@every_question
def test_facts_moves_and_time(question: Question) -> None:
    assert len(question.facts) >= (5 if question.kind in KINDS_WITH_FACTS else 1)
    assert len(question.expected_moves) >= 4
    assert all(isinstance(move, Move) for move in question.expected_moves)
    assert 60 <= question.time_limit_s <= 600


@every_question
def test_the_model_answer_can_be_spoken_within_the_time(question: Question) -> None:
    answer = question.model_answer or ""
    words = answer.split()
    assert 110 <= len(words) <= 220
    assert len(words) / question.time_limit_s * 60 <= 160, "no faster than 160 words a minute"
    assert not HESITATIONS.search(answer)
    assert answer.endswith((".", "?"))
    assert "  " not in answer
    assert "\n" not in answer


@every_question
def test_nothing_read_aloud_trips_a_voice(question: Question) -> None:
    for text in _aloud(question):
        assert SPEAKABLE.fullmatch(text), text
        assert not STUMBLES.search(text), text


@every_question
def test_a_spoken_form_is_there_only_where_it_differs(question: Question) -> None:
    assert question.spoken is None or question.spoken != question.prompt


def test_the_example_in_the_documentation_is_a_good_question(tmp_path: Path) -> None:
    blocks = re.findall(
        r"```toml\n(.*?)```", (ROOT / "docs/writing-questions.md").read_text("utf-8"), re.DOTALL
    )
    (tmp_path / "example.toml").write_text(blocks[0], encoding="utf-8")
    questions, problems = load_folder(tmp_path, "user")
    assert problems == []
    (example,) = questions
    test_points_are_complete_and_said_as_people_say_them(example)
    test_misconceptions_say_what_is_right_instead(example)
    test_follow_ups_react_to_a_gap_and_change_the_problem(example)
    test_facts_moves_and_time(example)
    test_the_model_answer_can_be_spoken_within_the_time(example)
    test_nothing_read_aloud_trips_a_voice(example)


# Lexicon


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon(PROMPTS / "lexicon")


def _term(lexicon: Lexicon, name: str) -> Term:
    term = lexicon.find(name)
    assert term is not None, f"{name} is not in the lexicon"
    return term


def test_the_lexicon_is_large_and_every_name_means_one_term(lexicon: Lexicon) -> None:
    assert len(lexicon.terms) >= 400
    owners: dict[str, str] = {}
    for term in lexicon.terms:
        for name in term.names:
            assert owners.setdefault(term_key(name), term.term) == term.term, name


def test_definitions_are_one_short_sentence(lexicon: Lexicon) -> None:
    for term in lexicon.terms:
        words = term.definition.split()
        assert 3 <= len(words) <= 25, term.term
        assert term.definition[0].isupper(), term.term
        assert term.definition.endswith("."), term.term
        assert ". " not in term.definition, term.term
        assert ID.fullmatch(term.topic), term.term


def test_definitions_bring_no_jargon_of_their_own(lexicon: Lexicon) -> None:
    """No abbreviation, and no term that the product manager would have to be told as well."""
    unknown = {
        name.casefold() for term in lexicon.terms for name in term.names if _is_hard(term) and len(name) > 4
    }
    hard = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(unknown, key=len, reverse=True))) + r")\b")
    offenders = {
        term.term: found[0] for term in lexicon.terms if (found := hard.search(term.definition.casefold()))
    }
    assert offenders == {}


def _is_hard(term: Term) -> bool:
    return term.familiar.product_manager == 0


def test_nobody_knows_more_than_the_specialist(lexicon: Lexicon) -> None:
    """A recruiter never knows a term better than a product manager does."""
    for term in lexicon.terms:
        assert term.familiar.recruiter <= term.familiar.product_manager, term.term


@pytest.mark.parametrize("audience", list(Audience))
def test_who_needs_which_term_explained(lexicon: Lexicon, audience: Audience) -> None:
    for name in ASSUMED[audience]:
        assert not _term(lexicon, name).needs_explaining(audience), name
    for name in UNKNOWN[audience]:
        assert _term(lexicon, name).needs_explaining(audience), name


@pytest.mark.parametrize(
    ("spoken", "term"),
    [
        ("F one", "F1 score"),
        ("k means", "k-means"),
        ("area under the curve", "AUC"),
        ("XG boost", "XGBoost"),
        ("principal component analysis", "PCA"),
        ("fine tuning", "fine-tuning"),
        ("regularisation", "regularization"),
    ],
)
def test_spoken_and_british_forms_are_found(lexicon: Lexicon, spoken: str, term: str) -> None:
    assert _term(lexicon, spoken).term == term


@pytest.mark.parametrize(
    "word", ["map", "ate", "bias", "policy", "model", "training", "leak", "pool", "ground", "stack", "prior"]
)
def test_everyday_words_are_no_terms(lexicon: Lexicon, word: str) -> None:
    assert lexicon.find(word) is None


# The sample answer


def test_the_sample_script_speaks_for_about_a_minute_with_its_faults() -> None:
    script = (ROOT / "recordings" / "sample" / "script.md").read_text("utf-8")
    spoken = " ".join(p for p in script.split("\n\n") if not p.startswith(("#", ">")))
    assert 160 <= len(spoken.split()) <= 230
    assert 5 <= len(re.findall(r"\b(?:um|uh)\b", spoken, re.IGNORECASE)) <= 10
    assert "SMOTE" in spoken
    assert "AUC" in spoken
    assert not re.search(r"in short|to sum up|in summary", spoken)
