"""On Today: whether observers can come in, and how; one press leads to the room's screen."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout

from lab.i18n import gettext as _
from lab.i18n import ngettext
from ui import theme
from ui.screen import clear
from ui.second_room.company import Company
from ui.second_room.entrance import pin_words
from ui.widgets.boxes import Card, boxed, row
from ui.widgets.buttons import Button
from ui.widgets.marks import state_line


class ObserversCard(Card):
    """The observers' room in a few lines, as it stands at every moment."""

    def __init__(self, company: Company, go: Callable[..., object]) -> None:
        super().__init__(_("Observers’ room"), name="observers_card")
        self._company = company
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.GRID)
        self.column.addLayout(self._lines)
        self.way = Button("", lambda: go("second_room"), icon_name="qr-code")
        self.way.setObjectName("to_second_room")
        self.add(boxed(row(self.way, 1)))
        company.changed.connect(self.show_room)
        self.show_room()

    def show_room(self) -> None:
        """Say how it stands."""
        clear(self._lines)
        state = self._company.state
        if state is None or not state.open:
            words = _("closed: observers cannot come in, and nobody reaches this computer")
            self._lines.addWidget(state_line(words, "lock-key", "unknown"))
            self.way.set_words(_("Open the room…"), "lock-open")
            return
        address = _("open: {address}").format(address=state.short_address)
        if state.pin:
            address = _("open: {address}, PIN {pin}").format(address=state.short_address, pin=pin_words(state.pin))
        self._lines.addWidget(state_line(address, "lock-open", "good"))
        if state.tls == "plain":
            self._lines.addWidget(state_line(_("not encrypted"), "warning", "careful"))
        there, waiting = sum(one.state == "here" for one in self._company.inside), len(self._company.lobby)
        words = ngettext("{n} person is there", "{n} people are there", there).format(n=there)
        self._lines.addWidget(state_line(words, "users", "info"))
        if waiting:
            words = ngettext("{n} waits to be admitted", "{n} wait to be admitted", waiting).format(n=waiting)
            self._lines.addWidget(state_line(words, "hand", "careful"))
        self.way.set_words(_("Code, people, invitations"), "qr-code")
