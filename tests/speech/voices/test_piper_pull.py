"""The Piper voice's download, from a server on this machine that offers the official files."""

import functools
import http.server
import importlib.util
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from simulator.speech.voices import piper
from simulator.speech.voices.piper import PiperVoice

pytestmark = pytest.mark.real


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None: ...


def test_a_downloaded_voice_speaks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = importlib.util.find_spec(piper.PACKAGE)
    assert spec is not None
    assert spec.origin is not None
    handler = functools.partial(QuietHandler, directory=str(Path(spec.origin).parent / "data"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        base = f"http://127.0.0.1:{server.server_address[1]}"
        local = {name: replace(remote, url=f"{base}/{name}") for name, remote in piper.REMOTES.items()}
        monkeypatch.setattr(piper, "REMOTES", local)
        piper.pull(tmp_path)
        server.shutdown()
    monkeypatch.setattr(piper, "PACKAGE", "not_installed_here")
    voice = PiperVoice(tmp_path)
    assert voice.missing() == ""
    assert len(voice.speak("Hello there")[0]) > 5000
    voice.close()
