"""The rubric: how measures become scores and levels for each kind of question, from `prompts/rubrics/`.

A scale turns a measure into 0-100: `edges` are the values worth 100, 80, 60, 40, 20 and 0, linear between.
With a `target` range the edges are distances outside it. Levels are 20 points each.

A file may be complete, or name with `extends` another file that it changes. Ours all change `base.toml`.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import msgspec
import numpy as np

from simulator.model.errors import BadInputError
from simulator.model.question import Question
from simulator.model.scorecard import Audience, Dimension, Measure, Move
from simulator.model.tomlfile import read_toml, shown
from simulator.scoring.judgement.leading import Expectation
from simulator.scoring.judgement.moves import STORY, MoveLexicon, load_moves
from simulator.scoring.verdict.layers import Layers, single

POINTS = (100.0, 80.0, 60.0, 40.0, 20.0, 0.0)
LEVELS = 5
HEAVIEST = 1000
"""The largest weight that is allowed."""
FARTHEST = 1e9
"""The largest edge, up or down, that is allowed, so that sums stay finite."""
GENERAL = "general"
"""The rubric of an answer without a question."""
BASE = "base"
"""The file with what every kind shares, which is no rubric by itself."""
SAME_ROW = {"measure": ("id",), "level": ("dimension", "level")}
"""A row of a file changes the row of the file below it that has the same values in these fields."""
_NAME = re.compile(r"[a-z0-9-]{1,60}")
_PHRASE = re.compile(r"\{(\w+)\}")


class Scale(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How one measure is judged."""

    id: str
    dimension: Dimension
    weight: float
    """Its weight among the measures of its dimension. With 0 it is shown and does not count."""
    edges: tuple[float, ...]
    source: str
    """Where the edges come from: evidence, or "convention"."""
    target: tuple[float, float] | None = None
    peer_weight: float | None = None
    """The weight for a listener who shares the field; None where it is the same."""
    when_missing: str | tuple[str, ...] = ()
    """The id of another measure, or several; this one counts only where none of them could be taken."""

    @property
    def stands_for(self) -> tuple[str, ...]:
        """The measures in whose place this one counts."""
        return (self.when_missing,) if isinstance(self.when_missing, str) else self.when_missing

    def points(self, value: float) -> float:
        """What a value is worth, 0 to 100."""
        at = value if self.target is None else max(self.target[0] - value, value - self.target[1], 0.0)
        rising = self.edges[-1] > self.edges[0]
        edges, points = (self.edges, POINTS) if rising else (self.edges[::-1], POINTS[::-1])
        return float(np.interp(at, edges, points))

    def band(self, value: float) -> str:
        """The band the value fell into, for people: "5-12", "up to 5", "at least 0.8", "over 175"."""
        if self.target is not None:
            least, most = self.target
            if value < least:
                return f"under {least:g}"
            return f"over {most:g}" if value > most else f"{least:g}-{most:g}"
        low, high = sorted((self.edges[0], self.edges[-1]))
        if value <= low:
            return f"up to {low:g}"
        if value >= high:
            return f"at least {high:g}"
        inner = sorted(self.edges)
        lower, upper = next((a, b) for a, b in pairwise(inner) if a <= value <= b and a < b)
        return f"{lower:g}-{upper:g}"


class OverallRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How the dimensions become the overall; docs/scoring.md has the formula."""

    weights: dict[Dimension, float]
    gate_below: float
    """Content under this caps the overall at content + `gate_allows`."""
    gate_allows: float
    misconception_costs: float
    """Points of content that each misconception stated takes off."""


class LevelText(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What an interviewer would write beside a level."""

    dimension: Dimension
    level: int
    text: str


class _RubricFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    id: str
    version: int
    extends: str | None = None
    phrases: dict[str, str] = {}
    """What stands for the `{words in braces}` of the level texts."""
    expected_moves: tuple[Move, ...]
    opens_with: tuple[Move, ...]
    closes_with: tuple[Move, ...]
    overall: OverallRule
    measure: tuple[Scale, ...]
    level: tuple[LevelText, ...]


