"""The console functions of Windows that `tui.preflight` asks."""

from __future__ import annotations

import ctypes
import sys

if sys.platform == "win32":

    class WindowsKernel:
        """The console of this process."""

        def __init__(self) -> None:
            self._kernel = ctypes.WinDLL("kernel32", use_last_error=True)
            self._kernel.GetStdHandle.restype = ctypes.c_void_p

        def mode(self, handle: int) -> int | None:
            """Return the mode of a standard handle, None where it is no console."""
            mode = ctypes.c_ulong()
            held = ctypes.c_void_p(self._kernel.GetStdHandle(handle))
            return mode.value if self._kernel.GetConsoleMode(held, ctypes.byref(mode)) else None

        def set_mode(self, handle: int, mode: int) -> bool:
            """Set the mode, and tell whether the console took it."""
            held = ctypes.c_void_p(self._kernel.GetStdHandle(handle))
            return bool(self._kernel.SetConsoleMode(held, ctypes.c_ulong(mode)))
