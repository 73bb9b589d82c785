"""How far something slow has come."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[float], None]
"""Called now and then with the part that is done, from 0 to 1."""
