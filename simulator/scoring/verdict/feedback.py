"""At most three strengths and two improvements, each with the words of the answer that show it.

An improvement is chosen by what the overall would gain if its measure reached the edge worth 80 points. A
strength needs evidence: something that is in the answer, whose content must not be wrong. The absence of a
fault is praised only in an answer that is long enough.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence

from simulator.model.measures import CONTENT_EXPECTED, CONTENT_RATING, MISCONCEPTIONS
from simulator.model.scorecard import (
    Dimension,
    Dimensions,
    Improvement,
    KeyPointResult,
    Measure,
    Strength,
)
from simulator.model.signs import MOVES_IN_WORDS
from simulator.scoring.judgement.features import UNEXPLAINED
from simulator.scoring.judgement.telling import remark_on
from simulator.scoring.measures.registry import Shown, advice_on, shown_by
from simulator.scoring.verdict.evidence import Evidence
from simulator.scoring.verdict.overall import counting, overall_of, taken
from simulator.scoring.verdict.rubric import Rubric, Scale
from simulator.scoring.verdict.wordings import lack, made, tells_what_it_does, to_try

MOST_STRENGTHS, MOST_IMPROVEMENTS = 3, 2
GOOD_FROM = 80.0
WORTH_SAYING = 1
"""Points of the overall an improvement must promise."""
SOUND_CONTENT = 40
"""Content score under which nothing but delivery is praised."""
WORDS_FOR_ABSENCE = 60
"""The absence of a fault is praised in an answer of at least this many words."""
_TOLD = (Shown.LED, Shown.CLEAR)


def improvements(measures: Sequence[Measure], rubric: Rubric, evidence: Evidence) -> tuple[Improvement, ...]:
    """The two changes that would raise the overall most, a wrong claim before all others."""
    values = taken(measures)
    gains = [
        (gain(measures, scale, rubric), scale)
        for scale in _improvable(values, rubric)
        if advice_on(scale.id) and scale.points(values[scale.id]) < GOOD_FROM and _is_named(scale, evidence)
    ]
    worth = [
        (math.inf if scale.id == MISCONCEPTIONS else gained, scale)
        for gained, scale in gains
        if gained >= WORTH_SAYING or scale.id == MISCONCEPTIONS
    ]
    best = sorted(worth, key=lambda pair: (-pair[0], pair[1].id))
    said: dict[str, Improvement] = {}
    for _, scale in best:
        one = _improvement(scale, evidence, rubric)
        said.setdefault(one.text, one)
    return tuple(said.values())[:MOST_IMPROVEMENTS] or _on_a_point(values, evidence, rubric)


def _on_a_point(values: dict[str, float], evidence: Evidence, rubric: Rubric) -> tuple[Improvement, ...]:
    """Where nothing else is worth saying, the key point that lacks most, if one does."""
    content = counting(Dimension.CONTENT, values, rubric)
    scale = next((scale for scale in content if shown_by(scale.id) is Shown.POINTS), None)
    return (_improvement(scale, evidence, rubric),) if scale and evidence.missing_point() else ()


def _is_named(scale: Scale, evidence: Evidence) -> bool:
    """Nobody is told that an answer is led badly, or hard to follow, where no feature of it can be named."""
    shown = shown_by(scale.id)
    return shown not in _TOLD or evidence.fault(shown) is not None


def _improvable(values: dict[str, float], rubric: Rubric) -> list[Scale]:
    scales = [scale for dimension in Dimension for scale in counting(dimension, values, rubric)]
    wrong = rubric.by_measure.get(MISCONCEPTIONS)
    return [*scales, wrong] if wrong and MISCONCEPTIONS in values and wrong not in scales else scales


def gain(measures: Sequence[Measure], scale: Scale, rubric: Rubric) -> float:
    """The points that the overall would gain if this measure were good."""
    same = {scale.id, CONTENT_EXPECTED} if scale.id == CONTENT_RATING else {scale.id}
    better = [dataclasses.replace(m, value=_good_value(scale)) if m.id in same else m for m in measures]
    now, then = overall_of(measures, rubric), overall_of(better, rubric)
    return 0.0 if now is None or then is None else float(then - now)


def _good_value(scale: Scale) -> float:
    return scale.target[0] if scale.target else scale.edges[1]


def _improvement(scale: Scale, evidence: Evidence, rubric: Rubric) -> Improvement:
    advice, shown = advice_on(scale.id), shown_by(scale.id)
    assert advice is not None
    return Improvement(
        text=_pointed(shown, evidence, rubric) or advice.improve,
        try_=_to_try(shown, evidence) or advice.try_,
        measure=scale.id,
        **evidence.of(scale.id, good=False),
    )


def _pointed(shown: Shown | None, evidence: Evidence, rubric: Rubric) -> str | None:
    """The fault in one sentence that names what is meant; None where nothing can be named."""
    match shown:
        case Shown.TERMS if unexplained := evidence.terms(explained=False):
            return f"This listener may not know {_listed([term.term for term in unexplained])}."
        case Shown.POINTS if point := _pointed_at(evidence):
            return lack(point, _as_said(evidence), does=tells_what_it_does(rubric.id))
        case Shown.CLAIMS if evidence.misconceptions:
            return f"This seems to claim: {evidence.misconceptions[0].text.rstrip('.')}. It is not right."
        case Shown.LED | Shown.CLEAR if fault := evidence.fault(shown):
            if fault.name == UNEXPLAINED:
                return _pointed(Shown.TERMS, evidence, rubric)
            remark = remark_on(fault.name, more=fault.more)
            return remark.says if remark else None
        case Shown.PARTS:
            made = {span.move for span in evidence.moves}
            absent = [MOVES_IN_WORDS[move] for move in rubric.expectation.moves if move not in made]
            return f"Not there yet: {_listed(absent)}." if absent else None
    return None


def _as_said(evidence: Evidence) -> str:
    return " ".join(word.text for word in evidence.said.words)


def _pointed_at(evidence: Evidence) -> KeyPointResult | None:
    """The key point to speak of: what lacks most, else what was made least clearly."""
    return evidence.missing_point() or evidence.least_sure_point()


def _to_try(shown: Shown | None, evidence: Evidence) -> str | None:
    """What to try, said of the very term or claim; None where no plain words for it are known."""
    if shown is Shown.TERMS:
        defined = ((t.term, t.definition) for t in evidence.terms(explained=False) if t.definition)
        return next((f"Say {term} in plain words: {said.rstrip('.')}." for term, said in defined), None)
    if shown is Shown.POINTS and (point := _pointed_at(evidence)):
        return to_try(point, _as_said(evidence))
    if shown in _TOLD and (fault := evidence.fault(shown)):
        if fault.name == UNEXPLAINED:
            return _to_try(Shown.TERMS, evidence)
        remark = remark_on(fault.name, more=fault.more)
        return remark.try_[0] if remark else None
    instead = evidence.misconceptions[0].instead if evidence.misconceptions else None
    return (
        f"Say aloud, in one sentence: {instead.rstrip('.')}." if shown is Shown.CLAIMS and instead else None
    )


def strengths(
    measures: Sequence[Measure], found: Dimensions, rubric: Rubric, evidence: Evidence
) -> tuple[Strength, ...]:
    """What went well and can be shown, the weightiest first."""
    values = taken(measures)
    scales = [scale for dimension in Dimension for scale in counting(dimension, values, rubric)]
    good = [
        scale
        for scale in scales
        if scale.points(values[scale.id]) >= GOOD_FROM and _is_carried(scale, found, evidence)
    ]
    best = sorted(good, key=lambda scale: (-_reach(scale, scales, rubric), scale.id))
    return tuple(_strength(scale, evidence, rubric) for scale in best[:MOST_STRENGTHS])


def _reach(scale: Scale, scales: Sequence[Scale], rubric: Rubric) -> float:
    """The scale's share of the overall."""
    whole = sum(other.weight for other in scales if other.dimension is scale.dimension)
    return rubric.overall.weights[scale.dimension] * scale.weight / whole


