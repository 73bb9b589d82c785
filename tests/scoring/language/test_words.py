"""The forms of words, where sentences and clauses end, and how long stretches are cut."""

from __future__ import annotations

import pytest

from simulator.model.transcript import Transcript, Word, WordKind, from_text
from simulator.scoring.language.text import (
    Span,
    clauses,
    clean_text,
    content_words,
    ends_clause,
    ends_sentence,
    expanded,
    find_phrase,
    gap_after,
    normal,
    opens_clause,
    sentences,
    spoken_words,
    stem,
)


def quotes(transcript: Transcript, spans: tuple[Span, ...]) -> list[str]:
    return [transcript.quote(span.first_word, span.last_word) for span in spans]


def spoken(*words: tuple[str, float, float]) -> Transcript:
    """Words with their start and end (s)."""
    return Transcript(words=tuple(Word(text=t, start_s=a, end_s=b) for t, a, b in words), text="")


STEMS = """
queries queri ties tie classes class boxes box matches match pushes push models model bus bus loss loss
analysis analysis simplification simplifi ization izat regularization regulariz regularisation regulariz
optimising optimiz advising adviz optimised optimiz raised rais advised adviz precise preciz rising ris
bring bring running run embedded embed need need planned plan called call missed miss buzzed buzz added add
bed bed precision precis tokenization tokeniz prediction predict version vers vision vision quickly quick
only onli fly fly safe saf the's the users' user die die rate rat using using r2 r2 dog dog studied studi
embed embed agreed agreed pies pie
"""


@pytest.mark.parametrize(("word", "root"), zip(*[iter(STEMS.split())] * 2, strict=True))
def test_a_word_has_a_light_stem(word: str, root: str) -> None:
    assert stem(word) == root


@pytest.mark.parametrize(
    ("word", "key", "parts"),
    [
        ("c#", "c#", ("c#",)),
        ("<noise>", "", ()),
        ("[laughs].", "", ()),
        ("<hes-um>", "um", ("um",)),
        ("<cutoff-mod>.", "mod", ("mod",)),
        ("_so_", "so", ("so",)),
        ("*so*", "so", ("so",)),
        ("Straße", "strasse", ("strasse",)),
        ("‘Tis", "tis", ("tis",)),
        ("n't", "n't", ("n't",)),
        ("cannot", "cannot", ("can", "not")),
        ("won't", "won't", ("will", "not")),
        ("let's", "let's", ("let", "us")),
        ("we're", "we're", ("we", "are")),
        ("I've", "i've", ("i", "have")),
        ("they'll", "they'll", ("they", "will")),
        ("I'm", "i'm", ("i", "am")),
        ("it's", "it's", ("it", "is")),
        ("don’t", "don't", ("do", "not")),
        ("", "", ()),
    ],
)
def test_a_word_has_a_key_and_opens_into_its_words(word: str, key: str, parts: tuple[str, ...]) -> None:
    assert normal(word) == key
    assert expanded(word) == parts


@pytest.mark.parametrize(
    ("word", "sentence", "clause"),
    [
        ("so.", True, True),
        ('so?"', True, True),
        ("so!)", True, True),
        ("so…", True, True),
        ("E.g.", False, False),
        ("so,", False, True),
        ("so;", False, True),
        ("so—", False, True),
        ("so--", False, True),
        ("0.93", False, False),
        ("so", False, False),
    ],
)
def test_punctuation_closes_sentences_and_clauses(word: str, sentence: bool, clause: bool) -> None:
    assert ends_sentence(word) is sentence
    assert ends_clause(word) is clause


def test_content_words_are_longer_than_a_letter_and_carry_a_topic() -> None:
    assert content_words(["We'd", "fit", "a", "k", "x", "tree,", "so", "it's", "–"]) == ["fit", "tree"]


def test_a_phrase_is_found_from_a_place_on() -> None:
    keys = ["a", "b", "a", "b", "c"]
    assert find_phrase(keys, ("a", "b")) == 0
    assert find_phrase(keys, ("a", "b"), 1) == 2
    assert find_phrase(keys, ("b", "c")) == 3
    assert find_phrase(keys, ("a", "b", "c"), 3) == -1
    assert find_phrase(keys, ("c", "d")) == -1


def test_a_span_holds_its_words() -> None:
    span = Span(2, 4)
    assert (len(span), list(span)) == (3, [2, 3, 4])
    assert [index in span for index in (1, 2, 4, 5)] == [False, True, True, False]
    assert "2" not in span


def test_a_gap_is_silence_between_two_words_and_never_negative() -> None:
    words = spoken(("a", 0.0, 1.0), ("b", 1.4, 2.0), ("c", 1.9, 2.5)).words
    assert gap_after(words, 0) == pytest.approx(0.4)
    assert gap_after(words, 1) == 0
    assert gap_after(words, 2) is None
    assert gap_after(from_text("a b").words, 0) is None


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("because", True),
        ("and", True),
        ("so", True),
        ("we'd", True),
        ("although", True),
        ("rows", False),
        ("or", False),
    ],
)
def test_a_clause_opens_with_a_subject_or_a_conjunction(text: str, opens: bool) -> None:
    assert opens_clause(from_text(f"{text} rows").words, 0) is opens


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("we log in and we wait here", ["we log in", "and we wait here"]),
        ("we log in or it waits here", ["we log in", "or it waits here"]),
        ("we log in then it waits here", ["we log in", "then it waits here"]),
        ("we log in and wait here", ["we log in and wait here"]),
        ("we log in but wait here", ["we log in", "but wait here"]),
        ("we, they, log in here", ["we, they, log in here"]),
        ("we log in, here", ["we log in, here"]),
        ("We log in daily, you know", ["We log in daily, you know"]),
        ("we log, in here, and it waits", ["we log, in here,", "and it waits"]),
        (
            "we log it in, and we test it there, because it broke once, last week",
            ["we log it in,", "and we test it there,", "because it broke once, last week"],
        ),
        ("yes.", ["yes."]),
        ("we log it and", ["we log it and"]),
    ],
)
def test_clauses_have_three_words_and_split_where_something_new_opens(text: str, pieces: list[str]) -> None:
    transcript = from_text(text)
    assert quotes(transcript, clauses(transcript)) == pieces


