"""What the pages promise is there: each path, command, target, module and link that they name."""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Iterator
from contextlib import redirect_stdout, suppress
from functools import cache
from io import StringIO
from pathlib import Path

import pytest

from simulator.cli.arguments import parser

ROOT = Path(__file__).parent.parent
PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")))
ENDINGS = "css flac html js json jsonl md npz pcm py sh sql svg tcss toml txt wav zip"
"""A word in backticks that ends in one of these is the name of a file."""
YOURS = frozenset({"answer.wav", "all.zip", "my-questions.toml", "solution.py", "yours.toml"})
"""Files of whoever uses the program: named on the pages, no part of this repository."""
UNSEARCHED = frozenset({".venv", ".git", ".mutants", ".soak", "__pycache__", "recordings"})
PLACEHOLDERS = frozenset({"ID", "NAME", "action_NAME", "_NAME", "SIMULATOR_NAME"})
"""Of the recipes: what the reader writes there is a name of their own."""
MISSING_WORDS = "the following arguments are required"

_FILE = re.compile(rf"[\w./*-]+\.({ENDINGS.replace(' ', '|')})")
_NAME = re.compile(r"(?=.*[A-Z_])[A-Za-z_]\w*")
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"`([^`]+)`")
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ +(.+?)\s*$", re.MULTILINE)
_PLACEHOLDER = re.compile(r"(?<![A-Za-z])[A-Z]{2,}(?![A-Za-z])")
_ASSIGNMENT = re.compile(r"[A-Z_]+=")
_TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)


def faults(page: Path, text: str) -> list[str]:
    """A sentence for each thing that the page names and that is not there."""
    spans = [" ".join(span.split()) for span in _SPAN.findall(_FENCE.sub("", text))]
    commands = [*spans, *_typed(text)]
    return [
        *(fault for span in commands for fault in _faults_of_words(span)),
        *(fault for command in commands for fault in _faults_of_command(command)),
        *(fault for link in _LINK.findall(_FENCE.sub("", text)) for fault in _faults_of_link(page, link)),
    ]


def _typed(text: str) -> Iterator[str]:
    """The lines of the blocks that show what to type."""
    for language, block in _FENCE.findall(text):
        if language in ("", "sh"):
            yield from (line.strip() for line in block.splitlines())


# Paths


def _faults_of_words(span: str) -> Iterator[str]:
    for word in span.split():
        path, _, test = word.strip(",;:()").partition("::")
        if not _is_ours(path):
            continue
        found = _found(path)
        if not found:
            yield f"there is no {path}"
        elif test and not any(f"def {test}(" in file.read_text("utf-8") for file in found):
            yield f"{path} has no {test}"


def _is_ours(word: str) -> bool:
    """Whether a word looks like a path of this repository."""
    if word in YOURS or "://" in word or word.startswith(("/", "~", "-", ".venv/")):
        return False
    first, slash, _ = word.partition("/")
    return (bool(slash) and first in _tops()) or bool(_FILE.fullmatch(word))


@cache
def _tops() -> frozenset[str]:
    """The names a path may begin with: what lies at the top, and the rooms of the house."""
    return frozenset(path.name for folder in (ROOT, ROOT / "simulator") for path in folder.iterdir())


def _found(path: str) -> list[Path]:
    """What the path names, from the top or as the end of a longer one; NAME and NNNN stand for any name."""
    pattern = path if (ROOT / path).exists() else _PLACEHOLDER.sub("*", path)
    whole = list(ROOT.glob(pattern.rstrip("/")))
    return whole or [file for file in _everything() if file.match(pattern.rstrip("/"))]


@cache
def _everything() -> tuple[Path, ...]:
    return tuple(
        path
        for path in ROOT.rglob("*")
        if not UNSEARCHED & set(path.relative_to(ROOT).parts) and not path.name.startswith(".")
    )


# Commands


