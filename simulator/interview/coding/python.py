"""What can be told of Python code by reading it, without running any of it. Pure."""

from __future__ import annotations

import ast
import re
import warnings

LONGEST_CODE = 200_000
"""Characters; 45 minutes of typing make a fiftieth of that."""


def fault_in(code: str) -> str:
    """Why `code` is no Python, as a sentence that names the line; "" when it is."""
    if len(code) > LONGEST_CODE:
        return f"The code is longer than {LONGEST_CODE:,} characters."
    try:
        parsed(code)
    except SyntaxError as error:
        what = (error.msg or "this cannot be read").rstrip(".")
        return f"line {error.lineno}: {what}." if error.lineno else f"{what}."
    except (ValueError, MemoryError, RecursionError):
        return "It holds a character that no code may hold, or is nested too deep."
    return ""


def parsed(code: str) -> ast.Module:
    """The code as a tree.

    Raises SyntaxError, and for hostile code ValueError, MemoryError or RecursionError.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # such as a backslash in a text, which is the candidate's business
        return ast.parse(code)


def first_line_of_work(code: str, start: str) -> str:
    """The first line of `code` that is real code and was not given; "" before there is one.

    Comments, blank lines, imports, texts alone on a line, `pass`, `...` and the heads of functions and
    classes are not real code, and neither is a line that may still become one of these.
    """
    given = {line.strip() for line in start.splitlines()}
    for line in code.splitlines():
        stripped = line.strip()
        if stripped not in given and len(stripped) >= LEAST_WORK and not _does_nothing(stripped):
            return stripped
    return ""


LEAST_WORK = 4
"""Characters of a line before it counts: fewer may be a word that is only begun."""
_NOTHING_YET = re.compile(r"""[#@"']|(?:import|from|def|async|class)\b|(?:pass|\.\.\.)$""")
_HEADS = ("import", "from", "async", "class", "pass")


def _does_nothing(line: str) -> bool:
    return bool(_NOTHING_YET.match(line)) or any(head.startswith(line) for head in _HEADS)
