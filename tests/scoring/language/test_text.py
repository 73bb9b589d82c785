import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.model.transcript import Transcript, Word, WordKind, from_text
from simulator.scoring.language.text import (
    clauses,
    clean_text,
    content_stems,
    expanded,
    normal,
    sentences,
    spoken_words,
    stem,
)

ANY_TEXT = st.text(max_size=400)


def quotes(transcript, spans):
    return [transcript.quote(span.first_word, span.last_word) for span in spans]


def test_normal_keeps_the_word_and_drops_its_dress():
    assert [
        normal(word) for word in ("“Hello”,", "Don’t", "C++", "😀", "[laughter]", "<cutoff-mod>", "k-means.")
    ] == [
        "hello",
        "don't",
        "c++",
        "",
        "",
        "mod",
        "k-means",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [("regularization", "regularized"), ("embedding", "embed"), ("predictions", "predict"), ("boxes", "box")],
)
def test_forms_of_one_word_share_a_stem(one, other):
    assert stem(one) == stem(other)


def test_a_contraction_opens_into_its_words():
    assert expanded("we'd") == ("we", "would")
    assert expanded("can't") == ("can", "not")


def test_content_stems_leave_out_what_carries_no_topic():
    assert content_stems(["so", "we", "would", "use", "the", "embeddings"]) == {"embed"}


def test_sentences_by_stops_but_not_at_an_abbreviation():
    transcript = from_text("Use a baseline, e.g. logistic regression. It scored 0.93 there! Then we shipped")
    assert quotes(transcript, sentences(transcript)) == [
        "Use a baseline, e.g. logistic regression.",
        "It scored 0.93 there!",
        "Then we shipped",
    ]


def test_a_long_stretch_without_stops_is_cut_where_a_thought_opens():
    thought = "and then we looked at the error of the model on held out data from last week "
    transcript = from_text(thought * 4)
    pieces = quotes(transcript, sentences(transcript))
    assert len(pieces) == 4
    assert all(piece.startswith("and then we") for piece in pieces)


def test_a_long_pause_before_a_new_thought_ends_a_sentence():
    words = [
        Word(text=text, start_s=i * 0.3, end_s=i * 0.3 + 0.25)
        for i, text in enumerate(["we", "ship", "it", "daily"])
    ]
    words += [
        Word(text=text, start_s=4 + i * 0.3, end_s=4.2 + i * 0.3)
        for i, text in enumerate(["it", "works", "well"])
    ]
    transcript = Transcript(words=tuple(words), text="")
    assert quotes(transcript, sentences(transcript)) == ["we ship it daily", "it works well"]


def test_clauses_split_at_commas_and_conjunctions():
    transcript = from_text("We add a penalty, and that shrinks the weights because large ones overfit badly")
    assert quotes(transcript, clauses(transcript)) == [
        "We add a penalty,",
        "and that shrinks the weights",
        "because large ones overfit badly",
    ]


def test_clean_text_leaves_a_readable_sentence_behind():
    words = [
        ("Um,", WordKind.FILLER),
        ("the", WordKind.REPETITION),
        ("the", WordKind.WORD),
        ("model", WordKind.WORD),
    ]
    words += [("works,", WordKind.WORD), ("so", WordKind.FILLER), ("yeah.", WordKind.FILLER)]
    transcript = Transcript(words=tuple(Word(text=text, kind=kind) for text, kind in words), text="")
    assert clean_text(transcript) == "The model works."
    assert spoken_words(transcript) == ["the", "model", "works"]


@given(ANY_TEXT)
def test_sentences_and_clauses_cover_every_word_once(text):
    transcript = from_text(text)
    everything = list(range(len(transcript.words)))
    assert [index for span in sentences(transcript) for index in span] == everything
    assert [index for span in clauses(transcript) for index in span] == everything


@given(ANY_TEXT)
def test_text_helpers_take_any_text(text):
    transcript = from_text(text)
    clean_text(transcript)
    assert all(spoken_words(transcript))
    for word in transcript.words:
        assert isinstance(stem(word.text), str)
