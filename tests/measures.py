"""What benchmarks are made of."""

from collections.abc import Callable

Work = Callable[[], object]
"""One piece of work."""
Compare = Callable[[Work, Work, int], None]
"""Times work against its floor in so many pairs."""