def _is_carried(scale: Scale, found: Dimensions, evidence: Evidence) -> bool:
    """Whether the answer has something to praise the measure for."""
    advice, shown = advice_on(scale.id), shown_by(scale.id)
    if advice is None or advice.praise is None:
        return False
    if advice.of_absence:
        return len(evidence.said.words) >= WORDS_FOR_ABSENCE
    if found.content is not None and found.content.score < SOUND_CONTENT:
        return False
    if shown is Shown.CLOSE:
        return evidence.close() is not None
    return shown is not Shown.TERMS or bool(evidence.terms(explained=True))


def _strength(scale: Scale, evidence: Evidence, rubric: Rubric) -> Strength:
    advice = advice_on(scale.id)
    praise = (advice.praise if advice else None) or ""
    best = evidence.best_point() if shown_by(scale.id) is Shown.POINTS else None
    named = made(best, does=tells_what_it_does(rubric.id)) if best else ""
    text = f"{praise.rstrip('.')}, such as: {named}." if named else praise
    return Strength(text=text, measure=scale.id, **evidence.of(scale.id, good=True))


def _listed(names: Sequence[str], most: int = 3) -> str:
    shown = list(names[:most])
    rest = f" and {len(names) - most} more" if len(names) > most else ""
    return (", ".join(shown) if rest or len(shown) < 2 else f"{', '.join(shown[:-1])} and {shown[-1]}") + rest
