"""The job one wants and one's background: cleaned, understood, asked about, noticed."""

from __future__ import annotations

import json
import stat
import time
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest
from real_meaning import REAL

from simulator.cli.main import main
from simulator.interview.bank.drawing import draw
from simulator.interview.candidate.job import Yours, cleaned, job_title, load_yours, needs, topic_weights
from simulator.interview.candidate.job_questions import CONNECTED, is_connection, with_job
from simulator.interview.planning.agenda import plan
from simulator.model import settings
from simulator.model.errors import BadInputError
from simulator.model.plan import Role
from simulator.model.scorecard import Audience
from simulator.model.transcript import from_text
from simulator.scoring.language.lexicon import Lexicon, load_lexicon
from simulator.use_cases.desk import Desk

RANKING = """\
Senior Machine Learning Engineer, Recommendations (m/f/d)
About us
We are a marketplace for second-hand furniture, founded in 2012.
What you'll do
- Build and ship ranking models that decide what 8 million shoppers see first
- Run A/B tests with product managers and explain the results to non-technical colleagues
Your profile
- 5+ years of experience with recommender systems or search in production
- Experience with low-latency serving (<50 ms)
We offer
- 30 days of vacation, bonus & equity
Apply at https://jobs.example.com/123 or jobs@example.com
"""
FRAUD = """\
<h1>Data Scientist &ndash; Fraud</h1><p>You will analyze card transactions and flag fraud.</p>
<script>alert(1)</script><ul><li>Deploy gradient boosting models &amp; monitor drift</li>
<li>3 years of experience in insurance</li></ul>"""
BACKGROUND = "Four years at a library supplier, building the search that ranks books."
YOURS = Yours(
    job="x",
    background=BACKGROUND,
    title="Ranking Engineer",
    asks=("build ranking models that decide what shoppers see first", "experience with low-latency serving"),
    topics={"ranking-and-search": 1.0, "recommenders": 0.8},
)
CONNECTS = (
    "In my last job I built the search engine that ranks books for four hundred libraries. That's close to "
    "what you're looking for, because your ranking also decides what people see first. In the end people "
    "found twice as many books, and I learned to look at the clicks before I touch the model."
)


@pytest.fixture
def desk() -> Desk:
    return Desk(settings.load(given={"voice": "off"}), embedder=lambda: REAL)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon(settings.shipped("prompts") / "lexicon")


def test_title_and_needs_are_found_and_the_rest_of_the_advertisement_is_not(lexicon: Lexicon) -> None:
    assert job_title(cleaned(RANKING)) == "Senior Machine Learning Engineer"
    assert set(needs(cleaned(RANKING), lexicon)) == {
        "build and ship ranking models that decide what 8 million shoppers see first",
        "run A B tests with product managers and explain the results to non-technical colleagues",
        "5 or more years of experience with recommender systems or search in production",
        "experience with low-latency serving (under 50 ms)",
    }
    assert job_title(cleaned(FRAUD)) == "Data Scientist"
    assert needs(cleaned(FRAUD), lexicon)[0] == "deploy gradient boosting models and monitor drift"
    assert "3 years of experience in insurance" in needs(cleaned(FRAUD), lexicon)


def test_topics_are_weighed_by_terms_and_by_meaning(lexicon: Lexicon) -> None:
    ranking = topic_weights(cleaned(RANKING), "", lexicon, REAL)
    assert {"recommenders", "ranking-and-search", "serving-and-latency"} <= set(ranking)
    assert max(ranking, key=lambda topic: ranking[topic]) in ("recommenders", "serving-and-latency")
    assert "vision" not in ranking
    assert ranking == topic_weights(cleaned(RANKING), "", lexicon, REAL)
    assert "anomaly-and-fraud" in topic_weights(cleaned(FRAUD), "", lexicon, None)
    assert topic_weights("", "", lexicon, REAL) == {}


@pytest.mark.parametrize(
    "hostile",
    [
        "x" * 10**6,
        "<!--" * 50_000,
        "<script" * 30_000,
        "[a](" * 50_000,
        "- build " * 40_000,
        "a@" * 90_000,
        "\x1b[2J\u202e<b>" * 5000,
        "- Build [b]x[/b] models `rm -rf` \x07 {{7*7}}\n" * 3000,
        "",
        "\0" * 99,
        "((((" * 9999,
    ],
    ids=range(11),
)
def test_hostile_and_huge_texts_are_cut_and_cleaned(hostile: str, lexicon: Lexicon) -> None:
    began = time.process_time()
    text = cleaned(hostile)
    said = (job_title(text), *needs(text, lexicon))
    assert time.process_time() - began < 10  # quadratic ones take minutes
    assert len(text) <= 60_000
    assert all(c == "\n" or c.isprintable() for c in text)
    assert not any(sign in phrase for phrase in said for sign in "[]{}<>`\x1b\n")
    assert all(len(phrase) < 400 for phrase in said)


