"""Words put right: their seconds, their judgement, and the way back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.cli.main import main
from simulator.model import settings
from simulator.model.correction import changes, replace_words
from simulator.model.errors import BadInputError, ExitCode
from simulator.model.transcript import Transcript, Word, from_text
from simulator.use_cases.desk import Desk
from simulator.use_cases.practise.sitting import store_score

ANSWER = (
    "First I would agree with the business on what counts as churn, say thirty days without activity. "
    "Then I would build features as of a fixed date, train a simple baseline, and try boosted trees. "
    "I would split by time, look at precision among the top customers, and watch for drift once it is live."
)
HEARD = "we used plat scaling and then the the model"
texts = st.lists(st.sampled_from(["a", "bb", "ccc", "so", "the", "model", "um", "drift"]), max_size=12)


def heard(text: str = HEARD) -> Transcript:
    """Half a second a word."""
    pieces = text.split()
    words = tuple(
        Word(text=t, start_s=i / 2, end_s=i / 2 + 0.4, probability=0.9) for i, t in enumerate(pieces)
    )
    return Transcript(words=words, text=text, engine="faster-whisper", duration_s=len(pieces) / 2)


def times(transcript: Transcript) -> list[tuple[str, float | None, float | None]]:
    return [(word.text, word.start_s, word.end_s) for word in transcript.words]


def test_a_misheard_word_keeps_its_seconds() -> None:
    done = replace_words(heard(), 2, 2, "Platt")
    assert done.verbatim == "we used Platt scaling and then the the model"
    assert times(done)[2] == ("Platt", 1.0, 1.4)
    assert done.words[2].probability is None
    assert done.words[3] == heard().words[3]


def test_more_words_share_the_seconds_of_those_they_replace() -> None:
    done = replace_words(heard(), 2, 3, "a Platt scaling")
    assert times(done)[2:5] == [("a", 1.0, 1.067), ("Platt", 1.067, 1.4), ("scaling", 1.5, 1.9)]
    assert times(done)[5] == ("and", 2.0, 2.4)


def test_words_are_deleted_and_inserted() -> None:
    assert replace_words(heard(), 6, 6, "").verbatim == "we used plat scaling and then the model"
    done = replace_words(heard(), 1, 1, "used um")
    assert times(done)[1:3] == [("used", 0.5, 0.9), ("um", 0.9, 1.0)]
    first = replace_words(heard(), 0, 0, "So we")
    assert times(first)[0] == ("So", 0.0, 0.0)
    last = replace_words(heard(), 8, 8, "model there")
    assert times(last)[-1] == ("there", 4.4, 4.5)


def test_typed_words_stay_without_seconds() -> None:
    typed = Transcript(words=(Word(text="plat"), Word(text="scaling")), text="plat scaling")
    done = replace_words(typed, 0, 0, "the Platt")
    assert times(done) == [("the", None, None), ("Platt", None, None), ("scaling", None, None)]
    assert not done.scorable


@pytest.mark.parametrize(("first", "last"), [(-1, 0), (3, 2), (0, 9), (9, 9)])
def test_words_that_are_not_there_are_refused(first: int, last: int) -> None:
    with pytest.raises(BadInputError, match="from 0 to 8"):
        replace_words(heard(), first, last, "x")


def test_something_must_be_left() -> None:
    with pytest.raises(BadInputError, match="No word would be left"):
        replace_words(heard(), 0, 8, " \x1b\n ")


@given(texts.filter(bool), texts, st.data())
def test_any_correction_is_as_written_in_order_and_told(
    before: list[str], new: list[str], data: st.DataObject
) -> None:
    first = data.draw(st.integers(0, len(before) - 1))
    last = data.draw(st.integers(first, len(before) - 1))
    expected = before[:first] + new + before[last + 1 :]
    if not expected:
        return
    original = heard(" ".join(before))
    done = replace_words(original, first, last, " ".join(new))
    assert [word.text for word in done.words] == expected
    starts = [word.start_s for word in done.words]
    assert starts == sorted(starts, key=lambda s: -1.0 if s is None else s)
    assert all(w.start_s is not None and w.end_s is not None and w.start_s <= w.end_s for w in done.words)
    told = changes(original, done)
    assert bool(told) == (before != expected)


@pytest.fixture
def desk() -> Iterator[Desk]:
    opened = Desk(settings.load())
    yield opened
    opened.close()


def typed(desk: Desk) -> str:
    """An answer, typed, scored and stored; its id."""
    question = desk.questions.get("churn-model")
    session = desk.sessions.archive.start_session("Churn", None, "study", datetime.now().astimezone())
    answer = desk.sessions.archive.start_answer(
        session.id, question_id=question.id, question_json=None, audience=question.audience, has_audio=False
    )
    store_score(desk.sessions.archive, desk.scorer, answer, from_text(ANSWER), question)
    return answer.id


def shown(capsys: pytest.CaptureFixture[str], *command: str) -> dict:
    capsys.readouterr()
    assert main([*command, "--json"]) == ExitCode.DONE
    return json.loads(capsys.readouterr().out)


def test_a_correction_is_scored_told_rescored_exported_and_undone(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = typed(desk)
    session = kept.split("/")[0]
    (before,) = desk.documents.session(kept)["answers"]
    assert (before["corrected"], before["corrections"]) == (False, [])
    done = shown(capsys, "sessions", "correct", kept, "--word", "0", "--text", "um um first")
    assert done["corrected"]
    (change,) = done["corrections"]
    assert (change["first_word"], change["heard"], change["said"]) == (0, "First", "um um first")
    assert done["heard"].startswith("First I")
    after = shown(capsys, "sessions", "show", kept)["answers"][0]
    assert after["fillers"]["count"] == 2
    assert [word["kind"] for word in after["words"][:3]] == ["filler", "filler", "word"]
    assert after["corrected"]
    assert [earlier["overall"] for earlier in after["earlier"]] == [before["overall"]]
    assert shown(capsys, "sessions", "list")["sessions"][0]["corrected"] == 1
    (row,) = desk.ratings.rescore(kept)
    assert (row.after, row.changed) == (after["overall"], False)
    signs = {"md": "corrected by hand", "html": "<b>corrected</b>", "csv": ",yes", "json": '"corrected":true'}
    for form, sign in signs.items():
        assert sign in desk.export.text(session, form)
    assert not desk.corrections.go_back(kept).corrected
    (again,) = desk.documents.session(kept)["answers"]
    assert (again["overall"], again["words"]) == (before["overall"], before["words"])
    assert main(["sessions", "correct", kept, "--as-heard"]) == ExitCode.BAD_INPUT
    assert main(["sessions", "correct", kept, "--word", "500", "--text", "x"]) == ExitCode.BAD_INPUT
    assert desk.corrections.correct(kept, 0, 0, "Last").corrected
    assert not desk.corrections.correct(kept, 0, 0, "First").corrected, "what was heard is no correction"
    assert not desk.corrections.correct(kept, 0, 0, "First").corrected


@pytest.mark.parametrize(
    "arguments", [["--word", "3"], ["--text", "x"], ["--as-heard", "--word", "1", "--text", "x"]]
)
def test_half_a_correction_is_wrong_usage(arguments: list[str]) -> None:
    assert main(["sessions", "correct", "20261122-120000-abcd/01", *arguments]) == ExitCode.USAGE


def test_the_sample_and_unknown_answers_are_not_corrected() -> None:
    for answer in ("sample", "20261122-120000-abcd/01"):
        assert main(["sessions", "correct", answer, "--word", "0", "--text", "x"]) == ExitCode.BAD_INPUT
    assert main(["sessions", "correct"]) == ExitCode.USAGE
