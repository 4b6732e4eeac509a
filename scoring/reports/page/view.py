"""What the page's template shows around the groups: head, problems, missing units, how points are made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

from criteria.clean import clean_line
from criteria.model import IndicatorSet
from scoring.merge.changed import Change, by_group
from scoring.merge.merged import PROBLEMS_FILE, Candidate, Conflict, Merged
from scoring.merge.outputs import Ranked
from scoring.reports.explained import points_of, reference_of, rule_sentences, total_sentences
from scoring.reports.page.group import group_view, heat_levels, period_title, set_title
from scoring.reports.problems import conflict_words, problem_rows
from scoring.reports.wording import Wording
from scoring.tables.overview import overviews

_MOST_PROBLEMS = 500
_MOST_MISSING = 1000

Shown = dict[str, object]


def page_view(
    merged: Merged, ranked: Sequence[Ranked], say: Wording, changes: Sequence[Change] | None = None
) -> Mapping[str, object]:
    """Return the names that the template asks for."""
    found = overviews(merged, ranked)
    changed = None if changes is None else by_group(changes, [overview.group for overview in found])
    groups = [
        group_view(number, overview, say, changed, by_verified=merged.by_verified)
        for number, overview in enumerate(found, 1)
    ]
    rows = problem_rows(merged, say)
    problems = [*islice(rows, _MOST_PROBLEMS)]
    left = sum(1 for _ in rows)
    late = len(merged.missing) - _MOST_MISSING
    titles = {say.words(overview.set.title) for overview in found}
    periods = dict.fromkeys(period_title(overview.group, say) for overview in found)
    heading = titles.pop() if len(titles) == 1 else say("report.heading")
    return {
        "say": say,
        "lang": say.lang,
        "title": f"{say('report.title')}: {heading}",
        "heading": heading,
        "about": [say("report.period", period=", ".join(periods))] if periods else [],
        "groups": groups,
        "levels": heat_levels(say),
        "people": _people(merged, say),
        "conflicts": [_conflict(one, say) for one in merged.conflicts],
        "problems": problems,
        "problems_cut": say("note.problems_cut", n=say.count(left), file=PROBLEMS_FILE) if left else "",
        "missing": [
            [clean_line(text) for text in (one.code, one.name, one.parent_name, one.period)]
            for one in merged.missing[:_MOST_MISSING]
        ],
        "missing_cut": say("note.problems_cut", n=say.count(late), file=PROBLEMS_FILE) if late > 0 else "",
        "sets": [_explained(known, say) for known in merged.sets.values()],
    }


def _people(merged: Merged, say: Wording) -> str:
    return say(
        "page.people_text",
        open=say.count(sum(one.is_open for one in merged.conflicts)),
        broken=say.count(merged.counts.get("broken", 0)),
        missing=say.count(len(merged.missing)),
    )


def _conflict(one: Conflict, say: Wording) -> Shown:
    return {
        "title": say("page.conflict", unit=one.unit_name, code=one.unit_code),
        "stand": conflict_words(one, say),
        "candidates": [_candidate(candidate, say) for candidate in one.candidates],
    }


def _candidate(one: Candidate, say: Wording) -> str:
    points = say("report.none") if one.points is None else say("report.points", points=say.points(one.points))
    return say("page.candidate", file=one.file, revision=one.revision, points=points)


def _explained(known: IndicatorSet, say: Wording) -> Shown:
    pillars = []
    for pillar in known.pillars:
        title = say(
            "note.pillar_line", id=pillar.id, title=say.words(pillar.title), points=say.points(pillar.points)
        )
        indicators = [
            {
                "id": one.id,
                "title": say.words(one.title),
                "question": "" if one.question is None else say.words(one.question),
                "points": points_of(one, say),
                "rule": [sentence.rstrip(".") for sentence in rule_sentences(one, known, say)],
                "reference": reference_of(one, known),
            }
            for one in pillar.indicators
        ]
        pillars.append({"title": title, "indicators": indicators})
    return {"title": set_title(known, say), "total": [*total_sentences(known, say)], "pillars": pillars}
