"""The course of an interview as a state machine without input or output: rounds, questions, follow-ups.

It stands around the conversation about one question: `step` takes what happened and returns the next state;
`Course.turn` is what the interviewer says next. A pure function: the same answers lead to the same course.
A drill is a course of one question without a plan's time.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from simulator.interview.bank.drawing import Drawn
from simulator.interview.process import phrases, reactions
from simulator.interview.process.course_state import Course, CoursePhase, Taken, Turn, TurnKind
from simulator.interview.process.follow_up import CLOSING, MAIN_POINT_ASK, small_question
from simulator.model.plan import Mode, Plan
from simulator.model.question import Question
from simulator.model.scorecard import FollowUpAsk, Prompted, Scorecard
from simulator.scoring.verdict.follow_up_words import reworded

__all__ = [
    "FOLLOW_UP_S",
    "LEAST_S",
    "QUESTION_S",
    "Again",
    "Answered",
    "Course",
    "CourseEvent",
    "CoursePhase",
    "GoOn",
    "Interrupt",
    "Pass",
    "Taken",
    "Turn",
    "TurnKind",
    "begin",
    "likely_next",
    "may_interrupt",
    "step",
]

ASKED_WORDS_A_SECOND = 2.5
FOLLOW_UP_S = 75.0
"""Time that a follow-up is expected to take, asked and answered."""
QUESTION_S = 120.0
"""The most time that is kept free for each question still to come."""
LEAST_S = 45.0
"""With less left, a round asks no further question."""


# What happens


@dataclass(frozen=True)
class GoOn:
    """Begin the round, or leave the scorecard."""


@dataclass(frozen=True)
class Again:
    """Study mode: take the turn again."""


@dataclass(frozen=True)
class Pass:
    """The candidate has no answer to this one."""


@dataclass(frozen=True)
class Interrupt:
    """The answer under way runs on, and the interviewer stops it."""


@dataclass(frozen=True)
class Answered:
    """The answer to the turn was judged; `seconds` of it were recorded."""

    answer_id: str
    card: Scorecard
    seconds: float


CourseEvent = GoOn | Again | Pass | Interrupt | Answered


def begin(
    plan: Plan, drawn: Drawn, *, mode: Mode = Mode.STUDY, seed: int = 0, interruptions: bool = False
) -> Course:
    """The course before its first round."""
    return Course(plan=plan, drawn=drawn, mode=mode, seed=seed, interruptions=interruptions)


def step(course: Course, event: CourseEvent) -> Course:
    """The next state. An event that means nothing in this phase changes nothing."""
    match event, course.phase:
        case GoOn(), CoursePhase.WAITING | CoursePhase.REVIEW:
            return _next(course)
        case Again(), CoursePhase.REVIEW:
            return _taken_back(course)
        case Pass(), CoursePhase.ASKING:
            return _next(replace(_taken(course, None, 0.0), reaction="", has_no_answer=False))
        case Interrupt(), CoursePhase.ASKING if may_interrupt(course):
            return replace(course, interrupted=True)
        case Answered(answer_id, card, seconds), CoursePhase.ASKING:
            after = _heard(_taken(course, answer_id, seconds), answer_id, card)
            reviewed = course.mode is Mode.STUDY and not course.interrupted
            return replace(after, phase=CoursePhase.REVIEW) if reviewed else _next(after)
    return course


def may_interrupt(course: Course) -> bool:
    """Whether the interviewer may stop a long ramble: allowed beforehand, and once a question."""
    return (
        course.interruptions
        and course.interviewer.may_interrupt
        and not course.interrupted
        and course.turn is not None
        and course.turn.kind is TurnKind.QUESTION
    )


def likely_next(course: Course) -> tuple[Turn, ...]:
    """Turns that may follow, as far as they are known now, so that a voice can be prepared for them."""
    if course.turn is None or course.phase is not CoursePhase.ASKING:
        return ()
    after = _taken(course, None, 0.0)
    number = course.turn.number + 1
    ahead = [replace(pending, lead=_lead_of(after, pending)) for pending in course.pending]
    if course.turn.kind is TurnKind.QUESTION:
        asked = course.turn.question
        ready = [replace(asked, prompt=f.ask, spoken=None) for f in asked.follow_ups]
        twists = [f.twist for f in asked.follow_ups]
        ahead += [_follow_up_turn(after, number, q, t) for q, t in zip(ready, twists, strict=True)]
    if course.asked < len(course.drawn[course.round]):
        return (*ahead, _question_turn(after, number))
    if _closes(course):
        return (*ahead, _closing_turn(after, number))
    later = _after_round(after)
    return tuple(ahead) if later.phase is CoursePhase.OVER else (*ahead, _question_turn(later, number))


def _taken_back(course: Course) -> Course:
    """The course as it was before the turn was answered; the first take costs the round no time."""
    *before, last = course.done
    older = tuple(turn for turn in course.pending if turn.parent != last.answer_id)
    return replace(
        course,
        phase=CoursePhase.ASKING,
        pending=older,
        done=tuple(before),
        spent_s=course.spent_s - last.seconds,
        interrupted=False,
    )


def _taken(course: Course, answer_id: str | None, seconds: float) -> Course:
    """Record the turn as over, and charge its time to the round."""
    turn = course.turn
    assert turn is not None
    record = Taken(
        number=turn.number,
        kind=turn.kind,
        round=turn.round,
        question_id=turn.question.id,
        ask=turn.question.prompt,
        said=f"{turn.lead} {turn.question.prompt}".strip(),
        because=turn.because,
        parent=turn.parent,
        answer_id=answer_id,
        seconds=len(turn.aloud.split()) / ASKED_WORDS_A_SECOND + seconds,
        by=turn.by,
    )
    return replace(course, done=(*course.done, record), spent_s=course.spent_s + record.seconds)


def _heard(course: Course, answer_id: str, card: Scorecard) -> Course:
    """Add the follow-ups that this answer calls for, and what is said to it.

    A reply to a follow-up calls for none. Who has no answer is asked nothing more about it.
    """
    turn = course.turn
    assert turn is not None
    if turn.kind is TurnKind.CLOSING:
        return replace(course, reaction="", has_no_answer=False)
    nth = len(course.done)
    if reactions.has_no_answer(card):
        return replace(course, pending=(), reaction=reactions.reaction(card, nth), has_no_answer=True)
    if turn.kind is TurnKind.QUESTION:
        asks = _chosen(course, card.follow_ups if card.scorable else ())
        course = replace(course, pending=tuple(_pending(course, turn, answer_id, card, a) for a in asks))
    taken_up = tuple(pending.question.follows.said for pending in course.pending if pending.question.follows)
    return replace(course, reaction=reactions.reaction(card, nth, taken_up), has_no_answer=False)


def _chosen(course: Course, asks: tuple[FollowUpAsk, ...]) -> list[FollowUpAsk]:
    """As many as this interviewer asks: the most telling first, none that they asked before.

    After every second question a twist, if there is one, gets the last place, so that problems come alive.
    """
    most = course.interviewer.follow_ups
    asked = {taken.ask for taken in course.done if taken.round == course.round}
    fresh = [ask for ask in asks if ask.ask not in asked]
    if course.interrupted:
        fresh.insert(0, FollowUpAsk(ask=MAIN_POINT_ASK, because="the answer ran on and was stopped"))
    kept, others = fresh[: most - 1], fresh[max(0, most - 1) :]
    if course.asked % 2 == 0:
        others.sort(key=lambda ask: ask.by is not Prompted.TWIST)
    return _in_fresh_words(course, [*kept, *others][:most])


def _in_fresh_words(course: Course, asks: list[FollowUpAsk]) -> list[FollowUpAsk]:
    """The follow-ups, none worded like one that was asked in this interview before."""
    used = [taken.ask for taken in course.done]
    fresh: list[FollowUpAsk] = []
    for ask in asks:
        fresh.append(reworded(ask, course.interviewer.audience, used))
        used.append(fresh[-1].ask)
    return fresh


def _pending(course: Course, turn: Turn, answer_id: str, card: Scorecard, ask: FollowUpAsk) -> Turn:
    return Turn(
        number=0,
        kind=TurnKind.FOLLOW_UP,
        round=course.round,
        question=small_question(turn.question, card, ask),
        audience=turn.audience,
        because=ask.because,
        parent=answer_id,
        by=ask.by,
        voice=turn.voice,
        quotes=ask.quote is not None,
    )


def _next(course: Course) -> Course:
    """The follow-up, question, closing or round that comes now; what there is no time for is left out."""
    number = (course.done[-1].number if course.done else 0) + 1
    asking = replace(course, phase=CoursePhase.ASKING, interrupted=False, farewell="")
    questions = course.drawn[course.round]
    if course.phase is CoursePhase.WAITING:
        return replace(asking, turn=_question_turn(course, number), asked=1)
    if course.pending and course.left_s - _kept_free_s(course) >= FOLLOW_UP_S:
        first, *rest = course.pending
        lead = phrases.INTERRUPTS if course.interrupted else _spoken_lead(course, first)
        return replace(asking, turn=replace(first, number=number, lead=lead), pending=tuple(rest))
    asking = replace(asking, pending=())
    if course.asked < len(questions) and course.left_s >= LEAST_S:
        turn = _question_turn(course, number)
        return replace(asking, turn=replace(turn, lead=_reacted(course, turn.lead)), asked=course.asked + 1)
    if _closes(course) and not any(taken.kind is TurnKind.CLOSING for taken in course.done):
        return replace(asking, turn=_closing_turn(course, number))
    return _after_round(asking)


def _closes(course: Course) -> bool:
    """Whether this round ends with the candidate's own questions."""
    return course.last_round and course.plan.ends_with_your_questions


