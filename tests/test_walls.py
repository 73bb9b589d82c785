"""The walls between rooms, from the layout and from what really gets imported."""

import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import grimp

ROOT = Path(__file__).parent.parent
HEAVY = (
    "torch",
    "whisper",
    "faster_whisper",
    "ctranslate2",
    "sounddevice",
    "soundfile",
    "textual",
    "numpy",
    "sqlite3",
)


def test_no_file_imports_against_the_walls() -> None:
    lint = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def leaked(code: str) -> list[str]:
    """Which heavy libraries are loaded after running `code` in a fresh interpreter."""
    probe = f"{code}\nimport sys; print(*[m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()[-1].split()


def test_no_files_import_each_other_directly_or_round_about() -> None:
    graph = grimp.build_graph("simulator", cache_dir=None)
    imported = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    TopologicalSorter(imported).prepare()  # raises CycleError, which names the circle


def test_starting_the_command_line_loads_no_heavy_library() -> None:
    assert leaked("import simulator.cli.main") == []


def test_help_loads_no_heavy_library() -> None:
    assert (
        leaked("import simulator.cli.main\ntry: simulator.cli.main.main(['--help'])\nexcept SystemExit: pass")
        == []
    )


def test_the_first_screen_does_not_wait_for_numbers_or_meanings() -> None:
    assert leaked("import simulator.use_cases.desk, simulator.ui.screens.home") == ["textual"]


def test_the_pure_core_loads_no_device_model_or_screen() -> None:
    pure = (
        "import simulator.interview.exchange.machine, simulator.scoring.verdict.score,"
        " simulator.interview.bank.loader"
    )
    assert set(leaked(pure)) <= {"numpy"}
