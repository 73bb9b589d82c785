"""Records on a disk that becomes full, again and again: its folder, how often."""

import sys
from pathlib import Path

from journals import ended
from small_disk import empty, fill
from virtual_sound import wait_for

from simulator.speech.audio.journal import length, marks
from simulator.speech.audio.process import AudioProcess
from simulator.speech.ports import HEARING_RATE, AudioEvent


class Recording:
    """One recording; its disk is full from a moment on until `make_room`."""

    def __init__(self, audio: AudioProcess, events: list[AudioEvent], disk: Path, run: int) -> None:
        self.audio = audio
        self.events = events
        self.disk = disk
        self.journal = disk / f"{run}" / "01.pcm"
        audio.record(self.journal)
        wait_for(lambda: length(self.journal) > 2000 * (run % 5), "a part is on the disk")
        fill(disk, leave=777 * run)
        self.await_event("goes on in memory")
        self.on_disk_s = length(self.journal) / HEARING_RATE
        self.goes_on(self.on_disk_s)

    def await_event(self, words: str) -> None:
        def said() -> bool:
            return any(words in f"{event.kind} {event.detail}" for event in list(self.events))

        wait_for(said, f"{words} in {self.events}")

    def goes_on(self, after_s: float) -> None:
        wait_for(lambda: self.audio.recorded_s > after_s + 0.5, "it goes on in memory")

    def finish_in_vain(self) -> None:
        self.audio.finish()
        self.await_event("in memory only")
        assert not ended(self.journal)

    def another_microphone(self) -> None:
        before_s = self.audio.recorded_s
        self.audio.record(self.journal)
        self.goes_on(before_s)

    def make_room(self) -> None:
        empty(self.disk)

    def finish(self) -> None:
        self.audio.finish()
        self.await_event("finished")
        assert ended(self.journal)
        last = marks(self.journal)[-1]["at_sample"]
        assert length(self.journal) == last > (self.on_disk_s + 0.5) * HEARING_RATE


def main() -> None:
    disk, events = Path(sys.argv[1]), list[AudioEvent]()
    audio = AudioProcess(events.append)
    for run in range(int(sys.argv[2])):
        events.clear()
        recording = Recording(audio, events, disk, run)
        if run % 3 != 1:
            recording.finish_in_vain()
        if run % 3 == 2:
            recording.another_microphone()
        recording.make_room()
        if run % 3:
            recording.await_event("all of it")
        recording.finish()
    audio.close()


if __name__ == "__main__":
    main()
