"""What the command line understands; imports nothing that takes time to load."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from simulator import __version__
from simulator.model.harmless import harmless

AUDIENCES = ("recruiter", "product_manager", "software_engineer", "ml_engineer", "researcher", "engineer")
QUESTION_KINDS = ("explain", "compare", "design", "debug", "behavioral", "estimate", "coding", "pitch")
STAGES = ("screen", "phone", "onsite", "take-home")
FORMATS = ("html", "md", "json", "csv", "labels")
ENGINES = ("auto", "openai-whisper", "faster-whisper")

EPILOG = """\
exit codes: 0 done, 2 wrong usage, 3 bad input, 4 something is missing on this machine,
5 the archive cannot be read or written, 6 not enough speech, 130 interrupted."""


class Parser(argparse.ArgumentParser):
    """A parser whose complaints quote what was typed, but let none of it drive the terminal."""

    def _print_message(self, message: str, file: Any = None) -> None:
        super()._print_message(harmless(message) if message else message, file)


def parser() -> argparse.ArgumentParser:
    """Make the parser; its namespace holds `command` and that command's options."""
    common = _common()
    root: argparse.ArgumentParser = Parser(
        prog="simulator",
        description="Rehearse machine-learning interviews aloud, in English, on your own machine. "
        "Without a command it opens the app.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[common],
    )
    root.add_argument("--version", action="version", version=f"simulator {__version__}")
    root.set_defaults(command="app")
    commands = root.add_subparsers(title="commands", metavar="COMMAND")

    def command(name: str, help: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=help, description=help, parents=[common])
        made.set_defaults(command=name)
        return made

    _practice(command("practice", "rehearse a question"))
    _transcribe(command("transcribe", "verbatim transcript of a recording"))
    _score(command("score", "scorecard of a recording or a text; nothing is stored"))
    _questions(command("questions", "the bank of questions"))
    _code(command("code", "coding problems, and the tests of a solution"))
    _interviews(command("interviews", "plans of whole interviews"))
    _stories(command("stories", "your own stories for behavioral questions"))
    _yours(command("yours", "the job you want and your background, kept for you alone"))
    _plan(command("plan", "what to practise on which day until your interview"))
    _ask(command("ask", "what the interviewer would say back to a question of yours"))
    _sessions(command("sessions", "what you have recorded"))
    _replay(command("replay", "listen to an answer again"))
    _archive(command("archive", "the whole archive, or one session, as one file; and making room"))
    _export(command("export", "a report of a session, an answer, or of all `trends`, to keep"))
    _trends(command("trends", "clarity, and every other score and measure, over time"))
    _models(command("models", "the weights that hear and judge"))
    _doctor(command("doctor", "check microphone, speaker, voice, models, archive and prompts"))
    return root


def _common() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--recordings", metavar="DIR", help="where sessions live")
    common.add_argument("--config", metavar="FILE", help="the settings file")
    return common


def _json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="print one JSON document and nothing else")


def _practice(command: argparse.ArgumentParser) -> None:
    command.add_argument("--question", metavar="ID")
    command.add_argument("--interview", metavar="ID", help="a whole interview")
    part = command.add_mutually_exclusive_group()
    part.add_argument("--round", metavar="N", help="with --interview: this round alone")
    part.add_argument("--mock", action="store_true", help="with --interview: 20 minutes of it")
    command.add_argument("--interruptions", action="store_true", help="tough interviewers may interrupt")
    command.add_argument("--story", metavar="ID", help="one of your stories: a question it is linked to")
    command.add_argument("--topic")
    command.add_argument("--kind", choices=QUESTION_KINDS)
    command.add_argument("--audience", choices=AUDIENCES)
    command.add_argument("--mode", choices=("study", "real"), default="study")
    command.add_argument("--seed", type=int, help="the same seed draws the same questions")
    command.add_argument("--headless", action="store_true", help="without a screen; needs --answer")
    command.add_argument(
        "--answer", metavar="FILE", action="append", default=[], help="what the microphone hears next"
    )
    command.add_argument("--code", metavar="FILE", help="with --headless and a coding problem: your solution")
    _json(command)


