"""The commands by their exit codes and documents; hearing and speaking have tests of their own."""

import json
import os
import signal
import subprocess
import sys
import wave
from pathlib import Path

import pytest

from simulator.cli.main import main
from simulator.model.errors import ExitCode

ANSWER = (
    "First I would agree with the business on what counts as churn, um, say thirty days without activity. "
    "Then I would build features as of a fixed date, train a simple baseline, and try boosted trees. "
    "I would split by time, look at precision among the top customers, and watch for drift once it is live."
)


@pytest.fixture
def answer(tmp_path: Path) -> str:
    file = tmp_path / "answer.txt"
    file.write_text(ANSWER, encoding="utf-8")
    return str(file)


def document(capsys: pytest.CaptureFixture[str]) -> dict:
    """The one JSON document on stdout."""
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    "arguments", [["score"], ["practice", "--headless"], ["questions", "show"], ["models", "pull"]]
)
def test_a_command_without_what_it_needs_is_wrong_usage(arguments: list[str]) -> None:
    assert main(arguments) == ExitCode.USAGE


def test_an_option_that_does_not_exist_is_wrong_usage() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["score", "--bogus"])
    assert ended.value.code == ExitCode.USAGE


def test_the_bank_is_listed_filtered_and_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["questions", "list", "--json"]) == 0
    everything = document(capsys)["questions"]
    assert set(everything[0]) == {
        "id",
        "prompt",
        "kind",
        "stage",
        "topic",
        "difficulty",
        "audience",
        "source",
    }
    assert main(["questions", "list", "--kind", "debug", "--json"]) == 0
    debugging = document(capsys)["questions"]
    assert 0 < len(debugging) < len(everything)
    assert {q["kind"] for q in debugging} == {"debug"}
    assert main(["questions", "show", "churn-model", "--json"]) == 0
    assert document(capsys)["key_points"]


def test_our_own_bank_has_no_problems(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["questions", "check", "--json"]) == 0
    assert document(capsys)["problems"] == []


