"""Who had the floor while an answer was recorded: read from its marks, so that the ear passes over the rest.

The marks say "interviewer" where the interviewer began to speak and "candidate" where the floor was given
back; each is on disk before the samples it is about. Sound in between is kept, and heard as silence.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.model.transcript import Reply
from simulator.speech.ports import HEARING_RATE

INTERVIEWER, CANDIDATE, START = "interviewer", "candidate", "start"


@dataclass(frozen=True, slots=True)
class Held:
    """The interviewer had the floor from sample `start` to before `end`; None while they still have it."""

    start: int
    end: int | None
    mark: dict[str, Any]


def marks_path(sound: Path) -> Path:
    """Where the marks of a journal, or of the FLAC made of it, are."""
    return sound.with_suffix(".marks.jsonl")


def marks(sound: Path) -> list[dict[str, Any]]:
    """Every whole mark, in order; a line cut off by a crash is passed over."""
    path = marks_path(sound)
    try:
        lines = path.read_bytes().splitlines() if path.is_file() else []
    except OSError:
        return []
    found = []
    for line in lines:
        try:
            mark = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(mark, dict):
            found.append(mark)
    return found


def held(found: Iterable[dict[str, Any]]) -> tuple[Held, ...]:
    """When the interviewer had the floor. A microphone opened again gives it back too."""
    spans: list[Held] = []
    for mark in found:
        at = mark.get("at_sample")
        if not isinstance(at, int) or mark.get("mark") not in (INTERVIEWER, CANDIDATE, START):
            continue
        if spans and spans[-1].end is None:
            spans[-1] = Held(spans[-1].start, at, spans[-1].mark)
        if mark["mark"] == INTERVIEWER:
            spans.append(Held(at, None, mark))
    return tuple(spans)


def silenced(pcm: NDArray[np.int16], first: int, spans: Sequence[Held]) -> NDArray[np.int16]:
    """`pcm`, which begins at sample `first`, with silence where the interviewer had the floor."""
    end = first + len(pcm)
    for span in spans:
        since, until = max(span.start, first), min(end if span.end is None else span.end, end)
        if since < until:
            if not pcm.flags.writeable:
                pcm = pcm.copy()
            pcm[since - first : until - first] = 0
    return pcm


def replies(sound: Path, samples: int) -> tuple[Reply, ...]:
    """What the interviewer said while these `samples` were recorded, in order."""
    return tuple(
        Reply(
            asked=str(span.mark.get("asked") or ""),
            about=about if isinstance(about := span.mark.get("about"), str) else None,
            said=str(span.mark.get("said") or ""),
            answered=span.mark.get("answered") is True,
            start_s=round(min(span.start, samples) / HEARING_RATE, 3),
            end_s=round((samples if span.end is None else min(span.end, samples)) / HEARING_RATE, 3),
        )
        for span in held(marks(sound))
        if span.mark.get("question") is not True
    )
