"""Fits the head of the moves to its end: fine-tuning has too few of the rare moves to finish it.

    python -m training.moves      # after training/pack.py; changes the head in the packed file

The network stays as it is. Its states of the training authors' sentences are read once, and each move gets a
logistic regression over them.
"""

from __future__ import annotations

import sys

import numpy as np
from safetensors.numpy import load, save
from sklearn.linear_model import LogisticRegression

from simulator.reading.claims import WEIGHTS, TrainedReader
from training import corpus
from training.pack import write_digests
from training.pairs import MOVES, stretch

STRENGTH = 0.1
"""Of the regularisation's inverse, for states that are scaled to unit spread."""


def main() -> None:
    """The command."""
    bank, pairs, labels = corpus.bank(), [], []
    for row in corpus.answers("train"):
        texts = [sentence["text"] for sentence in row["sentences"]]
        for index, sentence in enumerate(row["sentences"]):
            pairs.append((bank[row["question_id"]]["prompt"], stretch(texts, index)))
            labels.append([move in sentence["moves"] for move in MOVES])
    states = np.stack(TrainedReader().states(pairs))
    mean, spread = states.mean(axis=0), states.std(axis=0) + 1e-6
    scaled, wanted = (states - mean) / spread, np.array(labels)
    weights, biases = np.zeros((len(MOVES), states.shape[1])), np.zeros(len(MOVES))
    for index in range(len(MOVES)):
        model = LogisticRegression(C=STRENGTH, max_iter=500).fit(scaled, wanted[:, index])
        weights[index] = model.coef_[0] / spread
        biases[index] = model.intercept_[0] - weights[index] @ mean
    tensors = load(WEIGHTS.read_bytes())
    tensors["heads.move.weight"] = weights.astype(np.float32)
    tensors["heads.move.bias"] = biases.astype(np.float32)
    WEIGHTS.write_bytes(save(tensors))
    write_digests()
    print(f"{len(pairs)} sentences", file=sys.stderr)


if __name__ == "__main__":
    main()
