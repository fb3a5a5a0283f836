"""The button of the devices check behind which the further sources lie: a second screen, the computer's sound."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu

from lab.i18n import gettext as _
from ui.session.device_row import place_words
from ui.session.sources import Place
from ui.widgets.buttons import Button


class AddSource(Button):
    """Shown as long as there is something to add.

    Signals:
        wanted: the place at which another device is to stand.
    """

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Record something else as well…"), self._open, icon_name="plus", kind="plain")
        self.setObjectName("add_source")
        self.menu_of_places = QMenu(self)
        self.menu_of_places.setAccessibleName(self.text())

    def offer(self, places: Sequence[Place]) -> None:
        """Offer these places."""
        self.menu_of_places.clear()
        for place in places:
            action = self.menu_of_places.addAction(place_words(place))
            action.setObjectName(f"add_{place}")
            action.triggered.connect(lambda _checked=False, place=place: self.wanted.emit(place))
        self.setVisible(bool(places))

    def _open(self) -> None:
        self.menu_of_places.popup(self.mapToGlobal(QPoint(0, self.height())))
