"""Where the wrong entries lead: a page of officialese that neither helps nor says where to go."""

from PySide6.QtCore import Signal

from lab.i18n import gettext as _
from ui.sample.page import Page, label


class InformationPage(Page):
    """A dead end.

    Signals:
        back_requested: to the list of services.
    """

    back_requested = Signal()

    def __init__(self) -> None:
        super().__init__(_("General information"))
        self.topic = label("", "small")
        self.sheet.addWidget(self.topic)
        for text in (
            _(
                "The measure of support is provided to categories of citizens determined by the legislation in force, "
                "subject to the conditions established by the authorised body."
            ),
            _(
                "The grounds for provision, the list of documents and the period of consideration are set out in the "
                "Administrative Regulation. This page is for reference only."
            ),
        ):
            self.sheet.addWidget(label(text))
        self.back = self.button(_("Back to the list"))
        self.back.clicked.connect(self.back_requested)

    def show_topic(self, words: str) -> None:
        """Name the entry that led here."""
        self.topic.setText(words)

    def arrived(self) -> None:
        """Focus on the way back."""
        self.back.setFocus()
