"""Are the installed packages those that are pinned, and is a vulnerability known of any? Run by `make check`.

Fails on a package that is not pinned or differs from its pin, on packages that do not fit together, and on a
known vulnerability. Without a network nothing can be looked up: that is said, and no failure.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib.metadata import distributions
from pathlib import Path

PINS = Path(__file__).parent.parent / "constraints.txt"
OURS = {"interview-simulator", "pip", "setuptools", "wheel"}
PATIENCE_S = "5"


def name(text: str) -> str:
    """As package indexes compare names."""
    return re.sub(r"[-_.]+", "-", text).lower()


def pinned() -> dict[str, str]:
    """Version by name."""
    lines = [line.partition("#")[0].strip() for line in PINS.read_text().splitlines()]
    return {
        name(line.partition("==")[0]): line.partition("==")[2].partition(";")[0].strip()
        for line in lines
        if line
    }


def unlike_pins() -> list[str]:
    """What is installed otherwise than pinned."""
    pins = pinned()
    installed = {name(item.metadata["Name"]): item.version for item in distributions()}
    return [
        f"{package} {version} is installed, pinned is {pins.get(package, 'nothing')}"
        for package, version in sorted(installed.items())
        if package not in OURS and version.partition("+")[0] != pins.get(package)
    ]


def vulnerabilities() -> tuple[list[str], int]:
    """Known ones, and how many packages could not be looked up."""
    command = [sys.executable, "-m", "pip_audit", "-r", str(PINS), "--no-deps", "--disable-pip"]
    options = ["--format", "json", "--progress-spinner", "off", "--timeout", PATIENCE_S]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    if not done.stdout.strip():
        return [], len(pinned())
    found = json.loads(done.stdout)["dependencies"]
    known = [f"{p['name']} {p['version']}: {v['id']}" for p in found for v in p.get("vulns", ())]
    return known, sum("skip_reason" in package for package in found)


def main() -> None:
    fit = subprocess.run([sys.executable, "-m", "pip", "check"], capture_output=True, text=True, check=False)
    wrong = unlike_pins() + (fit.stdout.splitlines() if fit.returncode else [])
    known, skipped = vulnerabilities()
    print(*wrong, *known, sep="\n", end="\n" if wrong or known else "")
    looked_up = len(pinned()) - skipped
    print(f"{len(pinned())} packages pinned; {looked_up} looked up, {len(known)} known vulnerabilities.")
    if skipped:
        print(f"{skipped} could not be looked up: the package index was not reached, or does not have them.")
    sys.exit(bool(wrong or known))


if __name__ == "__main__":
    main()
