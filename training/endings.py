"""Learns when an answer has ended from its last words, and how long to wait: prompts/lexicon/endings.json.

    python -m training.endings

The weights are fitted on the training authors of `corpus/splits.toml`; the seconds are chosen on the
calibration authors, as short as `CUT_OFF` allows under the pauses of `benchmarks/pauses.py`. Takes minutes.
"""

from __future__ import annotations

import sys

import msgspec
import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from benchmarks.pauses import Places, cut_off_each, places
from simulator.interview.exchange.ending import Endings, features
from training import corpus

FILE = corpus.ROOT / "prompts" / "lexicon" / "endings.json"
SEEN = 15
"""A feature of fewer places is left out."""
STRENGTH = 0.05
CUT_OFF = 0.02
"""Of the answers at most this share may be cut off."""
STEPS = (0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.97)
"""Shares of the ends at which the wait changes."""
GRID = np.round(np.arange(1.5, 10.01, 0.25), 2)
"""Seconds: none is shorter, so that there is time for a countdown."""


def main() -> int:
    """The command."""
    taught, chosen_on = (places(corpus.answers(half)) for half in ("train", "calibration"))
    vectors = DictVectorizer()
    table = vectors.fit_transform([features(words) for words in taught.words])
    often = np.asarray((table != 0).sum(axis=0)).ravel() >= SEEN
    names = vectors.get_feature_names_out()[often]
    fitted = LogisticRegression(C=STRENGTH, solver="liblinear").fit(table.tocsc()[:, often], taught.ends)
    weights = dict(zip(map(str, names), np.round(fitted.coef_[0], 3).tolist(), strict=True))
    bare = Endings(
        made_by="python -m training.endings",
        bias=round(float(fitted.intercept_[0]), 3),
        weights={name: weight for name, weight in weights.items() if weight},
        steps=(),
        waits_s=(0.0,),
    )
    odds = np.array([bare.log_odds(words) for words in chosen_on.words])
    print(f"{len(names)} features; AUC {roc_auc_score(chosen_on.ends, odds):.3f} on the calibration authors")
    steps = np.round(np.quantile(odds[chosen_on.ends], STEPS), 2)
    waits = shortest(chosen_on, np.digitize(odds, steps), len(steps) + 1)
    made = msgspec.structs.replace(bare, steps=tuple(steps.tolist()), waits_s=tuple(waits.tolist()))
    FILE.write_bytes(msgspec.json.format(msgspec.json.encode(made), indent=1) + b"\n")
    print(dict(zip([-np.inf, *steps.tolist()], waits.tolist(), strict=True)))
    return 0


def shortest(found: Places, step: NDArray[np.intp], count: int) -> NDArray[np.float64]:
    """The seconds of each step, the mean wait being the shortest that keeps `CUT_OFF`."""
    for price in np.geomspace(5, 5000, 100):
        waits = np.array(
            [
                min(GRID, key=lambda wait, at=at: _cost(found, step == at, float(wait), price))
                for at in range(count)
            ]
        )
        waits = np.minimum.accumulate(waits)
        if cut_off_each(found, waits[step]).mean() <= CUT_OFF:
            return waits
    raise SystemExit("No waits are long enough.")


def _cost(found: Places, here: NDArray[np.bool_], wait: float, price: float) -> float:
    """Seconds waited at ends plus `price` for each answer cut off."""
    cut = found.rate[here] * found.longer_than(np.full(here.sum(), wait), here)
    return float(wait * (found.ends & here).sum() + price * cut.sum())


if __name__ == "__main__":
    sys.exit(main())
