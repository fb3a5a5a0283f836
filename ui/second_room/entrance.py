"""How persons come in: the QR code, the short address with its PIN, and invitations for one person each."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout

from lab.domain.person import Role
from lab.domain.timeline import SECOND_US, clock_text
from lab.i18n import gettext as _
from ui import theme
from ui.second_room.company import Company
from ui.second_room.qr_code import QrCode
from ui.second_room.words import ROLES, role_name, role_purpose, seconds_until
from ui.widgets.boxes import Card, Flow, line
from ui.widgets.buttons import Button
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.columns import Columns
from ui.widgets.texts import body, fixed, overline, quiet, small, toned

if TYPE_CHECKING:
    from lab.live.messages import Invitation

_TICK_MS = 1000
_GROUPS = 3
"""Digits of the PIN that stand together."""


def pin_words(pin: str) -> str:
    """A PIN as it is read out: 402 193."""
    return " ".join(pin[place : place + _GROUPS] for place in range(0, len(pin), _GROUPS))


class EntranceCard(Card):
    """Shows the room's address; while an invitation is good, shows that instead."""

    def __init__(self, company: Company) -> None:
        super().__init__(_("Come in"), name="entrance")
        self._company = company
        self._invitation: Invitation | None = None
        self.code = QrCode()
        self.whom = overline("")
        self.address = body("")
        self.pin_name = overline(_("PIN, typed with the address"))
        self.pin = fixed("", "number")
        self.pin.setObjectName("pin")
        self.pin.setAccessibleName(_("PIN"))
        self.left = small("")
        self.new_pin = Button(_("New PIN"), company.new_pin, icon_name="arrow-clockwise")
        self.copy = Button(_("Copy the link"), self._copy, icon_name="copy")
        self.back = Button(_("Show the address again"), self._forget, kind="link")
        columns = Columns(2, 3, narrow=520)
        first, second = columns.columns
        first.addWidget(self.code)
        words = QVBoxLayout()
        words.setSpacing(theme.GRID // 2)
        for widget in (self.whom, self.address, self.pin_name, self.pin, self.left):
            words.addWidget(widget)
        words.addWidget(Flow(self.new_pin, self.copy, self.back))
        words.addStretch(1)
        second.addLayout(words)
        self.add(columns, line())
        self._invite()
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self.tick)
        self._tick.start()
        company.changed.connect(self.show_room)
        company.invited.connect(self._invited)
        self.show_room()

    def _invite(self) -> None:
        self.add(overline(_("Invite one person")))
        self.add(small(_("A code of their own, good once and for ten minutes, with the role in it. No PIN is typed.")))
        self.role = ChoiceBox()
        self.role.setObjectName("invited_role")
        self.role.setAccessibleName(_("Role of the invitation"))
        self.role.setMinimumContentsLength(round(24 / theme.text_scale()))
        for role in ROLES:
            self.role.addItem(role_name(role), role.value)
        self.purpose = quiet("")
        self.role.currentIndexChanged.connect(lambda _index: self._show_purpose())
        self.make = Button(
            _("Make the invitation"), lambda: self._company.invite(Role(self.role.currentData())), icon_name="qr-code"
        )
        self.make.setObjectName("invite")
        self.add(Flow(self.role, self.make), self.purpose)
        self._show_purpose()

    def show_room(self) -> None:
        """Show where the room is reached now."""
        state = self._company.state
        if state is None or not state.open:
            self._invitation = None
            return
        url = state.urls[0] if state.urls else ""
        invitation = self._invitation
        self.code.show_text(invitation.url if invitation is not None else url)
        self.whom.setText(
            _("For one {role}").format(role=role_name(invitation.role)) if invitation is not None else _("Address")
        )
        self.address.setText(state.short_address)
        for widget in (self.pin_name, self.pin, self.new_pin):
            widget.setVisible(invitation is None)
        self.back.setVisible(invitation is not None)
        self.pin.setText(pin_words(state.pin or ""))
        self.tick()

    def tick(self) -> None:
        """Bring the remaining time up to date; an invitation that is over makes room for the address."""
        state, now = self._company.state, datetime.now(UTC)
        if self._invitation is not None:
            seconds = seconds_until(self._invitation.until, now)
            if not seconds:
                self._forget()
                return
            words = _("good once, for another {time}")
        elif state is not None and state.pin_until:
            seconds = seconds_until(state.pin_until, now)
            words = _("good for another {time}")
        else:
            self.left.setText("")
            return
        self.left.setText(words.format(time=clock_text(seconds * SECOND_US)))
        toned(self.left, "careful" if seconds < 60 else "")

    def _show_purpose(self) -> None:
        self.purpose.setText(role_purpose(Role(self.role.currentData())))

    def _invited(self, invitation: "Invitation") -> None:
        self._invitation = invitation
        self.show_room()

    def _forget(self) -> None:
        self._invitation = None
        self.show_room()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.code.accessibleDescription())
