"""How far two labellers agree on the corpus: the ceiling of every judge.

    python -m training.agreement

Prints, for the answers that were labelled twice, blind: points, misconceptions, moves and the four ratings.
"""

from __future__ import annotations

import numpy as np
from scipy.stats import spearmanr
from sklearn.metrics import cohen_kappa_score, f1_score, matthews_corrcoef

from training import corpus
from training.pairs import MOVES

RANKS = {"missed": 0, "half": 1, "made": 2}
RATINGS = ("clarity", "structure", "content", "overall")


def main() -> None:
    """The command."""
    first = {row["id"]: row for row in corpus.answers("train", "calibration", "test")}
    pairs = [(first[key], second) for key, second in corpus.second_labels().items()]
    print(f"{len(pairs)} of {len(first)} answers labelled twice")
    points = [(RANKS[a["points"][k]], RANKS[b["points"][k]]) for a, b in pairs for k in a["points"]]
    one, other = np.array(points).T
    print(
        f"points: {len(points)}, exact {np.mean(one == other):.2f}, weighted kappa"
        f" {cohen_kappa_score(one, other, weights='quadratic'):.2f}, made or half against missed: Matthews"
        f" {matthews_corrcoef(one > 0, other > 0):.2f}"
    )
    wrong = np.array([
        [any(k in s["misconceptions"] for s in row["sentences"]) for row in (a, b)]
        for a, b in pairs
        for k in {w["id"] for w in corpus.bank()[a["question_id"]].get("misconceptions", ())}
    ])  # fmt: skip
    print(f"misconceptions: {len(wrong)}, Matthews {matthews_corrcoef(wrong[:, 0], wrong[:, 1]):.2f}")
    moves = np.array([
        [[m in s["moves"], m in t["moves"]] for m in MOVES]
        for a, b in pairs
        for s, t in zip(a["sentences"], b["sentences"], strict=True)
    ])  # fmt: skip
    each = [f1_score(moves[:, i, 0], moves[:, i, 1]) for i in range(len(MOVES)) if moves[:, i].any()]
    micro = f1_score(moves[:, :, 0].ravel(), moves[:, :, 1].ravel())
    print(f"moves by sentence: macro F1 {np.mean(each):.2f}, micro {micro:.2f}")
    whole = [
        [[any(m in s["moves"] for s in row["sentences"]) for m in MOVES] for row in pair] for pair in pairs
    ]
    either = np.array(whole)
    each = [f1_score(either[:, 0, i], either[:, 1, i]) for i in range(len(MOVES)) if either[:, :, i].any()]
    print(f"moves by answer: macro F1 {np.mean(each):.2f}")
    for name in RATINGS:
        given = np.array([(a["ratings"][name], b["ratings"][name]) for a, b in pairs])
        found = spearmanr(given[:, 0], given[:, 1]).statistic
        print(
            f"{name}: Spearman {found:.2f}, same {np.mean(given[:, 0] == given[:, 1]):.2f}, "
            f"within one {np.mean(abs(given[:, 0] - given[:, 1]) <= 1):.2f}"
        )


if __name__ == "__main__":
    main()
