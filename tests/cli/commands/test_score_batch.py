"""`score --batch FILE.jsonl`: many answers scored, one a line; what cannot be read does not stop the rest."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from simulator.cli.main import main
from simulator.model.errors import ExitCode
from simulator.use_cases.desk import Desk

SAID = (
    "First I would agree with the business on what counts as churn, um, say thirty days without activity. "
    "Then I would build features as of a fixed date, train a simple baseline, and try boosted trees. "
    "I would split by time, look at precision among the top customers, and watch for drift once it is live."
)
OWN = {
    "id": "kettle",
    "kind": "explain",
    "prompt": "Why does a kettle whistle?",
    "key_points": [{"id": "steam", "text": "Steam is pushed through a narrow gap"}],
}
CHURN = {"transcript": SAID, "question_id": "churn-model"}

Run = Callable[..., tuple[int, list[dict[str, Any]], str]]


@pytest.fixture
def batch(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Scores lines (an object, or a text as it stands): exit code, the documents of stdout, stderr."""
    monkeypatch.setattr(
        "simulator.use_cases.desk.Desk", partial(Desk, embedder=lambda: None, judges=lambda: None)
    )

    def run(*lines: dict[str, Any] | str, end: str = "\n") -> tuple[int, list[dict[str, Any]], str]:
        file = tmp_path / "answers.jsonl"
        texts = (line if isinstance(line, str) else json.dumps(line) for line in lines)
        file.write_text(end.join(texts) + end, encoding="utf-8", newline="")
        code = main(["score", "--batch", str(file)])
        written = capsys.readouterr()
        return code, [json.loads(line) for line in written.out.splitlines()], written.err

    return run


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n"])
def test_each_line_is_scored_in_order_under_its_own_id(batch: Run, end: str) -> None:
    code, documents, said = batch(
        {"id": "z"} | CHURN, {"id": 7, "transcript": SAID}, {"id": "a"} | CHURN, {"id": "a"} | CHURN, end=end
    )
    assert (code, said) == (ExitCode.DONE, "")
    assert [document["id"] for document in documents] == ["z", 7, "a", "a"]
    assert [document["question_id"] for document in documents] == ["churn-model", None, *["churn-model"] * 2]
    assert all(document["scorable"] for document in documents)
    assert documents[2] == documents[3] == documents[0] | {"id": "a"}


