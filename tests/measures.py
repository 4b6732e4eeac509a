"""What benchmarks are made of."""

from collections.abc import Callable

Work = Callable[[], object]
"""One piece of work."""
Compare = Callable[[Work, Work, int], None]
"""Times work against its floor in so many pairs."""
StateRatio = Callable[[float, float, str], None]
"""Shows the ratio of two figures of a unit."""
