"""Which questions an interview asks this time: shuffled, and those asked before come last. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from random import Random

from simulator.model.counted import counted
from simulator.model.errors import BadInputError
from simulator.model.plan import Draw, Plan
from simulator.model.question import Question
from simulator.model.topics import current

Drawn = tuple[tuple[Question, ...], ...]
"""The questions of each round."""


LIKELIER = 6.0
"""How many times likelier a question of weight 1 is to come first than one of weight 0."""
LIKELIER_OF_THE_COMPANY = 3.0
"""How many times likelier a question of the plan's industries is than one that any company could ask."""


def draw(
    plan: Plan,
    questions: Iterable[Question],
    *,
    seed: int,
    asked: Sequence[str] = (),
    weights: Mapping[str, float] | None = None,
) -> Drawn:
    """The questions of each round, no question twice.

    `weights` of topics, 0 to 1, make their questions likelier, and so does an industry that the plan names;
    without either all are equally likely.

    `asked` are ids from the longest ago to the latest: they come only when nothing new is left, the oldest
    first. The same seed, bank, `asked` and `weights` draw the same.
    Raises `BadInputError` when the bank has too few.
    """
    dice = Random(f"{plan.id} {seed}")
    shuffled = sorted(questions, key=lambda question: question.id)
    dice.shuffle(shuffled)
    if weights or plan.industries:
        _weigh(shuffled, plan, weights or {}, dice)
    latest = {question_id: at for at, question_id in enumerate(asked)}
    shuffled.sort(key=lambda question: latest.get(question.id, -1))
    taken: set[str] = set()
    found: dict[tuple[int, int], list[Question]] = {}
    for place, rule in _narrowest_first(plan, shuffled):
        free = [q for q in shuffled if rule.allows(q) and q.id not in taken]
        if len(free) < rule.count:
            raise BadInputError(
                f"Interview '{plan.id}', round {place[0] + 1}: a rule that draws {rule.count} finds only "
                f"{counted(len(free), 'question')}.",
                "Loosen the rule or add questions.",
            )
        found[place] = free[: rule.count]
        taken.update(question.id for question in found[place])
    return tuple(
        tuple(question for rule in range(len(item.draw)) for question in found[at, rule])
        for at, item in enumerate(plan.rounds)
    )


def _weigh(shuffled: list[Question], plan: Plan, weights: Mapping[str, float], dice: Random) -> None:
    """Reorder in place, at random, each question the likelier to come first the more its topic weighs.

    What is of the company's own world is likelier again.
    """

    def likelier(question: Question) -> float:
        by_topic = 1 + (LIKELIER - 1) * weights.get(current(question.topic) or "", 0.0)
        fits = question.industry in plan.industries or question.id in plan.fits
        return by_topic * (LIKELIER_OF_THE_COMPANY if fits else 1.0)

    chance = {question.id: dice.random() ** (1 / likelier(question)) for question in shuffled}
    shuffled.sort(key=lambda question: -chance[question.id])


def fewest(plan: Plan, questions: Sequence[Question]) -> list[tuple[int, int]]:
    """For each round, of the rule with the least to spare: how many questions it finds and draws."""
    return [
        min(
            ((sum(map(rule.allows, questions)), rule.count) for rule in item.draw),
            key=lambda pair: pair[0] - pair[1],
            default=(0, 0),
        )
        for item in plan.rounds
    ]


def _narrowest_first(plan: Plan, questions: Sequence[Question]) -> list[tuple[tuple[int, int], Draw]]:
    """All rules with their places, the least choice first, before others take its questions away."""
    rules = [
        ((at, rule_at), rule) for at, item in enumerate(plan.rounds) for rule_at, rule in enumerate(item.draw)
    ]
    return sorted(rules, key=lambda pair: sum(map(pair[1].allows, questions)) - pair[1].count)
