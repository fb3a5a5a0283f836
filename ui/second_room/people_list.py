"""Everybody of the second room: who waits, then who is there. Rows change in their place: no aimed click misses."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lab.i18n import gettext as _
from ui import theme
from ui.second_room.company import Company
from ui.second_room.person_row import LobbyRow, PersonRow
from ui.widgets.texts import overline, quiet

if TYPE_CHECKING:
    from lab.live.messages import PersonState


class PeopleList(QWidget):
    """`written_to` carries the id of a person to whom the moderator wants to write. `shown`: the list is up to date
    again.
    """

    written_to = Signal(str)
    shown = Signal()

    def __init__(self, company: Company) -> None:
        super().__init__()
        self.setObjectName("people_list")
        self._company = company
        self.waiting: dict[str, LobbyRow] = {}
        self.inside: dict[str, PersonRow] = {}
        self._lobby_name, self._inside_name = overline(_("Wait to be admitted")), overline(_("In the room"))
        self._nobody = quiet(_("Nobody is there yet. They come by the QR code, or by the address and the PIN."))
        self._lobby, self._people = QVBoxLayout(), QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID // 2)
        column.addWidget(self._lobby_name)
        column.addLayout(self._lobby)
        column.addWidget(self._inside_name)
        column.addLayout(self._people)
        column.addWidget(self._nobody)
        company.changed.connect(self.show_people)
        self.show_people()

    def show_people(self) -> None:
        """Show who is there now."""
        waiting, inside = self._company.lobby, self._company.inside
        self._drop(self.waiting, waiting)
        self._drop(self.inside, inside)
        for place, person in enumerate(waiting):
            self._waiting(person, place)
        for place, person in enumerate(inside):
            self._inside(person, place)
        self._lobby_name.setVisible(bool(waiting))
        self._inside_name.setVisible(bool(inside))
        self._nobody.setVisible(not waiting and not inside)
        self.shown.emit()

    def focus_first(self) -> None:
        """The focus goes to the first who waits, else to the first person."""
        first = next(iter(self._company.lobby), None)
        if first is not None:
            self.waiting[first.id].admit.setFocus()
        elif self._company.inside:
            self.inside[self._company.inside[0].id].more.setFocus()

    def _waiting(self, person: "PersonState", place: int) -> None:
        row = self.waiting.get(person.id)
        if row is None:
            row = self.waiting[person.id] = LobbyRow(person)
            row.admitted.connect(self._company.admit)
            row.refused.connect(self._company.remove)
        self._lobby.insertWidget(place, row)
        row.show_person(person, first=place == 0)

    def _inside(self, person: "PersonState", place: int) -> None:
        row = self.inside.get(person.id)
        if row is None:
            row = self.inside[person.id] = PersonRow(person)
            row.muted.connect(lambda one, on: self._company.mute(one, on=on))
            row.role_given.connect(self._company.give_role)
            row.removed.connect(self._company.remove)
            row.written_to.connect(self.written_to)
        self._people.insertWidget(place, row)
        row.show_person(person)

    @staticmethod
    def _drop(rows: "dict[str, LobbyRow] | dict[str, PersonRow]", people: "Sequence[PersonState]") -> None:
        """Rows of those who are no longer among these people go."""
        there = {person.id for person in people}
        for gone in [one for one in rows if one not in there]:
            row = rows.pop(gone)
            row.hide()
            row.deleteLater()
