"""Which story an answer tells: guesses against known ones. `python -m benchmarks.stories`

Our own notes of stories (benchmarks/data/stories.toml) against the model answers of all behavioral questions.
`TOLD_FROM` was chosen on these very pairs: the table shows how far apart they lie, not how well it does
elsewhere.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

from simulator.interview.candidate import telling
from simulator.interview.candidate.stories import Story
from simulator.model import settings
from simulator.model.transcript import from_text
from simulator.use_cases.desk import Desk

DATA = Path(__file__).parent / "data" / "stories.toml"


def main() -> int:
    desk = Desk(settings.load())
    embedder = desk.scorer.embedder
    if embedder is None:
        print("The meaning model is missing: `simulator models pull all-MiniLM-L6-v2`.")
        return 4
    stories = [
        Story(**{"id": str(at), **table}) for at, table in enumerate(tomllib.loads(DATA.read_text())["story"])
    ]
    told, others, right, wrong = [], [], 0, 0
    for question in desk.questions.matching(kind="behavioral"):
        answer = from_text(str(question.model_answer))
        likeness = {s.id: telling.likeness(answer, [s], embedder)[0] for s in stories}
        true = {s.id for s in stories if question.id in s.questions}
        told += [likeness[s] for s in true]
        others += [value for s, value in likeness.items() if s not in true]
        guess = telling.told(answer, stories, embedder)
        right += guess is not None and guess.story_id in true
        wrong += guess is not None and guess.story_id not in true
    print(f"told      {len(told):4} pairs, likeness {min(told):.2f} to {max(told):.2f}")
    print(f"not told  {len(others):4} pairs, likeness {min(others):.2f} to {max(others):.2f}")
    print(f"guessed from {telling.TOLD_FROM}: {right} of {len(told)} right, {wrong} wrong")
    return 0


if __name__ == "__main__":
    sys.exit(main())
