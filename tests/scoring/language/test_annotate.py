from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.model.transcript import PausePlace, RestartKind, Transcript, Word, WordKind, from_text
from simulator.scoring.language.annotate import annotate
from simulator.scoring.language.lexicon import load_fillers

FILLERS = load_fillers(Path(__file__).parents[3] / "prompts" / "lexicon" / "fillers.toml")


def annotated(text):
    return annotate(from_text(text), FILLERS).transcript


def fillers_of(text):
    return [word.text.strip(",.?").lower() for word in annotated(text).words if word.kind is WordKind.FILLER]


def given_up(text):
    transcript = annotated(text)
    return [transcript.quote(restart.first_word, restart.last_word) for restart in transcript.restarts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Um, we trained it, uhhh, on clicks and, hmm, purchases", ["um", "uhhh", "hmm"]),
        ("I fitted an HMM on the sound and the ER sent three mm slices", []),
        ("We ran, like, a dozen seeds", ["like"]),
        ("It took like forty runs to settle", ["like"]),
        ("Models like XGBoost look like a safe choice", []),
        ("It was something like 40 percent and I was like, fine", []),
        ("Users who like the song feel like staying", []),
        ("You get a list of, you know, candidates", ["you", "know"]),
        ("At that point you know the label, and before you know it they left", []),
        ("If it works you know it works", []),
        ("I mean, nobody reads it", ["i", "mean"]),
        ("By drift I mean that the inputs move, and that's what I mean by it", []),
        ("It is kind of slow and, sort of, fragile", ["kind", "of", "sort", "of"]),
        ("What kind of model reads that sort of thing", []),
        ("A different kind of error needs some sort of guard", []),
        ("Basically we count the errors", ["basically"]),
        ("It runs basically forever", []),
        ("Actually, we tried it and it failed, actually.", ["actually", "actually"]),
        ("We asked which reports were actually abusive", []),
        ("They are only words to it, right, so we need numbers", ["right"]),
        ("Right, so accuracy hides that, right?", ["right", "right"]),
        ("The right metric is not right censored, and it sits right behind the gateway", []),
        ("That covers the plan, so yeah.", ["so", "yeah"]),
        ("I think so, yeah, it scales", []),
    ],
)
def test_discourse_words_are_fillers_only_where_they_are(text, expected):
    assert fillers_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("we split the the data by user", ["the"]),
        ("I would, I would start with a baseline", ["I would,"]),
        ("then we can, um, we can compare them", ["we can,"]),
        ("it's, uh, it falls over on Mondays", ["it's,"]),
        ("we trained, er, we fitted it once", ["we trained,"]),
        ("look at this these curves", ["this"]),
        ("I used the, um, we used a cache", ["the,"]),
        ("we measured precision, no wait, recall on it", ["precision,"]),
        ("the mod- model is small", ["mod-"]),
        ("short- and long-term goals", []),
        ("a tiny tiny model is very very fast", []),
        ("the filters, they slide over the picture", []),
        ("it reached zero point nine nine on the set", []),
        ("It works. It works on phones too", []),
        ("I know that that is rare", []),
    ],
)
def test_restarts_are_what_was_given_up(text, expected):
    assert given_up(text) == expected


def test_kinds_of_restart_and_clean_text():
    transcript = annotated("So, um, the the model, you know, the mod- model it learns quickly")
    assert [restart.kind for restart in transcript.restarts] == [RestartKind.REPETITION, RestartKind.REPAIR]
    assert "um" not in transcript.text
    assert "the the" not in transcript.text
    assert transcript.words[7].kind is WordKind.WORD


def timed(pieces):
    return Transcript(
        words=tuple(Word(text=text, start_s=start, end_s=end) for text, start, end in pieces), text=""
    )


def test_pauses_over_half_a_second_and_their_place():
    words = [("We", 0, 0.2), ("ship", 0.2, 0.6), ("the", 0.6, 0.7), ("model", 1.5, 2.0), ("daily,", 2.0, 2.5)]
    words += [("and", 3.4, 3.5), ("it", 3.5, 3.6), ("works", 3.9, 4.2)]
    pauses = annotate(timed(words), FILLERS).transcript.pauses
    assert [(pause.start_s, pause.end_s, pause.place) for pause in pauses] == [
        (0.7, 1.5, PausePlace.INSIDE),
        (2.5, 3.4, PausePlace.CLAUSE_END),
    ]


def test_a_pause_sets_a_filler_off_where_punctuation_is_missing():
    flat = [("there", 0, 0.2), ("were", 0.2, 0.4), ("like", 0.4, 0.6), ("users", 0.6, 0.9)]
    halting = [("there", 0, 0.2), ("were", 0.2, 0.4), ("like", 0.9, 1.1), ("users", 1.7, 2.0)]
    assert annotate(timed(flat), FILLERS).words[2].kind is WordKind.WORD
    assert annotate(timed(halting), FILLERS).words[2].kind is WordKind.FILLER


STUFF = """um, like, like the the model you know, I mean we we'd it's it kind of right? so yeah. no, wait mod-
L2 9 😀 <b>"""
SPOKEN = st.lists(st.sampled_from(STUFF.split()), max_size=60).map(" ".join)


@given(st.one_of(SPOKEN, st.text(max_size=300)))
def test_annotating_twice_changes_nothing_and_spans_are_in_range(text):
    once = annotated(text)
    assert annotate(once, FILLERS).transcript == once
    for restart in once.restarts:
        assert 0 <= restart.first_word <= restart.last_word < len(once.words)


@given(SPOKEN, st.integers(min_value=0, max_value=60))
def test_a_filled_pause_more_is_a_filler_more(text, at):
    words = text.split()
    more = " ".join([*words[:at], "uhm", *words[at:]])

    def count(sentence):
        return sum(
            FILLERS.is_filled_pause(word.text.strip(",.").lower()) for word in annotated(sentence).words
        )

    assert count(more) == count(text) + 1


def test_fifty_thousand_words_are_labelled():
    transcript = annotated("so, um, we we trained, like, forty models you know and " * 5000)
    assert len(transcript.restarts) == 5000


def test_a_full_stop_where_the_speaker_broke_off_hides_no_repetition():
    said = annotated("Then support tickets, and I would. I would build features as of a fixed date.")
    assert [(r.first_word, r.last_word) for r in said.restarts] == [(4, 5)]
    assert annotated("That is what I would do. I would do it again.").restarts == ()


def test_i_mean_opens_a_correction_after_a_sentence_about_something_by_something():
    said = annotated("I would split by time. I mean train on the earlier months.")
    assert [w.text for w in said.words if w.kind == "filler"] == ["I", "mean"]
