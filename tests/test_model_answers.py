"""The shipped model answers, judged by words alone (with the meaning model: benchmarks/bank.py)."""

from __future__ import annotations

from pathlib import Path

from simulator.interview.loader import load_folder
from simulator.interview.question import Question
from simulator.scoring.content import Content, content_report
from simulator.scoring.rubric import load_rubrics, rubric_for
from simulator.transcript import from_text

PROMPTS = Path(__file__).parent.parent / "prompts"
RUBRICS = load_rubrics(PROMPTS)


def _content(question: Question) -> Content:
    """Of its own model answer, which is taken to make the expected moves."""
    moves = rubric_for(question, RUBRICS).moves
    said = from_text(question.model_answer or "")
    return content_report(said, question, frozenset(question.expected_moves), moves, None)


def _covered(content: Content) -> float:
    """The share of the points' weight, 0 to 1."""
    points = content.key_points
    return sum(p.weight for p in points if p.covered) / sum(p.weight for p in points)


def test_a_model_answer_makes_its_points_and_states_nothing_wrong() -> None:
    questions, _ = load_folder(PROMPTS / "questions", "shipped")
    contents = {question.id: _content(question) for question in questions}
    assert [name for name, content in contents.items() if content.misconceptions] == []
    covered = {name: _covered(content) for name, content in contents.items()}
    assert [name for name, share in covered.items() if share < 0.45] == []
    assert sum(share >= 0.9 for share in covered.values()) >= 0.9 * len(questions)
