"""The job the candidate wants and their background, kept in one file.

It lies beside the archive, readable by the user alone; `interview/candidate/job.py` says what is made of it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from simulator.interview.candidate.job import LONGEST, Yours, load_yours, yours_text
from simulator.model import settings as schema
from simulator.model.errors import ArchiveError, BadInputError, SimulatorError
from simulator.model.ownfile import expanded, write_private
from simulator.use_cases.settings_store import SettingsStore

if TYPE_CHECKING:
    from simulator.use_cases.prepare.vocabulary import Vocabulary
    from simulator.use_cases.scorer import Scorer

FILE = "yours.toml"
LONGEST_PATH = 1000


class Job:
    """Keeps the job that is wanted and the background, and what was understood of them."""

    def __init__(self, settings: SettingsStore, vocabulary: Vocabulary, scorer: Scorer) -> None:
        self._settings = settings
        self._vocabulary = vocabulary
        self._scorer = scorer

    @property
    def path(self) -> Path:
        return schema.recordings_folder(self._settings.current) / FILE

    def get(self) -> Yours:
        """What is kept; nothing when there is nothing. Raises `BadInputError` naming file, line and field."""
        return load_yours(self.path)

    def keep(self, job: str, background: str) -> Yours:
        """Keep both texts and what is made of them; either may be the path of a text file. Slow at first.

        Raises `BadInputError` for a file that cannot be read, `ArchiveError` when it cannot be written.
        """
        from simulator.interview.candidate.job import understood

        yours = understood(_text(job), _text(background), self._vocabulary.lexicon, self._scorer.embedder)
        if not yours.job and not yours.background:
            raise BadInputError("There is no text in it to keep.")
        write_private(self.path, yours_text(yours))
        return yours

    def text_of(self, path: str) -> str:
        """A text file that was named. Raises `BadInputError` when it cannot be read."""
        from simulator.use_cases.typed_text import read_text

        return read_text(expanded(path))

    def forget(self) -> None:
        """Delete the file; nothing else was kept of it."""
        try:
            self.path.unlink(missing_ok=True)
        except OSError as error:
            raise ArchiveError(f"{self.path} could not be deleted: {error.strerror}.") from error

    def problems(self) -> tuple[str, ...]:
        """Why one's own file is not used, as a sentence."""
        try:
            self.get()
        except SimulatorError as error:
            return (str(error),)
        return ()

    def readable(self) -> Yours:
        """What is kept; nothing where the file is broken (`problems` says so)."""
        return readable_yours(schema.recordings_folder(self._settings.current))


def readable_yours(recordings: Path) -> Yours:
    """What is kept in that folder; nothing where the file is broken."""
    try:
        return load_yours(recordings / FILE)
    except SimulatorError:
        return Yours()


def _text(text: str) -> str:
    """The text, or that of the file it is the path of."""
    from simulator.use_cases.typed_text import read_text

    named = text.strip()
    if not named or "\n" in named or len(named) > LONGEST_PATH:
        return text
    path = expanded(named)
    try:
        return read_text(path)[: 4 * LONGEST] if path.is_file() else text
    except (OSError, ValueError):  # no path at all
        return text
