"""The cheapest next gain of a line: the smallest step that brings more points, and how many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from criteria.model import Policy
from criteria.rules import (
    AllOrNothing,
    Choice,
    Composite,
    Given,
    Levels,
    Parts,
    PerItem,
    Proportional,
    Ratio,
    Rule,
    Steps,
)
from criteria.typed import NamedTuple
from criteria.words import Words
from scoring.answers import BLANK, Answer
from scoring.facts import read_facts
from scoring.index import totals
from scoring.line_judged import apply_to_line
from scoring.numbers import round_half_up
from scoring.outcome import AnswerError, NotApplicable, NotAsked, Outcome, Reason, Scored, Unscored
from scoring.rules_applied import Case
from scoring.scorecard import Line, ScoreCard

_ZERO = Decimal(0)
_ONE = Decimal(1)
_SHOWN_DIGITS = 4


class Gain(NamedTuple):
    """A step that brings points.

    Attributes:
        line: The line it is on.
        points: What it adds to the total: the total after it less the total now, both as they are printed.
        step: What to change, in words.
        answer: The answer once the step is taken; None where any answer that reaches the maximum would do.
    """

    line: Line
    points: Decimal
    step: Reason
    answer: Answer | None = None


class _Move(NamedTuple):
    """A better answer, and how to say what is better about it."""

    answer: Answer
    step: Reason


class _Bench(NamedTuple):
    """What every gain of one card is weighed with.

    Attributes:
        outcomes: Per pillar, the outcome of each of its indicators: those of the card, one replaced at a time.
        now: The total, as it is printed.
    """

    card: ScoreCard
    case: Case
    outcomes: list[list[Outcome]]
    now: Decimal


class _Candidate(NamedTuple):
    """A line that may bring points.

    Attributes:
        pillar: The place of its pillar in the set.
        place: Its place in the pillar.
        most: What it can add to the total, at the most.
    """

    line: Line
    pillar: int
    place: int
    most: Decimal


def gains(card: ScoreCard, most: int | None = None) -> tuple[Gain, ...]:
    """Return the next gain of every line that has one, most points first; or only the `most` largest."""
    facts = read_facts(card.set, card.record, (), [])
    case = Case(facts.numbers, [], None, facts.counts)
    ahead = iter(card.lines)
    lines = [[next(ahead) for _ in pillar.indicators] for pillar in card.set.pillars]
    outcomes = [[line.outcome for line in part] for part in lines]
    bench = _Bench(card, case, outcomes, _printed(card.totals.points))
    wanted = len(card.lines) if most is None else most
    found: list[Gain] = []
    for candidate in _candidates(card, lines):
        if len(found) >= wanted and found[wanted - 1].points >= candidate.most:
            break
        gain = _next_gain(bench, candidate)
        if gain is not None:
            found.append(gain)
            found.sort(key=lambda gain: gain.points, reverse=True)
    return tuple(found[:wanted])


def short_of_maximum(card: ScoreCard) -> list[Line]:
    """Return the lines that have fewer points than they could have."""
    return [line for line in card.lines if isinstance(line.outcome, Scored | Unscored) and _room(line) > 0]


def _room(line: Line) -> Decimal:
    """Return the points between the line and its maximum; of a penalty there are none to gain."""
    return _ZERO if line.indicator.penalty else line.indicator.points - (line.points or _ZERO)


def _printed(total: Decimal) -> Decimal:
    """Return a total as a card prints it, so that what is gained is the difference of what is read."""
    exponent = total.as_tuple().exponent
    long = isinstance(exponent, int) and exponent < -_SHOWN_DIGITS
    return round_half_up(total, _SHOWN_DIGITS) if long else total


def way_out(outcome: Outcome) -> Policy | None:
    """Return how a line leaves the maximum, `rescale` or `exclude`; None where it stays in it."""
    if isinstance(outcome, NotAsked):
        return "rescale"
    if isinstance(outcome, NotApplicable) and outcome.points is None:
        return outcome.policy
    return None


def _candidates(card: ScoreCard, lines: list[list[Line]]) -> list[_Candidate]:
    """Return the lines that may bring points, those that can bring the most first.

    What a line can bring is only bounded from above here: weighing it exactly means adding up the whole index.
    """
    known, scores = card.set, card.totals.pillars
    left = max(_ZERO, card.totals.max - card.totals.points)
    bonus_left = left if known.bonus_cap is None else min(left, known.bonus_cap - card.totals.bonus)
    # Rounding may add one more unit where it is done; a pillar's unit weighs in the total as its points do.
    rounding = known.rounding
    unit = _ONE.scaleb(-min(rounding.digits, _SHOWN_DIGITS) if "total" in rounding.at else -_SHOWN_DIGITS)
    within = _ONE.scaleb(-rounding.digits) if "pillar" in rounding.at else _ZERO
    found: list[_Candidate] = []
    for pillar, worth in enumerate(_worths(card, lines)):
        for place, line in enumerate(lines[pillar]):
            room = _room(line)
            if room <= 0 or not _may_bring(line):
                continue
            if line.indicator.bonus:
                most = min(bonus_left, room)
            elif not scores[pillar].max:
                most = _ZERO
            else:
                most = left if worth is None else min(left, (room + within) * worth)
            if most > 0:
                found.append(_Candidate(line, pillar, place, most + unit))
    found.sort(key=lambda candidate: candidate.most, reverse=True)
    return found


def _may_bring(line: Line) -> bool:
    """Tell whether an answer to the line itself could bring points."""
    if isinstance(line.rule, Given):
        return False
    outcome = line.outcome
    return isinstance(outcome, Scored) or (
        isinstance(outcome, Unscored) and outcome.reason.id != "parent_unanswered"
    )


def _worths(card: ScoreCard, lines: list[list[Line]]) -> list[Decimal | None]:
    """Return, per pillar, what one point on a line of it is worth in the total; None where that depends."""
    known, scores = card.set, card.totals.pillars
    if known.aggregation == "geometric_mean":
        return [None] * len(scores)
    weight = sum((score.pillar.weight for score in scores if score.max), _ZERO)
    gone = _ZERO
    worths: list[Decimal | None] = []
    for score, part in zip(scores, lines, strict=True):
        removed = excluded = kept = _ZERO
        for line in part:
            if not line.indicator.in_maximum:
                continue
            way = way_out(line.outcome)
            if way is None:
                kept += line.indicator.points
            elif way == "exclude":
                excluded += line.indicator.points
            else:
                removed += line.indicator.points
        if not score.max:
            gone += max(_ZERO, score.pillar.points - excluded)
            worths.append(_ZERO)
            continue
        left = score.max - removed
        worth = score.max / (left if left > 0 else kept) if removed else _ONE
        if known.aggregation == "weighted_mean":
            worth *= known.max_points * score.pillar.weight / (weight * score.max) if weight else _ZERO
        worths.append(worth)
    if known.aggregation == "sum" and card.totals.max > gone > 0:
        return [worth and worth * card.totals.max / (card.totals.max - gone) for worth in worths]
    return worths


def _next_gain(bench: _Bench, candidate: _Candidate) -> Gain | None:
    """Return the cheapest step on the line that adds to the total; None where there is none to take."""
    line = candidate.line
    indicator = line.indicator
    if isinstance(line.outcome, Unscored):
        step = Reason("gain_mend" if line.outcome.reason.id == "faulty" else "gain_answer")
        points = _added(bench, candidate, Scored(indicator.points, step))
        return Gain(line, points, step) if points > 0 else None
    now = line.points or _ZERO
    for move in _moves(line.rule, line.answer or BLANK, bench.case.facts):
        try:
            outcome = apply_to_line(indicator, line.rule, move.answer, bench.case, bench.card.set)
        except AnswerError:
            continue
        if isinstance(outcome, Scored) and outcome.points > now:
            points = _added(bench, candidate, outcome)
            if points > 0:
                return Gain(line, points, move.step, move.answer)
    return None


def _added(bench: _Bench, candidate: _Candidate, better: Scored) -> Decimal:
    """Return what the total gains if the line's outcome is the better one."""
    part = bench.outcomes[candidate.pillar]
    part[candidate.place] = better
    after = totals(bench.card.set, bench.outcomes)
    part[candidate.place] = candidate.line.outcome
    return _printed(after.points) - bench.now


