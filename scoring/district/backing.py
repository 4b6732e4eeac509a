"""What stands beside an invented answer: source and day, papers, a note, a plan, a reason why nothing applies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from criteria.model import Indicator, IndicatorSet
from criteria.rules import Levels, Proportional, Steps
from scoring.answers import BLANK, Answer, Evidence
from scoring.district.standing import Standing
from scoring.district.tables import Form, table

_HALF = Decimal("0.5")
_EARLIEST, _LAST = 170, 12
"""Days before the end of the period that papers are from: decisions at the most, lists and reports at the most."""
_PAPERS = 400


def unanswered(indicator: Indicator, standing: Standing) -> bool:
    """Tell whether nobody answers the question."""
    share = standing.commune.blank
    if share is None:
        return standing.happens("blank", indicator.id)
    return standing.draw("blank", indicator.id) < share


def excused(known: IndicatorSet, indicator: Indicator, form: Form, standing: Standing) -> Answer | None:
    """Return the answer of a commune the question does not apply to; None where it does."""
    policy = indicator.not_applicable or known.not_applicable
    if form.inapplicable is None or policy == "refuse":
        return None
    if policy == "full_marks" and standing.readiness < _HALF:
        return None
    if not standing.happens("inapplicable", indicator.id):
        return None
    return Answer(not_applicable=form.inapplicable, evidence=_papers(indicator, form.papers, standing))


def intended(indicator: Indicator, form: Form, standing: Standing) -> Answer:
    """Return what stands in place of an answer that is not there: a plan, or nothing."""
    plan = _plan(form, standing)
    return BLANK if plan is None or not standing.happens("plan", indicator.id) else Answer(plan=plan)


def backed(answer: Answer, level: Decimal, indicator: Indicator, form: Form, standing: Standing) -> Answer:
    """Return an answer with what backs and explains it.

    Args:
        answer: The answer itself.
        level: How well the commune does at it, 0..1: those who lag have plans.
        indicator: What was asked.
        form: The words for it.
        standing: Who answers, when.
    """
    id_ = indicator.id
    answer = _as_rate(answer, indicator, form, standing)
    if form.source and standing.happens("source", id_):
        answer = answer._replace(source=form.source, as_of=standing.period.end)
    if form.notes and answer.note is None and standing.happens("note", id_):
        which = int(standing.draw("which note", id_) * len(form.notes))
        answer = answer._replace(note=form.notes[which])
    if level < _HALF and standing.happens("plan", id_):
        answer = answer._replace(plan=_plan(form, standing))
    if standing.happens("evidence", id_):
        papers = form.papers if _is_there(answer, indicator, standing) else [table("communes")["survey"]]
        answer = answer._replace(evidence=_papers(indicator, papers if form.papers else (), standing))
    return answer


def _as_rate(answer: Answer, indicator: Indicator, form: Form, standing: Standing) -> Answer:
    """Return the answer of those who were told only a percentage."""
    rule = indicator.rule_for(standing.commune.unit_class)
    if form.rate_only is None or not isinstance(rule, Proportional | Steps):
        return answer
    if not standing.happens("rate_only", indicator.id):
        return answer
    percent = 10 + int(standing.draw("percent", indicator.id) * 60)
    return Answer(percent=Decimal(percent), note=form.rate_only)


def _is_there(answer: Answer, indicator: Indicator, standing: Standing) -> bool:
    """Tell whether there is anything that a paper could show."""
    rule = indicator.rule_for(standing.commune.unit_class)
    if isinstance(rule, Levels):
        return any(level.id == answer.value and level.weight for level in rule.levels)
    return answer.value is None or bool(answer.value)


def _plan(form: Form, standing: Standing) -> str | None:
    return None if form.plan is None else form.plan.format(year=standing.period.end.year)


def _papers(
    indicator: Indicator, papers: Sequence[Mapping[str, Any]], standing: Standing
) -> tuple[Evidence, ...]:
    """Return one of the papers there may be, with a number and a day of its own."""
    if not papers:
        return ()
    id_ = indicator.id
    paper = papers[int(standing.draw("paper", id_) * len(papers))]
    most = _LAST if "kind" not in paper or paper.get("late") else _EARLIEST
    days = int(standing.draw("day of the paper", id_) * most)
    number = f"{1 + int(standing.draw('number', id_) * _PAPERS)}/{paper['kind']}" if "kind" in paper else None
    title = paper["title"].format(last_year=standing.period.start.year - 1)
    return (Evidence(number, standing.period.end - timedelta(days=days), title),)
