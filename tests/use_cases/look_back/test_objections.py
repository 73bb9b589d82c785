"""“That judgement is wrong”: the scores follow, it is kept, counted, exported on request, and undone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from scripted_judges import ScriptedReader, heads

from simulator.cli.main import main
from simulator.model import settings
from simulator.model.errors import BadInputError, ExitCode
from simulator.model.question import Question
from simulator.model.records import AnswerRecord
from simulator.model.scorecard import JudgementKind, Move, PointState, Scorecard
from simulator.model.transcript import from_text
from simulator.scoring.judgement.learned import Judges
from simulator.scoring.judgement.readings import HALF, MADE
from simulator.use_cases.desk import Desk
from simulator.use_cases.look_back.ratings import rating_now
from simulator.use_cases.practise.sitting import store_score

POINT, CLAIM, MOVE = JudgementKind.POINT, JudgementKind.CLAIM, JudgementKind.MOVE
SENTENCES = (
    "First I would agree with the business on what counts as churn, say thirty days without activity.",
    "Then I would build features as of a fixed date, train a simple baseline, and try boosted trees.",
    "I would, um, split it all by chance, since that is the same thing as splitting by time in the end.",
    "And so I would go with the simplest one that the people who make the calls are happy to use.",
)


@pytest.fixture
def reader() -> ScriptedReader:
    """What it hears is set by `typed`."""
    return ScriptedReader()


@pytest.fixture
def desk(reader: ScriptedReader) -> Iterator[Desk]:
    opened = Desk(settings.load(), embedder=lambda: None, judges=lambda: Judges(reader, heads()))
    yield opened
    opened.close()


@pytest.fixture
def asked(desk: Desk) -> Question:
    return desk.questions.get("churn-model")


def typed(desk: Desk, asked: Question, reader: ScriptedReader) -> str:
    """An answer with a point made, a point half made, a wrong claim and three moves, stored; its id."""
    first, second, *_ = asked.key_points
    spoken = SENTENCES[2].replace("um, ", "")
    reader.points = {(first.text, SENTENCES[0]): MADE, (second.text, SENTENCES[1]): HALF}
    reader.claims = frozenset({(asked.misconceptions[0].text, s) for s in (spoken, SENTENCES[2])})
    reader.moves = {
        SENTENCES[0]: frozenset({Move.CLARIFY}),
        SENTENCES[1]: frozenset({Move.APPROACH}),
        SENTENCES[3]: frozenset({Move.SUMMARY}),
    }
    session = desk.sessions.archive.start_session("Churn", None, "study", datetime.now().astimezone())
    answer = desk.sessions.archive.start_answer(
        session.id, question_id=asked.id, question_json=None, audience=asked.audience, has_audio=False
    )
    store_score(desk.sessions.archive, desk.scorer, answer, from_text(" ".join(SENTENCES)), asked)
    return answer.id


@pytest.fixture
def kept(desk: Desk, asked: Question, reader: ScriptedReader) -> str:
    return typed(desk, asked, reader)


def card(answer: AnswerRecord) -> Scorecard:
    assert answer.scorecard is not None
    return answer.scorecard


def content(answer: AnswerRecord) -> int:
    found = card(answer).dimensions.content
    assert found is not None
    return found.score


def states(answer: AnswerRecord) -> dict[str, PointState]:
    return {point.id: point.state for point in card(answer).key_points}


def test_each_call_goes_on_and_the_last_gives_the_very_same_scorecard_back(
    desk: Desk, kept: str, asked: Question
) -> None:
    before = desk.sessions.answer(kept)
    missed = asked.key_points[2].id
    assert states(before)[missed] is PointState.MISSED
    turns = [desk.objections.turn(kept, POINT, missed) for _ in range(4)]
    assert [states(turn)[missed].value for turn in turns] == ["made", "half", "wrong", "missed"]
    assert content(turns[0]) > content(turns[1]) > content(before)
    assert [len(card(turn).by_hand) for turn in turns] == [1, 1, 1, 0]
    assert turns[-1] == before


def test_claims_and_moves_are_taken_away_and_brought_back(desk: Desk, kept: str) -> None:
    before = desk.sessions.answer(kept)
    (claim,), move = card(before).claims, card(before).moves[0]
    without = desk.objections.turn(kept, CLAIM, claim.id)
    assert card(without).misconceptions == ()
    without = desk.objections.turn(kept, MOVE, move.id)
    assert move not in card(without).moves
    assert without.judged == before.scorecard
    desk.objections.turn(kept, CLAIM, claim.id)
    assert desk.objections.turn(kept, MOVE, move.id) == before


def test_what_is_not_there_is_not_corrected(desk: Desk, kept: str) -> None:
    for wrong in (kept, "20261122-120000-abcd/01"):
        with pytest.raises(BadInputError):
            desk.objections.turn(wrong, POINT, "nothing")
    sample = desk.sessions.answer("sample")
    with pytest.raises(BadInputError, match="not your answer"):
        desk.objections.turn(sample.id, POINT, card(sample).key_points[0].id)


def test_corrections_survive_another_scoring_and_corrected_words(
    desk: Desk, kept: str, asked: Question, reader: ScriptedReader
) -> None:
    missed, half = asked.key_points[2].id, asked.key_points[1].id
    desk.objections.turn(kept, POINT, missed)
    one = desk.objections.turn(kept, POINT, half)
    (row,) = desk.ratings.rescore(kept)
    assert (row.changed, row.after) == (False, card(one).overall)
    reader.points = {k: v for k, v in reader.points.items() if k[0] != asked.key_points[0].text}
    (row,) = desk.ratings.rescore(kept)
    assert row.changed
    again = desk.sessions.answer(kept)
    assert states(again)[asked.key_points[0].id] is PointState.MISSED, "the judge thinks otherwise now"
    assert (states(again)[missed], states(again)[half]) == (PointState.MADE, PointState.MADE)
    assert again.judged is not None
    assert {p.id: p.state for p in again.judged.key_points}[missed] is PointState.MISSED
    words = desk.corrections.correct(kept, 0, 0, "Well, first")
    assert states(words)[missed] is PointState.MADE
    heard = desk.corrections.go_back(kept)
    assert heard.scorecard == again.scorecard
    reader.points = {**reader.points, (asked.key_points[2].text, SENTENCES[3]): MADE}
    list(desk.ratings.rescore(kept))
    agreed = desk.sessions.answer(kept)
    assert [found.id for found in card(agreed).by_hand] == [half], "the judge came round to it"
    assert {found.id for found in agreed.objections} == {missed, half}, "it is kept for the next judge"


def test_they_are_counted_with_the_ratings(desk: Desk, kept: str) -> None:
    assert "corrected" not in desk.ratings.agreement().sentence
    answer = desk.sessions.answer(kept)
    every = len(card(answer).key_points) + len(card(answer).misconceptions) + len(card(answer).moves)
    desk.objections.turn(kept, MOVE, card(answer).moves[0].id)
    found = desk.ratings.agreement()
    assert (found.corrected, found.judgements) == (1, every)
    assert f"You corrected 1 of {every} judgements in the answer that you rated" in found.sentence
    assert desk.ratings.rate(kept, rating_now(3)).sentence.startswith("1 rating so far; 4 more")


# The command line


def shown(capsys: pytest.CaptureFixture[str], *command: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main([*command])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_show_says_how_many_were_corrected(
    desk: Desk, kept: str, asked: Question, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "by hand" not in shown(capsys, "sessions", "show", kept)[1]
    desk.objections.turn(kept, POINT, asked.key_points[2].id)
    assert "corrected by hand: 1\n" in shown(capsys, "sessions", "show", kept)[1]
    (answer,) = json.loads(shown(capsys, "sessions", "show", kept, "--json")[1])["answers"]
    assert answer["by_hand"] == [{"kind": "point", "id": asked.key_points[2].id, "state": "made"}]
    assert answer["corrected"] is False, "that is said of the words"
    session = kept.split("/")[0]
    assert "1 judgement corrected by hand" in desk.export.text(session, "md")
    assert "Judgements corrected by hand: 1." in desk.export.text(session, "html")


def test_corrected_answers_are_written_as_labelled_rows_only_on_request(
    desk: Desk, kept: str, asked: Question, reader: ScriptedReader, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = shown(capsys, "export", kept, "--format", "labels")
    assert (code, out) == (ExitCode.BAD_INPUT, "")
    assert "nothing to label" in err
    typed(desk, asked, reader)  # another answer, in which nothing is corrected
    first, second, third, *others = (point.id for point in asked.key_points)
    claim = card(desk.sessions.answer(kept)).claims[0].id
    desk.objections.turn(kept, POINT, second)
    desk.objections.turn(kept, POINT, third)
    desk.objections.turn(kept, MOVE, card(desk.sessions.answer(kept)).moves[1].id)
    desk.ratings.rate(kept, rating_now(2, by="coach"))
    desk.ratings.rate(kept, rating_now(4, content=5))
    code, out, err = shown(capsys, "export", "all", "--format", "labels")
    assert code == ExitCode.DONE
    assert "nothing is sent anywhere" in err
    (row,) = map(json.loads, out.splitlines())
    assert (row["id"], row["question_id"], row["audience"]) == (f"own-{kept}", asked.id, asked.audience.value)
    assert [sentence["text"] for sentence in row["sentences"]] == list(SENTENCES)
    assert [sentence["moves"] for sentence in row["sentences"]] == [["clarify"], [], [], ["summary"]]
    assert [sentence["points"] for sentence in row["sentences"]] == [
        {first: "made"},
        {second: "made"},
        {},
        {},
    ]
    assert [sentence["misconceptions"] for sentence in row["sentences"]] == [[], [], [claim], []]
    expected = {first: "made", second: "made", third: "made"} | dict.fromkeys(others, "missed")
    assert row["points"] == expected
    assert row["ratings"] == {"overall": 4, "content": 5}
    assert all(set(term) == {"term", "explained"} for term in row["terms"])
    for _ in range(2):  # on to missed, and to wrong
        desk.objections.turn(kept, POINT, second)
    (row,) = desk.export.labelled(kept)
    assert row["points"][second] == "missed"
    assert row["sentences"][1]["points"] == {second: "wrong"}
    desk.objections.turn(kept, CLAIM, claim)
    (row,) = desk.export.labelled(kept)
    assert not any(sentence["misconceptions"] for sentence in row["sentences"])


def test_labelled_rows_have_the_fields_of_the_corpus(desk: Desk, kept: str, asked: Question) -> None:
    corpus = Path(__file__).parents[3] / "corpus" / "answers-N.jsonl"
    theirs = json.loads(corpus.read_text(encoding="utf-8").splitlines()[0])
    desk.objections.turn(kept, POINT, asked.key_points[2].id)
    (ours,) = desk.export.labelled(kept)
    assert set(ours) == set(theirs)
    assert set(ours["sentences"][0]) == set(theirs["sentences"][0])


def test_old_scorecards_without_corrections_are_counted_and_corrected(
    desk: Desk, kept: str, asked: Question
) -> None:
    answer = desk.sessions.answer(kept)
    assert answer.transcript is not None
    older = replace(card(answer), rubric=replace(card(answer).rubric, version=1))
    desk.sessions.archive.scored(kept, answer.transcript, older)
    archive = desk.sessions.archive
    with archive._file.write() as connection:
        connection.execute("UPDATE documents SET scorecard_json = json_remove(scorecard_json, '$.by_hand')")
    desk.ratings.rate(kept, rating_now(3))
    assert desk.ratings.agreement().judgements > 0
    assert desk.objections.turn(kept, POINT, asked.key_points[2].id).judged == older
