"""The scorecard of one answer, from all measures and judgements. A pure function of its arguments."""

from __future__ import annotations

from simulator.model.measures import (
    CLARITY_RATING,
    CONTENT_EXPECTED,
    CONTENT_RATING,
    JARGON_DENSITY,
    KEY_POINTS_WEIGHT,
    MISCONCEPTIONS,
    STRUCTURE_RATING,
    UNEXPLAINED_TERMS,
)
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
from simulator.scoring.judgement.learned import Judged, Judges, explains, judge
from simulator.scoring.judgement.points import Content, content_report
from simulator.scoring.judgement.reader import Embedder
from simulator.scoring.judgement.senses import Means, means
from simulator.scoring.language.annotate import annotate
from simulator.scoring.language.annotated import Annotated
from simulator.scoring.language.lexicon import FillerLexicon, Lexicon, Phrase
from simulator.scoring.measures.delivery import delivery_measures, without_silence
from simulator.scoring.measures.fillers import fillers_report
from simulator.scoring.measures.jargon import asked_terms, jargon_report
from simulator.scoring.measures.registry import measure
from simulator.scoring.measures.sounding import sounding_measures
from simulator.scoring.verdict.evidence import Evidence
from simulator.scoring.verdict.feedback import improvements, strengths
from simulator.scoring.verdict.follow_ups import follow_ups
from simulator.scoring.verdict.overall import dimensions, overall
from simulator.scoring.verdict.ranges import overall_range, with_ranges
from simulator.scoring.verdict.reply import NO_POINT, long_enough, remarks_on, reply_content
from simulator.scoring.verdict.rubric import Rubric

WITHOUT_MEANING = (
    "Moves, key points and explanations were judged by their words alone: the meaning model is missing."
)

WITHOUT_JUDGES = "Key points, claims and moves were judged by rules: the trained judges are missing."
EXPLAINED_BY_WORDS = "Whether terms were explained was judged by words alone: the meaning model is missing."

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
    judges: Judges | None = None,
) -> Scorecard:
    """The scorecard of one answer; what is annotated already is taken as it is.

    An answer that is not scorable gets a card that says why and judges nothing. Without trained judges the
    rules judge, and without an embedder only words are compared; the card says so in `degraded`. Of a reply
    to a follow-up only that is judged which was asked (`reply.py`).
    """
    rubric = rubric.for_listener(audience)
    follows = question is not None and question.follows is not None
    given = answer.transcript if isinstance(answer, Annotated) else answer
    transcript = judgeable(long_enough(given) if follows else given)
    if not transcript.scorable:
        return _refused(transcript, question, audience, rubric)
    said = answer if isinstance(answer, Annotated) else annotate(transcript, fillers)
    filler = fillers_report(said, fillers)
    meant = means(judges.senses, embedder) if judges else None
    jargon = jargon_report(
        said,
        audience,
        lexicon,
        embedder,
        question_terms=_terms(question, lexicon, meant),
        explains=explains(judges, audience) if judges else None,
        means=meant,
    )
    delivery = (*delivery_measures(said, filler, hedges), *sounding_measures(said))
    if question is not None and question.coded:
        delivery = without_silence(delivery)
    if question is not None and follows:
        counted = (*delivery, *_of_jargon(jargon))
        return _reply(said, question, audience, rubric, counted, (filler, jargon), embedder, judges)
    judged = (
        judge(said, question, judges, 100 * jargon.unexplained / len(said.words))
        if judges and question and said.sentences
        else None
    )
    structure = structure_report(
        said, rubric.expects(question), rubric.moves, embedder, judged.made if judged else None
    )
    content = _learned(judged) if judged else _content(said, question, structure, rubric, embedder, jargon)
    measures = _with_levels(
        (*delivery, *_of_jargon(jargon), *structure.measures, *content.measures, *_ratings(judged)), rubric
    )
    found = with_ranges(dimensions(measures, rubric), judged, judges)
    total = overall(found, rubric, measures)
    evidence = Evidence(
        said,
        filler,
        jargon,
        structure.moves,
        content.key_points,
        content.misconceptions,
        judged.led if judged else (),
        judged.clear if judged else (),
        audience,
    )
    return Scorecard(
        question_id=question.id if question else None,
        audience=audience,
        degraded=_degraded(question, embedder, judges),
        overall=total,
        range=overall_range(total, judged, judges),
        calibrated=judged is not None and judges is not None and judges.heads.overall.calibrated,
        rubric=RubricRef(id=rubric.id, version=rubric.version),
        models=_models(transcript, embedder, judges if judged else None),
        dimensions=found,
        measures=measures,
        words=said.words,
        restarts=said.transcript.restarts,
        fillers=filler,
        jargon=jargon,
        moves=structure.moves,
        key_points=content.key_points,
        misconceptions=(*content.misconceptions, *(judged.perhaps if judged else ())),
        strengths=strengths(measures, found, rubric, evidence),
        improvements=improvements(measures, rubric, evidence),
        follow_ups=follow_ups(
            question,
            content.key_points,
            content.misconceptions,
            jargon,
            perhaps=judged.perhaps if judged else (),
            said=said,
            audience=audience,
        ),
    )


