"""How well the scores agree with labelled answers: `python -m benchmarks.scoring [FOLDER] [--words-only]`.

FOLDER (default ../shared/eval) holds questions.jsonl and answers.jsonl. `--own` takes the twelve answers of
`benchmarks/data` to shipped questions instead; `--half 1` or `2` only one half of them. The folder
`benchmarks/data/unseen` has 38 answers that nothing was fitted on, by an author who avoided stock phrases
(no jargon labelled).
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import random
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import msgspec
from platformdirs import user_cache_path

from benchmarks.judges import shipped_judges
from simulator.interview.bank.loader import load_folder
from simulator.model.question import Question
from simulator.model.scorecard import Audience, Scorecard
from simulator.model.transcript import from_text
from simulator.reading.embedder import SentenceEmbedder
from simulator.scoring.language.lexicon import load_fillers, load_hedges, load_lexicon
from simulator.scoring.verdict.rubric import load_rubrics, rubric_for
from simulator.scoring.verdict.score import score

PROMPTS = Path(__file__).resolve().parents[1] / "prompts"
OWN = Path(__file__).resolve().parent / "data"
GOALS = {
    "jargon terms F1": 0.80,
    "jargon explained accuracy": 0.85,
    "moves macro F1": 0.75,
    "key points F1": 0.80,
    "misconceptions F1": 0.70,
    "structure Spearman": 0.75,
    "clarity Spearman": 0.75,
    "content Spearman": 0.85,
    "overall Spearman": 0.85,
    "pairs 2 apart, better wins": 0.95,
    "fluent wrong below disfluent right": 0.90,
}
DRAWS = 2000


@dataclass(frozen=True)
class Judged:
    """A labelled answer and what we say of it."""

    row: dict[str, Any]
    card: Scorecard
    seconds: float

    @property
    def labels(self) -> dict[str, Any]:
        labels: dict[str, Any] = self.row["labels"]
        return labels

    def score(self, dimension: str) -> float:
        found = None if dimension == "overall" else getattr(self.card.dimensions, dimension)
        value = self.card.overall if dimension == "overall" else found and found.score
        return float(value or 0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("../shared/eval"))
    parser.add_argument("--words-only", action="store_true", help="without any model, by rules and words")
    parser.add_argument("--each", action="store_true", help="print every answer")
    parser.add_argument("--own", action="store_true", help="our own answers to the shipped questions")
    parser.add_argument("--half", type=int, choices=(1, 2), help="one half of them; thresholds saw only 1")
    parser.add_argument("--plain", action="store_true", help="questions without `say` and `instead`")
    given = parser.parse_args()
    folder = OWN if given.own else given.folder
    judged = judge(folder, words_only=given.words_only, half=given.half, plain=given.plain)
    if given.each:
        for one in judged:
            print(_line(one))
    print(f"{len(judged)} answers of {folder}{', words only' if given.words_only else ''}")
    for name, value, note in figures(judged):
        goal = GOALS.get(name)
        print(f"{name:38} {value:6.2f}  {'goal ' + format(goal, '.2f') if goal else '':10} {note}")


def judge(folder: Path, *, words_only: bool, half: int | None = None, plain: bool = False) -> list[Judged]:
    """Every answer of the folder, scored twice: the second time is the warm one that counts."""
    questions = _questions(folder)
    if plain:
        questions = {key: _plainly(question) for key, question in questions.items()}
    rubrics, lexicon = load_rubrics(PROMPTS), load_lexicon(PROMPTS / "lexicon")
    fillers, hedges = (
        load_fillers(PROMPTS / "lexicon/fillers.toml"),
        load_hedges(PROMPTS / "lexicon/hedges.toml"),
    )
    embedder = None if words_only else SentenceEmbedder(user_cache_path("interview-simulator"))
    judges = None if words_only else shipped_judges()

    def once(row: dict[str, Any]) -> Scorecard:
        question = questions[row["question_id"]]
        return score(
            from_text(row["transcript"]),
            question=question,
            audience=Audience(row.get("audience", question.audience)),
            rubric=rubric_for(question, rubrics),
            lexicon=lexicon,
            fillers=fillers,
            hedges=hedges,
            embedder=embedder,
            judges=judges,
        )

    answers = _rows(folder / "answers.jsonl")
    return [_timed(row, once) for row in answers if half is None or row.get("half") == half]


def _questions(folder: Path) -> dict[str, Question]:
    """The folder's own questions, else the shipped ones."""
    own = folder / "questions.jsonl"
    if own.exists():
        return {row["id"]: msgspec.convert(row, Question) for row in _rows(own)}
    shipped, _ = load_folder(PROMPTS / "questions", "shipped")
    return {question.id: question for question in shipped}


def _plainly(question: Question) -> Question:
    """As somebody would write it who gives each point one wording."""
    replace = dataclasses.replace
    points = tuple(replace(point, say=()) for point in question.key_points)
    wrong = tuple(replace(one, say=(), instead=None) for one in question.misconceptions)
    return replace(question, key_points=points, misconceptions=wrong)


def _timed(row: dict[str, Any], once: Callable[[dict[str, Any]], Scorecard]) -> Judged:
    first = once(row)
    start = time.perf_counter()
    card = once(row)
    seconds = time.perf_counter() - start
    if card != first:
        raise SystemExit(f"{row['id']}: the same answer got another score")
    return Judged(row, card, seconds)


