"""The job the candidate wants and their background: the part of the studio that keeps and uses them.

One file beside the archive, readable by the user alone; see `interview/yours.py` for what is made of it.
"""

from __future__ import annotations

from abc import abstractmethod
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.interview.candidate.job import LONGEST, Yours, load_yours, yours_text
from simulator.model.errors import ArchiveError, BadInputError, SimulatorError
from simulator.model.ownfile import expanded, write_private

if TYPE_CHECKING:
    from simulator.scoring.language.lexicon import Lexicon
    from simulator.use_cases.scorer import Judge

FILE = "yours.toml"
LONGEST_PATH = 1000


class YourJob:
    """Needs the archive's folder, the lexicon and the judge."""

    @property
    @abstractmethod
    def recordings(self) -> Path: ...

    @cached_property
    @abstractmethod
    def judge(self) -> Judge: ...

    @cached_property
    @abstractmethod
    def _lexicon(self) -> Lexicon: ...

    @property
    def yours_path(self) -> Path:
        return self.recordings / FILE

    def yours(self) -> Yours:
        """What is kept; nothing when there is nothing. Raises `BadInputError` naming file, line and field."""
        return load_yours(self.yours_path)

    def keep_yours(self, job: str, background: str) -> Yours:
        """Keep both texts and what is made of them; either may be the path of a text file. Slow at first.

        Raises `BadInputError` for a file that cannot be read, `ArchiveError` when it cannot be written.
        """
        from simulator.interview.candidate.job import understood

        yours = understood(_text(job), _text(background), self._lexicon, self.judge.embedder)
        if not yours.job and not yours.background:
            raise BadInputError("There is no text in it to keep.")
        write_private(self.yours_path, yours_text(yours))
        return yours

    def text_of(self, path: str) -> str:
        """A text file that was named. Raises `BadInputError` when it cannot be read."""
        from simulator.use_cases.scorer import read_text

        return read_text(expanded(path))

    def forget_yours(self) -> None:
        """Delete the file; nothing else was kept of it."""
        try:
            self.yours_path.unlink(missing_ok=True)
        except OSError as error:
            raise ArchiveError(f"{self.yours_path} could not be deleted: {error.strerror}.") from error

    def own_problems(self) -> tuple[str, ...]:
        """Why one's own file is not used, as a sentence."""
        try:
            self.yours()
        except SimulatorError as error:
            return (str(error),)
        return ()

    def readable_yours(self) -> Yours:
        """What is kept; nothing where the file is broken (`own_problems` says so)."""
        return readable_yours(self.recordings)


def readable_yours(recordings: Path) -> Yours:
    """What is kept in that folder; nothing where the file is broken."""
    try:
        return load_yours(recordings / FILE)
    except SimulatorError:
        return Yours()


def _text(text: str) -> str:
    """The text, or that of the file it is the path of."""
    from simulator.use_cases.scorer import read_text

    named = text.strip()
    if not named or "\n" in named or len(named) > LONGEST_PATH:
        return text
    path = expanded(named)
    try:
        return read_text(path)[: 4 * LONGEST] if path.is_file() else text
    except (OSError, ValueError):  # no path at all
        return text
