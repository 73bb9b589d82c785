"""The child: shuts itself in, then runs one test after the other and sends back plain data.

It is told how by the first line on stdin, and answers every line after it with a line on stdout. Both are
moved out of the way before any of the candidate's code runs; what that code prints goes where stderr goes.
"""

from __future__ import annotations

import io
import json
import os
import sys
import threading
import types
from typing import Any

from .limits import stop_after
from .shutting_in import shut_in
from .wire import NoDataError, packed

Line = dict[str, Any]


def main() -> None:
    """Serve until there are no more requests."""
    requests = os.fdopen(os.dup(0), "rb")
    replies = os.fdopen(os.dup(1), "wb", buffering=0)
    _print_elsewhere()
    boot = json.loads(requests.readline())
    _lend(boot["packages"], boot["site"])
    found = shut_in(boot)
    os.environ.clear()
    _send(replies, {"ready": found})
    for raw in requests:
        request = json.loads(raw)
        stop_after(request["seconds"])
        reply = _answer(boot["code"], request)
        stop_after(0)
        sys.stdout.flush()
        os.write(2, b"\0" + request["token"].encode() + b"\0")
        _send(replies, reply | {"token": request["token"], "tidy": threading.active_count() == 1})


def _print_elsewhere() -> None:
    """stdin reads nothing; stdout and stderr are both the pipe of what is printed."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    for name, number in (("stdout", 1), ("stderr", 2)):
        raw = io.FileIO(number, "w", closefd=False)
        text = io.TextIOWrapper(io.BufferedWriter(raw), "utf-8", "replace", line_buffering=True)
        setattr(sys, name, text)
        setattr(sys, f"__{name}__", text)
    sys.stdin = io.StringIO()


def _lend(packages: list[str], site: list[str]) -> None:
    """Import what may be used while its folder can still be looked into."""
    os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"
    ours = os.path.dirname(os.path.dirname(__file__))
    before = [folder for folder in sys.path if folder not in (ours, "")]
    sys.path += site
    for package in packages:
        __import__(package)
    sys.path[:] = before


def _send(replies: Any, line: Line) -> None:
    replies.write(json.dumps(line).encode() + b"\n")


def _answer(code: str, request: Line) -> Line:
    """What the call gives, or why it gives nothing."""
    try:
        solution = types.ModuleType("solution")
        sys.modules["solution"] = solution  # dataclasses look their module up
        exec(compile(code, "solution.py", "exec"), solution.__dict__)
        names = dict(solution.__dict__)
        exec(compile(request["setup"], "<setup>", "exec"), names)
        return {"value": packed(eval(compile(request["call"], "<call>", "eval"), names))}
    except NoDataError as error:
        return {"error": f"gave {error}, which cannot be compared"}
    except MemoryError:
        return {"error": "took more memory than it may have"}
    except RecursionError as error:
        return {"error": f"called itself too many times{_place(error)}"}
    except SystemExit:
        return {"error": "ended the program instead of giving a value"}
    except BaseException as error:  # noqa: BLE001  (whatever the candidate's code raises is the test's result)
        return {"error": f"raised {_named(error)}{_place(error)}"}


def _place(error: BaseException) -> str:
    """The line of the candidate's code that raised, as ` (line 3)`; "" when none of it did."""
    line = 0
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "solution.py":
            line = trace.tb_lineno
        trace = trace.tb_next
    return f" (line {line})" if line else ""


def _named(error: BaseException) -> str:
    try:
        text = str(error)
    except BaseException:  # noqa: BLE001  (an error's own text may raise, too)
        text = ""
    kind = type(error).__name__
    return f"{kind}: {text}"[:500] if text else kind
