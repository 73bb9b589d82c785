"""Questions, scorecards and plans for tests of interviews, without any judging."""

from __future__ import annotations

from simulator.model.plan import Draw, Manner, Plan, Role, Round
from simulator.model.question import FollowUp, KeyPoint, Kind, Misconception, Question
from simulator.model.scorecard import (
    Audience,
    Dimensions,
    DimensionScore,
    Fillers,
    FollowUpAsk,
    Improvement,
    Jargon,
    JargonTerm,
    KeyPointResult,
    MisconceptionHit,
    Models,
    PointState,
    Prompted,
    RubricRef,
    Scorecard,
)

GAP = FollowUpAsk(
    ask="And drift?", because="key point 'drift' was not mentioned", by=Prompted.GAP, about="drift"
)
TERM = FollowUpAsk(
    ask="You said SMOTE: how would you explain that to me?",
    because="'SMOTE' was used without an explanation",
    by=Prompted.TERM,
    about="SMOTE",
)
TWIST = FollowUpAsk(ask="Now it must run on a phone.", because="it changes the problem", by=Prompted.TWIST)
CLAIM = FollowUpAsk(
    ask="You said: “accuracy is fine.” Are you sure? Why?",
    because="the answer seems to claim: accuracy is fine",
    by=Prompted.CLAIM,
    about="accuracy",
)


def question(name: str, **changes: object) -> Question:
    fields: dict[str, object] = {
        "id": name,
        "kind": Kind.DESIGN,
        "prompt": f"How would you build {name}?",
        "key_points": (KeyPoint(id="goal", text="The goal"), KeyPoint(id="drift", text="Watch for drift")),
        "misconceptions": (
            Misconception(id="accuracy", text="Accuracy is fine", instead="Use precision and recall"),
        ),
        "follow_ups": (
            FollowUp(ask="And drift?", when_missing="drift"),
            FollowUp(ask="Now it must run on a phone.", twist=True),
        ),
        "time_limit_s": 120,
    }
    return Question(**(fields | changes))  # type: ignore[arg-type]


def round_(name: str = "Ada", **changes: object) -> Round:
    fields: dict[str, object] = {
        "role": Role.ENGINEER,
        "audience": Audience.SOFTWARE_ENGINEER,
        "minutes": 30,
        "name": name,
        "persona": "Asks.",
        "opening": f"I am {name}.",
        "draw": (Draw(count=2),),
        "manner": Manner.NEUTRAL,
    }
    return Round(**(fields | changes))  # type: ignore[arg-type]


def plan(*rounds: Round, **changes: object) -> Plan:
    fields: dict[str, object] = {"id": "test", "title": "Test", "about": "A test.", "rounds": rounds}
    return Plan(**(fields | changes))  # type: ignore[arg-type]


def card(
    *follow_ups: FollowUpAsk,
    clarity: int = 70,
    structure: int | None = 70,
    content: int | None = 70,
    points: dict[str, PointState] | None = None,
    wrong: tuple[str, ...] = (),
    terms: tuple[str, ...] = (),
    improvements: tuple[str, ...] = (),
    scorable: bool = True,
) -> Scorecard:
    def dimension(score: int | None) -> DimensionScore | None:
        return None if score is None or not scorable else DimensionScore(score=score, level=3)

    states = points or {}
    return Scorecard(
        question_id=None,
        audience=Audience.SOFTWARE_ENGINEER,
        scorable=scorable,
        reason=None if scorable else "Too little speech.",
        overall=70 if scorable else None,
        rubric=RubricRef(id="design", version=1),
        models=Models(hearing=None, meaning=None),
        dimensions=Dimensions(
            clarity=dimension(clarity), structure=dimension(structure), content=dimension(content)
        ),
        measures=(),
        words=(),
        restarts=(),
        fillers=Fillers(count=0, per_minute=None, per_100_words=None, items=()),
        jargon=Jargon(
            density_per_100_words=None,
            explained=0,
            unexplained=len(terms),
            terms=tuple(
                JargonTerm(term=t, explained=False, late=False, how=None, definition=f"What {t} is")
                for t in terms
            ),
        ),
        moves=(),
        key_points=tuple(
            KeyPointResult(
                id=k, text=k, covered=s in (PointState.MADE, PointState.HALF), state=s, confidence=0.5
            )
            for k, s in states.items()
        ),
        misconceptions=tuple(MisconceptionHit(id=w, text=f"{w} is fine.", instead=None) for w in wrong),
        strengths=(),
        improvements=tuple(
            Improvement(text=f"Mend {m}.", try_="Try it.", measure=m, quote=f"about {m}", start_s=1.0)
            for m in improvements
        ),
        follow_ups=follow_ups,
    )
