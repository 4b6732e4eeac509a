"""Everything that must hold before a change lands: style, types, import contracts, tests.

Run it with the Python of the environment the project is installed in: `python tests/check.py`. It goes on after a
failure, so that one run tells all, and ends with 1 if anything failed.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
TOOLS = Path(sys.executable).parent

COMMANDS = {
    "style": [sys.executable, "-m", "ruff", "check", "--quiet", "--output-format", "concise", "."],
    "format": [sys.executable, "-m", "ruff", "format", "--check", "--quiet", "."],
    "types": [sys.executable, "-m", "mypy"],
    "import contracts": [str(TOOLS / "lint-imports"), "--no-logo"],
    "tests": [sys.executable, "-m", "pytest", "-q", "-n", "auto", "--dist", "loadgroup"],
}


def main() -> int:
    """Run every command and return 1 if one of them failed."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    failed = []
    for name, command in COMMANDS.items():
        print(f"== {name}", flush=True)  # noqa: T201 - a script
        if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
            failed.append(name)
    print("== failed: " + ", ".join(failed) if failed else "== all good", flush=True)  # noqa: T201 - a script
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
