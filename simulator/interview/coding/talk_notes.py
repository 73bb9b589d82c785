"""What was said about the code, and when: questions, the way, the cost, an example, the edge cases. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from simulator.interview.coding.cost import Form, Stated, costs, forms
from simulator.interview.coding.cues import cues
from simulator.interview.coding.notes import Note
from simulator.interview.coding.problem import EdgeCase, Problem
from simulator.interview.coding.results import TestResult
from simulator.interview.coding.said import Said, Sentence
from simulator.interview.coding.typed import FirstCode
from simulator.model.scorecard import KeyPointResult, Move, MoveSpan, PointState, Scorecard

MEMORY_WITHIN = 3
"""Words between a cost and "memory" or "space" for it to be a cost of memory."""
BEGINS_WITHIN_S = 2.0
"""What began so shortly after the first line of code was still said before it: the first keys are pressed
while a sentence begins. A convention."""


def talk_notes(
    problem: Problem, said: Said, first: FirstCode | None, card: Scorecard | None
) -> Iterator[Note]:
    """Clarified, approach before code, complexity, example."""
    yield _clarified(said, first, card)
    if card is not None:
        yield _approach(first, card)
    yield from _complexity(problem, said)
    yield _example(said)


def edge_case_notes(problem: Problem, said: Said, results: Sequence[TestResult]) -> Iterator[Note]:
    """For each edge case, whether it was named, and whether its test passes."""
    passed = {test.name: test.passed for test in results}
    for case in problem.edge_cases:
        yield _edge_case(case, said, passed.get(case.test) if case.test else None)


def _before(first: FirstCode | None, start_s: float | None) -> bool:
    return first is None or start_s is None or start_s <= first.at_s + BEGINS_WITHIN_S


def _clarified(said: Said, first: FirstCode | None, card: Scorecard | None) -> Note:
    """By a question that the interviewer replied to, or by a stretch that the scorecard calls clarifying."""
    for reply in said.transcript.replies:
        if reply.clarifies and _before(first, reply.start_s):
            text = "Asked the interviewer before the code."
            return Note(id="clarified", text=text, good=True, quote=reply.asked, at_s=reply.start_s)
    span = _move(card, {Move.CLARIFY}, lambda start_s: _before(first, start_s))
    if span is not None:
        return _of_move("clarified", "Cleared up before the code what is asked for.", span)
    late = _move(card, {Move.CLARIFY}, lambda _: True)
    if late is not None:
        return _of_move(
            "clarified", "Cleared up what is asked for only when there was code.", late, good=False
        )
    return Note(id="clarified", text="Nothing was asked or settled before the code.", good=False)


def _approach(first: FirstCode | None, card: Scorecard) -> Note:
    """By a stretch that the scorecard calls an approach, or else by a key point that is made."""
    if first is None:
        text = "When the code was written is not known, so whether the approach came first is open."
        return Note(id="approach-first", text=text)
    span = _move(card, {Move.APPROACH}, lambda start_s: _before(first, start_s))
    if span is not None:
        return _of_move("approach-first", "Told the approach before the first line of code.", span)
    point = _point_before(first, card)
    if point is not None:
        text = f"Told before the first line of code: {point.text}."
        return Note(
            id="approach-first",
            text=text,
            good=True,
            at_s=point.start_s,
            quote=point.quote,
            first_word=point.first_word,
            last_word=point.last_word,
            start_s=point.start_s,
            end_s=point.end_s,
        )
    return Note(
        id="approach-first",
        text="The first line of code came before the approach was told.",
        good=False,
        at_s=first.at_s,
        code=first.line,
    )


def _point_before(first: FirstCode, card: Scorecard) -> KeyPointResult | None:
    """A point made before the code; what was said to clarify is no approach."""
    asked = [move.first_word for move in card.moves if move.move is Move.CLARIFY]
    return next(
        (
            point
            for point in card.key_points
            if point.state is PointState.MADE
            and point.start_s is not None
            and _before(first, point.start_s)
            and point.first_word not in asked
        ),
        None,
    )


def _move(card: Scorecard | None, wanted: set[Move], when: Callable[[float | None], bool]) -> MoveSpan | None:
    spans = card.moves if card else ()
    return next((span for span in spans if span.move in wanted and when(span.start_s)), None)


def _of_move(note_id: str, text: str, span: MoveSpan, *, good: bool = True) -> Note:
    return Note(
        id=note_id,
        text=text,
        good=good,
        at_s=span.start_s,
        quote=span.quote,
        first_word=span.first_word,
        last_word=span.last_word,
        start_s=span.start_s,
        end_s=span.end_s,
    )


# What it costs


def _complexity(problem: Problem, said: Said) -> Iterator[Note]:
    """Time and space, each right when one of the costs that were named is the problem's.

    One is enough, because a good answer also names the cost of the ways it does not take.
    """
    if problem.complexity is None:
        return
    named = [found for sentence in said.sentences for found in _stated(sentence, said)]
    phrase = said.naming(problem.complexity.says)
    spoken = forms(problem.complexity.says)
    for kind, wanted, also in (
        ("time", problem.complexity.time, spoken),
        ("space", problem.complexity.space, frozenset()),
    ):
        right = forms([wanted]) | also
        these = [found for found in named if found.of_memory is (kind == "space")]
        fits = next((found.sentence for found in these if found.form in right), None)
        if fits is None and kind == "time":
            fits = phrase
        yield _cost_note(kind, wanted, said, fits, these[0].sentence if these else None)


def _cost_note(kind: str, wanted: str, said: Said, fits: Sentence | None, other: Sentence | None) -> Note:
    sentence = fits or other
    good = fits is not None if sentence or kind == "time" else None
    name = "memory" if kind == "space" else kind
    if fits:
        text = f"Said what {name} it takes, and that is right: {wanted}."
    elif other:
        text = f"Said what {name} it takes, but it is {wanted}."
    else:
        text = f"Did not say what {name} it takes: {wanted}."
    at_s = sentence.start_s if sentence else None
    return Note(id=f"complexity:{kind}", text=text, good=good, at_s=at_s, **said.quote(sentence))


@dataclass(frozen=True)
class _Named:
    sentence: Sentence
    form: Form
    of_memory: bool


def _stated(sentence: Sentence, said: Said) -> Iterator[_Named]:
    """The costs in a sentence that is about cost; a word such as "memory" belongs to the nearest of them."""
    if not cues().complexity.cost.search(sentence.text) and "O(" not in sentence.text:
        return
    span = sentence.span
    words = [word.text for word in said.transcript.words[span.first_word : span.last_word + 1]]
    found = costs(words)
    memory = [at for at, word in enumerate(words) if cues().complexity.memory.search(word)]
    nearest = {min(found, key=partial(_apart, at)) for at in memory if found}
    for stated in found:
        near = any(_apart(at, stated) <= MEMORY_WITHIN for at in memory)
        yield _Named(sentence, stated.form, near and stated in nearest)


def _apart(at: int, stated: Stated) -> int:
    """Words from one place to a cost."""
    return max(stated.first - at, at - stated.last, 0)


# Examples and edge cases


def _example(said: Said) -> Note:
    heard = cues().example
    sentence = said.first(lambda s: heard.walked.search(s.text) and heard.case.search(s.text))
    if sentence is None:
        return Note(id="example", text="No example was gone through aloud.", good=False)
    text = "Went through an example aloud."
    return Note(id="example", text=text, good=True, at_s=sentence.start_s, **said.quote(sentence))


def _edge_case(case: EdgeCase, said: Said, passes: bool | None) -> Note:
    sentence = said.naming(case.say)
    named = "Named" if sentence else "Did not name"
    joined = "and" if (sentence is not None) == bool(passes) else "but"
    covered = "" if passes is None else f", {joined} the code {'covers' if passes else 'fails on'} it"
    return Note(
        id=f"edge-case:{case.id}",
        text=f"{named} an edge case{covered}: {case.text}.",
        good=_speaks_for(sentence, passes),
        at_s=sentence.start_s if sentence else None,
        **said.quote(sentence),
    )


def _speaks_for(sentence: Sentence | None, passes: bool | None) -> bool | None:
    """For the candidate when it was named; open when only the code covers it."""
    if passes is False:
        return False
    return True if sentence else None if passes else False
