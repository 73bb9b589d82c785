"""Canned values for the screens' tests: questions, an answer with everything in it, an interview, stories."""

from dataclasses import replace
from pathlib import Path

from simulator.model.plan import Draw, Manner, Plan, Role, Round
from simulator.model.question import Fact, KeyPoint, Kind, Question, Stage
from simulator.model.records import AnswerRecord, AnswerState
from simulator.model.scorecard import (
    Audience,
    Dimension,
    Dimensions,
    DimensionScore,
    FillerItem,
    Fillers,
    Improvement,
    Jargon,
    JargonTerm,
    KeyPointResult,
    Measure,
    MisconceptionHit,
    Models,
    Move,
    MoveSpan,
    PetWord,
    PointState,
    RubricRef,
    Scorecard,
    Strength,
    quoted,
)
from simulator.model.transcript import PausePlace, Silence, Transcript, Word, WordKind
from simulator.use_cases.values import Competency, Story

CHURN = Question(
    id="churn-model",
    kind=Kind.DESIGN,
    prompt="Walk me through how you would build a model to predict customer churn.",
    key_points=(
        KeyPoint(id="define", text="Define churn and the window"),
        KeyPoint(id="cost", text="Cost of errors"),
    ),
    stage=Stage.PHONE,
    topic="supervised-learning",
    difficulty=2,
    time_limit_s=180,
    expected_moves=(Move.CLARIFY, Move.FRAME, Move.APPROACH, Move.EVALUATE, Move.SUMMARY),
    facts=(
        Fact(
            about="how much data there is",
            answer="Two years, about a million customers, three per cent churn a month.",
        ),
    ),
    model_answer=(
        "First I would ask what counts as churn for this business. "
        "[bold]Then[/bold] I would frame it as a yearly classification."
    ),
    source="shipped",
)
BIAS = Question(
    id="bias-variance",
    kind=Kind.EXPLAIN,
    prompt="Explain bias and variance, as in [k for k in folds], to a [red]colleague[/red].",
    key_points=(KeyPoint(id="k", text="Both are errors"),),
    topic="generalisation",
    difficulty=1,
    time_limit_s=120,
    source="shipped",
)
STORY = Question(
    id="conflict",
    kind=Kind.BEHAVIORAL,
    prompt="Tell me about a time you disagreed with a colleague about a model.",
    key_points=(KeyPoint(id="k", text="What was learned"),),
    stage=Stage.ONSITE,
    topic="collaboration",
    audience=Audience.RECRUITER,
    source="shipped",
)
QUESTIONS = (BIAS, CHURN, STORY)

SAID = (
    "So um the first thing I would ask is what churn means for this business is it uh a cancelled "
    "subscription or thirty days of silence. Then I would frame it as a yearly classification with a window "
    "of ninety days. I'd run SMOTE and um train a gradient boosting model on usage and billing features. The "
    "the trade-off is that recall costs us discounts for people who would have stayed anyway. I "
    "would look at "
    "precision at the top decile because, um, the budget covers only so many calls, and watch drift every "
    "month so yeah."
)


def transcript() -> Transcript:
    """Half a second a word, with a pause before the model and one before the trade-off."""
    words, at_s = [], 0.4
    for index, text in enumerate(SAID.split()):
        bare = text.strip(".,")
        kind = WordKind.FILLER if bare in ("um", "uh") else WordKind.WORD
        kind = WordKind.REPETITION if text == "The" else kind
        at_s += 1.6 if index in (41, 56) else 0.0
        words.append(Word(text=text, start_s=round(at_s, 2), end_s=round(at_s + 0.4, 2), kind=kind))
        at_s += 0.5
    pauses = tuple(
        Silence(start_s=words[i - 1].end_s or 0, end_s=words[i].start_s or 0, place=PausePlace.CLAUSE_END)
        for i in (41, 56)
    )
    return Transcript(
        words=tuple(words),
        text=SAID,
        pauses=pauses,
        engine="faster-whisper",
        model="base",
        duration_s=round(at_s, 1),
    )


