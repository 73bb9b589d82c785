"""Clarity and every other score and measure over time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from simulator.model import measures as ids
from simulator.model import settings as configuration
from simulator.model.counted import counted
from simulator.model.errors import BadInputError
from simulator.model.naming import SCORE_UNIT, measure_name, with_unit
from simulator.model.records import GroupMean
from simulator.model.trends import Overview, PetWordTrend, Trend
from simulator.use_cases.look_back.sessions import Sessions

if TYPE_CHECKING:
    from simulator.model.series import Series
    from simulator.model.smoothing import LinePoint, TrendChange

SCORES = ("clarity", "overall", "structure", "content")
"""In the order they are shown; clarity is what is shown when nothing is chosen."""
GROUPS = ("topic", "kind", "audience", "interview")
SHOWN = (
    *SCORES,
    ids.FILLERS_PER_MINUTE,
    ids.UNEXPLAINED_TERMS,
    ids.WORDS_PER_MINUTE,
    ids.LONG_PAUSES_INSIDE,
    ids.HEDGES_PER_100_WORDS,
    ids.RESTARTS_PER_100_WORDS,
    ids.KEY_POINTS_WEIGHT,
    ids.ANSWER_LENGTH_S,
)
"""What the overview shows, as far as there are values."""
PET_ANSWERS = 50
"""How many of the last answers are searched for the speaker's own habits."""


class Trends:
    """Every score and measure over time, and this speaker's own habits."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def trend(
        self,
        measure: str = SCORES[0],
        *,
        since: date | None = None,
        now: datetime | None = None,
        **groups: str | None,
    ) -> Trend:
        """A score or measure over time; `groups` narrows it by topic, kind, audience or interview.

        Raises `BadInputError` for a measure that no answer has.
        """
        return self._trend(
            measure, self._unit(measure), self._sessions.archive.history.values(measure, **groups), since, now
        )

    def overview(self) -> Overview:
        """Every trend worth a look."""
        history = self._sessions.archive.history
        units = dict.fromkeys(SCORES, SCORE_UNIT) | history.measure_units()
        values = history.series([measure for measure in SHOWN if measure in units])
        found = (self._trend(measure, units[measure], each) for measure, each in values.items())
        return Overview(
            trends=tuple(trend for trend in found if trend.points),
            pet_words=self.pet_words(),
            spoken_s=history.spoken_seconds(),
        )

    def _trend(
        self,
        measure: str,
        unit: str,
        values: Series,
        since: date | None = None,
        now: datetime | None = None,
    ) -> Trend:
        from simulator.model import smoothing

        now = now or datetime.now().astimezone()
        shown = values if since is None else values.since(since.isoformat())
        changed = smoothing.change(values.at_s, values.values, now.timestamp())
        return Trend(
            measure=measure,
            name=measure_name(measure),
            unit=unit,
            better=1 if measure in SCORES else self._better.get(measure, 0),
            points=shown,
            line=_within(smoothing.line(shown.at_s, shown.values), unit),
            change=changed,
            sentence=sentence(measure_name(measure), unit, changed),
        )

    def group_means(self, measure: str, by: str) -> tuple[GroupMean, ...]:
        """The mean of a score or measure by topic, kind, audience or interview; most answers first."""
        self._unit(measure)
        return self._sessions.archive.history.group_means(measure, by)

    def pet_words(self) -> tuple[PetWordTrend, ...]:
        """This speaker's own habits over the last answers, the most frequent first."""
        said = [counts for _, counts in self._sessions.archive.history.pet_words(PET_ANSWERS)]
        totals: dict[str, int] = {}
        for counts in said:
            for text, count in counts.items():
                totals[text] = totals.get(text, 0) + count
        ordered = sorted(totals, key=lambda text: (-totals[text], text))
        return tuple(
            PetWordTrend(text=text, counts=tuple(counts.get(text, 0) for counts in said)) for text in ordered
        )

    @cached_property
    def _better(self) -> dict[str, int]:
        """Which way each measure improves, by the rubrics' scales: 1 up, -1 down, 0 neither."""
        from simulator.scoring.verdict.rubric import GENERAL, load_rubrics

        rubrics = load_rubrics(configuration.shipped("prompts"))
        scales = [scale for rubric in rubrics.values() for scale in rubric.scales]
        scales += rubrics[GENERAL].scales
        return {
            scale.id: 0 if scale.target else (1 if scale.edges[0] > scale.edges[-1] else -1)
            for scale in scales
        }

    def _unit(self, measure: str) -> str:
        if measure in SCORES:
            return SCORE_UNIT
        units = self._sessions.archive.history.measure_units()
        if measure in units:
            return units[measure]
        known = ", ".join((*SCORES, *sorted(units)))
        raise BadInputError(f"There is no measure '{measure}' in your answers.", f"There are: {known}.")


def sentence(name: str, unit: str, changed: TrendChange) -> str:
    """What the last week changed, in one sentence.

    For example "Clarity rose from 66 to 72 this week (9 answers; 12 in the four weeks before)."
    """
    from simulator.model.smoothing import LEAST_EACH

    counts = f"{counted(changed.answers_now, 'answer')}; {changed.answers_before} in the four weeks before"
    if not changed.enough:
        return (
            f"Too few answers to say what this week changed ({counts}): it takes {LEAST_EACH} on either side."
        )
    now, before = with_unit(changed.now, unit), with_unit(changed.before, unit)
    if not changed.clear:
        return f"No clear change in {name} this week: {now} after {before} ({counts})."
    way = "rose" if changed.now > changed.before else "fell"
    return f"{name[0].upper()}{name[1:]} {way} from {before} to {now} this week ({counts})."


def trend_json(trend: Trend) -> dict[str, Any]:
    """The published document of `trends`."""
    return {
        "measure": trend.measure,
        "unit": trend.unit,
        "points": [{"at": v.at, "answer_id": v.answer_id, "value": v.value} for v in trend.points],
        "line": [
            {"at": iso(p.at), "value": _short(p.value), "low": _short(p.low), "high": _short(p.high)}
            for p in trend.line
        ],
        "sentence": trend.sentence,
    }


def iso(at_s: float) -> str:
    """Seconds since 1970 as local time with offset."""
    return datetime.fromtimestamp(at_s).astimezone().isoformat(timespec="seconds")


def _within(line: tuple[LinePoint, ...], unit: str) -> tuple[LinePoint, ...]:
    """The line clipped to what can be: scores from 0 to 100, anything else from 0."""
    most = 100.0 if unit == SCORE_UNIT else float("inf")
    return tuple(
        replace(p, value=_clip(p.value, most), low=_clip(p.low, most), high=_clip(p.high, most)) for p in line
    )


def _clip(value: float, most: float) -> float:
    return min(max(0.0, value), most)


def _short(value: float) -> float:
    return round(value, 3)
