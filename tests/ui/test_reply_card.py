"""The scorecard of a reply to a follow-up on the screen: its content alone, or why there is no number."""

from __future__ import annotations

from dataclasses import replace

from cards import card

from simulator.model.scorecard import Dimensions
from simulator.ui.widgets.headline import dimensions


def test_a_reply_shows_its_content_alone_and_a_whole_answer_all_three() -> None:
    whole = card(content=None)
    assert [line.split()[0] for line in dimensions(whole).plain.splitlines()] == [
        "clarity",
        "structure",
        "content",
    ]
    reply = replace(
        whole, dimensions=Dimensions(clarity=None, structure=None, content=card().dimensions.content)
    )
    assert [line.split()[0] for line in dimensions(reply).plain.splitlines()] == ["content"]
    nothing = replace(whole, dimensions=Dimensions(clarity=None, structure=None, content=None))
    assert dimensions(nothing).plain == ""
