"""Our named tuples hold what `typing.NamedTuple` promises, without importing `typing`."""

import copy
import pickle
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple as RealNamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria.rules import AllOrNothing, Choice, Given, Levels, Proportional, Ratio
from criteria.typed import NamedTuple, assert_never
from criteria.words import Words


class Ours(NamedTuple):
    """A value of ours."""

    one: int
    two: str = "hai"
    three: tuple[int, ...] = ()

    @property
    def shown(self) -> str:
        """Some text."""
        return f"{self.one} {self.two}"


class Theirs(RealNamedTuple):
    """The same, as Python makes it."""

    one: int
    two: str = "hai"
    three: tuple[int, ...] = ()


class Empty(NamedTuple):
    """A value without fields."""


Arguments = tuple[tuple[object, ...], dict[str, object]]
SOUND: list[Arguments] = [
    ((1,), {}),
    ((1, "b"), {}),
    ((1, "b", (3,)), {}),
    ((), {"one": 1}),
    ((1,), {"three": (3,)}),
    ((), {"three": (3,), "two": "b", "one": 1}),
    ((1, "b"), {"three": ()}),
]
WRONG: list[Arguments] = [
    ((), {}),
    ((), {"two": "b"}),
    ((1, "b", (), 4), {}),
    ((1,), {"four": 4}),
    ((1, "b", ()), {"four": 4}),
    ((), {"one": 1, "four": 4}),
    ((1,), {"one": 2}),
    ((1, "b"), {"two": "c"}),
    ((1, "b", ()), {"three": (3,)}),
]


@pytest.mark.parametrize(("values", "named"), SOUND)
def test_made_of_positions_and_names(values: tuple[object, ...], named: dict[str, object]) -> None:
    """What is not given has its default."""
    ours, theirs = Ours(*values, **named), Theirs(*values, **named)  # type: ignore[arg-type]  # rows of a table
    assert tuple(ours) == tuple(theirs)
    assert ours._asdict() == theirs._asdict()
    assert repr(ours) == repr(theirs).replace("Theirs", "Ours")
    assert hash(ours) == hash(theirs)


@pytest.mark.parametrize("make", [Ours, Theirs])
@pytest.mark.parametrize(("values", "named"), WRONG)
def test_wrongly_made(
    make: Callable[..., object], values: tuple[object, ...], named: dict[str, object]
) -> None:
    """Too few, too many, unknown and twice given values are a TypeError, as Python has it."""
    with pytest.raises(TypeError):
        make(*values, **named)


def test_fields() -> None:
    """Fields and defaults are where Python keeps them."""
    assert Ours._fields == Theirs._fields
    assert Ours._field_defaults == Theirs._field_defaults
    assert Ours.__match_args__ == Theirs.__match_args__
    assert tuple(Ours._make([1, "b", ()])) == tuple(Theirs._make([1, "b", ()]))
    assert Ours(1).shown == "1 hai"


@given(st.integers(), st.text(), st.lists(st.integers()).map(tuple))
def test_replaced(one: int, two: str, three: tuple[int, ...]) -> None:
    """`_replace` gives a new value and leaves the old one."""
    old = Ours(0)
    new = old._replace(one=one, two=two, three=three)
    assert new == Ours(one, two, three)
    assert type(new) is Ours
    assert old == Ours(0)


def test_replacing_what_is_no_field() -> None:
    """A misspelt field is an error."""
    with pytest.raises((TypeError, ValueError)):
        Ours(1)._replace(won=2)  # type: ignore[call-arg]  # what is tried


def test_immutable() -> None:
    """A value cannot be changed, nor given more fields."""
    value = Ours(1)
    for name in ("one", "four"):
        with pytest.raises(AttributeError):
            setattr(value, name, 2)
    with pytest.raises(TypeError):
        value[0] = 2  # type: ignore[index]  # what is tried
    assert not hasattr(value, "__dict__")


def test_matched_by_position_and_name() -> None:
    """Closed unions are matched exhaustively."""
    rule = Proportional(ratio=Ratio("staff"), target=Decimal("0.8"))
    match rule:
        case Proportional(answer=answer, ratio=Ratio(of=of)):
            assert (answer, of) == ("ratio", "staff")
    match Given("upper"):
        case Given(by):
            assert by == "upper"


@pytest.mark.parametrize(
    "value",
    [Ours(1), Empty(), Words("a", "b"), Levels((Choice("a", Words("A"), Decimal(1)),)), AllOrNothing()],
)
def test_copied_and_carried_to_another_process(value: object) -> None:
    """A merge sends sets and cards between processes."""
    for same in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))):  # noqa: S301 - our own value
        assert same == value
        assert type(same) is type(value)


def test_default_values_are_shared() -> None:
    """A default is the same object each time: what compares with it may compare by identity."""
    assert Ours(1).three is Ours(2).three


def test_nothing_comes_here() -> None:
    """`assert_never` says so."""
    with pytest.raises(AssertionError):
        assert_never(Ours(1))  # type: ignore[arg-type]  # what is tried


@pytest.mark.parametrize("module", ["criteria.reading", "scoring.assessment", "scoring.record_reading"])
def test_reading_and_judging_do_not_import_typing(module: str) -> None:
    """What the officer's path imports stays cheap."""
    slow = (
        "typing",
        "re",
        "enum",
        "dataclasses",
        "inspect",
        "pathlib",
        "tomllib",
        "json",
        "hashlib",
        "hypothesis",
    )
    code = f"import sys, {module}; print([name for name in {slow} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-S", "-c", code], check=False, capture_output=True, text=True)
    if done.returncode:  # packages lie in the site folder
        code = f"import sys; before = set(sys.modules); import {module}; print([name for name in {slow} if name in set(sys.modules) - before])"
        done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