@dataclass(frozen=True)
class Rubric:
    """How answers to one kind of question are judged."""

    id: str
    version: int
    expectation: Expectation
    overall: OverallRule
    scales: tuple[Scale, ...]
    levels: tuple[LevelText, ...]
    moves: MoveLexicon

    @cached_property
    def by_measure(self) -> dict[str, Scale]:
        """The scales by the measures they judge."""
        return {scale.id: scale for scale in self.scales}

    def level_text(self, dimension: Dimension, level: int) -> str:
        """What an interviewer would write beside that level."""
        return next(text.text for text in self.levels if (text.dimension, text.level) == (dimension, level))

    def for_listener(self, audience: Audience) -> Rubric:
        """The rubric with the weights that count for this listener."""
        if not audience.is_peer:
            return self
        scales = tuple(
            scale if scale.peer_weight is None else msgspec.structs.replace(scale, weight=scale.peer_weight)
            for scale in self.scales
        )
        return dataclasses.replace(self, scales=scales)

    def expects(self, question: Question | None) -> Expectation:
        """The rubric's expectation, with the question's own moves where it names some."""
        if question is None or not question.expected_moves:
            return self.expectation
        kind = self.expectation
        return Expectation(question.expected_moves, kind.opens_with, kind.closes_with, kind.story)

    def judged(self, measure: Measure) -> Measure:
        """The measure with its level and band, where there is a scale for it."""
        scale = self.by_measure.get(measure.id)
        if scale is None or measure.value is None:
            return measure
        return _with_level(measure, scale, measure.value)


def _with_level(measure: Measure, scale: Scale, value: float) -> Measure:
    return Measure(
        id=measure.id,
        value=value,
        unit=measure.unit,
        level=level_of(scale.points(value)),
        band=scale.band(value),
        dimension=scale.dimension,
    )


