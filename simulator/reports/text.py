"""A report as Markdown and as CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from simulator.model.counted import counted
from simulator.model.harmless import harmless
from simulator.model.measure_line import UNWEIGHED, MeasureLine, fine, how_many_fine, unweighed, worth_a_look
from simulator.model.naming import LISTENERS, clock, likely, with_hints
from simulator.model.scorecard import MisconceptionHit, Quote, Scorecard
from simulator.model.signs import sign_of_point, word_of_point
from simulator.reports.subject import ReportedAnswer, SessionReport

SPECIAL = re.compile(r"([\\`*_{}\[\]#|<>~])")
COLUMNS = (
    "session", "answer", "take", "started_at", "question", "topic", "kind", "audience",
    "measure", "value", "unit", "level", "band", "dimension", "corrected",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def markdown(report: SessionReport) -> str:
    """The report as Markdown: scores, remarks with quotes and seconds, key points, measures, transcript."""
    parts = [f"# {plain(report.title)}", report.when]
    for answer in report.answers:
        parts += _answer(answer)
    return "\n\n".join(parts) + "\n"


def measures_csv(report: SessionReport) -> str:
    """The report as CSV: a header, then a row for each score and measure of each answer."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for answer in report.answers:
        writer.writerows(_rows(report, answer))
    return text.getvalue()


def plain(text: str) -> str:
    """`text` on one line, with Markdown and HTML in it made harmless."""
    return SPECIAL.sub(r"\\\1", harmless(" ".join(text.split())))


def _answer(answer: ReportedAnswer) -> list[str]:
    card = answer.card
    about = f"{answer.when} · take {answer.record.take} · for {LISTENERS[answer.record.audience]}"
    about += f" · {with_hints(hints)}" if (hints := answer.record.hints_used) else ""
    about += " · corrected by hand" if answer.record.corrected else ""
    if card and card.by_hand:
        about += f" · {counted(len(card.by_hand), 'judgement')} corrected by hand"
    parts = [f"## {plain(answer.title)}", about]
    if card is None or card.overall is None:
        reason = card.reason if card else None
        parts.append(f"Not scored: {plain(reason or 'it was not heard yet')}")
    else:
        scores = "".join(f" · {name} {score.score}" for name, score in answer.scores)
        likely_too = f" ({likely(card.range)})" if card.range else ""
        parts.append(f"**{card.overall}** overall{likely_too}{scores}")
        parts += [plain(sentence) for sentence in card.degraded]
        parts += _remarks(card)
        parts.append("\n".join(["### Measures", "", *_measures(answer.measures)]))
    if answer.words:
        said = " ".join(f"{word.before}{plain(word.text)}{word.after}" for word in answer.words)
        parts += ["### What you said", said]
    return parts


def _remarks(card: Scorecard) -> list[str]:
    next_ = [f"- {plain(i.text)} Try: {plain(i.try_)}{_quoted(i)}" for i in card.improvements]
    good = [f"- {plain(s.text)}{_quoted(s)}" for s in card.strengths]
    wrong, perhaps = map(_claimed, card.claims), map(_claimed, card.perhaps_claimed)
    points = [
        f"- {sign_of_point(p)} {plain(p.text)} ({word_of_point(p)}){_quoted(p.shown)}"
        for p in card.key_points
    ]
    terms = [f"- {clock(t.start_s)} {plain(t.term)}" for t in card.open_terms]
    asks = [f"- {plain(f.ask)} ({plain(f.because)})" for f in card.follow_ups]
    sections = {
        "Do next": next_, "Good": good, "Not so": [*wrong], "Did you mean this?": [*perhaps],
        "Key points": points, "Terms left unexplained": terms, "What an interviewer would ask next": asks,
    }  # fmt: skip
    return ["\n".join([f"### {name}", "", *lines]) for name, lines in sections.items() if lines]


def _claimed(claim: MisconceptionHit) -> str:
    instead = f" Instead: {plain(claim.instead)}" if claim.instead else ""
    return f"- {plain(claim.text.rstrip('.'))}.{instead}{_quoted(claim)}"


def _quoted(item: Quote | None) -> str:
    if item is None or not item.quote:
        return ""
    return f"\n  > {clock(item.start_s)} “{plain(item.quote)}”"


def _measures(lines: Sequence[MeasureLine]) -> list[str]:
    """An item for each measure that is worth a look, one for all that is fine, one for how it sounds."""
    rows = [f"- {line.sign} {plain(line.name)}: {plain(line.says)}" for line in worth_a_look(lines)]
    if few := fine(lines):
        said = "; ".join(f"{line.name} {line.says}" for line in few)
        rows.append(f"- {how_many_fine(lines)}: {plain(said)}")
    if sounds := unweighed(lines):
        said = "; ".join(f"{line.name} {line.says}" for line in sounds)
        rows.append(f"- {UNWEIGHED}: {plain(said)}")
    return rows


def _rows(report: SessionReport, answer: ReportedAnswer) -> list[tuple[object, ...]]:
    card, question = answer.card, answer.question
    if card is None or card.overall is None:
        return []
    about = (
        report.session.id,
        answer.record.id,
        answer.record.take,
        answer.record.started_at,
        _cell(answer.record.question_id),
        _cell(question.topic if question else None),
        question.kind.value if question else "",
        answer.record.audience.value,
    )
    overall = ("overall", card.overall, "0-100", "", "", "")
    scores = [(name, score.score, "0-100", score.level, "", name) for name, score in answer.scores]
    measures = [
        (m.id, m.value, m.unit, m.level, m.band or "", m.dimension.value if m.dimension else "")
        for m in card.measures
    ]
    corrected = "yes" if answer.record.corrected else ""
    return [(*about, *row, corrected) for row in (overall, *scores, *measures)]


def _cell(text: str | None) -> str:
    """A text for a CSV cell, quoted when a spreadsheet would take it for a formula."""
    return f"'{text}" if text and text.startswith(FORMULA) else text or ""
