"""`make run` on a stranger's machine: which Python and which PyTorch it takes, and what it says before."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OURS = "sh", str(ROOT / "setup" / "environment.sh"), "piper,weights"
TOOLS = ("sh", "id", "rm", "cat", "touch")


def command(folder: Path, name: str, script: str) -> None:
    """A program of that name, which does what the script says."""
    (folder / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    (folder / name).chmod(0o755)


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """Linux on x86_64 with an environment whose programs write down what they are asked for."""
    programs = tmp_path / "bin"
    programs.mkdir()
    command(programs, "uname", "case $1 in -s) echo Linux ;; -m) echo x86_64 ;; esac")
    for name in TOOLS:
        found = next(Path(place) / name for place in ("/bin", "/usr/bin") if (Path(place) / name).exists())
        (programs / name).symlink_to(found)
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    for name in ("python", "uv"):
        log = f'echo "{name} $*" >> "{tmp_path}/log"'
        fails = f'[ ! -e "{tmp_path}/no-uv" ]' if name == "uv" else ":"
        command(tmp_path / ".venv" / "bin", name, f"{log}\n{fails}")
    command(programs, "python3", "exit 0")
    return tmp_path


def run(machine: Path) -> tuple[int, str, list[str]]:
    """Exit code, what was said, and what was run in the new environment."""
    done = subprocess.run(
        OURS,
        cwd=machine,
        env={"PATH": str(machine / "bin"), "HOME": str(machine)},
        capture_output=True,
        text=True,
        check=False,
    )
    log = machine / "log"
    return done.returncode, done.stderr, log.read_text().splitlines() if log.exists() else []


def test_another_python_is_refused_in_a_sentence_and_nothing_is_made(machine: Path) -> None:
    command(
        machine / "bin", "python3", 'case $2 in *platform*) echo " (python3 is 3.14.0)" ;; *) exit 1 ;; esac'
    )
    code, said, done = run(machine)
    assert code == 4
    assert said.splitlines()[0] == (
        "Interview Simulator needs Python 3.11, 3.12 or 3.13, and none was found (python3 is 3.14.0)."
    )
    assert "PYTHON=/path/to/python3" in said
    assert done == []


def test_an_environment_of_another_python_is_made_anew(machine: Path) -> None:
    old = f'[ -e "{machine}/made" ] || case $2 in *version_info*) exit 1 ;; esac'
    command(machine / ".venv" / "bin", "python", old)
    command(
        machine / "bin",
        "python3",
        f'case $2 in venv) echo "$*" >> "{machine}/log"; touch "{machine}/made" ;; esac',
    )
    code, _, done = run(machine)
    assert code == 0
    assert done[0] == "-m venv --clear .venv"


def test_every_way_to_install_takes_the_same_pythons() -> None:
    """`pip` reads `requires-python`, `make run` asks `environment.sh`, and `uv` reads the wheel's name."""
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    building = pyproject["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert building["hooks"]["custom"]["path"] == "setup/wheel.py"
    wheel = (ROOT / "setup" / "wheel.py").read_text(encoding="utf-8")
    minors = [int(minor) for minor in re.findall(r"cp3(\d+)", wheel)]
    assert minors == list(range(minors[0], minors[-1] + 1))
    first, last = minors[0], minors[-1]
    assert pyproject["project"]["requires-python"] == f">=3.{first},<3.{last + 1}"
    named = [line for line in pyproject["project"]["classifiers"] if "Python :: 3." in line]
    assert named == [f"Programming Language :: Python :: 3.{minor}" for minor in minors]
    script = (ROOT / "setup" / "environment.sh").read_text(encoding="utf-8")
    assert f"(3, {first}) <= sys.version_info[:2] <= (3, {last})" in script


@pytest.mark.skipif(Path("/dev/nvidiactl").exists(), reason="this machine has a graphics card")
def test_without_a_graphics_card_pytorch_for_the_processor_is_taken(machine: Path) -> None:
    code, said, done = run(machine)
    assert code == 0
    assert "GB on the disk: PyTorch for the processor" in said
    (asked,) = [line for line in done if line.startswith("uv ")]
    assert "--torch-backend cpu" in asked
    assert asked.endswith("-c constraints.txt -e .[piper,weights]")
    assert not any("-e ." in line for line in done if line.startswith("python "))


@pytest.mark.skipif(Path("/dev/nvidiactl").exists(), reason="this machine has a graphics card")
def test_where_that_cannot_be_had_pip_installs_and_it_is_said(machine: Path) -> None:
    (machine / "no-uv").touch()
    code, said, done = run(machine)
    assert code == 0
    assert "taking what pip finds, which may be 3 GB more" in said
    assert done[-1].endswith("-c constraints.txt -e .[piper,weights]")
    assert done[-1].startswith("python -m pip install")


def test_with_a_graphics_card_pip_installs_what_is_for_it(machine: Path) -> None:
    command(machine / "bin", "nvidia-smi", "exit 0")
    code, said, done = run(machine)
    assert code == 0
    assert "PyTorch for the graphics card" in said
    assert not any(line.startswith("uv ") for line in done)
