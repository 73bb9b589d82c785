"""Scores many answers at once, one JSON line each: for a coach with a class, or to measure the judges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from simulator.model.errors import BadInputError, SimulatorError

if TYPE_CHECKING:
    from simulator.model.question import Question
    from simulator.model.scorecard import Audience
    from simulator.use_cases.examine import Examine
    from simulator.use_cases.prepare.questions import Questions

FIELDS = ("id", "transcript", "audio", "question_id", "question", "audience")


class Batch:
    """Scores lines of JSON; the models are loaded once."""

    def __init__(self, examine: Examine, questions: Questions) -> None:
        self._examine = examine
        self._questions = questions

    def scored(self, lines: Iterable[str]) -> Iterator[dict[str, Any]]:
        """Yield a document for each line that is not blank: its id with a scorecard or an error. Slow.

        A line is a JSON object with `transcript` (text) or `audio` (the path of a sound file), and optionally
        with `id`, `audience`, and `question_id` or `question` (the fields of a question file).
        """
        for line in lines:
            if line.strip():
                yield self._line(line)

    def _line(self, line: str) -> dict[str, Any]:
        from simulator.model.formats import scorecard_json

        identifier = None
        try:
            given = _object(line)
            identifier = given.get("id")
            _check_fields(given)
            question, audience = self._question(given), _audience(given)
            if isinstance(given.get("transcript"), str):
                card = self._examine.score_said(given["transcript"], question, audience=audience)
            elif isinstance(given.get("audio"), str):
                card = self._examine.score_file(given["audio"], question, audience=audience)
            else:
                raise BadInputError("It needs `transcript`, a text, or `audio`, the name of a file.")
        except SimulatorError as error:
            return {"id": identifier, "error": " ".join(f"{error}".split())}
        return {"id": identifier} | scorecard_json(card)

    def _question(self, given: dict[str, Any]) -> Question | None:
        from simulator.interview.bank.loader import load_table

        if given.get("question") is not None:
            return load_table(given["question"], "batch")
        if given.get("question_id") is not None:
            return self._questions.get(str(given["question_id"]))
        return None


def _object(line: str) -> dict[str, Any]:
    try:
        found = msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError) as error:
        raise BadInputError(f"The line is not JSON: {error}.") from error
    if not isinstance(found, dict):
        raise BadInputError("The line is not a JSON object.")
    return found


def _check_fields(given: dict[str, Any]) -> None:
    for name in sorted(given.keys() - set(FIELDS)):
        raise BadInputError(f"There is no field `{name[:60]}`; there are {', '.join(FIELDS)}.")


def _audience(given: dict[str, Any]) -> Audience | None:
    from simulator.model.scorecard import Audience

    named = given.get("audience")
    if named is None:
        return None
    try:
        return Audience(named)
    except ValueError as error:
        known = ", ".join(audience.value for audience in Audience)
        raise BadInputError(f"The audience is one of {known}.") from error
