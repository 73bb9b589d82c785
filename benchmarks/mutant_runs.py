"""Runs tests against mutants: which tests touch which line, and a forked process for each mutant.

The parent process has imported everything but the modules under test and what imports them; a child imports
those afresh, with its mutant, so that nothing remembered or loaded without the mutant hides it.
"""

from __future__ import annotations

import ast
import contextlib
import hashlib
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import io
import json
import os
import re
import resource
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import _lru_cache_wrapper, cache
from pathlib import Path
from types import CodeType
from typing import Any

import pytest

from benchmarks.mutations import Mutant, defined, mutated

FOLDERS = ("simulator/scoring", "simulator/interview")
TESTS = (
    "tests/scoring",
    "tests/interview",
    "tests/prompts/test_content.py",
    "tests/use_cases/practise/test_so_far.py",
    "tests/use_cases/prepare/test_stories.py",
    "tests/use_cases/prepare/test_job.py",
    "tests/use_cases/practise/test_interview_session.py",
    "tests/prompts/test_model_answers.py",
)
WARM = (
    "numpy",
    "msgspec",
    "fsrs",
    "jinja2",
    "tomlkit",
    "simulator.reading.embedder",
    "simulator.model.settings",
)
WITHOUT = ("cacheprovider", "xdist", "textual-snapshot", "syrupy")
"""Plugins of pytest that a child has no use for."""
SECONDS = 8.0
"""At most so many seconds of tests are run against one mutant, the quick ones first."""
KILLED, TIMED_OUT, SURVIVED, UNTOUCHED = "killed", "timed out", "survived", "no test"


@dataclass(frozen=True)
class Coverage:
    """Which tests run which lines, and how long each test takes (s)."""

    seconds: dict[str, float]
    lines: dict[str, dict[int, list[str]]]

    def tests_of(self, mutant: Mutant, within_s: float = SECONDS) -> list[str]:
        """The tests that can see a mutant, quickest first, as many as fit into the time."""
        tests = self._seeing(mutant)
        chosen, total = [], 0.0
        for test in sorted(tests, key=lambda test: (self.seconds[test], test)):
            total += self.seconds[test]
            if chosen and total > within_s:
                break
            chosen.append(test)
        return chosen

    def _seeing(self, mutant: Mutant) -> set[str]:
        if not mutant.names:
            return self._running(mutant.module, mutant.first_line, mutant.last_line)
        users = _users(mutant.names)
        named = {test for test in self.seconds if mutant.names & _words(test.split("::")[0])}
        return named.union(*(self._running(*place) for place in users))

    def _running(self, module: str, first: int, last: int) -> set[str]:
        lines = self.lines.get(module, {})
        return {test for line in range(first, last + 1) for test in lines.get(line, ())}


def sources() -> list[str]:
    """The modules under test, as paths from the checkout's root."""
    return sorted(path.as_posix() for folder in FOLDERS for path in Path(folder).rglob("*.py"))


@cache
def _users(names: frozenset[str]) -> frozenset[tuple[str, int, int]]:
    """The functions that use what is defined at import, directly or through another such definition."""
    found: set[tuple[str, int, int]] = set()
    wanted, known = set(names), set()
    while wanted - known:
        known |= wanted
        for module, node, own, used in _parts():
            if not known & (used | own):
                continue
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                found.add((module, node.body[0].lineno, node.end_lineno or node.lineno))
            else:
                wanted |= own
    return frozenset(found)


@cache
def _parts() -> list[tuple[str, ast.stmt, set[str], set[str]]]:
    """Every statement at the top of a module or class: where, the names it defines, the names it uses."""
    found = []
    for module in sources():
        for statement in ast.parse(Path(module).read_text()).body:
            inner = statement.body if isinstance(statement, ast.ClassDef) else [statement]
            own = {statement.name} if isinstance(statement, ast.ClassDef) else set(defined(statement))
            found += [(module, node, own, _used(node)) for node in inner]
    return found


@cache
def _words(file: str) -> frozenset[str]:
    """The names in a test file: what is defined at import may be looked at there directly."""
    return frozenset(re.findall(r"\w+", Path(file).read_text()))