def _moves(rule: Rule, answer: Answer, facts: Mapping[str, Decimal]) -> Iterator[_Move]:
    """Yield better answers, the cheapest first."""
    match rule:
        case AllOrNothing():
            yield _Move(answer._replace(value=True), Reason("gain_yes"))
        case Levels(levels=levels):
            for level in sorted(levels, key=lambda level: level.weight):
                yield _Move(answer._replace(value=level.id), Reason("gain_level", {"level": level.title}))
        case Parts():
            yield from _more_parts(rule, answer)
        case Steps(ratio=ratio, answer=kind):
            for step in rule.steps:
                yield from _up_to(step.reached, answer, ratio if kind == "ratio" else None, facts)
        case Proportional(best="high", ratio=ratio):
            if rule.floor is not None:
                yield from _up_to(rule.floor, answer, ratio, facts)
            yield from _up_to(rule.target, answer, ratio, facts)
        case Proportional(ratio=ratio):
            yield from _down_to(rule, answer, ratio, facts)
        case PerItem() if isinstance(answer.value, Decimal):
            yield _Move(answer._replace(value=answer.value + 1), Reason("gain_more", {"n": _ONE}))
        case Composite():
            yield from _better_input(rule, answer, facts)
        case _:
            return


def _more_parts(rule: Parts, answer: Answer) -> Iterator[_Move]:
    ticked = answer.value if isinstance(answer.value, tuple) else ()
    missing: list[Choice] = [part for part in rule.parts if part.id not in ticked]
    if rule.require == "sum":
        for part in missing:
            yield _Move(answer._replace(value=(*ticked, part.id)), Reason("gain_part", {"part": part.title}))
    every = (*ticked, *(part.id for part in missing))
    titles = tuple(part.title for part in missing)
    yield _Move(answer._replace(value=every), Reason("gain_parts", {"parts": titles}))


