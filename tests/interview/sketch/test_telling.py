"""A sketch in sentences."""

from hypothesis import given
from hypothesis import strategies as st

from simulator.interview.sketch.lines import parsed
from simulator.interview.sketch.telling import in_sentences


def test_boxes_arrows_groups_and_notes_are_a_sentence_each() -> None:
    sketch = parsed("client -> gateway: request\ngateway <-> cache\ngroup serving: gateway, cache\nwho asks?")
    assert in_sentences(sketch) == (
        "3 boxes: gateway, cache, client.",
        "client leads to gateway: request.",
        "gateway and cache lead to each other.",
        "Group serving: gateway, cache.",
        "Note: who asks?",
    )
    assert in_sentences(parsed("[cache]")) == ("1 box: cache.",)
    assert in_sentences(parsed("")) == ()


@given(
    st.lists(st.sampled_from(["a -> b: x", "b <- c, d", "group g: a, d", "[e]", "why", "a -> a"]), max_size=9)
)
def test_nothing_that_is_drawn_is_left_out(lines: list[str]) -> None:
    sketch = parsed("\n".join(lines))
    said = "\n".join(in_sentences(sketch))
    assert all(text in said for text in sketch.texts)
    assert said.count("lead") == len(sketch.arrows)