def test_clauses_of_a_part_stay_within_it() -> None:
    transcript = from_text("We ran it once. We log in here and we wait there. It stops.")
    assert quotes(transcript, clauses(transcript, Span(4, 11))) == ["We log in here", "and we wait there."]


@pytest.mark.parametrize(("pause_s", "count"), [(0.45, 1), (0.5, 2), (0.9, 2)])
def test_half_a_second_before_a_subject_splits_a_clause(pause_s: float, count: int) -> None:
    start = 1.0 + pause_s
    transcript = spoken(
        ("rows", 0.0, 0.2),
        ("come", 0.3, 0.5),
        ("late", 0.6, 1.0),
        ("we", start, start + 0.1),
        ("wait", start + 0.2, start + 0.4),
        ("here", start + 0.5, start + 0.8),
    )
    assert len(clauses(transcript)) == count
    assert len(sentences(transcript)) == 1


@pytest.mark.parametrize(
    ("last", "pause_s", "opener", "count"),
    [
        ("late", 1.0, "we", 2),
        ("late", 0.9, "we", 1),
        ("late", 3.0, "rows", 1),
        ("late,", 3.0, "we", 1),
        ("late", 3.0, "and", 1),
    ],
)
def test_a_second_before_a_new_thought_ends_a_sentence(
    last: str, pause_s: float, opener: str, count: int
) -> None:
    start = 1.0 + pause_s
    transcript = spoken(
        ("come", 0.0, 0.5), (last, 0.5, 1.0), (opener, start, start + 0.2), ("wait", start + 0.3, start + 0.5)
    )
    assert len(sentences(transcript)) == count


def test_a_pause_after_a_filler_ends_no_sentence() -> None:
    words = (
        Word(text="late", start_s=0, end_s=1),
        Word(text="um", start_s=1, end_s=1.2, kind=WordKind.FILLER),
        Word(text="we", start_s=3, end_s=3.2),
    )
    assert len(sentences(Transcript(words=words, text=""))) == 1


def test_a_stretch_is_cut_only_when_it_is_long_and_no_piece_is_tiny() -> None:
    eight = "and rows come in late from there each "
    assert len(sentences(from_text(eight * 5 + "one two three four five"))) == 1  # 45 words
    openers = from_text("so we " * 23)
    assert [len(span) for span in sentences(openers)] == [8, 8, 8, 8, 14]
    long = from_text("and we log the rows each day " * 8)
    assert all(piece.startswith("and we") for piece in quotes(long, sentences(long)))
    assert [len(span) for span in sentences(long)] == [14, 14, 14, 14]


def test_a_long_sentence_with_its_own_commas_is_the_speakers() -> None:
    words = ("and we log the rows each day " * 8).split()
    assert len(words) == 56
    with_commas = [f"{w}," if at in (6, 20) else w for at, w in enumerate(words)]
    ended = from_text(" ".join(with_commas) + " here.")
    unended = from_text(" ".join(with_commas) + " here")
    assert len(sentences(ended)) == 1
    assert len(sentences(unended)) > 1
    assert len(sentences(from_text(" ".join(words) + " here."))) > 1


def test_clean_text_keeps_the_stop_of_what_was_dropped() -> None:
    def cleaned(*words: tuple[str, WordKind]) -> str:
        return clean_text(Transcript(words=tuple(Word(text=t, kind=k) for t, k in words), text=""))

    filler, word = WordKind.FILLER, WordKind.WORD
    assert cleaned(("It", word), ("works,", word), ("um.", filler), ("We", word)) == "It works. We"
    assert cleaned(("It", word), ("works.", word), ("um?", filler), ("we", word)) == "It works. we"
    assert cleaned(("It", word), ("works", word), ("um,", filler), ("we", word)) == "It works we"
    assert cleaned(("it", word), ("works", word), ("[door].", word), ("we", word)) == "it works we"
    assert cleaned(("Um", filler), ("it", word), ("works", word)) == "It works"
    assert cleaned(("um", filler), ("it", word), ("works", word)) == "it works"
    assert cleaned(("it", word), ("Uh", filler), ("works", word)) == "it works"
    assert cleaned(("it.", word), ("So", filler), ("we", word)) == "it. We"
    assert cleaned(("um.", filler), ("it", word)) == "it"


def test_a_part_of_the_text() -> None:
    transcript = from_text("We log in. It works, daily.")
    assert clean_text(transcript, Span(3, 4)) == "It works,"
    assert spoken_words(transcript, Span(1, 3)) == ["log", "in", "it"]
