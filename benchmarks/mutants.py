"""How many small faults the tests notice: python -m benchmarks.mutants [modules] [--most N] [--survivors]

Puts faults into `simulator/scoring` and `simulator/interview`, one at a time (`benchmarks.mutations`), runs
the tests that touch the faulty line, and counts how many faults make one fail. Prints each fault that no test
noticed, then the share by module. A module is a path or a part of one. Of a module's mutants at most N are
drawn, by a seed; `--most 0` takes all. Results are kept in `.mutants/`; `--survivors` runs only those again
that survived last time, to judge new tests by. Ends with 1 when a module is below the aim of 80 %.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from functools import cache
from pathlib import Path
from random import Random

from benchmarks.mutant_runs import KILLED, TIMED_OUT, Coverage, know_vectors, ready, run, sources
from benchmarks.mutations import Mutant, difference, mutants_of

FOLDER = Path(".mutants")
ENOUGH = 0.8
NOT_RUN = "not run"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("modules", nargs="*")
    parser.add_argument("--most", type=int, default=30, help="mutants of a module (30; 0 for all)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--survivors", action="store_true", help="only those that survived last time")
    parser.add_argument("--table", action="store_true", help="run nothing, print what is known")
    given = parser.parse_args()
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / ".gitignore").write_text("*\n")
    chosen = [m for m in sources() if not given.modules or any(part in m for part in given.modules)]
    drawn = {module: _drawn(module, given.most, given.seed) for module in chosen}
    if not given.table:
        _run([m for mutants in drawn.values() for m in mutants], only_survivors=given.survivors)
    return _report(drawn)


def _drawn(module: str, most: int, seed: int) -> list[Mutant]:
    found = mutants_of(module, Path(module).read_text())
    if not most or len(found) <= most:
        return found
    return sorted(Random(f"{seed} {module}").sample(found, most), key=lambda mutant: mutant.number)


def _run(mutants: list[Mutant], *, only_survivors: bool) -> None:
    """Run the mutants and keep what becomes of each."""
    results = _results()
    if only_survivors:
        mutants = [mutant for mutant in mutants if not _is_killed(mutant, results)]
    coverage = ready(FOLDER)
    know_vectors(FOLDER)
    for mutant in mutants:
        results[_key(mutant)] = _fate(mutant, coverage)
        (FOLDER / "results.json").write_text(json.dumps(results, indent=0))
        if not _is_killed(mutant, results):
            _show(mutant, results)


def _fate(mutant: Mutant, coverage: Coverage) -> str:
    tests = coverage.tests_of(mutant)
    return run(mutant, tests, 10 + 5 * round(sum(coverage.seconds[test] for test in tests)), FOLDER)


def _report(drawn: dict[str, list[Mutant]]) -> int:
    """The table. 1 when a module is below the aim."""
    results = _results()
    print(f"\n{'module':34} {'mutants':>7} {'killed':>7} {'share':>6}")
    shares = [_row(module, mutants, results) for module, mutants in drawn.items() if mutants]
    _row("all", [mutant for mutants in drawn.values() for mutant in mutants], results)
    return int(any(share < ENOUGH for share in shares))


def _row(name: str, mutants: list[Mutant], results: dict[str, str]) -> float:
    killed = sum(_is_killed(mutant, results) for mutant in mutants)
    missing = sum(_key(mutant) not in results for mutant in mutants)
    note = f"  ({missing} not run)" if missing else ""
    share = killed / (len(mutants) or 1)
    print(f"{name.removeprefix('simulator/'):34} {len(mutants):7} {killed:7} {share:6.0%}{note}")
    return share


def _show(mutant: Mutant, results: dict[str, str]) -> None:
    print(f"\n{mutant.module}:{mutant.line} {results[_key(mutant)]}")
    changed = difference(Path(mutant.module).read_text(), mutant.number)
    print(*(f"    {line}" for line in changed), sep="\n", flush=True)


def _is_killed(mutant: Mutant, results: dict[str, str]) -> bool:
    return results.get(_key(mutant)) in (KILLED, TIMED_OUT)


def _key(mutant: Mutant) -> str:
    return f"{mutant.module} {_digest(mutant.module)} {mutant.number}"


@cache
def _digest(module: str) -> str:
    """Results count for as long as the module is the same."""
    return hashlib.sha256(Path(module).read_bytes()).hexdigest()[:8]


def _results() -> dict[str, str]:
    """What became of each mutant run so far."""
    kept = FOLDER / "results.json"
    return json.loads(kept.read_text()) if kept.exists() else {}


if __name__ == "__main__":
    sys.exit(main())
