"""Can observers reach the room? What this computer can tell by itself, and the one true test: a phone."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from lab.i18n import gettext as _
from lab.wording import sentence_for
from ui import theme
from ui.screen import clear
from ui.second_room.company import Company
from ui.widgets.boxes import Card, boxed, line, row
from ui.widgets.buttons import Button
from ui.widgets.marks import state_line
from ui.widgets.texts import overline, quiet

if TYPE_CHECKING:
    from lab.live.messages import NetworkFound

_SIGNS = {"good": ("check-circle", "good"), "hint": ("info", "info"), "bad": ("warning-circle", "bad")}
_OF_THE_PHONE = frozenset({"page_was_seen", "page_not_seen"})
"""What the test by phone says better."""


class NetworkCard(Card):
    """Findings of the check in words, each with its remedy; and whether another device has loaded the page."""

    def __init__(self, company: Company) -> None:
        super().__init__(_("Can observers reach it?"), name="network")
        self._company = company
        self._lines, self._phone = QVBoxLayout(), QVBoxLayout()
        for lines in (self._lines, self._phone):
            lines.setSpacing(theme.GRID)
        again = Button(_("Check again"), self._check, icon_name="arrow-clockwise", kind="link")
        again.setAccessibleName(_("Check the network again"))
        self.column.addLayout(self._lines)
        self.add(boxed(row(again, 1)), line(), overline(_("Test it with your own phone")))
        self.column.addLayout(self._phone)
        company.network_found.connect(self.show_found)
        company.changed.connect(self._show_phone)
        self._show_phone()

    def show_found(self, found: "NetworkFound") -> None:
        """Show what the check found."""
        clear(self._lines)
        for finding in found.findings:
            if finding.code not in _OF_THE_PHONE:
                icon_name, tone = _SIGNS[finding.level]
                self._lines.addWidget(state_line(sentence_for(finding.code, finding.facts), icon_name, tone))

    def _check(self) -> None:
        clear(self._lines)
        self._lines.addWidget(state_line(_("Looking…"), "circle-dashed", "unknown"))
        self._company.check_network()

    def _show_phone(self) -> None:
        state = self._company.state
        clear(self._phone)
        if state is None or not state.open:
            words = _("Open the room first; then point your phone’s camera at the code.")
            self._phone.addWidget(quiet(words))
        elif state.seen_from:
            words = _("Another device ({address}) has loaded the page: the way is free.").format(
                address=state.seen_from
            )
            self._phone.addWidget(state_line(words, "check-circle", "good"))
        else:
            steps = _(
                "Connect the phone to the same network and point its camera at the code. The moment it has loaded the "
                "page, it is said here. If nothing comes: this computer’s firewall must let port {port} in, and "
                "guest networks often keep their devices apart."
            )
            self._phone.addWidget(state_line(steps.format(port=state.port), "device-mobile", "info"))
