"""How often hands-free cuts an answer off, and how long it makes people wait: python -m benchmarks.hands_free

Prints both for the words of the calibration authors, on whom the seconds were chosen, and with `--test` for
those kept back; beside them a silence of one length for all. Pauses are assumed (`benchmarks/pauses.py`),
and nobody stirs during the countdown: who watches it is cut off less. 95 % intervals: answers drawn again.
"""

from __future__ import annotations

import argparse
import sys

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from benchmarks import pauses
from benchmarks.pauses import Places, cut_off_each, places
from simulator.interview.exchange.ending import endings
from training import corpus

CUT_OFF, WAIT_S = 0.02, 2.5
"""The goals: of the answers, and seconds added at the end."""
FIXED_S = (2.0, 2.5, 3.0, 4.0, 5.0, 6.0)
DRAWS = 2000


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--test", action="store_true", help="the authors kept back; count each look")
    half = "test" if parser.parse_args().test else "calibration"
    found = places(corpus.answers(half))
    learned = endings()
    odds = np.array([learned.log_odds(words) for words in found.words])
    waits = np.array([learned.waits_s[at] for at in np.digitize(odds, learned.steps)])
    answers, auc = int(found.ends.sum()), roc_auc_score(found.ends, odds)
    print(f"{half}: {answers} answers, {len(odds)} places; AUC {auc:.3f}")
    each = float((found.rate * found.long).sum()) / answers
    print(f"assumed: {each:.1f} long pauses an answer, median {pauses.MEDIAN_S} s")
    print(f"{'silence':>10}{'cut off':>9}{'95 %':>16}{'mean wait':>11}{'median':>8}{'longest':>9}")
    cut, wait = line("learned", found, waits)
    for seconds in FIXED_S:
        line(f"{seconds:.1f} s", found, np.full(len(odds), seconds))
    print(f"goal: at most {CUT_OFF:.0%} cut off, {WAIT_S} s waited")
    return 0 if cut <= CUT_OFF and wait <= WAIT_S else 1


def line(name: str, found: Places, waits: NDArray[np.float64]) -> tuple[float, float]:
    """Print one line of the table; the share cut off and the mean wait."""
    each, ends = cut_off_each(found, waits), waits[found.ends]
    random = np.random.default_rng(0)
    drawn = [random.choice(each, len(each)).mean() for _ in range(DRAWS)]
    low, high = np.quantile(drawn, (0.025, 0.975))
    print(
        f"{name:>10}{each.mean():9.1%}{f'{low:.1%} to {high:.1%}':>16}{ends.mean():9.2f} s"
        f"{np.median(ends):6.1f} s{ends.max():7.1f} s"
    )
    return float(each.mean()), float(ends.mean())


if __name__ == "__main__":
    sys.exit(main())
