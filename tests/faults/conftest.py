"""Faults happen to the real parts; the tests find what they share beside them."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from candidate import prepare
from victim import Part, parts


@pytest.fixture(scope="session")
def said(tmp_path_factory: pytest.TempPathFactory) -> tuple[Part, ...]:
    """The two halves of the answer."""
    return parts(tmp_path_factory.mktemp("said"))


@pytest.fixture
def short_interview(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two short questions and a plan that asks them; the small model, Piper's voice."""
    for name, value in prepare(tmp_path / "own").items():
        monkeypatch.setenv(name, value)
