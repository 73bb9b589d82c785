"""Loads plans from files. Pure: reads TOML, says in one sentence what is wrong in which line and field.

One file is one interview; a broken one is left out and the others load.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.interview.bank.drawing import fewest
from simulator.interview.bank.fields import ID, LONGEST_TEXT
from simulator.model.counted import counted
from simulator.model.errors import BadInputError
from simulator.model.plan import SET_BEFOREHAND, WOULD_ASK, Draw, Manner, Plan, Round
from simulator.model.question import Question, Stage
from simulator.model.tomlfile import Keys, TomlFile, read_toml, shown, spelled
from simulator.model.topics import current

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

MINUTES = (2, 120)
MOST_QUESTIONS = 12
MOST_FOLLOW_UPS = 4
MINUTES_A_QUESTION = 2
"""A round must have at least so much time for each question it draws."""


def load_plans(path: Path, source: str, bank: Sequence[Question] = ()) -> tuple[list[Plan], list[str]]:
    """The plans of a file, or of every `*.toml` in a folder, and a sentence for each problem.

    With the questions of a `bank`, a plan is left out when one of its rules can draw a question that its
    interviewer would not ask, or one about a take-home that the plan does not set.
    """
    plans: dict[str, Plan] = {}
    problems: list[str] = []
    for file in _files(path, problems):
        try:
            read = read_toml(file)
            plan = _plan(read, source)
            if plan.id in plans:
                raise BadInputError(f"{shown(str(file))}: '{plan.id}' is the id of an earlier interview.")
            wrong = list(_misdrawn(read, plan, bank))
            problems += wrong
            if not wrong:
                plans[plan.id] = plan
        except BadInputError as error:
            problems.append(f"{error} {error.mend}".strip())
    return list(plans.values()), problems


def undrawable(plan: Plan, questions: Iterable[Question]) -> list[str]:
    """A sentence for each round whose rules find too few of `questions`, and for each name that none has.

    Names are topics, industries and ids.
    """
    bank = tuple(questions)
    return [
        *_unknown(plan, bank),
        *(
            f"interview '{plan.id}', round {at + 1}: its rules find {counted(found, 'question')} "
            f"and draw {wanted}."
            for at, (found, wanted) in enumerate(fewest(plan, bank))
            if found < wanted
        ),
    ]


def _unknown(plan: Plan, bank: Sequence[Question]) -> Iterator[str]:
    topics = {question.topic for question in bank}
    rules = [(at, rule) for at, item in enumerate(plan.rounds, 1) for rule in item.draw]
    for at, rule in rules:
        for topic in rule.topics:
            if current(topic) not in topics:
                yield f"interview '{plan.id}', round {at}: no question has the topic '{topic}'."
    industries = {*plan.industries, *(name for _, rule in rules for name in rule.industries)}
    for industry in sorted(industries - {question.industry for question in bank}):
        yield f"interview '{plan.id}': no question is of the industry '{industry}'."
    named = {*plan.fits, *plan.without, *plan.take_home}
    named.update(*((*rule.ids, *rule.without, *rule.fits) for _, rule in rules))
    for question_id in sorted(named - {question.id for question in bank}):
        yield f"interview '{plan.id}': there is no question '{question_id}'."


def _files(path: Path, problems: list[str]) -> list[Path]:
    try:
        if not path.is_dir():
            return [path]
        return sorted(f for f in path.iterdir() if f.suffix == ".toml" and not f.name.startswith("."))
    except OSError as error:
        problems.append(f"{shown(str(path))} cannot be read: {error.strerror}.")
        return []


def _plan(file: TomlFile, source: str) -> Plan:
    """The plan in a file. Raises `BadInputError` naming file, line and field of the first fault."""
    _check_fields(file, file.values, Plan, ())
    for at, table in _tables(file.values.get("rounds")):
        _check_fields(file, table, Round, ("rounds", at))
        for rule_at, rule in _tables(table.get("draw")):
            _check_fields(file, rule, Draw, ("rounds", at, "draw", rule_at))
    plan = _filled(replace(file.converted(Plan), source=source))
    _check_texts(file, file.values, ())
    if not ID.fullmatch(plan.id):
        raise file.fault(f"'{shown(plan.id, 60)}' must be small letters, digits, dots and dashes", "id")
    if not plan.rounds:
        raise file.fault("there must be at least one [[rounds]]", "rounds")
    for at, item in enumerate(plan.rounds):
        _check_round(file, item, at)
    speakers: dict[int, str] = {}
    for at, item in enumerate(plan.rounds):
        if speakers.setdefault(item.voice, item.name) != item.name:
            raise file.fault(
                f"{item.name} would have the voice of {speakers[item.voice]}", "rounds", at, "voice"
            )
    return plan


def _filled(plan: Plan) -> Plan:
    """The plan with what its rules leave open: whose questions, no take-home, the company's industries."""
    rounds = (
        replace(item, draw=tuple(_filled_rule(plan, item, rule) for rule in item.draw))
        for item in plan.rounds
    )
    return replace(plan, rounds=tuple(rounds))


