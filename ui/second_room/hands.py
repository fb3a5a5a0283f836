"""Raised hands: calm notices that stay until they were seen to, beside the session and on the room's own screen."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from lab.i18n import gettext as _
from ui import theme
from ui.screen import clear
from ui.second_room.company import Company
from ui.widgets.boxes import row
from ui.widgets.buttons import Button, IconButton
from ui.widgets.icon_label import IconLabel
from ui.widgets.texts import body

if TYPE_CHECKING:
    from lab.live.messages import HandRaised


class HandNotice(QFrame):
    """A raised hand: calm, it stays until it was seen to.

    Signals:
        shown: HandRaised; whoever raised it is to be looked at. put_away: id.
    """

    shown = Signal(object)
    put_away = Signal(str)

    def __init__(self, hand: "HandRaised", *, exposed: bool) -> None:
        super().__init__()
        self.hand = hand
        self.setProperty("tone", "info")
        self.setObjectName("hand")
        said = _("{name} raises a hand").format(name=hand.author)
        self.words = body(said if exposed or not hand.text else f"{hand.author}: {hand.text}")
        away = IconButton(_("Put away"), "x", lambda: self.put_away.emit(hand.id))
        top = row(IconLabel("hand", "info"), self.words, away)
        top.setStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GRID, 2, 2, 2)
        column.setSpacing(0)
        column.addLayout(top)
        if hand.annotation is not None:
            self.to_tag = Button(_("Show the tag"), lambda: self.shown.emit(hand), kind="link")
            column.addWidget(self.to_tag)


class Hands(QWidget):
    """All hands that are up.

    Args:
        exposed: whether the participant, or the recording, sees this window now: then no words of observers are shown.

    Signals:
        tag_wanted: HandRaised whose tag is to be shown; the hand was put away by that.
    """

    tag_wanted = Signal(object)

    def __init__(self, company: Company, exposed: Callable[[], bool]) -> None:
        super().__init__()
        self._company = company
        self._exposed = exposed
        self._was_exposed = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.GRID // 2)
        company.hands_changed.connect(self._show)
        self._show()

    def look(self) -> None:
        """Words of observers disappear where the participant would read them."""
        if self._exposed() != self._was_exposed:
            self._show()

    def _show(self) -> None:
        self._was_exposed = self._exposed()
        clear(self._column)
        for hand in self._company.hands:
            notice = HandNotice(hand, exposed=self._was_exposed)
            notice.put_away.connect(self._company.put_away)
            notice.shown.connect(self._show_tag)
            self._column.addWidget(notice)
        self.setVisible(bool(self._company.hands))

    def _show_tag(self, hand: "HandRaised") -> None:
        self._company.put_away(hand.id)
        self.tag_wanted.emit(hand)
