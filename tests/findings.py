"""Terms and key points as scoring finds them, made by hand for tests of what is said about them."""

from __future__ import annotations

from simulator.model.scorecard import Jargon, JargonTerm, KeyPointResult, PointState


def term(
    name: str, explained: bool = False, uses: int = 1, at: int | None = 1, said: str | None = None
) -> JargonTerm:
    return JargonTerm(
        term=name,
        explained=explained,
        late=False,
        how="definition" if explained else None,
        definition=said,
        uses=uses,
        first_word=at,
        last_word=at,
    )


def jargon(*terms: JargonTerm) -> Jargon:
    known = sum(one.explained for one in terms)
    return Jargon(density_per_100_words=1.0, explained=known, unexplained=len(terms) - known, terms=terms)


def point(
    name: str, state: PointState, weight: float = 1.0, sure: float = 0.5, at: int | None = None
) -> KeyPointResult:
    return KeyPointResult(
        id=name,
        text=f"Say {name}.",
        covered=state in (PointState.MADE, PointState.HALF),
        state=state,
        confidence=sure,
        weight=weight,
        first_word=at,
        last_word=at,
    )
