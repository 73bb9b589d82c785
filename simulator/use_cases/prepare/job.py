"""The job the candidate wants and their background, kept in one file.

It lies beside the archive, readable by the user alone; `interview/candidate/job.py` says what is made of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from simulator.interview.candidate.job import LONGEST, Yours, fit_to_ask, load_yours, yours_text
from simulator.model import settings as schema
from simulator.model.errors import ArchiveError, BadInputError, SimulatorError
from simulator.model.ownfile import expanded, write_private
from simulator.use_cases.settings_store import SettingsStore

if TYPE_CHECKING:
    from simulator.interview.candidate.aims import Aims
    from simulator.use_cases.prepare.vocabulary import Vocabulary
    from simulator.use_cases.scorer import Scorer

FILE = "yours.toml"
LONGEST_PATH = 1000


class Job:
    """Keeps the wanted job and the candidate's background, and what was understood of them."""

    def __init__(self, settings: SettingsStore, vocabulary: Vocabulary, scorer: Scorer) -> None:
        self._settings = settings
        self._vocabulary = vocabulary
        self._scorer = scorer

    @property
    def path(self) -> Path:
        return schema.recordings_folder(self._settings.current) / FILE

    def get(self) -> Yours:
        """What is kept, or an empty `Yours`. Raises `BadInputError` naming file, line and field."""
        return load_yours(self.path)

    def keep(self, job: str, background: str, asks: Sequence[str] = ()) -> Yours:
        """Keep both texts and what is made of them; either may be the path of a file. Slow at first.

        With `asks`, interviewers ask about these and not about what is found in the job.

        Raises `BadInputError` for a file that cannot be read, `ArchiveError` when it cannot be written.
        """
        from simulator.interview.candidate.job import understood

        yours = understood(_text(job), _text(background), self._vocabulary.lexicon, self._scorer.embedder)
        if not yours.job and not yours.background:
            raise BadInputError("There is no text in it to keep.")
        if corrected := fit_to_ask(asks):
            yours = replace(yours, asks=corrected)
        write_private(self.path, yours_text(yours))
        return yours

    def text_of(self, path: str) -> str:
        """The text of a text file, a PDF or a Word file. Raises `BadInputError` when it cannot be read."""
        from simulator.documents.document import read_document

        return read_document(expanded(path))

    def forget(self) -> None:
        """Delete the file; nothing else was kept of it."""
        try:
            self.path.unlink(missing_ok=True)
        except OSError as error:
            raise ArchiveError(f"{self.path} could not be deleted: {error.strerror}.") from error

    def problems(self) -> tuple[str, ...]:
        """One sentence when the file cannot be used, nothing when it can."""
        try:
            self.get()
        except SimulatorError as error:
            return (str(error),)
        return ()

    def aims(self, today: date) -> Aims:
        """What to prepare for: the job's topics, and what the settings say of role, day and weak areas."""
        from simulator.interview.candidate.aims import aims

        now = self._settings.current
        lexicon = self._vocabulary.lexicon if now.role or now.weak_areas else None
        job = self.readable().topics
        return aims(now.role, now.weak_areas, now.interview_on, today, lexicon, job)

    def readable(self) -> Yours:
        """What is kept, or an empty `Yours` when the file is broken, which `problems` reports."""
        return readable_yours(schema.recordings_folder(self._settings.current))


def readable_yours(recordings: Path) -> Yours:
    """The job and background kept in a folder, or an empty `Yours` when the file is broken."""
    try:
        return load_yours(recordings / FILE)
    except SimulatorError:
        return Yours()


def _text(text: str) -> str:
    """The text itself, or the text of the file that it names."""
    from simulator.documents.document import READABLE, read_document

    named = text.strip().strip("\"'")
    if not named or "\n" in named or len(named) > LONGEST_PATH:
        return text
    path = expanded(named)
    try:
        if path.is_file() or (path.suffix.casefold() in READABLE and len(named.split()) == 1):
            return read_document(path)[: 4 * LONGEST]
        return text
    except (OSError, ValueError):  # it is not a path
        return text
