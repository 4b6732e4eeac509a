"""What every screen of the desk works with: words, settings, folders, sets, the clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from time import time

from criteria.faults import Fault, FaultError
from tui.folders import Folders
from tui.installed import InstalledSets
from tui.preflight import Colours
from tui.settings import Settings, Theme, write_settings
from tui.speech import Speech


class Desk:
    """The surroundings of the screens.

    Attributes:
        speech: The words, in the language of now.
        settings: The settings as they stand.
        folders: Where things lie.
        sets: The indicator sets at hand.
        clock: Seconds since 1970.
        now: The moment of now, with its zone.
        colours: How many the terminal has.
        faults: What is wrong with the settings file.
        unkept: Whether the draft last closed could not be written to its end.
        busy: Whether a worker is about to open another screen: keys wait for it.
    """

    def __init__(
        self,
        settings: Settings,
        folders: Folders,
        sets: InstalledSets,
        *,
        colours: Colours = "truecolor",
        faults: tuple[Fault, ...] = (),
        clock: Callable[[], float] = time,
        now: Callable[[], datetime] = lambda: datetime.now().astimezone(),
    ) -> None:
        self.settings = settings
        self.folders = folders
        self.sets = sets
        self.colours = colours
        self.faults = faults
        self.clock = clock
        self.now = now
        self.speech = Speech(settings.lang)
        self.busy = False
        self.unkept = False

    @property
    def theme(self) -> Theme:
        """The colours to show: those of the settings, as far as the terminal has them."""
        chosen = self.settings.theme
        if self.colours == "none":
            return "mono"
        return "ansi" if self.colours == "16" and chosen in {"dark", "light"} else chosen

    def log(self, trouble: str) -> str:
        """Write a failure of the program's own to the log, and return what to tell its user: what is kept, and where to turn."""
        path = self.folders.log
        said = [self.speech("desk.crashed"), self.speech("desk.unkept" if self.unkept else "desk.kept")]
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("a", encoding="utf-8", errors="replace") as file:
                file.write(f"{self.now().isoformat()}\n{trouble}\n")
        except OSError:
            return " ".join(said)
        return "\n".join([" ".join(said), self.speech("desk.logged", log=str(path))])

    def change(self, **changes: object) -> tuple[Fault, ...]:
        """Change settings and write them; where they cannot be written they hold for this session, and why is returned."""
        self.settings = self.settings._replace(**changes)  # type: ignore[arg-type]  # names and kinds are Settings'
        self.speech = Speech(self.settings.lang)
        try:
            write_settings(self.folders.settings, self.settings)
        except FaultError as error:
            return error.faults
        return ()
