"""What the interviewer replies to what was said last."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from simulator.interview.exchange.clarifying import UnderstoodQuestion, asked_in
from simulator.model.transcript import Reply


def reply_to(
    said: Sequence[str], understand: Callable[[str], UnderstoodQuestion], *, unasked: bool
) -> tuple[Reply, bool]:
    """The reply, and whether a question was recognised in `said`, as `last_said` gives it.

    With `unasked` no key was pressed, and only the two likeliest stretches are considered.
    """
    tried = said[:2] if unasked else said
    found = [understand(text) for text in tried]
    asked = asked_in(found, said)
    one = found[asked or 0] if found else UnderstoodQuestion(is_clarifying_question=False)
    reply = Reply(
        asked=said[asked or 0] if said else "",
        about=one.about,
        said=one.said,
        answered=one.answer is not None,
    )
    return reply, asked is not None
