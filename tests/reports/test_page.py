"""A report in a real browser: it opens, plays, seeks by word, shows every evidence and asks for nothing."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from simulator.interview.coding.edits import Edit, Journal
from simulator.interview.coding.notes import Note
from simulator.interview.sketch.drawing import drawn
from simulator.interview.sketch.growth import growth
from simulator.model import settings, smoothing
from simulator.model.records import Value
from simulator.model.scorecard import Scorecard
from simulator.model.trends import Trend
from simulator.reports import page as pages
from simulator.reports import text
from simulator.reports.subject import ReportedAnswer, SessionReport
from simulator.reports.typed import ReportedCode
from simulator.use_cases.desk import Desk

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
HOSTILE = '<img src=x onerror="alert(1)"></span><script>alert(2)</script>[b]{{ 7 * 7 }}`*_|'


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: `apt-get install chromium`")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def desk() -> Iterator[Desk]:
    opened = Desk(settings.load())
    yield opened
    opened.close()


class Opened:
    """A page, and everything it said, asked for or stumbled over."""

    def __init__(self, browser: Browser, file: Path) -> None:
        self.page: Page = browser.new_page()
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.errors.append(message.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("dialog", lambda dialog: self.errors.append(dialog.message))
        self.page.goto(file.as_uri())
        self.own = file.as_uri()

    def alone(self) -> bool:
        """Whether nothing but the page itself and the sound inside it was loaded, without an error."""
        return self.errors == [] and all(u == self.own or u.startswith("data:") for u in self.requests)


def evidence(card: Scorecard) -> list[str]:
    quotes = [*card.improvements, *card.strengths, *card.key_points, *card.misconceptions]
    return [item.quote for item in quotes if item.quote]


def test_the_sample_plays_seeks_by_word_and_shows_every_evidence(
    browser: Browser, desk: Desk, tmp_path: Path
) -> None:
    opened = Opened(browser, desk.export.write("sample", "html", tmp_path / "report.html"))
    page, card = opened.page, desk.sessions.answer("sample").scorecard
    assert card is not None
    shown = page.inner_text("body")
    assert str(card.overall) in shown
    assert [quote for quote in evidence(card) if quote not in shown] == []
    assert page.locator(".word.filler").count() >= card.fillers.count
    assert page.locator(".word").count() == len(card.words)

    word = page.locator(".word[data-at]").nth(20)
    word.click()
    page.wait_for_function(
        "at => { const a = document.querySelector('audio'); return !a.paused && a.currentTime >= at; }",
        arg=float(str(word.get_attribute("data-at"))),
    )
    page.wait_for_selector(".word.lit")
    assert abs(page.evaluate("document.querySelector('audio').duration") - 62.6) < 1

    page.locator(".next .go").first.click()
    at = float(str(page.locator(".next .go").first.get_attribute("data-at")))
    page.wait_for_function("at => document.querySelector('audio').currentTime >= at", arg=at)
    page.select_option(".speed", "1.5")
    assert page.evaluate("document.querySelector('audio').playbackRate") == 1.5
    page.focus(".word[data-at]")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement === document.querySelectorAll('.word')[1]")
    assert opened.alone()


def test_the_printed_sample_keeps_its_seconds_and_the_letters_of_its_moves(
    browser: Browser, desk: Desk, tmp_path: Path
) -> None:
    page = Opened(browser, desk.export.write("sample", "html", tmp_path / "report.html")).page
    assert "for an ML engineer" in page.inner_text(".answer")
    assert "click a word" in page.inner_text("body")
    boxes = page.locator(".scores > div").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().top)"
    )
    assert len(boxes) == 4
    assert len(set(boxes)) == 1, "the four numbers stand side by side"
    page.emulate_media(media="print", color_scheme="dark")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    shown = page.inner_text("body")
    assert "click a word" not in shown
    assert "▶" not in shown
    first = page.locator(".moments li").first.inner_text()
    assert first.split()[:2] == ["0:00", "f"]
    exact = "all => all.every(one => getComputedStyle(one).printColorAdjust === 'exact')"
    assert page.locator(".key").evaluate_all(exact)
    edges = "all => all.map(one => one.querySelector('td').getBoundingClientRect().left)"
    assert len(set(page.locator(".measures tr").evaluate_all(edges))) == 1


def test_hostile_words_stay_words(browser: Browser, desk: Desk, tmp_path: Path) -> None:
    record = desk.sessions.answer("sample")
    question = desk.sessions.question_of(record)
    assert record.transcript is not None
    assert record.scorecard is not None
    assert question is not None
    first = replace(record.transcript.words[0], text=HOSTILE)
    words = (first, *record.transcript.words[1:])
    improvement = replace(record.scorecard.improvements[0], text=HOSTILE, quote=HOSTILE)
    hostile = replace(
        record,
        transcript=replace(record.transcript, words=words),
        scorecard=replace(record.scorecard, improvements=(improvement,)),
    )
    answer = ReportedAnswer(record=hostile, question=replace(question, prompt=HOSTILE))
    report = SessionReport(session=replace(desk.sessions.session("sample"), title=HOSTILE), answers=(answer,))
    file = tmp_path / "hostile.html"
    file.write_text(pages.report(report), encoding="utf-8")
    opened = Opened(browser, file)
    assert opened.page.inner_text("h1") == HOSTILE
    assert HOSTILE in opened.page.inner_text(".remark.next")
    assert opened.page.locator("img").count() == 0
    assert opened.alone()
    assert "<img" not in text.markdown(report).replace("\\<img", "")


@pytest.mark.parametrize("value", [-1.0, 0.0, 0.5, 100.0, 1e300])
def test_a_chart_of_one_value_has_room_above_and_below(value: float) -> None:
    trend = Trend(
        measure="clarity",
        name="Clarity",
        unit="0-100",
        better=1,
        points=(Value("2026-11-24T12:00:00+00:00", 1e9, "S/01", value),),
        line=(),
        change=smoothing.change([1e9], [value], 1e9),
        sentence="",
    )
    drawn = pages.chart_paths(trend)
    assert drawn["line"] == ""
    ((x, y, _),) = drawn["dots"]
    assert (x, 0 <= y <= pages.HEIGHT) == (pages.WIDTH / 2, True)


@pytest.mark.parametrize(
    ("value", "unit", "low", "high"),
    [(0.62, "0-1", "57%", "67%"), (100.0, "0-100", "99", "100"), (3.4, "1/min", "2.4/min", "4.4/min")],
)
def test_a_measure_that_never_changes_is_a_straight_line_without_a_band(
    value: float, unit: str, low: str, high: str
) -> None:
    times = [1e9 + 150_000.0 * at for at in range(12)]
    trend = Trend(
        measure="key_points_weight",
        name="key points made",
        unit=unit,
        better=1,
        points=tuple(
            Value("2026-11-24T12:00:00+00:00", at_s, f"S/{at}", value) for at, at_s in enumerate(times)
        ),
        line=smoothing.line(times, [value] * 12),
        change=smoothing.change(times, [value] * 12, times[-1]),
        sentence="",
    )
    assert trend.drawn
    drawn = pages.chart_paths(trend)
    heights = {step.split()[-1].removesuffix("Z") for step in f"{drawn['band']} {drawn['line']}".split("L")}
    assert len({part.split("M")[0] for part in heights}) == 1
    assert (drawn["low"], drawn["high"]) == (low, high)


def test_trends_without_an_answer_are_a_page_too(browser: Browser, desk: Desk, tmp_path: Path) -> None:
    opened = Opened(browser, desk.export.write("trends", "html", tmp_path / "deep" / "trends.html"))
    assert "Nothing to show yet" in opened.page.inner_text("main")
    assert opened.alone()


def test_a_sketch_is_drawn_as_it_was_by_slider(browser: Browser, desk: Desk, tmp_path: Path) -> None:
    lines = Journal(
        (Edit(1.0, 0, 0, "app -> db"), Edit(1.1, 9, 9, ": rows"), Edit(8.0, 15, 15, "\n<b>x</b> -> app"))
    )
    grown = growth(lines)
    assert [edit.at_s for edit in grown.edits] == [1.1, 8.0]
    assert grown.final == "\n".join(drawn(lines.final).lines)
    sketch = ReportedCode(journal=grown, what="Sketch", lines_of=lines.final)
    record = desk.sessions.answer("sample")
    reported = ReportedAnswer(record=record, question=None, code=sketch)
    session = desk.sessions.session("sample")
    file = tmp_path / "sketch.html"
    file.write_text(pages.report(SessionReport(session=session, answers=(reported,))), encoding="utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())
    assert page.inner_text(".typed h3") == "Sketch"
    assert page.text_content(".typed code") == grown.final
    for at in (0.0, 2.0, 9.0, 2.0):
        page.evaluate(
            "at => { const s = document.querySelector('.typed input'); s.value = at;"
            " s.dispatchEvent(new Event('input')); }",
            at,
        )
        assert page.text_content(".typed code") == "\n".join(drawn(lines.text_at(at)).lines), at
    assert page.text_content(".typed details pre") == lines.final
    assert page.locator(".typed b").count() == 0
    page.close()


def test_code_is_shown_as_it_was_by_slider_and_by_sound(browser: Browser, desk: Desk, tmp_path: Path) -> None:
    record = desk.sessions.answer("sample")
    assert record.audio is not None
    edits = (
        Edit(0.0, 0, 0, "def f(x):\n"),
        Edit(10.0, 10, 10, "    return 'é🙂'"),
        Edit(20.0, 23, 24, ""),
        Edit(30.0, 0, 0, "</code><script>alert(1)</script>\n"),
    )
    code = ReportedCode(
        journal=Journal(edits),
        notes=(Note(id="first-code", text="The first line of code came after 0:10.", at_s=10.0),),
        passed=2,
        total=3,
    )
    sound = f"data:audio/flac;base64,{base64.b64encode(record.audio.read_bytes()).decode()}"
    reported = ReportedAnswer(record=record, question=None, sound=sound, code=code)
    file = tmp_path / "report.html"
    report = SessionReport(session=desk.sessions.session("sample"), answers=(reported,))
    file.write_text(pages.report(report), encoding="utf-8")
    opened = Opened(browser, file)
    page = opened.page
    assert "passed 2 of 3" in page.inner_text(".typed h3")
    assert page.text_content(".typed code") == code.journal.final

    def slide(at: float) -> str | None:
        page.evaluate(
            "at => { const s = document.querySelector('.typed input'); s.value = at;"
            " s.dispatchEvent(new Event('input')); }",
            at,
        )
        return page.text_content(".typed code")

    for at in (12.0, 25.0, 5.0, 40.0, 20.0):
        assert slide(at) == code.journal.text_at(at), at
    page.locator(".typed .go").first.click()
    page.wait_for_function("() => document.querySelector('audio').currentTime > 10.2")
    page.evaluate("document.querySelector('audio').pause()")
    assert page.text_content(".typed code") == code.journal.text_at(11.0)
    assert opened.alone()
