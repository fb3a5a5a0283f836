"""The first page: services that sound alike. One of them is the right one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton

from lab.i18n import gettext as _
from ui.sample.page import Page, label

RIGHT = "child-benefit"


def entries() -> tuple[tuple[str, str], ...]:
    """Id and words of every entry, in the order of the page: the right one is neither first nor plain."""
    return (
        ("family-support", _("State support of families with children")),
        ("birth-payment", _("Payments in connection with the birth of a child")),
        ("monthly-payment", _("Monthly payment for children (information)")),
        (RIGHT, _("Apply for child benefit")),
        ("calculator", _("Child benefits: calculation of the amount")),
        ("maternity", _("Maternity capital, disposal of funds")),
        ("register", _("Entry of a child in the register of residence")),
    )


class StartPage(Page):
    """The list of services.

    Signals:
        entry_chosen: id of the entry.
    """

    entry_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Family and children"))
        self.sheet.addWidget(label(_("Section of the electronic services. Select the required service:"), "small"))
        self.links: dict[str, QPushButton] = {}
        for entry, words in entries():
            link = QPushButton("› " + words)
            link.setObjectName("entry")
            link.setProperty("entry", entry)
            link.setCursor(Qt.CursorShape.PointingHandCursor)
            link.clicked.connect(self._on_clicked)
            self.links[entry] = link
            self.sheet.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def arrived(self) -> None:
        """Focus on the first entry."""
        self.links[entries()[0][0]].setFocus()

    def _on_clicked(self) -> None:
        self.entry_chosen.emit(str(self.sender().property("entry")))
