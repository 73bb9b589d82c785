from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from simulator.model.transcript import Reply, Transcript, Word, from_text
from simulator.scoring.language.annotate import annotate
from simulator.scoring.language.lexicon import load_fillers, load_hedges
from simulator.scoring.measures.delivery import delivery_measures
from simulator.scoring.measures.fillers import fillers_report

FOLDER = Path(__file__).parents[3] / "prompts" / "lexicon"
FILLERS = load_fillers(FOLDER / "fillers.toml")
HEDGES = load_hedges(FOLDER / "hedges.toml")


def spoken(text, seconds_a_word=0.4, gaps=()):
    """Words spoken at an even pace, with (index, seconds) silences before some of them."""
    words, at = [], 0.0
    for index, piece in enumerate(text.split()):
        at += dict(gaps).get(index, 0.0)
        words.append(Word(text=piece, start_s=at, end_s=at + seconds_a_word))
        at += seconds_a_word
    return annotate(Transcript(words=tuple(words), text=""), FILLERS)


def typed(text):
    return annotate(from_text(text), FILLERS)


def measures(transcript):
    found = delivery_measures(transcript, fillers_report(transcript, FILLERS), HEDGES)
    return {measure.id: measure.value for measure in found}


def test_a_phrase_is_one_filler_with_its_span():
    report = fillers_report(
        typed("So, um, we ran it, you know, on a sample of data that was, like, small"), FILLERS
    )
    assert [(item.text, item.kind, item.first_word, item.last_word) for item in report.items] == [
        ("um", "filled_pause", 1, 1),
        ("you know", "discourse", 5, 6),
        ("like", "discourse", 14, 14),
    ]
    assert report.per_minute is None
    assert report.per_100_words == 18.75


def test_rates_are_per_minute_of_speaking():
    report = fillers_report(spoken("um " + "word " * 149, seconds_a_word=0.4), FILLERS)
    assert report.per_minute == 1.0


def test_pet_words_stand_beside_the_count():
    report = fillers_report(
        typed("Okay so we start. Okay so we train. Okay so we test. And then it ships."), FILLERS
    )
    assert [(pet.text, pet.count) for pet in report.pet_words] == [("okay", 3), ("so", 3)]
    assert report.count == 0


def test_text_without_times_has_no_pace_and_no_pauses():
    found = measures(typed("We trained a model on a year of orders and tested it on the last month of them."))
    assert [found[name] for name in ("words_per_minute", "pace_variation", "answer_length_s")] == [None] * 3
    assert [found[name] for name in ("long_pauses_inside", "thinking_pauses", "fillers_per_minute")] == [
        None
    ] * 3


def test_pace_and_long_pauses():
    found = measures(spoken("We ship the model daily, and it works " * 15, gaps=((3, 1.4), (5, 2.0))))
    assert found["long_pauses_inside"] == 1
    assert found["thinking_pauses"] == 1
    assert found["answer_length_s"] == 51.4
    assert found["words_per_minute"] == round(120 * 60 / 51.4, 1)


def test_an_even_pace_varies_less_than_an_uneven_one():
    even = measures(spoken(" ".join(f"word{n}x" for n in range(150))))["pace_variation"]
    uneven = measures(spoken(" ".join(f"word{n}x" for n in range(150)), gaps=((40, 8.0), (90, 8.0))))[
        "pace_variation"
    ]
    assert even < uneven


def test_clusters_hedges_repeats_and_sentences():
    text = "Um, uh, maybe we split by user. I think we split the data by week. "
    text += "Perhaps we split the data by week."
    found = measures(typed(text))
    assert found["filler_clusters"] == 1
    assert found["hedges_per_100_words"] == round(3 * 100 / 22, 2)
    assert found["repeated_phrases"] == 1
    assert found["sentence_length"] == 7


WORDS = "we trained the model on clicks and it, worked. um like"


@given(st.lists(st.sampled_from(WORDS.split()), max_size=50))
def test_a_filler_more_raises_the_count_by_one(words):
    before = fillers_report(typed(" ".join(words)), FILLERS).count
    assert fillers_report(typed(" ".join([*words, "um"])), FILLERS).count == before + 1


@given(st.text(max_size=300))
def test_any_text_is_measured(text):
    assert len(measures(typed(text))) == 13


def test_a_wait_for_the_interviewers_reply_is_no_pause_and_no_time_of_the_answer():
    alone = spoken("how much data do we have then I would begin", gaps=[(6, 15.0)])
    reply = Reply(asked="how much data", about="data", said="Two years.", start_s=7.0, end_s=12.0)
    asked = annotate(replace(alone.transcript, replies=(reply,)), FILLERS)
    assert (len(alone.transcript.pauses), asked.transcript.pauses) == (1, ())
    assert measures(alone)["answer_length_s"] == 19.0
    assert measures(asked)["answer_length_s"] == 4.0
