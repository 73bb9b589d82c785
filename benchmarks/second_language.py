"""Whether second-language speakers get what labellers give: python -m benchmarks.second_language

The corpus's answers in simple grammar with small mistakes (profile `second-language`) against all others of
the same authors (`--halves`): our rating, 1 to 5, less the labellers', with 95 % intervals over answers.
Then the same answers as if they were spoken at several paces, with a breath after every sentence, and with
a search for a word inside one sentence in two: by how many points clarity and the overall move against 150
words a minute without a search.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Iterator, Sequence

import numpy as np

from simulator.model.scorecard import Audience, Scorecard
from simulator.model.settings import Settings
from simulator.model.transcript import Transcript, Word, from_text
from simulator.use_cases.desk import Desk
from training import corpus

PROFILE = "second-language"
NAMES = ("clarity", "structure", "content", "overall")
POINTS_PER_RATING = 25
DRAWS = 2000
USUAL = 150
PACES = (USUAL, 125, 110, 100, 90)
BREATH_S, SEARCH_S = 0.6, 1.5
SOUNDING = 0.8
"""The share of its time for which a word sounds; the rest is the gap to the next."""


def score_of(card: Scorecard, name: str) -> float | None:
    """0 to 100."""
    if name == "overall":
        return card.overall
    dimension = getattr(card.dimensions, name)
    return None if dimension is None else dimension.score


def spoken(row: corpus.Row, pace: int, *, searching: bool) -> Transcript:
    """The answer as if it was spoken at so many words a minute, breaths and searches included."""
    sentences = [sentence["text"].split() for sentence in row["sentences"]]
    silent = [SEARCH_S if searching and number % 2 else 0.0 for number, _ in enumerate(sentences)]
    count = sum(map(len, sentences))
    speaking_s = 60 * count / pace - BREATH_S * (len(sentences) - 1) - sum(silent)
    each_s = max(0.2, speaking_s / count)
    words, at = [], 0.0
    for sentence, pause_s in zip(sentences, silent, strict=True):
        for place, word in enumerate(sentence):
            if place == len(sentence) // 2:
                at += pause_s
            words.append(Word(text=word, start_s=round(at, 3), end_s=round(at + SOUNDING * each_s, 3)))
            at += each_s
        at += BREATH_S
    return Transcript(words=tuple(words), text="", speech_s=round(each_s * count, 3), duration_s=round(at, 3))


def interval(values: Sequence[float]) -> str:
    """The mean and its 95 % interval over answers."""
    drawn = np.random.default_rng(1).choice(values, (DRAWS, len(values))).mean(axis=1)
    low, high = np.percentile(drawn, (2.5, 97.5))
    return f"{statistics.fmean(values):+.2f} ({low:+.2f} to {high:+.2f})"


def labelled(row: corpus.Row, second: dict[str, corpus.Row], name: str) -> float:
    """The mean rating of one or two labellers."""
    return statistics.fmean(one["ratings"][name] for one in (row, second.get(row["id"])) if one)


def judged(desk: Desk, rows: Sequence[corpus.Row]) -> Iterator[tuple[corpus.Row, Scorecard]]:
    """Each answer as a text, with its scorecard."""
    for row in rows:
        text = " ".join(sentence["text"] for sentence in row["sentences"])
        yield row, scored(desk, row, from_text(text))


def scored(desk: Desk, row: corpus.Row, said: Transcript) -> Scorecard:
    """The scorecard of the answer, said so."""
    question = desk.questions.get(row["question_id"])
    return desk.scorer.score(desk.scorer.annotate(said), question, Audience(row["audience"]))


def _spoken(desk: Desk, theirs: Sequence[corpus.Row]) -> None:
    """Print what a slower pace and searches for a word cost."""
    base = [scored(desk, row, spoken(row, USUAL, searching=False)) for row in theirs]
    print(f"as if spoken, points against {USUAL} words a minute without a search")
    for searching in (False, True):
        for pace in PACES:
            slow = [scored(desk, row, spoken(row, pace, searching=searching)) for row in theirs]
            moved = {
                name: [
                    (score_of(a, name) or 0) - (score_of(b, name) or 0)
                    for a, b in zip(slow, base, strict=True)
                ]
                for name in ("clarity", "overall")
            }
            told = "  ".join(f"{name} {statistics.fmean(points):+.1f}" for name, points in moved.items())
            print(f"  {pace:>3} words a minute{', searching' if searching else '':<11} {told}")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--halves", nargs="+", default=["calibration"], help="whose answers")
    parser.add_argument("--every", type=int, default=1, help="of the others only each Nth")
    given = parser.parse_args()
    rows, desk, second = corpus.answers(*given.halves), Desk(Settings()), corpus.second_labels()
    theirs = [row for row in rows if row["profile"] == PROFILE]
    others = [row for row in rows if row["profile"] != PROFILE][:: given.every]
    for name, group in (("second-language", theirs), ("others", others)):
        some = list(judged(desk, group))
        print(f"{name}: {len(some)} answers, ours less the labellers'")
        for rated in NAMES:
            apart = [
                1 + found / POINTS_PER_RATING - labelled(row, second, rated)
                for row, card in some
                if (found := score_of(card, rated)) is not None
            ]
            print(f"  {rated:<10} {interval(apart)}")
    _spoken(desk, theirs)
    desk.close()


if __name__ == "__main__":
    main()
