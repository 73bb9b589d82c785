"""The topics of the shipped questions, and what they used to be called."""

from __future__ import annotations

TOPICS = (
    "supervised-learning",
    "unsupervised-learning",
    "linear-models",
    "trees-and-ensembles",
    "neural-networks",
    "vision",
    "sequence-models",
    "language-models",
    "retrieval",
    "recommenders",
    "ranking-and-search",
    "time-series",
    "anomaly-and-fraud",
    "causal-inference",
    "experiments",
    "probability",
    "statistics",
    "optimization",
    "regularization",
    "evaluation",
    "data-and-features",
    "imbalanced-data",
    "leakage-and-validation",
    "system-design",
    "serving-and-latency",
    "monitoring-and-drift",
    "data-structures",
    "fairness-and-privacy",
    "reinforcement-learning",
    "communication",
    "career-stories",
    "estimation",
)
"""The topics of the shipped questions; a user's own questions may have any other."""

RETIRED = {
    "causal-inference-and-experiments": "experiments",
    "data-structures-for-ml": "data-structures",
    "evaluation-metrics": "evaluation",
    "ml-system-design": "system-design",
    "recommender-systems": "recommenders",
    "sequence-models-and-attention": "sequence-models",
    "statistics-and-testing": "statistics",
    "tabular-modelling": "supervised-learning",
}
"""What a topic is called now, by its earlier name."""


def current(topic: str | None) -> str | None:
    """Today's name of a topic, which may be given by an earlier one."""
    return RETIRED.get(topic, topic) if topic else topic
