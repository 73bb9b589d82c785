"""A course as text, as it is kept in the archive."""

from __future__ import annotations

import msgspec

from simulator.interview.process.course import Course
from simulator.model.errors import BadInputError
from simulator.model.formats import json_text


def course_text(course: Course) -> str:
    """The course as JSON text."""
    return json_text(msgspec.to_builtins(course))


def course_from_text(text: str) -> Course:
    """The course that `course_text` wrote. Raises `BadInputError` for anything else."""
    try:
        return msgspec.json.decode(text, type=Course)
    except (msgspec.DecodeError, ValueError) as error:
        raise BadInputError(
            "This interview was kept by another version of the program and cannot be continued."
        ) from error
