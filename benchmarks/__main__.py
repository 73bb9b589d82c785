"""All tables, one after the other: python -m benchmarks"""

import subprocess
import sys

TABLES = (
    "startup",
    "quitting",
    "clarity",
    "scoring",
    "scoring_speed",
    "properties",
    "bank",
    "clarifying",
    "asking",
    "hands_free",
    "signals",
    "stories",
    "hearing",
    "prompt_loops",
    "hearing_scale",
    "sounding",
    "engines",
    "terms",
    "done",
    "first_sound",
    "lag",
    "memory",
    "archive",
    "replay",
    "coding",
)


def main() -> int:
    codes = []
    for table in TABLES:
        print(f"\n== {table} ==", flush=True)
        codes.append(subprocess.run([sys.executable, "-m", f"benchmarks.{table}"], check=False).returncode)
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
