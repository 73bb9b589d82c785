"""Scorecards and questions as plain text, for the command line."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from simulator.model.counted import counted
from simulator.model.measure_line import (
    NAME_CELLS,
    UNWEIGHED,
    MeasureLine,
    fine,
    how_many_fine,
    unweighed,
    worth_a_look,
)
from simulator.model.naming import LISTENERS, clock, likely, shortened
from simulator.model.opinion import Opinion
from simulator.model.question import Question
from simulator.model.scorecard import DimensionScore, Improvement, Quote, Scorecard, Strength
from simulator.model.signs import UNCLEAR_WORD, sign_of_point

WIDTH = 100


def scorecard(card: Scorecard, asked: str | None, lines: Sequence[MeasureLine]) -> str:
    """The whole scorecard below what was asked; each remark has the speaker's own words and their second.

    `lines` are its measures in words.
    """
    title = asked or "No question: content is not judged"
    if not card.scorable:
        return f"{title}\nNot scored: {card.reason}"
    parts = [
        textwrap.fill(title, WIDTH),
        _headline(card),
        _moves(card),
        _remarks(card),
        _measures(card, lines),
        _points(card),
        _terms(card),
        *(f"Note: {sentence}" for sentence in card.degraded),
    ]
    return "\n\n".join(part for part in parts if part)


def second_opinion(second: Opinion) -> str:
    """What the second judge thinks, with the words it quotes."""
    lines = [
        f"Second judge ({second.model}), beside our score and no part of it: content {second.level} of 5"
    ]
    lines += [f"  made    {claim.text}: “{claim.quote}”" for claim in second.made]
    lines += [f"  missed  {id}" for id in second.missed]
    lines += [f"  asks    {ask}" for ask in second.follow_ups]
    if second.thrown_away:
        lines.append(f"  {counted(second.thrown_away, 'claim')} not counted, quoting what was not said")
    return "\n".join(lines)


def _headline(card: Scorecard) -> str:
    if card.overall is None:
        return f"No number: {card.reason or 'nothing could be judged.'}"
    dimensions = card.dimensions
    named = {"clarity": dimensions.clarity, "structure": dimensions.structure, "content": dimensions.content}
    bars = "   ".join(f"{name} {_bar(score)}" for name, score in named.items() if score is not None)
    likely_too = f" ({likely(card.range)})" if card.range else ""
    return f"{card.overall} overall{likely_too}   {bars}   (for {LISTENERS[card.audience]})"


def _bar(score: DimensionScore) -> str:
    full = round(score.score / 10)
    return f"{score.score} {'█' * full}{'░' * (10 - full)}"


def _moves(card: Scorecard) -> str:
    if not card.moves:
        return ""
    return "Moves     " + " → ".join(f"{move.move} {clock(move.start_s)}".strip() for move in card.moves)


def _remarks(card: Scorecard) -> str:
    lines = [_remark("Do next", item) for item in card.improvements]
    lines += [_remark("Good", item) for item in card.strengths]
    return "\n".join(lines)


def _remark(label: str, item: Improvement | Strength) -> str:
    first = textwrap.fill(f"{label:<9} {item.text}", WIDTH, subsequent_indent=" " * 10)
    lines = [first]
    if item.quote:
        lines.append(_quoted(item))
    if isinstance(item, Improvement) and item.try_:
        lines.append(
            textwrap.fill(f"Try: {item.try_}", WIDTH, initial_indent=" " * 10, subsequent_indent=" " * 10)
        )
    return "\n".join(lines)


def _quoted(item: Quote) -> str:
    quote = shortened(str(item.quote))
    return textwrap.fill(
        f'{clock(item.start_s):4} "{quote}"', WIDTH, initial_indent=" " * 10, subsequent_indent=" " * 15
    )


def _measures(card: Scorecard, lines: Sequence[MeasureLine]) -> str:
    """What is worth a look, a line each; what is fine in one sentence; the fillers by how often."""
    shown = [_measure(line) for line in worth_a_look(lines)]
    if few := fine(lines):
        names = f"{how_many_fine(lines)}: {', '.join(line.name for line in few)}"
        shown.append(textwrap.fill(names, WIDTH, initial_indent="  ▸ ", subsequent_indent="    "))
    if said := card.fillers.by_frequency:
        shown.append("  fillers: " + ", ".join(f"{text} {count}" for text, count in said))
    sounds = [_measure(line) for line in unweighed(lines)]
    return "\n".join([*_under("Measures", shown), *_under(UNWEIGHED, sounds)])


def _under(heading: str, lines: Sequence[str]) -> list[str]:
    """The lines with their heading; nothing where there is none."""
    return [heading, *lines] if lines else []


def _measure(line: MeasureLine) -> str:
    first = f"  {line.sign} {line.name:<{NAME_CELLS}} "
    return textwrap.fill(line.says, WIDTH, initial_indent=first, subsequent_indent=" " * len(first))


def _points(card: Scorecard) -> str:
    if not card.key_points and not card.misconceptions:
        return ""
    lines = ["Key points"]
    for point in card.key_points:
        unclear = f" ({UNCLEAR_WORD})" if point.unclear else ""
        lines.append(
            textwrap.fill(f"  {sign_of_point(point)} {point.text}{unclear}", WIDTH, subsequent_indent="    ")
        )
        if point.shown:
            lines.append(_quoted(point))
    for wrong in card.misconceptions:
        instead = f" Instead: {wrong.instead}" if wrong.instead else ""
        sign = "✗" if wrong.sure else "? Did you mean this:"
        claim = f"  {sign} {wrong.text.rstrip('.')}.{instead}"
        lines.append(textwrap.fill(claim, WIDTH, subsequent_indent="    "))
        lines.append(_quoted(wrong))
    return "\n".join(lines)


def _terms(card: Scorecard) -> str:
    if not card.open_terms:
        return ""
    lines = ["Terms this listener may not know, left unexplained"]
    for term in card.open_terms:
        help_ = f": {term.definition}" if term.definition else ""
        lines.append(
            textwrap.fill(f"  {clock(term.start_s):4} {term.term}{help_}", WIDTH, subsequent_indent=" " * 7)
        )
    return "\n".join(lines)


def question(item: Question) -> str:
    """A question with its key points, what is often said wrong, and its strong answer."""
    lines = [
        textwrap.fill(item.prompt, WIDTH),
        f"{item.id}: {item.kind}, {item.stage}, {item.topic}, difficulty {item.difficulty} of 5, "
        f"for {LISTENERS[item.audience]}, {clock(item.time_limit_s)}",
        "",
        "A complete answer says",
        *(textwrap.fill(f"  • {point.text}", WIDTH, subsequent_indent="    ") for point in item.key_points),
    ]
    if item.misconceptions:
        lines += ["", "Often said, and wrong", *(f"  ! {wrong.text}" for wrong in item.misconceptions)]
    if item.model_answer:
        lines += [
            "",
            "A strong answer",
            textwrap.fill(item.model_answer, WIDTH, initial_indent="  ", subsequent_indent="  "),
        ]
    return "\n".join(lines)
