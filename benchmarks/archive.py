"""The archive at scale: python -m benchmarks.archive [--answers N] [--tenfold] [--whole-documents]

Generates N answers (10,000) in N/6.7 sessions over three years, with the sample's measures scattered as
people vary, and times what the screens ask for: lists of sessions, a page and all, a trend, all trends, words
in transcripts, means by topic, what was practised when. `--tenfold` does the same with ten times as many and
prints the ratio. Transcripts have 150 words drawn from the bank's model answers; scorecards are short unless
`--whole-documents` (the sample's, 25 KB each) is given.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from simulator.archive import database
from simulator.archive.store import Archive
from simulator.model import settings
from simulator.model.formats import json_text, question_json, scorecard_json, transcript_json
from simulator.model.question import Question
from simulator.use_cases.desk import Desk
from simulator.use_cases.look_back.trends import SHOWN
from simulator.use_cases.sample import load

ANSWERS_A_SESSION = 20 / 3
ROUNDS = 7
WORDS = 150
GOALS_MS = {"a page of sessions": 50, "a trend": 150, "words in transcripts": 100}
COLUMNS = (
    "session_id, number, question_id, audience, take, started_at, at, state, duration_s, overall, clarity,"
    " structure, content, rubric_id, rubric_version, topic, kind, hearing_model"
)


def fill(
    folder: Path, answers: int, questions: tuple[Question, ...], *, whole: bool, days: float = 3 * 365
) -> None:
    """Answers in one transaction, as the app would have stored them one by one."""
    Archive(folder).start_session("made", None, "study", datetime.now(UTC))
    sample = load(settings.shipped("sample"))
    assert sample is not None
    assert sample[1].scorecard is not None
    assert sample[1].transcript is not None
    card, transcript = sample[1].scorecard, sample[1].transcript
    words = [word for question in questions for word in (question.model_answer or "").split()]
    card_text = json_text(scorecard_json(card)) if whole else json.dumps({"fillers": {"pet_words": []}})
    asked = {question.id: json_text(question_json(question)) for question in questions}
    chance = random.Random(11)
    began = datetime.now(UTC) - timedelta(days=days)
    connection = sqlite3.connect(folder / database.NAME)
    connection.execute("BEGIN")
    session = ""
    for index in range(answers):
        when = began + timedelta(days=days * index / answers, seconds=chance.uniform(0, 600))
        if index == round(round(index / ANSWERS_A_SESSION) * ANSWERS_A_SESSION):
            session = f"{when:%Y%m%d-%H%M%S}-{index % 10000:04d}"
            row = (
                session,
                when.isoformat(),
                when.timestamp(),
                questions[index % len(questions)].prompt,
                "study",
            )
            connection.execute(
                "INSERT INTO sessions (id, started_at, at, title, mode) VALUES (?,?,?,?,?)", row
            )
        question = questions[chance.randrange(len(questions))]
        scores = [max(0, min(100, round(chance.gauss(50 + 25 * index / answers, 12)))) for _ in range(4)]
        at = (when.isoformat(), when.timestamp())
        asked_about = (question.topic, question.kind.value, card.models.hearing)
        values = (session, index % 90 + 1, question.id, question.audience.value, 1, *at, "scored")
        scored = (chance.uniform(40, 200), *scores, "explain", 1, *asked_about)
        key = connection.execute(
            f"INSERT INTO answers ({COLUMNS}) VALUES ({','.join('?' * 18)})", (*values, *scored)
        ).lastrowid
        connection.execute("INSERT INTO asked VALUES (?, ?)", (key, asked[question.id]))
        start = chance.randrange(len(words) - WORDS)
        said = " ".join(words[start : start + WORDS])
        heard = transcript_json(replace(transcript, text=said)) if whole else {"text": said}
        connection.execute("INSERT INTO documents VALUES (?,?,?)", (key, json_text(heard), card_text))
        connection.execute("INSERT INTO said (rowid, text) VALUES (?, ?)", (key, said))
        connection.executemany(
            "INSERT INTO measures (measure_id, answer, value, unit) VALUES (?,?,?,?)",
            [
                (m.id, key, None if m.value is None else _made(m.value, m.unit, chance), m.unit)
                for m in card.measures
            ],
        )
    connection.execute("COMMIT")
    connection.close()


def _made(value: float, unit: str, chance: random.Random) -> float:
    """A value somewhere around this one; a share stays a share."""
    made = value * chance.uniform(0.5, 1.5)
    return min(1.0, made) if unit == "0-1" else made


def timed(work: Callable[[], object]) -> float:
    """Median milliseconds."""
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


def measured(folder: Path) -> dict[str, float]:
    """What the screens ask for, in milliseconds."""
    desk = Desk(settings.load(given={"recordings": str(folder)}))
    archive = desk.sessions.archive
    oldest = archive.sessions()[-100].id
    found = {
        "a page of sessions": timed(lambda: desk.sessions.page(200)),
        "the last page": timed(lambda: desk.sessions.page(200, after=oldest)),
        "a search in titles": timed(lambda: desk.sessions.page(200, words="threshold")),
        "home's recent sessions": timed(lambda: desk.sessions.recent(40)),
        "list of all sessions": timed(archive.sessions),
        "a trend": timed(lambda: desk.trends.trend("fillers_per_minute")),
        "a trend of one topic": timed(lambda: desk.trends.trend("clarity", topic="evaluation")),
        f"all {len(SHOWN)} trends": timed(desk.trends.overview),
        "words in transcripts": timed(lambda: archive.words.search("threshold precision")),
        "a common word": timed(lambda: archive.words.search("the")),
        "means by topic": timed(lambda: desk.trends.group_means("clarity", "topic")),
        "what was practised when": timed(archive.history.last_practised),
    }
    desk.close()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=10_000)
    parser.add_argument("--tenfold", action="store_true")
    parser.add_argument("--whole-documents", action="store_true")
    given = parser.parse_args()
    questions = tuple(Desk(settings.load()).questions.bank.questions)
    sizes = [given.answers, 10 * given.answers] if given.tenfold else [given.answers]
    tables = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            fill(Path(folder), size, questions, whole=given.whole_documents)
            tables.append(measured(Path(folder)))
            mb = (Path(folder) / database.NAME).stat().st_size / 1e6
            print(f"{size} answers in {round(size / ANSWERS_A_SESSION)} sessions, {mb:.0f} MB")
    print(f"{'median of ' + str(ROUNDS) + ', ms':28} {'  '.join(f'{size:>9}' for size in sizes)}   goal")
    for name in tables[0]:
        values = [table[name] for table in tables]
        ratio = f"   x {values[1] / values[0]:.1f}" if len(values) > 1 else ""
        print(f"{name:28} {'  '.join(f'{v:9.1f}' for v in values)}   {GOALS_MS.get(name, ''):>4}{ratio}")


if __name__ == "__main__":
    main()
