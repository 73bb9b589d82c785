"""The opinion of a language model that the user named: it is asked for, shown, and stored nowhere."""

from __future__ import annotations

from simulator.model.errors import BadInputError
from simulator.model.opinion import Opinion
from simulator.model.question import Question
from simulator.model.transcript import Transcript
from simulator.use_cases.settings_store import SettingsStore


class SecondOpinions:
    """Asks the second judge that the settings name."""

    def __init__(self, settings: SettingsStore) -> None:
        self._settings = settings

    def check(self) -> None:
        """Raises `MissingPartError` without a second judge, `BadInputError` when it is not agreed to."""
        from simulator.second_judge.endpoint import endpoint

        endpoint(self._settings.current)

    def ask(self, transcript: Transcript, question: Question | None) -> Opinion:
        """What the second judge thinks of an answer. Slow.

        Raises `MissingPartError` when there is none or it fails, `BadInputError` without a question.
        """
        from simulator.second_judge.endpoint import ask

        if question is None:
            raise BadInputError("The second judge needs the question that was asked.")
        return ask(self._settings.current, question, transcript)