def test_a_line_is_scored_as_the_same_text_alone_is(
    batch: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, (document,), _ = batch({"id": "one"} | CHURN)
    (tmp_path / "answer.txt").write_text(SAID, encoding="utf-8")
    alone = ["score", "--transcript", str(tmp_path / "answer.txt"), "--question", "churn-model", "--json"]
    assert main(alone) == ExitCode.DONE
    assert document == {"id": "one"} | json.loads(capsys.readouterr().out)


def test_a_question_may_stand_in_the_line_itself(batch: Run) -> None:
    code, (document,), _ = batch({"id": "own", "transcript": SAID, "question": OWN})
    assert code == ExitCode.DONE
    assert (document["question_id"], [point["id"] for point in document["key_points"]]) == (
        "kettle",
        ["steam"],
    )


@pytest.mark.parametrize(
    ("named", "meant"),
    [
        ("recruiter", "recruiter"),
        ("product_manager", "product_manager"),
        ("software_engineer", "software_engineer"),
        ("engineer", "software_engineer"),
        ("ml_engineer", "ml_engineer"),
        ("researcher", "researcher"),
        (None, "ml_engineer"),
    ],
)
def test_the_listener_is_the_lines_or_the_questions(batch: Run, named: str | None, meant: str) -> None:
    code, (document,), _ = batch({"id": "x", "audience": named} | CHURN)
    assert (code, document["audience"]) == (ExitCode.DONE, meant)


WRONG: dict[str, dict[str, Any] | str] = {
    "no JSON": "[[[",
    "half a line": '{"id": "x", "transcript": "First I',
    "no object": "[1, 2]",
    "half a character": '{"id": "x", "transcript": "\\ud800"}',
    "no answer": {"id": "x", "question_id": "churn-model"},
    "a number for an answer": {"id": "x", "transcript": 5},
    "a field nobody knows": {"id": "x", "bogus": 1} | CHURN,
    "no such question": {"id": "x", "transcript": SAID, "question_id": "no-such"},
    "a list for a question's id": {"id": "x", "transcript": SAID, "question_id": ["churn-model"]},
    "a question without points": {"id": "x", "transcript": SAID, "question": OWN | {"key_points": []}},
    "a text for a question": {"id": "x", "transcript": SAID, "question": "Why?"},
    "no such listener": {"id": "x", "audience": "cat"} | CHURN,
    "a list of listeners": {"id": "x", "audience": ["recruiter"]} | CHURN,
    "no such sound": {"id": "x", "audio": "no-such.wav"},
    "a name no file can have": {"id": "x", "audio": "a\0b.wav"},
    "a folder": {"id": "x", "audio": "/"},
    "no sound": {"id": "x", "audio": __file__},
}


@pytest.mark.parametrize("name", WRONG)
def test_a_line_that_cannot_be_scored_says_why_and_the_rest_is_scored(batch: Run, name: str) -> None:
    line = WRONG[name]
    code, documents, said = batch({"id": 1} | CHURN, line, {"id": 2} | CHURN)
    assert code == ExitCode.BAD_INPUT
    assert [document.get("id") for document in documents] == [1, "x" if isinstance(line, dict) else None, 2]
    assert [document.get("scorable") for document in documents] == [True, None, True]
    assert set(documents[1]) == {"id", "error"}
    assert documents[1]["error"].strip()
    assert "\n" not in documents[1]["error"]
    assert said == "1 of 3 lines could not be scored; each says why.\n"


def test_what_is_too_little_to_be_scored_is_no_error(batch: Run) -> None:
    code, documents, _ = batch(
        {"id": 1, "transcript": "Too short."}, {"id": 2, "transcript": ""}, {"id": 3} | CHURN
    )
    assert code == ExitCode.DONE
    assert [document["scorable"] for document in documents] == [False, False, True]
    assert documents[0]["reason"]
    assert documents[0]["overall"] is None


def test_no_lines_are_no_documents(batch: Run) -> None:
    assert batch("", "  ") == (ExitCode.DONE, [], "")


def test_a_file_that_is_not_there_is_bad_input(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", "--batch", "no-such.jsonl"]) == ExitCode.BAD_INPUT
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "more",
    [
        ["answer.wav"],
        ["--transcript", "answer.txt"],
        ["--question", "churn-model"],
        ["--question-file", "mine.toml"],
    ],
)
def test_a_batch_beside_another_file_or_question_is_wrong_usage(
    more: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "answers.jsonl").write_text(json.dumps({"id": 1} | CHURN), encoding="utf-8")
    assert main(["score", *more, "--batch", str(tmp_path / "answers.jsonl")]) == ExitCode.USAGE
    assert capsys.readouterr().out == ""


@pytest.mark.real
def test_a_recording_and_a_text_are_judged_by_the_shipped_judges(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIMULATOR_MODEL", "tiny.en")
    spoken = Path(__file__).parents[2] / "speech" / "hearing" / "audio" / "hesitant.flac"
    lines = [{"id": "heard", "audio": str(spoken), "question_id": "churn-model"}, {"id": "read"} | CHURN]
    (tmp_path / "b.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert main(["score", "--batch", str(tmp_path / "b.jsonl")]) == ExitCode.DONE
    heard, read = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (heard["id"], read["id"]) == ("heard", "read")
    assert "customer" in " ".join(word["text"] for word in heard["words"])
    assert all(document["degraded"] == [] for document in (heard, read))
    assert read["range"][0] <= read["overall"] <= read["range"][1]
