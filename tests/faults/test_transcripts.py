"""Transcripts of any kind are scored or refused with a reason; nothing in them is more than text."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hostile import GOOD, MARKUP, stored, without_meaning

from simulator.cli.main import main
from simulator.model.errors import BadInputError, ExitCode
from simulator.model.formats import scorecard_json
from simulator.model.harmless import CONTROLS
from simulator.model.records import AnswerRecord
from simulator.model.scorecard import Audience
from simulator.model.settings import Settings
from simulator.model.transcript import from_text
from simulator.scoring.judgement.judgeable import why_not
from simulator.use_cases.desk import Desk

ODD = {
    "empty": "",
    "white space": " \n\t \u2003 \u200b ",
    "one word": "Hello",
    "one endless word": "a" * 100_000,
    "punctuation": "... --- ??? !!! " * 50,
    "digits": "12 3.5 7e9 0x1F " * 60,
    "German": "Zuerst würde ich mit dem Fachbereich klären, was Abwanderung überhaupt heißt. " * 5,
    "Chinese": "首先我会和业务方确认什么算流失。然后我会训练一个简单的基线模型。" * 9,
    "Arabic": "أولاً سأتفق مع الفريق على تعريف فقدان العملاء ثم أبني نموذجاً بسيطاً " * 5,
    "Hindi": "पहले मैं टीम के साथ तय करूँगा कि ग्राहक का जाना किसे कहते हैं " * 6,
    "emoji": "\U0001f469\u200d\U0001f4bb \U0001f680 great \U0001f1e9\U0001f1ea " * 40,
    "combining": "e\u0301\u0323\u0308 " * 100,
    "markup": MARKUP + GOOD,
    "null": "\x00 " * 40 + GOOD,
    "separators": GOOD.replace(" ", "\u2028").replace(",", "\x85"),
    "lone mark": "\ufeff" + GOOD,
    "one word again and again": "gradient " * 2_000,
    "no full stop": GOOD.replace(".", "").replace(",", "") * 8,
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return without_meaning(Desk(Settings(recordings=str(tmp_path / "recordings"))))


def scored(text: str, path: Path, *more: str) -> int:
    path.write_text(text, encoding="utf-8")
    return main(["score", "--transcript", str(path), *more])


def test_an_odd_text_is_scored_or_refused_with_a_reason(desk: Desk) -> None:
    scorable = set()
    for name, text in ODD.items():
        transcript = desk.scorer.annotate(from_text(text))
        card = desk.scorer.score(transcript, None, Audience.SOFTWARE_ENGINEER)
        assert card.scorable is (card.reason is None), name
        assert card.scorable or card.overall is None
        scorable |= {name} if card.scorable else set()
    assert scorable == {"markup", "null", "separators", "lone mark"}


def test_a_very_long_text_is_refused_with_a_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], many: Callable[[int, int], int]
) -> None:
    assert "far more than one answer" in str(why_not(from_text((GOOD + " ") * 900)))
    assert scored(GOOD * 8_000, tmp_path / "a.txt") == ExitCode.BAD_INPUT
    assert "2 MB" in capsys.readouterr().err
    if many(0, 1):
        assert scored((GOOD + " ") * 900, tmp_path / "a.txt") == ExitCode.TOO_LITTLE_SPEECH
        assert "50,400 words" in capsys.readouterr().err


LETTERS = "abc .,!?'-\n[]<>&\x1b\u202e\u4e2d\u0301\U0001f469"


def strange(chance: random.Random) -> str:
    """Words of an answer, of markup and of nothing in particular."""
    words = GOOD.split() + MARKUP.split() + ["um", "uh", "I mean,", "SMOTE", "you know"]
    made = []
    for _ in range(chance.randrange(0, 120)):
        kind = chance.random()
        junk = "".join(chance.choices(LETTERS, k=chance.randrange(1, 12)))
        anything = "".join(
            chr(chance.choice((chance.randrange(0x20, 0xD800), chance.randrange(0x10000)))) for _ in range(3)
        )
        made.append(chance.choice(words) if kind < 0.8 else junk if kind < 0.95 else anything)
    return " ".join(made).encode("utf-8", "replace").decode()


def test_any_text_gets_finite_scores(
    desk: Desk, many: Callable[[int, int], int], tally: Callable[..., None]
) -> None:
    scorer, question = desk.scorer, desk.questions.get("churn-model")
    chance, count = random.Random(3), many(10, 5_000)
    for _ in range(count):
        transcript = scorer.annotate(from_text(strange(chance)))
        card = scorer.score(transcript, question, chance.choice(list(Audience)))
        assert card.scorable is (card.reason is None)
        assert card.overall is None or 0 <= card.overall <= 100
        assert json.dumps(scorecard_json(card), allow_nan=False)
    tally("transcripts: random words, markup and characters", count, "scored from 0 to 100 or refused")


# What is kept of such an answer, shown and handed out


@pytest.fixture
def answer(desk: Desk) -> AnswerRecord:
    return stored(desk)


class Tags(HTMLParser):
    """Every tag and every address of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs


