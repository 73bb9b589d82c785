"""What the ear's mistakes do to scores: python -m benchmarks.harm

Scores answers of the corpus as they were written and as our ear heard them from a voice
(`corpus/heard.jsonl`, made by `python -m training.speaking`), both as texts, so that only the words and the
punctuation differ. Prints the share whose overall moves by 5 or more, by voice and by what moved it, and the
answers that moved most.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from benchmarks.hearing import edits
from simulator.model.scorecard import Audience, Scorecard
from simulator.model.settings import Settings
from simulator.model.transcript import from_text
from simulator.scoring.language.lexicon import pieces
from simulator.scoring.language.text import normal
from simulator.use_cases.desk import Desk
from training import corpus

MOVED = 5
"""The overall moved where it differs by so much; the goal is one answer in ten."""


@dataclass(frozen=True)
class Pair:
    """One answer, scored as written and as heard."""

    row: corpus.Row
    voice: str
    written: str
    heard: str
    cards: tuple[Scorecard, Scorecard]

    @property
    def moved(self) -> int:
        before, after = (card.overall or 0 for card in self.cards)
        return after - before

    @property
    def errors(self) -> float:
        """Word errors for each word said."""
        said = pieces(self.written)
        return edits(said, pieces(self.heard)) / max(1, len(said))

    @property
    def because(self) -> str:
        """The dimension that moved most."""
        dimensions = [card.dimensions for card in self.cards]
        change = {
            name: abs(getattr(dimensions[1], name).score - getattr(dimensions[0], name).score)
            for name in ("clarity", "structure", "content")
        }
        return max(change, key=lambda name: change[name])

    @property
    def points(self) -> list[str]:
        """Key points whose state changed."""
        return [
            f"{a.id} {a.state} > {b.state}"
            for a, b in zip(self.cards[0].key_points, self.cards[1].key_points, strict=True)
            if a.state is not b.state
        ]

    @property
    def words(self) -> list[str]:
        """What was heard otherwise, as `said > heard`."""
        said, heard = self.written.split(), self.heard.split()
        matcher = SequenceMatcher(None, list(map(normal, said)), list(map(normal, heard)), autojunk=False)
        return [
            f"{' '.join(said[a:b])} > {' '.join(heard[c:d])}"
            for kind, a, b, c, d in matcher.get_opcodes()
            if kind != "equal"
        ]


def pairs() -> list[Pair]:
    """Every answer that was spoken and heard, scored twice."""
    rows = {row["id"]: row for row in corpus.answers("train", "calibration", "test")}
    desk, found = Desk(Settings()), []
    for heard in corpus.heard():
        row = rows[heard["id"]]
        question, listener = desk.questions.get(row["question_id"]), Audience(row["audience"])
        texts = " ".join(s["text"] for s in row["sentences"]), " ".join(filter(None, heard["sentences"]))
        first, second = (
            desk.scorer.score(desk.scorer.annotate(from_text(text)), question, listener) for text in texts
        )
        found.append(Pair(row, heard["voice"].split()[0], *texts, (first, second)))
    return found


def line(name: str, some: Sequence[Pair]) -> str:
    """One row of the table."""
    moved = sum(abs(pair.moved) >= MOVED for pair in some) / len(some)
    change = statistics.mean(pair.moved for pair in some)
    errors = statistics.mean(pair.errors for pair in some)
    return f"{name:<10} {len(some):>7} {errors:>7.3f} {moved:>9.2f} {change:>+9.1f}"


def main() -> None:
    """The command."""
    some = pairs()
    print(f"{'voice':<10} {'answers':>7} {'errors':>7} {'moved':>9} {'on average':>11}")
    for voice in sorted({pair.voice for pair in some}):
        print(line(voice, [pair for pair in some if pair.voice == voice]))
    print(line("all", some))
    far = sorted((pair for pair in some if abs(pair.moved) >= MOVED), key=lambda pair: -abs(pair.moved))
    print("moved by:", dict(Counter(pair.because for pair in far).most_common()))
    for pair in far[:12]:
        print(f"\n{pair.row['id']} by {pair.voice}: {pair.moved:+d}, {', '.join(pair.points) or 'no point'}")
        print("  " + "; ".join(pair.words[:14]))


if __name__ == "__main__":
    main()
