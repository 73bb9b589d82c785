"""What can go wrong, as one sentence for the user and a documented exit code."""

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of the command line, as published in the README."""

    DONE = 0
    USAGE = 2
    """The command line was used wrongly."""
    BAD_INPUT = 3
    """Audio, question, rubric, interview or lexicon file that is missing, empty or broken; an unknown id."""
    MISSING = 4
    """Something is missing on this machine: microphone, voice, weights."""
    ARCHIVE = 5
    """The archive cannot be read or written."""
    TOO_LITTLE_SPEECH = 6
    """The file can be read, but has not enough speech to score or transcribe."""
    INTERRUPTED = 130
    """Interrupted; what was recorded is kept."""


class SimulatorError(Exception):
    """A failure the user can understand: `str(error)` is one sentence; `mend` is what to do, or ""."""

    exit_code = ExitCode.BAD_INPUT

    def __init__(self, sentence: str, mend: str = "") -> None:
        super().__init__(sentence)
        self.mend = mend


class BadInputError(SimulatorError):
    """A file or id given by the user cannot be used."""

    exit_code = ExitCode.BAD_INPUT


class MissingPartError(SimulatorError):
    """A microphone, speaker, voice or model is not on this machine."""

    exit_code = ExitCode.MISSING


class ArchiveError(SimulatorError):
    """The archive cannot be read or written."""

    exit_code = ExitCode.ARCHIVE


class DamagedArchiveError(ArchiveError):
    """What is in the archive is not what was written: it can be recovered."""
