"""What `transcribe` prints."""

from __future__ import annotations

import argparse
import json
from types import SimpleNamespace
from typing import cast

import pytest

from simulator.cli.commands.transcribe import transcribe
from simulator.model.contour import Contour
from simulator.model.formats import TRANSCRIPT_ORDER
from simulator.model.transcript import Transcript, Word
from simulator.use_cases.desk import Desk

HEARD = Transcript(
    words=(Word(text="yes", start_s=0.0, end_s=0.4),),
    text="yes",
    contour=Contour(step_s=0.1, levels_db=(-20.0,) * 4, pitches_hz=(100.0,) * 4),
)


def test_the_document_has_the_published_fields_and_not_the_contour(
    capsys: pytest.CaptureFixture[str],
) -> None:
    desk = SimpleNamespace(examine=SimpleNamespace(transcribe=lambda _file, on_progress: HEARD))
    assert transcribe(cast(Desk, desk), argparse.Namespace(file="a.wav", json=True)) == 0
    document = json.loads(capsys.readouterr().out)
    assert set(document) >= set(TRANSCRIPT_ORDER)
    assert "contour" not in document
