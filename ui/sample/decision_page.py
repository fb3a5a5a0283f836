"""After sending: the notice that it was sent, and two weeks later the refusal, without a reason or a way on."""

from PySide6.QtCore import Qt, Signal

from lab.i18n import gettext as _
from ui.sample.page import Page, label


class SentPage(Page):
    """The application is off.

    Signals:
        messages_requested: open the inbox, where the decision lies.
    """

    messages_requested = Signal()

    def __init__(self) -> None:
        super().__init__(_("The application is registered"))
        self.sheet.addWidget(label(_("Registration number 4417-0932-ЕП. Status: transferred to the body.")))
        self.sheet.addWidget(label(_("Period of consideration: in accordance with the Regulation."), "small"))
        self.messages = self.button(_("Messages (1)"), forward=True)
        self.messages.clicked.connect(self.messages_requested)

    def arrived(self) -> None:
        """Focus on the messages."""
        self.messages.setFocus()


class DecisionPage(Page):
    """The refusal.

    Signals:
        closed: back to the first page.
    """

    closed = Signal()

    def __init__(self) -> None:
        super().__init__(_("Notification No. 17-Б/332"))
        self.stamp = label(_("REFUSED"), "stamp")
        self.sheet.addWidget(self.stamp, 0, Qt.AlignmentFlag.AlignRight)
        self.text = label(
            _(
                "Following the consideration of the submitted application and on the basis of sub-paragraph “в” of "
                "paragraph 14 of the Rules, approved in the established procedure, a decision was taken to refuse "
                "the assignment of the benefit due to non-conformity with the conditions of assignment (code 17-Б)."
            )
        )
        self.sheet.addWidget(self.text)
        self.sheet.addWidget(label(_("The notification was generated automatically and does not require an answer.")))
        self.details = self.button(_("Details"))
        self.details.clicked.connect(self._on_details)
        self.close_button = self.button(_("Close"), forward=True)
        self.close_button.clicked.connect(self.closed)
        self.more = label(_("Code 17-Б: non-conformity with the conditions of assignment."), "small")
        self.more.hide()
        self.sheet.addWidget(self.more)

    def arrived(self) -> None:
        """Everything folded again; focus on the details."""
        self.more.hide()
        self.details.setFocus()

    def _on_details(self) -> None:
        self.more.show()
