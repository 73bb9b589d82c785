"""A candidate who goes through a short interview with the real desk: asked aloud, a spoken answer with a
pause in the middle, a typed one, four exports.

As a program it is the app that is killed: it says on stdout what happens, speaks when stdin has a line.
"""

from __future__ import annotations

import json
import queue
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from simulator.model import settings
from simulator.use_cases.desk import Desk
from simulator.use_cases.values import Phase, View, courses, intents

PLAN = "short"
TYPED = (
    "I would hold out a test set, fit a simple baseline first, and compare the error on both, because a gap "
    "between them tells me that the model has learned the noise."
)
FORMS = ("html", "md", "json", "csv")
QUESTIONS = """
[[question]]
id = "overfit"
kind = "explain"
prompt = "Explain overfitting."
key_points = [{ id = "noise", text = "The model learns the noise", say = ["it learns the noise"] }]
[[question]]
id = "baseline"
kind = "explain"
prompt = "Why a baseline?"
key_points = [{ id = "compare", text = "A model is compared with it", say = ["compare with a baseline"] }]
"""
INTERVIEW = f"""
id = "{PLAN}"
title = "A short one"
about = "Two questions."
ends_with_your_questions = false
[[rounds]]
role = "engineer"
audience = "engineer"
minutes = 5
name = "Ada"
persona = "Ada is brief."
opening = "Hello."
follow_ups = 0
draw = [{{ ids = ["overfit"] }}, {{ ids = ["baseline"] }}]
"""


def prepare(folder: Path) -> dict[str, str]:
    """Question and plan in `folder`; the settings that make the desk use them, as environment."""
    (folder / "questions").mkdir(parents=True)
    (folder / "interviews").mkdir()
    (folder / "questions" / "q.toml").write_text(QUESTIONS)
    (folder / "interviews" / "short.toml").write_text(INTERVIEW)
    return {
        "SIMULATOR_QUESTIONS": str(folder / "questions"),
        "SIMULATOR_INTERVIEWS": str(folder / "interviews"),
        "SIMULATOR_MODEL": "tiny.en",
        "SIMULATOR_VOICE": "piper",
    }


class TroubleError(Exception):
    """The rehearsal came into trouble and nobody mends it."""


class Candidate:
    """`say` is told every change; `speak` says a part of the answer aloud and returns when it is said."""

    def __init__(
        self,
        desk: Desk,
        say: Callable[..., None],
        speak: Callable[[int], None],
        mend: Callable[[View], intents.Intent] | None = None,
    ) -> None:
        """`mend` is asked what to do in trouble."""
        self.desk = desk
        self.interview = desk.interviews.begin(PLAN, seed=1)
        self.notices: list[str] = []
        self._say = say
        self._speak = speak
        self._mend = mend
        self._views: queue.SimpleQueue[View] = queue.SimpleQueue()
        self._told = ""
        self._handed_in = False
        """Whether the answer ended in trouble, by choice."""

    def go_through(self, exports: Path) -> str:
        """The whole interview; its session's id."""
        self.interview.send(courses.GoOn())
        self.answer_aloud()
        while self.interview.course.phase is not courses.CoursePhase.OVER:
            if self.interview.course.phase is courses.CoursePhase.ASKING:
                self.answer_in_writing()
            else:
                self.interview.send(courses.GoOn())
        for form in FORMS:
            self._say("exporting", form)
            self.desk.export.write(str(self.interview.session_id), form, exports / f"report.{form}")
        self._say("over", self.interview.session_id)
        return str(self.interview.session_id)

    def answer_aloud(self) -> str:
        """The turn's answer in two parts with a pause between them; its id."""
        self._views = queue.SimpleQueue()
        self.interview.rehearse(self._views.put)
        self._until(lambda view: view.phase is Phase.YOUR_TURN)
        self._until(lambda view: view.phase is Phase.LISTENING and view.answer_id, intents.Begin())
        self._say_aloud(0)
        self._until(lambda view: view.phase is Phase.PAUSED, intents.Pause())
        self._say("breathing")
        time.sleep(0.3)
        self._until(lambda view: view.phase is Phase.LISTENING, intents.Resume())
        self._say_aloud(1)
        return self._scored(intents.Done())

    def _say_aloud(self, part: int) -> None:
        if not self._handed_in:
            self._speak(part)

    def answer_in_writing(self) -> str:
        self._views = queue.SimpleQueue()
        self.interview.rehearse(self._views.put)
        return self._scored(intents.TypeAnswer(TYPED))

    def _scored(self, wish: intents.Intent) -> str:
        self._handed_in, wish = False, None if self._handed_in else wish
        view = self._until(lambda view: view.phase is Phase.SCORED, wish)
        self.interview.heard(view)
        self._say("answered", view.answer_id)
        return str(view.answer_id)

    def _until(self, wanted: Callable[[View], object], wish: intents.Intent | None = None) -> View:
        """Until the conversation stands so; `wish` is said for it, and again after trouble."""
        rehearsal = self.desk.rehearsals.current
        assert rehearsal is not None
        view = rehearsal.view
        if wish:
            rehearsal.send(wish)
        while not wanted(view) and not self._handed_in:
            self._tell(view)
            if view.phase is Phase.TROUBLE:
                mended = self._mended(view)
                self._handed_in = isinstance(mended, intents.Done)
                rehearsal.send(mended)
                view = self._next(lambda view: view.phase is not Phase.TROUBLE)
                if wish and not self._handed_in:
                    rehearsal.send(wish)
            else:
                view = self._views.get(timeout=60)
        self._tell(view)
        return view

    def _mended(self, view: View) -> intents.Intent:
        if self._mend is None:
            raise TroubleError(view.notice)
        return self._mend(view)

    def _next(self, wanted: Callable[[View], bool]) -> View:
        while not wanted(view := self._views.get(timeout=60)):
            pass
        return view

    def _tell(self, view: View) -> None:
        if view.notice and view.notice not in self.notices:
            self.notices.append(view.notice)
            self._say("notice", view.notice)
        if view.phase.value != self._told:
            self._told = view.phase.value
            self._say(view.phase.value, view.answer_id)


def announced(part: Any, name: str, say: Callable[..., None], word: str) -> None:
    """Say `word` whenever `part` does `name`."""
    does = getattr(part, name)

    def do(*arguments: Any, **more: Any) -> Any:
        say(word)
        return does(*arguments, **more)

    setattr(part, name, do)


def main() -> None:
    printing = threading.Lock()

    def say(*words: Any) -> None:
        with printing:
            print(json.dumps(words), flush=True)

    def speak(part: int) -> None:
        say("speaking", part)
        if not sys.stdin.readline():
            raise SystemExit

    def mend(view: View) -> intents.Intent:
        say("trouble", view.notice)
        return intents.Done() if sys.stdin.readline() == "done\n" else intents.Begin()

    desk = Desk(settings.load())
    announced(desk.scorer, "annotate", say, "scoring")
    announced(desk.sessions.archive, "recorded", say, "packing")
    announced(desk.sessions.archive, "scored", say, "storing")
    say("starting")
    Candidate(desk, say, speak, mend).go_through(Path(sys.argv[1]))
    desk.close()


if __name__ == "__main__":
    main()
