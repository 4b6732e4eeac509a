"""The README says what is so: its transcript, its commands, its files."""

import re
import subprocess
from pathlib import Path


def test_the_transcript_is_what_the_command_prints(root: Path, xaso: list[str]) -> None:
    """The first screen shows real output, up to the line of dots."""
    text = (root / "README.md").read_text("utf-8")
    found = re.search(r"```text\n\$ xaso (.*)\n((?:.*\n)*?)…\n```", text)
    assert found is not None
    ended = subprocess.run(
        [*xaso, *found[1].split()], cwd=root, capture_output=True, check=False, encoding="utf-8"
    )
    assert ended.stdout.startswith(found[2])


def test_the_commands_are_the_ones_ci_runs(root: Path) -> None:
    """The README's test command ends in the script that CI runs."""
    text = (root / "README.md").read_text("utf-8")
    commands = re.search(r"```sh\n((?:.*\n)*?)```", text)
    assert commands is not None
    setup, test = commands[1].splitlines()
    assert setup.endswith("/xaso")
    assert test.endswith("python tests/check.py")
    assert "tests/check.py" in (root / ".ci/run").read_text("utf-8")


def test_every_file_it_links_to_is_there(root: Path) -> None:
    """No link leads nowhere."""
    for name in ("README.md", "criteria/README.md", ".github/CONTRIBUTING.md"):
        page = root / name
        for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
            assert (page.parent / link).exists(), f"{name}: {link}"
