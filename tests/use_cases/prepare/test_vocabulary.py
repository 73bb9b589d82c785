"""The terms the ear is told to expect."""

from pathlib import Path

import pytest

from simulator.model import settings
from simulator.model.correction import changes, replace_words
from simulator.model.settings import shipped
from simulator.model.transcript import Transcript, from_text
from simulator.scoring.language.lexicon import load_lexicon
from simulator.speech.hearing import prompts
from simulator.use_cases.desk import Desk
from simulator.use_cases.prepare.vocabulary import is_odd, own_words, worth_knowing

HEARD = from_text("We tuned it with optional and then we ran a smoke on the rare class before we trained it.")


def corrected(first: int, last: int, text: str) -> Transcript:
    return replace_words(HEARD, first, last, text)


def test_own_words_are_a_list_with_commas() -> None:
    assert own_words(" Optuna, Polars ,, optuna,feature  store") == ("Optuna", "Polars", "feature store")
    assert own_words("") == ()


def test_only_the_hints_that_fit_are_used() -> None:
    hints = tuple(f"term number {n}" for n in range(40))
    kept = prompts.used(hints)
    assert kept == hints[: len(kept)]
    assert 0 < len(kept) < 40
    assert prompts.clean(hints) == ", ".join(kept) + "."
    assert prompts.clean(()) == ""


def test_words_written_unlike_words() -> None:
    assert [is_odd(name) for name in ("XGBoost", "AUC", "k-means", "softmax")] == [True, True, True, False]


@pytest.mark.parametrize(
    ("first", "last", "text", "known"),
    [
        (4, 4, "Optuna", ("Optuna",)),
        (9, 10, "SMOTE", ("SMOTE",)),
        (9, 10, "the XGBoost smoke", ("XGBoost",)),
        (3, 3, "by", ()),
        (0, 0, "They", ()),
    ],
)
def test_terms_and_names_are_worth_knowing_and_plain_words_are_not(
    first: int, last: int, text: str, known: tuple[str, ...]
) -> None:
    now = corrected(first, last, text)
    lexicon = load_lexicon(shipped("prompts") / "lexicon")
    assert worth_knowing(changes(HEARD, now), now, lexicon) == known


def test_a_term_that_was_corrected_once_is_expected_from_then_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIMULATOR_CONFIG", str(tmp_path / "settings.toml"))
    desk, now = Desk(settings.load()), corrected(4, 4, "Optuna")
    assert "Optuna" not in desk.vocabulary.candidates(None).expected
    assert desk.vocabulary.learn(changes(HEARD, now), now) == ("Optuna",)
    assert desk.vocabulary.candidates(None).expected == ("Optuna",)
    assert desk.vocabulary.learn(changes(HEARD, now), now) == ()
    assert settings.load().corrected_words == "Optuna"
    desk.close()
