"""Quitting at any moment ends the app, its children with it, and keeps what was recorded."""

from pathlib import Path

import pytest
from virtual_sound import VirtualSound

from benchmarks.quitting import MOMENTS, guest, quit_at
from simulator.archive.store import Archive

pytestmark = pytest.mark.real


@pytest.mark.parametrize("moment", list(MOMENTS))
def test_quitting_leaves_no_child_process(moment: str, virtual_sound: VirtualSound, tmp_path: Path) -> None:
    done = quit_at(moment, guest(str(tmp_path)))
    assert done.code == 0
    assert done.left == ()
    archive = Archive(tmp_path / "recordings")
    kept = [answer for session in archive.sessions() for answer in archive.answers(session.id)]
    assert len(kept) == (moment in ("while listening", "while paused", "while hearing"))
    assert all(answer.audio is not None and answer.audio.stat().st_size > 0 for answer in kept)