def _after_round(course: Course) -> Course:
    course = replace(course, turn=None, reaction="", has_no_answer=False)
    said_goodbye = any(taken.kind is TurnKind.CLOSING for taken in course.done)
    course = replace(course, farewell=reactions.farewell(course.round + 3 * said_goodbye))
    if course.last_round:
        return replace(course, phase=CoursePhase.OVER)
    return replace(course, phase=CoursePhase.WAITING, round=course.round + 1, asked=0, spent_s=0.0)


def _kept_free_s(course: Course) -> float:
    """Time for the questions of this round that are still to come, and for the candidate's own."""
    to_come = course.drawn[course.round][course.asked :]
    closing = FOLLOW_UP_S if _closes(course) else 0.0
    return sum(min(question.time_limit_s, QUESTION_S) for question in to_come) + closing


def _question_turn(course: Course, number: int) -> Turn:
    item = course.interviewer
    question = course.drawn[course.round][course.asked]
    first = course.asked == 0
    return Turn(
        number=number,
        kind=TurnKind.QUESTION,
        round=course.round,
        question=question.briefly if item.manner.is_brisk else question,
        audience=item.audience,
        lead=item.opening if first else phrases.moves_on(item, _count(course, TurnKind.QUESTION)),
        voice=item.voice,
    )


