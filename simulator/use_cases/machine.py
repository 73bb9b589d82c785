"""Checks what this machine has and lacks, and how to mend it. Changes nothing unless asked, never deletes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.model import settings as configuration
from simulator.model.counted import counted
from simulator.model.errors import BadInputError, ExitCode, MissingPartError, SimulatorError

if TYPE_CHECKING:
    from simulator.downloads.official import Remote
    from simulator.model.progress import Progress
    from simulator.speech.ports import Device
    from simulator.use_cases.equipment import SoundEquipment
    from simulator.use_cases.look_back.sessions import Sessions
    from simulator.use_cases.prepare.interviews import Interviews
    from simulator.use_cases.prepare.questions import Questions
    from simulator.use_cases.scorer import Scorer
    from simulator.use_cases.settings_store import SettingsStore


NEEDED = frozenset({"microphone", "speaker", "voice", "hearing"})
"""The checks without which nobody can rehearse aloud."""


@dataclass(frozen=True, kw_only=True)
class Check:
    """The result of one check."""

    id: str
    ok: bool
    detail: str
    mend: str = ""


def exit_code(checks: Iterable[Check]) -> ExitCode:
    """How `doctor` ends: whether a question can be asked aloud here, and its answer heard, scored and kept.

    What is lacking besides (the meaning model, a question file that is refused) leaves the rest at work.
    """
    failed = {check.id for check in checks if not check.ok}
    if failed & NEEDED:
        return ExitCode.MISSING
    return ExitCode.ARCHIVE if "archive" in failed else ExitCode.DONE


@dataclass(frozen=True, kw_only=True)
class ModelRow:
    """Weights this project can use."""

    name: str
    kind: str
    """`hearing`, `meaning` or `voice`."""
    size_mb: int
    present: bool
    note: str


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What a `Machine` examines."""

    settings: SettingsStore
    equipment: SoundEquipment
    sessions: Sessions
    questions: Questions
    interviews: Interviews
    scorer: Scorer


@dataclass(frozen=True, kw_only=True)
class AddedFile:
    """A file of a model that is now in the cache."""

    model: str
    file: Path
    missing: tuple[str, ...]
    """Files that the model still lacks."""


