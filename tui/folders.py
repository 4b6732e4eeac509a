"""The folders of the program: where settings, drafts, records and sets lie."""

from __future__ import annotations

from pathlib import Path

from criteria.typed import NamedTuple
from tui.settings import Settings, settings_file

RECORDS_IN_HOME = "phieu"


class Folders(NamedTuple):
    """Where everything lies. Nothing is made by asking.

    Attributes:
        home: The folder to keep everything in, for instance on a stick; None for the system's own folders.
    """

    home: str | None = None

    @property
    def settings(self) -> Path:
        """The settings file."""
        return Path(settings_file(self.home)).absolute()

    @property
    def data(self) -> Path:
        """The folder that holds what the program keeps for itself."""
        if self.home is not None:
            return Path(self.home).absolute()
        from platformdirs import user_data_path  # noqa: PLC0415 - with a home it is not needed

        return user_data_path("xaso", appauthor=False)

    @property
    def drafts(self) -> Path:
        """The folder of the draft journals."""
        return self.data / "drafts"

    @property
    def sets(self) -> Path:
        """The folder of the sets the user has added; `InstalledSets.added` names the same."""
        return self.data / "sets"

    @property
    def log(self) -> Path:
        """The file that the program's own failures are written to."""
        return self.data / "xaso.log"

    @property
    def usual_records(self) -> Path:
        """The folder of the records where the settings name none: `xaso` in the user's documents."""
        if self.home is not None:
            return self.data / RECORDS_IN_HOME
        from platformdirs import user_documents_path  # noqa: PLC0415 - with a home it is not needed

        return user_documents_path() / "xaso"

    def records(self, settings: Settings) -> Path:
        """Return the folder of the records.

        What the settings name relative to the home folder is found there again when a stick gets another letter.
        """
        if not settings.records:
            return self.usual_records
        named = Path(settings.records).expanduser()
        return named if named.is_absolute() else (self.data / named)

    def written(self, records: Path) -> str:
        """Return how the settings name a folder of records: relative where it lies in the home folder."""
        if self.home is None:
            return str(records)
        try:
            return records.relative_to(self.data).as_posix()
        except ValueError:
            return str(records)
