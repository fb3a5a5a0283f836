"""The feed beside the picture: who tagged what, when; everybody's or mine; and whether the room answers."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QListWidget, QListWidgetItem

from lab.domain.annotation import Annotation
from lab.i18n import gettext as _
from lab.i18n import ngettext
from ui import theme
from ui.held.feed_lines import LINE, WAITING, FeedLines, line_text, tag_words
from ui.held.feed_model import feed
from ui.widgets.boxes import Card, row
from ui.widgets.buttons import Button
from ui.widgets.texts import overline, small, toned

_ID = Qt.ItemDataRole.UserRole + 1


class FeedPanel(Card):
    """The feed.

    Signals:
        tag_chosen: id of a tag, to be coded.
        retract_requested: id of a tag.
    """

    tag_chosen = Signal(str)
    retract_requested = Signal(str)

    def __init__(self, author: str) -> None:
        super().__init__(name="feed_panel")
        self.setAccessibleName(_("Feed"))
        self._author = author
        self._annotations: Sequence[Annotation] = ()
        self._waiting: Callable[[str], bool] = lambda _tag: False
        self.column.setContentsMargins(theme.MARGIN - 4, theme.GRID, theme.MARGIN - 4, theme.MARGIN - 4)
        self.all, self.mine = Button(_("all"), kind="compact"), Button(_("mine"), kind="compact")
        choice = QButtonGroup(self)
        for button in (self.all, self.mine):
            button.setCheckable(True)
            choice.addButton(button)
        self.all.setChecked(True)
        choice.buttonClicked.connect(lambda _button: self._draw())
        self.column.addLayout(row(overline(_("Feed")), 1, self.all, self.mine))
        self.list = QListWidget()
        self.list.setObjectName("feed")
        self.list.setAccessibleName(_("Tags, the newest first"))
        self.list.setItemDelegate(FeedLines(self.list))
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._on_item)
        self.list.itemClicked.connect(self._on_item)
        self.empty = small(_("Nothing is tagged yet. Press a digit when you see something."))
        self.column.addWidget(self.list, 1)
        self.column.addWidget(self.empty)
        self.uncoded = toned(small(""), "careful")
        self.line = small("")
        self.add(self.uncoded, self.line)

    def show_tags(self, annotations: Sequence[Annotation], waiting: Callable[[str], bool]) -> None:
        """Show these tags; `waiting` says of a tag's id whether it is still on its way to the disk."""
        self._annotations, self._waiting = annotations, waiting
        self._draw()

    def show_line(self, words: str, tone: str) -> None:
        """Say how the room answers."""
        if words != self.line.text():
            self.line.setText(words)
            toned(self.line, tone)

    def _draw(self) -> None:
        lines = feed(self._annotations, author=self._author if self.mine.isChecked() else None)
        chosen = self.list.currentItem().data(_ID) if self.list.currentItem() is not None else None
        self.list.clear()
        for line in lines:
            item = QListWidgetItem(line_text(line, waiting=self._waiting(line.tag.id)))
            item.setData(_ID, line.tag.id)
            item.setData(LINE, line)
            item.setData(WAITING, self._waiting(line.tag.id))
            item.setToolTip(f"{line.tag.author}: {tag_words(line.tag)}")
            self.list.addItem(item)
            if line.tag.id == chosen:
                self.list.setCurrentItem(item)
        self.empty.setVisible(not lines)
        self.list.setVisible(bool(lines))
        bare = sum(tag.criterion is None for tag in self._annotations)
        words = ngettext("{n} tag without a criterion", "{n} tags without a criterion", bare).format(n=bare)
        self.uncoded.setText(words)
        self.uncoded.setVisible(bool(bare))

    def _on_item(self, item: QListWidgetItem) -> None:
        self.tag_chosen.emit(str(item.data(_ID)))