def figures(judged: list[Judged]) -> Iterable[tuple[str, float, str]]:
    """Name, value and a note, one a row."""
    yield from _jargon([j for j in judged if "jargon" in j.labels])
    yield "moves macro F1", *_moves(judged)
    yield (
        "key points F1",
        _f1([(_covered(j), set(j.labels["key_points_covered"])) for j in judged]),
        f"all covered would be {_all_covered(judged):.2f}",
    )
    wrong = [({h.id for h in j.card.misconceptions}, set(j.labels["misconceptions"])) for j in judged]
    yield "misconceptions F1", _f1(wrong), f"{sum(len(b) for _, b in wrong)} stated"
    for dimension in ("structure", "clarity", "content", "overall"):
        ours = [j.score(dimension) for j in judged]
        theirs = [float(j.labels["ratings"][dimension]) for j in judged]
        low, high = _interval(ours, theirs)
        yield f"{dimension} Spearman", spearman(ours, theirs), f"95 % {low:.2f} to {high:.2f}"
    yield "pairs 2 apart, better wins", *_pairs(judged)
    yield "fluent wrong below disfluent right", *_fluent(judged)
    seconds = sorted(j.seconds for j in judged)
    yield "scoring, warm, ms (median)", 1000 * seconds[len(seconds) // 2], f"most {1000 * seconds[-1]:.0f}"


def _covered(judged: Judged) -> set[str]:
    return {point.id for point in judged.card.key_points if point.covered}


def _all_covered(judged: list[Judged]) -> float:
    return _f1([({p.id for p in j.card.key_points}, set(j.labels["key_points_covered"])) for j in judged])


def _f1(pairs: Iterable[tuple[set[str], set[str]]]) -> float:
    listed = list(pairs)
    both = sum(len(a & b) for a, b in listed)
    sizes = sum(len(a) + len(b) for a, b in listed)
    return 2 * both / sizes if sizes else 0.0


def _moves(judged: list[Judged]) -> tuple[float, str]:
    ours = [{span.move.value for span in j.card.moves} for j in judged]
    theirs = [set(j.labels["moves"]) for j in judged]
    names = sorted({name for moves in theirs for name in moves})
    fewest = 3 if len(judged) >= 24 else 2
    often = [name for name in names if sum(name in moves for moves in theirs) >= fewest]
    each = {
        name: _f1([(a & {name}, b & {name}) for a, b in zip(ours, theirs, strict=True)]) for name in often
    }
    return sum(each.values()) / len(each), " ".join(f"{name} {value:.2f}" for name, value in each.items())


def _jargon(judged: list[Judged]) -> Iterable[tuple[str, float, str]]:
    hits = found = wanted = right = both = 0
    for one in judged:
        ours = {_plain(term.term): term.explained for term in one.card.jargon.terms}
        theirs = {_plain(term["term"]): term["explained"] for term in one.labels["jargon"]}
        matched = {b: a for b in theirs for a in ours if a in b or b in a}
        hits += len({a for a in ours if any(a in b or b in a for b in theirs)})
        found, wanted = found + len(ours), wanted + len(theirs)
        both += len(matched)
        right += sum(ours[a] == theirs[b] for b, a in matched.items())
    precision, recall = hits / max(1, found), both / max(1, wanted)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    yield "jargon terms F1", f1, f"precision {precision:.2f} recall {recall:.2f}"
    yield "jargon explained accuracy", right / max(1, both), f"{both} terms found in both"


def _plain(term: str) -> str:
    return "".join(c for c in term.lower() if c.isalnum())


def _pairs(judged: list[Judged]) -> tuple[float, str]:
    wins = [
        (a.score("overall") - b.score("overall"))
        * (a.labels["ratings"]["overall"] - b.labels["ratings"]["overall"])
        > 0
        for a, b in combinations(judged, 2)
        if a.row["question_id"] == b.row["question_id"]
        and abs(a.labels["ratings"]["overall"] - b.labels["ratings"]["overall"]) >= 2
    ]
    return sum(wins) / max(1, len(wins)), f"{len(wins)} pairs"


def _fluent(judged: list[Judged]) -> tuple[float, str]:
    """Wrong: content rated 2 or less, clarity 4 or more; right and disfluent: the rambling tier."""
    wrong = [j for j in judged if j.labels["ratings"]["content"] <= 2 and j.labels["ratings"]["clarity"] >= 4]
    right = [j for j in judged if j.row.get("tier") == "rambling"]
    wins = [a.score("overall") < b.score("overall") for a in wrong for b in right]
    return sum(wins) / max(1, len(wins)), f"{len(wins)} pairs, across questions"


def spearman(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Rank correlation, ties at their mean rank."""
    a, b = _ranks(ours), _ranks(theirs)
    mean_a, mean_b = sum(a) / len(a), sum(b) / len(b)
    top = sum((x - mean_a) * (y - mean_b) for x, y in zip(a, b, strict=True))
    bottom = (sum((x - mean_a) ** 2 for x in a) * sum((y - mean_b) ** 2 for y in b)) ** 0.5
    return top / bottom if bottom else 0.0


def _ranks(values: Sequence[float]) -> list[float]:
    ordered = sorted(values)
    return [(ordered.index(v) + len(ordered) - 1 - ordered[::-1].index(v)) / 2 for v in values]


def _interval(ours: Sequence[float], theirs: Sequence[float]) -> tuple[float, float]:
    """95 % by drawing answers with replacement."""
    draw = random.Random(1)
    places = range(len(ours))
    samples = [[draw.choice(places) for _ in places] for _ in range(DRAWS)]
    drawn = sorted(spearman([ours[i] for i in s], [theirs[i] for i in s]) for s in samples)
    return drawn[int(0.025 * DRAWS)], drawn[int(0.975 * DRAWS)]


def _line(one: Judged) -> str:
    names = ("clarity", "structure", "content", "overall")
    ratings = " ".join(f"{n} {one.score(n):3.0f} ({one.labels['ratings'][n]})" for n in names)
    return f"{one.row['id']} {one.row['question_id']} {one.row.get('tier', ''):9} {ratings}"


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


if __name__ == "__main__":
    main()
