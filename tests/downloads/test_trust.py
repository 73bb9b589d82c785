"""A company's network: a certificate authority of its own, proxies with and without a password, a mirror."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import http.server
import select
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.downloads import trust
from simulator.downloads.official import Remote, fetch
from simulator.model.errors import BadInputError, MissingPartError
from simulator.second_judge.endpoint import Endpoint

CONTENT = bytes(range(256)) * 400
DIGEST = hashlib.sha256(CONTENT).hexdigest()
HOST = "models.example.test"
"""Is nowhere: whoever asks for it reaches it through the proxy alone."""
PASSWORD = "p@ss:word"


class Files(http.server.BaseHTTPRequestHandler):
    """Sends the file, whatever is asked for."""

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.send_response(200)
        self.send_header("Content-Length", str(len(CONTENT)))
        self.end_headers()
        self.wfile.write(CONTENT)

    def log_message(self, *_: object) -> None: ...


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, handler: type[http.server.BaseHTTPRequestHandler] = Files) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.asked: list[str] = []
        self.password: str | None = None
        self.behind: tuple[str, int] = ("127.0.0.1", 0)
        """Where a proxy's tunnel leads."""

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class Proxy(Files):
    """Sends the file itself for http, and opens a tunnel for https."""

    def _lets_in(self) -> bool:
        expected = self.server.password
        given = self.headers.get("Proxy-Authorization", "")
        if expected is None or given == f"Basic {base64.b64encode(f'me:{expected}'.encode()).decode()}":
            return True
        self.send_error(407)
        return False

    def do_GET(self) -> None:
        if self._lets_in():
            super().do_GET()

    def do_CONNECT(self) -> None:
        if not self._lets_in():
            return
        self.server.asked.append(self.path)
        with socket.create_connection(self.server.behind) as there:
            self.send_response(200)
            self.end_headers()
            ends = {self.connection: there, there: self.connection}
            while True:
                for end in select.select(list(ends), [], [])[0]:
                    data = end.recv(65_536)
                    if not data:
                        return
                    ends[end].sendall(data)


@contextlib.contextmanager
def running(server: Server) -> Iterator[Server]:
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of this machine's network counts."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "ssl_cert_file", "ssl_cert_dir"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A company's certificate that no system knows, with its key."""
    if not shutil.which("openssl"):
        pytest.skip("openssl makes the certificate")
    file = tmp_path_factory.mktemp("company") / "company.pem"
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", str(file)]
    name = ["-subj", "/CN=company", "-addext", f"subjectAltName=DNS:{HOST},DNS:localhost"]
    made = file.with_name("only.pem")
    subprocess.run(
        ["openssl", "req", "-x509", *key, *name, "-days", "2", "-out", str(made)],
        check=True,
        capture_output=True,
    )
    file.write_text(file.read_text() + made.read_text())
    return file


@pytest.fixture
def company(certificate: Path) -> Iterator[Server]:
    """A server whose certificate only the company's authority vouches for."""
    server = Server()
    shown = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    shown.load_cert_chain(certificate)
    server.socket = shown.wrap_socket(server.socket, server_side=True)
    with running(server):
        yield server


@pytest.fixture
def proxy() -> Iterator[Server]:
    with running(Server(Proxy)) as server:
        yield server


def remote(address: str) -> Remote:
    return Remote(f"{address}/base/model.bin", DIGEST, len(CONTENT))


def test_a_certificate_that_nobody_knows_names_what_mends_it(company: Server, tmp_path: Path) -> None:
    address = f"https://localhost:{company.port}"
    with pytest.raises(MissingPartError, match="certificate is not trusted") as error:
        fetch(remote(address), tmp_path / "model.bin")
    for way in ("SSL_CERT_FILE", "mirror", f"{address}/base/model.bin", "simulator models add FILE"):
        assert way in error.value.mend
    assert "internet" not in error.value.mend
    assert company.asked == []


def test_with_the_company_s_certificate_it_arrives(
    company: Server, certificate: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    fetch(remote(f"https://localhost:{company.port}"), tmp_path / "model.bin")
    assert (tmp_path / "model.bin").read_bytes() == CONTENT


def test_a_file_of_certificates_that_is_not_there_is_named(
    company: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "gone.pem"))
    with pytest.raises(MissingPartError, match="not trusted") as error:
        fetch(remote(f"https://localhost:{company.port}"), tmp_path / "model.bin")
    assert f"SSL_CERT_FILE is {tmp_path / 'gone.pem'}, but there is no such file" in error.value.mend


def test_the_system_s_store_is_asked(monkeypatch: pytest.MonkeyPatch, certificate: Path) -> None:
    assert type(trust.context()).__module__.startswith("truststore")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert type(trust.context()) is ssl.SSLContext


def test_a_second_judge_with_such_a_certificate_says_so_too(
    company: Server, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge = Endpoint(f"https://localhost:{company.port}/v1", "tiny", timeout_s=10)
    with pytest.raises(MissingPartError, match="certificate that is not trusted") as error:
        judge.ask([])
    assert "SSL_CERT_FILE" in error.value.mend


@pytest.mark.parametrize("password", [None, PASSWORD])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_proxies_with_and_without_a_password(
    scheme: str,
    password: str | None,
    proxy: Server,
    company: Server,
    certificate: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    proxy.password, proxy.behind = password, ("127.0.0.1", company.port)
    who = "" if password is None else "me:p%40ss%3Aword@"
    monkeypatch.setenv(f"{scheme}_proxy", f"http://{who}127.0.0.1:{proxy.port}")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    fetch(remote(f"{scheme}://{HOST}"), tmp_path / "model.bin")
    assert (tmp_path / "model.bin").read_bytes() == CONTENT
    assert proxy.asked == [f"http://{HOST}/base/model.bin" if scheme == "http" else f"{HOST}:443"]


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_that_wants_a_password_says_how_to_give_it(
    scheme: str, proxy: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy.password = PASSWORD
    monkeypatch.setenv(f"{scheme}_proxy", f"http://127.0.0.1:{proxy.port}")
    with pytest.raises(MissingPartError) as error:
        fetch(remote(f"{scheme}://{HOST}"), tmp_path / "model.bin")
    assert "HTTPS_PROXY=http://NAME:PASSWORD@HOST:PORT" in error.value.mend
    assert "simulator models add FILE" in error.value.mend


def test_a_mirror_stands_for_the_publisher(tmp_path: Path) -> None:
    with running(Server()) as mirror:
        for address in (f"http://127.0.0.1:{mirror.port}", f"http://127.0.0.1:{mirror.port}/models/"):
            there = remote(f"https://{HOST}").at(address)
            fetch(there, tmp_path / hashlib.sha256(address.encode()).hexdigest())
        assert mirror.asked == ["/base/model.bin", "/models/base/model.bin"]
    assert remote(f"https://{HOST}").at("") == remote(f"https://{HOST}")
    with pytest.raises(BadInputError, match="must begin with https"):
        remote(f"https://{HOST}").at("models.example.org")