def _denominator(answer: Answer, ratio: Ratio, facts: Mapping[str, Decimal]) -> Decimal | None:
    return answer.of if ratio.of is None else facts.get(ratio.of)


def _up_to(
    bound: Decimal, answer: Answer, ratio: Ratio | None, facts: Mapping[str, Decimal]
) -> Iterator[_Move]:
    """Yield the answer that just reaches `bound`."""
    value = answer.value
    if ratio is None:
        if isinstance(value, Decimal):
            yield _reach(answer, value, bound)
        return
    of = _denominator(answer, ratio, facts)
    if not isinstance(value, Decimal) or of is None:
        percent = Reason("percent", {"rate_pct": bound * 100})
        exact = answer._replace(percent=bound * 100, approx=None)
        yield _Move(exact, Reason("gain_rate", {"rate": percent}))
        return
    needed = (bound * of / ratio.per).to_integral_value(ROUND_CEILING)
    yield _reach(answer._replace(percent=None), value, needed)


def _reach(answer: Answer, value: Decimal, needed: Decimal) -> _Move:
    if needed <= value:
        return _Move(answer._replace(approx=None), Reason("gain_exact", {"n": value}))
    step = Reason("gain_count", {"more": needed - value, "n": needed})
    return _Move(answer._replace(value=needed, approx=None), step)


def _down_to(
    rule: Proportional, answer: Answer, ratio: Ratio, facts: Mapping[str, Decimal]
) -> Iterator[_Move]:
    """Yield the answer that just comes down to the target, of a figure of which less is better."""
    value = answer.value
    if not isinstance(value, Decimal):
        return
    goal = rule.target
    if rule.answer == "ratio":
        of = _denominator(answer, ratio, facts)
        if of is None:
            return
        goal = (rule.target * of / ratio.per).to_integral_value(ROUND_FLOOR)
    step = Reason("gain_fewer", {"less": value - goal, "n": goal})
    yield _Move(answer._replace(value=goal, percent=None, approx=None), step)


def _better_input(rule: Composite, answer: Answer, facts: Mapping[str, Decimal]) -> Iterator[_Move]:
    """Yield the composite answer with one input better; where all must hold, with every input at its best."""
    best: dict[str, Answer] = dict(answer.inputs)
    for sub in rule.rules:
        title = sub.title or Words(sub.id)
        for move in _moves(sub.rule, answer.inputs.get(sub.id, BLANK), facts):
            step = Reason("gain_input", {"title": title, "step": move.step})
            yield _Move(answer._replace(inputs={**answer.inputs, sub.id: move.answer}), step)
            best[sub.id] = move.answer
    yield _Move(answer._replace(inputs=best), Reason("gain_all_inputs"))
