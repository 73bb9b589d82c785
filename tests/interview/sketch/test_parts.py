"""Which parts a design needs, and which of them were drawn, said, or neither."""

from __future__ import annotations

from pathlib import Path

import pytest
from cards import question

from simulator.interview.bank.loader import load_folder
from simulator.interview.coding.edits import Edit, Journal, between
from simulator.interview.sketch.parts import known_parts, load_parts, needed, sketch_notes
from simulator.model.errors import BadInputError
from simulator.model.question import KeyPoint, Kind
from simulator.model.transcript import Transcript, Word, from_text

PROMPTS = Path(__file__).parents[3] / "prompts"
DESIGN = question(
    "search",
    kind=Kind.DESIGN,
    key_points=(
        KeyPoint(
            id="stages", text="A cheap retrieval first, then a ranker", say=("get candidates, then rank",)
        ),
        KeyPoint(id="fresh", text="Know when it is stale", say=("retrain every week", "monitor the clicks")),
        KeyPoint(id="who", text="Ask who uses it"),
    ),
)


def journal(*texts: tuple[float, str]) -> Journal:
    edits: list[Edit] = []
    before = ""
    for at_s, after in texts:
        edit = between(before, after, at_s)
        assert edit is not None
        edits.append(edit)
        before = after
    return Journal(edits)


def test_a_part_is_needed_when_a_key_point_names_it() -> None:
    assert [part.name for part in needed(DESIGN)] == [
        "retrieval", "ranker", "feedback", "monitoring", "retraining",
    ]  # fmt: skip
    assert needed(question("plain", key_points=(KeyPoint(id="a", text="Be kind"),))) == ()


def test_each_part_was_drawn_said_both_or_neither() -> None:
    said = "First I would do retrieval of a few hundred. Then we retrain it. That is all I have to say."
    drawn = journal(
        (5.0, "client -> retriever"), (40.0, "client -> retriever\nretriever -> re-ranker: top 200")
    )
    notes = sketch_notes(DESIGN, from_text(said), drawn)
    assert [(note.id, note.text, note.good) for note in notes] == [
        ("parts", "Drawn are 2 of the 5 parts that this design needs.", None),
        ("part:feedback", "Feedback: neither drawn nor said.", False),
        ("part:monitoring", "Monitoring: neither drawn nor said.", False),
        ("part:ranker", "Ranker: drawn, never said.", None),
        ("part:retraining", "Retraining: said, not drawn.", None),
        ("part:retrieval", "Retrieval: drawn, and said.", True),
    ]
    by_id = {note.id: note for note in notes}
    assert by_id["part:retrieval"].quote == "First I would do retrieval of a few hundred."
    assert (by_id["part:retrieval"].at_s, by_id["part:ranker"].at_s) == (5.0, 40.0)
    assert by_id["parts"].value == 0.4


def test_what_was_rubbed_out_is_not_drawn_and_half_a_word_names_nothing() -> None:
    drawn = journal((1.0, "a -> queue"), (5.0, "a -> b"), (9.0, "a -> ranke"), (9.2, "a -> ranker"))
    notes = {note.id: note for note in sketch_notes(DESIGN, Transcript(words=(), text=""), drawn)}
    assert notes["parts"].text == "Drawn are 1 of the 5 parts that this design needs."
    assert notes["part:ranker"].at_s == 9.2


def test_a_sentence_with_times_says_when() -> None:
    words = tuple(
        Word(text=word, start_s=float(at), end_s=at + 0.5)
        for at, word in enumerate(["We", "monitor", "it", "daily."])
    )
    notes = sketch_notes(
        DESIGN, Transcript(words=words, text="We monitor it daily."), journal((1.0, "a -> b"))
    )
    found = next(note for note in notes if note.id == "part:monitoring")
    assert (found.start_s, found.end_s) == (0.0, 3.5)


def test_the_shipped_parts_are_found_in_the_shipped_designs() -> None:
    designs = [q for q in load_folder(PROMPTS / "questions", "shipped")[0] if q.kind is Kind.DESIGN]
    counts = [len(needed(design)) for design in designs]
    assert sum(count > 0 for count in counts) >= 0.95 * len(designs)
    assert max(counts) <= 15
    assert len({part.name for part in known_parts()}) == len(known_parts())


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('part = [{ name = "a" }, { name = "a" }]', "'a' is there twice"),
        ('part = [{ name = "a", says = ["b"] }]', "says"),
        ("part = 3", "part"),
    ],
)
def test_a_broken_file_of_parts_is_named(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "parts.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadInputError, match=says):
        load_parts(file)
