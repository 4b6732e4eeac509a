"""What the TOML files of the invented district say, as values."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from criteria.typed import NamedTuple
from scoring.record import ReceivingOffice
from scoring.units.unit import UnitKind, kind_in

_FOLDER = Path(__file__).parent
_NOTHING: Mapping[str, Any] = {}


class Commune(NamedTuple):
    """One invented commune.

    Attributes:
        households: Its size, which nearly every figure grows with.
        readiness: How far it has come, 0..1.
        blank: The share of questions that nobody answered; None for the usual few.
        unit_class: The class it is scored in.
    """

    code: str
    name: str
    office: ReceivingOffice
    households: Decimal
    readiness: Decimal
    blank: Decimal | None = None
    unit_class: str = "plain"

    @property
    def kind(self) -> UnitKind:
        """The kind its name begins with."""
        return kind_in(self.name) or "xã"


class Growing(NamedTuple):
    """How a count comes about: `base + of × (low … high)`, give or take `spread`; high at full readiness.

    Attributes:
        of: Another fact; `households` for the size of the commune itself.
        flows: Whether it is counted anew in every period.
    """

    of: str
    low: Decimal
    high: Decimal
    spread: Decimal
    base: Decimal = Decimal(0)
    flows: bool = False


class Form(NamedTuple):
    """How one question, or one input of it, is answered.

    Attributes:
        ease: How much easier than others it is for everybody.
        grain: Figures are multiples of it.
        span: The least and the most of a figure without a goal.
        whole: The least and the most of a denominator of its own.
        whole_of: Facts, or earlier answers, whose sum is the denominator.
        within: The input of the same answer that it cannot be above.
        pool: What a list is taken from.
        papers: What backs an answer, each with `title` and perhaps `kind` and `late`.
        rate_only: The note of those who know nothing but the rate.
        inputs: The forms of its inputs.
    """

    ease: Decimal = Decimal(0)
    grain: Decimal = Decimal(1)
    span: tuple[Decimal, Decimal] | None = None
    whole: tuple[Decimal, Decimal] | None = None
    whole_of: tuple[str, ...] = ()
    within: str | None = None
    pool: tuple[str, ...] = ()
    source: str | None = None
    papers: tuple[Mapping[str, Any], ...] = ()
    notes: tuple[str, ...] = ()
    plan: str | None = None
    inapplicable: str | None = None
    rate_only: str | None = None
    inputs: Mapping[str, Form] = {}


@cache
def table(name: str) -> Mapping[str, Any]:
    """Return the content of one of the TOML files beside this module; its figures are decimals or integers."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"), parse_float=Decimal)


def communes() -> tuple[Commune, ...]:
    """Return the communes of the district, by code."""
    told = table("communes")
    return tuple(_commune(entry, told["district"]) for entry in told["communes"])


def stranger() -> Commune:
    """Return the commune of another district."""
    entry = table("communes")["stranger"]
    return _commune(entry, entry["district"])


def growing(entry: Mapping[str, Any]) -> Growing:
    """Return the growth that an entry of `facts.toml` describes."""
    low, high, spread, base = (Decimal(entry.get(key, 0)) for key in ("low", "high", "spread", "base"))
    return Growing(entry["of"], low, high, spread, base, bool(entry.get("flows")))


def forms() -> Mapping[str, Form]:
    """Return how every question is answered, by indicator."""
    return {id_: _form(entry) for id_, entry in table("answers").items()}


def _commune(entry: Mapping[str, Any], office: Mapping[str, str]) -> Commune:
    blank = entry.get("blank")
    return Commune(
        entry["code"],
        entry["name"],
        ReceivingOffice(office["code"], office["name"]),
        Decimal(entry["households"]),
        Decimal(entry["readiness"]),
        None if blank is None else Decimal(blank),
        entry.get("class", "plain"),
    )


def _form(entry: Mapping[str, Any]) -> Form:
    return Form(
        Decimal(entry.get("ease", 0)),
        Decimal(entry.get("grain", 1)),
        _pair(entry.get("range")),
        _pair(entry.get("whole")),
        tuple(entry.get("whole_of", ())),
        entry.get("within"),
        tuple(entry.get("pool", ())),
        entry.get("source"),
        tuple(entry.get("papers", ())),
        tuple(entry.get("notes", ())),
        entry.get("plan"),
        entry.get("inapplicable"),
        entry.get("rate_only"),
        {id_: _form(own) for id_, own in entry.get("inputs", _NOTHING).items()},
    )


def _pair(pair: list[int] | None) -> tuple[Decimal, Decimal] | None:
    return None if pair is None else (Decimal(pair[0]), Decimal(pair[1]))
