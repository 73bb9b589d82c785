"""One schema for every setting: defaults, file, environment, command line, settings screen."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import msgspec
import platformdirs
import tomli_w

from simulator.model.errors import BadInputError
from simulator.model.ownfile import expanded, write_private
from simulator.model.stand_in import cache_beside
from simulator.model.tomlfile import UNSAFE, TomlFile, read_toml, shown, unsafe_character

PACKAGE = Path(__file__).parent.parent
CHECKOUT = PACKAGE.parent
APP = "interview-simulator"
LONGEST = 10_000
"""Characters of one setting."""


def setting(default: Any, label: str, help: str, choices: tuple[str, ...] = (), *, shown: bool = True) -> Any:
    """A field of `Settings` with what the settings screen shows for it."""
    return field(default=default, metadata={"label": label, "help": help, "choices": choices, "shown": shown})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Every setting; a value comes from the command line, else SIMULATOR_<NAME>, else the file, else here."""

    microphone: str = setting(
        "", "Microphone", "Which microphone to record with; empty is the system's default."
    )
    speaker: str = setting("", "Speaker", "Where sound is played; empty is the system's default.")
    voice: str = setting(
        "auto", "Voice", "Who reads the questions aloud.", ("auto", "piper", "pyttsx3", "off")
    )
    start: str = setting(
        "key",
        "Start of an answer",
        "Recording starts on a key, or at once after the question.",
        ("key", "at once"),
    )
    ending: str = setting(
        "on a key",
        "End of an answer",
        "An answer ends on a key, or also after a silence, with a countdown that any sound or key stops.",
        ("on a key", "by itself"),
    )
    engine: str = setting(
        "auto",
        "Hearing engine",
        "auto: openai-whisper on a CUDA GPU, else faster-whisper.",
        ("auto", "faster-whisper", "openai-whisper"),
    )
    model: str = setting(
        "base",
        "Hearing model",
        "Larger models hear better and slower; `simulator models list` names them all. "
        "auto is the best one here that `simulator doctor` found quick enough.",
    )
    captions: str = setting(
        "off",
        "Live captions",
        "What was heard so far, fillers and pace, while you speak; never in real mode.",
        ("off", "on"),
    )
    replies: str = setting(
        "on a key",
        "Replies",
        "The interviewer replies when you press the key, or also by itself two seconds after a question.",
        ("on a key", "by itself"),
    )
    audience: str = setting(
        "",
        "Audience",
        "Who listens; empty is the question's own.",
        ("", "recruiter", "product_manager", "software_engineer", "ml_engineer", "researcher", "engineer"),
    )
    tests_locked: str = setting(
        "no",
        "Tests in coding",
        "Whether the tests wait until you are done with a coding problem, as at some companies.",
        ("no", "yes"),
    )
    tab_width: str = setting(
        "4", "Tab width", "Spaces that Tab and a new block go in by when you type code.", ("2", "4", "8")
    )
    role: str = setting("", "Role", "What you prepare for, such as ML engineer; what it names comes sooner.")
    interview_on: str = setting(
        "", "Interview", "The day of your interview as 2026-12-24; home counts the days."
    )
    hours_a_week: str = setting(
        "5",
        "Hours a week",
        "How much time you have, for the plan until your interview; P on the map writes it as a page.",
        ("1", "2", "3", "5", "8", "12", "20"),
    )
    weak_areas: str = setting(
        "", "Weak areas", "What you feel unsure about, with commas between; it comes first among what is new."
    )
    theme: str = setting(
        "night", "Theme", "Colours of the screens: night is dark, day is light.", ("night", "day")
    )
    screens: str = setting(
        "drawn",
        "Screens",
        "plain is for a screen reader or a braille line: no frames, one thing below the other, clocks by the "
        "minute, and the terminal's cursor where the keyboard is. F9 gives every screen as text.",
        ("drawn", "plain"),
    )
    questions: str = setting("", "Your questions", "A folder with question files of your own.")
    interviews: str = setting("", "Your interviews", "A folder with interview plans of your own.")
    rubrics: str = setting(
        "", "Your rubrics", "A folder with rubrics of your own; one with the id of ours takes its place."
    )
    headphones: str = setting(
        "no",
        "Headphones",
        "With headphones on, the interviewer also says when the time runs out.",
        ("no", "yes"),
    )
    barge_in: str = setting(
        "no",
        "Speaking up",
        "With headphones on: whoever begins to speak silences the interviewer, and what they say counts.",
        ("no", "yes"),
    )
    words: str = setting(
        "",
        "Your words",
        "Names and terms the ear should expect, likeliest first, with commas between; about a dozen fit.",
        shown=False,
    )
    corrected_words: str = setting(
        "",
        "Corrected words",
        "Names and terms that you put right once, with commas between; the ear knows them from then on.",
    )
    second_judge: str = setting(
        "",
        "Second judge",
        "Address of a language model that also judges, such as http://127.0.0.1:11434/v1; empty is none.",
    )
    second_judge_model: str = setting("", "Its model", "What the second judge calls its model.")
    second_judge_elsewhere: str = setting(
        "no",
        "Elsewhere",
        "Agree that your words go to a second judge that is not on this machine.",
        ("no", "agreed"),
    )
    mirror: str = setting(
        "",
        "Mirror",
        "Address to download models from instead of their publisher's, such as https://models.example.org; "
        "each file is checked all the same.",
    )
    recordings: str = setting("", "Recordings", "Where sessions are kept; empty is the usual place.")
    microphone_checked: bool = setting(False, "Microphone checked", "Set after the first check.", shown=False)