def _used(node: ast.AST) -> set[str]:
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name)} | {
        n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute)
    }


class _Recorder:
    """A pytest plugin: tells `coverage` which test runs, and times it."""

    def __init__(self, measuring: Any) -> None:
        self.measuring = measuring
        self.seconds: dict[str, float] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self, collector: pytest.Collector) -> Iterator[None]:
        self.measuring.switch_context(collector.nodeid.split("::")[0])
        result = yield
        return result

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any, request: Any) -> Iterator[None]:
        if fixturedef.scope != "function":
            self.measuring.switch_context(request.node.nodeid.split("::")[0])
        result = yield
        self.measuring.switch_context(request._pyfuncitem.nodeid)
        return result

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        _forget()
        self.measuring.switch_context(item.nodeid)
        started = time.perf_counter()
        result = yield
        self.seconds[item.nodeid] = time.perf_counter() - started
        return result


def _forget() -> None:
    """Empty the caches of the modules under test, so that each test runs the lines it depends on."""
    for name, module in list(sys.modules.items()):
        if name.startswith("simulator."):
            for value in vars(module).values():
                if isinstance(value, _lru_cache_wrapper):
                    value.cache_clear()


class _Order:
    """A pytest plugin: only the chosen tests, in their order."""

    def __init__(self, tests: Sequence[str]) -> None:
        self.place = {test: place for place, test in enumerate(tests)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = sorted((i for i in items if i.nodeid in self.place), key=lambda i: self.place[i.nodeid])


def ready(folder: Path) -> Coverage:
    """Warm this process up and learn which test runs what; known already while nothing changed.

    Raises `SystemExit` when the tests fail without a mutant.
    """
    _warm_up(folder)
    everything = [
        p for top in ("simulator", "tests", "prompts") for p in sorted(Path(top).rglob("*.[pt][yo]*"))
    ]
    digest = hashlib.sha256(b"".join(p.read_bytes() for p in everything if p.suffix in (".py", ".toml")))
    written = folder / f"coverage-{digest.hexdigest()[:12]}.json"
    if not written.exists():
        for old in folder.glob("coverage-*.json"):
            old.unlink()
        _cover(folder, written)
    known = json.loads(written.read_text())
    return Coverage(
        known["seconds"],
        {path: {int(line): tests for line, tests in lines.items()} for path, lines in known["lines"].items()},
    )


def _warm_up(folder: Path) -> None:
    """Import what no mutant changes, and make hypothesis draw the same examples every time."""
    from hypothesis import Phase, settings

    settings.register_profile(
        "mutants", derandomize=True, database=None, deadline=None, phases=(Phase.explicit, Phase.generate)
    )
    settings.load_profile("mutants")
    for name in WARM:
        importlib.import_module(name)
    empty = folder / "test_nothing.py"
    empty.write_text("")
    _pytest(["--collect-only", str(empty), f"--basetemp={folder / 'nothing'}"], [])
    loaded = [name for name in sys.modules if name.startswith(("simulator.scoring.", "simulator.interview."))]
    assert not loaded, f"already imported without a mutant: {loaded}"


def _cover(folder: Path, written: Path) -> None:
    child = os.fork()
    if child == 0:
        os._exit(_measure(folder, written))
    _, status = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(status) or not written.exists():
        raise SystemExit("The tests fail without a mutant: run them by themselves first.")
    seconds = json.loads(written.read_text())["seconds"]
    if run(None, sorted(seconds), 30 + 5 * round(sum(seconds.values())), folder) != SURVIVED:
        written.unlink()
        raise SystemExit("The tests fail without a mutant when they run as they do with one.")


def _measure(folder: Path, written: Path) -> int:
    import coverage

    from simulator.reading import embedder

    vectors: dict[str, Any] = {}
    remember = embedder.SentenceEmbedder._remember

    def remembered(self: Any, made: dict[str, Any]) -> None:
        vectors.update(made)
        remember(self, made)

    embedder.SentenceEmbedder._remember = remembered  # type: ignore[method-assign]
    measuring = coverage.Coverage(data_file=None, include=[f"{name}/*" for name in FOLDERS])
    recorder = _Recorder(measuring)
    measuring.start()
    code = _pytest([*TESTS, f"--basetemp={folder / 'measured'}"], [recorder], quiet=False)
    measuring.stop()
    if code:
        return code
    embedder.np.savez(folder / "vectors.npz", words=list(vectors), rows=list(vectors.values()))
    data = measuring.get_data()
    lines = {}
    by_file: dict[str, list[str]] = {}
    for test in recorder.seconds:
        by_file.setdefault(test.split("::")[0], []).append(test)
    for path in sources():
        seen = data.contexts_by_lineno(str(Path(path).resolve()))
        lines[path] = {
            line: sorted(
                {t for c in contexts for t in ([c] if c in recorder.seconds else by_file.get(c, []))}
            )
            for line, contexts in seen.items()
        }
    written.write_text(json.dumps({"seconds": recorder.seconds, "lines": lines}))
    return 0


def know_vectors(folder: Path) -> None:
    """Give every embedder the sentences it met without a mutant: the model need not load for them."""
    from simulator.reading import embedder

    kept = embedder.np.load(folder / "vectors.npz")
    known = {str(word): row for word, row in zip(kept["words"], kept["rows"], strict=True)}
    made = embedder.SentenceEmbedder.__init__

    def with_vectors(self: Any, cache: Path) -> None:
        made(self, cache)
        self._known = known

    embedder.SentenceEmbedder.__init__ = with_vectors  # type: ignore[method-assign]


def run(mutant: Mutant | None, tests: Sequence[str], limit_s: int, folder: Path) -> str:
    """What becomes of a mutant under these tests; without one, whether they pass (`survived`).

    `limit_s` is of the processor's time; one that waits for ever is ended after ten times as long.
    """
    if not tests:
        return UNTOUCHED
    child = os.fork()
    if child == 0:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_CPU, (limit_s, limit_s))
        _quiet()
        if mutant:
            sys.meta_path.insert(0, _Mutator(mutant))
        files = sorted({test.split("::")[0] for test in tests})
        os._exit(int(_pytest([*files, f"--basetemp={folder / 'run'}"], [_Order(tests)])))
    code = _wait(child, 10 * limit_s)
    if code is None or code in (-signal.SIGXCPU, -signal.SIGKILL):
        return TIMED_OUT
    return SURVIVED if code in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED) else KILLED


