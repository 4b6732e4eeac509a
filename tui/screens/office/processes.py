"""Processes started from a thread of the desk."""

from __future__ import annotations

import sys
from multiprocessing import resource_tracker


def ready_for_processes() -> None:
    """Make sure that processes can be started although the screen has taken standard error.

    Python's tracker of shared resources is handed standard error by its number, and what stands for it while the desk
    is shown has none. So the tracker is started with the real one, once.
    """
    if sys.platform == "win32" or sys.__stderr__ is None:
        return
    taken = sys.stderr
    sys.stderr = sys.__stderr__
    try:
        resource_tracker.ensure_running()
    finally:
        sys.stderr = taken
