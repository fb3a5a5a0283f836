"""Who is named in what people typed: each place, to be masked or kept with a reason, before anything is written."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from lab.i18n import gettext as _
from lab.i18n import ngettext
from lab.wording.personal_data import kind_label, place_label
from ui import theme
from ui.widgets.boxes import Card, boxed, row
from ui.widgets.buttons import Button
from ui.widgets.texts import body
from ui.widgets.tips import plain

if TYPE_CHECKING:
    from lab.services.exporting import Handling, Hit

_REASON = 3
_MOST_ROWS_SHOWN = 8


class PeopleCard(Card):
    """Signal `decided` with the handling; `given_up` when the person goes back."""

    decided = Signal(object)
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__(_("Does this tell who somebody is?"), name="export_people")
        self._hits: tuple[Hit, ...] = ()
        self._said = body("")
        self.table = QTableWidget(0, _REASON + 1)
        self.table.setObjectName("people")
        self.table.setAccessibleName(_("Places in free texts that tell who somebody is"))
        self.table.setHorizontalHeaderLabels(
            [_("Where"), _("What it looks like"), _("In the text"), _("Keep it, because")]
        )
        self.table.verticalHeader().hide()
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(True)
        self.write = Button(_("Write it so"), self._decide, icon_name="file-arrow-down", kind="primary")
        self.write.setObjectName("people_decided")
        back = Button(_("Back"), self.given_up.emit, icon_name="arrow-left")
        self.add(self._said, self.table, boxed(row(1, back, self.write)))
        self.hide()

    def ask(self, hits: "tuple[Hit, ...]") -> None:
        """Show what was found; what gets no reason is masked."""
        self._hits = hits
        n = len(hits)
        found = ngettext(
            "{n} place was found. It is masked in everything that is written, unless you say why it stays.",
            "{n} places were found. They are masked in everything that is written, unless you say why one stays.",
            n,
        ).format(n=n)
        self._said.setText(found)
        self.table.setRowCount(n)
        for line, hit in enumerate(hits):
            told = (
                place_label(hit.place.subject, hit.place.field),
                kind_label(hit.kind),
                f"{hit.before}»{hit.words}«{hit.after}",
            )
            for at, text in enumerate(told):
                item = QTableWidgetItem(text)
                item.setToolTip(plain(text))
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                self.table.setItem(line, at, item)
            self.table.setItem(line, _REASON, self._reason_item(hit))
        self._fit()
        self.show()
        if n:
            self.table.setCurrentCell(0, _REASON)
        self.table.setFocus()

    def handling(self) -> "Handling":
        """What was said about each."""
        from lab.services.exporting import Handling

        kept = {}
        for line, hit in enumerate(self._hits):
            item = self.table.item(line, _REASON)
            if item is not None and hit.can_be_kept and item.text().strip():
                kept[hit.id] = item.text().strip()
        return Handling(kept)

    def _reason_item(self, hit: "Hit") -> QTableWidgetItem:
        item = QTableWidgetItem("" if hit.can_be_kept else _("never"))
        if not hit.can_be_kept:
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        item.setToolTip(_("Empty: it is masked") if hit.can_be_kept else _("A password is always masked"))
        return item

    def _fit(self) -> None:
        header = self.table.horizontalHeader()
        for at in range(2):
            header.setSectionResizeMode(at, QHeaderView.ResizeMode.ResizeToContents)
        for at in (2, _REASON):
            header.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
        self.table.verticalHeader().setDefaultSectionSize(theme.scaled(2 * theme.CONTROL_HEIGHT))
        rows = min(len(self._hits), _MOST_ROWS_SHOWN)
        self.table.setFixedHeight(
            header.sizeHint().height() + rows * theme.scaled(2 * theme.CONTROL_HEIGHT) + theme.GRID
        )

    def _decide(self) -> None:
        self.hide()
        self.decided.emit(self.handling())
