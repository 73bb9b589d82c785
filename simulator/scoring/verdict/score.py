"""One answer, judged: everything put together. A pure function of its arguments."""

from __future__ import annotations

from simulator.model.measures import JARGON_DENSITY, UNEXPLAINED_TERMS
from simulator.model.question import Kind, Question
from simulator.model.scorecard import (
    Audience,
    Dimension,
    Dimensions,
    Fillers,
    Jargon,
    Measure,
    Models,
    RubricRef,
    Scorecard,
)
from simulator.model.transcript import Transcript
from simulator.scoring.judgement.judgeable import judgeable
from simulator.scoring.judgement.leading import Structure, structure_report
from simulator.scoring.judgement.points import Content, content_report
from simulator.scoring.judgement.reader import Embedder
from simulator.scoring.language.annotate import annotate
from simulator.scoring.language.annotated import Annotated
from simulator.scoring.language.lexicon import FillerLexicon, Lexicon, Phrase
from simulator.scoring.measures.delivery import delivery_measures
from simulator.scoring.measures.fillers import fillers_report
from simulator.scoring.measures.jargon import asked_terms, jargon_report
from simulator.scoring.measures.registry import measure
from simulator.scoring.verdict.evidence import Evidence
from simulator.scoring.verdict.feedback import improvements, strengths
from simulator.scoring.verdict.follow_ups import follow_ups
from simulator.scoring.verdict.overall import dimensions, overall
from simulator.scoring.verdict.rubric import Rubric

WITHOUT_MEANING = (
    "Moves, key points and explanations were judged by their words alone: the meaning model is missing."
)

ASKS_WHAT_IT_IS = frozenset({Kind.EXPLAIN, Kind.COMPARE})


def score(
    answer: Transcript | Annotated,
    *,
    question: Question | None,
    audience: Audience,
    rubric: Rubric,
    lexicon: Lexicon,
    fillers: FillerLexicon,
    embedder: Embedder | None,
    hedges: tuple[Phrase, ...] = (),
) -> Scorecard:
    """The scorecard of one answer; what is annotated already is taken as it is.

    An answer that is not scorable gets a card with its reason and without judgement. Without an embedder the
    card says so in `degraded`.
    """
    transcript = judgeable(answer.transcript if isinstance(answer, Annotated) else answer)
    if not transcript.scorable:
        return _refused(transcript, question, audience, rubric)
    said = answer if isinstance(answer, Annotated) else annotate(transcript, fillers)
    filler = fillers_report(said, fillers)
    jargon = jargon_report(said, audience, lexicon, embedder, question_terms=_terms(question, lexicon))
    structure = structure_report(said, rubric.expects(question), rubric.moves, embedder)
    content = _content(said, question, structure, rubric, embedder, jargon)
    delivery = delivery_measures(said, filler, hedges)
    measures = _judged((*delivery, *_of_jargon(jargon), *structure.measures, *content.measures), rubric)
    found = dimensions(measures, rubric)
    evidence = Evidence(said, filler, jargon, structure.moves, content.key_points, content.misconceptions)
    return Scorecard(
        question_id=question.id if question else None,
        audience=audience,
        degraded=() if embedder else (WITHOUT_MEANING,),
        overall=overall(found, rubric),
        rubric=RubricRef(id=rubric.id, version=rubric.version),
        models=_models(transcript, embedder),
        dimensions=found,
        measures=measures,
        words=said.words,
        restarts=said.transcript.restarts,
        fillers=filler,
        jargon=jargon,
        moves=structure.moves,
        key_points=content.key_points,
        misconceptions=content.misconceptions,
        strengths=strengths(measures, found, rubric, evidence),
        improvements=improvements(measures, rubric, evidence),
        follow_ups=follow_ups(question, content.key_points, content.misconceptions, jargon),
    )


def _terms(question: Question | None, lexicon: Lexicon) -> tuple[str, ...]:
    """What the question asks about: to be explained whoever listens."""
    if question is None or question.kind not in ASKS_WHAT_IT_IS:
        return ()
    return asked_terms(question.prompt, lexicon)


def _content(
    said: Annotated,
    question: Question | None,
    structure: Structure,
    rubric: Rubric,
    embedder: Embedder | None,
    jargon: Jargon,
) -> Content:
    if question is None:
        return Content((), (), ())
    made = frozenset(span.move for span in structure.moves)
    return content_report(said, question, made, rubric.moves, embedder, _glosses(jargon, question))


def _glosses(jargon: Jargon, question: Question) -> dict[int, str]:
    """Plain definitions by the word of first use; naming what the question names defines nothing."""
    asked = question.prompt.lower()
    return {
        term.first_word: term.definition
        for term in jargon.terms
        if term.first_word is not None and term.definition and term.term.lower() not in asked
    }


def _of_jargon(jargon: Jargon) -> tuple[Measure, ...]:
    return (
        measure(JARGON_DENSITY, jargon.density_per_100_words),
        measure(UNEXPLAINED_TERMS, float(jargon.unexplained)),
    )


def _judged(measures: tuple[Measure, ...], rubric: Rubric) -> tuple[Measure, ...]:
    return tuple(rubric.judged(measure) for measure in measures)


def _models(transcript: Transcript, embedder: Embedder | None) -> Models:
    digest = (transcript.model_sha256 or "")[:6]
    hearing = f"{transcript.model} {digest}".strip() if transcript.model else None
    return Models(hearing=hearing, meaning=embedder.id if embedder else None)


def _refused(
    transcript: Transcript, question: Question | None, audience: Audience, rubric: Rubric
) -> Scorecard:
    return Scorecard(
        question_id=question.id if question else None,
        audience=audience,
        scorable=False,
        reason=transcript.reason,
        overall=None,
        rubric=RubricRef(id=rubric.id, version=rubric.version),
        models=_models(transcript, None),
        dimensions=Dimensions(**dict.fromkeys((d.value for d in Dimension), None)),
        measures=(),
        words=transcript.words,
        restarts=transcript.restarts,
        fillers=Fillers(count=0, per_minute=None, per_100_words=None, items=()),
        jargon=Jargon(density_per_100_words=None, explained=0, unexplained=0, terms=()),
        moves=(),
        key_points=(),
        misconceptions=(),
        strengths=(),
        improvements=(),
        follow_ups=(),
    )
