"""Raised hands and the chat on the room's own screen: they are there also when no session is."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal

from lab.i18n import gettext as _
from ui import theme
from ui.second_room.chat import ChatPanel
from ui.second_room.company import Company
from ui.second_room.hands import Hands
from ui.widgets.boxes import Card

_LOOK_MS = 500
_LIST_HEIGHT = 200
"""px at 100 % text: some ten lines."""


class TalkCard(Card):
    """What observers bring and say.

    Args:
        exposed: whether the participant, or the recording, sees this window now.

    Signals:
        tag_wanted: HandRaised whose tag is to be shown.
    """

    tag_wanted = Signal(object)

    def __init__(self, company: Company, exposed: Callable[[], bool]) -> None:
        super().__init__(_("Chat"), name="talk_card")
        self.hands = Hands(company, exposed)
        self.hands.tag_wanted.connect(self.tag_wanted)
        self.chat = ChatPanel(company, exposed)
        self.chat.list.setMinimumHeight(theme.scaled(_LIST_HEIGHT))
        self.add(self.hands, self.chat)
        self._look = QTimer(self, interval=_LOOK_MS)
        self._look.timeout.connect(self.look)
        self._look.start()

    def look(self) -> None:
        """Hide words of observers where the participant would read them: the window may have been moved."""
        self.hands.look()
        self.chat.look()
