"""Whether a change to an answer moves its score the right way: python -m benchmarks.properties

Model answers of drawn questions (--questions N), each changed in four ways: one filler more (the overall must
not rise), the sentences that carry a key point left out (content must fall), an unknown term used and then
explained instead of left alone (clarity must rise), the sentences shuffled (structure must not rise). Prints
how often it is so.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from random import Random

from benchmarks.bank import Bank
from simulator.model.question import Question
from simulator.model.scorecard import Audience, PointState, Scorecard
from simulator.model.transcript import from_text

FILLERS = ("um,", "uh,", "you know,", "I mean,")
TERM = "We also looked at the propensity score"
GLOSS = ", which is the chance that someone like this gets the treatment"


def changes(bank: Bank, question: Question, draw: Random) -> Iterator[tuple[str, bool]]:
    """Name of the change and whether the score moved the right way."""
    answer = question.model_answer or ""
    before = bank.judged(question, answer)
    words = answer.split()
    place = draw.randrange(1, len(words))
    with_filler = " ".join([*words[:place], draw.choice(FILLERS), *words[place:]])
    yield (
        "one filler more: overall not higher",
        _overall(bank.judged(question, with_filler)) <= _overall(before),
    )
    shorter = _without_a_point(before, answer, draw)
    if shorter:
        yield (
            "a key point left out: content lower",
            _content(bank.judged(question, shorter)) < _content(before),
        )
    if question.audience is not Audience.RESEARCHER:
        bare, explained = (
            _clarity(bank.judged(question, f"{answer} {TERM}{gloss}.")) for gloss in ("", GLOSS)
        )
        yield "a term explained: clarity higher", explained > bare
    sentences = re.split(r"(?<=[.?!]) ", answer)
    shuffled = bank.judged(question, " ".join(draw.sample(sentences, len(sentences))))
    yield "sentences shuffled: structure not higher", _structure(shuffled) <= _structure(before)


def _without_a_point(card: Scorecard, answer: str, draw: Random) -> str | None:
    """The answer without the sentences quoted for a point that it makes."""
    made = [point for point in card.key_points if point.state is PointState.MADE]
    if not made:
        return None
    point = draw.choice(made)
    if point.first_word is None or point.last_word is None:
        return None
    words = from_text(answer).words
    return " ".join(w.text for i, w in enumerate(words) if not point.first_word <= i <= point.last_word)


def _overall(card: Scorecard) -> int:
    return card.overall or 0


def _content(card: Scorecard) -> int:
    return card.dimensions.content.score if card.dimensions.content else 0


def _clarity(card: Scorecard) -> int:
    return card.dimensions.clarity.score if card.dimensions.clarity else 0


def _structure(card: Scorecard) -> int:
    return card.dimensions.structure.score if card.dimensions.structure else 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=60)
    given = parser.parse_args()
    bank, draw = Bank(), Random(1)
    seen: dict[str, list[bool]] = {}
    for question in draw.sample(bank.questions, min(given.questions, len(bank.questions))):
        for name, right in changes(bank, question, draw):
            seen.setdefault(name, []).append(right)
    for name, rights in seen.items():
        print(f"{name:42} {sum(rights)} of {len(rights)}")


if __name__ == "__main__":
    main()
