"""What a group's report says first: who leads and who is last, how many ranks are firm, what is weakest everywhere."""

from __future__ import annotations

from collections.abc import Sequence

from scoring.merge.outputs import Ranked
from scoring.reports.wording import Wording
from scoring.tables.indicators import IndicatorStatistics
from scoring.tables.overview import Overview, percent_of


def findings(
    overview: Overview, lowest: Sequence[IndicatorStatistics], say: Wording, *, by_verified: bool
) -> tuple[str, ...]:
    """Return the sentences; `lowest` are the weakest indicators to be named."""
    found = [_lead(overview, say, by_verified=by_verified)]
    if len(overview.ranked) > 1:
        units = say.count(len(overview.ranked))
        found.append(say("page.firm_text", firm=say.count(overview.firm), units=units))
    weak = "; ".join(
        say("page.weak_one", title=say.words(one.indicator.title), percent=say.percent(one.reached))
        for one in lowest
    )
    if weak:
        found.append(say("page.weak_text", indicators=weak))
    return tuple(found)


def _lead(overview: Overview, say: Wording, *, by_verified: bool) -> str:
    """Return who leads and who is last, or how many share the place."""
    first, last = overview.ranked[0], overview.ranked[-1]

    def told(one: Ranked, single: str, shared: str) -> str:
        own = one.unit.verified_points if by_verified else one.unit.points
        percent = say.percent(percent_of(one.unit, by_verified=by_verified))
        if one.tied > 1:
            return say(shared, n=say.count(one.tied), points=say.points(own), percent=percent)
        return say(single, unit=one.unit.unit_name, points=say.points(own), percent=percent)

    if first.rank == last.rank:
        return told(first, "page.lead_alone", "page.lead_level")
    ends = (told(first, "page.lead", "page.lead_shared"), told(last, "page.last", "page.last_shared"))
    return f"{'; '.join(ends)}."
