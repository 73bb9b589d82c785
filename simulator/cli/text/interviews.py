"""Interview plans and reports as plain text, for the command line."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from simulator.cli.text.scorecard import WIDTH
from simulator.model.counted import counted
from simulator.model.naming import LISTENERS, clock, shortened
from simulator.model.signs import SIGNAL_SIGNS

if TYPE_CHECKING:
    from simulator.model.curiosity import Curiosity
    from simulator.model.plan import Plan, Round
    from simulator.model.report import InterviewReport, RoundReport, WorkOn


def plan(item: Plan) -> str:
    """What a candidate would want to know of an interview beforehand."""
    head = f"{item.id}: {counted(len(item.rounds), 'round')}, {counted(item.minutes, 'minute')}"
    rounds = [_round(at, each) for at, each in enumerate(item.rounds, 1)]
    return "\n\n".join([item.title, head, textwrap.fill(item.about, WIDTH), *rounds])


def _round(at: int, item: Round) -> str:
    head = (
        f"{at}. {item.who}: {counted(item.minutes, 'minute')}, {counted(item.questions, 'question')}, "
        f"{item.manner}, listens as {LISTENERS[item.audience]} does"
    )
    return f"{head}\n{_indented(item.persona)}"


def report(item: InterviewReport) -> str:
    """The whole report."""
    state = "" if item.complete else " (so far)"
    parts = [f"{item.title}{state}", _whole(item), *map(_round_report, item.rounds)]
    if item.work_on:
        parts.append("Work on next\n" + "\n".join(map(_worked_on, item.work_on)))
    if item.questions_asked:
        parts.append(_asked(item.questions_asked))
    return "\n\n".join([*parts, item.label])


def _whole(item: InterviewReport) -> str:
    signal = f"{SIGNAL_SIGNS[item.signal]} {item.signal} ({item.overall})" if item.signal else "not scored"
    lines = [f"The whole: {signal}   {_scores(item)}".rstrip()]
    if item.unanswered:
        lines.append(_indented(f"{item.unanswered[:1].upper()}{item.unanswered[1:]}."))
    return "\n".join(lines)


def _scores(item: InterviewReport | RoundReport) -> str:
    named = {"clarity": item.clarity, "structure": item.structure, "content": item.content}
    return "   ".join(f"{name} {score}" for name, score in named.items() if score is not None)


def _round_report(item: RoundReport) -> str:
    signal = f"{SIGNAL_SIGNS[item.signal]} {item.verdict}" if item.signal else item.verdict
    head = f"Round {item.round}, {item.name} ({item.role.words}): {signal}   {_scores(item)}".rstrip()
    passed = [f"passed: {ask}" for ask in item.passed]
    return "\n".join([head, *map(_indented, [*passed, *item.reasons])])


def _worked_on(item: WorkOn) -> str:
    often = f" (in {item.answers} answers)" if item.answers > 1 else ""
    lines = [_indented(f"{item.text}{often}"), _indented(f"Try: {item.try_}")]
    if item.quote:
        quote = shortened(item.quote)
        lines.append(_indented(f'{clock(item.start_s):4} "{quote}" ({item.answer_id})'))
    return "\n".join(lines)


def _asked(item: Curiosity) -> str:
    lines = [f"Your questions: {item.score} of 100", _indented(item.sentence)]
    for question in item.questions:
        remarks = "; ".join((*question.good, *question.bad))
        lines.append(_indented(f"{question.word} ({question.score}): {question.text} {remarks}".rstrip()))
    return "\n".join(lines)


def _indented(text: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent="  ", subsequent_indent="  ")
