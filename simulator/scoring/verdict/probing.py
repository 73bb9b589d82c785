"""Which sentence of an answer an interviewer takes up, and what they ask of it.

A sentence is worth taking up when it decides, claims or tells something and leaves out what a listener would
want next: the reason, another way, the case in which it fails, the number. What was said right before or
after it, or elsewhere about the same thing, is not asked for. Sentences that make a key point come first, as
the judges found them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from simulator.model.cuefile import Cue
from simulator.model.question import Kind, Question
from simulator.model.scorecard import KeyPointResult, PointState, Prompted
from simulator.scoring.judgement.readings import asks
from simulator.scoring.language.annotated import Annotated
from simulator.scoring.language.grammar import (
    BE,
    DO,
    FIRST_PERSON,
    HAVE,
    HESITATIONS,
    MODALS,
    POINTERS,
    PREPOSITIONS,
    SUBJECTS,
    SUBORDINATORS,
    word_set,
)
from simulator.scoring.language.text import Span, content_stems, expanded, normal
from simulator.scoring.verdict.follow_up_words import Of, follow_up_words

STORIES = frozenset({Kind.BEHAVIORAL, Kind.PITCH})
SHORTEST, HANDY, LONGEST = 4, 12, 16
"""Words of a quote: with fewer it says nothing, up to `HANDY` it is repeated whole, and more than `LONGEST`
nobody repeats. A convention."""
SAME_THING = 2
"""Two sentences with so many words of topic in common, beside the question's, are about the same thing."""
LOOSE_ENDS = PREPOSITIONS | word_set(
    "and but or so because which that the a an if when as who where than not"
)
"""A part of a sentence that is quoted does not begin with one of these, nor is it cut behind one."""
CONDITIONS = word_set("if when where unless should once otherwise")
"""What follows one of these holds only then, and is not repeated without it."""
UNFINISHED = LOOSE_ENDS - PREPOSITIONS
"""No clause ends with one of these; with a preposition some do ("the best I could think of")."""


OPINED = frozenset({Kind.EXPLAIN, Kind.COMPARE, Kind.DEBUG, Kind.ESTIMATE})
"""In answers of these kinds a sentence that decides nothing says how something is; in others it proposes."""
GOES_ON = (
    SUBJECTS
    | SUBORDINATORS
    | word_set("and but so or since which who with then to as where until for after before")
)
"""A quote may end at a comma before one of these; before other words a list or an aside goes on."""
VERBS = BE | HAVE | DO | MODALS
"""Contractions and full forms; a list of nouns has none of these."""
EARLY = 3
"""What is listened for begins within so many words of the quote."""
RUNNING = frozenset({Kind.DESIGN, Kind.CODING})
"""Kinds whose answers build something that runs, and may break when there is more to do."""
POINTS_BACK = POINTERS | {
    "it",
    "they",
    "he",
    "she",
    "both",
    "such",
    "its",
    "their",
    "that's",
    "it's",
    "they're",
}
"""A quote that begins with one of these leans on what stood before it."""


@dataclass(frozen=True)
class Probe:
    """Something to ask about a sentence of the answer."""

    by: Prompted
    of: Of
    quote: str
    """The candidate's own words, without fillers."""
    sentence: int
    point: str | None
    """Id of the key point that the sentence makes, wholly or by half."""


def probes(said: Annotated, question: Question, points: Sequence[KeyPointResult]) -> list[Probe]:
    """What to ask about the answer, the most telling first: each of another kind and another sentence."""
    made = _evidence(said, points)
    ranked = sorted(_all(said, question, made), key=lambda found: found[0])
    chosen: list[Probe] = []
    for _, probe in ranked:
        if all(probe.by is not other.by and probe.sentence != other.sentence for other in chosen):
            chosen.append(probe)
    return chosen


def quotable(said: Annotated, sentence: int, telling: Cue | None = None) -> str | None:
    """The sentence, or a part of it, as an interviewer would repeat it; None where nothing can be repeated.

    With `telling`, the part in which that is heard.
    """
    if not _is_a_statement(said, sentence):
        return None
    whole = _without_leads(said.texts[sentence])
    words = whole.split()
    if len(words) < SHORTEST or words[0].lower() in CONDITIONS:
        return None
    repeated = _begins_with(whole, telling) and not _stops_inside(words)
    if repeated and len(words) <= HANDY:
        return _closed(whole)
    part = _part(said, said.sentences[sentence], telling)
    return part or (_closed(whole) if repeated and len(words) <= LONGEST else None)


