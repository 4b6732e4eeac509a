"""The indicator sets at hand: folders named on the command line, those the user added, those we ship."""

from __future__ import annotations

import os
from collections.abc import Iterable

from criteria.faults import Fault, FaultError
from criteria.library import SHIPPED, SetPlace, find, places
from criteria.model import IndicatorSet
from criteria.reading import load_set


class InstalledSets:
    """Finds and loads sets; each is read once.

    Args:
        extra: Folders of one version of a set each, preferred to what is installed.
        home: Folder to keep everything in, in place of the system's own.
    """

    def __init__(self, extra: Iterable[str] = (), home: str | None = None) -> None:
        self._home = home
        self._loaded: dict[tuple[str, str], IndicatorSet] = {}
        for folder in extra:
            known = load_set(folder)
            self._loaded[known.id, known.version] = known

    def load(self, set_id: str, version: str) -> IndicatorSet:
        """Return a set in the version asked for.

        Raises:
            FaultError: It is not at hand, or has faults.
        """
        known = self._loaded.get((set_id, version))
        if known is None:
            known = load_set(self.find(set_id, version).folder)
            if (known.id, known.version) != (set_id, version):
                raise FaultError(
                    [Fault("C005", (), {"word": f"{known.id} {known.version}"}, f"{set_id}/{version}")]
                )
            self._loaded[set_id, version] = known
        return known

    def named(self, set_id: str, version: str | None) -> IndicatorSet:
        """Return a set by its id, in its newest version where none is named; a folder given with it comes first.

        Raises:
            FaultError: It is not at hand, or has faults.
        """
        given = [
            known
            for known in self._loaded.values()
            if known.id == set_id and version in {None, known.version}
        ]
        if given:
            return given[-1]
        place = self.find(set_id, version)
        return self.load(place.id, place.version)

    def find(self, set_id: str, version: str | None) -> SetPlace:
        """Return where a set lies; its newest version where none is named.

        Raises:
            FaultError: It is not at hand.
        """
        if version is not None:
            try:
                return find(set_id, version, [SHIPPED])
            except FaultError:
                pass  # most records name a set we ship; only the others need the user's folder
        return find(set_id, version, [self.added(), SHIPPED])

    def newest(self, set_id: str) -> str | None:
        """Return the newest version of a set that is at hand; None where there is none."""
        try:
            return self.find(set_id, None).version
        except FaultError:
            return None

    def all(self) -> list[SetPlace]:
        """Return every installed version of every set."""
        return [*places([self.added(), SHIPPED])]

    def added(self) -> str:
        """Return the folder of the sets the user has added."""
        if self._home is not None:
            return os.path.join(self._home, "sets")
        from platformdirs import user_data_dir  # noqa: PLC0415 - costs more than scoring a record

        return os.path.join(user_data_dir("xaso", appauthor=False), "sets")
