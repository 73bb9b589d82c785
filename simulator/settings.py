"""One schema for every setting: defaults, file, environment, command line, settings screen."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import msgspec
import platformdirs
import tomli_w

from simulator.errors import ArchiveError, BadInputError

PACKAGE = Path(__file__).parent
CHECKOUT = PACKAGE.parent
APP = "interview-simulator"


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
    engine: str = setting(
        "auto",
        "Hearing engine",
        "auto: openai-whisper on a CUDA GPU, else faster-whisper.",
        ("auto", "faster-whisper", "openai-whisper"),
    )
    model: str = setting(
        "base",
        "Hearing model",
        "Larger models hear better and slower; `simulator models list` names them all.",
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
        ("", "recruiter", "product_manager", "engineer", "researcher"),
    )
    theme: str = setting(
        "night", "Theme", "Colours of the screens: night is dark, day is light.", ("night", "day")
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
    words: str = setting(
        "",
        "Your words",
        "Names and terms the ear should expect, likeliest first, with commas between; about a dozen fit.",
        shown=False,
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
    recordings: str = setting("", "Recordings", "Where sessions are kept; empty is the usual place.")
    microphone_checked: bool = setting(False, "Microphone checked", "Set after the first check.", shown=False)


def config_path() -> Path:
    """Where the settings file is: SIMULATOR_CONFIG, else the platform's configuration folder."""
    named = os.environ.get("SIMULATOR_CONFIG")
    return Path(named).expanduser() if named else Path(platformdirs.user_config_dir(APP)) / "settings.toml"


def known_archives() -> Path:
    """The list of folders that were chosen in the settings file and held an archive."""
    return config_path().with_name("archives.txt")


def written(name: str) -> Any:
    """What the settings file says of a setting; None when nothing. Raises `BadInputError`."""
    return _read(config_path()).get(name)


def cache_folder() -> Path:
    """Where models and synthesised questions are cached; SIMULATOR_CACHE overrides."""
    named = os.environ.get("SIMULATOR_CACHE")
    return Path(named).expanduser() if named else Path(platformdirs.user_cache_dir(APP))


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
        return Path(settings.recordings).expanduser()
    if is_checkout():
        return CHECKOUT / "recordings"
    return Path(platformdirs.user_data_dir(APP)) / "recordings"


def load(
    path: Path | None = None,
    *,
    environment: Mapping[str, str] = os.environ,
    given: Mapping[str, str | None] | None = None,
) -> Settings:
    """Settings from file, environment and command line (`given`, None where not given).

    Raises `BadInputError` naming file and field when a value cannot be used.
    """
    path = path or config_path()
    values = _read(path)
    for item in fields(Settings):
        spoken = environment.get(f"SIMULATOR_{item.name.upper()}")
        if spoken is not None:
            values[item.name] = spoken
    values.update({name: value for name, value in (given or {}).items() if value is not None})
    return _checked(values, path)


def save(settings: Settings, changes: Mapping[str, str | bool], path: Path | None = None) -> Settings:
    """Write the file's settings with `changes`; what came from environment or command line is not written."""
    path = path or config_path()
    values = _read(path) | dict(changes)
    _checked(values, path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(".tmp")
        temporary.write_text(tomli_w.dumps(values), encoding="utf-8")
        temporary.replace(path)
    except OSError as error:
        raise ArchiveError(f"The settings could not be written to {path}: {error.strerror}.") from error
    return replace(settings, **changes)  # type: ignore[arg-type]


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInputError(
            f"The settings file {path} is not valid TOML: {error}.", "Mend or remove it."
        ) from error
    except OSError as error:
        raise BadInputError(f"The settings file {path} cannot be read: {error.strerror}.") from error


def _checked(values: dict[str, Any], path: Path) -> Settings:
    known = {item.name: item for item in fields(Settings)}
    if unknown := sorted(values.keys() - known.keys()):
        raise BadInputError(f"{path}: unknown setting '{unknown[0]}'.", f"Known: {', '.join(known)}.")
    try:
        settings = msgspec.convert(values, Settings, strict=False)
    except msgspec.ValidationError as error:
        raise BadInputError(f"{path}: {error}.") from error
    for name, item in known.items():
        choices = item.metadata["choices"]
        if choices and getattr(settings, name) not in choices:
            wrong = getattr(settings, name)
            raise BadInputError(
                f"{path}: setting '{name}' is '{wrong}'.",
                f"Choose one of: {', '.join(filter(None, choices))}.",
            )
    return settings