def _follow_up_turn(course: Course, number: int, question: Question, twist: bool) -> Turn:
    turn = Turn(
        number=number,
        kind=TurnKind.FOLLOW_UP,
        round=course.round,
        question=question,
        audience=course.interviewer.audience,
        by=Prompted.TWIST if twist else Prompted.GAP,
        voice=course.interviewer.voice,
    )
    return replace(turn, lead=_lead_of(course, turn))


def _lead_of(course: Course, turn: Turn) -> str:
    nth = _count(course, TurnKind.FOLLOW_UP)
    return phrases.follows_up(course.interviewer, nth, twist=turn.by is Prompted.TWIST)


def _spoken_lead(course: Course, turn: Turn) -> str:
    """What stands before a follow-up: one that quotes what was said needs no more than a word."""
    if turn.quotes:
        return reactions.neutral(len(course.done))
    if turn.by is Prompted.TWIST:
        return _reacted(course, _lead_of(course, turn))
    return course.reaction or _lead_of(course, turn)


def _reacted(course: Course, lead: str) -> str:
    """The lead after what is said to the last answer; a kind word already says that one goes on."""
    return course.reaction if course.has_no_answer else f"{course.reaction} {lead}".strip()


def _count(course: Course, kind: TurnKind) -> int:
    """Turns of that kind that are over."""
    return sum(taken.kind is kind for taken in course.done)


def _closing_turn(course: Course, number: int) -> Turn:
    item = course.interviewer
    return Turn(
        number=number,
        kind=TurnKind.CLOSING,
        round=course.round,
        question=replace(CLOSING, audience=item.audience),
        audience=item.audience,
        lead=phrases.CLOSES,
        voice=item.voice,
    )
