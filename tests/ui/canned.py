"""Canned values for the screens' tests: a question, an answer with everything in it, sessions."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from simulator.interview.bank.topic_map import Topic
from simulator.model import smoothing
from simulator.model.naming import measure_name
from simulator.model.plan import Draw, Manner, Plan, Role, Round
from simulator.model.question import Fact, KeyPoint, Kind, Question, Stage
from simulator.model.records import AnswerRecord, AnswerState, SessionRecord, Telling, Value
from simulator.model.report import Report as InterviewReport
from simulator.model.report import RoundReport, Signal, WorkOn
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
from simulator.model.transcript import Pause, PausePlace, Transcript, Word, WordKind
from simulator.model.trends import Overview, Trend
from simulator.model.trends import PetWord as PetHabit
from simulator.use_cases.look_back.trends import sentence
from simulator.use_cases.prepare.coach import MapEntry, Today
from simulator.use_cases.values import Agenda, Competency, Device, Standing, Step, Story, Why

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
    facts=(Fact(about="how much data there is", answer="Two years, about a million customers."),),
    model_answer="First I would ask what counts as churn. [bold]Then[/bold] I would frame it.",
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
        Pause(start_s=words[i - 1].end_s or 0, end_s=words[i].start_s or 0, place=PausePlace.CLAUSE_END)
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
        audience=Audience.ENGINEER,
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
        audience=Audience.ENGINEER,
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


def session(number: int, title: str, overall: int | None) -> SessionRecord:
    day = 21 - number
    return SessionRecord(
        id="20261120-101500-aaaa" if number == 1 else f"202611{day:02d}-090000-{number:04d}",
        started_at=f"2026-11-{day:02d}T09:00:00+01:00",
        title=title,
        interview_id=None,
        answers=1 + number % 3,
        overall=overall,
        duration_s=60.0 + 7 * number,
    )


SESSIONS = (
    session(1, CHURN.prompt, 76),
    session(2, BIAS.prompt, 64),
    session(3, STORY.prompt, None),
    session(4, CHURN.prompt, 58),
    session(5, BIAS.prompt, 61),
    session(6, CHURN.prompt, 49),
    session(7, STORY.prompt, 70),
)
DEVICES = (
    Device(id="usb", name="USB microphone", inputs=1, outputs=0, rate=48000, is_default_input=True),
    Device(id="speakers", name="Loudspeakers", inputs=0, outputs=2, rate=48000, is_default_output=True),
)


def _trend(measure: str, unit: str, better: int, values: tuple[float, ...]) -> Trend:
    """One answer every two days, up to noon of 24 November 2026."""
    last = datetime(2026, 11, 24, 12, tzinfo=UTC)
    at = [last - timedelta(days=2 * (len(values) - 1 - i)) for i in range(len(values))]
    seconds = [when.timestamp() for when in at]
    changed = smoothing.change(seconds, values, seconds[-1])
    return Trend(
        measure=measure,
        name=measure_name(measure),
        unit=unit,
        better=better,
        points=tuple(
            Value(when.isoformat(), when.timestamp(), f"20261124-120000-abcd/{i:02d}", value)
            for i, (when, value) in enumerate(zip(at, values, strict=True), 1)
        ),
        line=smoothing.line(seconds, values),
        change=changed,
        sentence=sentence(measure_name(measure), unit, changed),
    )


OVERVIEW = Overview(
    trends=(
        _trend("clarity", "0-100", 1, (52, 60, 55, 58, 63, 60, 66, 64, 70, 78, 81, 80)),
        _trend("overall", "0-100", 1, (48, 66, 50, 61, 47, 59, 62, 60, 51, 64, 49, 60)),
        _trend("fillers_per_minute", "1/min", -1, (12, 11, 9.5, 10, 8, 9, 7.5, 8, 7, 3.5, 3, 3.2)),
    ),
    pet_words=(PetHabit(text="honestly", counts=(0, 2, 1, 4)),),
    spoken_s=1260.0,
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
            draw=(Draw(count=2),),
            follow_ups=0,
        ),
        Round(
            role=Role.ENGINEER,
            audience=Audience.ENGINEER,
            minutes=40,
            name="Marek",
            persona="Marek gets paged when it is slow.",
            opening="Marek, fraud engineering.",
            draw=(Draw(),),
            manner=Manner.TOUGH,
        ),
    ),
    ends_with_your_questions=False,
    source="shipped",
)
INTERVIEW_REPORT = InterviewReport(
    title="Bank fraud team",
    label="Practice only.",
    complete=True,
    rounds=(
        RoundReport(
            round=1,
            name="Dana",
            role=Role.RECRUITER,
            answered=2,
            follow_ups=0,
            minutes=6.5,
            clarity=82,
            structure=61,
            content=None,
            score=74,
            signal=Signal.YES,
            reasons=("A recruiter listens for clarity above all: 82 of 100.",),
        ),
    ),
    overall=74,
    clarity=82,
    structure=61,
    content=None,
    work_on=(
        WorkOn(
            text="Terms stayed unexplained.",
            try_="Say what SMOTE is.",
            measure="unexplained_terms",
            answers=2,
            answer_id="20261122-183005-ab12/01",
            quote="then I'd run [red]SMOTE[/red]",
            start_s=62.0,
        ),
    ),
    questions_asked=None,
)

TODAY = Today(
    suggestion=None,
    agenda=Agenda(
        steps=(Step(question=CHURN, why=Why.DUE, reason="due again: you scored 49 last time"),),
        due=1,
        weak_spot="evaluation",
        minutes=4,
        done=2,
    ),
    weak_spot="Evaluation",
    streak=6,
    clarity=(52, 60, 55, 58, 63, 60, 66, 64, 70, 78, 81, 80),
)


def place(
    topic: str,
    group: str,
    mastery: int | None,
    *,
    due: int = 0,
    needs: tuple[str, ...] = (),
    leads_to: tuple[str, ...] = (),
    related: tuple[str, ...] = (),
) -> MapEntry:
    known = mastery is not None
    return MapEntry(
        topic=Topic(id=topic, title=topic.capitalize(), group=group),
        standing=Standing(
            topic=topic,
            questions=9,
            practised=3 if known else 0,
            mastery=mastery,
            last=date(2026, 11, 22) if known else None,
            due=due,
            scores=(mastery,) * 3 if mastery is not None else (),
        ),
        needs=needs,
        leads_to=leads_to,
        related=related,
        following=BIAS,
    )


PLACES = (
    place("probability", "Foundations", 82, leads_to=("statistics", "evaluation")),
    place("statistics", "Foundations", 41, needs=("probability",), leads_to=("experiments",)),
    place("optimization", "Foundations", None),
    place("estimation", "Foundations", 100),
    place("evaluation", "Data", 55, due=2, needs=("probability",), related=("experiments",)),
    place("experiments", "Data", None, needs=("statistics",), related=("evaluation",)),
    place("[red]my own subject[/red]", "Yours", 7),
)

COMPETENCIES = (
    Competency(id="mistakes", title="Owning mistakes", about="I made a mistake.", questions=("story",)),
    Competency(id="influence", title="Influence", about="I convinced them.", questions=("story",)),
    Competency(id="feedback", title="Feedback", about="I was told off.", questions=("story",)),
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
TELLINGS = (Telling("meters", "20261120-101500-aaaa/01", "2026-11-20T10:15:00+01:00", 71, STORY.id, 0.58),)
