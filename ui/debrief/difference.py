"""What the judges said of one criterion, side by side with their tags; how a difference is settled, and why."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lab.domain.annotation import Annotation
from lab.domain.judgement import Judgement
from lab.i18n import gettext as _
from ui import theme
from ui.debrief.said import said
from ui.debrief.tag_link import TagLink
from ui.widgets.boxes import Card, Flow, boxed, column, row
from ui.widgets.buttons import Button
from ui.widgets.texts import body, small, strong

_CARD_WIDTH = 220


class SideBySide(Flow):
    """A card for every judge: their word, their note, their tags.

    Signals:
        tag_chosen: id of a tag that is to be looked at.
    """

    tag_chosen = Signal(str)

    def __init__(self, words: Sequence[Judgement], tags: Sequence[Annotation]) -> None:
        super().__init__()
        self.setAccessibleName(_("What the judges said"))
        for one in words:
            card = Card(name=f"said_{one.judge}")
            card.setAccessibleName(one.judge)
            card.column.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
            card.setMinimumWidth(theme.scaled(_CARD_WIDTH))
            card.add(strong(one.judge), said(one))
            if one.note:
                card.add(small(one.note))
            for tag in tags:
                if tag.author == one.judge:
                    link = TagLink(tag)
                    link.wanted.connect(self.tag_chosen)
                    card.add(link)
            card.column.addStretch()
            self.add(card)


class Settled(QWidget):
    """How a difference was settled, by whom and why. `taken_back`: it is open again."""

    taken_back = Signal()

    def __init__(self, one: Judgement) -> None:
        super().__init__()
        by = _("Settled by {judge}: {reason}").format(judge=one.judge, reason=one.note or "–")
        back = Button(_("Take back"), self.taken_back.emit, icon_name="arrow-u-up-left", kind="plain")
        back.setObjectName(f"{one.criterion}_unsettle")
        head = row(said(one), back, 1)
        self.setLayout(column(boxed(head), body(by), spacing=theme.GRID // 2))
