"""Fits the heads on what the packed reader says of the calibration authors, whom it was not trained on.

    python -m training.judges          # fit, write simulator/reading/judges/heads.json, print the fit
    python -m training.judges --test   # only measure: the test authors, looked at when a judge is finished
    python -m training.judges --again  # fit from the readings of the last run, when the reader is the same

Spoken answers count as often as they were spoken: the answers that our ear heard from voices
(`corpus/heard.jsonl`) are fitted on beside the same answers as texts.
"""

from __future__ import annotations

import argparse
import json
import pickle
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score

from simulator.interview.bank.loader import load_folder
from simulator.model.question import Question
from simulator.model.scorecard import Audience, Move
from simulator.model.settings import Settings
from simulator.model.transcript import from_text
from simulator.reading.claims import HEADS, TrainedReader
from simulator.scoring.judgement import features as numbers
from simulator.scoring.judgement.glosses import GlossFinder, TermUse
from simulator.scoring.judgement.heads import GlossHead, Heads, Spread
from simulator.scoring.judgement.readings import MOVES
from simulator.scoring.judgement.telling import feature_names, spoken_sentences, telling_features
from simulator.scoring.language.text import Span, normal
from simulator.use_cases.desk import Desk
from training import corpus
from training.examples import Example, examples, unexplained_in
from training.pack import write_digests
from training.ratings import fit_told, rating_head, ratings, spread_of
from training.verdicts import (
    Verdicts,
    covered_from,
    fit_claims,
    fit_matches,
    fit_points,
    matches_without,
    threshold_for,
    verdicts_without,
    wrong_from,
)

Array = NDArray[np.float64]
LEAST_OF_A_MOVE = 10
"""Sentences that make a move, before anything is fitted to it."""
ASKED_FROM = 0.5
"""Somebody is asked "did you mean this?" where it is likelier meant than not."""
PRECISION = 0.95
"""An accusation must be right so often on authors nobody trained on; else it is asked, not claimed."""
CONTENT_SIGNS = (1, -1, -1)
LED_SIGNS = (-1, -1, -1, -1, 1, 1, 1, 1)
"""Which way each feature may count; 0 is free."""
LED_AND_TERMS = (*LED_SIGNS, -1)
"""The same with unexplained terms."""


# Moves and glosses


def usual_places() -> dict[Move, float]:
    """Where in the training authors' answers each move is made on average, by their own labels."""
    at: dict[Move, list[float]] = {move: [] for move in MOVES}
    for row in corpus.answers("train"):
        last = max(1, len(row["sentences"]) - 1)
        for index, sentence in enumerate(row["sentences"]):
            for move in sentence["moves"]:
                at[Move(move)].append(index / last)
    return {move: float(np.mean(places)) for move, places in at.items()}


def move_labels(some: Sequence[Example]) -> Array:
    """Shape (sentences, moves): 1 where the labeller heard the move."""
    return np.array([[m.value in s["moves"] for m in MOVES] for e in some for s in e.row["sentences"]])


def fit_move_weights(some: Sequence[Example]) -> Array:
    """For each move a logistic regression over the reader's log odds and the place: shape (moves, 6)."""
    given = np.concatenate([numbers.log_odds(e.moves) for e in some])
    places = np.concatenate([numbers.place_features(len(e.moves)) for e in some])
    wanted, weights = move_labels(some), np.zeros((len(MOVES), 6))
    weights[:, 1] = 1.0
    for index in range(len(MOVES)):
        if wanted[:, index].sum() >= LEAST_OF_A_MOVE:
            columns = np.column_stack([given[:, index], places])
            model = LogisticRegression(C=1.0, max_iter=500).fit(columns, wanted[:, index])
            weights[index] = [model.intercept_[0], *model.coef_[0]]
    return weights


def move_thresholds(some: Sequence[Example], weights: Array) -> Array:
    """The threshold of each move with the best F1; half where the move is too rare to tell."""
    given = np.concatenate([numbers.move_probabilities(e.moves, weights) for e in some])
    wanted = move_labels(some)
    tried = np.linspace(0.15, 0.85, 29)
    best = [
        tried[int(np.argmax([f1_score(wanted[:, i], given[:, i] >= t, zero_division=0) for t in tried]))]
        if wanted[:, i].sum() >= LEAST_OF_A_MOVE
        else 0.5
        for i in range(len(MOVES))
    ]
    return np.array(best)