def test_it_is_kept_for_the_user_alone_and_forgotten(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "job.txt"
    file.write_text(RANKING)
    kept = desk.job.keep(str(file), BACKGROUND)
    assert stat.S_IMODE(desk.job.path.stat().st_mode) == 0o600
    assert desk.job.get() == kept
    assert kept.title == "Senior Machine Learning Engineer"
    with pytest.raises(BadInputError):
        desk.job.keep("\x00", " ")
    assert desk.job.get() == kept
    desk.job.forget()
    desk.job.forget()
    assert desk.job.get() == Yours()
    assert not desk.job.path.exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("job = 3\n", "field `job`"),
        ('jobs = ""\n', "line 1"),
        ("[topics]\nvision = 7\n", "line 2, field `topics.vision`: it must be from 0 to 1"),
        ("[topics]\nvision = nan\n", "nan is no number that can be used"),
        ("job", "not valid TOML"),
    ],
)
def test_a_broken_file_is_said_and_everything_goes_on_without(desk: Desk, text: str, said: str) -> None:
    desk.sessions.recordings.mkdir()
    desk.job.path.write_text(text)
    with pytest.raises(BadInputError) as error:
        load_yours(desk.job.path)
    assert said in str(error.value)
    assert said in desk.job.problems()[0]
    assert desk.job.readable() == Yours()
    assert desk.coach.today().suggestion is not None
    assert desk.interviews.begin("bank-fraud", seed=1).course.drawn


def test_a_hand_written_file_can_drive_neither_screen_nor_voice(desk: Desk) -> None:
    desk.sessions.recordings.mkdir()
    desk.job.path.write_text('asks = ["build \\u001b[2J models <b>now</b>", ""]\ntitle = "\\u202eLead"\n')
    with pytest.raises(BadInputError, match=r"line 1, field `asks\[1\]`: the character U\+001B could drive"):
        desk.job.get()
    desk.job.path.write_text('asks = ["build models <b>now</b>", ""]\ntitle = "<i>Lead</i>"\n')
    yours = desk.job.get()
    assert yours.asks == ("build models now",)
    assert yours.title == "Lead"


def test_without_a_job_everything_is_drawn_and_planned_as_before(desk: Desk) -> None:
    bank = desk.questions.bank.questions
    for interview in desk.interviews.plans():
        before = draw(interview, desk.questions.everything, seed=4)
        assert draw(interview, desk.questions.everything, seed=4, weights={}) == before
        assert with_job(interview, before, Yours(), 4) == before
    today = date(2026, 11, 24)
    assert plan(bank, {}, {}, today, {}) == plan(bank, {}, {}, today)


def test_weighted_topics_are_drawn_more_often_and_a_seed_repeats_them(desk: Desk) -> None:
    interview, bank = desk.interviews.plan("product-company"), desk.questions.everything
    weights = {"language-models": 1.0, "retrieval": 1.0}

    def drawn(seed: int, given: dict[str, float]) -> Counter[str]:
        return Counter(q.topic for part in draw(interview, bank, seed=seed, weights=given) for q in part)

    plain = sum((drawn(seed, {}) for seed in range(30)), Counter())
    weighed = sum((drawn(seed, weights) for seed in range(30)), Counter())
    assert sum(weighed[t] for t in weights) >= 2 * sum(plain[t] for t in weights)
    assert sum(weighed.values()) == sum(plain.values())
    assert draw(interview, bank, seed=7, weights=weights) == draw(interview, bank, seed=7, weights=weights)


def test_the_new_question_of_the_day_is_of_what_the_job_asks_for(desk: Desk) -> None:
    step = plan(
        desk.questions.bank.questions, {}, {}, date(2026, 11, 24), {"vision": 0.4, "retrieval": 1.0}
    ).steps[-1]
    assert step.question.topic == "retrieval"
    assert "job" in step.reason
    nothing = plan(desk.questions.bank.questions, {}, {}, date(2026, 11, 24), {"knitting": 1.0}).steps[-1]
    assert nothing == plan(desk.questions.bank.questions, {}, {}, date(2026, 11, 24)).steps[-1]


