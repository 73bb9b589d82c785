"""A reply to a follow-up: whether what was asked was answered, by judges that say what a test tells them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from scripted_judges import ScriptedReader, heads

from simulator.model import settings
from simulator.model.formats import question_from_json, question_json
from simulator.model.measures import KEY_POINTS_WEIGHT
from simulator.model.question import Follows, KeyPoint, Kind, Misconception, Question
from simulator.model.scorecard import ByHand, JudgementKind, PointState, Scorecard
from simulator.model.transcript import Transcript, Word, from_text
from simulator.scoring.judgement.learned import Judges
from simulator.scoring.judgement.readings import HALF, MADE, WRONG
from simulator.scoring.judgement.replies import judge_reply
from simulator.scoring.language.annotated import Annotated
from simulator.scoring.verdict.corrected import corrected
from simulator.scoring.verdict.reply import ANSWERED, LACKS, NO_POINT
from simulator.scoring.verdict.rubric import rubric_for
from simulator.use_cases.scorer import Scorer
from simulator.use_cases.settings_store import SettingsStore

ASK = "Why don't the healthy patients help?"
EARLIER = "So I would take two thousand patients."
POINT = KeyPoint(id="sick", text="Recall is measured on sick patients only")
WRONG_CLAIM = Misconception(id="more", text="More healthy patients make recall surer", instead="They do not.")
ASKED = Question(
    id="q.sick",
    kind=Kind.DESIGN,
    prompt=ASK,
    key_points=(POINT,),
    misconceptions=(WRONG_CLAIM,),
    follows=Follows(said=EARLIER),
)
FREE = replace(ASKED, key_points=(), misconceptions=())
REPLY = "They never enter the fraction."
OTHER = "We could ask the clinic for more money."


def scored(
    text: str, question: Question = ASKED, reader: ScriptedReader | None = None, *, rules: bool = False
) -> Scorecard:
    judges = None if rules else Judges(reader or ScriptedReader(), heads())
    scorer = Scorer(
        SettingsStore(settings.Settings()),
        embedder=lambda: None,
        judges=lambda: judges,
    )
    return scorer.score(from_text(text), question, question.audience)


def making(state: int, said: str = REPLY) -> ScriptedReader:
    return ScriptedReader(points={(POINT.text, said): state})


def content(card: Scorecard) -> int | None:
    return card.dimensions.content.score if card.dimensions.content else None


def test_what_was_asked_is_the_overall_and_nothing_else_is_scored() -> None:
    card = scored(f"{OTHER} {REPLY}", reader=making(MADE))
    assert (card.scorable, card.reason, content(card)) == (True, None, card.overall)
    assert card.overall is not None
    assert card.overall >= 95
    assert (card.dimensions.clarity, card.dimensions.structure, card.moves) == (None, None, ())
    assert [(p.id, p.state, p.quote) for p in card.key_points] == [("sick", PointState.MADE, REPLY)]
    assert [s.text for s in card.strengths] == [ANSWERED]
    assert (card.improvements, card.follow_ups) == ((), ())
    assert card.measure("words_per_minute") is not None
    assert card.measure("moves_made") is None


@pytest.mark.parametrize(
    ("state", "found", "least", "most"),
    [(HALF, PointState.HALF, 45, 55), (WRONG, PointState.WRONG, 0, 5), (0, PointState.MISSED, 0, 5)],
)
def test_the_less_of_it_is_said_the_less_it_is_worth(
    state: int, found: PointState, least: int, most: int
) -> None:
    card = scored(REPLY, reader=making(state))
    assert card.overall is not None
    assert least <= card.overall <= most
    (point,) = card.key_points
    (advice,) = card.improvements
    assert (point.state, advice.text) == (found, LACKS[found])
    assert POINT.text in advice.try_
    assert card.strengths == ()


def test_the_first_sentence_is_read_after_the_follow_up_and_after_what_was_said_before() -> None:
    reader = making(MADE)
    judge_reply(Annotated(from_text(f"{REPLY} {OTHER}")), ASKED, Judges(reader, heads()))
    read = [said for task, _, said in reader.read_pairs if task == "point"]
    assert read == [f"{ASK} | {REPLY}", f"{REPLY} | {OTHER}", f"{EARLIER} | {REPLY}", f"{REPLY} | {OTHER}"]
    claims = [said for task, _, said in reader.read_pairs if task == "misconception"]
    assert claims == [f"| {REPLY}", f"{REPLY} | {OTHER}"]


def test_a_wrong_claim_in_a_reply_is_held_against_it() -> None:
    reader = replace(making(MADE), claims=frozenset({(WRONG_CLAIM.text, OTHER)}))
    card = scored(f"{REPLY} {OTHER}", reader=reader)
    assert [claim.id for claim in card.claims] == ["more"]
    right = scored(f"{REPLY} {OTHER}", reader=making(MADE))
    assert right.overall is not None
    assert card.overall is not None
    assert card.overall < right.overall


@pytest.mark.parametrize("text", ["Because they go blind within a year.", f"I am Anna. {OTHER} {OTHER}"])
@pytest.mark.parametrize("rules", [False, True])
def test_where_nobody_listed_a_right_reply_there_is_no_number(text: str, rules: bool) -> None:
    card = scored(text, FREE, rules=rules)
    assert (card.scorable, card.overall, card.range, card.reason) == (True, None, None, NO_POINT)
    dimensions = card.dimensions
    assert (dimensions.clarity, dimensions.structure, dimensions.content) == (None, None, None)
    assert (card.improvements, card.strengths, card.key_points) == ((), (), ())


def test_a_reply_may_be_short_but_not_nothing() -> None:
    assert scored("They never enter.").scorable
    assert not scored("Never ever.").scorable
    silent = Transcript(words=(), text="", scorable=False, reason="Nothing was heard.", speech_s=0.0)
    scorer = Scorer(SettingsStore(settings.Settings()), embedder=lambda: None, judges=lambda: None)
    assert scorer.score(silent, ASKED, ASKED.audience).reason == "Nothing was heard."
    brief = Transcript(
        words=tuple(Word(text=word, start_s=at, end_s=at + 0.3) for at, word in enumerate(REPLY.split())),
        text=REPLY,
        scorable=False,
        reason="Less than 3 s of speech.",
        speech_s=2.0,
    )
    assert scorer.score(brief, ASKED, ASKED.audience).scorable


def test_rules_judge_where_there_are_no_judges_and_say_so() -> None:
    card = scored("Recall is measured on sick patients only, so healthy ones do not count.", rules=True)
    assert card.key_points[0].covered
    assert card.overall is not None
    assert card.degraded
    assert card.dimensions.structure is None


def test_a_correction_by_hand_counts_as_everywhere() -> None:
    card = scored(REPLY, reader=making(0))
    rubric = rubric_for(ASKED, Scorer(SettingsStore(settings.Settings())).prompts.rubrics)
    told = ByHand(kind=JudgementKind.POINT, id="sick", state=PointState.MADE)
    found = corrected(card, (told,), ASKED, rubric, heads())
    assert found.overall == 100
    assert [s.text for s in found.strengths] == [ANSWERED]
    assert (found.improvements, found.follow_ups) == ((), ())
    weight = found.measure(KEY_POINTS_WEIGHT)
    assert weight is not None
    assert weight.value == pytest.approx(1, abs=0.01)


def test_a_follow_up_is_kept_with_what_it_goes_on_from_and_a_question_without() -> None:
    assert question_from_json(question_json(ASKED)) == ASKED
    assert "follows" not in question_json(replace(ASKED, follows=None))
