"""What came of running the tests of a problem, and how well the code was shut in meanwhile. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class TestResult:
    __test__ = False  # no test of ours, whatever pytest makes of the name

    name: str
    passed: bool
    ms: float
    """From asking until the value was there."""
    message: str = ""
    """Why it failed, as a sentence; "" when it passed."""
    visible: bool = True
    printed: str = ""
    """What the code printed meanwhile, cut off where it is long."""


@dataclass(frozen=True, kw_only=True)
class ShutIn:
    """What code that runs cannot do here, as it was tried."""

    network: bool
    """Whether it is kept from the network."""
    files: bool
    """Whether it is kept from reading and writing files that are not its own."""
    by: str
    """What keeps it in, such as `bubblewrap`."""
    missing: tuple[str, ...] = ()
    """What it is not kept from, a sentence each, for people."""


@dataclass(frozen=True, kw_only=True)
class Ran:
    """The tests in the order of the problem, those that were asked for."""

    tests: tuple[TestResult, ...]
    shut_in: ShutIn

    @property
    def passed(self) -> int:
        return sum(test.passed for test in self.tests)

    @property
    def total(self) -> int:
        return len(self.tests)