def _faults_of_command(line: str) -> Iterator[str]:
    try:
        words = shlex.split(line, comments=True)
    except ValueError:  # no line for a shell
        return
    while words and _ASSIGNMENT.match(words[0]):
        del words[0]
    match words:
        case [program, *rest] if Path(program).name in ("python", "python3"):
            yield from _faults_of_module(rest)
        case ["make", *rest]:
            targets = {word for word in rest if "=" not in word}
            yield from (f"make knows no {target}" for target in sorted(targets - _targets()))
        case ["simulator", *rest]:
            yield from _faults_of_ours(rest)


def _faults_of_module(words: list[str]) -> Iterator[str]:
    """Of what comes after `python`."""
    if words[:1] != ["-m"] or len(words) < 2:
        return
    parts = words[1].split(".")
    file = ROOT.joinpath(*parts).with_suffix(".py")
    whole = ROOT.joinpath(*parts, "__main__.py")
    if parts[0] in _tops() and not (_PLACEHOLDER.fullmatch(parts[-1]) or file.is_file() or whole.is_file()):
        yield f"there is no module {words[1]}"


@cache
def _targets() -> frozenset[str]:
    return frozenset(_TARGET.findall((ROOT / "Makefile").read_text("utf-8")))


class _RefusedError(Exception):
    """What argparse says is wrong."""


def _refuse(_parser: argparse.ArgumentParser, message: str) -> None:
    raise _RefusedError(message)


