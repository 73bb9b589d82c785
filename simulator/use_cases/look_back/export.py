"""Reports of answers and sessions, and corrected answers as labelled rows, as text or as a file."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.model import settings as configuration
from simulator.model.errors import BadInputError
from simulator.model.formats import json_text
from simulator.model.harmless import AS_ESCAPE
from simulator.model.ownfile import write_private
from simulator.model.records import AnswerRecord
from simulator.model.stand_in import writable
from simulator.use_cases.look_back.documents import Documents
from simulator.use_cases.look_back.ratings import MYSELF
from simulator.use_cases.look_back.sessions import HELD, Sessions
from simulator.use_cases.look_back.sound import as_data
from simulator.use_cases.look_back.trends import Trends
from simulator.use_cases.practise.player import Player

if TYPE_CHECKING:
    from simulator.model.measure_line import MeasureLine
    from simulator.model.report import InterviewReport
    from simulator.reports.subject import SessionReport
    from simulator.reports.typed import ReportedCode
    from simulator.use_cases.look_back.code_answers import CodeAnswers
    from simulator.use_cases.look_back.sketches import Sketches
    from simulator.use_cases.prepare.interviews import Interviews
    from simulator.use_cases.scorer import Scorer

LABELS = "labels"
FORMATS = ("html", "md", "json", "csv", LABELS)
EVERY = "all"
"""The identifier that stands for all answers, exported as labelled rows."""
TRENDS = "trends"
"""The identifier that stands for all trends, exported on one page."""
REPORTS = "reports"
"""The folder beside the sessions where the app puts its reports."""


class Export:
    """Writes reports of answers, sessions and trends."""

    def __init__(
        self,
        sessions: Sessions,
        documents: Documents,
        player: Player,
        trends: Trends,
        interviews: Interviews,
        scorer: Scorer,
        code: CodeAnswers,
        sketches: Sketches,
    ) -> None:
        """`player` supplies the waveforms, `interviews` how an interview went, `scorer` what measures say,
        `code` what was typed, `sketches` what was drawn.
        """
        self._sessions = sessions
        self._documents = documents
        self._player = player
        self._trends = trends
        self._interviews = interviews
        self._scorer = scorer
        self._code_answers = code
        self._sketches = sketches

    def text(self, identifier: str, form: str) -> str:
        """The report of a session, an answer or (`trends`) all trends as text. Raises `BadInputError`.

        The form `labels` is no report: a row of `corpus/SPEC.md` for each answer with judgements that were
        corrected by hand, as JSON lines.
        """
        from simulator.reports import page, text

        if form == LABELS:
            return "".join(f"{json_text(row).translate(AS_ESCAPE)}\n" for row in self.labelled(identifier))
        if identifier == TRENDS:
            if form != "html":
                raise BadInputError(
                    "Trends are exported as HTML only.",
                    "`simulator trends --csv` or `--json` writes the values.",
                )
            return page.trends(self._trends.overview())
        if form == "json":
            return json_text(self._documents.session(identifier)).translate(AS_ESCAPE) + "\n"
        report = self._report(identifier, with_sound=form == "html")
        writers = {"html": page.report, "md": text.markdown, "csv": text.measures_csv}
        return writers[form](report)

    def write(self, identifier: str, form: str, target: Path) -> Path:
        """Write the same to a file, complete or not at all; makes missing folders. Raises `ArchiveError`."""
        write_private(target, self.text(identifier, form))
        return target

    def keep(self, identifier: str) -> Path:
        """Write the HTML report into the folder of reports; returns its path."""
        name = identifier.replace("/", "-")
        return self.write(identifier, "html", self._folder / f"{name}.html")

    def keep_picture(self, drawn: str) -> Path:
        """Write a picture of a screen (SVG) beside the reports; returns its path. Raises `ArchiveError`."""
        target = self._folder / f"screen-{datetime.now():%Y%m%d-%H%M%S-%f}.svg"
        write_private(target, drawn)
        return target

    def keep_text(self, text: str, name: str) -> Path:
        """Write a text beside the reports as `name`.txt; returns its path. Raises `ArchiveError`."""
        target = self._folder / f"{name.replace('/', '-')}.txt"
        write_private(target, f"{text}\n")
        return target

    @property
    def _folder(self) -> Path:
        """Where reports are kept: beside the sessions, or where those are read-only with the user's data."""
        return writable(self._sessions.recordings / REPORTS, configuration.data_folder() / REPORTS)

    def labelled(self, identifier: str) -> list[dict[str, Any]]:
        """The corrected answers of a session, one answer, or of `all`, as labelled rows, oldest first.

        Answers without a question or without corrections are left out. Raises `BadInputError` where none is
        left.
        """
        rows = [row for answer in self._corrected(identifier) if (row := self._row(answer)) is not None]
        if not rows:
            where = "all your answers" if identifier == EVERY else f"'{identifier}'"
            raise BadInputError(
                f"No judgement was corrected by hand in {where}, so there is nothing to label.",
                "`w` on a scorecard corrects the judgement that is selected.",
            )
        return rows

    def _corrected(self, identifier: str) -> list[AnswerRecord]:
        if identifier != EVERY:
            return list(self._sessions.answers(identifier))
        archive = self._sessions.archive
        return [archive.answer(answer_id) for answer_id in archive.objections.answer_ids()]

    def _row(self, answer: AnswerRecord) -> dict[str, Any] | None:
        from simulator.scoring.language.annotated import Annotated
        from simulator.use_cases.look_back.labelled import labelled_row

        question, card = self._sessions.question_of(answer), answer.scorecard
        if question is None or answer.transcript is None or card is None or not card.by_hand:
            return None
        given = self._sessions.store_of(answer.id).ratings.of(answer.id)
        own = [rating for rating in given if rating.by == MYSELF]
        said = Annotated(replace(answer.transcript, words=card.words))
        return labelled_row(answer.id, card, said, question, own[-1] if own else None)

    def _report(self, identifier: str, *, with_sound: bool) -> SessionReport:
        from simulator.reports.subject import ReportedAnswer, SessionReport

        session = self._sessions.session(identifier)
        if session.held:
            raise BadInputError(HELD)
        answers = self._sessions.answers(identifier)
        cards = {
            answer.id: answer.scorecard
            for answer in (self._sessions.answers(session.id) if session.interview_id else answers)
        }
        reported = tuple(
            ReportedAnswer(
                record=answer,
                question=self._sessions.question_of(answer),
                peaks=self._player.waveform(answer) if with_sound else (),
                sound=as_data(answer) if with_sound else "",
                measures=self._told(answer),
                parent=cards.get(answer.place.parent or ""),
                code=self._code(answer),
            )
            for answer in answers
        )
        whole = "/" not in identifier and session.interview_id is not None
        return SessionReport(
            session=session, answers=reported, interview=self._interview(session.id) if whole else None
        )

    def _code(self, answer: AnswerRecord) -> ReportedCode | None:
        from simulator.reports.typed import ReportedCode

        journal = self._code_answers.journal(answer)
        if journal is None:
            return self._sketch(answer)
        kept = self._code_answers.of(answer)
        if kept is None:
            return ReportedCode(journal=journal)
        return ReportedCode(
            journal=journal, notes=kept.report.notes, passed=kept.passed, total=len(kept.tests)
        )

    def _sketch(self, answer: AnswerRecord) -> ReportedCode | None:
        from simulator.interview.sketch.growth import growth
        from simulator.reports.typed import ReportedCode

        journal = self._sketches.journal(answer)
        if journal is None:
            return None
        notes = self._sketches.notes(answer)
        return ReportedCode(journal=growth(journal), notes=notes, what="Sketch", lines_of=journal.final)

    def _told(self, answer: AnswerRecord) -> tuple[MeasureLine, ...]:
        card = answer.scorecard
        return self._scorer.told(card) if card is not None and card.scorable else ()

    def _interview(self, session_id: str) -> InterviewReport | None:
        """How the interview went; None where its course cannot be read, while its answers can."""
        try:
            return self._interviews.report(session_id)
        except BadInputError:
            return None
