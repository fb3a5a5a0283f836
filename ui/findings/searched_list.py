"""A line to find something by its words, what fits below it, and how many more there are."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QVBoxLayout, QWidget

from lab.i18n import ngettext
from ui import theme
from ui.widgets.texts import small

MOST = 100
"""Entries listed at a time; words narrow them down."""


class SearchedList(QWidget):
    """Who inherits lists what fits, each time that it is `fill`ed. `least_height` in px at 100 % text."""

    def __init__(self, hint: str, least_height: int) -> None:
        super().__init__()
        self.search = QLineEdit()
        self.search.setPlaceholderText(hint)
        self.search.setAccessibleName(hint)
        self.search.textChanged.connect(lambda _text: self.fill())
        self.list = QListWidget()
        self.list.setMinimumHeight(theme.scaled(least_height))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setWordWrap(True)
        self._more = small("")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID // 2)
        for widget in (self.search, self.list, self._more):
            column.addWidget(widget)

    @property
    def words(self) -> list[str]:
        """What is looked for, in small letters."""
        return self.search.text().casefold().split()

    def fill(self) -> None:
        """List what fits."""
        raise NotImplementedError

    def tell_more(self, left: int) -> None:
        """Say how many fit that are not listed."""
        self._more.setVisible(left > 0)
        self._more.setText(ngettext("{n} more: type to narrow", "{n} more: type to narrow", left).format(n=left))
