"""What is here, what is missing, and the step that mends it. Changes nothing unless asked, never deletes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.model import settings as configuration
from simulator.model.errors import BadInputError, MissingPartError, SimulatorError

if TYPE_CHECKING:
    from simulator.downloads.official import Remote
    from simulator.speech.ports import Device
    from simulator.use_cases.desk import Studio


@dataclass(frozen=True, kw_only=True)
class Check:
    """One thing looked at."""

    id: str
    ok: bool
    detail: str
    mend: str = ""


@dataclass(frozen=True, kw_only=True)
class ModelRow:
    """Weights this project can use."""

    name: str
    kind: str
    """`hearing`, `meaning` or `voice`."""
    size_mb: int
    present: bool
    note: str


def models() -> tuple[ModelRow, ...]:
    """Every model there is, and whether it is on this machine."""
    from simulator.reading import weights as meaning
    from simulator.speech.hearing import weights as hearing
    from simulator.speech.voices import piper

    cache = configuration.cache_folder()
    rows = [
        ModelRow(name=row.name, kind="hearing", size_mb=row.size_mb, present=row.present, note=row.note)
        for row in hearing.models(cache)
    ]
    judging = ModelRow(
        name=meaning.NAME,
        kind="meaning",
        size_mb=_megabytes(meaning.REMOTES),
        present=any(True for _ in meaning.candidates(cache)),
        note="judges meaning in answers",
    )
    voice = ModelRow(
        name=piper.NAME,
        kind="voice",
        size_mb=_megabytes(piper.REMOTES),
        present=piper.found(cache) is not None,
        note="reads questions aloud; needs the extra `piper`",
    )
    return (*rows, judging, voice)


def _megabytes(remotes: Mapping[str, Remote]) -> int:
    return sum(remote.size for remote in remotes.values()) // 1_000_000


def pull(name: str, on_progress: Callable[[float], None] | None) -> Path:
    """Download `name` the official way, checked by its digest. Raises `BadInputError` for an unknown name."""
    from simulator.reading import weights as meaning
    from simulator.speech.hearing import weights as hearing
    from simulator.speech.voices import piper

    def progress(done: int, total: int) -> None:
        if on_progress is not None and total:
            on_progress(done / total)

    cache = configuration.cache_folder()
    if name == meaning.NAME:
        return meaning.pull(cache, progress)
    if name == piper.NAME:
        return piper.pull(cache, progress)
    return hearing.pull(name, cache, progress)


def examine(studio: Studio, *, mend: bool) -> tuple[Check, ...]:
    """Every check. With `mend`: missing weights are downloaded; a recordings folder is made."""
    if mend:
        _mend(studio)
    return tuple(_checks(studio))


def _mend(studio: Studio) -> None:
    studio.recordings.mkdir(parents=True, exist_ok=True)
    for row in models():
        if not row.present and row.name in (studio.settings.model, "all-MiniLM-L6-v2"):
            pull(row.name, None)


def _checks(studio: Studio) -> Iterator[Check]:
    yield from _devices(studio)
    yield _attempt("voice", lambda: _voice(studio))
    yield _attempt("hearing", lambda: _hearing(studio))
    yield _attempt("meaning", _meaning)
    yield _attempt("archive", lambda: _archive(studio))
    yield _attempt("prompts", lambda: _prompts(studio))


def _attempt(identifier: str, look: Callable[[], str]) -> Check:
    """`look` returns what it found, or raises what is wrong."""
    try:
        return Check(id=identifier, ok=True, detail=look())
    except SimulatorError as error:
        return Check(id=identifier, ok=False, detail=str(error), mend=error.mend)


def _devices(studio: Studio) -> Iterator[Check]:
    try:
        devices = studio.devices(refresh=True)
    except SimulatorError as error:
        yield Check(id="microphone", ok=False, detail=str(error), mend=error.mend)
        yield Check(id="speaker", ok=False, detail=str(error), mend=error.mend)
        return
    microphones = [device for device in devices if device.inputs]
    speakers = [device for device in devices if device.outputs]
    chosen = studio.settings.microphone
    yield _device("microphone", microphones, [d for d in microphones if d.is_default_input], chosen)
    yield _device("speaker", speakers, [d for d in speakers if d.is_default_output], studio.settings.speaker)


def _device(kind: str, there: list[Device], default: list[Device], chosen: str) -> Check:
    if not there:
        typed = " Answers can be typed." if kind == "microphone" else ""
        return Check(
            id=kind,
            ok=False,
            detail=f"No {kind} was found.{typed}",
            mend=f"Connect a {kind} and run this again.",
        )
    if chosen and chosen not in {device.id for device in there}:
        step = f"Connect it, or choose another {kind} in the settings."
        return Check(id=kind, ok=False, detail=f"The {kind} '{chosen}' is not here.", mend=step)
    used = next((device for device in there if device.id == chosen), (default or there)[0])
    return Check(id=kind, ok=True, detail=f"{used.name}, {used.rate} Hz ({len(there)} found)")


def _voice(studio: Studio) -> str:
    checks = studio.speaker.available()
    if not any(check.ok for check in checks):
        raise MissingPartError(" ".join(check.why for check in checks), checks[0].mend if checks else "")
    return "; ".join(f"{check.id}: {check.why}" for check in checks)


def _hearing(studio: Studio) -> str:
    from simulator.speech.hearing import weights

    found = weights.find(studio.settings.model, configuration.cache_folder())
    weights.verify(found)
    return f"{studio.settings.model} {found.sha256[:6]}, engine {studio.settings.engine}, from {found.source}"


def _meaning() -> str:
    from simulator.reading import weights

    return f"{weights.NAME} from {weights.find(configuration.cache_folder())}"


def _archive(studio: Studio) -> str:
    count = len(studio.sessions(sample=False))
    return f"{count} sessions in {studio.recordings}"


def _prompts(studio: Studio) -> str:
    if refused := studio.judge.prompts.refused:
        raise BadInputError(refused[0], "Ours judge meanwhile. docs/scoring.md says what a rubric holds.")
    if problems := studio.bank_problems():
        raise BadInputError(problems[0], "`simulator questions check` names every problem.")
    if problems := studio.plan_problems():
        raise BadInputError(problems[0], "`simulator interviews check` names every problem.")
    terms = len(studio.judge.prompts.lexicon.terms)
    return f"{len(studio.bank)} questions, {len(studio.plans())} interviews, {terms} terms"
