"""Code that wants out, in every way of shutting in that this system has. Nothing here is pretended."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from coding_problems import a_problem, a_test

from simulator.interview.coding.problem import Test
from simulator.interview.coding.results import Ran
from simulator.sandbox import runner
from simulator.sandbox.shut_in import MISSING, best_way, tried_out
from simulator.sandbox.ways import NONE, PYTHON, possible, profile

WAYS = [way for way in possible() if way != NONE and tried_out(way)]
"""Those that work here; where there is none, the tests that need one say so."""
needs_a_way = pytest.mark.skipif(not WAYS, reason="nothing here shuts code in; the app says so, too")
LOOSE_S = 100.0
"""How long a stop may take on a busy machine; far less than any of these would run."""


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each way of shutting in, one after the other."""
    found = tried_out(request.param)
    assert found is not None
    monkeypatch.setattr(runner, "best_way", lambda: (request.param, found))
    return str(request.param)


def ran(code: str, *tests: Test) -> Ran:
    return runner.run(a_problem(*tests), code)


def message(code: str, call: str = "f()", seconds: float = 2.0) -> str:
    """What is said of a call that should have given nothing; the next one works as if nothing had been."""
    done = ran(code + "\ndef fine(): return 1", a_test(call, "None", seconds=seconds), a_test("fine()", "1"))
    assert done.tests[1].passed, done.tests[1].message
    assert not done.tests[0].passed
    return done.tests[0].message


@needs_a_way
def test_the_ways_that_work_here_prevent_everything_that_was_tried() -> None:
    assert best_way()[1].missing == ()


def test_what_is_missing_is_said_in_plain_words() -> None:
    """Without any way around it the code can read files, and the app must not hide that."""
    bare = tried_out(NONE)
    assert bare is not None
    assert not bare.files
    assert MISSING["files"] in bare.missing


@pytest.mark.parametrize("what", ["settings.toml", "recordings/archive.db", "home.txt"])
def test_files_outside_cannot_be_read(way: str, tmp_path: Path, what: str) -> None:
    file = tmp_path / what
    file.parent.mkdir(exist_ok=True)
    file.write_text("private")
    assert "raised" in message(f"def f(): return open({str(file)!r}).read()")
    listing = a_test(f"os.listdir({str(file.parent)!r})", f"{[file.name]!r}", setup="import os")
    assert ran("", listing).passed == 0


def test_home_and_project_are_not_there(way: str) -> None:
    code = f"def f(): return open({str(Path(__file__))!r}).read()"
    assert "raised" in message(code)
    assert "raised" in message("import pathlib\ndef f(): return pathlib.Path('/etc/passwd').read_text()")


def test_files_outside_cannot_be_written(way: str, tmp_path: Path) -> None:
    assert "raised" in message(f"def f(): open({str(tmp_path / 'new')!r}, 'w').write('x')\n")
    assert not (tmp_path / "new").exists()


