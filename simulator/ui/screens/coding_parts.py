"""What the coding screen shows, made from values, without widgets."""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Mapping, Sequence

from textual.content import Content

from simulator.model.counted import counted
from simulator.model.naming import clock, shortened
from simulator.model.signs import TROUBLE
from simulator.ui.screens.practice_states import STATES, State
from simulator.use_cases.values import (
    SILENT_FROM_S,
    CodingProblem,
    CodingTest,
    CodingTestResult,
    Phase,
    View,
)

HELP = (
    "A coding problem as in an interview: talk it through, write it, review it. One recording runs "
    "through all three, and every edit is kept beside it on the same clock.\n\n"
    "Space begins. F6 goes to the next phase, and after the review hands in. F5 runs the tests that "
    "you see; the hidden ones run when you are done. F3 goes from the problem to the code and back; "
    "the arrow keys scroll the problem. In the editor Tab and Shift+Tab shift lines, Ctrl+Z undoes, "
    "Ctrl+Y does it again, and Esc lets go of the keyboard, so that single keys mean something again.\n\n"
    "F7, or h out of the editor, gives a hint. F8, or a, has the interviewer reply to what you just "
    "asked. p pauses. Leaving keeps everything: the problem comes back with your code, and the same "
    "recording goes on. No microphone? t types without talk, and the report is of the code alone.\n\n"
    "Your code runs in a process of its own that reaches no network and none of your files. Where "
    "this machine cannot shut it in, that is said before it runs."
)
PHASE_NAMES = {"discussion": "talk it through", "coding": "code", "review": "review"}
PHASE_ADVICE = {
    "discussion": "Ask what is unclear and say how you would do it. Then F6, and write.",
    "coding": "Write it, and say what you think. F5 runs tests, F6 goes on.",
    "review": "Go through an example, edge cases and the cost. F6 when done.",
}
NO_TALK = State(sign="✎", word="typing, not recorded", advice="", style="$accent", look="-listening")
RUNNING = State(sign="…", word="your code is tested", advice="", style="$primary", look="-hearing")
BEFORE = "Read the problem. Space begins: you are recorded then. F3 leads to the code, to type."
RESUMED = "Your code is as you left it. Space goes on with the same recording."
RETYPED = "Your code is as you left it. Space begins to record, t goes on without talk."
TOO_SOON = "That F6 came right after the other and ended nothing. Press it again to end this phase."
OPENING = "The microphone is being opened. Press F6 again when the screen says that it listens."
LEAST = (80, 24)
"""Columns and rows that code needs."""
QUIET_FROM_S = 15.0
"""Seconds of typing without a word before it is said; a convention."""
FULL_LINE = 40
"""A line of a statement at least so long goes on in the next one, unless that stands elsewhere."""
COLUMNS = re.compile(r"\S {2,}(?=\S)")
MOST_PRINTED = 6
MOST_SETUP = 240
"""Characters of what runs before a test; the longest visible one has fewer."""
MOST_QUOTED = 60


def state_of(view: View | None, *, silent: bool) -> State:
    """Who has the floor."""
    if silent and view is not None and view.phase in (Phase.ASKING, Phase.YOUR_TURN, Phase.TROUBLE):
        return NO_TALK
    if silent and view is not None and view.phase is Phase.HEARING:
        return RUNNING
    opening = view is not None and view.phase is Phase.LISTENING and view.answer_id is None
    return STATES[None if view is None or opening else view.phase]


def head(state: State, elapsed_s: float, limit_s: int) -> Content:
    """Who has the floor, and the clock."""
    over = elapsed_s > limit_s
    time = f"{clock(elapsed_s)} / {clock(limit_s)}"
    return Content.assemble(
        (f"{state.sign} {state.word}", f"bold {state.style}"),
        "   ",
        (f"{TROUBLE} {time}" if over else time, "bold $warning" if over else "bold"),
    )


