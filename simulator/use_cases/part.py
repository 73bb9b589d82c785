"""A part of something larger, made when it is first reached."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload
from weakref import WeakKeyDictionary

Whole = TypeVar("Whole")
T = TypeVar("T")

_making = threading.RLock()
"""One lock for all parts, because making a part may reach others; and no part is made twice."""


class part(Generic[Whole, T]):  # noqa: N801 - a decorator, written like `property`
    """Like `functools.cached_property`, but made once even if several threads reach for it first."""

    def __init__(self, make: Callable[[Whole], T]) -> None:
        self._make = make
        self._made: WeakKeyDictionary[Whole, T] = WeakKeyDictionary()
        self.__doc__ = make.__doc__

    @overload
    def __get__(self, whole: None, owner: type[Any]) -> part[Whole, T]: ...
    @overload
    def __get__(self, whole: Whole, owner: type[Any]) -> T: ...
    def __get__(self, whole: Whole | None, owner: type[Any]) -> part[Whole, T] | T:
        if whole is None:
            return self
        with _making:
            if whole not in self._made:
                self._made[whole] = self._make(whole)
            return self._made[whole]

    def made(self, whole: Whole) -> T | None:
        """The part of `whole`, if it was ever reached."""
        with _making:
            return self._made.get(whole)
