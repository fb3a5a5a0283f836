"""Is the room ready? Disk, folder and devices, each said in words; read in the background."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from lab.i18n import gettext as _
from lab.i18n import ngettext
from lab.wording import sentence_for
from ui import theme
from ui.encryption import encryption_line
from ui.screen import clear
from ui.widgets.boxes import Card, boxed, row
from ui.widgets.buttons import Button
from ui.widgets.marks import state_line
from ui.widgets.texts import strong, toned

if TYPE_CHECKING:
    from lab.folder import LabFolder

BYTES_AN_HOUR = 1_500_000_000
"""A generous hour of screen, camera and sound."""
FEW_HOURS = 4
_NAMELESS = "screen"


@dataclass(frozen=True, slots=True)
class Readiness:
    """How the room stood when it was looked at.

    Attributes:
        free_hours: of recording that fit on the disk.
        encryption: as `LabFolder.encryption`.
        screens, cameras, microphones: names of what was found.
        faults: a sentence for everything that is missing, with its remedy.
    """

    folder: str
    free_hours: float
    encryption: str
    screens: tuple[str, ...]
    cameras: tuple[str, ...]
    microphones: tuple[str, ...]
    faults: tuple[str, ...]

    @property
    def is_ready(self) -> bool:
        """Whether nothing is missing: devices of each kind are there, and room for a day of recording."""
        return not self.faults and self.free_hours >= FEW_HOURS


def read_readiness(folder: "LabFolder", *, rescan: bool) -> Readiness:
    """Look at the disk and at the devices; `rescan` also finds a microphone plugged in since the program began."""
    from lab.services.session_view import devices_here

    found = devices_here(rescan=rescan)
    return Readiness(
        folder=str(folder.path),
        free_hours=shutil.disk_usage(folder.path).free / BYTES_AN_HOUR,
        encryption=folder.encryption,
        screens=tuple(_screen_words(one.name, one.width, one.height) for one in found.screens),
        cameras=tuple(one.name for one in found.cameras),
        microphones=tuple(one.name for one in found.microphones),
        faults=tuple(sentence_for(fault.code, fault.facts) for fault in found.faults),
    )


def _screen_words(name: str, width: int, height: int) -> str:
    """A screen as it is known; the only screen of a server that names none is called by its size."""
    if not width:
        return _("the session asks which one")
    size = f"{width} × {height}"
    return size if name == _NAMELESS else f"{name}, {size}"


class ReadinessCard(Card):
    """Each line says how it is, and what to do where something is missing."""

    def __init__(self, look_again: Callable[[], object]) -> None:
        super().__init__(_("Is the room ready?"), name="readiness")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.GRID)
        self._again = Button(_("Look again"), look_again, icon_name="arrow-clockwise", kind="link")
        self._again.setAccessibleName(_("Look at the devices again"))
        self.column.addLayout(self._lines)
        self.add(boxed(row(self._again, 1)))
        self.wait()

    def wait(self) -> None:
        """It is being looked at."""
        clear(self._lines)
        self._lines.addWidget(state_line(_("Looking at disk and devices…"), "circle-dashed", "unknown"))

    def show_readiness(self, found: Readiness) -> None:
        """Say how it stands."""
        clear(self._lines)
        if found.is_ready:
            answer = toned(strong(_("Everything is there.")), "good")
        else:
            answer = toned(strong(_("Something is missing.")), "careful")
        self._lines.addWidget(answer)
        words = _("Recordings stay on this computer: {path}").format(path=found.folder)
        self._lines.addWidget(state_line(words, "folder", "info"))
        self._lines.addWidget(encryption_line(found.encryption))
        self._disk(found.free_hours)
        for text, names in (
            (_("Screen: {names}"), found.screens),
            (_("Camera: {names}"), found.cameras),
            (_("Microphone: {names}"), found.microphones),
        ):
            if names:
                self._lines.addWidget(state_line(text.format(names=", ".join(names)), "check-circle", "good"))
        for fault in found.faults:
            self._lines.addWidget(state_line(fault, "warning-circle", "careful"))

    def _disk(self, hours: float) -> None:
        whole = int(hours)
        room = ngettext("Room for about {n} hour of recording", "Room for about {n} hours of recording", whole)
        tone, icon_name = ("good", "check-circle") if hours >= FEW_HOURS else ("bad", "warning-circle")
        self._lines.addWidget(state_line(room.format(n=whole), icon_name, tone))
