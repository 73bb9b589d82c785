"""The measures are one list: the contract promises them, the registry knows them, rubrics judge them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from scripted_judges import ScriptedReader, heads

from simulator.model import settings
from simulator.model.measures import MEASURES
from simulator.model.naming import measure_name
from simulator.model.question import KeyPoint, Kind, Question
from simulator.model.scorecard import Audience, Dimension
from simulator.model.transcript import from_text
from simulator.scoring.judgement.learned import Judges
from simulator.scoring.language.grammar import word_set
from simulator.scoring.language.lexicon import Lexicon, load_fillers
from simulator.scoring.measures.registry import REGISTRY, advice_on, measure, shown_by
from simulator.scoring.verdict.rubric import load_rubrics
from simulator.scoring.verdict.score import score

SIMULATOR = Path(settings.__file__).parents[1]
PROMPTS = settings.shipped("prompts")
PROMISED = word_set(
    """
    fillers_per_minute filled_pauses_per_minute fillers_per_100_words filler_clusters words_per_minute
    pace_variation long_pauses_inside thinking_pauses restarts_per_100_words hedges_per_100_words
    jargon_density unexplained_terms sentence_length repeated_phrases moves_made moves_expected order
    framed_before_detail closed key_points_weight misconceptions examples analogies numbers tradeoffs impact
    answer_length_s
    """
)
"""The contract's list of measures ("Measures, at least")."""
BUILDERS = ("leading.py", "points.py")
RATINGS = frozenset({"content_rating", "content_expected", "structure_rating", "clarity_rating"})
"""What only the trained judges take."""
SOUNDING = frozenset({"pitch_range", "loudness_range", "loudness_fall", "slowest_pace", "fastest_pace"})
"""How an answer sounds, which counts for nothing."""
BESIDES = frozenset({"detours", "moves_share"}) | RATINGS | SOUNDING
"""Measures that the contract leaves to us."""


def test_the_contract_the_table_and_the_registry_agree() -> None:
    assert set(MEASURES) == PROMISED | BESIDES
    assert list(REGISTRY) == list(MEASURES)
    assert all(definition.id == key for key, definition in MEASURES.items())
    assert MEASURES["fillers_per_minute"].unit == "1/min"
    assert MEASURES["key_points_weight"].unit == "0-1"


def test_rubrics_judge_only_what_is_registered_and_say_what_to_do_about_what_counts() -> None:
    for rubric in load_rubrics(PROMPTS).values():
        for scale in rubric.scales:
            assert scale.id in REGISTRY
            assert all(measure in REGISTRY for measure in scale.stands_for)
            assert MEASURES[scale.id].dimension in (None, scale.dimension)
            assert not scale.weight or advice_on(scale.id)
        assert not SOUNDING & set(rubric.by_measure)
        known = [MEASURES[scale.id].dimension for scale in rubric.scales]
        assert {Dimension.STRUCTURE, Dimension.CONTENT} <= set(known)


@pytest.mark.parametrize("judges", [None, Judges(ScriptedReader(), heads())], ids=["rules", "judges"])
def test_an_answer_gets_every_measure_once_and_no_other(judges: Judges | None) -> None:
    said = from_text(
        "First we look at the data, and then we build the simplest model that could work for them."
    )
    asked = Question(
        id="q", kind=Kind.DESIGN, prompt="How?", key_points=(KeyPoint(id="k", text="Look first"),)
    )
    card = score(
        said,
        question=asked,
        audience=Audience.RECRUITER,
        rubric=load_rubrics(PROMPTS)["design"],
        lexicon=Lexicon(()),
        fillers=load_fillers(PROMPTS / "lexicon" / "fillers.toml"),
        embedder=None,
        judges=judges,
    )
    taken = set(MEASURES) if judges else set(MEASURES) - RATINGS
    assert sorted(found.id for found in card.measures) == sorted(taken)
    assert all(found.unit == MEASURES[found.id].unit for found in card.measures)


def test_a_measure_is_built_with_its_unit_and_dimension() -> None:
    built = measure("closed", 1.0)
    assert (built.id, built.value, built.unit, built.dimension) == ("closed", 1.0, "0-1", Dimension.STRUCTURE)
    assert (built.level, built.band) == (None, None)
    assert measure("words_per_minute", None).dimension is None
    with pytest.raises(KeyError):
        measure("charm", 1.0)


def test_a_measure_of_a_rubric_of_ones_own_is_without_advice_and_has_a_name() -> None:
    assert (advice_on("own_measure"), shown_by("own_measure")) == (None, None)
    assert measure_name("own_measure") == "own measure"
    assert measure_name("long_pauses_inside") == "long pauses"


def test_no_id_is_written_down_a_second_time() -> None:
    """Ids that are also everyday words ("order") are looked for only where measures are built and judged."""
    again = {
        f"{path.relative_to(SIMULATOR)}: {node.value}"
        for folder in ("scoring", "use_cases", "ui", "cli", "reports")
        for path in (SIMULATOR / folder).rglob("*.py")
        if path.name != "labelled.py"  # it writes rows of the corpus, which has a field of that name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in MEASURES
        if "_" in node.value
        or path.parent.name in ("measures", "verdict", "look_back")
        or path.name in BUILDERS
    }
    assert again == set()
