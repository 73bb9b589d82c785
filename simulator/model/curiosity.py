"""What a candidate asks at the end, and how thoughtful it is."""

from __future__ import annotations

from dataclasses import dataclass

THOUGHTFUL_FROM, FAIR_FROM = 75, 50


@dataclass(frozen=True, kw_only=True)
class AskedQuestion:
    """One of the candidate's own questions, judged."""

    text: str
    score: int
    """0 to 100."""
    good: tuple[str, ...]
    bad: tuple[str, ...]

    @property
    def word(self) -> str:
        """`thoughtful`, `fair` or `shallow`."""
        if self.score >= THOUGHTFUL_FROM:
            return "thoughtful"
        return "fair" if self.score >= FAIR_FROM else "shallow"


@dataclass(frozen=True, kw_only=True)
class Curiosity:
    """All that was asked, judged together."""

    score: int
    """0 to 100: the mean of the two best, less when pay or perks came first; 0 when nothing was asked."""
    questions: tuple[AskedQuestion, ...]
    sentence: str
