from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.model.transcript import WordKind
from simulator.speech.hearing.engine import Decoded, HeardWord
from simulator.speech.hearing.loops import looped, without_loops
from simulator.speech.hearing.spelling import is_cut_off, is_filled_pause
from simulator.speech.hearing.verbatim import reconcile


def words(text: str, start: float = 0.0, each: float = 0.3, probability: float = 0.9) -> list[HeardWord]:
    return [
        HeardWord(word, start + index * each, start + (index + 1) * each, probability)
        for index, word in enumerate(text.split())
    ]


def decoded(items: list[HeardWord], *, no_speech: float = 0.1, sure: float = -0.2) -> Decoded:
    return Decoded(tuple(items), no_speech, sure, " ".join(word.text for word in items))


@pytest.mark.parametrize(
    "text",
    ["um", "Um,", "umm", "uh", "uhh...", "er", "erm", "hmm", "Hmm.", "mm", "mmm", "ah", "uhm"],
)
def test_filled_pauses_in_any_spelling(text: str) -> None:
    assert is_filled_pause(text)


@pytest.mark.parametrize(
    "text", ["HMM", "ER", "am", "her", "hum", "umbrella", "oh", "aha", "a", "err0r", "like"]
)
def test_what_is_no_filled_pause(text: str) -> None:
    assert not is_filled_pause(text)


def test_a_length_is_no_filled_pause() -> None:
    assert not is_filled_pause("mm", before="3")


def test_cut_off_words() -> None:
    assert is_cut_off("mod-")
    assert not is_cut_off("k-means")
    assert not is_cut_off("-")


def test_a_voiced_filler_is_inserted_with_its_time() -> None:
    clean = decoded(words("we train a model"))
    verbatim = decoded(words("we train um, a model"))
    spoken = reconcile(clean, verbatim, [(0.0, 1.5)])
    assert [s.word.text for s in spoken] == ["we", "train", "um,", "a", "model"]
    assert spoken[2].kind is WordKind.FILLER
    assert spoken[2].word.start_s == pytest.approx(0.6)
    assert [s.clean for s in spoken] == [True, True, False, True, True]


def test_a_filler_where_nobody_speaks_is_refused() -> None:
    clean = decoded(words("we train") + words("a model", 2.0))
    verbatim = decoded([*words("we train"), HeardWord("um,", 1.0, 1.4, 0.9), *words("a model", 2.0)])
    spoken = reconcile(clean, verbatim, [(0.0, 0.6), (2.0, 2.6)])
    assert [s.word.text for s in spoken] == ["we", "train", "a", "model"]


def test_millimetres_are_no_hesitation() -> None:
    spoken = reconcile(decoded(words("about 3 mm wide")), decoded(words("about 3 mm wide")), [(0.0, 1.2)])
    assert all(s.kind is WordKind.WORD and s.clean for s in spoken)


def test_a_filler_both_heard_is_counted_once() -> None:
    spoken = reconcile(decoded(words("so uh yes")), decoded(words("so um, yes")), [(0.0, 0.9)])
    assert [s.kind for s in spoken] == [WordKind.WORD, WordKind.FILLER, WordKind.WORD]


def test_a_loop_of_fillers_is_refused() -> None:
    loop = decoded(words("yes " + "hmm " * 40, each=0.05))
    spoken = reconcile(decoded(words("yes")), loop, [(0.0, 3.0)])
    assert [s.word.text for s in spoken] == ["yes"]
    assert looped(loop.words) == {"hmm"}


def test_a_phrase_that_goes_round_is_reduced_to_one() -> None:
    assert [w.text for w in without_loops(words("thanks a lot " * 6))] == ["thanks", "a", "lot"]


def test_words_people_do_repeat_stay() -> None:
    text = "some more words words words words"
    assert " ".join(w.text for w in without_loops(words(text))) == text


def test_a_repetition_only_the_verbatim_decoding_has_is_kept_out_of_the_clean_text() -> None:
    spoken = reconcile(decoded(words("I would start")), decoded(words("I I would start")), [(0.0, 1.2)])
    assert [s.word.text for s in spoken] == ["I", "I", "would", "start"]
    assert sum(s.clean for s in spoken) == 3


def test_a_doubtful_segment_without_speech_stays_silent() -> None:
    assert (
        reconcile(decoded(words("you"), no_speech=0.9, sure=-1.4), decoded(words("you")), [(0.0, 1.0)]) == ()
    )


def test_the_first_word_starts_when_the_voice_does() -> None:
    spoken = reconcile(decoded([HeardWord("Hello", 0.0, 1.4, 0.9)]), decoded([]), [(1.0, 1.4)])
    assert spoken[0].word.start_s == pytest.approx(0.94)


word_lists = st.lists(
    st.builds(
        HeardWord,
        st.sampled_from(["um,", "uh", "model", "the", "a", "train-", "Hmm."]),
        st.floats(0, 20),
        st.floats(0, 20),
        st.floats(0, 1),
    ),
    max_size=12,
)


@given(word_lists, word_lists, st.lists(st.tuples(st.floats(0, 10), st.floats(10, 20)), max_size=3))
def test_times_go_forward_and_are_never_empty(
    clean: list[HeardWord], verbatim: list[HeardWord], voiced: list[tuple[float, float]]
) -> None:
    spoken = reconcile(decoded(clean), decoded(verbatim), voiced)
    for one in spoken:
        assert one.word.end_s > one.word.start_s >= 0
    for one, following in pairwise(spoken):
        assert following.word.start_s >= one.word.end_s - 1e-9