def is_open_to_doubt(quote: str, *, with_reason: bool) -> bool:
    """Whether the words claim something, with a verb and, unless `with_reason`, no reason of their own."""
    low = quote.lower().replace("’", "'")
    words = {part for word in low.split() for part in expanded(word)}
    return bool(words & VERBS) and (with_reason or not follow_up_words().heard.reasons.search(low))


def short_quote(text: str) -> str:
    """Words of the answer without what leads up to them, cut at a comma, else with dots."""
    words = _without_leads(text).split()
    if len(words) <= LONGEST:
        return _closed(" ".join(words))
    whole = [at for at in range(SHORTEST, LONGEST) if words[at].endswith((",", ";", ":", "—"))]
    if whole:
        return _closed(" ".join(words[: whole[-1] + 1]))
    return _closed(" ".join(_trimmed(words[:LONGEST]))) + " …"


def _all(
    said: Annotated, question: Question, made: Mapping[int, KeyPointResult]
) -> Iterator[tuple[tuple[float, ...], Probe]]:
    """Every probe with its rank, the lowest first."""
    known = content_stems(question.prompt.split())
    for sentence in range(len(said.sentences)):
        of, telling = _form(said, sentence, question, sentence in made)
        quote = quotable(said, sentence, telling) if of else None
        if quote is None or of is None or (of == "claim" and not _stands_alone(quote, said.texts[sentence])):
            continue
        point = made.get(sentence)
        leans = quote.split()[0].lower() in POINTS_BACK
        weight = point.weight if point else 0.0
        for rank, (by, asked_as) in enumerate(_lacking(said, sentence, quote, of, question, known)):
            found = Probe(by, asked_as, quote, sentence, point.id if point else None)
            yield (
                (
                    float(of == "claim"),
                    float(point is None),
                    float(leans),
                    float(rank),
                    -weight,
                    float(sentence),
                ),
                found,
            )


def _evidence(said: Annotated, points: Sequence[KeyPointResult]) -> dict[int, KeyPointResult]:
    """For each sentence that makes or half makes a key point, the weightiest such point."""
    found: dict[int, KeyPointResult] = {}
    for point in sorted(points, key=lambda one: one.weight):
        if point.state in (PointState.MADE, PointState.HALF) and point.first_word is not None:
            found[said.sentence_of[point.first_word]] = point
    return found


def _is_a_statement(said: Annotated, sentence: int) -> bool:
    text, low = said.texts[sentence], _low(said, sentence)
    return not asks(text) and not follow_up_words().heard.unquotable.search(low)


def _form(said: Annotated, sentence: int, question: Question, evidence: bool) -> tuple[Of | None, Cue | None]:
    """What the sentence does, and where that is heard; one that only says something must make a point."""
    heard, low = follow_up_words().heard, _low(said, sentence)
    if question.kind in STORIES:
        if heard.vague.search(low):
            return "story", None
        return ("story", heard.decided) if heard.decided.search(low) else (None, None)
    if heard.chooses.search(low):
        return "choice", heard.chooses
    return ("claim", None) if evidence and question.kind in OPINED else (None, None)


def _stands_alone(quote: str, sentence: str) -> bool:
    """Whether a claim is whole and clear without what stood around it, so that one can ask why it is so."""
    words = quote.lower().replace("’", "'").split()
    whole = len(words) >= len(sentence.split()) - 1 and "," not in quote
    return (
        whole and words[0] not in POINTS_BACK and not (FIRST_PERSON | {"we", "our", "us", "you"}) & set(words)
    )


