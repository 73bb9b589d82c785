"""The learning curve of the heads: would more labelled answers help?

    python -m training.curve READINGS

`READINGS` is what `python -m training.judges --again READINGS` kept. Points and content: the whole procedure
on a part of the calibration answers' questions, each judged by heads fitted without it; a part is drawn
`DRAWS` times. Structure and clarity: weights learned from a part of the training answers, measured on the
calibration authors. The reader, which was trained before, stays as it is.
"""

from __future__ import annotations

import argparse
import pickle
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.metrics import matthews_corrcoef, roc_auc_score

from simulator.model.settings import Settings
from simulator.scoring.judgement.telling import spoken_sentences
from simulator.use_cases.desk import Desk
from training.examples import Example
from training.judges import (
    CONTENT_SIGNS,
    LED_AND_TERMS,
    Taught,
    as_led,
    changes_by_the_ear,
    content_given,
    fit_move_weights,
    taught,
    usual_places,
)
from training.ratings import Array, fit_told, rating_head, ratings
from training.verdicts import covered_from, matches_without, verdicts_without

PARTS, DRAWS = (0.25, 0.5, 1.0), 5


def of_points_and_content(some: Sequence[Example]) -> tuple[float, float, float]:
    """AUC and Matthews of the points, Spearman of the content rating, questions left out."""
    verdicts = verdicts_without(some)
    made = np.concatenate([one.states[:, 1] + one.states[:, 2] for one in verdicts])
    wanted = np.concatenate([one.covered for one in some])
    rows = ratings([one.row for one in some], "content")
    head = rating_head(rows, content_given(some, verdicts), "content", CONTENT_SIGNS)
    matthews = matthews_corrcoef(wanted, made >= covered_from(some, verdicts))
    return float(roc_auc_score(wanted, made)), float(matthews), head.spearman


def of_telling(some: Sequence[Example], part: float, seed: int, train: Taught, changes: Array) -> list[float]:
    """How many training answers were taken, and Spearman of structure and clarity learned from them."""
    weights, places = fit_move_weights(some), usual_places()
    matches, rows = matches_without(some), [one.row for one in some]
    beside = np.array([as_led(e, m, weights, places) for e, m in zip(some, matches, strict=True)])
    sentences = [spoken_sentences(one.said) for one in some]
    drawn = sorted(random.Random(seed).sample(range(len(train.rows)), round(part * len(train.rows))))
    theirs, told = [train.rows[i] for i in drawn], [train.sentences[i] for i in drawn]
    heads = [
        fit_told(
            ratings(theirs, name),
            told,
            train.labelled[drawn],
            ratings(rows, name),
            sentences,
            beside,
            changes,
            name,
            LED_AND_TERMS,
        )
        for name in ("structure", "clarity")
    ]
    return [len(drawn), *(head.rating.spearman for head in heads)]


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("readings", type=Path)
    some, _heard = pickle.loads(parser.parse_args().readings.read_bytes())
    questions = sorted({one.question.id for one in some})
    print("part of the calibration questions: answers, points AUC, Matthews, content Spearman")
    for part in PARTS:
        found = []
        for seed in range(DRAWS if part < 1 else 1):
            drawn = set(random.Random(seed).sample(questions, round(part * len(questions))))
            chosen = [one for one in some if one.question.id in drawn]
            found.append((len(chosen), *of_points_and_content(chosen)))
        print(part, *(f"{value:.3f}" for value in np.mean(found, axis=0)), flush=True)
    print("part of the training answers: answers, structure, clarity Spearman on the calibration authors")
    desk = Desk(Settings(), judges=lambda: None)
    train, changes = taught(desk, usual_places()), changes_by_the_ear(desk)
    for part in PARTS:
        draws = range(DRAWS if part < 1 else 1)
        told = [of_telling(some, part, seed, train, changes) for seed in draws]
        print(part, *(f"{value:.3f}" for value in np.mean(told, axis=0)), flush=True)


if __name__ == "__main__":
    main()
