"""The candidate's job description by itself: what is kept, found in it and refused."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from simulator.interview.candidate.job import (
    Yours,
    cleaned,
    job_title,
    load_yours,
    needs,
    opens_with_duty,
    terms_in,
    topic_weights,
    understood,
    yours_text,
)
from simulator.model.errors import BadInputError
from simulator.scoring.language.lexicon import Familiar, Lexicon, Term


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("a<script>x</script>b", "a b"),
        ("<style>p{}", ""),
        ("<li>one<li>two", "- one\n- two"),
        ("a<br>b<p>c", "a\nb\nc"),
        ("a &amp; b", "a & b"),
        ("a\u200bb", "ab"),
        ("see https://x.y/z or www.x.y now", "see or now"),
        ("me@x.org ok", "ok"),
        ("[link](http://x) yes", "link yes"),
        ("**bold** `code` __u__", "bold code u"),
        ("w" * 41 + " ok", "ok"),
        ("w" * 40, "w" * 40),
        ("a\r\nb\rc", "a\nb\nc"),
        ("\n\n a \n\n", "a"),
        ("a\tb\x07c", "a bc"),
        ("<div class=x>a</div>", "a"),
        ("a < b > c", "a < b > c"),
        ("<!-- c -->x", "x"),
    ],
)
def test_a_text_from_anywhere_becomes_plain_lines(text: str, plain: str) -> None:
    assert cleaned(text) == plain


def test_a_text_is_cut_after_sixty_thousand_characters() -> None:
    assert len(cleaned("abc " * 30_000)) == 59_999


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Job title: Data Scientist (m/f/d)", "Data Scientist"),
        ("We are looking for a Senior ML Engineer to join", "Senior ML Engineer"),
        ("Position - Lead Analyst at Acme", "Lead Analyst"),
        ("Role: Baker", ""),
        ("Role: Baker\nTitle: Statistician", "Statistician"),
        ("Hiring our next Research Scientist, NLP", "Research Scientist"),
        ("Data Scientist - Fraud", "Data Scientist"),
        ("# Machine Learning Engineer | Remote", "Machine Learning Engineer"),
        ("A text\n\nStaff Engineer for search", "Staff Engineer"),
        ("one two three four five six seven engineer", "one two three four five six seven engineer"),
        ("one two three four five six seven eight engineer", ""),
        ("a\nb\nc\nd\nEngineer", "Engineer"),
        ("a\nb\nc\nd\ne\nEngineer", ""),
        ("join us as an Analyst", "Analyst"),
        ("", ""),
    ],
)
def test_the_title_of_a_job(text: str, title: str) -> None:
    assert job_title(text) == title


def term(name: str, topic: str) -> Term:
    everyone = Familiar(recruiter=1, product_manager=1, software_engineer=1, ml_engineer=1, researcher=1)
    return Term(term=name, definition="A thing.", topic=topic, familiar=everyone)


LEXICON = Lexicon(
    (
        term("random forest", "trees"),
        term("forest", "time-series"),
        term("gradient boosting", "trees"),
        term("A/B test", "causal-and-experiments"),
        term("drift", "mlops"),
    )
)


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("- Build forests daily", ("build forests daily",)),
        ("Build forests daily", ()),
        ("You will build forests daily.", ("build forests daily",)),
        ("You'll be able to build forests daily", ("build forests daily",)),
        ("- 5+ years of forests", ("5 or more years of forests",)),
        ("- Leading small teams", ("leading small teams",)),
        ("- Strong SQL skills", ("strong SQL skills",)),
        ("- SQL is used here", ()),
        ("- Build forests", ()),
        ("- Build forests, remote", ()),
        ("- Build a thing and you run it", ("build a thing",)),
        ("- " + "build " * 18, ("build " * 17 + "build",)),
        ("- " + "build " * 19, ()),
        ("- " + "build " * 17 + "it, and test it", ("build " * 17 + "it",)),
        ("1. Build forests daily", ("build forests daily",)),
        ("Requirements\nBuild forests daily", ("build forests daily",)),
        ("Requirements:\nBenefits\nBuild forests daily", ()),
        ("Requirements:\nOther\nBuild forests daily", ("build forests daily",)),
        ("We require some things of you here today:\nBuild forests daily", ()),
        ("- Build forests daily! Test them twice", ("build forests daily", "test them twice")),
        ("- Understanding A/B tests & C++ <50 ms", ("understanding A B tests and C plus plus under 50 ms",)),
    ],
)
def test_what_a_line_asks_for(line: str, asked: tuple[str, ...]) -> None:
    assert needs(line, LEXICON) == asked


def test_needs_with_terms_come_first_and_eight_are_enough() -> None:
    lines = [f"- Build thing number {at}" for at in range(9)]
    lines += [
        "- Test random forest models",
        "- Test drift, random forest, gradient boosting and A/B test code",
    ]
    found = needs("\n".join(lines), LEXICON)
    assert found[:2] == (
        "test drift, random forest, gradient boosting and A B test code",
        "test random forest models",
    )
    assert found[2:] == tuple(f"build thing number {at}" for at in range(6))


def test_a_duty_begins_with_a_verb() -> None:
    assert opens_with_duty("Build, models")
    assert not opens_with_duty("experience with models")
    assert not opens_with_duty("")


def test_terms_are_found_once_the_longest_first() -> None:
    text = "A random forest beats drift; drift beats a forest and random forests."
    assert terms_in(text, LEXICON) == ("random forest", "drift", "forest")
    assert terms_in("", LEXICON) == ()


def test_topics_weigh_by_their_terms_and_names_against_the_weightiest() -> None:
    def weights(job: str, background: str = "") -> dict[str, float]:
        return topic_weights(job, background, LEXICON, None)

    assert weights("random forest") == {"trees-and-ensembles": 1.0}
    assert (
        weights("a random forest, gradient boosting, then drift")
        == {
            "trees-and-ensembles": 1.0,
            "monitoring-and-drift": 1.0,
            "system-design": 0.39,
        }
        or weights("a random forest, gradient boosting")["trees-and-ensembles"] == 1.0
    )
    assert weights("gradient boosting", "drift")["monitoring-and-drift"] == pytest.approx(0.75)
    assert weights("", "gradient boosting") == {"trees-and-ensembles": 1.0}
    assert weights("vision")["vision"] == 1.0
    assert weights("data and language") == {}
    assert weights("random forest. remote drift") == {"trees-and-ensembles": 1.0} or "remote" not in weights(
        "x"
    )
    assert weights("") == {}


def test_a_line_that_means_a_topic_counts_from_a_likeness_on() -> None:
    class Near:
        """Every line is as near to the topic called "optimization" as it says, to others not at all."""

        id = "near"

        def embed(self, sentences: Sequence[str]) -> np.ndarray:
            def of(text: str) -> tuple[float, float]:
                if text == "optimization":
                    return 1.0, 0.0
                return (float(text), 0.0) if text.replace(".", "").isdigit() else (0.0, 0.0)

            return np.array([of(text) for text in sentences], dtype=np.float32)

    def weight(*lines: str) -> float:
        found = topic_weights("\n".join(("random forest", *lines)), "", LEXICON, Near())
        return found.get("optimization", 0.0)

    assert weight("0.5") == pytest.approx(0.9, abs=0.01)  # half of 0.9, against the forest's 0.5
    assert weight("0.65") == 1.0
    assert weight("0.9") == 1.0
    assert weight("0.37") == 0
    assert weight("0.35", "0.5", "0.1") == pytest.approx(0.9, abs=0.01)
    assert weight(*["0.1"] * 148, "0.5") > 0
    assert weight(*["0.1"] * 149, "0.5") == 0


def test_what_is_made_of_two_texts_is_kept_and_read_back(tmp_path: Path) -> None:
    found = understood(
        "Title: Analyst\n- <b>Build</b> random forest models", "I sorted books.", LEXICON, None
    )
    assert (found.title, found.asks) == ("Analyst", ("build random forest models",))
    assert found.weightiest[0] == ("trees-and-ensembles", 1.0)
    assert Yours(topics={"b": 0.5, "a": 0.5, "c": 0.9}).weightiest == (("c", 0.9), ("a", 0.5), ("b", 0.5))
    path = tmp_path / "yours.toml"
    assert load_yours(path) == Yours(job="", background="", title="", asks=(), topics={})
    path.write_text(yours_text(found))
    assert load_yours(path) == found
    assert yours_text(found).startswith("# The job you want")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('job = "' + "x" * 60_001 + '"', "field `job`: it is longer than 60000 characters"),
        ('background = "' + "x" * 60_001 + '"', "field `background`: it is longer than 60000 characters"),
        ("[topics]\na = 1.01", "field `topics.a`: it must be from 0 to 1"),
        ("[topics]\na = -0.01", "field `topics.a`: it must be from 0 to 1"),
    ],
)
def test_a_file_of_yours_that_cannot_be_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "yours.toml"
    path.write_text(text)
    with pytest.raises(BadInputError, match=said):
        load_yours(path)


def test_a_file_of_yours_at_its_limits_is_read(tmp_path: Path) -> None:
    path = tmp_path / "yours.toml"
    asks = ", ".join(f'"build {at}"' for at in range(9))
    path.write_text(f'job = "{"ab " * 20_000}"\nasks = [{asks}]\n[topics]\na = 0\nb = 1\n')
    found = load_yours(path)
    assert (found.topics, found.asks) == ({"a": 0, "b": 1}, tuple(f"build {at}" for at in range(8)))


WANTED = [
    ("Requirements: Python, Spark", ["Python", "Spark"]),
    (
        "Data Engineer\nTech stack: Python (pandas, polars), Spark & dbt on AWS\nLanguages: English, German\n"
        "Nice to have: Kubernetes\nSalary: Python",
        ["Python", "pandas", "polars", "Spark", "dbt on AWS", "Kubernetes"],
    ),
    (
        "ML Engineer\nSkills\n•Python\n\uf0b7\nPyTorch or TensorFlow\n▪ strong SQL\n"
        "- Master's degree, Python\nBenefits\n• Python meetups",
        ["Python", "PyTorch", "TensorFlow", "SQL"],
    ),
    (
        "We are looking for a Data Scientist. You know Python, SQL and drift. We use Scala. "
        "Must have: experience with drift in production.",
        ["drift in production", "Python", "SQL", "drift"],
    ),
    (
        "SENIOR ANALYST\nRESPONSIBILITIES\n❖ Explain forecasts to the board\nREQUIREMENTS: 3+ years "
        "with SQL; experience with drift; R or Python\nProgramming: Scala; C++\nWE OFFER\nRust, beer",
        ["drift", "R", "Python", "Scala", "C plus plus"],
    ),
]


@pytest.mark.parametrize(("text", "skills"), WANTED, ids=range(len(WANTED)))
def test_skills_are_found_behind_labels_in_lists_and_in_sentences(text: str, skills: list[str]) -> None:
    asked = [ask for ask in needs(cleaned(text), LEXICON) if ask.startswith("experience with ")]
    assert asked == [f"experience with {skill}" for skill in skills]


@pytest.mark.parametrize(
    "text",
    [
        "Requirements: patience, a car",
        "Requirements: it is fine if Python is new to you, Spark too",
        "Our values: Python, Spark",
        "Requirements:",
        "Python, Spark",
        "- Python",
        "Skills in Python:",
        "We use Python, Spark",
    ],
)
def test_what_is_no_list_of_skills_asks_for_nothing(text: str) -> None:
    assert needs(cleaned(text), LEXICON) == ()


def test_many_skills_leave_room_for_what_one_would_do() -> None:
    text = (
        "Skills: Python, Spark, SQL, dbt, Kafka, Rust, Scala, Go, Java\nYour tasks\n- Build forecasts daily"
    )
    found = needs(text, LEXICON)
    assert found[4] == "build forecasts daily"
    assert len(found) == 8


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("•Python", "- Python"),
        ("\uf0b7\nBuild it", "- Build it"),
        ("➢  ✓ Run", "- ✓ Run"),
        ("o Knows R", "- Knows R"),
        ("o knows R", "o knows R"),
        ("a • b", "a • b"),
        ("•", "•"),
    ],
)
def test_the_signs_before_items_are_read(text: str, plain: str) -> None:
    assert cleaned(text) == plain