def advice(view: View, phase: str, *, silent: bool, before: str) -> str:
    """What to do now, in a line or two; `before` is said until it begins."""
    if view.phase is Phase.HEARING:
        return "All tests run." if silent else "Your last words are heard, and all tests run."
    if silent or view.phase is Phase.LISTENING:
        return PHASE_ADVICE[phase]
    if view.phase in (Phase.ASKING, Phase.YOUR_TURN):
        return before
    if view.phase is Phase.TROUBLE:
        done = "Space tries the microphone again. F6 hands in what there is."
        return done if view.take_open else "Space tries again. t types without talk. What you typed is kept."
    if view.phase is Phase.PAUSED:
        return "The clock stands still and nothing is recorded. Space goes on."
    return STATES[view.phase].advice


def quiet(seconds: float) -> Content:
    """That somebody types without a word; empty before it is worth saying."""
    if seconds < QUIET_FROM_S:
        return Content("")
    long = seconds >= SILENT_FROM_S  # here an interviewer would ask what you are doing
    sign = f"{TROUBLE} " if long else ""
    return Content.styled(f"{sign}quiet for {clock(seconds)}", "bold $warning" if long else "$secondary")


def too_small(columns: int, rows: int) -> str:
    """Said instead of the panes where the terminal is too small for them; "" where it is not."""
    if columns >= LEAST[0] and rows >= LEAST[1]:
        return ""
    has = f"{counted(columns, 'column')} and {counted(rows, 'row')}"
    return (
        f"This terminal is too small for code: it has {has}, and {LEAST[0]} and {LEAST[1]} are needed. "
        "Make it larger, or its letters smaller. "
        "Nothing is lost: what you say and type is kept meanwhile, and Esc leaves."
    )


def problem(found: CodingProblem, width: int, *, titled: bool = False) -> Content:
    """The task as a candidate reads it; `titled` where its title stands on no border."""
    parts: list[Content] = [Content(found.title)] if titled else []
    parts += [Content(reflowed(found.statement.strip("\n"), width))]
    for example in found.examples:
        why = Content.styled(f"\n{example.because}", "$secondary") if example.because else ""
        parts.append(Content.assemble((f">>> {example.call}\n", "bold"), example.gives, why))
    limits = [f"Limits: {'; '.join(found.constraints)}."] if found.constraints else []
    limits += [f"You may import {', '.join(found.allowed)}."] if found.allowed else []
    if limits:
        parts.append(Content("\n".join(limits)))
    asked = " ".join(found.prompt.split())
    parts.append(Content.assemble(("As the interviewer puts it\n", "bold $secondary"), (asked, "$secondary")))
    return Content("\n\n").join(parts)


def reflowed(text: str, width: int) -> str:
    """A statement of at most 60 columns in fewer: prose is filled anew, columns stay columns."""
    lines = text.splitlines()
    if width < 20 or max(map(len, lines), default=0) <= width:
        return text
    return "\n".join(wrapped for line, hang in _whole_lines(lines) for wrapped in _wrapped(line, hang, width))


def _whole_lines(lines: Sequence[str]) -> list[tuple[str, int]]:
    """Lines that go on in the next one made whole, each with the column at which its text goes on."""
    found: list[tuple[str, int]] = []
    last = ""
    for line in lines:
        whole, hang = found[-1] if found else ("", 0)
        indent = len(line) - len(line.lstrip())
        columns = COLUMNS.search(line.rstrip())
        if whole and line.strip() and indent == hang and len(last) >= FULL_LINE and not columns:
            found[-1] = (f"{whole} {line.strip()}", hang)
        else:
            found.append((line.rstrip(), columns.end() if columns else indent))
        last = line.rstrip()
    return found


def _wrapped(line: str, hang: int, width: int) -> list[str]:
    if hang > width // 2:
        hang = 4
    return textwrap.wrap(line, width, subsequent_indent=" " * hang) or [""]


def tests_before(found: CodingProblem, *, locked: bool) -> Content:
    """The tests before the first run."""
    names = "   ".join(f"○ {test.name}" for test in found.visible)
    more = f"+ {len(found.hidden)} hidden" if found.hidden else ""
    if locked:
        more = "locked until you are done"
    return Content.assemble(("tests  ", "$secondary"), names, (f"   {more}", "$secondary"))


