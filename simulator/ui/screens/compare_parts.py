"""The parts of a comparison: scores, key points, measures, sentences. Made from values, without a screen."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from simulator.model.naming import LISTENERS, clock, value_with_unit
from simulator.model.records import AnswerRecord
from simulator.model.scorecard import PointState, Quote
from simulator.model.signs import CHANGE_SIGNS, POINT_SIGNS, point_sign
from simulator.model.transcript import Transcript
from simulator.ui.widgets.bars import score_bar
from simulator.ui.widgets.pair import CHANGE_STYLES, PairRow
from simulator.ui.widgets.transcript_view import marked
from simulator.ui.words import CORRECTED, day
from simulator.use_cases.look_back.comparison import ComparedRow, Comparison, Passage

NAME, COLUMN = 12, 20
LEGEND = "   ".join(f"{sign} {state}" for state, sign in POINT_SIGNS.items())


def taken(answer: AnswerRecord, today: date) -> str:
    """When a take was given: `20 Nov 10:15`."""
    return f"{day(answer.started_at, today)} {answer.started_at[11:16]}"


def scores_table(found: Comparison, today: date) -> Content:
    """When and for whom each take was given, then overall and dimensions, each with its change."""
    both = (found.before, found.after)
    lines = [
        _line("", *(Content.styled(taken(answer, today), "bold") for answer in both)),
        _line("", *(Content.styled(f"for {LISTENERS[answer.audience]}", "$secondary") for answer in both)),
    ]
    if any(answer.corrected for answer in both):
        lines.append(_line("", *(Content(CORRECTED if answer.corrected else "") for answer in both)))
    lines += [_line(row.name, _score(row.before), _score(row.after), change(row)) for row in found.scores]
    return Content("\n").join(lines)


def _line(name: str, before: Content, after: Content, last: Content | None = None) -> Content:
    cells = [Content.styled(name.ljust(NAME), "$secondary"), _padded(before), _padded(after)]
    return Content.assemble(*cells, last or "")


def _padded(content: Content, cells: int = COLUMN) -> Content:
    return Content.assemble(content, " " * max(1, cells - content.cell_length))


def _score(value: float | None) -> Content:
    if value is None:
        return Content.styled("–", "$secondary")
    return Content.assemble((f"{value:>3.0f} ", "bold"), score_bar(int(value)))


def change(row: ComparedRow) -> Content:
    """A change as `▲ 12`, `▼ 3` or `=`; empty where one of the takes has no number."""
    if row.before is None or row.after is None:
        return Content("")
    size = f" {abs(row.after - row.before):.0f}" if row.verdict else ""
    return Content.styled(f"{CHANGE_SIGNS[row.verdict]}{size}", CHANGE_STYLES[row.verdict])


def points_table(found: Comparison) -> Content:
    """Each key point with its state in both takes."""
    lines = []
    for row in found.points:
        better = STANDING[row.after] - STANDING[row.before] if row.before and row.after else 0
        verdict = (better > 0) - (better < 0)
        sign = CHANGE_SIGNS[verdict] if verdict else " "
        states = f"{point_sign(row.before)} → {point_sign(row.after)}  "
        lines.append(Content.assemble((f"{sign} ", CHANGE_STYLES[verdict]), (states, "bold"), row.text))
    lines.append(Content.styled(f"  {LEGEND}", "$secondary"))
    return Content("\n").join(lines)


STANDING = {PointState.WRONG: -1, PointState.MISSED: 0, PointState.HALF: 1, PointState.MADE: 2}


def measures_table(found: Comparison) -> Content:
    """Each measure in both takes; the sign says whether its level changed."""
    lines = []
    for row in found.measures:
        lines.append(
            Content.assemble(
                (f"{CHANGE_SIGNS[row.verdict]} ", CHANGE_STYLES[row.verdict]),
                (f"{row.name:<22}", "$secondary"),
                f"{value_with_unit(row.before, row.unit):>15} → ",
                (value_with_unit(row.after, row.unit), "bold"),
            )
        )
    return Content("\n").join(lines)


def passage_row(passage: Passage, found: Comparison) -> PairRow:
    """Two columns; words that the other sentence does not have are bold."""
    cells = [
        (_side(passage.before, found.before.transcript, passage.changed_before), "pair-side"),
        (_side(passage.after, found.after.transcript, passage.changed_after), "pair-side"),
    ]
    return PairRow(cells, passage.before, passage.after)


def _side(quote: Quote | None, transcript: Transcript | None, changed: frozenset[int]) -> Content:
    if quote is None or transcript is None or quote.first_word is None or quote.last_word is None:
        return Content.styled("· not in this take", "$secondary")
    words = []
    for index in range(quote.first_word, quote.last_word + 1):
        text = marked(transcript.words[index], term=False)
        words.append(Content.styled(text, "bold" if index in changed else "$secondary"))
    when = "" if quote.start_s is None else f"{clock(quote.start_s)}  "
    return Content.assemble((when, "$accent"), Content(" ").join(words))
