"""What is counted of an answer, to the number: fillers, pace, pauses, sentences, repetitions; the lists."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from simulator.model.errors import BadInputError
from simulator.model.scorecard import Audience, FillerItem, Fillers
from simulator.model.transcript import PausePlace, Reply, Silence, Transcript, Word, WordKind, from_text
from simulator.scoring.language.annotated import Annotated
from simulator.scoring.language.lexicon import (
    Familiar,
    FillerLexicon,
    Lexicon,
    Term,
    load_fillers,
    load_hedges,
    load_lexicon,
    load_terms,
    phrase,
    pieces,
    term_key,
)
from simulator.scoring.measures.delivery import (
    answer_length_s,
    delivery_measures,
    filler_clusters,
    pace_variation,
    repeated_phrases,
    sentence_length,
    waits_s,
    words_per_minute,
)
from simulator.scoring.measures.fillers import (
    fillers_report,
    per_100_words,
    per_minute,
    phrase_places,
    speaking_s,
    word_count,
)

LISTED = FillerLexicon(
    filled_pauses=("u+m+", "u+h+"),
    discourse=(("you", "know"), ("like",)),
    pet_words=(("to", "be", "honest"), ("okay",), ("so",)),
)
FILLER, WORD, AGAIN, CUT = WordKind.FILLER, WordKind.WORD, WordKind.REPETITION, WordKind.FRAGMENT


def timed(*words: tuple[str, float, float] | tuple[str, float, float, WordKind]) -> Transcript:
    return Transcript(
        words=tuple(
            Word(text=text, start_s=start, end_s=end, kind=kind[0] if kind else WORD)
            for text, start, end, *kind in words
        ),
        text="",
    )


def even(count: int, every_s: float = 1.0, *, from_s: float = 0.0) -> Transcript:
    """Words of half a second, one every so many seconds."""
    return timed(*((f"w{at}", from_s + at * every_s, from_s + at * every_s + 0.5) for at in range(count)))


def items(*places: tuple[int, int]) -> tuple[FillerItem, ...]:
    return tuple(
        FillerItem(text="um", kind="filled_pause", first_word=a, last_word=b, start_s=None, end_s=None)
        for a, b in places
    )


# Fillers


def test_each_filler_has_its_kind_its_words_and_its_seconds() -> None:
    spoken = timed(
        ("Um,", 0, 0.5, FILLER),
        ("we", 0.5, 1),
        ("I", 1, 1.2, FILLER),
        ("mean", 1.2, 1.5, FILLER),
        ("you", 2, 2.2, FILLER),
        ("know", 2.2, 2.5, FILLER),
        ("know", 3, 3.5),
    )
    lexicon = replace(LISTED, discourse=(("you", "know"), ("i", "mean")))
    report = fillers_report(Annotated(spoken), lexicon)
    assert [(f.text, f.kind, f.first_word, f.last_word, f.start_s, f.end_s) for f in report.items] == [
        ("um", "filled_pause", 0, 0, 0, 0.5),
        ("I mean", "discourse", 2, 3, 1, 1.5),
        ("you know", "discourse", 4, 5, 2, 2.5),
    ]
    assert (report.count, report.per_100_words) == (3, 42.86)
    assert report.per_minute == round(3 * 60 / 3.5, 2)


def test_half_a_phrase_is_no_phrase() -> None:
    spoken = timed(("you", 0, 1, FILLER), ("know", 1, 2))
    assert [(f.text, f.first_word, f.last_word) for f in fillers_report(Annotated(spoken), LISTED).items] == [
        ("you", 0, 0)
    ]


def test_speaking_is_words_and_silences_of_up_to_half_a_second() -> None:
    spoken = timed(("a", 1.0, 2.0), ("b", 2.5, 3.0), ("c", 3.75, 4.0))
    assert speaking_s(spoken) == pytest.approx(1 + 0.5 + 0.5 + 0.25)
    assert speaking_s(replace(spoken, speech_s=9.0)) == 9
    assert speaking_s(from_text("a b")) is None
    assert speaking_s(Transcript(words=(), text="")) is None


def test_rates_need_something_to_be_a_rate_of() -> None:
    assert per_minute(2, Annotated(replace(even(2), speech_s=30.0))) == 4
    assert per_minute(2, Annotated(replace(even(2), speech_s=0.0))) is None
    assert per_minute(2, Annotated(replace(even(2), speech_s=1.0))) == 120
    assert per_100_words(1, Annotated(from_text("a b — c"))) == 33.33
    assert per_100_words(1, Annotated(from_text("— –"))) is None
    assert word_count(Annotated(from_text("a — b"))) == 2


def test_pet_words_are_reported_from_three_uses_and_one_in_a_hundred_words() -> None:
    def pets(text: str) -> list[tuple[str, int]]:
        return [(pet.text, pet.count) for pet in fillers_report(Annotated(from_text(text)), LISTED).pet_words]

    assert pets("okay a okay") == []
    assert pets("okay a okay b okay so so so so") == [("so", 4), ("okay", 3)]
    assert pets("so okay okay so so okay") == [("okay", 3), ("so", 3)]
    assert pets("to be honest, to be honest to be honest") == [("to be honest", 3)]
    assert pets("okay okay okay " + "word " * 297) == [("okay", 3)]
    assert pets("okay okay okay " + "word " * 298) == []
    as_filler = Transcript(words=(Word(text="so", kind=FILLER),) * 3, text="")
    assert fillers_report(Annotated(as_filler), LISTED).pet_words == ()


def test_phrases_are_found_one_after_the_other() -> None:
    keys = ["a", "b", "a", "b", "c", "a"]
    assert list(phrase_places(keys, (("a", "b"), ("b", "c"), ("a",)))) == [
        (0, ("a", "b")),
        (2, ("a", "b")),
        (5, ("a",)),
    ]


@pytest.mark.parametrize(
    ("places", "clusters"),
    [
        ([], 0),
        ([(0, 0)], 0),
        ([(0, 0), (4, 4)], 1),
        ([(0, 0), (5, 5)], 0),
        ([(0, 1), (5, 5)], 1),
        ([(0, 0), (2, 2), (4, 4), (20, 20), (22, 22)], 2),
        ([(0, 0), (9, 9), (10, 10)], 1),
    ],
)
def test_fillers_less_than_five_words_apart_are_a_cluster(
    places: list[tuple[int, int]], clusters: int
) -> None:
    assert filler_clusters(items(*places)) == clusters


# Pace, pauses, length


def test_the_length_of_an_answer_is_from_the_first_to_the_last_word() -> None:
    assert answer_length_s(even(3, from_s=7.0)) == 2.5
    assert answer_length_s(from_text("a")) is None
    assert words_per_minute(Annotated(even(3))) == round(3 * 60 / 2.5, 1)
    assert words_per_minute(Annotated(timed(("a", 1.0, 1.0)))) is None
    fillers = timed(("um", 0, 1, FILLER), ("a", 1, 2), ("b", 2, 3, AGAIN), ("c", 3, 4, CUT), ("d", 4, 6))
    assert words_per_minute(Annotated(fillers)) == 20


def test_seconds_in_which_the_interviewer_spoke_are_no_part_of_it() -> None:
    reply = Reply(asked="?", about=None, said="!", start_s=1.0, end_s=5.0)
    late = replace(reply, start_s=6.6, end_s=6.9)
    spoken = timed(("a", 0, 1), ("b", 5, 6), ("c", 6.5, 7), ("d", 9, 10))
    assert waits_s(replace(spoken, replies=(reply,))) == [0, 4, 4, 4]
    assert waits_s(replace(spoken, replies=(late,))) == [0, 0, 0, 0]
    assert answer_length_s(replace(spoken, replies=(reply,))) == 6
    assert waits_s(spoken) == [0, 0, 0, 0]


def test_the_pace_varies_over_windows_of_ten_seconds() -> None:
    assert pace_variation(even(31)) == 0
    assert pace_variation(even(30)) is None  # 29.5 s
    assert pace_variation(even(30, 1.02)) is not None
    fast = timed(
        *((f"w{at}", at * 0.5, at * 0.5 + 0.4) for at in range(40)),
        *((f"v{at}", 20.0 + at, 20.5 + at) for at in range(11)),
    )
    assert pace_variation(fast) == round((50 / 3 - 10) / (50 / 3) / 2**0.5, 3)
    assert pace_variation(from_text("a b")) is None
    silent = timed(*(("um", at * 1.0, at + 0.5, FILLER) for at in range(40)))
    assert pace_variation(silent) is None
    later = timed(*((f"w{at}", 100.0 + at, 100.5 + at) for at in range(31)))
    assert pace_variation(later) == 0


def test_a_long_pause_is_more_than_a_second_and_counts_by_its_place() -> None:
    def pauses(*ends: tuple[float, PausePlace]) -> tuple[float | None, float | None]:
        spoken = replace(even(9), pauses=tuple(Silence(start_s=1.0, end_s=1.0 + s, place=p) for s, p in ends))
        found = {m.id: m.value for m in delivery_measures(Annotated(spoken), none, ())}
        return found["long_pauses_inside"], found["thinking_pauses"]

    none = Fillers(count=0, per_minute=None, per_100_words=None, items=())
    inside, end = PausePlace.INSIDE, PausePlace.CLAUSE_END
    assert pauses((1.25, inside), (3.0, inside), (2.0, end)) == (2, 1)
    assert pauses((1.0, inside), (1.0, end)) == (0, 0)
    assert pauses((0.75, inside)) == (0, 0)


def test_sentences_are_as_long_as_their_words_in_the_middle() -> None:
    assert sentence_length(Annotated(from_text("One two. One two three. One two three four five six."))) == 3
    assert sentence_length(Annotated(from_text("One two. One two three."))) == 2.5
    spoken = timed(("um", 0, 1, FILLER), ("one", 1, 2), ("one", 2, 3, AGAIN), ("two.", 3, 4))
    assert sentence_length(Annotated(spoken)) == 2


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("split data by week split data by week", 1),
        ("we do it so we do it so", 0),
        ("we split the data we split the data", 1),
        ("we split it so we split it so", 0),
        ("split data by week and test it then split data by week and test it", 1),
        ("train models every day then split data by week train models every day now split data by week", 2),
        ("split data by", 0),
        ("split data by week", 0),
    ],
)
def test_a_phrase_of_four_words_with_two_topics_said_again_is_repeated(text: str, count: int) -> None:
    assert repeated_phrases(Annotated(from_text(text))) == count


def test_every_measure_has_its_unit() -> None:
    none = Fillers(count=0, per_minute=1.5, per_100_words=2.5, items=())
    found = delivery_measures(Annotated(even(40)), none, (("w1", "w2"), ("w5",)))
    assert {m.id: (m.value, m.unit) for m in found} == {
        "fillers_per_minute": (1.5, "1/min"),
        "filled_pauses_per_minute": (0, "1/min"),
        "fillers_per_100_words": (2.5, "1/100 words"),
        "filler_clusters": (0, "count"),
        "words_per_minute": (60.8, "words/min"),
        "pace_variation": (0, "ratio"),
        "long_pauses_inside": (0, "count"),
        "thinking_pauses": (0, "count"),
        "restarts_per_100_words": (0, "1/100 words"),
        "hedges_per_100_words": (5, "1/100 words"),
        "sentence_length": (40, "words"),
        "repeated_phrases": (0, "count"),
        "answer_length_s": (39.5, "s"),
    }
    mixed = Fillers(
        count=2,
        per_minute=2.0,
        per_100_words=2.0,
        items=(*items((0, 0)), replace(items((9, 9))[0], kind="discourse")),
    )
    spoken = replace(even(40), speech_s=30.0)
    assert {m.id: m.value for m in delivery_measures(Annotated(spoken), mixed, ())}[
        "filled_pauses_per_minute"
    ] == 2


# The word lists


@pytest.mark.parametrize(
    ("names", "other"),
    [
        (("AUC", "AUCs", "auc's"), "AU"),
        (("A/B test", "ab-test", "A B tests"), "A test"),
        (("norm", "norms"), "normal"),
        (("C++",), "C"),
        (("word2vec",), "word2"),
        (("gas",), "ga"),
        (("F1", "F1s"), "F"),
        (("4S",), "4"),
        (("data drift", "data drifts", "data-drifting"), "data"),
    ],
)
def test_ways_of_writing_a_name_share_a_key(names: tuple[str, ...], other: str) -> None:
    assert len({term_key(name) for name in names}) == 1
    assert term_key(other) != term_key(names[0])


def test_a_name_is_split_into_small_pieces() -> None:
    assert pieces("Fine-Tuning/C++ of Bayes's A_B") == ["fine", "tuning", "c++", "of", "bayes", "a", "b"]
    assert pieces("Simpson’s paradox") == ["simpson", "paradox"]
    assert phrase("So, — YOU know.") == ("so", "you", "know")


def term(name: str, *aliases: str, expansion: str | None = None, engineer: int = 1) -> Term:
    familiar = Familiar(
        recruiter=0, product_manager=1, software_engineer=engineer, ml_engineer=2, researcher=3
    )
    return Term(term=name, definition="d", topic="t", familiar=familiar, aliases=aliases, expansion=expansion)


def test_a_term_is_found_by_any_of_its_names_and_the_first_of_two_alike_wins() -> None:
    one, two = term("AUC", "area", expansion="area under the curve"), term("area", "AUCs")
    lexicon = Lexicon((one, two))
    assert lexicon.find("areas") is one
    assert lexicon.find("Area under the curve") is one
    assert lexicon.find("nothing") is None
    assert lexicon.name_of(term_key("aucs")) == "AUC"
    assert (lexicon.longest, Lexicon(()).longest) == (4, 0)
    assert one.names == ("AUC", "area", "area under the curve")
    assert two.names == ("area", "AUCs")


def test_who_knows_a_term_roughly_needs_no_gloss() -> None:
    assert [term("x").needs_explaining(a) for a in Audience] == [True, True, True, False, False]
    assert not term("x", engineer=2).needs_explaining(Audience.SOFTWARE_ENGINEER)


def test_lists_are_read_longest_first_without_doubles(tmp_path: Path) -> None:
    path = tmp_path / "f.toml"
    path.write_text('filled_pauses = ["um"]\ndiscourse = ["like", "you know", "Like", "—", "ah so it"]\n')
    assert load_fillers(path).discourse == (("ah", "so", "it"), ("you", "know"), ("like",))
    assert load_fillers(path).pet_words == ()
    assert load_fillers(path).is_filled_pause("um")
    assert not load_fillers(path).is_filled_pause("umm")
    assert not FillerLexicon((), ()).is_filled_pause("")
    path.write_text('hedges = ["b", "a", "a b"]\n')
    assert load_hedges(path) == (("a", "b"), ("a",), ("b",))


FAMILIAR = (
    "familiar = { recruiter = %s, product_manager = 0, "
    "software_engineer = 3, ml_engineer = 3, researcher = 3 }"
)


def test_terms_of_several_files_make_one_lexicon_and_faults_are_named(tmp_path: Path) -> None:
    def write(name: str, said: str, familiar: str = "0") -> Path:
        path = tmp_path / f"{name}.toml"
        path.write_text(f'[[term]]\nterm = "{said}"\ndefinition = "d"\ntopic = "t"\n{FAMILIAR % familiar}\n')
        return path

    write("terms-b", "B"), write("terms", "A"), write("other", "C")
    assert [one.term for one in load_lexicon(tmp_path).terms] == ["B", "A"]
    for familiar in ("-1", "4"):
        with pytest.raises(BadInputError, match=r"line 5, field `familiar\.recruiter`: familiarity"):
            load_terms(write("x", "A", familiar))
    with pytest.raises(BadInputError, match="field `term`: a term needs letters"):
        load_terms(write("x", "—"))
    twice = write("x", "AUC")
    twice.write_text(twice.read_text() + twice.read_text().replace("AUC", "AUCs"))
    with pytest.raises(BadInputError, match=r"line 7, field `term`: `AUCs` is there twice \(also `AUC`\)"):
        load_terms(twice)
