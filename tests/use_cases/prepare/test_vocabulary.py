"""The terms the ear is told to expect."""

from simulator.speech.hearing import prompts
from simulator.use_cases.prepare.vocabulary import is_odd, own_words


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
