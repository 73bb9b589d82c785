"""Rehearsals begun and ended: one at a time has the microphone."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from simulator.interview.exchange.machine import View
from simulator.model.errors import SimulatorError
from simulator.model.plan import Manner
from simulator.model.question import Question
from simulator.model.scorecard import Audience
from simulator.speech.ports import Audio
from simulator.use_cases.equipment import SoundEquipment
from simulator.use_cases.look_back.sessions import Sessions
from simulator.use_cases.practise.interviewer import Interviewer
from simulator.use_cases.practise.rehearsal import Rehearsal
from simulator.use_cases.practise.sitting import Sitting
from simulator.use_cases.practise.sketching import Sketching, is_drawn
from simulator.use_cases.practise.takes import Takes
from simulator.use_cases.prepare.questions import Questions
from simulator.use_cases.scorer import Scorer
from simulator.use_cases.settings_store import SettingsStore

if TYPE_CHECKING:
    from simulator.use_cases.prepare.vocabulary import Vocabulary


class Rehearsals:
    """Begins rehearsals, and knows the one that is under way."""

    def __init__(
        self,
        settings: SettingsStore,
        equipment: SoundEquipment,
        sessions: Sessions,
        questions: Questions,
        scorer: Scorer,
        interviewer: Interviewer,
        vocabulary: Vocabulary,
    ) -> None:
        self.current: Rehearsal | None = None
        """The rehearsal begun last."""
        self._sketch: Sketching | None = None
        """What is drawn beside it."""
        self._settings = settings
        self._equipment = equipment
        self._sessions = sessions
        self._questions = questions
        self._scorer = scorer
        self._interviewer = interviewer
        self._vocabulary = vocabulary
        equipment.on_audio(lambda event: self.current.on_audio(event) if self.current else None)
        equipment.on_ear(lambda event: self.current.on_ear(event) if self.current else None)

    def rehearse(
        self,
        question: Question,
        *,
        listener: Callable[[View], None],
        audience: Audience | None = None,
        audio: Audio | None = None,
        takes: Takes | None = None,
        voice: int = 1,
        like: str = "",
        manner: Manner = Manner.NEUTRAL,
        hands_free: bool = False,
    ) -> Rehearsal:
        """Ask `question`; `listener` is called with each new view, on the rehearsal's thread.

        `audio` stands in for microphone and loudspeaker where there is no screen; `takes` store the answer in
        a session of more than this question; `voice` is the number of the voice that asks,
        `like` whose it should be (`woman`, `man`), and `manner` how its owner treats the candidate. With
        `hands_free` silence may end the answer and a word into the question begin it, if the settings say so.
        """
        self.close()
        who = self._questions.audience(question, audience)
        now = self._settings.current
        sitting = Sitting(self._sessions.archive, self._scorer, title=question.prompt)
        takes = takes or sitting.takes(question, who)
        sketching = self._sketching(question)
        if sketching is not None:
            takes = sketching.beside(takes)
        rehearsal = Rehearsal(
            question,
            listener=listener,
            audio=audio or self._equipment.audio(),
            ear=self._equipment.ear(),
            prepare=lambda text: self._equipment.voice.parts(
                text, voice, like
            ),  # the setting may change meanwhile
            takes=takes,
            audience=who,
            hints=self._vocabulary.own_words(),
            candidates=partial(self._vocabulary.candidates, question),
            start_at_once=audio is None and now.start == "at once",
            understand=partial(self._interviewer.understand, question=question, manner=manner),
            replies_by_itself=bool(question.facts) and now.replies == "by itself",
            ends_after_s=_ends_after_s if hands_free and now.ending == "by itself" else None,
            barge_in=hands_free and now.barge_in == "yes" and now.headphones == "yes",
        )
        if sketching is not None:
            sketching.clock = lambda: rehearsal.recorded_s
        self.current, self._sketch = rehearsal, sketching
        self.warm_up(question)
        rehearsal.start()
        return rehearsal

    def sketch_of(self, rehearsal: Rehearsal | None) -> Sketching | None:
        """What is drawn beside a rehearsal; None for questions without a sketch, or when it is over."""
        return self._sketch if rehearsal is not None and rehearsal is self.current else None

    def _sketching(self, question: Question) -> Sketching | None:
        """What keeps the sketch of a design question; a follow-up goes on with that of the answer before."""
        if not is_drawn(question):
            return None
        before = self._sketch
        return Sketching(question, self._sessions, text=before.for_follow_up(question) if before else "")

    def warm_up(self, question: Question | None = None) -> None:
        """Start the processes that hear and speak, and make the scorer ready, all in the background."""
        self._equipment.ear().warm_up()
        self._equipment.voice.warm_up()
        threading.Thread(target=self._warm_scorer, args=(question,), name="warm-up", daemon=True).start()

    def close(self) -> None:
        """End the rehearsal that is under way; a recording that is open is kept."""
        if self.current is not None:
            self.current.close()
            if self._sketch is not None:
                self._sketch.close()

    def _warm_scorer(self, question: Question | None) -> None:
        with contextlib.suppress(SimulatorError):  # scoring will report it
            self._scorer.warm_up(question)
            if question is not None and question.facts:
                self._interviewer.warm_up(question)
            self._vocabulary.candidates(question)


def _ends_after_s(words: Sequence[str]) -> float:
    """After how long a silence an answer that stands at these words is over."""
    from simulator.interview.exchange.ending import endings

    return endings().wait_s(words)
