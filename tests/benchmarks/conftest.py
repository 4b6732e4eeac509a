"""Ratios to a floor measured in the same run, shown at the end: machines are shared and noisy, ratios are not."""

from statistics import median
from time import perf_counter

import pytest
from measures import Compare, StateRatio, Work
from pytest_benchmark.fixture import BenchmarkFixture

_RATIOS = pytest.StashKey[dict[str, str]]()


@pytest.fixture
def compare(benchmark: BenchmarkFixture, request: pytest.FixtureRequest) -> Compare:
    """Return what times a piece of work against its floor, the two in turn, and keeps the median of the ratios.

    Where benchmarks are off, the work is done once, so that it cannot rot.
    """

    def go(work: Work, floor: Work, rounds: int) -> None:
        benchmark.pedantic(  # type: ignore[no-untyped-call]  # pytest-benchmark has no types
            work, rounds=1 if benchmark.disabled else rounds, warmup_rounds=0 if benchmark.disabled else 2
        )
        if benchmark.disabled:
            return
        pairs = [(_seconds(work), _seconds(floor)) for _ in range(rounds)]
        ratio = median(mine / other for mine, other in pairs)
        shown = f"{ratio:.2f} x the floor (medians: {median(p[0] for p in pairs) * 1000:.2f} ms, floor "
        shown += f"{median(p[1] for p in pairs) * 1000:.2f} ms, {rounds} pairs)"
        benchmark.extra_info["ratio"] = ratio
        request.config.stash.setdefault(_RATIOS, {})[request.node.name] = shown

    return go


@pytest.fixture
def state_ratio(request: pytest.FixtureRequest) -> StateRatio:
    """Return what shows the ratio of two figures that are no times, such as peaks of memory."""

    def state(mine: float, floor: float, unit: str) -> None:
        shown = f"{mine / floor:.2f} x the floor ({mine:.0f} {unit}, floor {floor:.0f} {unit})"
        request.config.stash.setdefault(_RATIOS, {})[request.node.name] = shown

    return state


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Show the ratios."""
    for name, shown in config.stash.get(_RATIOS, {}).items():
        terminalreporter.write_line(f"{name}: {shown}")


def _seconds(work: Work) -> float:
    """Return the seconds a piece of work takes, or says it took where only a part of it counts."""
    start = perf_counter()
    told = work()
    return told if isinstance(told, float) else perf_counter() - start