def _transcribe(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE")
    _engine(command)
    _json(command)


def _engine(command: argparse.ArgumentParser) -> None:
    command.add_argument("--engine", choices=ENGINES)
    command.add_argument("--model", metavar="NAME")


def _score(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE", nargs="?")
    command.add_argument("--transcript", metavar="TEXTFILE", help="score a text instead of a recording")
    command.add_argument("--batch", metavar="FILE.jsonl", help="score many, one JSON object a line")
    command.add_argument("--question", metavar="ID")
    command.add_argument("--question-file", metavar="TOML", help="a question of your own")
    command.add_argument("--audience", choices=AUDIENCES)
    command.add_argument(
        "--second-judge", action="store_true", help="show what the second judge of the settings thinks, too"
    )
    _engine(command)
    _json(command)


def _questions(command: argparse.ArgumentParser) -> None:
    command.add_argument("action", choices=("list", "show", "check"))
    command.add_argument("id", nargs="?", metavar="ID or PATH")
    command.add_argument("--topic")
    command.add_argument("--kind", choices=QUESTION_KINDS)
    command.add_argument("--stage", choices=STAGES)
    _json(command)


def _code(command: argparse.ArgumentParser) -> None:
    command.add_argument("action", choices=("list", "show", "check"))
    command.add_argument("id", nargs="?", metavar="ID")
    command.add_argument("file", nargs="?", metavar="FILE", help="with check: a solution in Python")
    _json(command)


def _interviews(command: argparse.ArgumentParser) -> None:
    command.add_argument("action", choices=("list", "show", "check", "report"))
    command.add_argument("id", nargs="?", metavar="ID, PATH or SESSION")
    _json(command)


def _stories(command: argparse.ArgumentParser) -> None:
    command.add_argument("action", choices=("list", "show", "check", "add", "delete"))
    command.add_argument("id", nargs="?", metavar="ID or FILE")
    _json(command)


def _yours(command: argparse.ArgumentParser) -> None:
    command.add_argument("action", choices=("show", "keep", "forget"))
    command.add_argument("--job", metavar="FILE", help="with keep: a job description (text, PDF or .docx)")
    command.add_argument(
        "--background", metavar="FILE", help="with keep: some lines about yourself, or your résumé"
    )
    _json(command)


def _plan(command: argparse.ArgumentParser) -> None:
    command.add_argument("--until", metavar="DATE", type=_day, help="the day of the interview, 2026-12-24")
    command.add_argument(
        "--hours", metavar="N", type=float, help="hours a week; both as set, where not given"
    )
    command.add_argument("--output", metavar="FILE", help="write it as a page (HTML) that can be printed")
    _json(command)


def _ask(command: argparse.ArgumentParser) -> None:
    command.add_argument("utterance", metavar="UTTERANCE", help="what you say, in quotes")
    command.add_argument("--question", metavar="ID", help="which question of the interviewer it is about")
    command.add_argument("--question-file", metavar="TOML", help="a question of your own")
    _json(command)


def _sessions(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "action", choices=("list", "show", "delete", "finish", "rescore", "rate", "correct", "compare")
    )
    command.add_argument("id", nargs="?", metavar="ID")
    command.add_argument("--audience", choices=AUDIENCES, help="with rescore ID: for this listener")
    command.add_argument("--search", metavar="WORDS", help="with list: sessions in which this was said")
    command.add_argument("--yes", action="store_true", help="with `delete all`: no question is asked")
    for name in ("overall", "clarity", "structure", "content"):
        command.add_argument(f"--{name}", type=int, metavar="N", help="with rate: 1 weak to 5 strong")
    command.add_argument("--by", metavar="NAME", default="me", help="with rate: who thinks so")
    command.add_argument("--note", metavar="TEXT", default="", help="with rate")
    command.add_argument("--word", metavar="N[-M]", type=_words, help="with correct: counted from 0")
    command.add_argument("--text", help="with correct: what was said there; empty deletes the words")
    command.add_argument("--with", dest="other", metavar="ID", help="with compare: another take")
    command.add_argument("--as-heard", action="store_true", help="with correct: go back to what was heard")
    _json(command)


def _words(text: str) -> tuple[int, int]:
    first, _, last = text.partition("-")
    try:
        return int(first), int(last or first)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no word's number such as 12, or 12-15") from None


def _replay(command: argparse.ArgumentParser) -> None:
    command.add_argument("id", metavar="ID")


def _archive(command: argparse.ArgumentParser) -> None:
    command.add_argument("action", choices=("backup", "restore", "import", "recover", "new", "drop-sound"))
    command.add_argument("file", nargs="?", metavar="FILE")
    command.add_argument("--session", metavar="ID", help="with backup: only this one")
    command.add_argument("--older-than", metavar="DAYS", type=int, help="with drop-sound: words stay")
    command.add_argument("--yes", action="store_true", help="with recover: make the new archive")
    _json(command)


def _export(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "id", metavar="ID", help="a session's, an answer's, or the word trends; with labels also the word all"
    )
    command.add_argument(
        "--format",
        choices=FORMATS,
        required=True,
        help="labels: answers whose judgements you corrected, as labelled rows, a JSON object a line; "
        "nothing is sent anywhere",
    )
    command.add_argument("--output", metavar="FILE")


def _trends(command: argparse.ArgumentParser) -> None:
    command.add_argument("--measure", metavar="M", default="clarity", help="a score or a measure's id")
    command.add_argument("--topic", metavar="T")
    command.add_argument("--kind", choices=QUESTION_KINDS)
    command.add_argument("--audience", choices=AUDIENCES)
    command.add_argument("--interview", metavar="ID")
    command.add_argument("--since", metavar="DATE", type=_day, help="such as 2026-11-01")
    command.add_argument("--csv", action="store_true", help="every value as CSV")
    _json(command)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no date such as 2026-11-01") from None


def _models(command: argparse.ArgumentParser) -> None:
    command.add_argument("action", choices=("list", "pull", "add"))
    command.add_argument(
        "name", nargs="?", metavar="NAME or FILE", help="with add: a file or folder fetched elsewhere"
    )
    _json(command)


def _doctor(command: argparse.ArgumentParser) -> None:
    command.epilog = (
        "Ends with 4 when no question can be asked aloud here or no answer heard (microphone, speaker, voice "
        "or hearing fails), with 5 when the archive fails, else with 0."
    )
    command.add_argument("--mend", action="store_true", help="mend what can be mended; never deletes")
    _json(command)
