"""PURE: the topics, in groups, and how they connect; read from `prompts/topics.toml`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import msgspec

from simulator.model.errors import BadInputError
from simulator.model.tomlfile import TomlFile, read_toml, shown
from simulator.model.topics import current

TITLE_LENGTH = 15
"""The most characters of a title: three of them fit with their numbers into a row of 80 cells."""
YOURS = "Yours"
"""The group of topics that the file does not know."""


class Topic(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What questions are about."""

    id: str
    title: str
    group: str
    needs: tuple[str, ...] = ()
    """Ids of the topics to understand first."""
    related: tuple[str, ...] = ()
    """Ids of the topics that share ideas with it."""


@dataclass(frozen=True)
class TopicMap:
    """All topics by id, group after group."""

    topics: dict[str, Topic]

    def leads_to(self, topic_id: str) -> tuple[str, ...]:
        """Ids of the topics that need this one."""
        return tuple(t.id for t in self.topics.values() if topic_id in t.needs)

    def related(self, topic_id: str) -> tuple[str, ...]:
        """Ids of the topics related to this one, whichever side says so."""
        said = self.topics[topic_id].related
        return tuple(t.id for t in self.topics.values() if t.id in said or topic_id in t.related)

    def with_others(self, used: Iterable[str]) -> TopicMap:
        """The map with every topic that is `used` and not in it, as a group of its own at the end."""
        today = {current(topic) or topic for topic in used}
        others = sorted(today - self.topics.keys() - {""})
        return TopicMap(self.topics | {name: Topic(id=name, title=name, group=YOURS) for name in others})


class _File(msgspec.Struct, forbid_unknown_fields=True):
    groups: tuple[str, ...]
    topic: tuple[Topic, ...]


def load_topics(path: Path) -> TopicMap:
    """The topics of a file, in the order of its groups.

    Raises `BadInputError` that names file, line and field: an unknown group, a title too long, a topic that
    is there twice, connected to itself or to one that is not there, or needed by what it needs.
    """
    file = read_toml(path)
    read = file.converted(_File)
    known: dict[str, Topic] = {}
    for index, topic in enumerate(read.topic):
        _check_fields(file, index, topic, read.groups)
        if topic.id in known:
            raise file.fault(f"topic '{topic.id}' is there twice", "topic", index, "id")
        known[topic.id] = topic
    for index, topic in enumerate(read.topic):
        _check_connections(file, index, topic, known)
    _check_order(file, read.topic)
    ordered = sorted(read.topic, key=lambda topic: read.groups.index(topic.group))
    return TopicMap({topic.id: topic for topic in ordered})


def _check_fields(file: TomlFile, index: int, topic: Topic, groups: tuple[str, ...]) -> None:
    if topic.group not in groups:
        raise file.fault(f"there is no group '{topic.group}'", "topic", index, "group")
    if not 0 < len(topic.title) <= TITLE_LENGTH:
        raise file.fault(f"a title has 1 to {TITLE_LENGTH} characters", "topic", index, "title")


def _check_connections(file: TomlFile, index: int, topic: Topic, known: dict[str, Topic]) -> None:
    for field, others in (("needs", topic.needs), ("related", topic.related)):
        for place, other in enumerate(others):
            if other == topic.id:
                raise file.fault("a topic is not connected to itself", "topic", index, field, place)
            if other not in known:
                raise file.fault(f"there is no topic '{other}'", "topic", index, field, place)


def _check_order(file: TomlFile, topics: tuple[Topic, ...]) -> None:
    try:
        TopologicalSorter({topic.id: topic.needs for topic in topics}).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        raise BadInputError(
            f"{shown(str(file.path))}: these topics need each other: {' → '.join(circle)}."
        ) from error
