"""The button behind which the ways lie to end a session otherwise than by finishing it."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from lab.i18n import gettext as _
from ui.held.endings import Ending, Endings
from ui.palette_entries import PaletteEntry
from ui.widgets.buttons import IconButton


class EndingMenu(IconButton):
    """Shown as long as there is a way."""

    def __init__(self, endings: Endings) -> None:
        super().__init__(_("End otherwise…"), "dots-three", self._open)
        self.setObjectName("end_otherwise")
        self._endings = endings
        self._ending: Ending | None = None
        self.menu_of_ways = QMenu(self)
        self.menu_of_ways.setAccessibleName(_("End otherwise…"))
        self.hide()

    def show_for(self, ending: Ending | None) -> None:
        """Offer the ways of this session; None: there is none."""
        if ending == self._ending:
            return
        self._ending = ending
        ways = self._endings.ways(ending) if ending is not None else ()
        self.menu_of_ways.clear()
        for way in ways:
            action = self.menu_of_ways.addAction(way.text, way.do)
            action.setObjectName(way.name)
        self.setVisible(bool(ways))

    def palette_entries(self) -> tuple[PaletteEntry, ...]:
        """The same ways for the palette."""
        if self._ending is None:
            return ()
        return tuple(
            PaletteEntry(f"{self._ending.code}: {way.text}", _("Session"), way.icon, way.do)
            for way in self._endings.ways(self._ending)
        )

    def _open(self) -> None:
        self.menu_of_ways.popup(self.mapToGlobal(QPoint(0, self.height())))