HEARD = transcript()


def at(text: str, cells: int = 4) -> tuple[int, int]:
    """Where a word stands, and `cells` words on."""
    index = next(i for i, word in enumerate(HEARD.words) if word.text.strip(".,") == text)
    return index, min(len(HEARD.words) - 1, index + cells)


def span(text: str, cells: int = 4) -> dict[str, object]:
    return dict(quoted(HEARD, *at(text, cells)))


def measures() -> tuple[Measure, ...]:
    rows = (
        ("fillers_per_minute", 5.2, "1/min", 3, "5-12", Dimension.CLARITY),
        ("words_per_minute", 148.0, "words/min", 5, "120-170", Dimension.CLARITY),
        ("unexplained_terms", 1.0, "terms", 3, "1-2", Dimension.CLARITY),
        ("long_pauses_inside", 0.0, "count", 5, "0", Dimension.CLARITY),
        ("hedges_per_100_words", 3.4, "1/100 words", 2, "over 3", Dimension.CLARITY),
        ("moves_made", 5.0, "moves", 4, "4-5", Dimension.STRUCTURE),
        ("closed", 0.0, "yes/no", 1, "no", Dimension.STRUCTURE),
        ("key_points_weight", 0.62, "0-1", 3, "50-75 %", Dimension.CONTENT),
    )
    return tuple(
        Measure(id=i, value=v, unit=u, level=level, band=b, dimension=d) for i, v, u, level, b, d in rows
    )


def fillers() -> Fillers:
    items = tuple(
        FillerItem(
            text=w.text, kind="filled_pause", first_word=i, last_word=i, start_s=w.start_s, end_s=w.end_s
        )
        for i, w in enumerate(HEARD.words)
        if w.kind is WordKind.FILLER
    )
    return Fillers(
        count=len(items),
        per_minute=5.2,
        per_100_words=3.9,
        items=items,
        pet_words=(PetWord(text="so", count=3),),
    )


def scorecard() -> Scorecard:
    smote = JargonTerm(
        term="SMOTE",
        explained=False,
        late=False,
        how=None,
        definition="makes up examples of the rare class",
        **span("SMOTE", 0),
    )
    moves = (
        MoveSpan(move=Move.CLARIFY, **span("So", 27)),
        MoveSpan(move=Move.FRAME, **span("Then", 13)),
        MoveSpan(move=Move.APPROACH, **span("I'd", 14)),
        MoveSpan(move=Move.TRADEOFF, **span("trade-off", 12)),
        MoveSpan(move=Move.EVALUATE, **span("precision", 20)),
    )
    return Scorecard(
        question_id=CHURN.id,
        audience=Audience.SOFTWARE_ENGINEER,
        overall=76,
        rubric=RubricRef(id="design", version=1),
        models=Models(hearing="base d01c30", meaning=None),
        dimensions=Dimensions(
            clarity=DimensionScore(score=71, level=4),
            structure=DimensionScore(score=84, level=5),
            content=DimensionScore(score=58, level=3),
        ),
        measures=measures(),
        words=HEARD.words,
        restarts=(),
        fillers=fillers(),
        jargon=Jargon(density_per_100_words=2.0, explained=0, unexplained=1, terms=(smote,)),
        moves=moves,
        key_points=(
            KeyPointResult(
                id="define",
                text="Define churn and the window",
                covered=True,
                state=PointState.MADE,
                confidence=0.8,
                **span("churn", 3),
            ),
            KeyPointResult(
                id="cost", text="Cost of errors", covered=False, state=PointState.MISSED, confidence=0.2
            ),
        ),
        misconceptions=(
            MisconceptionHit(
                id="smote", text="SMOTE helps trees", instead="Weights do the same job", **span("SMOTE", 2)
            ),
        ),
        strengths=(Strength(text="You asked what counts as churn before modelling.", **span("first", 9)),),
        improvements=(
            Improvement(
                text="Say what SMOTE is the first time you use it.",
                try_="“SMOTE, which makes up examples of the rare class, …”",
                measure="unexplained_terms",
                **span("SMOTE", 5),
            ),
            Improvement(
                text="Close with one sentence.",
                try_="“So: define, model, watch.”",
                measure="closed",
                **span("watch", 5),
            ),
        ),
        follow_ups=(),
    )


