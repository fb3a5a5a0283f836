"""Finds a criterion by a few letters of its number or title."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit

from lab.i18n import gettext as _
from lab.i18n import language
from ui.held.planned import CriterionCard
from ui.widgets.tips import plain

_ID = Qt.ItemDataRole.UserRole + 1


class CriterionSearch(QLineEdit):
    """A field that completes to a criterion.

    Signals:
        chosen: id of the criterion; None when the field was emptied.
    """

    chosen = Signal(object)

    def __init__(self, criteria: Sequence[CriterionCard]) -> None:
        super().__init__()
        self.setObjectName("criterion_search")
        self.setAccessibleName(_("Criterion"))
        self.setPlaceholderText(_("Criterion: number or word"))
        self._words = {card.id: f"{card.id}  {card.title.in_language(language())}" for card in criteria}
        self._observe = {
            card.id: card.observe.in_language(language()) if card.observe is not None else "" for card in criteria
        }
        self._current: str | None = None
        self._model = QStandardItemModel(self)
        for criterion, words in self._words.items():
            item = QStandardItem(words)
            item.setData(criterion, _ID)
            item.setToolTip(plain(self._observe[criterion]))
            self._model.appendRow(item)
        completer = QCompleter(self._model, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(9)
        self.setCompleter(completer)
        completer.activated[QModelIndex].connect(self._on_activated)  # type: ignore[index] # an overload that the stubs lack
        self.returnPressed.connect(self._on_return)
        self.textEdited.connect(self._on_edited)

    def words_of(self, criterion: str) -> str:
        """Number and title; the bare number for a criterion that is not in the list."""
        return self._words.get(criterion, criterion)

    def show_criterion(self, criterion: str | None) -> None:
        """Show this one; never while somebody types here."""
        self._current = criterion
        if not self.hasFocus():
            self.setText("" if criterion is None else self.words_of(criterion))
            self.setCursorPosition(0)

    def _on_activated(self, index: QModelIndex) -> None:
        self._choose(str(index.data(_ID)))

    def _on_return(self) -> None:
        typed = self.text().strip().casefold()
        found = [one for one, words in self._words.items() if typed and typed in words.casefold()]
        exact = [one for one in found if one.casefold() == typed]
        if exact or found:
            self._choose((exact or found)[0])
        elif not typed:
            self._choose(None)

    def _on_edited(self, text: str) -> None:
        if not text and self._current is not None:
            self._choose(None)

    def _choose(self, criterion: str | None) -> None:
        self._current = criterion
        self.setText("" if criterion is None else self.words_of(criterion))
        self.setCursorPosition(0)
        self.chosen.emit(criterion)
