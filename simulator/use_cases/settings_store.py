"""The settings while the program runs; whoever depends on one is told when it changes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Generic, TypeVar

from simulator.model import settings as schema
from simulator.model.errors import ArchiveError
from simulator.model.settings import Settings

T = TypeVar("T")
React = Callable[[], None]
NAME_A_FILE = "SIMULATOR_CONFIG names another file for the settings."


class SettingsStore:
    """Holds the settings in force. Safe to use from any thread."""

    def __init__(self, settings: Settings, problems: Sequence[str] = ()) -> None:
        self.current = settings
        self.problems = tuple(problems)
        """What of the settings file could not be used, as sentences."""
        self._changing = threading.Lock()
        self._subscribers: list[tuple[frozenset[str], React]] = []

    def subscribe(self, names: Sequence[str], react: React) -> None:
        """Call `react` after a change of any of these settings, when `current` already has the new values."""
        unknown = set(names) - schema.NAMES
        assert not unknown, f"no such settings: {unknown}"
        self._subscribers.append((frozenset(names), react))

    def change(self, **changes: str | bool) -> None:
        """Write the changes to the settings file, then tell whoever subscribed. Raises `BadInputError`.

        Where the file cannot be written they hold until the program ends, and an `ArchiveError` says so.
        """
        unwritten: ArchiveError | None = None
        with self._changing:
            before = self.current
            try:
                self.current = after = schema.save(before, changes)
            except ArchiveError as error:
                unwritten = ArchiveError(f"{error} The change holds until you leave.", NAME_A_FILE)
                self.current = after = replace(before, **changes)  # type: ignore[arg-type]
        changed = {name for name in changes if getattr(before, name) != getattr(after, name)}
        for names, react in self._subscribers:
            if names & changed:
                react()
        if unwritten is not None:
            raise unwritten


class Remade(Generic[T]):
    """A value made when it is first asked for, and made anew after a setting it depends on has changed."""

    def __init__(
        self,
        make: Callable[[], T],
        settings: SettingsStore,
        *names: str,
        close: Callable[[T], None] | None = None,
    ) -> None:
        """`names` are the settings that `make` reads; `close` ends a value that is given up."""
        self._make = make
        self._close = close
        self._lock = threading.RLock()
        self._made: list[T] = []
        if names:
            settings.subscribe(names, self.drop)

    @property
    def value(self) -> T:
        """The value. Raises what making it raises; the next call then tries again."""
        with self._lock:
            if not self._made:
                self._made.append(self._make())
            return self._made[0]

    def drop(self) -> None:
        """Give up the value; the next call makes it anew."""
        with self._lock:
            given_up, self._made = self._made, []
        for value in given_up:
            if self._close is not None:
                self._close(value)