def gloss_pairs(half: str, reader: TrainedReader) -> tuple[Array, Array]:
    """For each snippet of a half: how likely its term is explained, and whether it is."""
    rows = corpus.snippets(half)
    logits = reader.read("gloss", [(f"{r['term']} for {r['audience']}", r["text"]) for r in rows])
    return 1 / (1 + np.exp(logits[:, 0] - logits[:, 1])), np.array([float(r["explained"]) for r in rows])


def fit_glosses(reader: TrainedReader) -> GlossHead:
    """Logistic regression over the reader's log odds and the rules' opinion, on the calibration snippets."""
    explained, wanted = gloss_pairs("calibration", reader)
    columns = np.column_stack([numbers.log_odds(explained), by_rules("calibration")])
    model = LogisticRegression().fit(columns, wanted)
    of_reader, of_rules = model.coef_[0]
    return GlossHead(reader=float(of_reader), rules=float(of_rules), bias=float(model.intercept_[0]))


def by_rules(half: str) -> Array:
    """For each snippet of a half: 1 where the rules find an explanation of its term."""
    scorer = Desk(Settings(), judges=lambda: None).scorer
    found = []
    for row in corpus.snippets(half):
        said, keys = scorer.annotate(from_text(row["text"])), [normal(part) for part in row["term"].split()]
        uses = [
            Span(at, at + len(keys) - 1)
            for at in range(len(said.keys) - len(keys) + 1)
            if all(map(str.startswith, said.keys[at:], (key.rstrip("s") for key in keys)))
        ]
        use = TermUse(row["term"], scorer.prompts.lexicon.find(row["term"]), tuple(uses))
        finder = GlossFinder(said, [use], scorer.embedder, scorer.prompts.lexicon)
        found.append(float(bool(uses) and finder.gloss(use) is not None))
    return np.array(found)


# Everything


def content_given(some: Sequence[Example], verdicts: Sequence[Verdicts]) -> Array:
    """The features of the content rating of each answer."""
    pairs = zip(some, verdicts, strict=True)
    return np.array([numbers.content_features(v.states, v.claims, e.weights) for e, v in pairs])


def as_led(example: Example, matches: Array, weights: Array, places: dict[Move, float]) -> Array:
    """The features of how an answer is led, as the reader sees it, and its unexplained terms."""
    moves = numbers.move_probabilities(example.found.moves, weights)
    return np.array([*numbers.led_features(matches, moves, places), example.unexplained])


def as_labelled(row: corpus.Row, question: Question, unexplained: float, places: dict[Move, float]) -> Array:
    """The same features of a training answer, as its labeller saw it.

    The reader knows the training answers by heart, so what it says of them is no guide to what it says of
    others; labels are the same for all.
    """
    points = np.zeros((len(question.key_points), len(row["sentences"])))
    moves = np.zeros((len(row["sentences"]), len(MOVES)))
    for at, sentence in enumerate(row["sentences"]):
        for index, point in enumerate(question.key_points):
            points[index, at] = sentence["points"].get(point.id) in ("made", "half")
        for move in sentence["moves"]:
            moves[at, MOVES.index(Move(move))] = 1
    return np.array([*numbers.led_features(points, moves, places), unexplained])


def changes_by_the_ear(desk: Desk) -> Array:
    """How the features of telling differ where our ear wrote the answer: shape (answers, features)."""
    heard = corpus.as_heard(corpus.answers("calibration"))
    written = {row["id"]: row for row in corpus.answers("calibration")}

    def features(row: corpus.Row) -> Array:
        return telling_features(spoken_sentences(desk.scorer.annotate(from_text(corpus.text_of(row)))))

    return np.array([features(row) - features(written[row["id"]]) for row in heard])


@dataclass(frozen=True)
class Taught:
    """The training answers, for the heads of how an answer is told."""

    rows: list[corpus.Row]
    sentences: list[list[str]]
    labelled: Array
    """Features that are not in their texts, by their labels: shape (answers, features)."""


def taught(desk: Desk, places: dict[Move, float]) -> Taught:
    """All answers of the training authors."""
    bank = {q.id: q for q in load_folder(corpus.QUESTIONS, "shipped")[0]}
    rows = corpus.answers("train")
    said = [desk.scorer.annotate(from_text(corpus.text_of(row))) for row in rows]
    labelled = [
        as_labelled(row, bank[row["question_id"]], unexplained_in(desk, one, row, bank), places)
        for row, one in zip(rows, said, strict=True)
    ]
    return Taught(rows, [spoken_sentences(one) for one in said], np.array(labelled))


