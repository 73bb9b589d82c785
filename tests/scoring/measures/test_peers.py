"""An ML engineer needs nothing explained that ML engineers say every day."""

from __future__ import annotations

import pytest

from simulator.model import settings
from simulator.model.scorecard import Audience
from simulator.model.transcript import from_text
from simulator.scoring.language.annotate import annotate
from simulator.scoring.language.lexicon import load_fillers, load_lexicon
from simulator.scoring.measures.jargon import jargon_report

WORDS = settings.shipped("prompts") / "lexicon"
FILLERS = load_fillers(WORDS / "fillers.toml")
LEXICON = load_lexicon(WORDS)
DAILY = """
logistic regression, gradient boosting, XGBoost, LightGBM, bagging, SHAP, SVM, naive Bayes, PCA, matrix
factorization, AUC, ROC curve, PR AUC, F1, log loss, cross-entropy, calibration, MAE, RMSE, R squared,
NDCG, precision at k, cross-validation, time-based split, bias-variance tradeoff, variance, data
leakage, imbalanced data, SMOTE, class weights, target encoding, imputation, training-serving skew,
regularization, L1, L2, dropout, early stopping, batch normalization, gradient descent, Adam,
backpropagation, softmax, logits, activation function, CNN, LSTM, transformer, self-attention, BERT,
embedding, cosine similarity, BM25, RAG, reranking, LoRA, quantization, KV cache, LLM-as-a-judge,
concept drift, data drift, cold start, collaborative filtering, two-tower, confounder, statistical power
"""
SENTENCES = (
    "We looked at {} first, and then it was shipped to them.",
    "I would compare it with {}.",
    "{}, and then the rest of it",
    "The {}s were what we had.",
)


def flagged(text: str, audience: Audience = Audience.ML_ENGINEER) -> list[str]:
    report = jargon_report(annotate(from_text(text), FILLERS), audience, LEXICON)
    return [term.term for term in report.terms]


@pytest.mark.parametrize("term", " ".join(DAILY.split()).split(", "))
def test_what_is_said_every_day_is_not_flagged(term: str) -> None:
    assert [found for sentence in SENTENCES for found in flagged(sentence.format(term))] == []


def test_others_have_them_explained_and_peers_have_what_is_new_to_them() -> None:
    assert flagged("We looked at SMOTE and BM25 first.", Audience.PRODUCT_MANAGER) == ["SMOTE", "BM25"]
    assert flagged("We looked at HSIC and Dagster first.") == ["HSIC", "Dagster"]
    assert flagged("We compared the RMSEs first.", Audience.RESEARCHER) == []
