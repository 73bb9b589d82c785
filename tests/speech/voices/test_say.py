"""Written text into spoken text."""

import pytest

from simulator.speech.voices.say import aloud

CASES = {
    "What is ROC-AUC?": "What is R O C A U C?",
    "Precision vs. recall": "Precision versus recall",
    "Explain k-means & t-SNE": "Explain k means and tee snee",
    "L1 vs L2": "L 1 versus L 2",
    "the F1 score": "the F 1 score",
    "a p-value < 0.05": "a p value less than 0.05",
    "p >= 0.5 and x <= 3": "p at least 0.5 and x at most 3",
    "An A/B test with 50% of traffic": "An A B test with 50 percent of traffic",
    "metrics, e.g. recall": "metrics, for example recall",
    "It takes 200ms and 16 GB": "It takes 200 milliseconds and 16 gigabytes",
    "It saved $1.2M a year": "It saved 1.2 million dollars a year",
    "£5k": "5 thousand pounds",
    "10k rows": "10 thousand rows",
    "3x faster": "3 times faster",
    "y = wx + b": "y equals wx + b",
    "a -> b": "a to b",
    "O(n log n)": "O of n log n",
    "R² and x^2": "R squared and x squared",
    "`customer_id` is *unique*": "customer id is unique",
    "train/test split": "train or test split",
    "10-20 people": "10 to 20 people",
    "bias — and variance": "bias, and variance",
    "the user’s “churn”": "the user's churn",
    "~100 users": "about 100 users",
    "n-gram models": "n gram models",
    "accuracy != recall": "accuracy is not recall",
}


@pytest.mark.parametrize(("written", "said"), CASES.items())
def test_symbols_become_words(written: str, said: str) -> None:
    assert aloud(written) == said


@pytest.mark.parametrize(
    "prose",
    [
        "Walk me through how you would build a model to predict customer churn.",
        "Tell me about a well-known, state-of-the-art model you've shipped; what went wrong?",
        "Is it 3 or 4.5? I'd like to know: why, and how!",
        "In 2024 the Transformer was everywhere.",
    ],
)
def test_plain_prose_is_left_alone(prose: str) -> None:
    assert aloud(prose) == prose


def test_saying_it_twice_changes_nothing() -> None:
    for written in CASES:
        assert aloud(aloud(written)) == aloud(written)


def test_nothing_to_say() -> None:
    assert aloud("  \n ") == ""
