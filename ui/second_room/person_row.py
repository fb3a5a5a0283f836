"""One person of the second room: who they are, how they fare, and what can be done about it."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QFrame, QMenu, QVBoxLayout

from lab.domain.person import NOTING
from lab.i18n import gettext as _
from ui import theme
from ui.second_room.words import ROLES, person_words, role_name
from ui.widgets.boxes import Flow, row
from ui.widgets.buttons import Button, IconButton, emphasize
from ui.widgets.texts import small, strong, toned
from ui.widgets.tips import plain

if TYPE_CHECKING:
    from lab.live.messages import PersonState


class LobbyRow(QFrame):
    """Somebody who waits.

    Signals:
        admitted: person, role. refused: person.
    """

    admitted = Signal(str, str)
    refused = Signal(str)

    def __init__(self, person: "PersonState") -> None:
        super().__init__()
        self.person = person
        self._name = strong("")
        self._about = small("")
        self.admit = Button(_("Admit"), self._admit, icon_name="check")
        self.as_role = Button(_("Admit as…"), self._offer_roles, kind="compact")
        self.refuse = Button(_("Refuse"), self._refuse, kind="compact")
        self.roles = QMenu(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GRID // 2, 0, theme.GRID // 2)
        column.setSpacing(theme.GRID // 2)
        for widget in (self._name, self._about, Flow(self.admit, self.as_role, self.refuse)):
            column.addWidget(widget)
        self.show_person(person)

    def show_person(self, person: "PersonState", *, first: bool = False) -> None:
        """Show them as they are now; `first`: they are the next to be let in."""
        self.person = person
        self._name.setText(person.name)
        words = [role_name(person.role), person.organisation]
        self._about.setText(" · ".join(word for word in words if word))
        self.admit.setAccessibleName(_("Admit {name} as {role}").format(name=person.name, role=role_name(person.role)))
        self.as_role.setAccessibleName(_("Admit {name} in another role").format(name=person.name))
        self.refuse.setAccessibleName(_("Refuse {name}").format(name=person.name))
        emphasize(self.admit, primary=first)

    def _admit(self) -> None:
        self.admitted.emit(self.person.id, self.person.role)

    def _refuse(self) -> None:
        self.refused.emit(self.person.id)

    def _offer_roles(self) -> None:
        self.roles.clear()
        for role in ROLES:
            self.roles.addAction(role_name(role), partial(self.admitted.emit, self.person.id, role))
        self.roles.popup(self.as_role.mapToGlobal(QPoint(0, self.as_role.height())))


class PersonRow(QFrame):
    """Somebody who was admitted.

    Signals:
        muted: person, on. role_given: person, role. written_to, removed: person.
    """

    muted = Signal(str, bool)
    role_given = Signal(str, str)
    written_to = Signal(str)
    removed = Signal(str)

    def __init__(self, person: "PersonState") -> None:
        super().__init__()
        self.person = person
        self._name = strong("")
        self._about = small("")
        self.more = IconButton("", "dots-three", self._offer)
        self.ways = QMenu(self)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._about)
        line = row()
        line.addLayout(words, 1)
        line.addWidget(self.more)
        line.setContentsMargins(0, theme.GRID // 2, 0, theme.GRID // 2)
        self.setLayout(line)
        self.show_person(person)

    def show_person(self, person: "PersonState") -> None:
        """Show them as they are now."""
        self.person = person
        self._name.setText(person.name)
        self._about.setText(person_words(person))
        toned(self._about, "careful" if person.state == "away" or person.waiting or person.track == "low" else "")
        name = _("What to do with {name}").format(name=person.name)
        self.more.setAccessibleName(name)
        self.more.setToolTip(plain(name))

    def _offer(self) -> None:
        person = self.person
        self.ways.clear()
        if person.role in NOTING:
            self.ways.addAction(_("Write to {name}").format(name=person.name), partial(self.written_to.emit, person.id))
        mute = _("Hear again") if person.muted else _("Mute")
        self.ways.addAction(mute, partial(self.muted.emit, person.id, not person.muted))
        roles = self.ways.addMenu(_("Give another role"))
        for role in ROLES:
            if role != person.role:
                roles.addAction(role_name(role), partial(self.role_given.emit, person.id, role))
        self.ways.addAction(_("Remove from the room"), partial(self.removed.emit, person.id))
        self.ways.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))