def test_recruiter_and_hiring_manager_ask_about_the_job(desk: Desk) -> None:
    for interview in desk.interviews.plans():
        drawn = draw(interview, desk.questions.everything, seed=3)
        asked = with_job(interview, drawn, YOURS, 3)
        assert asked == with_job(interview, drawn, YOURS, 3)
        about = [[q for q in part if q.source == "yours"] for part in asked]
        for item, made in zip(interview.rounds, about, strict=True):
            assert len(made) <= (item.role in (Role.RECRUITER, Role.HIRING_MANAGER))
        prompts = [q.prompt for made in about for q in made]
        assert len(set(prompts)) == len(prompts)
    texts = {
        q.prompt
        for interview in desk.interviews.plans()
        for part in with_job(interview, draw(interview, desk.questions.everything, seed=3), YOURS, 3)
        for q in part
        if q.source == "yours"
    }
    assert (
        "In the Ranking Engineer role you would build ranking models that decide what shoppers see first. "
        "Tell me about a time you did that." in texts
    )
    assert any(
        text.startswith("For the Ranking Engineer role they ask for this: experience") for text in texts
    )


def test_an_answer_that_connects_both_is_named_without_changing_a_score(desk: Desk) -> None:
    question = desk.questions.get("proudest-project")
    without = desk.scorer.score(from_text(CONNECTS), question, Audience.RECRUITER)
    assert not any(map(is_connection, without.strengths))
    desk.sessions.recordings.mkdir()
    desk.job.path.write_text(
        f'background = "{BACKGROUND}"\nasks = ["build ranking models that decide what shoppers see first"]\n'
    )
    card = desk.scorer.score(from_text(CONNECTS), question, Audience.RECRUITER)
    (named,) = filter(is_connection, card.strengths)
    assert named.text == f"{CONNECTED}: build ranking models that decide what shoppers see first."
    assert "you're looking for" in str(named.quote)
    assert replace(card, strengths=without.strengths) == without
    for said in (
        "I built the search engine that ranks books for four hundred libraries. People found twice as many "
        "books. I learned to look at the clicks.",
        "I'm a quick learner and this job would be a good next step for me, since your team is growing. I "
        "have always wanted to live in Berlin and I like what I read about you.",
    ):
        other = desk.scorer.score(from_text(said), question, Audience.RECRUITER)
        assert not any(map(is_connection, other.strengths))


def test_yours_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    job, about = tmp_path / "job.txt", tmp_path / "me.txt"
    job.write_text(RANKING)
    about.write_text(BACKGROUND)
    assert main(["yours", "keep"]) == 2
    assert main(["yours", "keep", "--job", str(tmp_path / "none.txt")]) == 3
    assert main(["yours", "keep", "--job", str(job)]) == 0
    assert main(["yours", "keep", "--background", str(about)]) == 0
    capsys.readouterr()
    assert main(["yours", "show", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["title"] == "Senior Machine Learning Engineer"
    assert shown["background"] == BACKGROUND
    assert len(shown["asks"]) == 4
    assert main(["yours", "show"]) == 0
    assert "asks for" in capsys.readouterr().out
    assert main(["yours", "forget"]) == 0
    assert main(["yours", "show"]) == 0
    assert "Nothing is kept" in capsys.readouterr().out


def test_a_word_file_is_kept_as_its_text_and_a_correction_outlives_another_background(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = docx.Document()
    made.add_paragraph("Data Engineer")
    made.add_paragraph("Requirements: Python, Spark")
    made.save(str(tmp_path / "my job.docx"))
    (tmp_path / "me.pdf").write_bytes(b"%PDF-1.7 no more")
    (tmp_path / "me.txt").write_text(BACKGROUND)
    job = str(tmp_path / "my job.docx")
    assert main(["yours", "keep", "--job", job]) == 0
    assert "asks for  experience with Spark" in capsys.readouterr().out
    assert main(["yours", "keep", "--background", str(tmp_path / "me.pdf")]) == 3
    assert capsys.readouterr().err.count("is damaged and cannot be read") == 1
    desk = Desk(settings.load(given={"voice": "off"}), embedder=lambda: REAL)
    assert desk.job.keep(f'"{job}"', "").title == "Data Engineer"
    assert desk.job.keep(job, "", ["experience with Go", "experience with Go"]).asks == (
        "experience with Go",
    )
    assert main(["yours", "keep", "--background", str(tmp_path / "me.txt")]) == 0
    assert desk.job.get().asks == ("experience with Go",)
    assert main(["yours", "keep", "--job", job]) == 0
    assert desk.job.get().asks == ("experience with Python", "experience with Spark")
