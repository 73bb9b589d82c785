"""The second judge over real HTTP: what it may say, and everything that can go wrong."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.cli.main import main
from simulator.model import settings
from simulator.model.errors import BadInputError, ExitCode, MissingPartError
from simulator.model.transcript import from_text
from simulator.second_judge.endpoint import KEY, Endpoint, endpoint, is_here
from simulator.second_judge.protocol import OpinionError, messages, opinion
from simulator.use_cases.desk import Desk

QUESTION = Desk(settings.load()).questions.get("churn-model")
FIRST, SECOND = QUESTION.key_points[:2]
SAID = (
    "First I would ask what counts as churn for us, thirty days without an order, say, and only then model."
)
ANSWER = from_text(SAID)
VERDICT = {
    "level": 4,
    "points": [
        {"id": FIRST.id, "made": True, "quote": "what counts as churn for us"},
        {"id": SECOND.id, "made": True, "quote": "we hold out the last month"},
        {"id": "no-such-point", "made": True, "quote": "what counts as churn"},
    ],
    "follow_ups": [
        {"ask": "Why thirty days?", "quote": "thirty days without an order"},
        {"ask": "Which leak did you fear?", "quote": "nothing of the kind was said"},
    ],
}
Reply = Callable[[BaseHTTPRequestHandler], None]


def chat(content: str) -> Reply:
    def reply(handler: BaseHTTPRequestHandler) -> None:
        body = json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return reply


class Server(ThreadingHTTPServer):
    """An endpoint that replies as the test says."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.reply: Reply = chat(json.dumps(VERDICT))
        self.asked: list[dict[str, object]] = []
        self.leave = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append(
            {"path": self.path, "key": self.headers["Authorization"], **json.loads(sent)}
        )
        self.server.reply(self)

    def log_message(self, *_given: object) -> None:
        """Quiet."""


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield made
    made.leave.set()
    made.shutdown()
    made.server_close()


def desk(server: Server) -> Desk:
    return Desk(settings.load(given={"second_judge": server.url, "second_judge_model": "tiny"}))


def test_claims_stand_only_with_words_that_were_said(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY, "secret")
    found = desk(server).second_opinions.ask(ANSWER, QUESTION)
    assert (found.level, found.model) == (4, "tiny")
    assert [(claim.id, claim.quote) for claim in found.made] == [(FIRST.id, "what counts as churn for us")]
    assert SECOND.text in found.missed
    assert found.follow_ups == ("Why thirty days?",)
    assert found.thrown_away == 2
    asked = server.asked[0]
    assert (asked["path"], asked["model"], asked["temperature"]) == ("/v1/chat/completions", "tiny", 0)
    assert asked["key"] == "Bearer secret"
    assert SAID in str(asked["messages"])


def status(code: int, **headers: str) -> Reply:
    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return reply


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    try:
        while True:
            handler.wfile.write(b" " * 65_536)
    except OSError:
        return


def never(handler: BaseHTTPRequestHandler) -> None:
    server = handler.server
    assert isinstance(server, Server)
    server.leave.wait(30)


def trickle(handler: BaseHTTPRequestHandler) -> None:
    server = handler.server
    assert isinstance(server, Server)
    handler.send_response(200)
    handler.end_headers()
    try:
        while not server.leave.wait(0.1):
            handler.wfile.write(b" ")
            handler.wfile.flush()
    except OSError:
        return


@pytest.mark.parametrize(
    ("reply", "sentence"),
    [
        (chat("I think it was fine!"), "no judgement"),
        (chat('{"level": 4, "points": [{"id": "a", "ma'), "no judgement"),
        (chat('{"level": 9}'), "no judgement"),
        (chat("{" * 100_000), "no judgement"),
        (status(500), "error 500"),
        (status(302, Location="http://127.0.0.1:9/elsewhere"), "error 302"),
        (status(200), "no chat completion"),
        (endless, "no chat completion"),
    ],
)
def test_what_is_no_judgement_is_said_in_one_sentence(server: Server, reply: Reply, sentence: str) -> None:
    server.reply = reply
    with pytest.raises(MissingPartError, match=sentence) as raised:
        desk(server).second_opinions.ask(ANSWER, QUESTION)
    assert "\n" not in str(raised.value)
    assert len(server.asked) == 1


@pytest.mark.parametrize("reply", [never, trickle])
def test_a_slow_one_is_not_waited_for(server: Server, reply: Reply) -> None:
    server.reply = reply
    began = time.monotonic()
    with pytest.raises(MissingPartError, match=r"within 0\.5 seconds"):
        Endpoint(server.url, "tiny", timeout_s=0.5).ask(messages(QUESTION, ANSWER))
    assert time.monotonic() - began < 20


def test_a_dead_one_is_named() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
    with pytest.raises(MissingPartError, match=f"127.0.0.1:{port} cannot be reached"):
        Endpoint(f"http://127.0.0.1:{port}/v1", "tiny").ask(messages(QUESTION, ANSWER))


def test_it_is_off_and_stays_on_this_machine_unless_agreed() -> None:
    off = settings.load()
    with pytest.raises(MissingPartError, match="no second judge"):
        endpoint(off)
    away = replace(off, second_judge="https://example.org/v1")
    with pytest.raises(BadInputError, match="would leave it"):
        endpoint(away)
    assert endpoint(replace(away, second_judge_elsewhere="agreed")).url == "https://example.org/v1"
    with pytest.raises(BadInputError, match="must begin with http:// or https://"):
        endpoint(replace(off, second_judge="file:///etc/passwd"))
    assert [is_here(host) for host in ("localhost", "127.0.0.1", "::1")] == [True] * 3
    assert [
        is_here(host) for host in ("localhost.example.org", "10.0.0.1", "0.0.0.0", "127.0.0.1.nip.io")
    ] == [False] * 4


def test_scoring_opens_no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: object) -> None:
        raise AssertionError("a connection was attempted")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    scorer = Desk(settings.load()).scorer
    assert scorer.score(scorer.annotate(ANSWER), QUESTION, QUESTION.audience).scorable


def test_the_command_shows_both_and_never_mixes_them(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = tmp_path / "answer.txt"
    text.write_text(SAID)
    monkeypatch.setenv("SIMULATOR_SECOND_JUDGE", server.url)
    command = ["score", "--transcript", str(text), "--question", QUESTION.id, "--json"]
    assert main(command) == ExitCode.DONE
    ours = json.loads(capsys.readouterr().out)
    assert main([*command, "--second-judge"]) == ExitCode.DONE
    both = json.loads(capsys.readouterr().out)
    assert both.pop("second_opinion")["level"] == 4
    assert both == ours
    server.reply = status(503)
    assert main([*command, "--second-judge"]) == ExitCode.DONE
    printed = capsys.readouterr()
    assert json.loads(printed.out)["second_opinion"] is None
    assert "error 503" in printed.err


@given(st.text(max_size=400))
def test_no_reply_breaks_it(reply: str) -> None:
    with pytest.raises(OpinionError):
        opinion(reply, "tiny", QUESTION, ANSWER)


def test_a_chatty_reply_is_understood_and_its_control_characters_are_not_kept() -> None:
    verdict = {"level": 2, "follow_ups": [{"ask": "Why\x1b[31m so?", "quote": "ONLY then, model"}]}
    found = opinion(f"Sure! {{not json}} ```json\n{json.dumps(verdict)}\n``` Bye.", "m", QUESTION, ANSWER)
    assert found.follow_ups == ("Why [31m so?",)
    assert found.missed == tuple(point.text for point in QUESTION.key_points)
