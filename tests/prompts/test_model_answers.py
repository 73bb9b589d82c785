"""The shipped model answers, judged by words alone (with the meaning model: benchmarks/bank.py)."""

from __future__ import annotations

import re
from pathlib import Path

from simulator.interview.bank.loader import load_folder
from simulator.model.question import Kind, Question
from simulator.model.transcript import from_text
from simulator.scoring.judgement.points import Content, content_report
from simulator.scoring.language.annotated import Annotated
from simulator.scoring.verdict.rubric import load_rubrics, rubric_for

PROMPTS = Path(__file__).parents[2] / "prompts"
RUBRICS = load_rubrics(PROMPTS)
QUESTIONS, _ = load_folder(PROMPTS / "questions", "shipped")
STORIES = {Kind.BEHAVIORAL, Kind.PITCH}


def _content(question: Question) -> Content:
    """Of its own model answer, which is taken to make the expected moves."""
    moves = rubric_for(question, RUBRICS).moves
    said = Annotated(from_text(question.model_answer or ""))
    return content_report(said, question, frozenset(question.expected_moves), moves, None)


def _covered(content: Content) -> float:
    """The share of the points' weight, 0 to 1."""
    points = content.key_points
    return sum(p.weight for p in points if p.covered) / sum(p.weight for p in points)


def test_a_model_answer_makes_its_points_and_states_nothing_wrong() -> None:
    contents = {question.id: _content(question) for question in QUESTIONS}
    assert [name for name, content in contents.items() if content.misconceptions] == []
    covered = {name: _covered(content) for name, content in contents.items()}
    assert [name for name, share in covered.items() if share < 0.45] == []
    assert sum(share >= 0.9 for share in covered.values()) >= 0.9 * len(QUESTIONS)


def test_phrases_fit_their_own_question() -> None:
    """No model answer says what is wrong, and what makes a point is not said by many other answers."""
    answers = "\n".join(f" {_plain(question.model_answer or '')} " for question in QUESTIONS)
    general = [
        (question.id, phrase)
        for question in QUESTIONS
        if question.kind not in STORIES
        for point in question.key_points
        for phrase in point.say
        if answers.count(f" {_plain(phrase)} ") > 3
    ]
    wrong = [
        (question.id, phrase)
        for question in QUESTIONS
        for misconception in question.misconceptions
        for phrase in misconception.say
        if f" {_plain(phrase)} " in answers
    ]
    assert general == []
    assert wrong == []


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9']+", text.lower()))