def _faults_of_ours(words: list[str]) -> Iterator[str]:
    """Of what comes after `simulator`; what is left out at its end ("`simulator sessions`") is no fault."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(argparse.ArgumentParser, "error", _refuse)
        try:
            parser().parse_args(words)
        except _RefusedError as refused:
            if not str(refused).startswith(MISSING_WORDS):
                yield f"simulator {' '.join(words)}: {refused}"
                return
        except SystemExit:  # --help and --version
            return
    known = set(re.findall(r"--[a-z-]+", _help(words[0] if words else "--help")))
    for word in words:
        if word.startswith("--") and word.partition("=")[0] not in known:
            yield f"simulator {words[0]} knows no {word}"


@cache
def _help(command: str) -> str:
    with redirect_stdout(StringIO()) as said, suppress(SystemExit):
        parser().parse_args([command, "--help"])
    return said.getvalue()


# Links


def _faults_of_link(page: Path, link: str) -> Iterator[str]:
    if re.match(r"[a-z]+:", link):
        return
    file, _, anchor = link.partition("#")
    target = (page.parent / file).resolve() if file else page
    if not target.exists():
        yield f"the link {link} leads nowhere"
    elif anchor and anchor not in _anchors(target):
        yield f"{target.name} has no heading for the link {link}"


def _anchors(page: Path) -> set[str]:
    """What headings are called in addresses."""
    headings = _HEADING.findall(_FENCE.sub("", page.read_text("utf-8")))
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


# The pages


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_names_is_there(page: Path) -> None:
    assert faults(page, page.read_text("utf-8")) == []


def test_the_readme_leads_to_every_page() -> None:
    linked = {
        (ROOT / link.partition("#")[0]).resolve() for link in _LINK.findall(PAGES[0].read_text("utf-8"))
    }
    assert set(PAGES) - {PAGES[0]} <= linked


def test_the_readme_counts_questions_and_interviews() -> None:
    text = PAGES[0].read_text("utf-8")
    files = (ROOT / "prompts" / "questions").glob("*.toml")
    questions = sum(len(re.findall(r"(?m)^\[\[question", file.read_text("utf-8"))) for file in files)
    interviews = len(list((ROOT / "prompts" / "interviews").glob("*.toml")))
    assert re.findall(r"(\d+) questions", text) == [str(questions)]
    assert re.findall(r"(\d+) whole processes", text) == [str(interviews)]


def test_no_file_of_yours_is_one_of_ours() -> None:
    """And each is still named somewhere, so that the list excuses nothing else."""
    texts = "".join(page.read_text("utf-8") for page in PAGES)
    assert {name for name in YOURS if _found(name) or name not in texts} == set()


def test_the_picture_of_the_house_shows_every_room() -> None:
    """Every folder of the package is in the picture, and everything in the picture is a folder."""
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    picture = next(block for _, block in _FENCE.findall(text) if "simulator/" in block)
    drawn = set(re.findall(r"\b([a-z_]+)/", picture))
    rooms = {file.parent.name for file in (ROOT / "simulator").glob("*/__init__.py")}
    inner = {file.parent.name for file in (ROOT / "simulator").glob("*/*/__init__.py")}
    assert rooms | inner <= drawn
    assert {name for name in drawn if not _found(f"{name}/")} == set()


def test_the_names_in_the_recipes_are_in_the_code() -> None:
    """Such as the list to which a recipe adds: renamed there, it must be renamed here."""
    text = _FENCE.sub("", (ROOT / "docs" / "adding.md").read_text("utf-8"))
    named = {span for span in _SPAN.findall(text) if _NAME.fullmatch(span)} - PLACEHOLDERS
    files = (file for folder in ("simulator", "tests", "docs") for file in (ROOT / folder).rglob("*.py"))
    written = {word for file in files for word in re.findall(r"\w+", file.read_text("utf-8"))}
    assert named
    assert named - written == set()


WRONG = [
    "`simulator/scoring/no_such.py`",
    "`use_cases/no_such.py`",
    "`no_such.toml`",
    "`prompts/no_such/*.toml`",
    "`simulator/ui/no_such/NAME.py`",
    "`docs/no-such/`",
    "`tests/test_docs.py::test_no_such`",
    "read `README.md` and\n`docs/no_such.md`",
    "`simulator no-such`",
    "`simulator questions no-such`",
    "`simulator replay --no-such`",
    "`simulator doctor --no-such`",
    "```sh\nsimulator trends --no-such   # a comment\n```",
    "```\nmake no-such\n```",
    "`make no-such`",
    "`make test no-such`",
    "`SIMULATOR_VOICE=off simulator no-such`",
    "`python -m benchmarks.no_such`",
    "`.venv/bin/python -m pytest -q tests/no_such`",
    "```sh\n.venv/bin/python -m training.no_such\n```",
    "[a page](docs/no-such.md)",
    "[a\npage](no-such.md)",
    "[a heading](README.md#no-such)",
    "![a picture](docs/screenshots/no-such.svg)",
]
RIGHT = [
    "`simulator/scoring/verdict/score.py`, `verdict/score.py` and `score.py`",
    "`prompts/questions/*.toml`, `simulator/ui/screens/NAME.py`, `docs/`",
    "`tests/test_docs.py::test_what_a_page_names_is_there`",
    "`my-questions.toml`, `1/min`, `train/test`, `and/or`, `/etc/no_such.toml`, `https://example.org/no_such.md`",
    "`simulator`, `simulator sessions`, `simulator replay`, `simulator export SESSION --format html`",
    "`simulator score ... --second-judge`, `simulator --help`",
    '```sh\nsimulator sessions correct SESSION/01 --word 12 --text "Platt"   # a word\n```',
    "```python\nsimulator no-such\n```",
    "`make`, `make test`, `make run PYTHON=python3`",
    "`python -m benchmarks.scoring FOLDER`, `python -m benchmarks`",
    "`python -m benchmarks.NAME`, `.venv/bin/python -m pip`",
    "[a page](docs/scoring.md), [a heading](docs/scoring.md#a-second-judge), [elsewhere](https://example.org/x)",
]


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_page_is_noticed(text: str) -> None:
    assert len(faults(PAGES[0], text)) == 1


@pytest.mark.parametrize("text", RIGHT)
def test_a_right_page_is_not(text: str) -> None:
    assert faults(PAGES[0], text) == []
