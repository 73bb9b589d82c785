"""A disk that is full while an answer is recorded, stored, exported: nothing is lost or half written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from small_disk import run_on_small_disk
from virtual_sound import VirtualSound

Many = Callable[[int, int], int]
Tally = Callable[..., None]

RECORD = """
import sys
from pathlib import Path

from small_disk import empty, fill
from virtual_sound import wait_for
from simulator.speech.audio.journal import JournalReader, length, marks
from simulator.speech.audio.process import AudioProcess

def main():
    disk, events = Path(sys.argv[1]), []
    audio = AudioProcess(events.append)

    def heard(words, count=1):
        said = lambda: sum(words in f"{event.kind} {event.detail}" for event in list(events)) >= count
        wait_for(said, f"{words} in {events}")

    for run in range(int(sys.argv[2])):
        journal = disk / f"{run}" / "01.pcm"
        audio.record(journal)
        wait_for(lambda: length(journal) > 2000 * (run % 5), "a part is on the disk")
        fill(disk, leave=777 * run)
        heard("goes on in memory")
        on_disk = length(journal)
        wait_for(lambda: audio.recorded_s * 16000 > on_disk + 12000, "it goes on in memory")
        if run % 3 == 0:
            audio.finish()
            heard("in memory only")
            assert not JournalReader(journal).ended
            empty(disk)
            audio.finish()
        elif run % 3 == 1:
            empty(disk)
            heard("all of it")
            audio.finish()
        else:
            audio.finish()
            heard("in memory only")
            in_memory = audio.recorded_s
            audio.record(journal)
            wait_for(lambda: audio.recorded_s > in_memory + 0.5, "another microphone goes on")
            empty(disk)
            heard("all of it")
            audio.finish()
        heard("finished")
        assert JournalReader(journal).ended
        whole = [mark["at_sample"] for mark in marks(journal)][-1]
        assert length(journal) == whole > on_disk + 12000, (length(journal), marks(journal))
        events.clear()
    audio.close()

if __name__ == "__main__":
    main()
"""


@pytest.mark.real
def test_recording_goes_on_in_memory_and_is_on_the_disk_once_there_is_room(
    virtual_sound: VirtualSound, tmp_path: Path, many: Many, tally: Tally
) -> None:
    runs = many(2, 50)
    run_on_small_disk(tmp_path, 6000, RECORD, str(runs))
    tally("disk full while recording", runs, "went on in memory; all of it on the disk once there was room")
