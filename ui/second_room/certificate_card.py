"""By which certificate the room is protected: its fingerprint in words, to be compared, and the sheet for tablets."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from lab.i18n import gettext as _
from lab.i18n import language
from ui.desk import Desk
from ui.printing import open_to_print
from ui.widgets.boxes import Card, Flow
from ui.widgets.buttons import Button
from ui.widgets.texts import body, overline, quiet, small, strong

if TYPE_CHECKING:
    from lab.live.messages import RoomState

_GROUP = 8
"""Bytes of the fingerprint that stand together."""


class CertificateCard(Card):
    """What a careful observer compares."""

    def __init__(self, desk: Desk, state: "RoomState") -> None:
        super().__init__(_("The certificate"), name="certificate")
        self._desk, self._state = desk, state
        words = strong(" ".join(state.fingerprint_words))
        words.setObjectName("fingerprint")
        hexadecimal = small(_in_groups(state.fingerprint))
        hexadecimal.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        hexadecimal.setAccessibleName(_("Fingerprint as browsers show it: {digits}").format(digits=state.fingerprint))
        self.add(
            quiet(
                _(
                    "Whoever wants to be sure opens the certificate in the browser, from its warning or the mark before"
                    " the address, and compares. What a page says of itself proves nothing."
                )
            ),
            overline(_("As browsers show it (SHA-256)")),
            hexadecimal,
            overline(_("The same in words")),
            words,
        )
        if state.certificate_until:
            self.add(small(_("Good until {day}").format(day=state.certificate_until[:10])))
        if state.tls == "own":
            self.add(
                body(_("The laboratory’s own tablets are enrolled once; from then on they ask nothing.")),
                Flow(Button(_("Print the enrolment sheet…"), self._print, icon_name="printer")),
            )

    def _print(self) -> None:
        url, spoken = self._state.urls[0], language()

        def page() -> str:
            from lab.services.enrolment import enrolment_sheet  # certificates take a while to load

            return enrolment_sheet(url, spoken)

        open_to_print(self._desk, f"enrolment-{spoken}", page)


def _in_groups(fingerprint: str) -> str:
    """Eight bytes together, so that the line can be broken."""
    pairs = fingerprint.split(":")
    return " ".join(":".join(pairs[place : place + _GROUP]) for place in range(0, len(pairs), _GROUP))
