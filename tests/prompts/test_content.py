"""The shipped questions and lexicon keep every rule of docs/writing-questions.md."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from simulator.interview.bank.loader import load_folder
from simulator.model.question import Kind, Question, Stage
from simulator.model.scorecard import Audience
from simulator.model.topics import RETIRED, TOPICS
from simulator.scoring.language.lexicon import Lexicon, Term, load_lexicon, term_key

ROOT = Path(__file__).parents[2]
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
    Audience.SOFTWARE_ENGINEER: (
        "train/test split",
        "overfitting",
        "classifier",
        "decision tree",
        "decision threshold",
        "precision",
        "recall",
        "neural network",
        "table join",
        "backfill",
    ),
    Audience.ML_ENGINEER: ("regularization", "SMOTE", "concept drift", "AUC", "feature store", "p-value"),
    Audience.RESEARCHER: ("regularization", "AUC", "cross-validation", "dropout", "confounder", "p-value"),
}
UNKNOWN = {
    Audience.RECRUITER: ("overfitting", "transformer", "GPU", "CI/CD", "churn", "latency"),
    Audience.PRODUCT_MANAGER: ("ROC curve", "propensity score", "SMOTE", "variational autoencoder"),
    Audience.SOFTWARE_ENGINEER: ("regularization", "doubly robust", "HNSW", "SMOTE", "concept drift", "AUC"),
    Audience.ML_ENGINEER: ("Dagster", "RabbitMQ", "ARPU"),
    Audience.RESEARCHER: ("GMV", "ARPU"),
}
"""Spot checks of familiarity at both ends."""

QUESTIONS, PROBLEMS = load_folder(PROMPTS / "questions", "shipped")


def _aloud(question: Question) -> Iterator[str]:
    """Everything of a question that a voice may read."""
    yield question.aloud
    yield question.short or question.aloud
    yield from question.hints
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
    assert {question.topic for question in QUESTIONS} == set(TOPICS)
    assert len(TOPICS) >= 24
    assert set(RETIRED.values()) <= set(TOPICS)
    assert not set(RETIRED) & set(TOPICS)
    assert {"churn-model", "bias-variance"} <= {question.id for question in QUESTIONS}


def _faults_of_points(question: Question) -> Iterator[str]:
    points = question.key_points
    if not 5 <= len(points) <= 7:
        yield f"{len(points)} key points"
    if len({point.text for point in points}) < len(points):
        yield "two key points have one text"
    for part in (*points, *question.misconceptions):
        if not ID.fullmatch(part.id):
            yield f"{part.id} is no id"
    for point in points:
        if len(point.say) < 3:
            yield f"{point.id}: fewer than 3 phrases"
        if point.weight <= 0:
            yield f"{point.id}: weighs nothing"
    said = Counter(phrase for part in (*points, *question.misconceptions) for phrase in part.say)
    yield from (f"said twice: {phrase}" for phrase, count in said.items() if count > 1)


def _faults_of_misconceptions(question: Question) -> Iterator[str]:
    if len(question.misconceptions) < 2:
        yield "fewer than 2 misconceptions"
    for misconception in question.misconceptions:
        if len(misconception.say) < 2:
            yield f"{misconception.id}: fewer than 2 phrases"
        if not misconception.instead:
            yield f"{misconception.id}: does not say what is right"


def _faults_of_follow_ups(question: Question) -> Iterator[str]:
    follow_ups = question.follow_ups
    if len({follow_up.ask for follow_up in follow_ups}) < max(3, len(follow_ups)):
        yield "fewer than 3 follow-ups, or one twice"
    if not any(follow_up.when_missing for follow_up in follow_ups):
        yield "no follow-up for a missing point"
    if not any(follow_up.twist for follow_up in follow_ups):
        yield "no twist"


def _faults_of_setting(question: Question) -> Iterator[str]:
    if len(question.facts) < (5 if question.kind in KINDS_WITH_FACTS else 1):
        yield f"{len(question.facts)} facts"
    if len(question.expected_moves) < 4:
        yield "fewer than 4 moves"
    if not 60 <= question.time_limit_s <= 600:
        yield f"{question.time_limit_s} seconds"
    if question.topic not in TOPICS:
        yield f"no topic: {question.topic}"


def _faults_of_model_answer(question: Question) -> Iterator[str]:
    answer = question.model_answer or ""
    words = len(answer.split())
    if not 110 <= words <= 220:
        yield f"{words} words"
    if words / question.time_limit_s * 60 > 160:
        yield "faster than 160 words a minute"
    if found := HESITATIONS.search(answer):
        yield f"hesitates: {found[0]}"
    if not answer.endswith((".", "?")) or "  " in answer or "\n" in answer:
        yield "does not end a sentence, or has stray white space"


def _faults_read_aloud(question: Question) -> Iterator[str]:
    for text in _aloud(question):
        if not SPEAKABLE.fullmatch(text) or STUMBLES.search(text):
            yield f"a voice trips over: {text}"
    if question.spoken == question.prompt:
        yield "the spoken form is the prompt"


RULES = (
    _faults_of_points,
    _faults_of_misconceptions,
    _faults_of_follow_ups,
    _faults_of_setting,
    _faults_of_model_answer,
    _faults_read_aloud,
)


@pytest.mark.parametrize("faults", RULES)
def test_every_question_keeps_the_rule(faults: Callable[[Question], Iterator[str]]) -> None:
    assert [f"{question.id}: {fault}" for question in QUESTIONS for fault in faults(question)] == []


def test_the_example_in_the_documentation_is_a_good_question(tmp_path: Path) -> None:
    blocks = re.findall(
        r"```toml\n(.*?)```", (ROOT / "docs/writing-questions.md").read_text("utf-8"), re.DOTALL
    )
    (tmp_path / "example.toml").write_text(blocks[0], encoding="utf-8")
    questions, problems = load_folder(tmp_path, "user")
    assert problems == []
    (example,) = questions
    assert [fault for faults in RULES for fault in faults(example)] == []


# Lexicon


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon(PROMPTS / "lexicon")


def _term(lexicon: Lexicon, name: str) -> Term:
    term = lexicon.find(name)
    assert term is not None, f"{name} is not in the lexicon"
    return term


def test_the_lexicon_is_large_and_every_name_means_one_term(lexicon: Lexicon) -> None:
    assert len(lexicon.terms) >= 900
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
    "word",
    [
        "map",
        "ate",
        "bias",
        "policy",
        "model",
        "training",
        "leak",
        "pool",
        "ground",
        "stack",
        "prior",
        "join",
        "rope",
        "difference",
        "bucket",
        "distill",
        "prophet",
    ],
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
