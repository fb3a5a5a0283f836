"""Tells the moderator, on whichever screen, what becomes of the room's way to the network while a session goes on."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from lab.i18n import gettext as _
from lab.wording import sentence_for
from ui.alerts import Alerts, Choice
from ui.second_room.company import Company

FAULT, MOVED = "room_fault", "room_moved"
_NETWORK = frozenset({"interface_unknown", "address_gone"})
"""Faults after which nobody reaches the room, and another network connection may help."""


class DoorWatch(QObject):
    """Says once what hinders the room, and once that its page lies elsewhere.

    Args:
        go: shows the screen on which it is opened and closed.
    """

    def __init__(self, company: Company, alerts: Alerts, go: Callable[[], object]) -> None:
        super().__init__(company)
        self._company = company
        self._alerts = alerts
        self._go = go
        self._fault = ""
        self._address = ""
        company.changed.connect(self.look)

    def look(self) -> None:
        """See how the door stands now."""
        state = self._company.state
        if state is None:
            return
        fault = fault_words(self._company)
        if fault != self._fault:
            self._fault = fault
            if fault:
                self._alerts.error(fault, self._to_the_room(), key=FAULT)
            else:
                self._alerts.withdraw(FAULT)
        if state.open and state.urls:
            before, self._address = self._address, state.urls[0]
            if before not in ("", self._address):
                self._alerts.warn(_moved(before, self._address), self._to_the_room(), key=MOVED)

    def _to_the_room(self) -> Choice:
        return Choice(_("Observers’ room"), self._go)


def fault_words(company: Company) -> str:
    """What hinders the room, and what can be done; empty: nothing does."""
    state = company.state
    if state is None or state.fault is None:
        return ""
    words = sentence_for(state.fault, state.facts)
    if not state.open or state.fault not in _NETWORK:
        return words
    help_ = _(
        "Observers do not reach the room; they go on tagging, and it waits on their devices. Connect the network "
        "again: everybody comes back by themselves. Or close the room and open it by another network."
    )
    return f"{words}\n{help_}"


def _moved(before: str, now: str) -> str:
    return _(
        "The observers’ page lies at another address now: {now}. Give out the new code. To a browser this is another "
        "place: what somebody has not sent yet lies at {before}. It is sent when the room is there again; or they save "
        "it as a file there (More), and you take it in."
    ).format(now=now, before=before)
