"""Beside the session: how many watch and how they fare, who waits at the door, raised hands, and what is said."""

from collections.abc import Callable

from PySide6.QtCore import Signal

from lab.i18n import gettext as _
from lab.i18n import ngettext
from ui import theme
from ui.second_room.company import Company
from ui.second_room.hands import Hands
from ui.second_room.words import company_words
from ui.widgets.boxes import Card, Flow, row
from ui.widgets.buttons import Button, IconButton
from ui.widgets.texts import fixed, small, toned
from ui.widgets.tips import plain

ADMIT_KEYS, CHAT_KEYS = "Ctrl+J", "Ctrl+T"


class ObserversPanel(Card):
    """The panel below the feed.

    Args:
        exposed: whether the participant, or the recording, sees this window now: then no words of observers are shown.

    Signals:
        people_wanted, chat_wanted, room_wanted, grid_wanted: what is to be shown. tag_wanted: id of a tag.
    """

    people_wanted = Signal()
    chat_wanted = Signal()
    room_wanted = Signal()
    grid_wanted = Signal()
    tag_wanted = Signal(str)

    def __init__(self, company: Company, exposed: Callable[[], bool]) -> None:
        super().__init__(name="observers_panel")
        self.setAccessibleName(_("Observers"))
        self._company = company
        self.column.setContentsMargins(theme.MARGIN - 4, theme.GRID, theme.MARGIN - 4, theme.MARGIN - 4)
        self.column.setSpacing(theme.GRID // 2)
        self.number = fixed("", "strong")
        self.more = IconButton(_("Open the observers’ room"), "qr-code", self.room_wanted.emit)
        self.column.addLayout(row(fixed(_("Observers"), "overline"), self.number, 1, self.more))
        self.line = small("")
        self.admit = Button("", company.admit_next, icon_name="check", kind="primary")
        self.admit.setObjectName("admit_next")
        self.admit.setToolTip(plain(_("Admit the first who waits ({keys})").format(keys=ADMIT_KEYS)))
        self.people = Button(_("People"), self.people_wanted.emit, kind="compact")
        self.people.setObjectName("people")
        self.chat = Button("", self.chat_wanted.emit, kind="compact")
        self.chat.setObjectName("open_chat")
        self.chat.setToolTip(plain(_("Chat with the observers ({keys})").format(keys=CHAT_KEYS)))
        self.hands = Hands(company, exposed)
        self.hands.tag_wanted.connect(lambda hand: self.tag_wanted.emit(hand.annotation))
        grid = IconButton(_("Live grid"), "grid-four", self.grid_wanted.emit)
        self.ways = Flow(self.people, self.chat, grid, spacing=theme.GRID // 2)
        self.add(self.line, self.admit, self.hands, self.ways)
        company.changed.connect(self.show_company)
        company.unread_changed.connect(self.show_company)
        self.show_company()

    def show_company(self) -> None:
        """Show how it stands now."""
        company = self._company
        inside, waiting = company.inside, len(company.lobby)
        there = sum(person.state == "here" for person in inside)
        self.number.setText(str(there) if company.is_open else "")
        words, tone = company_words(inside) if company.is_open else (_("The room is closed."), "")
        if not company.connected:
            words, tone = _("The room does not answer."), "careful"
        self.line.setText(words)
        toned(self.line, tone)
        self.admit.set_words(ngettext("Admit {n}", "Admit {n}", waiting).format(n=waiting))
        if waiting == 1:
            self.admit.set_words(_("Admit {name}").format(name=company.lobby[0].name))
        self.admit.setVisible(waiting > 0)
        unread = company.unread
        self.chat.set_words(_("Chat ({n} new)").format(n=unread) if unread else _("Chat"))
        self.ways.setVisible(company.is_open or bool(company.chat))
        name = _("The observers’ room") if company.is_open else _("Open the observers’ room")
        self.more.rename(name, "qr-code")

    def look(self) -> None:
        """Words of observers disappear where the participant would read them."""
        self.hands.look()