def _wait(child: int, limit_s: float) -> int | None:
    """Its exit code, or None when it had to be ended; what it started ends with it."""
    until = time.monotonic() + limit_s
    code = None
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            code = os.waitstatus_to_exitcode(status)
            break
        time.sleep(0.01)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    if code is None:
        os.waitpid(child, 0)
    return code


class _Mutator(importlib.abc.MetaPathFinder):
    """Imports one module with its mutant."""

    def __init__(self, mutant: Mutant) -> None:
        self.name = mutant.module.removesuffix(".py").replace("/", ".")
        self.mutant = mutant

    def find_spec(self, fullname: str, *_: object) -> Any:
        if fullname != self.name:
            return None
        loader = _Loader(fullname, self.mutant.module)
        loader.mutant = self.mutant
        return importlib.util.spec_from_file_location(
            fullname, Path(self.mutant.module).resolve(), loader=loader
        )


class _Loader(importlib.machinery.SourceFileLoader):
    mutant: Mutant

    def get_code(self, _fullname: str) -> CodeType:
        tree = mutated(Path(self.mutant.module).read_text(), self.mutant.number)
        code: CodeType = compile(tree, str(Path(self.mutant.module).resolve()), "exec")
        return code


def _pytest(arguments: list[str], plugins: list[object], *, quiet: bool = True) -> int:
    with contextlib.redirect_stdout(io.StringIO()) if quiet else contextlib.nullcontext():
        return int(
            pytest.main(["-q", "-x", *(f"-pno:{plugin}" for plugin in WITHOUT), *arguments], plugins=plugins)
        )


def _quiet() -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
