"""The live count says of the words so far what the scorecard will say of them."""

import pytest

from simulator.model.settings import Settings
from simulator.model.transcript import Word
from simulator.use_cases.scorer import Scorer
from simulator.use_cases.settings_store import SettingsStore


def spoken(text: str, word_s: float = 0.4) -> tuple[Word, ...]:
    return tuple(
        Word(text=word, start_s=index * word_s, end_s=(index + 1) * word_s)
        for index, word in enumerate(text.split())
    )


def test_fillers_and_pace_grow_with_the_words() -> None:
    scorer = Scorer(SettingsStore(Settings()))
    said = spoken("Um, I would, you know, train models like XGBoost. And then, uh, measure the recall.")
    assert scorer.so_far(()).fillers == 0
    assert scorer.so_far(()).words_per_minute is None
    assert scorer.so_far(said[:9]).fillers == 2
    everything = scorer.so_far(said)
    assert everything.fillers == 3
    words = len(said) - 4  # um, you know, uh
    assert everything.words_per_minute == pytest.approx(words * 60 / (0.4 * len(said)), rel=0.01)
