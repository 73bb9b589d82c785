"""The published JSON of transcripts, scorecards and questions, written and read; both ways exact.

Published fields come first and in the published order; further fields follow them. No NaN or
infinity is ever written: a number that cannot be taken is null.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from simulator.model.plan import Plan
from simulator.model.question import Question
from simulator.model.scorecard import Scorecard
from simulator.model.transcript import Transcript

if TYPE_CHECKING:
    from simulator.model.report import InterviewReport

T = TypeVar("T")
VERSION = 1
"""Version of the transcript and the scorecard documents; every other is refused."""

Document = dict[str, Any]
"""A JSON object as Python values: dict, list, str, int, float, bool, None."""

TRANSCRIPT_ORDER = (
    "version",
    "engine",
    "model",
    "model_sha256",
    "language",
    "scorable",
    "reason",
    "duration_s",
    "speech_s",
    "text",
    "verbatim",
    "hints",
    "words",
    "restarts",
    "pauses",
)
SPAN = ("first_word", "last_word", "start_s", "end_s")
QUOTE = ("quote", *SPAN)
ITEM_ORDER: dict[str, tuple[str, ...]] = {
    "moves": ("move", *SPAN),
    "key_points": ("id", "covered", "state", "confidence", *QUOTE),
    "misconceptions": ("id", "text", "sure", *QUOTE),
    "strengths": ("text", *QUOTE),
    "improvements": ("text", "try", "measure", *QUOTE),
}
TERM_ORDER = ("term", *SPAN, "explained", "late", "how")
QUESTION_ORDER = ("id", "prompt", "kind", "stage", "topic", "difficulty", "audience", "source")


def transcript_json(transcript: Transcript) -> Document:
    """The document that the archive keeps, and `transcribe --json` prints but for the contour.

    `verbatim` is derived from the words.
    """
    document = _plain(transcript)
    if transcript.contour is None:
        del document["contour"]
    document |= {"version": VERSION, "verbatim": _clean(transcript.verbatim)}
    return _ordered(document, TRANSCRIPT_ORDER)


def transcript_from_json(document: Mapping[str, Any]) -> Transcript:
    """The transcript that `transcript_json` wrote; fields it does not know are passed over.

    Raises ValueError with one sentence for another shape or a newer version.
    """
    _check_version(document, "transcript")
    return msgspec.convert(document, Transcript)


def scorecard_json(scorecard: Scorecard) -> Document:
    """The document that `score --json` prints."""
    document = _plain(scorecard)
    for improvement in document["improvements"]:
        improvement["try"] = improvement.pop("try_")
    for name, order in ITEM_ORDER.items():
        document[name] = [_ordered(item, order) for item in document[name]]
    jargon = document["jargon"]
    jargon["terms"] = [_ordered(term, TERM_ORDER) for term in jargon["terms"]]
    return document


def scorecard_from_json(document: Mapping[str, Any]) -> Scorecard:
    """The scorecard that `scorecard_json` wrote; fields it does not know are passed over.

    Raises ValueError with one sentence for another shape or a newer version.
    """
    _check_version(document, "scorecard")
    improvements = document.get("improvements")
    if isinstance(improvements, list):
        document = {**document, "improvements": [_with_try(item) for item in improvements]}
    return msgspec.convert(document, Scorecard)


def question_json(question: Question) -> Document:
    """The whole question, as `questions show --json` prints it and the archive keeps it."""
    document = _ordered(_plain(question), QUESTION_ORDER)
    if question.follows is None:
        del document["follows"]
    if not question.coded:
        del document["coded"]
    return document


def question_from_json(document: Mapping[str, Any]) -> Question:
    """The question that `question_json` wrote. Raises ValueError for another shape."""
    return msgspec.convert(document, Question)


def plan_json(plan: Plan) -> Document:
    """An interview plan, as `interviews show --json` prints it."""
    document: Document = _clean(msgspec.to_builtins(_whole(plan)))
    return document


def report_json(report: InterviewReport) -> Document:
    """The report of an interview."""
    document: Document = _clean(msgspec.to_builtins(report))
    return document


def json_text(document: Mapping[str, Any], *, indent: int = 0) -> str:
    """`document` as JSON text; with `indent`, on several lines. Non-finite numbers become null."""
    encoded = msgspec.json.encode(_clean(document))
    return (msgspec.json.format(encoded, indent=indent) if indent else encoded).decode()


def from_json_text(text: str | bytes) -> Document:
    """The JSON object in `text`. Raises ValueError when there is none."""
    return msgspec.json.decode(text, type=Document)


def _plain(value: Transcript | Scorecard | Question) -> Document:
    """The value as a document that can be read back. Raises ValueError when a needed number is not finite."""
    document: Document = _clean(msgspec.to_builtins(_whole(value), enc_hook=_python_number))
    msgspec.convert(document, type(value))
    return document


def _whole(value: Any) -> Any:
    """The value with all fields set: msgspec neither sets nor writes those that a file left out."""
    if type(value) is tuple:
        return tuple(map(_whole, value))
    if is_dataclass(value) and not isinstance(value, type):
        held = {item.name: _whole(getattr(value, item.name)) for item in fields(value) if item.init}
        return type(value)(**held)
    return value


def _python_number(value: Any) -> Any:
    """A number of numpy's, as engines give them, as one of Python's, which JSON can hold."""
    if callable(number := getattr(value, "item", None)):
        return number()
    raise NotImplementedError(f"{type(value).__name__} is no part of a document.")


def _clean(value: Any) -> Any:
    """`value` without what JSON cannot say: non-finite numbers become None, lone surrogates "?"."""
    if isinstance(value, Mapping):
        return {key: _clean(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_clean(item) for item in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, str) and not value.isascii():
        return value.encode("utf-8", "replace").decode("utf-8")
    return value


def _ordered(document: Document, order: tuple[str, ...]) -> Document:
    return {key: document[key] for key in order} | document


def _with_try(item: Any) -> Any:
    return item | {"try_": item["try"]} if isinstance(item, dict) and "try" in item else item


def _check_version(document: Mapping[str, Any], what: str) -> None:
    version = document.get("version")
    if version != VERSION:
        raise ValueError(f"A {what} of version {version!r} cannot be read here, only version {VERSION}.")