def test_no_socket_leads_out(way: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        code = f"import socket\ndef f(): return socket.create_connection(('127.0.0.1', {port}), 1).fileno()"
        assert "raised" in message(code)
    datagram = "import socket\ndef f(): return socket.socket(socket.AF_INET, socket.SOCK_DGRAM).fileno()"
    assert "raised PermissionError" in message(datagram)


def test_nothing_is_in_the_environment(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIMULATOR_SECRET", "x")
    assert ran("import os\ndef f(): return dict(os.environ)", a_test("f()", "{}")).passed == 1


def test_forking_without_end_ends(way: str) -> None:
    assert "raised" in message("import os\ndef f():\n    while True: os.fork()")
    assert "raised" in message("import subprocess\ndef f(): return subprocess.run(['/bin/sh'])")


def test_memory_is_limited(way: str) -> None:
    endless = "def f():\n    kept = []\n    while True: kept.append(bytearray(10_000_000))"
    assert "took more memory than it may have" in message(endless, seconds=5)
    assert "took more memory than it may have" in message("def f(): return 'x' * 10 ** 10")


def test_the_disk_does_not_fill(way: str) -> None:
    code = "def f():\n" + (
        "    for n in range(10 ** 6):\n"
        "        with open(f'/tmp/{n}', 'wb') as file: file.write(bytes(1_000_000))\n"
    )
    assert "raised" in message(code)


def test_a_gigabyte_of_output_is_thrown_away(way: str) -> None:
    code = "import os\ndef f():\n    for _ in range(1024): os.write(1, bytes(2 ** 20))\n    return 1"
    done = ran(code, a_test("f()", "1", seconds=10))
    assert done.passed == 1, done.tests[0].message
    assert len(done.tests[0].printed) == 64 * 1024


def test_the_app_cannot_be_ended(way: str) -> None:
    parent, group = os.getpid(), os.getpgid(0)
    code = f"import os\ndef f():\n    os.kill({parent}, 9)"
    assert "raised" in message(code)
    assert "raised" in message(f"import os\ndef f():\n    os.killpg({group}, 9)")
    assert "value" in message("import os\ndef f():\n    os._exit(0)")
    assert message("import os\ndef f():\n    os.kill(os.getppid(), 9)")


@pytest.mark.parametrize("ending", ["os._exit(0)", "os._exit(7)", "os.closerange(0, 64)"])
def test_ending_early_passes_nothing(way: str, ending: str) -> None:
    message(f"import os\ndef f():\n    {ending}")


def test_closing_the_pipes_at_once_ends_in_a_message(way: str) -> None:
    done = ran(
        "import os\nos.closerange(0, 64)\ndef f(): return 1", a_test("f()", "1"), a_test("f()", "1", name="b")
    )
    assert done.passed == 0
    assert all(test.message for test in done.tests)


@pytest.mark.parametrize("endless", ["while True: pass", "import time; time.sleep(600)"])
def test_what_never_ends_is_stopped(way: str, endless: str) -> None:
    began = time.monotonic()
    assert "ran longer than 0.2 s and was stopped" in message(f"def f():\n    {endless}", seconds=0.2)
    assert time.monotonic() - began < LOOSE_S


def test_a_loop_that_catches_everything_is_stopped(way: str) -> None:
    code = "import signal\ndef f():\n" + (
        "    for n in range(1, 65):\n"
        "        try: signal.signal(n, signal.SIG_IGN)\n"
        "        except (OSError, ValueError): pass\n"
        "    while True:\n"
        "        try: raise KeyboardInterrupt\n"
        "        except BaseException: pass\n"
    )
    assert "ran longer than" in message(code, seconds=0.2)


FORGED = """
import gc, json, os, sys
def f(x):
    frame = sys._getframe()
    while frame:
        request = frame.f_locals.get("request")
        if request:
            line = json.dumps({"token": request["token"], "value": WRONG, "tidy": True}).encode() + b"\\n"
            for handle in range(3, 64):
                try: os.write(handle, line * 3)
                except OSError: pass
        frame = frame.f_back
    return WRONG
"""


def test_the_code_cannot_forge_a_pass(way: str) -> None:
    """It may write replies itself, but what a call should give is not there to be found."""
    tests = (a_test("f(1)", "77301"), a_test("f(2)", "77302"))
    assert ran(FORGED.replace("WRONG", "5"), *tests).passed == 0
    for code in (ALWAYS_EQUAL, PACKS_WRONG, SEARCHES):
        assert ran(code, *tests).passed == 0


ALWAYS_EQUAL = """
class Yes:
    def __eq__(self, other):
        return True
def f(x):
    return Yes()
"""
PACKS_WRONG = """
import sys
for module in list(sys.modules.values()):
    if hasattr(module, "packed"):
        module.packed = lambda *_: True
def f(x):
    return 1
"""
SEARCHES = """
import gc
def f(x):
    for held in gc.get_objects():
        if isinstance(held, dict):
            for value in list(held.values()):
                if str(value).startswith("7730"):
                    return int(value)
"""


def test_a_flood_of_replies_does_not_stop_the_next_test(way: str) -> None:
    code = "import os\ndef f():\n    while True:\n" + (
        "        for handle in range(3, 10):\n"
        "            try: os.write(handle, b'{}\\n' * 10000)\n"
        "            except OSError: pass\n"
    )
    assert "ran longer than" in message(code, seconds=0.2)


def test_a_value_without_end_is_refused(way: str) -> None:
    assert "too long to be sent back" in message("def f(): return 'x' * 20_000_000")


def test_nobody_is_left_behind(way: str) -> None:
    """Neither after a loop that was stopped nor when the app dies in the middle of one."""
    app = f"""
import sys; sys.path[:0] = sys.argv[1:]
from coding_problems import a_problem, a_test
from simulator.sandbox import runner
runner.best_way = lambda: ({way!r}, None)
runner.run(a_problem(a_test('f()', '1', seconds=60)), 'def f():\\n    while True: pass')
"""
    root = Path(__file__).parents[2]
    process = subprocess.Popen([sys.executable, "-c", app, str(root), str(root / "tests")])
    inside = _until_there(process.pid)
    process.kill()
    process.wait()
    _until(lambda: not any(Path(f"/proc/{each}").exists() and not _zombie(each) for each in inside))


def _until_there(process: int) -> set[int]:
    """Every process below the app, once the loop runs."""
    found: set[int] = set()

    def busy() -> bool:
        found.clear()
        found.update(_below(process))
        return any(_seconds(each) > 0.3 for each in found)

    _until(busy)
    return set(found)


def _below(process: int) -> Iterator[int]:
    for line in Path(f"/proc/{process}/task").glob("*/children"):
        for child in map(int, line.read_text().split()):
            yield child
            yield from _below(child)


def _seconds(process: int) -> float:
    """Of the processor, that it took."""
    fields = _stat(process)
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") if fields else 0.0


def _zombie(process: int) -> bool:
    fields = _stat(process)
    return not fields or fields[0] == "Z"


def _stat(process: int) -> list[str]:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _until(holds, seconds: float = 60.0) -> None:  # type: ignore[no-untyped-def]
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.05)


def test_the_profile_for_macos_denies_first_and_lends_last() -> None:
    lines = profile((PYTHON,), Path("/private/tmp/code-1")).splitlines()
    assert lines[0] == "(version 1)"
    assert "(deny network*)" in lines
    assert lines[-1].startswith("(allow file-read-data")
    assert '(subpath "/private/tmp/code-1")' in lines[-1]
