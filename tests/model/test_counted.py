from __future__ import annotations

from simulator.model.counted import counted


def test_one_thing_and_many() -> None:
    assert [counted(count, "answer") for count in (0, 1, 2)] == ["0 answers", "1 answer", "2 answers"]
    assert [counted(count, "story", "stories") for count in (1, 2)] == ["1 story", "2 stories"]
