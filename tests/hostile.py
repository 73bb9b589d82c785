"""An answer full of markup and of what a terminal would obey, stored as an interview stores it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from simulator.model.formats import json_text, question_json
from simulator.model.records import AnswerRecord
from simulator.model.scorecard import Audience
from simulator.model.transcript import from_text
from simulator.use_cases.desk import Desk

GOOD = (
    "First I would agree with the business on what counts as churn, um, say thirty days without activity. "
    "Then I would build features as of a fixed date, train a simple baseline, and try boosted trees. "
    "I would split by time, look at precision among the top customers, and watch for drift once it is live."
)
MARKUP = (
    "[red]x[/red] [/] [bold [link=file:///etc/passwd]y[/link] [@click=app.quit]z[/] <b>b</b> "
    "<script>alert(1)</script> <img src=http://127.0.0.1/x onerror=alert(2)> </textarea></pre> &amp; "
    "\x1b[2J \x1b]0;owned\x07 \x9b31m \x90 \u202eevil\u202c \u2066x\u2069 # h | a | `c` *e* _u_ ~s~ \\x "
    "{{7*7}} {%x%} =cmd() ![i](http://127.0.0.1/i) [l](javascript:alert(3)) "
)


def without_meaning(desk: Desk) -> Desk:
    """A desk with the same settings that judges by words alone: enough here, and fast."""
    return Desk(desk.settings.current, embedder=lambda: None)


def stored(desk: Desk) -> AnswerRecord:
    """The answer, to a question that is as bad."""
    now = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)
    asked = replace(desk.questions.get("churn-model"), prompt=MARKUP + "?", topic="[/]<i>")
    transcript = desk.scorer.annotate(from_text(f"{MARKUP} {GOOD} {MARKUP}")).transcript
    card = desk.scorer.score(transcript, asked, Audience.RECRUITER)
    assert card.scorable
    archive = desk.sessions.archive
    session = archive.start_session(MARKUP, None, "study", now)
    kept = archive.start_answer(
        session.id,
        question_id=asked.id,
        question_json=json_text(question_json(asked)),
        audience=Audience.RECRUITER,
        has_audio=False,
        now=now,
    )
    archive.scored(kept.id, transcript, card)
    return archive.answer(kept.id)
