"""The feed beside the picture: who tagged what, when, whoever it was; and whether the room answers."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from lab.domain.annotation import Annotation
from lab.i18n import gettext as _
from lab.i18n import ngettext
from ui import theme
from ui.held.feed_lines import LINE, WAITING, FeedLines, line_text, tag_words
from ui.held.feed_model import feed
from ui.widgets.boxes import Card, row
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.texts import fixed, small, toned
from ui.widgets.tips import plain

_ID = Qt.ItemDataRole.UserRole + 1


class FeedPanel(Card):
    """The feed.

    Signals:
        tag_chosen: id of a tag, to be coded.
    """

    tag_chosen = Signal(str)

    def __init__(self, author: str) -> None:
        super().__init__(name="feed_panel")
        self.setAccessibleName(_("Feed"))
        self._author = author
        self._annotations: Sequence[Annotation] = ()
        self._waiting: Callable[[str], bool] = lambda _tag: False
        self.column.setContentsMargins(theme.MARGIN - 4, theme.GRID, theme.MARGIN - 4, theme.MARGIN - 4)
        self.whose = ChoiceBox()
        self.whose.setObjectName("whose")
        self.whose.setAccessibleName(_("Whose tags are shown"))
        self.whose.addItem(_("everybody’s"), "")
        self.whose.addItem(_("mine"), author)
        self.whose.activated.connect(lambda _index: self._draw())
        top = row(fixed(_("Feed"), "overline"), self.whose)
        top.setStretch(1, 1)
        self.column.addLayout(top)
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

    def choose(self, tag: str) -> None:
        """Mark a tag as the chosen one; whoever is filtered away is shown again."""
        if self._place_of(tag) is None:
            self.whose.setCurrentIndex(0)
            self._draw()
        place = self._place_of(tag)
        if place is not None:
            self.list.setCurrentRow(place)
            self.list.scrollToItem(self.list.item(place))

    def _place_of(self, tag: str) -> int | None:
        places = (place for place in range(self.list.count()) if self.list.item(place).data(_ID) == tag)
        return next(places, None)

    def _offer_authors(self) -> None:
        """Everybody who has tagged can be looked at alone; who was chosen stays chosen."""
        known = {str(self.whose.itemData(place)) for place in range(self.whose.count())}
        for name in sorted({tag.author for tag in self._annotations} - known):
            self.whose.addItem(name, name)

    def _draw(self) -> None:
        self._offer_authors()
        lines = feed(self._annotations, author=str(self.whose.currentData()) or None)
        chosen = self.list.currentItem().data(_ID) if self.list.currentItem() is not None else None
        self.list.clear()
        for line in lines:
            item = QListWidgetItem(line_text(line, waiting=self._waiting(line.tag.id)))
            item.setData(_ID, line.tag.id)
            item.setData(LINE, line)
            item.setData(WAITING, self._waiting(line.tag.id))
            item.setToolTip(plain(f"{line.tag.author}: {tag_words(line.tag)}"))
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
