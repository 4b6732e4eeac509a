"""Decisions that are killed: a child that decides one conflict one way and the other until somebody kills it.

Run as a program it is that child: `deciding_kills.py OUT INPUT`.
"""

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from strategies.merging import merged

from scoring.merge.deciding import settle


def deciding_program() -> str:
    """Return the path of this program."""
    return __file__


def decide_for_ever(out: Path, folder: Path) -> None:
    """Decide the one conflict of a merge again and again, and say so each time before it begins."""
    (conflict,) = merged(out, folder).conflicts
    turn = 0
    while True:
        turn += 1
        kept = conflict.candidates[turn % len(conflict.candidates)].digest
        print(turn, flush=True)  # noqa: T201 - the parent listens
        settle(str(out), [conflict], conflict._replace(keep=kept, by="Tổ", reason=f"Lần {turn}"), "vi")


if __name__ == "__main__":
    decide_for_ever(*map(Path, sys.argv[1:]))
