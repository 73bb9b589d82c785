"""The candidate's stories and job description by themselves: what is kept, found in them and refused."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

import msgspec
import numpy as np
import pytest
from cards import question

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
from simulator.interview.candidate.stories import (
    Competency,
    Story,
    asks_for,
    checked,
    linkable,
    load_stories,
    new_id,
    problem_of,
    stories_text,
    without_story,
)
from simulator.interview.candidate.telling import by_fit, likeness, may_show, told
from simulator.model.errors import BadInputError
from simulator.model.question import Kind
from simulator.model.transcript import from_text
from simulator.scoring.language.annotated import Annotated
from simulator.scoring.language.lexicon import Familiar, Lexicon, Term

PARTS = ("situation", "task", "action", "result", "learned")
LEADS = Competency(id="leads", title="Leads", about="north", questions=("q1", "q2"))
MENDS = Competency(id="mends", title="Mends", about="east", questions=("q2",))
BUILDS = Competency(id="builds", title="Builds", about="northeast", questions=())
COMPETENCIES = (LEADS, MENDS, BUILDS)
KNOWN = [one.id for one in COMPETENCIES]


# Stories


def test_a_story_knows_what_is_written_and_what_is_missing() -> None:
    story = Story(title="Alarms", task="  ", action=" Acted. ", learned="Much.")
    assert story.parts == ("Acted.", "Much.")
    assert story.missing == ("situation", "task", "result")
    assert story.whole == "Alarms. Acted.. Much."
    assert Story(title="x", **dict.fromkeys(PARTS, "y")).missing == ()


@pytest.mark.parametrize(
    ("changes", "field", "what"),
    [
        ({"title": " "}, "title", "it is empty"),
        ({"id": ""}, "id", "'' must be small letters, digits and dashes"),
        ({"id": "-a"}, "id", "'-a' must be small letters, digits and dashes"),
        ({"id": "a" * 81}, "id", "must be small letters"),
        ({"title": "x" * 121}, "title", "it has 121 characters, and 120 are enough for a story"),
        *(({name: "x" * 2001}, name, "it has 2001 characters, and 2000 are") for name in PARTS),
        ({"result": "a\x1bb"}, "result", "the character U+001B could drive a terminal and is not allowed"),
        ({"title": "a\u202eb"}, "title", "U+202E"),
        ({"competencies": ("leads", "sings")}, "competencies", "'sings' is none of builds, leads, mends"),
    ],
)
def test_what_is_wrong_with_a_story_is_said_with_its_field(
    changes: dict[str, object], field: str, what: str
) -> None:
    story = Story(**{"title": "T", "id": "t", **changes})  # type: ignore[arg-type]
    found = problem_of(story, KNOWN)
    assert found is not None
    assert found[0] == field
    assert what in found[1]
    with pytest.raises(BadInputError, match=f"The story's {field}: "):
        checked(story, KNOWN)


def test_a_story_of_just_the_right_size_is_fit_to_be_kept() -> None:
    full = Story(title="x" * 120, id="a" * 80, competencies=("leads",), **dict.fromkeys(PARTS, "y" * 2000))
    assert checked(full, KNOWN) is full


def test_a_new_id_is_from_the_title_and_no_other_storys() -> None:
    others = [Story(title="x", id=name) for name in ("a-b", "a-b-2", "story")]
    assert new_id("A, b!", others) == "a-b-3"
    assert new_id("A, b!", others[:1]) == "a-b-2"
    assert new_id("Über 9", others) == "ber-9"
    assert new_id("???", others) == "story-2"
    assert new_id("???", []) == "story"
    assert new_id("a" * 59 + " bcd", []) == "a" * 59
    assert new_id("a" * 70, []) == "a" * 60


def test_a_file_of_stories_is_read_and_its_faults_are_named(tmp_path: Path) -> None:
    path = tmp_path / "stories.toml"
    assert load_stories(path, COMPETENCIES) == ()
    stories = (Story(title="One", id="one", questions=("q1",)), Story(title="Two", id="two", task="a\nb"))
    path.write_text(stories_text(stories))
    assert load_stories(path, COMPETENCIES) == stories
    path.write_text('[[story]]\ntitle = "Same"\n[[story]]\ntitle = "Same"\n')
    assert [story.id for story in load_stories(path, COMPETENCIES)] == ["same", "same-2"]
    path.write_text('[[story]]\ntitle = "A"\nid = "x"\n[[story]]\ntitle = "B"\nid = "x"\n')
    with pytest.raises(BadInputError, match=r"line 6, field `id`: 'x' is the id of an earlier story"):
        load_stories(path, COMPETENCIES)
    path.write_text('[[story]]\ntitle = "A"\ntask = "\\u0007"\n')
    with pytest.raises(BadInputError, match="line 3, field `task`"):
        load_stories(path, COMPETENCIES)


def test_a_file_holds_two_hundred_stories(tmp_path: Path) -> None:
    path = tmp_path / "stories.toml"
    path.write_text("".join(f'[[story]]\ntitle = "S{at}"\n' for at in range(200)))
    assert len(load_stories(path, ())) == 200
    path.write_text(path.read_text() + '[[story]]\ntitle = "One more"\n')
    with pytest.raises(BadInputError, match="there are 201 stories, and 200 can be kept"):
        load_stories(path, ())


def test_a_story_can_be_added_by_hand_below_those_that_were_kept(tmp_path: Path) -> None:
    path = tmp_path / "stories.toml"
    for kept in ((Story(title="A", id="a"),), (Story(title="A", id="a"), Story(title="B", id="b"))):
        path.write_text(stories_text(kept) + '\n[[story]]\ntitle = "Mine"\n')
        assert [story.id for story in load_stories(path, ())] == [*(one.id for one in kept), "mine"]


def test_an_empty_story_file_tells_how_to_write_one() -> None:
    assert stories_text(()).startswith("# Your stories")
    assert "[[story]]\ntitle" in stories_text((Story(title="A", id="a"),))


def test_competencies_and_questions_are_matched() -> None:
    stories = (Story(title="A", competencies=("mends",)), Story(title="B"))
    assert without_story(COMPETENCIES, stories) == (LEADS, BUILDS)
    assert asks_for("q2", COMPETENCIES) == ("leads", "mends")
    told_in, other = question("b", kind=Kind.BEHAVIORAL), question("d")
    assert linkable([told_in, other], Story(title="A")) == (told_in,)
    assert linkable([told_in, other], Story(title="A", questions=("d",))) == (told_in, other)


class Compass:
    """Vectors by the direction named in a text; the mean of several."""

    id = "compass"
    where: ClassVar = {
        "north ": (1.0, 0.0),
        "east ": (0.0, 1.0),
        "northeast ": (0.6, 0.8),
        "south ": (-1.0, 0.0),
    }

    def embed(self, sentences: Sequence[str]) -> np.ndarray:
        def of(text: str) -> np.ndarray:
            words = [f"{word.strip('.,')} " for word in text.split()]
            found = [self.where[word] for word in words if word in self.where]
            return np.mean(found, axis=0) if found else np.zeros(2)

        return np.array([of(text) for text in sentences], dtype=np.float32)


def test_half_of_a_likeness_is_of_the_whole_and_half_of_the_parts() -> None:
    said = Annotated(from_text("Go north. Then east."))
    north, both = Story(title="x", task="north"), Story(title="x", task="north", action="east")
    assert likeness(said, (north, both), Compass()) == pytest.approx(((1 + 0.5) / 2, (1 + 0.5) / 2))
    (one,) = likeness(said, (Story(title="x", task="north", action="south"),), Compass())
    assert one == pytest.approx(((1 + 0) / 2 + 0) / 2)
    assert likeness(Annotated(from_text("")), (north,), Compass()) == ()
    (pair,) = likeness(Annotated(from_text("Go northeast.")), (Story(title="x", task="east"),), Compass())
    assert pair == pytest.approx(0.8)


def test_the_likeliest_story_is_told_when_it_is_near_enough() -> None:
    north, east = Story(title="x", id="n", task="north"), Story(title="x", id="e", task="east")
    found = told(Annotated(from_text("We went northeast.")), (north, east), Compass())
    assert found is not None
    assert (found.story_id, found.likeness) == ("e", 0.8)
    near = told(Annotated(from_text("We went northeast.")), (north,), Compass())
    assert near is not None
    assert near.likeness == 0.6
    assert told(Annotated(from_text("We went south.")), (north, east), Compass()) is None
    assert (
        told(Annotated(from_text("Up. Down. Left. We went northeast.")), (Story(title="east"),), Compass())
        is None
    )


def test_questions_that_fit_come_first_and_a_shared_competency_helps() -> None:
    story = Story(title="north", competencies=("mends",), task="north")
    q1, q2, q3 = (
        question(name, prompt=text) for name, text in (("q1", "northeast"), ("q2", "south"), ("q3", "?"))
    )
    assert [q.id for q in by_fit(story, (q3, q2, q1), COMPETENCIES, Compass())] == ["q1", "q3", "q2"]
    assert [q.id for q in by_fit(story, (q3, q1, q2), COMPETENCIES, None)] == ["q2", "q1", "q3"]
    for prompt, first in (("north east northeast", "q0"), ("north", "q0"), ("east", "q2")):
        pair = (question("q0", prompt=prompt), question("q2", prompt="north east east"))
        assert by_fit(story, pair, COMPETENCIES, Compass())[0].id == first
    assert by_fit(story, (), COMPETENCIES, Compass()) == ()


def test_the_two_likeliest_competencies_are_offered() -> None:
    story = Story(title="northeast", task="northeast")
    assert may_show(story, COMPETENCIES, Compass()) == (BUILDS, MENDS)
    named = msgspec.structs.replace(story, competencies=("builds",))
    assert may_show(named, COMPETENCIES, Compass()) == (MENDS, LEADS)
    assert may_show(Story(title="south", task="south"), COMPETENCIES, Compass()) == ()
    assert may_show(story, COMPETENCIES, None) == ()
    assert may_show(Story(title="northeast"), COMPETENCIES, Compass()) == ()


# The job


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
