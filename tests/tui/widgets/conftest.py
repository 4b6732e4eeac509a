"""What tests of widgets share."""

import sys

# Windows has no pseudo-terminals of this kind.
collect_ignore = ["test_real_terminal.py"] if sys.platform == "win32" else []