def answer(sound: Path | None, **changes: object) -> AnswerRecord:
    record = AnswerRecord(
        id="20261120-101500-aaaa/01",
        session_id="20261120-101500-aaaa",
        question_id=CHURN.id,
        question_json=None,
        audience=Audience.SOFTWARE_ENGINEER,
        take=1,
        started_at="2026-11-20T10:15:00+01:00",
        state=AnswerState.SCORED,
        audio=sound,
        transcript=HEARD,
        scorecard=scorecard(),
        duration_s=HEARD.duration_s,
    )
    return replace(record, **changes)  # type: ignore[arg-type]


def earlier(sound: Path | None) -> AnswerRecord:
    """A weaker take of the same question, three days before, for a recruiter."""
    now = answer(sound)
    card = scorecard()
    worse = tuple(
        replace(m, value=14.0, level=1) if m.id == "fillers_per_minute" else m for m in card.measures
    )
    points = tuple(
        replace(p, state=PointState.MISSED, covered=False, quote=None, first_word=None, last_word=None)
        if p.id == "define"
        else replace(p, state=PointState.MADE, covered=True, **span("recall", 3))
        for p in card.key_points
    )
    before = replace(
        card,
        audience=Audience.RECRUITER,
        overall=58,
        dimensions=replace(card.dimensions, clarity=DimensionScore(score=49, level=2)),
        measures=worse,
        moves=card.moves[1:4],
        key_points=points,
    )
    words = HEARD.words[28:70]
    return replace(
        now,
        id="20261117-101500-aaaa/01",
        session_id="20261117-101500-aaaa",
        audience=Audience.RECRUITER,
        started_at="2026-11-17T10:15:00+01:00",
        scorecard=before,
        transcript=replace(HEARD, words=HEARD.words[:0] + words + HEARD.words[70:]),
    )


PLAN = Plan(
    id="bank-fraud",
    title="Bank fraud team",
    about="A retail bank. [bold]Mistakes[/bold] cost money.",
    rounds=(
        Round(
            role=Role.RECRUITER,
            audience=Audience.RECRUITER,
            minutes=15,
            name="Dana",
            persona="Dana hires and has never written code.",
            opening="Hello, I'm Dana.",
            draw=(Draw(ids=(CHURN.id,)), Draw(ids=(BIAS.id,))),
            voice=2,
            follow_ups=0,
        ),
        Round(
            role=Role.ENGINEER,
            audience=Audience.SOFTWARE_ENGINEER,
            minutes=40,
            name="Marek",
            persona="Marek gets paged when it is slow.",
            opening="Marek, fraud engineering.",
            draw=(Draw(ids=(STORY.id,)),),
            manner=Manner.TOUGH,
            may_interrupt=True,
        ),
    ),
    ends_with_your_questions=False,
    source="shipped",
)
COMPETENCIES = (
    Competency(id="mistakes", title="Owning mistakes", about="I made a mistake.", questions=(STORY.id,)),
    Competency(id="influence", title="Influence", about="I convinced them.", questions=(STORY.id,)),
    Competency(id="feedback", title="Feedback", about="I was told off.", questions=(STORY.id,)),
)
STORIES = (
    Story(
        id="meters",
        title="Meters, not [b]kilometers[/b]",
        competencies=("mistakes",),
        questions=(STORY.id,),
        situation="Delivery times went wrong after I changed where distances come from: not the same unit.",
        task="It was my change, so mine to mend.",
        action="I rolled back, told everybody it was me, and built a check that compares two versions.",
        result="Two similar faults were stopped since then.",
        learned="Be suspicious of small changes.",
    ),
    Story(id="fog", title="Fog at small airports", situation="Weather research, money for one topic only."),
)
