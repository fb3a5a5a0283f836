"""The right column of the session: the feed with the observers below it; their people and the chat in its place."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lab.i18n import gettext as _
from ui import theme
from ui.palette_entries import PaletteEntry
from ui.screen import scrolling
from ui.second_room.chat import EVERYBODY, ChatPanel
from ui.second_room.company import Company
from ui.second_room.hands import Hands
from ui.second_room.observers_panel import ADMIT_KEYS, CHAT_KEYS, ObserversPanel
from ui.second_room.people_list import PeopleList
from ui.widgets.boxes import Card, column, row
from ui.widgets.buttons import Button
from ui.widgets.texts import overline

if TYPE_CHECKING:
    from lab.live.messages import HandRaised


class _Page(Card):
    """A page in the feed's place, with the way back; Escape goes it too. Raised hands are seen here as well."""

    def __init__(self, words: str, hands: Hands, content: QWidget, back: Callable[[], object]) -> None:
        super().__init__()
        self.setAccessibleName(words)
        self._back = back
        self.column.setContentsMargins(theme.MARGIN - 4, theme.GRID, theme.MARGIN - 4, theme.MARGIN - 4)
        self.column.addLayout(row(overline(words), 1, Button(_("To the feed"), back, kind="compact")))
        self.column.addWidget(hands)
        self.column.addWidget(content, 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self._back()
        else:
            super().keyPressEvent(event)


class BesideFeed(QWidget):
    """Holds the feed, and what of the second room the moderator looks at.

    Args:
        feed: stays what it is. exposed: whether the participant sees this window now.

    Signals:
        room_wanted, grid_wanted: another screen. tag_wanted: id of a tag. left: the focus goes back to the session.
    """

    room_wanted = Signal()
    grid_wanted = Signal()
    tag_wanted = Signal(str)
    left = Signal()

    def __init__(self, feed: QWidget, company: Company, exposed: Callable[[], bool]) -> None:
        super().__init__()
        self.company = company
        self.observers = ObserversPanel(company, exposed)
        self.people = PeopleList(company)
        self.chat = ChatPanel(company, exposed)
        below = QWidget()
        first = QVBoxLayout(below)
        first.setContentsMargins(0, 0, 0, 0)
        first.setSpacing(theme.GRID)
        first.addWidget(feed, 1)
        first.addWidget(self.observers)
        listed = QWidget()
        listed.setLayout(column(self.people, 1))
        self._hands = tuple(Hands(company, exposed) for _page in range(2))
        self._people_page = _Page(_("People"), self._hands[0], scrolling(listed), self.to_feed)
        self._chat_page = _Page(_("Chat"), self._hands[1], self.chat, self.to_feed)
        self._pages = (below, self._people_page, self._chat_page)
        whole = QVBoxLayout(self)  # not a stack: of labels that wrap it would not ask how high they are
        whole.setContentsMargins(0, 0, 0, 0)
        for page in self._pages:
            whole.addWidget(page)
        self._show(below)
        self.observers.people_wanted.connect(self.to_people)
        self.observers.chat_wanted.connect(self.to_chat)
        self.observers.room_wanted.connect(self.room_wanted)
        self.observers.grid_wanted.connect(self.grid_wanted)
        self.observers.tag_wanted.connect(self.tag_wanted)
        for hands in self._hands:
            hands.tag_wanted.connect(self._to_tag)
        self.people.written_to.connect(self.to_chat)
        self.chat.left.connect(self.to_feed)
        for keys, do in ((ADMIT_KEYS, company.admit_next), (CHAT_KEYS, self.to_chat)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(do)

    def _show(self, wanted: QWidget) -> None:
        for page in self._pages:
            page.setVisible(page is wanted)

    def to_feed(self) -> None:
        """Back to the feed, and to the session's keys."""
        self._show(self._pages[0])
        self.left.emit()

    def to_people(self) -> None:
        """Show who is there."""
        self._show(self._people_page)
        self.people.focus_first()

    def to_chat(self, person: str = EVERYBODY) -> None:
        """Show what is said, and begin to write."""
        self._show(self._chat_page)
        self.chat.write_to(person)

    def look(self) -> None:
        """Hide words of observers where the participant would read them."""
        self.observers.look()
        for hands in self._hands:
            hands.look()
        self.chat.look()

    def _to_tag(self, hand: "HandRaised") -> None:
        self.to_feed()
        self.tag_wanted.emit(hand.annotation)

    def palette_entries(self) -> tuple[PaletteEntry, ...]:
        """What can be done with the observers now."""
        kind = _("Observers")
        entries = [PaletteEntry(_("The observers’ room"), kind, "qr-code", self.room_wanted.emit)]
        if self.company.lobby:
            words = _("Admit {name}").format(name=self.company.lobby[0].name)
            entries.insert(0, PaletteEntry(words, kind, "check", self.company.admit_next, ADMIT_KEYS))
        if self.company.is_open:
            entries.append(PaletteEntry(_("Chat with the observers"), kind, "chat-circle", self.to_chat, CHAT_KEYS))
            entries.append(PaletteEntry(_("People in the second room"), kind, "users", self.to_people))
        for person in self.company.inside:
            words = _("Hear {name} again") if person.muted else _("Mute {name}")
            mute = _muting(self.company, person.id, on=not person.muted)
            entries.append(PaletteEntry(words.format(name=person.name), kind, "users", mute))
        return tuple(entries)


def _muting(company: Company, person: str, *, on: bool) -> Callable[[], None]:
    return lambda: company.mute(person, on=on)
