"""A second judge: a language model behind any OpenAI-compatible endpoint, such as Ollama or llama.cpp.

Off unless the user names one; on this machine unless the user also agrees to another.
"""

from __future__ import annotations

import ipaddress
import json
import os
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from typing import Any

from simulator.downloads import trust
from simulator.model.errors import BadInputError, MissingPartError
from simulator.model.opinion import Opinion
from simulator.model.question import Question
from simulator.model.settings import Settings
from simulator.model.transcript import Transcript
from simulator.second_judge.protocol import Messages, OpinionError, messages, opinion

KEY = "SIMULATOR_SECOND_JUDGE_KEY"
"""Environment variable with the endpoint's key, where it wants one; kept nowhere."""
TIMEOUT_S = 120.0
LARGEST = 1_000_000
"""Bytes of a reply that are read."""
OFF = "There is no second judge."
HOW = 'Name one in the settings: second_judge = "http://127.0.0.1:11434/v1", second_judge_model = "qwen3:8b".'


@dataclass(frozen=True)
class Endpoint:
    """Where the model is, and what it is called."""

    url: str
    model: str
    timeout_s: float = TIMEOUT_S

    def ask(self, asked: Messages) -> str:
        """The model's reply. Raises `MissingPartError` with one sentence. Slow."""
        body = {"model": self.model, "messages": asked, "temperature": 0, "seed": 0, "stream": False}
        request = urllib.request.Request(
            f"{self.url.rstrip('/')}/chat/completions",
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json", **_key()},
        )
        try:
            reply = json.loads(self._read(request))
            return str(reply["choices"][0]["message"]["content"])
        except TimeoutError as error:
            raise self._silent(f"did not answer within {self.timeout_s:g} seconds") from error
        except urllib.error.HTTPError as error:
            raise self._silent(f"answered with error {error.code}") from error
        except urllib.error.URLError as error:
            if isinstance(error.reason, TimeoutError):
                raise self._silent(f"did not answer within {self.timeout_s:g} seconds") from error
            if trust.is_distrust(error.reason):
                raise self._silent("has a certificate that is not trusted", trust.mend()) from error
            raise self._silent("cannot be reached") from error
        except OSError as error:
            raise self._silent("cannot be reached") from error
        except (ValueError, LookupError, TypeError, RecursionError) as error:
            raise self._silent("answered with something that is no chat completion") from error

    def _read(self, request: urllib.request.Request) -> bytes:
        until = time.monotonic() + self.timeout_s
        opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}),
            urllib.request.HTTPSHandler(context=trust.context()),
            _NoRedirect(),
        )
        parts: list[bytes] = []
        with opener.open(request, timeout=self.timeout_s) as answer:
            while part := answer.read1(65_536):
                parts.append(part)
                if sum(map(len, parts)) > LARGEST:
                    raise ValueError("too long")
                if time.monotonic() > until:
                    raise TimeoutError
        return b"".join(parts)

    def _silent(self, what: str, mend: str = f"Is it running? {HOW}") -> MissingPartError:
        host = urllib.parse.urlsplit(self.url).netloc
        return MissingPartError(f"The second judge at {host} {what}.", mend)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: what was said goes only to the host that the user named."""

    def redirect_request(self, *_given: Any, **_more: Any) -> None:
        return None


def endpoint(settings: Settings) -> Endpoint:
    """The endpoint of the settings. Raises `MissingPartError` when off, `BadInputError` when not allowed."""
    url = settings.second_judge.strip()
    if not url:
        raise MissingPartError(OFF, HOW)
    parts = urllib.parse.urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadInputError(f"The second judge's address '{url}' must begin with http:// or https://.", HOW)
    if not is_here(parts.hostname) and settings.second_judge_elsewhere != "agreed":
        raise BadInputError(
            f"The second judge at {parts.hostname} is not on this machine: your words would leave it.",
            'If you want that, set second_judge_elsewhere = "agreed".',
        )
    return Endpoint(url, settings.second_judge_model or "default")


def is_here(host: str) -> bool:
    """Whether a host is this machine by its very name, without asking anybody."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _key() -> dict[str, str]:
    key = os.environ.get(KEY, "")
    return {"Authorization": f"Bearer {key}"} if key else {}


def ask(settings: Settings, question: Question, transcript: Transcript) -> Opinion:
    """Ask the second judge about an answer. Raises as `endpoint`, and `MissingPartError` when it fails."""
    judge = endpoint(settings)
    reply = judge.ask(messages(question, transcript))
    try:
        return opinion(reply, judge.model, question, transcript)
    except OpinionError as error:
        raise MissingPartError(
            f"The second judge's reply is no judgement: {error}.", "A larger model may do better."
        ) from error
