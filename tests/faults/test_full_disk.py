"""A disk that is full while an answer is recorded, stored, exported: nothing is lost or half written."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from small_disk import run_on_small_disk
from virtual_sound import VirtualSound

Many = Callable[[int, int], int]
Tally = Callable[..., None]
SAID = (
    "I would hold out a test set, fit a simple baseline first, and compare the error on both, because a gap "
    "between them tells me that the model has learned the noise."
)


@pytest.mark.real
def test_recording_goes_on_in_memory_and_is_on_the_disk_once_there_is_room(
    virtual_sound: VirtualSound, tmp_path: Path, many: Many, tally: Tally
) -> None:
    runs = many(2, 50)
    run_on_small_disk(tmp_path, 6000, "recording_until_full.py", str(runs))
    tally("disk full while recording", runs, "went on in memory; all of it on the disk once there was room")


def test_what_cannot_be_stored_or_exported_ends_with_5_and_leaves_nothing_half(
    tmp_path: Path, many: Many, tally: Tally
) -> None:
    disk, outside = tmp_path / "disk", tmp_path / "outside"
    disk.mkdir()
    outside.mkdir()
    (outside / "answer.txt").write_text(SAID)
    chance = random.Random(7)
    levels = [60_000, *(chance.randrange(700_000) for _ in range(many(0, 199)))]
    printed = run_on_small_disk(disk, 4000, "storing_until_full.py", str(outside), *map(str, levels))
    lines = [line.split(",") for line in printed.splitlines()]
    assert len(lines) == len(levels)
    failed = Counter(name for _, *names in lines for name in names)
    assert failed["practise"]
    note = "refused with exit code 5: " + ", ".join(f"{name} {count}" for name, count in failed.items())
    tally("disk full while storing and exporting", len(levels), note)
