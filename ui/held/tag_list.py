"""A session's tags as a list, each drawn as in the feed."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from lab.domain.annotation import Annotation
from lab.i18n import gettext as _
from ui.held.feed_lines import LINE, FeedLines, line_text
from ui.held.feed_model import FeedLine

_ID = Qt.ItemDataRole.UserRole + 1


class TagList(QListWidget):
    """Tags, drawn as in the feed."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("tags")
        self.setAccessibleName(_("Tags"))
        self.setItemDelegate(FeedLines(self))
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def chosen(self) -> str | None:
        """Id of the tag that is chosen."""
        row = self.currentRow()
        return str(self.item(row).data(_ID)) if row >= 0 else None

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the tags, in the order in which they stand."""
        return tuple(str(self.item(place).data(_ID)) for place in range(self.count()))

    def choose(self, tag: str | None) -> None:
        """Choose a tag; that it was chosen is not told."""
        blocker = QSignalBlocker(self)
        for place in range(self.count()):
            if self.item(place).data(_ID) == tag:
                self.setCurrentRow(place)
        blocker.unblock()

    def show_tags(self, tags: Sequence[Annotation]) -> None:
        """Show these tags; the chosen one stays chosen."""
        chosen = self.chosen
        blocker = QSignalBlocker(self)
        self.clear()
        for tag in tags:
            item = QListWidgetItem(line_text(FeedLine(tag)))
            item.setData(_ID, tag.id)
            item.setData(LINE, FeedLine(tag))
            self.addItem(item)
        self.choose(chosen)
        blocker.unblock()