def fit(some: Sequence[Example], reader: TrainedReader) -> Heads:
    """All heads."""
    desk = Desk(Settings(), judges=lambda: None)
    sentences, rows = [spoken_sentences(e.said) for e in some], [e.row for e in some]
    weights, places = fit_move_weights(some), usual_places()
    train = taught(desk, places)
    thresholds, verdicts = move_thresholds(some, weights), verdicts_without(some)
    asserted = np.concatenate([e.asserted for e in some]).astype(float)
    matches = matches_without(some)
    beside = np.array([as_led(e, m, weights, places) for e, m in zip(some, matches, strict=True)])
    changes = changes_by_the_ear(desk)

    def told(name: str) -> Any:
        from_labels = (ratings(train.rows, name), train.sentences, train.labelled)
        return fit_told(*from_labels, ratings(rows, name), sentences, beside, changes, name, LED_AND_TERMS)

    return Heads(
        features=(*numbers.LED_FEATURES, numbers.UNEXPLAINED, *feature_names(), numbers.CHOICE),
        matches=fit_matches(some),
        points=fit_points(some, matches),
        claims=fit_claims(some, [v.states for v in verdicts]),
        content=rating_head(
            ratings(rows, "content"), content_given(some, verdicts), "content", CONTENT_SIGNS
        ),
        structure=told("structure"),
        clarity=told("clarity"),
        move_weights={m: tuple(map(float, row)) for m, row in zip(MOVES, weights, strict=True)},
        moves=dict(zip(MOVES, map(float, thresholds), strict=True)),
        places=places,
        covered_from=covered_from(some, verdicts),
        wrong_from=wrong_from(some, verdicts),
        asserted_from=threshold_for(np.concatenate([v.claims for v in verdicts]), asserted, PRECISION),
        asked_from=ASKED_FROM,
        glosses=fit_glosses(reader),
    )


def write(heads: Heads) -> None:
    """Write the heads into the file that is shipped, and its digest."""
    HEADS.write_text(json.dumps(msgspec.to_builtins(heads), indent=1) + "\n")
    write_digests()


def overall_spread(some: Sequence[Example], cards: Sequence[Any]) -> Spread:
    """The range of the overall: how far people's ratings lie from the scores of whole scorecards."""
    from scipy.stats import spearmanr

    rated = ratings([e.row for e in some], "overall")
    said = np.array([card.overall / 25 + 1 for card in cards])
    below, above = spread_of(rated, "overall", said)
    spearman = spearmanr(said, [one.rating for one in rated]).statistic
    return Spread(below=25 * below, above=25 * above, spearman=round(float(spearman), 3))


def scorecards(some: Sequence[Example]) -> list[Any]:
    """Each answer scored by the program as it is, as a text and for the listener of its row."""
    scorer = Desk(Settings()).scorer
    return [scorer.score(e.said, e.question, Audience(e.row["audience"])) for e in some]


def main() -> None:
    """The command."""
    from training.measuring import measure, measure_cards, print_overall_rules

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--test", action="store_true", help="measure on the authors kept back")
    parser.add_argument("--again", type=Path, help="a file that keeps the readings from run to run")
    given = parser.parse_args()
    reader, half = TrainedReader(), "test" if given.test else "calibration"
    if given.again and given.again.exists():
        some, heard = pickle.loads(given.again.read_bytes())
    else:
        rows = corpus.answers(half)
        some, heard = examples(rows, reader), examples(corpus.as_heard(rows), reader)
        if given.again:
            given.again.write_bytes(pickle.dumps((some, heard)))
    if given.test:
        heads = msgspec.json.decode(HEADS.read_bytes(), type=Heads)
    else:
        heads = fit([*some, *heard], reader)
        write(heads)
    cards = scorecards(some)
    if not given.test:
        print_overall_rules(some, cards)
        heads = msgspec.structs.replace(heads, overall=overall_spread(some, cards))
        write(heads)
        print(f"wrote {HEADS}", file=sys.stderr)
        cards = scorecards(some)
    measure(some, heads, reader, half)
    measure_cards(some, cards, half)


if __name__ == "__main__":
    main()
