"""What is noted about a coding answer, from words and edits on one clock."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from cards import card
from coding_problems import a_problem, a_test

from simulator.interview.coding.edits import Edit, Journal, TestRun, between
from simulator.interview.coding.notes import CodingReport, Note
from simulator.interview.coding.problem import Complexity, EdgeCase
from simulator.interview.coding.report import coding_report
from simulator.interview.coding.results import TestResult
from simulator.interview.coding.typed import aloud, first_code, thrown_away, typed_stretches
from simulator.model.scorecard import KeyPointResult, Move, MoveSpan, PointState
from simulator.model.transcript import Reply, Transcript, Word

PROBLEM = a_problem(
    complexity=Complexity(time="O(n log n)", space="O(n)", says=("one sort and a pass",)),
    edge_cases=(
        EdgeCase(id="empty", text="no numbers at all", say=("an empty list",), test="empty"),
        EdgeCase(id="ties", text="equal numbers", say=("two equal numbers",)),
    ),
)


def spoken(*sentences: tuple[float, str]) -> Transcript:
    """Sentences with the second at which each begins; half a second a word."""
    words = [
        Word(text=word, start_s=start + 0.5 * number, end_s=start + 0.5 * number + 0.4)
        for start, sentence in sentences
        for number, word in enumerate(sentence.split())
    ]
    return Transcript(words=tuple(words), text=" ".join(text for _, text in sentences))


def typed(*steps: tuple[float, str]) -> Journal:
    """A journal of the texts as they were at these seconds."""
    edits, before = [], ""
    for at_s, text in ((0.0, PROBLEM.start), *steps):
        if (edit := between(before, text, at_s)) is not None:
            edits.append(edit)
        before = text
    return Journal(edits)


def keys(start_s: float, code: str, before: str = PROBLEM.start, every_s: float = 0.2) -> Journal:
    """A journal in which the code is typed at the end of the text, key by key."""
    edits = [Edit(0.0, 0, 0, before)] if before else []
    for number, key in enumerate(code):
        at = len(before) + number
        edits.append(Edit(start_s + number * every_s, at, at, key))
    return Journal(edits)


def report(transcript: Transcript, **given: Any) -> CodingReport:
    results = given.pop("results", ())
    return coding_report(PROBLEM, transcript, given.pop("code", PROBLEM.reference), results, **given)


def note(found: CodingReport, note_id: str) -> Note:
    only = found.note(note_id)
    assert only is not None, [each.id for each in found.notes]
    return only


def move(kind: Move, start_s: float) -> MoveSpan:
    return MoveSpan(move=kind, quote="...", first_word=0, last_word=3, start_s=start_s, end_s=start_s + 2)


# Before the code


def test_the_first_code_is_the_first_line_that_does_something() -> None:
    journal = typed((10.0, "import heapq\n" + PROBLEM.start), (20.0, "def f(x):\n    total = 0\n"))
    found = first_code(journal, PROBLEM.start)
    assert found is not None
    assert (found.at_s, found.line) == (20.0, "total = 0")


def test_a_line_typed_key_by_key_is_quoted_whole() -> None:
    found = first_code(keys(10.0, "total = sum(x)\n"), PROBLEM.start)
    assert found is not None
    assert found.line == "total = sum(x)"
    assert found.at_s == pytest.approx(10.6)


def test_the_approach_counts_when_it_came_before_the_first_line() -> None:
    journal = keys(30.0, "total = 0\n")
    early, late = (
        report(
            spoken((second, "I sort them.")),
            journal=journal,
            scorecard=replace(card(), moves=(move(Move.APPROACH, second),)),
        )
        for second in (1.0, 60.0)
    )
    assert note(early, "approach-first").good
    assert note(late, "approach-first").good is False
    assert note(late, "approach-first").code == "total = 0"


def test_a_key_point_made_before_the_code_is_an_approach_too() -> None:
    point = KeyPointResult(
        id="sort",
        text="Sort first",
        covered=True,
        state=PointState.MADE,
        confidence=0.9,
        start_s=3.0,
        first_word=4,
    )
    judged = replace(card(), key_points=(point,))
    found = report(spoken((1, "I sort.")), journal=keys(30.0, "total = 0\n"), scorecard=judged)
    assert note(found, "approach-first").good
    assert "Sort first" in note(found, "approach-first").text


def test_a_question_to_the_interviewer_clarifies() -> None:
    asked = Reply(asked="Can it be empty?", about="emptiness", said="Yes.", start_s=5.0, end_s=7.0)
    heard = Transcript(words=(), text="", replies=(asked,))
    assert note(report(heard), "clarified").quote == "Can it be empty?"
    assert note(report(heard, journal=keys(1.0, "total = 0\n")), "clarified").good is False
    assert note(report(spoken()), "clarified").good is False


# While typing


def test_typing_with_pauses_is_one_stretch_and_the_text_given_is_none() -> None:
    journal = typed((10.0, "a"), (14.0, "ab"), (30.0, "abc"))
    assert [(s.start_s, s.end_s) for s in typed_stretches(journal)] == [(10.0, 14.0), (30.0, 30.0)]


def test_the_share_of_typing_with_speech_and_the_longest_silence() -> None:
    journal = keys(0.5, "x" * 101, every_s=1.0)  # from 0.5 to 100.5 s
    words = spoken((0, "a b c d"), (90, "e f g h i j k l m n o p q r s t u v w x")).words
    found = aloud(journal, words)
    assert found.typing_s == 100.0
    assert found.longest_silence is not None
    assert (found.longest_silence.start_s, found.longest_silence.end_s) == (1.9, 90)
    assert found.spoken_s == pytest.approx(100.0 - 88.1 - 0.6)
    both = report(Transcript(words=words, text=""), journal=journal)
    assert note(both, "silence").good is False
    assert note(both, "silence").at_s == 1.9


def test_typed_answers_have_no_speaking_time() -> None:
    silent = report(Transcript(words=(Word(text="hello"),), text="hello"), journal=keys(1.0, "x = 1\n"))
    assert silent.note("thought-aloud") is None


LONG = "def f(x):\n    everything = sorted(x, reverse=True)\n    middle = everything[len(everything) // 2]\n"
OTHER = "def f(x):\n    return 2 * x\n"


def test_what_is_thrown_away_is_a_dead_end_and_telling_it_counts() -> None:
    journal = typed((20.0, LONG), (60.0, OTHER))
    (lost,) = thrown_away(journal)
    assert lost.start_s == 60.0
    assert "everything = sorted" in lost.code
    told = report(spoken((58, "Wait, that doesn't work, I only need the double.")), journal=journal)
    silent = report(spoken((5, "I sort them.")), journal=journal)
    assert note(told, "dead-end").good
    assert "doesn't work" in (note(told, "dead-end").quote or "")
    assert note(silent, "dead-end").good is False


def test_moving_and_indenting_throw_nothing_away() -> None:
    indented = "def g():\n" + "".join(f"    {line}\n" for line in LONG.splitlines())
    assert thrown_away(typed((20.0, LONG), (60.0, indented))) == ()
    deleted_and_put_back = typed((20.0, LONG), (60.0, OTHER), (62.0, LONG))
    assert thrown_away(deleted_and_put_back) == ()


# Cost, example, edge cases


@pytest.mark.parametrize(
    ("said", "time", "space"),
    [
        ("That takes n log n in all.", True, None),
        ("The time is O of n log n and the memory is linear.", True, True),
        ("Trying all pairs costs n squared, with a sort it takes n log n time.", True, None),
        ("It runs in linear time.", False, None),
        ("So it's one sort and then a pass.", True, None),
        ("I use a linear model.", False, None),
        ("Memory is constant, the run time quadratic.", False, False),
        ("The extra space is O of n.", False, True),
    ],
)
def test_the_cost_is_right_when_one_of_those_said_is(said: str, time: bool, space: bool | None) -> None:
    found = report(spoken((1, said)))
    assert note(found, "complexity:time").good is time
    assert note(found, "complexity:space").good is space
    assert (note(found, "complexity:time").quote is None) is ("model" in said or "extra" in said)


@pytest.mark.parametrize(
    ("said", "gone"),
    [
        ("For example, with two and four I get four and eight.", True),
        ("Let's try it with three numbers.", True),
        ("I walk through the numbers from the left.", False),
        ("For example, graphs.", False),
    ],
)
def test_an_example_is_gone_through_with_a_case(said: str, gone: bool) -> None:
    assert note(report(spoken((1, said))), "example").good is gone


def outcome(passed: bool) -> tuple[TestResult, ...]:
    return (TestResult(name="empty", passed=passed, ms=1.0, visible=False),)


@pytest.mark.parametrize(
    ("said", "passed", "good", "text"),
    [
        ("What about an empty list?", True, True, "Named an edge case, and the code covers it"),
        ("What about an empty list?", False, False, "Named an edge case, but the code fails on it"),
        ("I sort.", True, None, "Did not name an edge case, but the code covers it"),
        ("I sort.", False, False, "Did not name an edge case, and the code fails on it"),
    ],
)
def test_an_edge_case_is_named_and_covered(said: str, passed: bool, good: bool | None, text: str) -> None:
    found = note(report(spoken((1, said)), results=outcome(passed)), "edge-case:empty")
    assert found.good is good
    assert found.text == f"{text}: no numbers at all."


def test_an_edge_case_without_a_test_is_named_or_not() -> None:
    assert note(report(spoken((1, "Not two equal numbers."))), "edge-case:ties").good
    assert note(report(spoken((1, "I sort."))), "edge-case:ties").good is False


# Tests and style


def test_tests_are_counted_apart_and_over_time() -> None:
    journal = Journal((), runs=(TestRun(50.0, 1, 2), TestRun(70.0, 2, 2)))
    results = (TestResult(name="two", passed=True, ms=1.0), *outcome(False))
    found = report(spoken(), journal=journal, results=results)
    assert note(found, "tests:visible").text == "The code passes 1 of 1 visible test."
    assert note(found, "tests:hidden").text == "The code passes 0 of 1 hidden test. It fails: empty."
    assert note(found, "runs").text == "The tests were run 2 times; 2 of 2 passed at best."
    assert note(found, "runs").at_s == 70.0
    assert found.runs == journal.runs


def test_style_is_mentioned_three_times_at_most() -> None:
    code = "".join(f"import m{number}\n" for number in range(5))
    styles = [each for each in report(spoken(), code=code).notes if each.id == "style"]
    assert len(styles) == 4
    assert styles[0].code == "import m0"
    assert styles[-1].text == "There is more of this kind: 2 remarks."


def test_without_a_journal_nothing_is_said_of_typing() -> None:
    ids = {each.id for each in report(spoken((1, "I sort.")), scorecard=card()).notes}
    assert ids.isdisjoint({"first-code", "thought-aloud", "silence", "dead-end", "runs"})


def test_a_reference_alone_gives_a_report() -> None:
    assert a_test("f(1)", "2").visible
    assert report(spoken()).notes


@pytest.mark.parametrize(
    ("seconds", "typed_s", "good", "text"),
    [
        (900.0, 700.0, None, "Took 15:00 of the 30:00 that the problem has."),
        (1801.0, 700.0, False, "Took 30:01 of the 30:00 that the problem has."),
        (None, 700.0, None, "Took 11:40 of the 30:00 that the problem has."),
    ],
)
def test_the_round_is_as_long_as_its_own_clock_says_beside_the_time_of_the_problem(
    seconds: float | None, typed_s: float, good: bool | None, text: str
) -> None:
    told = replace(spoken((1.0, "I sort it first.")), duration_s=seconds)
    found = note(report(told, journal=typed((typed_s, PROBLEM.reference))), "length")
    assert (found.good, found.text) == (good, text)


def test_without_a_clock_nothing_is_said_of_the_length() -> None:
    assert report(Transcript(words=(), text="I sort it first.")).note("length") is None
