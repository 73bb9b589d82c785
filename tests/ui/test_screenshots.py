"""The pictures of README and docs can still be made by their command."""

from __future__ import annotations

import asyncio
import importlib.util
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from simulator.model.settings import CHECKOUT

SPEC = importlib.util.spec_from_file_location("screenshots", CHECKOUT / "docs" / "screenshots.py")
assert SPEC is not None
assert SPEC.loader is not None
screenshots = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(screenshots)


@pytest.mark.parametrize(
    ("picture", "shown"), [("scorecard", "Do next"), ("replay", "filler"), ("interviews", "fraud")]
)
def test_a_picture_is_made_of_the_real_app(
    picture: str, shown: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIMULATOR_MICROPHONE_CHECKED", "true")
    made = asyncio.run(screenshots.shoot(picture, tmp_path))
    words = "".join(ElementTree.parse(made).getroot().itertext()).replace("\xa0", " ")
    assert shown in words


def test_every_picture_that_is_shown_can_be_made() -> None:
    kept = {picture.stem for picture in (CHECKOUT / "docs" / "screenshots").glob("*.svg")}
    assert kept == set(screenshots.SHOTS)
