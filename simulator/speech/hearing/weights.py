"""Where Whisper's weights come from: a path given, our cache, an installed package, the official download.

Every file is checked against its pinned SHA-256 each time it is loaded (`verify`).
"""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from simulator.downloads.official import BytesProgress, Remote, fetch, sha256_of, verified
from simulator.model.errors import ArchiveError, BadInputError, MissingPartError
from simulator.model.ownfile import expanded
from simulator.speech.hearing import suited
from simulator.speech.hearing.catalogue import MODELS, Model, Package

WEIGHTS = "model.bin"


@dataclass(frozen=True, slots=True)
class FoundWeights:
    """A model on this machine."""

    name: str
    folder: Path
    sha256: str
    """Digest of the weights: the pinned one or, for a path given by the user, the one found there."""
    source: str
    """"cache", "package" or "path"."""
    original: bool = False
    """Whether it is OpenAI's own file, which only openai-whisper reads."""


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """A line of `simulator models list`."""

    name: str
    size_mb: int
    present: bool
    note: str


def models(cache: Path) -> tuple[ModelChoice, ...]:
    """Every model known, and whether it is on this machine."""
    return tuple(
        ModelChoice(model.name, round(model.size / 1e6), _where(model, cache) is not None, model.note)
        for model in MODELS
    )


def here(cache: Path) -> list[Model]:
    """The models that are on this machine."""
    return [model for model in MODELS if _where(model, cache) is not None]


def known(name: str) -> Model:
    """The model of that name. Raises `BadInputError`."""
    for model in MODELS:
        if model.name == name:
            return model
    names = ", ".join((suited.AUTO, *(model.name for model in MODELS)))
    raise BadInputError(f"There is no hearing model '{name}'.", f"Choose one of: {names}.")


def find(name: str, cache: Path) -> FoundWeights:
    """The model `name`, or the folder it names; sizes are checked here, digests by `verify`.

    `auto` is the best model that is here and known to be quick enough, else base. A model that an installed
    package carries in parts is joined into the cache once. Raises `MissingPartError` when it is not on this
    machine, `BadInputError` for an unknown name.
    """
    if _is_path(name):
        return _given(expanded(name))
    name = suited.definite(name, cache, here(cache)) if name == suited.AUTO else name
    model = known(name)
    where = _where(model, cache)
    if where is None:
        raise MissingPartError(
            f"The weights of the hearing model '{name}' are not on this machine.",
            f"Run `simulator models pull {name}` ({model.size / 1e6:.0f} MB).",
        )
    if where == "package" and model.package is not None:
        return FoundWeights(name, _unpacked(model, model.package, cache), model.sha256, "package")
    return FoundWeights(name, _cached(model, cache), model.sha256, "cache", model.original)


def verify(found: FoundWeights) -> None:
    """Check every file's SHA-256 (base: 0.15 s). Raises `MissingPartError` when one is wrong."""
    if found.source == "path":
        return
    model = known(found.name)
    for name, sha256, _ in model.files:
        if not verified(found.folder / name, sha256):
            raise MissingPartError(
                f"{name} of the hearing model '{found.name}' in {found.folder} is damaged or was changed: "
                "its SHA-256 is not the pinned one.",
                f"Run `simulator models pull {found.name}` to fetch it anew.",
            )


def pull(
    name: str,
    cache: Path,
    on_progress: BytesProgress | None = None,
    cancelled: Callable[[], bool] | None = None,
    mirror: str = "",
) -> Path:
    """Fetch what is missing or damaged of `name` into the cache: from the installed package, else officially.

    `mirror` is an address to fetch from instead of the publisher's. Returns the folder. Raises what
    `downloads.fetch` raises, `BadInputError` for an unknown name.
    """
    model = known(suited.definite(name, cache, here(cache)))
    folder = _cached(model, cache)
    if (
        model.package is not None
        and _package_folders(model.package)
        and _restored(model, model.package, cache)
    ):
        return folder
    done = 0
    for file in reversed(model.files):
        remote = model.remote(file).at(mirror)
        fetch(remote, folder / file[0], _shifted(on_progress, done, model.size), cancelled)
        done += file[2]
    return folder


