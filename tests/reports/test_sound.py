"""The sound of a report goes to the second that was clicked, by ear, in Chromium and in Firefox.

The answer is a tone that rises by 100 Hz a second, so that what sounds says which second it is. Safari
runs on no machine of ours; MP3 of a constant bit rate is what it seeks in too.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from playwright.sync_api import sync_playwright
from virtual_sound import VirtualSound

sys.path.insert(0, str(Path(__file__).parent))
from firefox import FIREFOX, firefox
from test_page import CHROMIUM

from simulator.model import settings
from simulator.model.records import AnswerRecord
from simulator.reports import page as pages
from simulator.reports.subject import ReportedAnswer, SessionReport
from simulator.use_cases.desk import Desk
from simulator.use_cases.look_back.sound import as_data

RATE, FIRST_HZ, HZ_A_SECOND = 16_000, 300, 100
WORDS = (90, 5, 60, 120, 30)
"""The words that are clicked, by their place in the answer: to and fro."""
HEARD = """
const [words, first, rise] = given;
const audio = document.querySelector("audio");
if (audio.readyState < 1) {
  await new Promise((loaded) => audio.addEventListener("loadedmetadata", loaded, { once: true }));
}
const context = new AudioContext();
await context.resume();
const ear = context.createAnalyser();
ear.fftSize = 4096;
context.createMediaElementSource(audio).connect(ear);
ear.connect(context.destination);
const found = [];
for (const index of words) {
  const word = document.querySelectorAll(".word[data-at]")[index];
  const at = Number(word.dataset.at);
  const there = new Promise((sought) => audio.addEventListener("seeked", sought, { once: true }));
  word.click();
  await there;
  while (audio.currentTime < at + 0.4) await new Promise((drawn) => setTimeout(drawn, 10));
  const bins = new Float32Array(ear.frequencyBinCount);
  ear.getFloatFrequencyData(bins);
  const top = bins.reduce((best, loud, bin) => (loud > bins[best] ? bin : best), 1);
  found.push([at, audio.currentTime, (top * context.sampleRate / ear.fftSize - first) / rise]);
  audio.pause();
}
return [audio.duration, found];
"""


@pytest.fixture
def answer(tmp_path: Path) -> AnswerRecord:
    """The sample's words over the rising tone."""
    desk = Desk(settings.load())
    record = desk.sessions.answer("sample")
    desk.close()
    at = np.arange(int(record.duration_s * RATE)) / RATE
    tone = 0.3 * np.sin(2 * np.pi * (FIRST_HZ * at + HZ_A_SECOND / 2 * at**2))
    soundfile.write(tmp_path / "tone.flac", tone.astype(np.float32), RATE)
    return replace(record, audio=tmp_path / "tone.flac")


@pytest.fixture
def report(answer: AnswerRecord, tmp_path: Path) -> Path:
    desk = Desk(settings.load())
    session = desk.sessions.session("sample")
    desk.close()
    reported = ReportedAnswer(record=answer, question=None, sound=as_data(answer))
    file = tmp_path / "report.html"
    file.write_text(pages.report(SessionReport(session=session, answers=(reported,))), encoding="utf-8")
    return file


def plays_where_clicked(told: tuple[float, list[list[float]]], length_s: float) -> None:
    duration_s, found = told
    assert abs(duration_s - length_s) < 0.2
    assert len(found) == len(WORDS)
    for clicked_s, shown_s, heard_s in found:
        assert clicked_s <= shown_s < clicked_s + 2.0
        assert abs(heard_s - shown_s) < 0.3, f"clicked {clicked_s}, the page says {shown_s}"


def test_in_chromium(report: Path, answer: AnswerRecord) -> None:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: `apt-get install chromium`")
    with sync_playwright() as playwright:
        alone = ["--no-sandbox", "--autoplay-policy=no-user-gesture-required"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=alone)
        page = browser.new_page()
        page.goto(report.as_uri())
        told = page.evaluate(f"async (given) => {{ {HEARD} }}", [WORDS, FIRST_HZ, HZ_A_SECOND])
        browser.close()
    plays_where_clicked(told, answer.duration_s)


def test_in_firefox(report: Path, answer: AnswerRecord, virtual_sound: VirtualSound) -> None:
    if FIREFOX is None:
        pytest.skip("no Firefox on this machine: `apt-get install firefox-esr`")
    with firefox() as browser:
        browser.go(report)
        plays_where_clicked(browser.run(HEARD, WORDS, FIRST_HZ, HZ_A_SECOND), answer.duration_s)


def test_what_cannot_become_mp3_is_embedded_as_it_is(answer: AnswerRecord, tmp_path: Path) -> None:
    broken = tmp_path / "broken.flac"
    broken.write_bytes(b"no sound")
    assert as_data(replace(answer, audio=broken)) == "data:audio/flac;base64,bm8gc291bmQ="
    assert as_data(replace(answer, audio=None)) == ""
    assert as_data(replace(answer, audio=tmp_path / "open.pcm")) == ""
    assert as_data(answer).startswith("data:audio/mpeg;base64,")