NAMES = frozenset(item.name for item in fields(Settings))
"""Every setting there is."""


def config_path() -> Path:
    """Where the settings file is: SIMULATOR_CONFIG, else the platform's configuration folder."""
    named = os.environ.get("SIMULATOR_CONFIG")
    return expanded(named) if named else Path(platformdirs.user_config_dir(APP)) / "settings.toml"


def known_archives() -> Path:
    """The list of folders that were chosen in the settings file and held an archive."""
    return config_path().with_name("archives.txt")


def written(name: str) -> Any:
    """What the settings file says of a setting; None when nothing. Raises `BadInputError`."""
    return _read(config_path()).values.get(name)


def cache_folder() -> Path:
    """Where models and synthesised questions are cached; SIMULATOR_CACHE overrides.

    In a home that cannot be written it is a temporary folder.
    """
    named = os.environ.get("SIMULATOR_CACHE")
    return expanded(named) if named else cache_beside(Path(platformdirs.user_cache_dir(APP)))


def shipped(name: str) -> Path:
    """`prompts` or `sample`: beside the package in a checkout, inside it in a wheel."""
    inside = PACKAGE / "shipped" / name
    if inside.exists():
        return inside
    return CHECKOUT / ("recordings/sample" if name == "sample" else name)


def is_checkout() -> bool:
    """Whether the package runs from a source checkout."""
    return (CHECKOUT / "pyproject.toml").exists() and (CHECKOUT / "recordings").is_dir()


def recordings_folder(settings: Settings) -> Path:
    """Where sessions live: the setting, else `recordings/` in a checkout, else the platform's data folder."""
    if settings.recordings:
        return expanded(settings.recordings)
    if is_checkout():
        return CHECKOUT / "recordings"
    return data_folder() / "recordings"


def data_folder() -> Path:
    """The platform's folder for what a program keeps for its user."""
    return Path(platformdirs.user_data_dir(APP))


def load(
    path: Path | None = None,
    *,
    environment: Mapping[str, str] = os.environ,
    given: Mapping[str, str | None] | None = None,
    on_problem: Callable[[str], None] | None = None,
) -> Settings:
    """Settings from file, environment and command line (`given`, None where not given).

    Raises `BadInputError` naming file, line and field when a value cannot be used. With `on_problem`, it is
    told of unusable settings of the file instead, and they count as not given; except `recordings`, because
    an answer must not be kept where nobody looks for it.
    """
    file = _read(path or config_path())
    spoken = {item.name: environment.get(f"SIMULATOR_{item.name.upper()}") for item in fields(Settings)}
    said = {f"SIMULATOR_{name.upper()}": (name, value) for name, value in spoken.items()}
    said |= {f"--{name}": (name, value) for name, value in (given or {}).items()}
    spoken_for = {origin: pair for origin, pair in said.items() if pair[1] is not None}
    while True:
        try:
            return _checked(file, spoken_for)
        except _UnusableError as error:
            if on_problem is None or error.name not in file.values or error.name == "recordings":
                raise
            on_problem(f"{error} Until then it counts as not given. {error.mend}".rstrip())
            file = replace(file, values={k: v for k, v in file.values.items() if k != error.name})


def save(settings: Settings, changes: Mapping[str, str | bool], path: Path | None = None) -> Settings:
    """Write the file's settings with `changes`; what came from environment or command line is not written."""
    path = path or config_path()
    file = _read(path)
    _checked(file, {f"setting '{name}'": (name, value) for name, value in changes.items()})
    write_private(path, tomli_w.dumps(file.values | dict(changes)))
    return replace(settings, **changes)  # type: ignore[arg-type]


def _read(path: Path) -> TomlFile:
    """The file, empty when there is none. Raises `BadInputError` naming file and line."""
    if path == Path(os.devnull) or not (path.exists() or path.is_symlink()):
        return TomlFile(path, {}, "")
    return read_toml(path)


class _UnusableError(BadInputError):
    """The setting `name` has no value that can be used in the file."""

    def __init__(self, name: str, error: BadInputError) -> None:
        super().__init__(str(error), error.mend)
        self.name = name


def _checked(file: TomlFile, said: Mapping[str, tuple[str, Any]]) -> Settings:
    """The file's settings, overridden by `said`: a name and a value by where they came from, for people."""
    known = {item.name: item for item in fields(Settings)}
    origins = {name: origin for origin, (name, _) in said.items()}
    values = file.values | dict(said.values())

    def fault(name: str, what: str) -> BadInputError:
        if name in origins:
            return BadInputError(f"{origins[name]}: {shown(what)}.")
        return _UnusableError(name, file.fault(what, name))

    for name, value in values.items():
        if name not in known:
            raise fault(name, f"unknown setting; known are {', '.join(known)}")
        if isinstance(value, str) and (unsafe := UNSAFE.search(value)):
            raise fault(name, unsafe_character(unsafe[0]))
        if isinstance(value, str) and len(value) > LONGEST:
            raise fault(name, f"it is longer than {LONGEST} characters")
    try:
        settings = msgspec.convert(values, Settings, strict=False)
    except msgspec.ValidationError as error:
        what, _, name = str(error).rpartition(" - at `$.")
        raise fault(name.rstrip("`"), what) from error
    for name, item in known.items():
        choices, value = item.metadata["choices"], getattr(settings, name)
        if choices and value not in choices:
            raise fault(name, f"'{shown(value, 60)}' is none of {', '.join(filter(None, choices))}")
    return settings
