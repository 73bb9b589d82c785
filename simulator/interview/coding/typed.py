"""How the code came to be: its first real line, what was typed in silence, and what was thrown away. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from simulator.interview.coding.edits import Edit, Journal
from simulator.interview.coding.python import first_line_of_work
from simulator.model.transcript import LONG_PAUSE_S, Word

TYPING_PAUSE_S = 5.0
"""A pause between two edits that is no longer still belongs to typing; a convention: who thinks for longer
has stopped. It moves the share of typing time with speech, so docs/coding.md names it."""
DEAD_END_CHARACTERS = 80
DEAD_END_LINES = 2
"""What is thrown away at one go to count as a dead end: about two full lines of code; a convention."""


@dataclass(frozen=True)
class Stretch:
    start_s: float
    end_s: float

    @property
    def seconds(self) -> float:
        return self.end_s - self.start_s


@dataclass(frozen=True)
class FirstCode:
    at_s: float
    line: str


@dataclass(frozen=True)
class Aloud:
    """Typing beside talking."""

    typing_s: float
    spoken_s: float
    """Of the typing time, the part in which there is speech."""
    longest_silence: Stretch | None
    """The longest stretch of typing without a word."""

    @property
    def share(self) -> float | None:
        return self.spoken_s / self.typing_s if self.typing_s else None


@dataclass(frozen=True)
class ThrownAway:
    """Code that was deleted and did not come back."""

    start_s: float
    end_s: float
    code: str


def first_code(journal: Journal, start: str) -> FirstCode | None:
    """When the first real line stood there that was not given, as it read once it was finished."""
    for edit, text in journal.texts():
        if line := first_line_of_work(text, start):
            return FirstCode(edit.at_s, _finished(journal, edit.at_s, line, start))
    return None


def _finished(journal: Journal, at_s: float, begun: str, start: str) -> str:
    """The line a little later, when what was begun is written out."""
    later = first_line_of_work(journal.text_at(at_s + TYPING_PAUSE_S), start)
    return later if later.startswith(begun) else begun


def typed_stretches(journal: Journal) -> tuple[Stretch, ...]:
    """When somebody typed. What stood there at the start is no typing."""
    times = [edit.at_s for edit in journal.edits if edit.at_s > 0]
    return tuple(_joined([Stretch(at, at) for at in times], TYPING_PAUSE_S))


def spoken_stretches(words: Sequence[Word]) -> tuple[Stretch, ...]:
    """When somebody spoke; a pause of up to a second belongs to speech."""
    timed = [Stretch(w.start_s, w.end_s) for w in words if w.start_s is not None and w.end_s is not None]
    return tuple(_joined(timed, LONG_PAUSE_S))


def aloud(journal: Journal, words: Sequence[Word]) -> Aloud:
    """How much of the typing was accompanied by speech."""
    typed, spoken = typed_stretches(journal), spoken_stretches(words)
    silent = [gap for stretch in typed for gap in _gaps(stretch, spoken)]
    typing_s = sum(stretch.seconds for stretch in typed)
    silent_s = sum(gap.seconds for gap in silent)
    longest = max(silent, key=lambda gap: gap.seconds, default=None)
    return Aloud(typing_s, max(0.0, typing_s - silent_s), longest if longest and longest.seconds else None)


def thrown_away(journal: Journal) -> tuple[ThrownAway, ...]:
    """Every burst of edits that deleted a good deal which is not in the text again at its end."""
    return tuple(found for burst in _bursts(journal) if (found := _lost_in(journal, burst)))


def _bursts(journal: Journal) -> Iterator[range]:
    """Numbers of edits that follow one another without a pause."""
    first = 0
    for number in range(1, len(journal.edits) + 1):
        ends = number == len(journal.edits)
        if ends or journal.edits[number].at_s - journal.edits[number - 1].at_s > TYPING_PAUSE_S:
            yield range(first, number)
            first = number


def _lost_in(journal: Journal, burst: range) -> ThrownAway | None:
    edits = [journal.edits[number] for number in burst]
    if sum(edit.end - edit.start for edit in edits) < DEAD_END_CHARACTERS:
        return None
    before, after = journal.text_after(burst.start), journal.text_after(burst.stop)
    kept = {_bare(line) for line in after.splitlines()}
    lost = [line for line in before.splitlines() if _bare(line) and _bare(line) not in kept]
    if len(lost) < DEAD_END_LINES or sum(map(len, lost)) < DEAD_END_CHARACTERS:
        return None
    return ThrownAway(_first_deletion(edits), edits[-1].at_s, "\n".join(lost))


def _first_deletion(edits: Sequence[Edit]) -> float:
    return next(edit.at_s for edit in edits if edit.end > edit.start)


def _bare(line: str) -> str:
    """The line without white space: moved or indented anew it is the same."""
    return "".join(line.split())


def _joined(stretches: Sequence[Stretch], pause_s: float) -> Iterator[Stretch]:
    """The stretches, those together that are no further apart than the pause."""
    current: Stretch | None = None
    for stretch in sorted(stretches, key=lambda each: each.start_s):
        if current is not None and stretch.start_s - current.end_s <= pause_s:
            current = Stretch(current.start_s, max(current.end_s, stretch.end_s))
            continue
        if current is not None:
            yield current
        current = stretch
    if current is not None:
        yield current


def _gaps(stretch: Stretch, spoken: Sequence[Stretch]) -> Iterator[Stretch]:
    """The parts of a stretch in which nobody speaks; `spoken` is in order and apart."""
    at = stretch.start_s
    for speech in spoken:
        if speech.end_s <= at:
            continue
        if speech.start_s >= stretch.end_s:
            break
        if speech.start_s > at:
            yield Stretch(at, speech.start_s)
        at = speech.end_s
    if at < stretch.end_s:
        yield Stretch(at, stretch.end_s)