def tests(wanted: Sequence[CodingTest], got: Mapping[str, CodingTestResult], *, running: bool) -> Content:
    """What the tests gave so far: the passing ones in a line, each failing one with its reason."""
    failed = [result for result in got.values() if not result.passed]
    marks = [_mark(test, got.get(test.name), running=running) for test in wanted]
    lines = [Content.assemble(("tests  ", "$secondary"), Content("   ").join(marks))]
    alike: dict[str, list[CodingTestResult]] = {}
    for result in failed:
        alike.setdefault(_without_call(result.message), []).append(result)
    for happened, results in alike.items():
        names = ", ".join(result.name for result in results)
        alone = len(results) == 1
        message = results[0].message if alone else happened
        lines.append(Content.assemble((f"✗ {names}: ", "bold $error"), message))
        test = next((test for test in wanted if test.name == results[0].name), None)
        lines += [Content.styled(line, "$secondary") for line in _made_so(test, called=not alone)]
    printed = [(result.name, result.printed.rstrip()) for result in got.values() if result.printed.strip()]
    for name, text in printed[:1]:
        shown = text.splitlines()[:MOST_PRINTED]
        more = " …" if len(text.splitlines()) > MOST_PRINTED else ""
        lines.append(Content.styled(f"printed by {name}:", "$secondary"))
        lines.append(Content("\n".join(shown) + more))
    return Content("\n").join(lines)


def _made_so(test: CodingTest | None, *, called: bool) -> list[str]:
    """What ran before the call of a test, and with `called` the call itself."""
    if test is None:
        return []
    before = in_a_row(test.setup)
    if len(before) > MOST_SETUP:
        before = f"{before[: MOST_SETUP - 1]}…"
    calls = [f"  {test.name} calls `{shortened(test.call)}`"] if called else []
    return [*calls, *([textwrap.indent(f"before: {before}", "  ")] if before else [])]


def in_a_row(code: str) -> str:
    """Lines of Python in as few as can be: simple statements side by side, blocks by themselves."""
    try:
        statements = ast.parse(code).body
    except SyntaxError:
        return code.strip("\n")
    rows: list[str] = []
    open_ = False
    for statement in statements:
        lines = ast.unparse(statement).splitlines()
        block = len(lines) > 1
        if block and len(lines) == 2:
            lines = [f"{lines[0]} {lines[1].strip()}"]
        if open_ and not block:
            rows[-1] += f"; {lines[0]}"
        else:
            rows += lines
        open_ = not block
    return "\n".join(rows)


def _without_call(message: str) -> str:
    """What happened, without how the code was called."""
    call, _, happened = message.partition("` ")
    return happened if call.startswith("`") else message


def _mark(test: CodingTest, result: CodingTestResult | None, *, running: bool) -> Content:
    if result is None:
        return Content.styled(f"{'…' if running else '○'} {test.name}", "$secondary")
    return Content.styled(
        f"{'✓' if result.passed else '✗'} {test.name}", "$success" if result.passed else "$error"
    )


def unprotected(missing: Sequence[str]) -> Content:
    """Said before the first run where the code cannot be shut in wholly."""
    return Content.assemble(
        (f"{TROUBLE} Your code is not shut in wholly on this machine: ", "bold $warning"),
        " ".join(missing),
        " Run only code that you wrote. F5 again runs it.",
    )


def said(view: View, *, over: bool = False) -> Content:
    """What the interviewer said last, and to what, and the hints that were given, the latest last.

    Once `over`, only a fact stays: what was not understood or not told helps nobody later.
    """
    lines = []
    last = view.replies[-1] if view.replies else None
    stays = last is not None and (not over or (last.answered and last.clarifies))
    if last is not None and stays and view.phase in (Phase.REPLYING, Phase.LISTENING, Phase.PAUSED):
        style = "bold" if view.phase is Phase.REPLYING else "$secondary"
        asked = " ".join(last.asked.split())
        quote = asked if len(asked) <= MOST_QUOTED else f"… {asked[-MOST_QUOTED:].partition(' ')[2]}"
        to = f"To “{quote}”: " if quote else ""
        lines.append(Content.styled(f"♪ {to}{last.said}", style))
    if view.hints:
        which = counted(len(view.question.hints), "hint")
        lines.append(Content(f"› {len(view.hints)} of {which}: {view.hints[-1]}"))
    return Content("\n").join(lines)