def level_of(points: float) -> int:
    """Level 1 to 5 of a score of 0 to 100."""
    return min(LEVELS, 1 + int(points // 20))


def load_rubrics(prompts: Path) -> dict[str, Rubric]:
    """Every rubric of `prompts/rubrics`, by id, with the moves of `prompts/lexicon/moves.toml`.

    Raises `BadInputError` naming file, line and field.
    """
    moves = load_moves(prompts / "lexicon" / "moves.toml")
    rubrics = {rubric.id: rubric for rubric in (load_rubric(f, moves) for f in _files(prompts / "rubrics"))}
    if GENERAL not in rubrics:
        raise BadInputError(
            f"{prompts / 'rubrics'} has no {GENERAL}.toml.", "Put the shipped prompts/rubrics back."
        )
    return rubrics


def own_rubrics(folder: Path, prompts: Path) -> tuple[dict[str, Rubric], tuple[str, ...]]:
    """The user's rubrics in `folder`, by id, and a sentence with file, line and field for each broken one."""
    moves = load_moves(prompts / "lexicon" / "moves.toml")
    found: dict[str, Rubric] = {}
    problems = [] if folder.is_dir() else [f"There is no folder {folder} with rubrics of yours."]
    for file in _files(folder):
        try:
            rubric = load_rubric(file, moves, ours=prompts / "rubrics")
        except BadInputError as error:
            problems.append(str(error))
        else:
            found[rubric.id] = rubric
    return found, tuple(dict.fromkeys(problems))


def _files(folder: Path) -> list[Path]:
    return [file for file in sorted(folder.glob("*.toml")) if file.stem != BASE]


def rubric_for(question: Question | None, rubrics: dict[str, Rubric]) -> Rubric:
    """The rubric of the question's kind, the general one without a question."""
    return rubrics.get(question.kind.value if question else GENERAL, rubrics[GENERAL])


def load_rubric(path: Path, moves: MoveLexicon, ours: Path | None = None) -> Rubric:
    """The rubric at `path`, which may extend one beside it, else one of the folder `ours`.

    Raises `BadInputError` naming file, line and field.
    """
    file = read_layers(path, ours)
    found = file.converted(_RubricFile)
    _check(found, file)
    return Rubric(
        id=found.id,
        version=found.version,
        expectation=Expectation(
            moves=found.expected_moves,
            opens_with=frozenset(found.opens_with),
            closes_with=frozenset(found.closes_with),
            story=any(move in STORY for move in found.expected_moves),
        ),
        overall=found.overall,
        scales=found.measure,
        levels=_with_phrases(found, file),
        moves=moves,
    )


def read_layers(path: Path, ours: Path | None = None, above: tuple[Path, ...] = ()) -> Layers:
    """The file at `path` with what it extends under it; `above` are the files that already extend it.

    Raises `BadInputError` naming file, line and field.
    """
    file = read_toml(path)
    name = file.values.get("extends")
    if name is None:
        return single(file, SAME_ROW)
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise file.fault("must be the name of a rubric", "extends")
    taken = (*above, path)
    places = [folder / f"{name}.toml" for folder in (path.parent, ours) if folder]
    below = next((place for place in places if place not in taken and place.is_file()), None)
    if below is None:
        raise file.fault(f"there is no other rubric `{name}`", "extends")
    return read_layers(below, ours, taken).under(file)


def _with_phrases(found: _RubricFile, file: Layers) -> tuple[LevelText, ...]:
    """The levels with the phrases in their texts; a complete file without phrases means its braces."""
    if not found.phrases and found.extends is None:
        return found.level
    for index, level in enumerate(found.level):
        for name in _PHRASE.findall(level.text):
            if name not in found.phrases:
                keys = file.upper(("level", index, "text"), ("phrases",))
                raise file.fault(f"{level.dimension.value} {level.level} wants a phrase `{name}`", *keys)
    return tuple(
        msgspec.structs.replace(level, text=_PHRASE.sub(lambda name: found.phrases[name[1]], level.text))
        for level in found.level
    )


def _check(found: _RubricFile, file: Layers) -> None:
    if found.id != file.path.stem:
        raise file.fault(f"must be the file's name, `{file.path.stem}`", "id")
    if found.version < 1:
        raise file.fault("must be 1 or more", "version")
    _check_overall(found.overall, file)
    seen: dict[str, int] = {}
    for index, scale in enumerate(found.measure):
        if scale.id in seen:
            keys = file.upper(("measure", index, "id"), ("measure", seen[scale.id], "id"))
            raise file.fault(f"`{shown(scale.id, 60)}` is there already", *keys)
        seen[scale.id] = index
        _check_scale(scale, index, file)
    for dimension in Dimension:
        if not any(scale.dimension is dimension and scale.weight > 0 for scale in found.measure):
            raise file.fault(f"no measure weighs in {dimension.value}", "measure")
        _check_levels(found, dimension, file)


def _check_overall(rule: OverallRule, file: Layers) -> None:
    weights = rule.weights.values()
    if set(rule.weights) != set(Dimension) or not all(0 <= weight <= HEAVIEST for weight in weights):
        what = f"needs clarity, structure and content, each from 0 to {HEAVIEST}"
        raise file.fault(what, "overall", "weights")
    if not any(weights):
        raise file.fault("one of them must be above 0", "overall", "weights")
    for name in ("gate_below", "gate_allows", "misconception_costs"):
        if not 0 <= getattr(rule, name) <= POINTS[0]:
            raise file.fault("must be from 0 to 100", "overall", name)


def _check_scale(scale: Scale, index: int, file: Layers) -> None:
    if len(scale.edges) != len(POINTS):
        raise file.fault(f"needs {len(POINTS)} values, 100 to 0 points", "measure", index, "edges")
    steps = [b - a for a, b in pairwise(scale.edges)]
    if not (all(step > 0 for step in steps) or all(step < 0 for step in steps)):
        raise file.fault("must rise or fall all the way", "measure", index, "edges")
    if not 0 <= scale.weight <= HEAVIEST:
        raise file.fault(f"must be from 0 to {HEAVIEST}", "measure", index, "weight")
    if max(map(abs, (*scale.edges, *(scale.target or ())))) > FARTHEST:
        raise file.fault(f"must be within {FARTHEST:g}", "measure", index, "edges")
    if scale.target and (scale.target[0] > scale.target[1] or scale.edges[0] != 0):
        keys = file.upper(("measure", index, "target"), ("measure", index, "edges"))
        raise file.fault("is from low to high, its edges start at 0", *keys)


def _check_levels(found: _RubricFile, dimension: Dimension, file: Layers) -> None:
    what = f"{dimension.value} needs each level from 1 to {LEVELS} once"
    lacking = set(range(1, LEVELS + 1))
    for index, described in enumerate(found.level):
        if described.dimension is dimension and described.level not in lacking:
            raise file.fault(what, "level", index, "level")
        lacking -= {described.level} if described.dimension is dimension else set()
    if lacking:
        raise file.fault(what, "level")
