"""The model's download, from a server on this machine that offers the official files."""

import functools
import http.server
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from simulator.reading import weights
from simulator.reading.embedder import SentenceEmbedder

pytestmark = pytest.mark.real


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None: ...


def test_a_downloaded_model_is_found_first_and_embeds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    official = weights.find(tmp_path)
    handler = functools.partial(QuietHandler, directory=str(official))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        base = f"http://127.0.0.1:{server.server_address[1]}"
        local = {name: replace(remote, url=f"{base}/{name}") for name, remote in weights.REMOTES.items()}
        monkeypatch.setattr(weights, "REMOTES", local)
        seen: list[tuple[int, int]] = []
        folder = weights.pull(tmp_path, lambda done, size: seen.append((done, size)))
        server.shutdown()
    assert seen[-1] == (90_868_376, 90_868_376)
    assert weights.find(tmp_path) == folder == weights.cached(tmp_path)
    monkeypatch.setattr(weights, "PACKAGE", "not_installed_here")
    assert SentenceEmbedder(tmp_path).embed(["hello"]).any()


def test_every_official_address_is_pinned_to_a_revision() -> None:
    for name, remote in weights.REMOTES.items():
        assert remote.url.startswith("https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2/resolve/")
        assert remote.url.endswith(f"/{name}")
        assert "/main/" not in remote.url