def files(cache: Path) -> Iterator[tuple[str, Path, Remote]]:
    """Of every model known: its name, where each file of it belongs, and what it must be."""
    for model in MODELS:
        for file in model.files:
            yield model.name, _cached(model, cache) / file[0], model.remote(file)


def _shifted(on_progress: BytesProgress | None, before: int, total: int) -> BytesProgress | None:
    if on_progress is None:
        return None
    return lambda done, _: on_progress(before + done, total)


def _is_path(name: str) -> bool:
    return os.sep in name or "/" in name or name.startswith((".", "~"))


def _given(folder: Path) -> FoundWeights:
    weights = folder / WEIGHTS
    if not weights.is_file():
        raise BadInputError(
            f"{folder} holds no CTranslate2 Whisper model ({WEIGHTS} is not there).",
            "Name a folder with model.bin, config.json, tokenizer.json and its vocabulary.",
        )
    return FoundWeights(folder.name, folder, sha256_of(weights), "path")


def _cached(model: Model, cache: Path) -> Path:
    return cache / "hearing" / f"{model.name}-{model.revision[:8]}"


def _where(model: Model, cache: Path) -> str | None:
    folder = _cached(model, cache)
    if all(_size(folder / name) == size for name, _, size in model.files):
        return "cache"
    if model.package is not None and _package_folders(model.package):
        return "package"
    return None


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1


def _package_folders(package: Package) -> tuple[Path, ...]:
    """The data folder of each module; empty unless all are installed with their parts."""
    folders = tuple(_package_data(module, package.folder) for module in package.modules)
    if any(folder is None for folder in folders):
        return ()
    there = tuple(folder for folder in folders if folder is not None)
    parts = zip(there, package.parts, strict=True)
    return there if all((folder / part).is_file() for folder, part in parts) else ()


def _package_data(module: str, folder: str) -> Path | None:
    spec = importlib.util.find_spec(module)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(next(iter(spec.submodule_search_locations))) / folder


def _unpacked(model: Model, package: Package, cache: Path) -> Path:
    """A package's folder as it is, or the cache's after its parts were joined there."""
    if len(package.parts) == 1:
        return _package_folders(package)[0]
    if not _restored(model, package, cache):
        raise MissingPartError(
            f"The installed package with the hearing model '{model.name}' is damaged: "
            "its SHA-256 is not the pinned one.",
            f"Run `simulator models pull {model.name}` to fetch the official file.",
        )
    return _cached(model, cache)


def _restored(model: Model, package: Package, cache: Path) -> bool:
    """Copy the package's files into the cache, each complete or not at all; False when one is damaged."""
    folders = _package_folders(package)
    target = _cached(model, cache)
    for name, sha256, _ in model.files:
        if verified(target / name, sha256):
            continue
        sources = _parts(folders, package) if name == WEIGHTS else iter((folders[0] / name,))
        if not _joined(sources, target / name, sha256):
            return False
    return True


def _parts(folders: tuple[Path, ...], package: Package) -> Iterator[Path]:
    for folder, part in zip(folders, package.parts, strict=True):
        yield folder / part


def _joined(sources: Iterator[Path], target: Path, sha256: str) -> bool:
    """Write the sources one after the other to `target`, atomically; False when the digest is wrong."""
    half = target.with_name(f"{target.name}.{os.getpid()}.half")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with half.open("wb") as file:
            for source in sources:
                with source.open("rb") as part:
                    shutil.copyfileobj(part, file, 1 << 20)
        if sha256_of(half) != sha256:
            return False
        half.replace(target)
        return True
    except OSError as error:
        raise ArchiveError(
            f"The hearing model could not be written to {target.parent}: {error.strerror or error}.",
            "Make room on the disk, or set SIMULATOR_CACHE to a folder that can be written.",
        ) from error
    finally:
        half.unlink(missing_ok=True)
