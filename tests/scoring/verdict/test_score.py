"""The whole score, with the real lexicon and rubrics, by words alone and with the real meaning model."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from real_meaning import REAL

from simulator.model.question import FollowUp, KeyPoint, Kind, Misconception, Question
from simulator.model.scorecard import Audience, Scorecard
from simulator.model.transcript import Word, from_text
from simulator.scoring.judgement.reader import Embedder
from simulator.scoring.language.annotate import annotate
from simulator.scoring.language.annotated import Annotated
from simulator.scoring.language.lexicon import load_fillers, load_hedges, load_lexicon
from simulator.scoring.verdict.evidence import Evidence
from simulator.scoring.verdict.rubric import load_rubrics, rubric_for
from simulator.scoring.verdict.score import score
from simulator.scoring.verdict.told import told

PROMPTS = Path(__file__).resolve().parents[3] / "prompts"
RUBRICS = load_rubrics(PROMPTS)
LEXICON = load_lexicon(PROMPTS / "lexicon")
FILLERS = load_fillers(PROMPTS / "lexicon" / "fillers.toml")
HEDGES = load_hedges(PROMPTS / "lexicon" / "hedges.toml")

CACHE = Question(
    id="what-is-caching",
    kind=Kind.EXPLAIN,
    topic="caching",
    prompt="What is a cache, and when does one help?",
    audience=Audience.PRODUCT_MANAGER,
    key_points=(
        KeyPoint(
            id="copy", text="A cache keeps copies of answers close by so that they are not worked out again"
        ),
        KeyPoint(
            id="speed", text="It makes repeated requests faster and takes load off the database", weight=2
        ),
        KeyPoint(
            id="stale", text="Cached copies go stale, so they need an expiry time or must be invalidated"
        ),
        KeyPoint(
            id="hit", text="It only helps when the same things are asked for often: measure the hit rate"
        ),
    ),
    misconceptions=(
        Misconception(
            id="never-stale",
            text="A cache always shows the newest data",
            instead="A cache may show old data until the copy expires",
        ),
        Misconception(id="backup", text="A cache is a safe backup of the database"),
    ),
    follow_ups=(
        FollowUp(ask="What happens when the data changes?", when_missing="stale"),
        FollowUp(ask="Now every request is different. What then?", twist=True),
    ),
)
POINTS = (
    "A cache keeps a copy of an answer close by, so we don't work it out again.",
    "That makes repeated requests much faster and takes load off the database.",
    "The catch is that copies go stale, so each gets an expiry time of five minutes.",
    "It only helps when the same things are asked for often, so I'd measure the hit rate.",
)
OPENING = "Think of a kitchen where the salt stands beside the stove instead of in the cellar."
RIGHT = " ".join([OPENING, *POINTS])
DISFLUENT = (
    "Um, so, a cache, uh, it keeps a a copy of an answer close by, so we, um, don't work it out again. "
    "And, uh, repeated requests get faster, you know, and it takes load off the, um, the database. "
    "Oh, and the copies, uh, go stale, so you you need an expiry time. "
    "And, um, it only helps when, like, the same things are asked for often, look at the hit rate, so yeah."
)
WRONG = (
    "A cache is a safe backup of the database every serious company has. It always shows the newest data, "
    "because it is connected to everything at once. For example, a bank keeps all its accounts in one. "
    "Overall, a cache makes a product more secure, and I would recommend one to every team."
)


def judged(text: str, *, embedder: Embedder | None = REAL, question: Question | None = CACHE) -> Scorecard:
    return score(
        from_text(text),
        question=question,
        audience=Audience.PRODUCT_MANAGER,
        rubric=rubric_for(question, RUBRICS),
        lexicon=LEXICON,
        fillers=FILLERS,
        hedges=HEDGES,
        embedder=embedder,
    )


def content(card: Scorecard) -> int:
    assert card.dimensions.content is not None
    return card.dimensions.content.score


def clarity(card: Scorecard) -> int:
    assert card.dimensions.clarity is not None
    return card.dimensions.clarity.score


@pytest.mark.real
def test_a_right_answer_makes_its_points_and_quotes_them() -> None:
    card = judged(RIGHT)
    assert {point.id for point in card.key_points if point.covered} == {"copy", "speed", "stale", "hit"}
    assert card.misconceptions == ()
    stale = next(point for point in card.key_points if point.id == "stale")
    assert stale.quote is not None
    assert "stale" in stale.quote


@pytest.mark.real
def test_a_fluent_wrong_answer_scores_far_below_a_disfluent_right_one() -> None:
    wrong, right = judged(WRONG), judged(DISFLUENT)
    assert clarity(wrong) > clarity(right)
    assert wrong.overall is not None
    assert right.overall is not None
    assert wrong.overall <= 40 < right.overall
    assert {hit.id for hit in wrong.misconceptions} == {"never-stale", "backup"}


@pytest.mark.real
def test_denying_a_wrong_claim_does_not_state_it() -> None:
    denied = (
        RIGHT + " People think a cache always shows the newest data, but it does not, and it is no backup."
    )
    assert judged(denied).misconceptions == ()


@pytest.mark.real
@pytest.mark.parametrize(
    "said",
    [
        "It is a myth that a cache always shows the newest data.",
        "Many teams believe that a cache is a safe backup of the database. That's not right.",
        "A cache isn't a safe backup of the database.",
        "I would never claim that a cache always shows the newest data.",
    ],
)
def test_what_is_denied_corrected_or_told_of_others_is_not_stated(said: str) -> None:
    assert judged(f"{POINTS[0]} {said}").misconceptions == ()


@pytest.mark.real
def test_two_points_said_in_one_sentence_are_both_made() -> None:
    first, second, third, fourth = (point.rstrip(".") for point in POINTS)
    dense = f"{first}, and {second[0].lower()}{second[1:]}. {third}, and {fourth[0].lower()}{fourth[1:]}."
    assert all(point.covered for point in judged(dense).key_points)


@pytest.mark.real
def test_the_real_model_gives_the_same_card_every_time() -> None:
    assert judged(RIGHT) == judged(RIGHT)


@pytest.mark.real
@pytest.mark.parametrize("left_out", range(len(POINTS)))
def test_leaving_out_a_key_point_never_raises_content(left_out: int) -> None:
    shorter = " ".join([OPENING, *(point for index, point in enumerate(POINTS) if index != left_out)])
    assert content(judged(shorter)) < content(judged(RIGHT))


@pytest.mark.real
def test_explaining_a_term_never_lowers_clarity() -> None:
    bare = RIGHT + " We looked at the ROC curve too."
    explained = RIGHT + " We looked at the ROC curve too, which is a picture of hits against false alarms."
    assert clarity(judged(explained)) >= clarity(judged(bare))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(RIGHT.split())), st.sampled_from(["um,", "uh,", "you know,"]))
def test_an_added_filler_never_raises_clarity(place: int, filler: str) -> None:
    words = RIGHT.split()
    with_filler = " ".join([*words[:place], filler, *words[place:]])
    assert clarity(judged(with_filler, embedder=None)) <= clarity(judged(RIGHT, embedder=None))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(RIGHT.split()), min_size=15, max_size=80))
def test_the_same_words_get_the_same_card(words: list[str]) -> None:
    text = " ".join(words)
    assert judged(text, embedder=None) == judged(text, embedder=None)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=12), min_size=0, max_size=60))
def test_any_text_gets_scores_in_range_and_quotes_that_are_there(pieces: list[str]) -> None:
    card = judged(" ".join(pieces), embedder=None)
    assert card.overall is None or 0 <= card.overall <= 100
    for quote in (*card.moves, *card.key_points, *card.strengths, *card.improvements):
        if quote.first_word is not None and quote.last_word is not None:
            spoken = " ".join(word.text for word in card.words[quote.first_word : quote.last_word + 1])
            assert spoken == quote.quote


def test_scoring_an_annotated_transcript_again_changes_nothing() -> None:
    once = judged(DISFLUENT, embedder=None)
    transcript = dataclasses.replace(from_text(DISFLUENT), words=once.words, restarts=once.restarts)
    again = score(
        transcript,
        question=CACHE,
        audience=Audience.PRODUCT_MANAGER,
        rubric=RUBRICS["explain"],
        lexicon=LEXICON,
        fillers=FILLERS,
        hedges=HEDGES,
        embedder=None,
    )
    assert again == once


def test_without_a_question_there_is_no_content() -> None:
    card = judged(RIGHT, embedder=None, question=None)
    assert card.dimensions.content is None
    assert card.overall is not None
    assert card.rubric.id == "general"
    assert card.key_points == ()


def test_without_a_model_the_card_says_so() -> None:
    card = judged(RIGHT, embedder=None)
    assert card.degraded
    assert card.models.meaning is None


def test_too_few_words_are_refused_with_the_reason() -> None:
    card = judged("I do not know.", embedder=None)
    assert not card.scorable
    assert card.reason is not None
    assert card.reason.startswith("Only 4 words")
    assert card.overall is None
    assert card.measures == ()


def test_models_and_times_are_on_the_card() -> None:
    spoken = tuple(
        Word(text=text, start_s=index * 0.4, end_s=index * 0.4 + 0.3)
        for index, text in enumerate(RIGHT.split())
    )
    heard = dataclasses.replace(
        from_text(RIGHT), words=spoken, model="base", model_sha256="d01c3014881c", speech_s=len(spoken) * 0.4
    )
    card = score(
        heard,
        question=CACHE,
        audience=Audience.SOFTWARE_ENGINEER,
        rubric=RUBRICS["explain"],
        lexicon=LEXICON,
        fillers=FILLERS,
        embedder=None,
    )
    assert card.models.hearing == "base d01c30"
    pace = card.measure("words_per_minute")
    assert pace is not None
    assert pace.level is not None
    assert card.moves[0].start_s is not None


@pytest.mark.parametrize("coded", [False, True])
def test_silence_while_typing_is_held_against_nobody(coded: bool) -> None:
    """Twelve words, then half a minute without any, as in a round of coding."""
    spoken = tuple(
        Word(
            text=text, start_s=index * 0.4 + 30 * (index // 12), end_s=index * 0.4 + 30 * (index // 12) + 0.3
        )
        for index, text in enumerate(RIGHT.split())
    )
    question = dataclasses.replace(CACHE, kind=Kind.CODING, key_points=(), coded=coded)
    card = score(
        annotate(dataclasses.replace(from_text(RIGHT), words=spoken, speech_s=len(spoken) * 0.4), FILLERS),
        question=question,
        audience=Audience.ML_ENGINEER,
        rubric=RUBRICS["coding"],
        lexicon=LEXICON,
        fillers=FILLERS,
        hedges=HEDGES,
        embedder=None,
    )
    of_silence = {
        "words_per_minute", "pace_variation", "long_pauses_inside", "thinking_pauses", "answer_length_s",
        "slowest_pace", "fastest_pace",
    }  # fmt: skip
    taken = {measure.id for measure in card.measures if measure.value is not None} & of_silence
    lines = {line.id for line in told(card, RUBRICS["coding"])} & of_silence
    advice = {one.measure for one in card.improvements} & of_silence
    slow = clarity(judged(RIGHT, embedder=None, question=question)) - clarity(card)
    if coded:
        assert (taken, lines, advice, slow) == (set(), set(), set(), 0)
    else:
        assert taken == of_silence
        assert {"words_per_minute", "answer_length_s"} <= lines
        assert slow > 0
    fillers = card.measure("fillers_per_minute")
    assert fillers is not None
    assert fillers.level == 5


@pytest.mark.real
def test_feedback_is_short_and_praises_only_what_is_there() -> None:
    right, wrong = judged(RIGHT), judged(WRONG)
    assert 1 <= len(right.strengths) <= 3
    assert any(strength.quote for strength in right.strengths)
    assert {strength.measure for strength in wrong.strengths} <= {
        "fillers_per_minute",
        "fillers_per_100_words",
    }
    assert 1 <= len(wrong.improvements) <= 2
    assert all(item.try_ for item in wrong.improvements)
    assert wrong.improvements[0].measure == "misconceptions"


@pytest.mark.parametrize(
    ("last", "quote"), [("Yeah.", None), (CLOSE := "In short, use one where the same is asked often.", CLOSE)]
)
def test_a_close_is_praised_with_the_words_that_close(last: str, quote: str | None) -> None:
    text = f"{RIGHT} {last}"
    card = judged(text, embedder=None)
    evidence = Evidence(
        Annotated(from_text(text)),
        card.fillers,
        card.jargon,
        card.moves,
        card.key_points,
        card.misconceptions,
    )
    assert evidence.of("closed", good=True)["quote"] == quote


@pytest.mark.real
def test_follow_ups_come_from_what_was_missed_and_say_why() -> None:
    without_stale = " ".join([OPENING, POINTS[0], POINTS[1], POINTS[3]])
    asks = {ask.ask: ask.because for ask in judged(without_stale).follow_ups}
    assert asks["What happens when the data changes?"].startswith("key point 'stale' was")
    assert "Now every request is different. What then?" in asks


UNQUOTED = {"moves_share", "order", "sentence_length", "numbers", "repeated_phrases", "hedges_per_100_words"}


@pytest.mark.real
def test_a_remark_quotes_what_it_is_about_or_nothing() -> None:
    cards = [judged(text) for text in (RIGHT, WRONG, DISFLUENT, " ".join(POINTS[:2]), " ".join(POINTS))]
    remarks = [remark for card in cards for remark in (*card.strengths, *card.improvements)]
    assert any(remark.measure in UNQUOTED for remark in remarks)
    assert any(remark.quote for remark in remarks)
    for remark in remarks:
        assert (remark.quote is None) == (remark.first_word is None)
        assert remark.measure not in UNQUOTED or remark.quote is None


@pytest.mark.parametrize(
    ("measure", "starts"),
    [("closed", "It only helps"), ("framed_before_detail", "Think of a kitchen"), ("detours", None)],
)
def test_the_opening_and_the_close_are_shown_by_the_first_and_the_last_sentence(
    measure: str, starts: str | None
) -> None:
    card = judged(RIGHT, embedder=None)
    evidence = Evidence(
        Annotated(from_text(RIGHT)),
        card.fillers,
        card.jargon,
        card.moves,
        card.key_points,
        card.misconceptions,
    )
    quote = evidence.of(measure, good=False)["quote"]
    assert quote is None if starts is None else str(quote).startswith(starts)


def test_a_detour_is_shown_by_its_sentence() -> None:
    text = f"{RIGHT} Let me go back to the copies. They are small."
    card = judged(text, embedder=None)
    evidence = Evidence(
        Annotated(from_text(text)),
        card.fillers,
        card.jargon,
        card.moves,
        card.key_points,
        card.misconceptions,
    )
    assert evidence.of("detours", good=False)["quote"] == "Let me go back to the copies."


@pytest.mark.real
def test_an_answer_about_something_else_makes_no_points() -> None:
    elsewhere = (
        "I'd start with the same weekday last week, and anything cleverer has to beat that. Then I'd add the "
        "holidays and the weather forecast. To test it, I'd replay the last months day by day, and compare "
        "the waste in a few shops with the others. In short, start simple and respect the costs."
    )
    assert content(judged(elsewhere)) <= 20 < content(judged(DISFLUENT))


@pytest.mark.real
def test_a_wrong_claim_is_found_in_its_own_words_after_a_right_answer() -> None:
    for wrong in CACHE.misconceptions:
        assert wrong.id in {hit.id for hit in judged(f"{RIGHT} {wrong.text}.").misconceptions}


@pytest.mark.real
def test_only_questions_that_ask_what_a_thing_is_want_it_explained_to_those_who_know() -> None:
    text = (
        "Precision went up and recall went down, so we moved the threshold and looked at it again that week."
    )
    asked = dataclasses.replace(CACHE, kind=Kind.EXPLAIN, prompt="What is precision?")
    built = dataclasses.replace(asked, kind=Kind.DESIGN)
    named = [
        {term.term for term in _for_engineer(text, question).jargon.terms} for question in (asked, built)
    ]
    assert "precision" in named[0]
    assert "precision" not in named[1]


def _for_engineer(text: str, question: Question) -> Scorecard:
    return score(
        from_text(text),
        question=question,
        audience=Audience.SOFTWARE_ENGINEER,
        rubric=rubric_for(question, RUBRICS),
        lexicon=LEXICON,
        fillers=FILLERS,
        embedder=REAL,
    )
