"""What an interviewer says between the questions: short, natural, never the same twice in a row. Pure."""

from __future__ import annotations

from simulator.model.plan import Manner, Round

MOVES_ON = {
    Manner.KIND: (
        "Thank you, that helps. Let's go on.",
        "Thanks, I can see how you think. Here is the next one.",
        "Good, thank you. Let's look at something else.",
    ),
    Manner.NEUTRAL: (
        "Thank you. Let's move on.",
        "All right. Next question.",
        "Okay, thanks. Something different now.",
    ),
    Manner.TOUGH: ("All right. Next.", "Noted. Let's move on.", "Okay. Another one."),
}
FOLLOWS_UP = {
    Manner.KIND: (
        "One more thing, if I may.",
        "I'm curious about a part.",
        "May I go back to something?",
    ),
    Manner.NEUTRAL: ("A follow-up on that.", "Let me stay with that for a moment.", "One more on this."),
    Manner.TOUGH: ("Let me push on that.", "I'm not convinced yet.", "Not so fast."),
}
TWISTS = ("Let me change the problem a little.", "Suppose something changes.")
INTERRUPTS = "Let me stop you there."
CLOSES = "That's all from my side."


def moves_on(item: Round, nth: int) -> str:
    """Said before the next question, the `nth` of the interview."""
    return _nth(item.moves_on or MOVES_ON[item.manner], nth)


def follows_up(item: Round, nth: int, *, twist: bool = False) -> str:
    """Said before a follow-up, the `nth` of the interview."""
    return _nth(TWISTS if twist else item.follows_up or FOLLOWS_UP[item.manner], nth)


def _nth(phrases: tuple[str, ...], nth: int) -> str:
    return phrases[nth % len(phrases)]