class Machine:
    """Looks at this machine: its devices, voices and models, and what is kept on it."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def voices(self) -> tuple[str, ...]:
        """Who can speak here, and who is used. Slow: each voice is tried."""
        found = self._parts.equipment.voice.available()
        return tuple(f"{'✓' if voice.ok else '✗'} {voice.id}: {voice.why}" for voice in found)

    def models(self) -> tuple[ModelRow, ...]:
        """Every model there is, and whether it is on this machine."""
        return models()

    def pull(self, name: str, on_progress: Progress | None = None) -> Path:
        """Download weights the official way. Slow. Raises `BadInputError` for an unknown name."""
        return pull(name, on_progress, self._parts.settings.current.mirror)

    def add(self, path: Path) -> tuple[AddedFile, ...]:
        """Take weights from a file or folder that the user fetched elsewhere. Slow.

        A file belongs where its SHA-256 says, whatever its name. Raises `BadInputError` when none belongs
        anywhere, `ArchiveError` when it cannot be copied.
        """
        return add(path)

    def examine(self, *, mend: bool = False) -> tuple[Check, ...]:
        """Check everything. Slow. With `mend`, download missing weights and make the recordings folder."""
        if mend:
            _mend(self._parts)
        return tuple(_checks(self._parts))


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


def pull(name: str, on_progress: Progress | None, mirror: str = "") -> Path:
    """Download `name` the official way, checked by its digest. Raises `BadInputError` for an unknown name."""
    from simulator.reading import weights as meaning
    from simulator.speech.hearing import weights as hearing
    from simulator.speech.voices import piper

    def progress(done: int, total: int) -> None:
        if on_progress is not None and total:
            on_progress(done / total)

    cache = configuration.cache_folder()
    if name == meaning.NAME:
        return meaning.pull(cache, progress, mirror=mirror)
    if name == piper.NAME:
        return piper.pull(cache, progress, mirror=mirror)
    return hearing.pull(name, cache, progress, mirror=mirror)


def add(path: Path) -> tuple[AddedFile, ...]:
    """Copy what belongs to a model from `path`, a file or a folder, into the cache."""
    from simulator.downloads.official import adopt, sha256_of
    from simulator.reading import weights as meaning
    from simulator.speech.hearing import weights as hearing
    from simulator.speech.voices import piper

    cache = configuration.cache_folder()
    known = [place for room in (hearing, meaning, piper) for place in room.files(cache)]
    if not path.exists():
        raise BadInputError(f"There is no file {path}.")
    sizes = {remote.size for _, _, remote in known}
    added: list[tuple[str, Path]] = []
    for source in sorted(path.iterdir()) if path.is_dir() else (path,):
        if not source.is_file() or source.stat().st_size not in sizes:
            continue
        try:
            found = sha256_of(source)
        except OSError as error:
            raise BadInputError(f"{source} cannot be read: {error.strerror}.") from error
        for model, target, remote in known:
            if remote.sha256 == found:
                added.append((model, adopt(source, remote, target)))
    if not added:
        raise BadInputError(
            f"{path} is no file of a model known here: its SHA-256 is none of the pinned ones.",
            "`simulator models list` names the models; what was cut off or changed is refused too.",
        )
    return tuple(
        AddedFile(
            model=model,
            file=file,
            missing=tuple(target.name for name, target, _ in known if name == model and not target.is_file()),
        )
        for model, file in added
    )


def _mend(parts: Parts) -> None:
    from simulator.reading import weights as meaning
    from simulator.speech.hearing import suited

    parts.sessions.recordings.mkdir(parents=True, exist_ok=True)
    now = parts.settings.current
    wanted = (suited.definite(now.model, configuration.cache_folder(), ()), meaning.NAME)
    for row in models():
        if not row.present and row.name in wanted:
            pull(row.name, None, now.mirror)


def _checks(parts: Parts) -> Iterator[Check]:
    yield from _devices(parts)
    yield _attempt("voice", lambda: _voice(parts))
    yield _attempt("voices", lambda: _voices(parts))
    hearing = _attempt("hearing", lambda: _hearing(parts))
    yield hearing
    if hearing.ok:
        yield _speed(parts)
    yield _attempt("meaning", _meaning)
    yield _attempt("archive", lambda: _archive(parts))
    yield _attempt("prompts", lambda: _prompts(parts))


def _attempt(identifier: str, look: Callable[[], str]) -> Check:
    """Run one check: `look` returns what it found, or raises the `SimulatorError` that says what is wrong."""
    try:
        return Check(id=identifier, ok=True, detail=look())
    except SimulatorError as error:
        return Check(id=identifier, ok=False, detail=str(error), mend=error.mend)


def _devices(parts: Parts) -> Iterator[Check]:
    try:
        devices = parts.equipment.devices(refresh=True)
    except SimulatorError as error:
        yield Check(id="microphone", ok=False, detail=str(error), mend=error.mend)
        yield Check(id="speaker", ok=False, detail=str(error), mend=error.mend)
        return
    microphones = [device for device in devices if device.inputs]
    speakers = [device for device in devices if device.outputs]
    chosen = parts.settings.current.microphone
    yield _device("microphone", microphones, [d for d in microphones if d.is_default_input], chosen)
    yield _device(
        "speaker", speakers, [d for d in speakers if d.is_default_output], parts.settings.current.speaker
    )


def _device(kind: str, there: list[Device], default: list[Device], chosen: str) -> Check:
    from simulator.speech.audio.advice import connect
    from simulator.speech.audio.recognising import recognised

    if not there:
        typed = " Answers can be typed." if kind == "microphone" else ""
        return Check(id=kind, ok=False, detail=f"No {kind} was found.{typed}", mend=connect(kind))
    found = recognised(chosen, there) if chosen else tuple((default or there)[:1])
    if not found:
        step = f"Connect it, or choose another {kind} in the settings."
        return Check(id=kind, ok=False, detail=f"The {kind} '{chosen}' is not here.", mend=step)
    if len(found) > 1:
        alike = f"{len(found)} {kind}s are called like '{chosen}': which one is yours?"
        return Check(id=kind, ok=False, detail=alike, mend="Choose it in the settings.")
    used = found[0]
    return Check(id=kind, ok=True, detail=f"{used.name}, {used.rate} Hz ({len(there)} found)")


def _voice(parts: Parts) -> str:
    checks = parts.equipment.voice.available()
    if not any(check.ok for check in checks):
        raise MissingPartError(" ".join(check.why for check in checks), checks[0].mend if checks else "")
    return "; ".join(f"{check.id}: {check.why}" for check in checks)


def _voices(parts: Parts) -> str:
    """Whether each interviewer of a plan can have a voice of their own that fits them."""
    if parts.settings.current.voice == "off":
        return "The voice is switched off in the settings."
    women, men = parts.equipment.voice.people()
    if not women or not men:
        whose = "woman's" if not women else "man's"
        raise MissingPartError(
            f"No {whose} English voice is installed, so some interviewers' voices do not fit their names.",
            "Add an English voice in the system's settings for speech.",
        )
    return f"{women} women's and {men} men's for the interviewers of a plan"


def _hearing(parts: Parts) -> str:
    from simulator.speech.hearing import suited, weights

    now = parts.settings.current
    found = weights.find(now.model, configuration.cache_folder())
    weights.verify(found)
    name = f"auto: {found.name}" if now.model == suited.AUTO else now.model
    return f"{name} {found.sha256[:6]}, engine {now.engine}, from {found.source}"


def _speed(parts: Parts) -> Check:
    """How quickly this machine hears; a better ear is offered where it would be quick enough."""
    from simulator.use_cases import hearing_speed

    try:
        detail, offer = hearing_speed.sentence(parts.settings.current)
    except SimulatorError as error:
        return Check(id="speed", ok=False, detail=str(error), mend=error.mend)
    return Check(id="speed", ok=True, detail=detail, mend=offer)


def _meaning() -> str:
    from simulator.reading import weights

    return f"{weights.NAME} from {weights.find(configuration.cache_folder())}"


def _archive(parts: Parts) -> str:
    sessions = counted(parts.sessions.count(), "session")
    return f"{sessions} in {parts.sessions.recordings}"


def _prompts(parts: Parts) -> str:
    if refused := parts.scorer.prompts.refused:
        meanwhile = "Until it is mended, the rubrics that ship with the program are used."
        raise BadInputError(refused[0], f"{meanwhile} docs/scoring.md says what a rubric may hold.")
    if problems := parts.questions.problems():
        raise BadInputError(problems[0], "`simulator questions check` names every problem.")
    if problems := parts.interviews.problems():
        raise BadInputError(problems[0], "`simulator interviews check` names every problem.")
    terms = len(parts.scorer.prompts.lexicon.terms)
    return f"{len(parts.questions.bank)} questions, {len(parts.interviews.plans())} interviews, {terms} terms"