def _reply(
    said: Annotated,
    question: Question,
    audience: Audience,
    rubric: Rubric,
    counted: tuple[Measure, ...],
    found: tuple[Fillers, Jargon],
    embedder: Embedder | None,
    judges: Judges | None,
) -> Scorecard:
    """The scorecard of a reply to a follow-up: its overall is its content, None where nobody listed any."""
    content = reply_content(said, question, rubric, judges, embedder)
    scores = dimensions(content.measures, rubric)
    praise, advice = remarks_on(content.key_points)
    total = overall(scores, rubric, content.measures)
    read = judges if question.key_points else None
    return Scorecard(
        question_id=question.id,
        audience=audience,
        reason=NO_POINT if total is None else None,
        degraded=_degraded(question, embedder, judges) if question.key_points else (),
        overall=total,
        rubric=RubricRef(id=rubric.id, version=rubric.version),
        models=_models(said.transcript, embedder, read),
        dimensions=scores,
        measures=_with_levels((*counted, *content.measures), rubric),
        words=said.words,
        restarts=said.transcript.restarts,
        fillers=found[0],
        jargon=found[1],
        moves=(),
        key_points=content.key_points,
        misconceptions=content.misconceptions,
        strengths=praise,
        improvements=advice,
        follow_ups=(),
    )


def _terms(question: Question | None, lexicon: Lexicon, meant: Means | None) -> tuple[str, ...]:
    """The terms that the question asks about, which must be explained to any listener."""
    if question is None or question.kind not in ASKS_WHAT_IT_IS:
        return ()
    return asked_terms(question.prompt, lexicon, meant)


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


def _learned(judged: Judged) -> Content:
    """What the trained judges say of the content, in the form in which the rules give it."""
    measures = (
        measure(KEY_POINTS_WEIGHT, judged.credit),
        measure(MISCONCEPTIONS, float(len(judged.claims))),
    )
    return Content(judged.key_points, judged.claims, measures)


def _ratings(judged: Judged | None) -> tuple[Measure, ...]:
    if judged is None:
        return ()
    return (
        measure(CONTENT_RATING, judged.content.rating),
        measure(CONTENT_EXPECTED, judged.content_expected),
        measure(STRUCTURE_RATING, judged.structure.rating),
        measure(CLARITY_RATING, judged.clarity.rating),
    )


def _degraded(question: Question | None, embedder: Embedder | None, judges: Judges | None) -> tuple[str, ...]:
    """Sentences on what was judged without its model."""
    if question is not None and judges is None:
        return (WITHOUT_JUDGES, *(() if embedder else (WITHOUT_MEANING,)))
    return () if embedder else (WITHOUT_MEANING if question is None else EXPLAINED_BY_WORDS,)


def _glosses(jargon: Jargon, question: Question) -> dict[int, str]:
    """Plain definitions of the terms used, by the place of the first use.

    A term that the question itself names is left out, because repeating it says nothing.
    """
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


def _with_levels(measures: tuple[Measure, ...], rubric: Rubric) -> tuple[Measure, ...]:
    return tuple(rubric.judged(measure) for measure in measures)


def _models(transcript: Transcript, embedder: Embedder | None, judges: Judges | None = None) -> Models:
    digest = (transcript.model_sha256 or "")[:6]
    hearing = f"{transcript.model} {digest}".strip() if transcript.model else None
    return Models(
        hearing=hearing,
        meaning=embedder.id if embedder else None,
        reading=judges.reader.id if judges else None,
    )


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
