"""Reports of answers and sessions: the part of the studio that hands things out."""

from __future__ import annotations

import base64
import os
import tempfile
from abc import abstractmethod
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.model.errors import ArchiveError, BadInputError
from simulator.model.formats import json_text
from simulator.model.harmless import AS_ESCAPE
from simulator.model.question import Question
from simulator.model.records import AnswerRecord, SessionRecord

if TYPE_CHECKING:
    from simulator.model.trends import Overview
    from simulator.reports.subject import Report

FORMATS = ("html", "md", "json", "csv")
TRENDS = "trends"
"""Exported like a session: every trend on one page."""
SOUNDS = {".flac": "audio/flac", ".wav": "audio/wav"}
REPORTS = "reports"
"""The folder beside the sessions where the app puts its reports."""


class Exporting:
    """Needs sessions, answers, their questions and peaks."""

    @property
    @abstractmethod
    def recordings(self) -> Path: ...

    @abstractmethod
    def session(self, identifier: str) -> SessionRecord: ...

    @abstractmethod
    def answers(self, session_id: str) -> tuple[AnswerRecord, ...]: ...

    @abstractmethod
    def question_of(self, answer: AnswerRecord) -> Question | None: ...

    @abstractmethod
    def waveform(self, answer: AnswerRecord) -> tuple[float, ...]: ...

    @abstractmethod
    def session_json(self, identifier: str) -> dict[str, Any]: ...

    @abstractmethod
    def overview(self) -> Overview: ...

    def export(self, identifier: str, form: str) -> str:
        """A session's, an answer's or (`trends`) all trends' report as text. Raises `BadInputError`."""
        from simulator.reports import page, text

        if identifier == TRENDS:
            if form != "html":
                raise BadInputError(
                    "Trends are exported as HTML only.",
                    "`simulator trends --csv` or `--json` writes the values.",
                )
            return page.trends(self.overview())
        if form == "json":
            return json_text(self.session_json(identifier)).translate(AS_ESCAPE) + "\n"
        report = self._report(identifier, with_sound=form == "html")
        writers = {"html": page.report, "md": text.markdown, "csv": text.measures_csv}
        return writers[form](report)

    def export_to(self, identifier: str, form: str, target: Path) -> Path:
        """The same in a file, complete or not at all; folders on the way are made. Raises `ArchiveError`."""
        written = self.export(identifier, form)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            _write(target, written)
        except OSError as error:
            raise ArchiveError(f"{target} could not be written: {error.strerror or error}.") from error
        return target

    def keep_report(self, identifier: str) -> Path:
        """The HTML report in the folder of reports."""
        name = identifier.replace("/", "-")
        return self.export_to(identifier, "html", self.recordings / REPORTS / f"{name}.html")

    def _report(self, identifier: str, *, with_sound: bool) -> Report:
        from simulator.reports.subject import Report, ReportedAnswer

        reported = tuple(
            ReportedAnswer(
                record=answer,
                question=self.question_of(answer),
                peaks=self.waveform(answer) if with_sound else (),
                sound=_sound(answer) if with_sound else "",
            )
            for answer in self.answers(identifier)
        )
        return Report(session=self.session(identifier), answers=reported)


def _sound(answer: AnswerRecord) -> str:
    """The recording as a data URI; "" when there is none, or it is still a journal."""
    if answer.audio is None or answer.audio_missing or answer.audio.suffix not in SOUNDS:
        return ""
    encoded = base64.b64encode(answer.audio.read_bytes()).decode()
    return f"data:{SOUNDS[answer.audio.suffix]};base64,{encoded}"


def _write(target: Path, text: str) -> None:
    handle, name = tempfile.mkstemp(prefix=".export-", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        temporary.chmod(0o600)
        temporary.replace(target)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
