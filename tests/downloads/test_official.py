"""Downloads against a real server on this machine: cut, resumed, wrong, refused, stopped."""

import hashlib
import http.server
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.downloads.official import (
    ATTEMPTS,
    DownloadCancelledError,
    Remote,
    fetch,
    sha256_of,
    verified,
)
from simulator.model.errors import ArchiveError, MissingPartError

CONTENT = os.urandom(1_500_000)
DIGEST = hashlib.sha256(CONTENT).hexdigest()


class Server(http.server.ThreadingHTTPServer):
    """Serves CONTENT; `cuts` says after how many bytes each next connection is dropped."""

    def __init__(self, *, resumes: bool = True) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.cuts: list[int] = []
        self.resumes = resumes
        self.ranges: list[str | None] = []

    def remote(self, path: str = "/model.bin", sha256: str = DIGEST) -> Remote:
        return Remote(f"http://127.0.0.1:{self.server_address[1]}{path}", sha256, len(CONTENT))


class Handler(http.server.BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        if self.path == "/gone":
            self.send_error(404)
            return
        asked = self.headers.get("Range")
        self.server.ranges.append(asked)
        start = int(asked.removeprefix("bytes=").rstrip("-")) if asked and self.server.resumes else 0
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(CONTENT) - start))
        self.end_headers()
        length = self.server.cuts.pop(0) if self.server.cuts else len(CONTENT)
        self.wfile.write(CONTENT[start : start + length])
        self.close_connection = True

    def log_message(self, *_: object) -> None: ...


def running(server: Server) -> Iterator[Server]:
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def server() -> Iterator[Server]:
    yield from running(Server())


@pytest.fixture
def forgetful_server() -> Iterator[Server]:
    yield from running(Server(resumes=False))


def test_a_download_arrives_whole_and_reports_progress(server: Server, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    path = fetch(
        server.remote(), tmp_path / "new" / "model.bin", lambda done, size: seen.append((done, size))
    )
    assert path.read_bytes() == CONTENT
    assert seen[-1] == (len(CONTENT), len(CONTENT))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert [p.name for p in path.parent.iterdir()] == ["model.bin"]


def test_a_verified_file_is_not_loaded_again(server: Server, tmp_path: Path) -> None:
    target = tmp_path / "model.bin"
    target.write_bytes(CONTENT)
    fetch(server.remote(), target)
    assert server.ranges == []


def test_a_cut_connection_is_resumed_at_the_byte(server: Server, tmp_path: Path) -> None:
    server.cuts = [400_000, 300_000]
    path = fetch(server.remote(), tmp_path / "model.bin")
    assert path.read_bytes() == CONTENT
    assert server.ranges == [None, "bytes=400000-", "bytes=700000-"]


def test_a_half_download_of_an_earlier_start_is_resumed(server: Server, tmp_path: Path) -> None:
    server.cuts = [1000] * ATTEMPTS
    with pytest.raises(MissingPartError, match="cut off"):
        fetch(server.remote(), tmp_path / "model.bin")
    assert not (tmp_path / "model.bin").exists()
    half = 1000 * ATTEMPTS
    assert (tmp_path / "model.bin.part").stat().st_size == half
    assert fetch(server.remote(), tmp_path / "model.bin").read_bytes() == CONTENT
    assert server.ranges[-1] == f"bytes={half}-"


def test_a_server_that_cannot_resume_starts_over(forgetful_server: Server, tmp_path: Path) -> None:
    (tmp_path / "model.bin.part").write_bytes(b"x" * 5000)
    path = fetch(forgetful_server.remote(), tmp_path / "model.bin")
    assert path.read_bytes() == CONTENT


def test_wrong_content_is_refused_and_removed(server: Server, tmp_path: Path) -> None:
    with pytest.raises(MissingPartError, match="not what it should be") as caught:
        fetch(server.remote(sha256="0" * 64), tmp_path / "model.bin")
    assert caught.value.mend
    assert list(tmp_path.iterdir()) == []


def test_a_spoilt_half_download_does_not_pass_and_the_next_try_works(server: Server, tmp_path: Path) -> None:
    (tmp_path / "model.bin.part").write_bytes(b"spoilt" * 100)
    with pytest.raises(MissingPartError):
        fetch(server.remote(), tmp_path / "model.bin")
    assert fetch(server.remote(), tmp_path / "model.bin").read_bytes() == CONTENT


def test_stopping_keeps_what_came(server: Server, tmp_path: Path) -> None:
    so_far: list[int] = []
    with pytest.raises(DownloadCancelledError):
        fetch(server.remote(), tmp_path / "m", lambda done, _: so_far.append(done), lambda: bool(so_far))
    assert (tmp_path / "m.part").stat().st_size == so_far[-1] > 0
    assert fetch(server.remote(), tmp_path / "m").read_bytes() == CONTENT


def test_a_file_that_is_gone_is_one_sentence(server: Server, tmp_path: Path) -> None:
    with pytest.raises(MissingPartError, match="404"):
        fetch(server.remote("/gone"), tmp_path / "model.bin")


def test_no_network_is_one_sentence_with_a_mend(tmp_path: Path) -> None:
    unused = Server()
    remote = unused.remote()
    unused.server_close()
    with pytest.raises(MissingPartError, match="cannot be reached") as caught:
        fetch(remote, tmp_path / "model.bin")
    assert "internet" in caught.value.mend


def test_a_disk_that_is_too_small_is_told_before_anything_is_loaded(server: Server, tmp_path: Path) -> None:
    huge = Remote(server.remote().url, DIGEST, 10**18)
    with pytest.raises(ArchiveError, match="MB left"):
        fetch(huge, tmp_path / "model.bin")
    assert server.ranges == []


def test_a_folder_that_cannot_be_made_is_an_archive_error(server: Server, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(ArchiveError, match="could not be written"):
        fetch(server.remote(), tmp_path / "file" / "model.bin")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has a disk that is always full")
def test_a_full_disk_while_writing_is_an_archive_error(server: Server, tmp_path: Path) -> None:
    (tmp_path / "model.bin.part").symlink_to("/dev/full")
    with pytest.raises(ArchiveError, match="No space left"):
        fetch(server.remote(), tmp_path / "model.bin")


def test_digests(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"abc")
    assert sha256_of(path) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert verified(path, sha256_of(path))
    assert not verified(path, "0" * 64)
    assert not verified(tmp_path / "none", "0" * 64)
