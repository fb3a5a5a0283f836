"""The verdict on every criterion in scope, by standard and principle; choosing one shows its inputs."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from lab.domain.verdict import DECIDED, UNDECIDED, Verdict, VerdictValue
from lab.i18n import gettext as _
from lab.i18n import language
from lab.wording.judging import verdict_label, weight_label
from lab.wording.verdicts import override_words
from protocols.standard import Criterion
from ui import theme
from ui.findings.judged import Judged
from ui.icons import icon_for
from ui.widgets.boxes import row
from ui.widgets.calm import calm
from ui.widgets.tips import plain

_ID = Qt.ItemDataRole.UserRole
NAME, VERDICT, WEIGHT, INPUTS = range(4)
_ROOM_FOR_INPUTS, _ROOM_FOR_WEIGHT = 760, 600
_PROBLEMS = frozenset({VerdictValue.NOT_MET, VerdictValue.PARTLY_MET})


class CriteriaList(QWidget):
    """`chosen` carries a criterion's id."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._judged: Judged | None = None
        self.filter = calm(QComboBox())
        self.filter.setAccessibleName(_("Which criteria"))
        for words, values in (
            (_("All criteria"), frozenset(VerdictValue)),
            (_("Decided"), DECIDED),
            (_("Not or partly met"), _PROBLEMS),
            (_("Without a verdict"), UNDECIDED),
        ):
            self.filter.addItem(words, values)
        self.filter.currentIndexChanged.connect(lambda _index: self._fill())
        self.tree = QTreeWidget()
        self.tree.setObjectName("criteria")
        self.tree.setAccessibleName(_("Criteria and their verdicts"))
        self.tree.setHeaderLabels([_("Criterion"), _("Verdict"), _("Weight"), _("Passed / failed / in doubt")])
        self.tree.setRootIsDecorated(True)
        self.tree.setIconSize(QSize(theme.scaled(theme.ICON), theme.scaled(theme.ICON)))
        self.tree.setUniformRowHeights(True)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        self.tree.itemClicked.connect(self._choose)
        self.tree.itemActivated.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GRID, 0, 0)
        column.addLayout(row(self.filter, 1))
        column.addWidget(self.tree, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The names of criteria come first: what does not fit beside them is in the panel anyway."""
        super().resizeEvent(event)
        self.tree.setColumnHidden(INPUTS, event.size().width() < theme.scaled(_ROOM_FOR_INPUTS))
        self.tree.setColumnHidden(WEIGHT, event.size().width() < theme.scaled(_ROOM_FOR_WEIGHT))

    def show_judged(self, judged: Judged) -> None:
        """Show these verdicts."""
        self._judged = judged
        self._fill()

    def choose(self, criterion_id: str) -> None:
        """Choose a criterion."""
        for item in self.tree.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive):
            if item.data(NAME, _ID) == criterion_id:
                self.tree.setCurrentItem(item)
                self.tree.scrollToItem(item)

    def _fill(self) -> None:
        judged = self._judged
        if judged is None:
            return
        current = self.tree.currentItem()
        chosen = current.data(NAME, _ID) if current is not None else None
        self.tree.clear()
        wanted = self.filter.currentData()
        for standard in judged.standards:
            titles = {group.id: group.title.in_language(language()) for group in standard.groups}
            heads: dict[str, QTreeWidgetItem] = {}
            for criterion in standard.criteria:
                verdict = judged.verdicts.get(criterion.id)
                if verdict is None or verdict.value not in wanted:
                    continue
                if criterion.group not in heads:
                    heads[criterion.group] = self._head(titles[criterion.group])
                heads[criterion.group].addChild(self._row(criterion, verdict))
        self.tree.expandAll()
        if chosen:
            self.choose(str(chosen))

    def _head(self, name: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem([name])
        font = QFont(self.tree.font())
        font.setBold(True)
        item.setFont(NAME, font)
        item.setToolTip(NAME, plain(name))
        self.tree.addTopLevelItem(item)
        return item

    def _row(self, criterion: Criterion, verdict: Verdict) -> QTreeWidgetItem:
        name = f"{criterion.id}  {criterion.title.in_language(language())}"
        words = verdict_label(verdict.value) + (" *" if verdict.override is not None else "")
        counts = f"{verdict.passed} / {verdict.failed} / {verdict.doubtful}" if verdict.inputs else "–"
        item = QTreeWidgetItem([name, words, weight_label(criterion.gate), counts])
        value = verdict.value.value
        item.setIcon(VERDICT, icon_for(self, theme.VERDICT_ICONS[value], theme.tone_of(value)))
        item.setToolTip(NAME, plain(name))
        if verdict.override is not None:
            told = override_words(verdict)
            item.setToolTip(VERDICT, plain(told))
            item.setData(VERDICT, Qt.ItemDataRole.AccessibleDescriptionRole, told)
        item.setData(NAME, _ID, criterion.id)
        return item

    def _choose(self, item: QTreeWidgetItem) -> None:
        if item.data(NAME, _ID):
            self.chosen.emit(str(item.data(NAME, _ID)))