def _filled_rule(plan: Plan, item: Round, rule: Draw) -> Draw:
    """A rule that names questions by their ids is taken at its word; whether it may is checked."""
    rule = replace(rule, fits=(*rule.fits, *plan.fits), without=(*rule.without, *plan.without))
    if rule.ids:
        return rule
    return replace(
        rule,
        audiences=rule.audiences or tuple(sorted(WOULD_ASK[item.audience])),
        stages=rule.stages or tuple(stage for stage in Stage if stage is not SET_BEFOREHAND),
        industries=rule.industries or plan.industries,
    )


def _misdrawn(file: TomlFile, plan: Plan, bank: Sequence[Question]) -> Iterator[str]:
    """A sentence for each rule and each way in which a question that it can draw does not belong there."""
    for at, item in enumerate(plan.rounds):
        for rule_at, rule in enumerate(item.draw):
            drawable = [question for question in bank if rule.allows(question)]
            for_others = [q for q in drawable if q.audience not in WOULD_ASK[item.audience]]
            not_set = [q for q in drawable if q.stage is SET_BEFOREHAND and q.id not in plan.take_home]
            for wrong, why in (
                (for_others, f"{item.name} listens as {item.audience}, and this is for another listener"),
                (not_set, "this is about a take-home that the plan does not set (`take_home`)"),
            ):
                if wrong:
                    more = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
                    found = f"this rule can draw '{wrong[0].id}'{more}: {why}"
                    error = file.fault(found, "rounds", at, "draw", rule_at)
                    yield f"{error} {error.mend}"


def _tables(value: object) -> list[tuple[int, dict[str, Any]]]:
    """The tables in a list, with their places; anything else is left for the conversion to refuse."""
    return (
        [(at, item) for at, item in enumerate(value) if isinstance(item, dict)]
        if isinstance(value, list)
        else []
    )


def _check_fields(file: TomlFile, table: dict[str, Any], shape: type[DataclassInstance], keys: Keys) -> None:
    known = [field.name for field in fields(shape) if field.name != "source"]
    for name in table:
        if name not in known:
            raise file.fault(f"unknown field; known are {', '.join(known)}", *keys, name)


def _check_texts(file: TomlFile, value: object, keys: Keys) -> None:
    if isinstance(value, dict):
        for name, item in value.items():
            _check_texts(file, item, (*keys, name))
    elif isinstance(value, list):
        for at, item in enumerate(value):
            _check_texts(file, item, (*keys, at))
    elif isinstance(value, str) and (not value.strip() or len(value) > LONGEST_TEXT):
        raise file.fault(f"{spelled(keys)} is empty or longer than {LONGEST_TEXT} characters", *keys)


def _check_round(file: TomlFile, item: Round, at: int) -> None:
    def fault(what: str, *field: str | int) -> BadInputError:
        return file.fault(what, "rounds", at, *field)

    if not MINUTES[0] <= item.minutes <= MINUTES[1]:
        raise fault(f"must be from {MINUTES[0]} to {MINUTES[1]}", "minutes")
    if not 1 <= item.voice <= 99:
        raise fault("must be from 1 to 99", "voice")
    if not 0 <= item.follow_ups <= MOST_FOLLOW_UPS:
        raise fault(f"must be from 0 to {MOST_FOLLOW_UPS}", "follow_ups")
    if item.may_interrupt and item.manner is not Manner.TOUGH:
        raise fault('only an interviewer whose manner is "tough" may interrupt', "may_interrupt")
    if not 1 <= item.questions <= MOST_QUESTIONS:
        raise fault(f"must draw from 1 to {MOST_QUESTIONS} questions", "draw")
    if item.questions * MINUTES_A_QUESTION > item.minutes:
        needed = item.questions * MINUTES_A_QUESTION
        raise fault(
            f"a round of {counted(item.questions, 'question')} needs at least {needed} minutes", "minutes"
        )
    for rule_at, rule in enumerate(item.draw):
        low, high = rule.difficulty
        if not 1 <= low <= high <= 5:
            raise fault("must be two numbers from 1 to 5, the lower first", "draw", rule_at, "difficulty")
        if rule.count < 1:
            raise fault("must be 1 or more", "draw", rule_at, "count")
