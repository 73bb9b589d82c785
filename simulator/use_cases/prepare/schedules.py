"""The plan until the day of the interview, shown and kept as a page that can be printed."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.model.errors import BadInputError
from simulator.model.ownfile import write_private
from simulator.use_cases.look_back.sessions import Sessions
from simulator.use_cases.prepare.coach import Coach
from simulator.use_cases.settings_store import SettingsStore

if TYPE_CHECKING:
    from simulator.interview.planning.schedule import Schedule

MEND = "Give `--until 2026-12-24`, or set the day in the settings."
HOURS = (0.5, 40.0)
"""The fewest and the most hours a week that a plan is made for."""
FILE = Path("reports") / "plan.html"


class Schedules:
    """Plans until an interview."""

    def __init__(self, settings: SettingsStore, sessions: Sessions, coach: Coach) -> None:
        self._settings = settings
        self._sessions = sessions
        self._coach = coach

    def make(
        self, *, until: date | None = None, hours_a_week: float | None = None, now: datetime | None = None
    ) -> Schedule:
        """The plan from today; day and hours are those of the settings where not given.

        Raises `BadInputError` without a day to come, and for hours that nobody has.
        """
        from simulator.interview.candidate.aims import day_of

        now = now or datetime.now().astimezone()
        interview = until or day_of(self._settings.current.interview_on)
        if interview is None:
            raise BadInputError("A plan needs the day of your interview.", MEND)
        if interview <= now.date():
            raise BadInputError(f"The interview of {interview} leaves no day to plan for.", MEND)
        hours = hours_a_week if hours_a_week is not None else float(self._settings.current.hours_a_week)
        if not HOURS[0] <= hours <= HOURS[1]:
            raise BadInputError(
                f"A plan is made for {HOURS[0]:g} to {HOURS[1]:g} hours a week.", "Give `--hours 5`."
            )
        return self._coach.schedule(interview, hours, now)

    def page(self, made: Schedule) -> str:
        """The plan as one HTML file, made for printing too."""
        from simulator.reports import page

        return page.plan(made, self._settings.current.role)

    def document(self, made: Schedule) -> dict[str, Any]:
        """The plan as JSON values."""
        return {
            "today": made.today.isoformat(),
            "interview": made.interview.isoformat(),
            "hours_a_week": made.hours_a_week,
            "days": [
                {
                    "day": day.day.isoformat(),
                    "minutes": day.minutes,
                    "steps": [
                        {
                            "what": step.what,
                            "minutes": step.minutes,
                            "question_id": step.question.id if step.question else None,
                            "prompt": step.question.prompt if step.question else None,
                        }
                        for step in day.steps
                    ],
                }
                for day in made.days
            ],
        }

    def keep(self, target: Path | None = None) -> Path:
        """Write the page of today's plan beside the sessions, or to `target`; returns where. May raise."""
        return self.write(self.make(), target or self._sessions.recordings / FILE)

    def write(self, made: Schedule, target: Path) -> Path:
        """Write a plan's page, complete or not at all. Raises `ArchiveError`."""
        write_private(target, self.page(made))
        return target
