"""What is said between moderator and observers. The participant never sees it: not on a screen that is recorded."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QShowEvent, Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from lab.i18n import gettext as _
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
        for widget in (self.hidden, self.list, self.to, self.text, self.send):
            column.addWidget(widget, int(widget is self.list))
        self._rest = QWidget()
        column.addWidget(self._rest, 1)
        company.said.connect(self._add)
        company.changed.connect(self._show_whom)
        for said in company.chat:
            self._add(said)
        self._show_whom()
        self.look()

    def write_to(self, person: str) -> None:
        """Begin to write to one person, or to everybody (`EVERYBODY`)."""
        self.to.setCurrentIndex(max(0, self.to.findData(person)))
        self.text.setFocus()

    def look(self) -> None:
        """Hide the words where the participant would see them, and show them again elsewhere."""
        exposed = self._exposed()
        for widget in (self.hidden, self._rest):
            widget.setVisible(exposed)
        for widget in (self.list, self.to, self.text, self.send):
            widget.setVisible(not exposed)
        if self.isVisible() and not exposed:
            self._company.read()

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody reads."""
        super().showEvent(event)
        self.look()
        self.list.scrollToBottom()

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

    def _add(self, said: "ChatSaid") -> None:
        item = QListWidgetItem(f"{_head(said, self._name_of(said.to))}\n{said.text}")
        self.list.addItem(item)
        self.list.scrollToBottom()
        self.look()

    def _name_of(self, to: str) -> str:
        if to in (EVERYBODY, "moderator"):
            return ""
        return next((one.name for one in self._company.people if one.id == to), "")

    def _show_whom(self) -> None:
        """Everybody, and each who is there; whoever was chosen stays chosen."""
        wanted = [(_("To all observers"), EVERYBODY)]
        wanted += [(_("Only to {name}").format(name=one.name), one.id) for one in self._company.inside]
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
