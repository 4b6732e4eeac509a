"""`xaso demo`: the sample records scored, and an invented district merged."""

from __future__ import annotations

from tui.cli.demo_samples import copy_samples, score_samples
from tui.cli.options import Options
from tui.installed import InstalledSets
from tui.speech import Speech


def demo(options: Options, speech: Speech) -> int:
    """Score the sample records, then make a district and merge it; with a folder, leave everything there."""
    installed = InstalledSets(home=options.home)
    folder = options.paths[0] if options.paths else None
    samples = copy_samples(folder) if folder else None
    score_samples(installed, speech, samples)
    from tui.cli.demo_district import show_district  # noqa: PLC0415 - who reads the cards need not wait for it

    return show_district(options, installed, speech)
