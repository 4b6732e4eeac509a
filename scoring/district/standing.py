"""How one invented commune stands in one period: how well it does at what, by chance and by its readiness."""

from __future__ import annotations

from decimal import Decimal

from criteria.typed import NamedTuple
from scoring.district.chance import Chance
from scoring.district.tables import Commune, table
from scoring.periods import Period

_HALF = Decimal("0.5")
_ONE = Decimal(1)
_ZERO = Decimal(0)


class Standing(NamedTuple):
    """A commune in a period.

    Attributes:
        variant: Tells two accounts of the same commune apart; empty for the usual one.
    """

    commune: Commune
    period: Period
    chance: Chance
    variant: str = ""

    @property
    def readiness(self) -> Decimal:
        """The readiness in this period: in the one before it was mostly a little less."""
        told = table("communes")
        if self.period.label == told["period"]:
            return self.commune.readiness
        odds: dict[str, Decimal] = told["chances"]
        code = self.commune.code
        return self.commune.readiness - odds["setback"] - odds["growth"] * self.chance.draw(code, "growth")

    def level(self, pillar: str, about: str, ease: Decimal) -> Decimal:
        """Return how well it does at one thing, 0..1: its readiness, its strength in the pillar, and chance."""
        odds: dict[str, Decimal] = table("communes")["chances"]
        code = self.commune.code
        lean = (self.chance.draw(code, "pillar", pillar) - _HALF) * odds["pillar_lean"]
        chances = (self.chance.draw(code, about, self.variant), self.chance.draw(code, about, "again"))
        stray = (sum(chances) - _ONE) * odds["stray"]
        return min(_ONE, max(_ZERO, self.readiness + lean + ease + stray))

    def draw(self, *about: str) -> Decimal:
        """Return a number from 0 to 1 for something that is new in every period."""
        return self.chance.draw(self.commune.code, self.period.label, self.variant, *about)

    def happens(self, what: str, *about: str) -> bool:
        """Tell whether something of `[chances]` happens."""
        return self.draw(what, *about) < Decimal(table("communes")["chances"][what])