def test_a_broken_question_file_is_named_with_line_and_field(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "mine.toml"
    broken.write_text(
        '[[question]]\nid = "x"\nkind = "riddle"\nprompt = "Why?"\nkey_points = []\n', encoding="utf-8"
    )
    assert main(["questions", "check", str(broken)]) == ExitCode.BAD_INPUT
    assert "mine.toml:3" in (said := capsys.readouterr().err)
    assert "kind" in said
    assert main(["score", "--transcript", str(broken), "--question-file", str(broken)]) == ExitCode.BAD_INPUT


@pytest.mark.parametrize(
    "arguments",
    [
        ["questions", "show", "no-such-question"],
        ["sessions", "show", "20200101-000000-zzzz"],
        ["sessions", "delete", "../../etc"],
        ["score", "no-such-file.wav"],
        ["transcribe", "no-such-file.wav"],
        ["score", "--transcript", "no-such-file.txt"],
        ["practice", "--headless", "--question", "churn-model", "--answer", "no-such-file.wav"],
        ["questions", "check", "no-such-folder"],
        ["replay", "20200101-000000-zzzz"],
    ],
)
def test_what_does_not_exist_is_bad_input_in_one_sentence(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == ExitCode.BAD_INPUT
    said = capsys.readouterr().err
    assert said.strip()
    assert "Traceback" not in said


@pytest.mark.parametrize("content", [b"", b"this is a text, not a sound"])
def test_an_empty_file_and_a_text_named_wav_are_bad_input(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "answer.wav"
    file.write_bytes(content)
    for arguments in (["transcribe", str(file)], ["score", str(file), "--question", "churn-model"]):
        assert main(arguments) == ExitCode.BAD_INPUT
        assert len(capsys.readouterr().err.strip().splitlines()) <= 2


def test_a_typed_answer_is_scored_the_same_every_time(
    answer: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["score", "--transcript", answer, "--question", "churn-model", "--json"]
    assert main(command) == 0
    first = document(capsys)
    assert main(command) == 0
    assert document(capsys) == first
    assert first["scorable"] is True
    assert first["fillers"]["count"] == 1
    assert first["dimensions"]["content"]["score"] > 0
    assert next(m for m in first["measures"] if m["id"] == "words_per_minute")["value"] is None


def test_without_a_question_content_is_null(answer: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", "--transcript", answer, "--json"]) == 0
    assert document(capsys)["dimensions"]["content"] is None


def test_a_short_text_is_refused_with_the_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    short = tmp_path / "short.txt"
    short.write_text("I do not know.", encoding="utf-8")
    assert main(["score", "--transcript", str(short), "--question", "churn-model", "--json"]) == 6
    refused = document(capsys)
    assert refused["scorable"] is False
    assert "15" in refused["reason"]


def test_an_archive_starts_empty_and_lists_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sessions", "list", "--json"]) == 0
    assert document(capsys) == {"sessions": []}
    assert main(["sessions", "finish", "--json"]) == 0
    assert document(capsys) == {"finished": []}


def test_a_newer_archive_is_refused_untouched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import sqlite3

    folder = tmp_path / "kept"
    folder.mkdir()
    database = sqlite3.connect(folder / "archive.sqlite")
    database.execute("CREATE TABLE future (x)")
    database.execute("PRAGMA user_version = 99")
    database.commit()
    database.close()
    before = (folder / "archive.sqlite").read_bytes()
    assert main(["--recordings", str(folder), "sessions", "list"]) == ExitCode.ARCHIVE
    assert (folder / "archive.sqlite").read_bytes() == before


def test_broken_settings_name_the_file_and_the_field(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text('voice = "choir"\n', encoding="utf-8")
    assert main(["--config", str(settings), "questions", "list"]) == ExitCode.DONE
    assert "field `voice`" in capsys.readouterr().err


def test_the_models_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "list", "--json"]) == 0
    rows = {row["name"]: row for row in document(capsys)["models"]}
    assert rows["base"]["present"] is True
    assert main(["models", "pull", "no-such-model"]) == ExitCode.BAD_INPUT


ESCAPES = "\x1b[2J \x9b31m \x1b]0;owned\x07 um\x1b[5m \u202e "


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_what_is_printed_cannot_drive_the_terminal(
    form: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "answer.txt"
    file.write_text(ESCAPES + ANSWER.replace("um", "um\x1b[31m"), encoding="utf-8")
    assert main(["score", "--transcript", str(file), *form]) == 0
    captured = capsys.readouterr()
    assert not set("\x1b\x9b\x07\u202e") & set(captured.out + captured.err)
    if form:
        assert "\x9b31m" in [word["text"] for word in json.loads(captured.out)["words"]]


def simulator(*arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "simulator", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **environment},
    )


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_stdout_that_is_not_utf8_takes_what_it_can(form: list[str]) -> None:
    run = simulator("questions", "list", *form, PYTHONIOENCODING="ascii")
    out, err = run.communicate(timeout=60)
    assert run.returncode == 0
    assert err == b""
    assert out.isascii()
    assert not form or json.loads(out)["questions"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full device is Linux's")
def test_a_full_stdout_is_one_sentence() -> None:
    with Path("/dev/full").open("wb") as full:
        run = subprocess.run(
            [sys.executable, "-m", "simulator", "questions", "list"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )
    assert run.returncode == ExitCode.ARCHIVE
    assert len(run.stderr.splitlines()) == 1


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")
def test_sigterm_ends_like_ctrl_c() -> None:
    program = (
        "import os, signal, sys; from simulator.cli import main; "
        "main._run = lambda arguments: os.kill(os.getpid(), signal.SIGTERM) or signal.pause(); "
        "sys.exit(main.main(['doctor']))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, timeout=60)
    assert run.returncode == ExitCode.INTERRUPTED
    assert b"what was recorded is kept" in run.stderr
    assert signal.getsignal(signal.SIGTERM) is not signal.default_int_handler


def test_an_answer_file_is_for_practising_without_a_screen(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["practice", "--question", "churn-model", "--answer", "a.flac"]) == ExitCode.USAGE
    assert "practice --headless" in capsys.readouterr().err


def test_the_command_leaves_whatever_its_threads_are_in() -> None:
    program = (
        "import sys, threading; from simulator.cli import main; sys.argv[1:] = ['doctor']; "
        "stuck = threading.Thread(target=threading.Event().wait); "
        "main._run = lambda arguments: stuck.start() or print(1) or 4; main.run()"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, timeout=60)
    assert (run.returncode, run.stdout) == (4, b"1\n")


@pytest.mark.parametrize("name", ["header-only.wav", "headerless.raw"])
def test_sound_without_sound_is_bad_input(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    with wave.open(str(file), "wb") as sound:
        sound.setparams((1, 2, 16000, 0, "NONE", ""))
    if name.endswith(".raw"):
        file.write_bytes(b"\1" * 3000)
    assert main(["transcribe", str(file), "--json"]) == ExitCode.BAD_INPUT


def test_trends_of_an_empty_archive_say_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trends", "--json"]) == ExitCode.DONE
    found = document(capsys)
    assert (found["measure"], found["unit"], found["points"], found["line"]) == ("clarity", "0-100", [], [])
    assert found["sentence"].startswith("Too few answers")
    assert main(["trends"]) == ExitCode.DONE
    assert "Nothing to show yet" in capsys.readouterr().out


def test_a_measure_nobody_took_is_bad_input_and_names_those_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["trends", "--measure", "charm"]) == ExitCode.BAD_INPUT
    assert "There are: clarity, overall" in capsys.readouterr().err


def test_a_date_that_is_none_is_wrong_usage() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["trends", "--since", "yesterday"])
    assert ended.value.code == ExitCode.USAGE


def test_asking_the_interviewer(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "so how much data do we have", "--question", "churn-model", "--json"]) == 0
    reply = document(capsys)
    assert list(reply) == ["is_clarifying_question", "about", "answer"]
    assert reply["is_clarifying_question"] is True
    assert "million" in reply["answer"]
    assert main(["ask", "I would use trees."]) == 0
    assert "nothing is said back" in capsys.readouterr().out


@pytest.mark.parametrize("utterance", ["", "   ", "why " * 5000])
def test_an_empty_or_huge_utterance_is_one_sentence(
    utterance: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", utterance]) == 3
    out, err = capsys.readouterr()
    assert (out, len(err.strip().splitlines())) == ("", 1)