def test_in_no_report_markup_is_more_than_text(desk: Desk, answer: AnswerRecord) -> None:
    page = desk.export.text(answer.id, "html")
    found = Tags()
    found.feed(page)
    scripts = page.count("<script")
    assert "<script>alert(1)</script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "img" not in found.tags
    assert found.tags.count("script") == scripts
    assert not any(name.startswith("on") for name, _ in found.attributes)
    assert not any(
        "127.0.0.1" in (value or "") and name in ("src", "href") for name, value in found.attributes
    )
    markdown = desk.export.text(answer.id, "md")
    assert "<script>" not in markdown
    assert "\\[red\\]" in markdown
    assert not re.search(r"(?<!\\)\]\(", markdown)
    assert not set(markdown) & set(map(chr, CONTROLS))
    desk.close()


def test_every_command_prints_it_as_text(
    desk: Desk, answer: AnswerRecord, capsys: pytest.CaptureFixture[str], many: Callable[[int, int], int]
) -> None:
    session = answer.session_id
    desk.close()
    bad = "\x1b[2J"
    commands: list[list[str]] = [
        ["sessions", "show", session],
        ["sessions", "list"],
        ["export", session, "--format", "json"],
        ["questions", "show", bad],
        ["sessions", "list", "--json"],
        ["sessions", "show", session, "--json"],
        ["sessions", "correct", answer.id],
        ["sessions", "compare", answer.id],
        ["sessions", "list", "--search", bad],
        ["sessions", "rate", answer.id, "--overall", "3", "--note", MARKUP],
        *(["export", session, "--format", form] for form in ("md", "csv", "html")),
        ["export", bad, "--format", "md"],
        ["trends"],
        ["trends", "--csv"],
        ["questions", "list", "--topic", bad],
        ["interviews", "show", bad],
        ["ask", MARKUP],
        ["models", "pull", bad],
    ]
    for command in commands[: many(4, 99)]:
        code = main(command)
        out, err = capsys.readouterr()
        assert code in (0, 3), command
        assert not set(out + err) & set(map(chr, CONTROLS)), command
    for wrong in (["--\x1b[2J"], ["sessions", "\x1b[2J"], ["trends", "--since", "\x1b[2J"], ["\x1b[2J"]):
        with pytest.raises(SystemExit):
            main(wrong)
        out, err = capsys.readouterr()
        assert not set(out + err) & set(map(chr, CONTROLS)), wrong


# No id is a path


HERE = "20261122-183000-abcd"
ESCAPES = (
    "..", "../..", "../../outside", "/etc/passwd", "~", ".", "", "CON", "nul", "aux.txt", "a\x00b", "C:\\x",
    f"{HERE}/../../outside", f"{HERE}/01/..", "20261122-183000-ab/d", "\u0662\u0660261122-183000-abcd",
    f"{HERE}/\u0661\u0662", f"{HERE}\n", f"{HERE}/01\n", "x" * 5000, "\x1b[2J",
)  # fmt: skip


def test_no_id_leads_out_of_the_recordings_folder(desk: Desk, answer: AnswerRecord, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "01.flac").write_bytes(b"mine")
    before = sorted(str(path) for path in tmp_path.rglob("*"))
    for identifier in ESCAPES:
        for use in (
            desk.sessions.session,
            desk.sessions.answer,
            desk.housekeeping.delete,
            desk.export.keep,
            desk.documents.session,
        ):
            with pytest.raises(BadInputError) as refusal:
                use(identifier)
            assert len(str(refusal.value)) < 300
    assert desk.sessions.answer(answer.session_id).id == answer.id
    assert sorted(str(path) for path in tmp_path.rglob("*")) == before
    desk.close()
