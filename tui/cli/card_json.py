"""Score cards as JSON, for other people's tools."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal

from criteria.faults import Fault, show_path
from criteria.words import Lang
from scoring.index import PillarScore
from scoring.numbers import round_half_up
from scoring.reasons import say, standing_of
from scoring.scorecard import Line, ScoreCard
from tui.cli.card import cited

Json = dict[str, object]

_ZERO = Decimal(0)
_PERCENT_DIGITS = 6


def cards_as_json(cards: Iterable[ScoreCard], lang: Lang) -> str:
    """Return a JSON list with one object per card; points are numbers, what has none is null.

    A line's `max` is what it adds to the maximum: 0 for a bonus, a penalty and what is only recorded.
    """
    return json.dumps([_card(card, lang) for card in cards], ensure_ascii=False, indent=2)


def _card(card: ScoreCard, lang: Lang) -> Json:
    totals, verified, unit = card.totals, card.verified, card.record.unit
    return {
        "unit": {"code": unit.code, "name": unit.name},
        "set": {"id": card.set.id, "version": card.set.version},
        "period": card.record.period.label,
        "points": _number(totals.points),
        "max": _number(totals.max),
        "percent": _percent(totals.percent),
        "band": None if card.band is None else card.band.title.text(lang),
        "coverage": card.coverage._asdict(),
        "verified": {
            "points": None if verified.totals is None else _number(verified.totals.points),
            "coverage": {"reviewed": verified.coverage.answered, "asked": verified.coverage.asked},
        },
        "pillars": [_pillar(score, lang) for score in totals.pillars],
        "lines": [_line(line, card, lang) for line in card.lines],
        "findings": [_finding(fault, lang) for fault in card.findings],
    }


def _pillar(score: PillarScore, lang: Lang) -> Json:
    return {
        "id": score.pillar.id,
        "title": score.pillar.title.text(lang),
        "points": _number(score.points),
        "max": _number(score.max),
        "percent": _percent(score.percent),
    }


def _line(line: Line, card: ScoreCard, lang: Lang) -> Json:
    reference = line.indicator.reference
    return {
        "id": line.indicator.id,
        "title": line.indicator.title.text(lang),
        "state": line.state,
        "points": _number(line.points),
        "max": _number(line.max if line.indicator.in_maximum else _ZERO),
        "reason": say(line.reason, lang, standing_of(line.indicator)),
        "reference": None if reference is None else cited(reference, card.set),
        "verified_points": _number(line.verified_points),
        "difference": _number(line.difference),
        "status": line.status,
    }


def _finding(fault: Fault, lang: Lang) -> Json:
    return {"code": fault.code, "path": show_path(fault.path), "message": fault.message(lang)}


def _percent(percent: Decimal | None) -> int | float | None:
    return _number(None if percent is None else round_half_up(percent, _PERCENT_DIGITS))


def _number(points: Decimal | None) -> int | float | None:
    if points is None:
        return None
    return int(points) if points == points.to_integral_value() else float(points)
