"""What is said between moderator and observers. The participant never sees it: not on a screen that is recorded."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QShowEvent, Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from lab.domain.person import NOTING
from lab.i18n import gettext as _
from lab.i18n import pgettext
from recordings import clock
from ui import theme
from ui.second_room.company import Company
from ui.widgets.boxes import row
from ui.widgets.buttons import Button
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.icon_label import IconLabel
from ui.widgets.texts import quiet, small

if TYPE_CHECKING:
    from lab.live.messages import ChatSaid

EVERYBODY = "observers"
_LONGEST = 2_000
_LIST_HEIGHT = 120


class ChatPanel(QWidget):
    """The words, the newest below, and a line to answer in.

    Args:
        exposed: whether this window lies where the participant, or the recording, sees it now.

    Signals:
        left: Escape was pressed in the line.
    """

    left = Signal()

    def __init__(self, company: Company, exposed: Callable[[], bool]) -> None:
        super().__init__()
        self.setObjectName("chat")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._company = company
        self._exposed = exposed
        self.list = QListWidget()
        self.list.setObjectName("chat_list")
        self.list.setAccessibleName(_("What was said, the newest below"))
        self.list.setWordWrap(True)
        self.list.setSpacing(theme.GRID // 4)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(theme.scaled(_LIST_HEIGHT))
        self.hidden = quiet(
            _(
                "The chat is not shown: this window lies on the screen that is recorded, and the participant would "
                "read it. Move the window, or chat from a second device."
            )
        )
        self.empty = quiet(_("Nobody has said anything yet."))
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.to = ChoiceBox()
        self.to.setObjectName("chat_to")
        self.to.setAccessibleName(_("To whom"))
        self.text = QLineEdit()
        self.text.setObjectName("chat_text")
        self.text.setAccessibleName(_("Write to the observers"))
        self.text.setPlaceholderText(_("Write to the observers"))
        self.text.setMaxLength(_LONGEST)
        self.text.returnPressed.connect(self._say)
        self.send = Button(_("Send"), self._say, icon_name="paper-plane-tilt")
        lock = small(_("The participant never sees this."))
        promise = row(IconLabel("eye-slash", "unknown", theme.ICON - 4), lock)
        promise.setStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID // 2)
        column.addLayout(promise)
        for widget in (self.hidden, self.list, self.empty, self.to, self.text, self.send):
            column.addWidget(widget, int(widget in (self.list, self.empty)))
        self._rest = QWidget()
        column.addWidget(self._rest, 1)
        company.said.connect(self._add)
        company.forgotten.connect(self._show_all)
        company.changed.connect(self._show_whom)
        self._show_whom()
        self._show_all()

    def write_to(self, person: str) -> None:
        """Begin to write to one person, or to everybody (`EVERYBODY`)."""
        self.to.setCurrentIndex(max(0, self.to.findData(person)))
        # Where nothing can be written Escape still leads back.
        (self if self._exposed() else self.text).setFocus()

    def look(self) -> None:
        """Hide the words where the participant would see them, and show them again elsewhere."""
        exposed = self._exposed()
        for widget in (self.hidden, self._rest):
            widget.setVisible(exposed)
        for widget in (self.to, self.text, self.send):
            widget.setVisible(not exposed)
        self.list.setVisible(not exposed and bool(self._company.chat))
        self.empty.setVisible(not exposed and not self._company.chat)
        if self._is_seen:
            self._company.read()

    @property
    def _is_seen(self) -> bool:
        """Whether words that stand here are read: not where they are hidden, or scrolled out of sight."""
        return self.isVisible() and not self._exposed() and not self.visibleRegion().isEmpty()

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody reads."""
        super().showEvent(event)
        self._show_all()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the session."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _say(self) -> None:
        if self.text.text().strip():
            self._company.say(self.text.text(), str(self.to.currentData()))
            self.text.clear()

    def _show_all(self) -> None:
        """Everything that is known; what nobody here has seen bears the word "new" until the panel is shown again."""
        self.list.clear()
        for said in self._company.chat:
            self._line(said, is_new=self._company.is_unread(said.id))
        self.list.scrollToBottom()
        self.look()

    def _add(self, said: "ChatSaid") -> None:
        self._line(said, is_new=self._company.is_unread(said.id) and not self._is_seen)
        self.list.scrollToBottom()
        self.look()

    def _line(self, said: "ChatSaid", *, is_new: bool) -> None:
        new = "  ● " + pgettext("chat", "new") if is_new else ""
        self.list.addItem(QListWidgetItem(f"{_head(said, self._whom(said))}{new}\n{said.text}"))

    def _whom(self, said: "ChatSaid") -> str:
        """To whom alone something was said; empty: to everybody."""
        if said.to == EVERYBODY:
            return ""
        if said.to == "moderator":
            return pgettext("said to", "you")
        names = (one.name for one in self._company.people if one.id == said.to)
        return next(names, pgettext("said to", "one person"))

    def _show_whom(self) -> None:
        """Everybody, and each who is there; whoever was chosen stays chosen. In a closed room nobody would hear."""
        for widget in (self.to, self.text, self.send):
            widget.setEnabled(self._company.is_open)
        wanted = [(_("To all observers"), EVERYBODY)]
        wanted += [
            (_("Only to {name}").format(name=one.name), one.id) for one in self._company.inside if one.role in NOTING
        ]
        if [(self.to.itemText(place), self.to.itemData(place)) for place in range(self.to.count())] == wanted:
            return
        chosen = self.to.currentData()
        self.to.clear()
        for words, data in wanted:
            self.to.addItem(words, data)
        self.to.setCurrentIndex(max(0, self.to.findData(chosen)))


def _head(said: "ChatSaid", only_to: str) -> str:
    """When and who; to whom, if it was not for everybody."""
    ago = timedelta(microseconds=max(0, clock.now_us() - said.at_us))
    when = f"{datetime.now().astimezone() - ago:%H:%M}"
    return f"{when}  {said.author} → {only_to}" if only_to else f"{when}  {said.author}"