def _lacking(
    said: Annotated, sentence: int, quote: str, of: Of, question: Question, known: set[str]
) -> Iterator[tuple[Prompted, Of]]:
    """What a listener would want next and did not hear, the most wanted first."""
    heard, low = follow_up_words().heard, quote.lower().replace("’", "'")
    about = content_stems(quote.split()) - known
    near = [
        _low(said, other) for other in range(len(said.sentences)) if _is_near(said, other, sentence, about)
    ]
    here = [_low(said, at) for at in (sentence, sentence + 1) if at < len(said.sentences)]
    no_reason = not any(heard.reasons.search(text) for text in here)
    if of != "claim" and heard.vague.search(low) and not heard.numbers.search(_low(said, sentence)):
        yield Prompted.NUMBER, of
    if of == "story" and not heard.decided.search(low):
        return
    if of == "choice" and no_reason and heard.amounts.search(low):
        yield Prompted.REASON, "figure"
    if no_reason:
        yield Prompted.REASON, of
    picks = of == "story" or (
        of == "choice" and question.kind is not Kind.COMPARE and heard.picks.search(low)
    )
    if picks and not any(heard.alternatives.search(text) for text in here):
        yield Prompted.ALTERNATIVE, of
    told = of == "story" or (of == "claim" and heard.numbers.search(low))
    steps = of == "choice" and not heard.picks.search(low)
    if not told and not steps and not any(heard.failures.search(text) for text in near):
        runs = of == "choice" and question.kind in RUNNING and heard.systems.search(low)
        yield Prompted.FAILURE, "system" if runs else of


def _is_near(said: Annotated, other: int, sentence: int, about: set[str]) -> bool:
    """Whether a sentence stands beside the other, or is about the same thing."""
    return abs(other - sentence) <= 1 or len(content_stems(said.texts[other].split()) & about) >= SAME_THING


def _low(said: Annotated, sentence: int) -> str:
    return said.lowered[sentence].replace("’", "'")


def _part(said: Annotated, sentence: Span, telling: Cue | None) -> str | None:
    """The first and shortest stretch of clauses that can stand alone and begins with what is `telling`."""
    clauses = said.clauses(sentence)
    for first in range(len(clauses)):
        for last in range(first, len(clauses)):
            text = _without_leads(said.text(Span(clauses[first].first_word, clauses[last].last_word)))
            words = text.split()
            if len(words) > LONGEST:
                break
            following = said.text(clauses[last + 1]).split() if last + 1 < len(clauses) else []
            if len(words) >= SHORTEST and _is_whole(words, following) and _begins_with(text, telling):
                return _closed(text)
    return None


def _is_whole(words: Sequence[str], following: Sequence[str]) -> bool:
    """Whether the words neither begin nor end in the middle of something."""
    if words[0].lower().strip(",") in LOOSE_ENDS or words[-1].lower().strip(",;:") in UNFINISHED:
        return False
    if words[-1].lower() in PREPOSITIONS or "if" in words or _stops_inside(words):
        return False
    return not following or following[0].lower().strip(",") in GOES_ON


def _stops_inside(words: Sequence[str]) -> bool:
    """Whether a sentence ends within the words, also where speech was cut at another place."""
    return any(one[-1] in ".!?" and other[0].isupper() for one, other in pairwise(words))


def _begins_with(text: str, telling: Cue | None) -> bool:
    if telling is None:
        return True
    low = text.lower().replace("’", "'")
    found = telling.search(low)
    return found is not None and len(low[: found.start()].split()) < EARLY


def _without_leads(text: str) -> str:
    plain = " ".join(word.strip('"“”') for word in text.split() if normal(word) not in HESITATIONS)
    cut = follow_up_words().heard.leads.match(plain.lower().replace("’", "'"))
    rest = plain[cut.end() :] if cut else plain
    return rest if len(rest.split()) >= SHORTEST else plain


def _trimmed(words: list[str]) -> list[str]:
    kept = list(words)
    while len(kept) > 1 and kept[-1].lower().strip(",;:") in LOOSE_ENDS:
        kept.pop()
    return kept


def _closed(text: str) -> str:
    """The text without the stop at its end, beginning with a small letter where its word is no name."""
    text = text.rstrip(" .,;:!?…—-")
    first = text.split()[0] if text.split() else ""
    keeps = first in ("I", "I'd", "I'll", "I'm", "I've") or not first[1:].islower() or first.startswith("I’")
    return text if keeps else text[:1].lower() + text[1:]
