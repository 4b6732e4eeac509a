"""Why a step brings more points than its indicator has, in words."""

from __future__ import annotations

from scoring.gains import Gain, way_out
from scoring.scorecard import ScoreCard
from tui.cli.output import points_text
from tui.speech import Speech


def why_beyond(gain: Gain, card: ScoreCard, speech: Speech) -> str:
    """Return why a gain is more than all the points of its indicator; empty where it is not."""
    if gain.points <= gain.line.max:
        return ""
    if card.set.aggregation != "sum":
        key = "score_card.gain_weighted"
    elif any(way_out(line.outcome) == "rescale" for line in card.lines):
        key = "score_card.gain_rescaled"
    else:
        return ""
    return speech(key, points=points_text(gain.line.max, speech))
