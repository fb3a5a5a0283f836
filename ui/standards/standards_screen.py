"""Standards: by what are services judged, in which version, and who else asks for the same?"""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lab.i18n import gettext as _
from lab.i18n import ngettext
from protocols.difference import difference
from protocols.mapping import MappedRow
from protocols.standard import Criterion
from ui import theme
from ui.desk import Desk
from ui.palette_entries import PaletteEntry
from ui.screen import Screen, Subject, clear, scrolling
from ui.standards.criteria_tree import CriteriaTree
from ui.standards.criterion_page import CriterionPage, Ways
from ui.standards.import_page import ImportPage, RefusedPage
from ui.standards.shelf import Key, Refused, Shelf, key_of, read_file, read_shelf
from ui.standards.shelf_tree import WIDTHS, ShelfTree
from ui.standards.standard_page import StandardPage
from ui.widgets.boxes import Flow
from ui.widgets.buttons import Button
from ui.widgets.calm import calm
from ui.widgets.detail_panel import DetailPanel
from ui.widgets.texts import small

if TYPE_CHECKING:
    from lab.services.criterion_uses import Use
    from lab.services.standards import Held, Incoming

_LEAST_CRITERIA = 240
"""px at 100 % text."""


class StandardsScreen(Screen):
    """The list on the left, the criteria in the middle, one criterion in full on the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "standards", _("Standards"), scrolls=False)
        self.shelf: Shelf | None = None
        self.chosen: Key = ("", "")
        self.criterion = ""
        self.tree = ShelfTree()
        self.tree.chosen.connect(self.choose)
        self.criteria = CriteriaTree()
        self.criteria.chosen.connect(lambda *chosen: self.show_criterion((chosen[0], chosen[1]), chosen[2]))
        self.panel = DetailPanel("standards_panel")
        self.search = calm(QLineEdit())
        self.search.setObjectName("standards_search")
        self.search.setClearButtonEnabled(True)
        self.search.setPlaceholderText(_("Search all standards: number or word, English or Russian"))
        self.search.setAccessibleName(_("Search all standards"))
        self.search.textChanged.connect(lambda _typed: self._fill())
        self.found = small("")
        self._build()

    def _build(self) -> None:
        self.import_button = Button(_("Import a file …"), self.ask_for_file, icon_name="folder-open")
        self.import_button.setObjectName("import_standard")
        self.action_row.addWidget(self.import_button)
        self.about_button = Button(_("About this standard"), self.show_about, icon_name="info", kind="plain")
        self.about_button.setObjectName("about_standard")
        self.export_button = Button(_("Export …"), self.ask_where, icon_name="file-arrow-down", kind="plain")
        self.export_button.setObjectName("export_standard")
        self._list_page = QWidget()
        column = QVBoxLayout(self._list_page)
        column.setContentsMargins(theme.MARGIN, 0, theme.MARGIN, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(self.search)
        column.addWidget(Flow(self.about_button, self.export_button))
        column.addWidget(self.found)
        column.addWidget(self.criteria, 1)
        self._import_area = QWidget()
        self._import_column = QVBoxLayout(self._import_area)
        self._import_column.setContentsMargins(theme.MARGIN, 0, theme.MARGIN, 0)
        self._import_scroll = scrolling(self._import_area)
        self._import_scroll.hide()
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addWidget(self.tree, 2)
        line.addWidget(self._list_page, 3)
        line.addWidget(self._import_scroll, 3)
        line.addWidget(self.panel)
        self.body.setContentsMargins(theme.MARGIN, 0, 0, theme.MARGIN)
        self.body.addLayout(line, 1)

    # -- loading

    def load(self) -> Shelf:
        """Read the library."""
        return read_shelf(self.desk.lab)

    def show_loaded(self, loaded: Any) -> None:
        """Show the list, and the version that was looked at last."""
        shelf: Shelf = loaded
        self.shelf = shelf
        if shelf.held(self.chosen) is None:
            newest = shelf.newest(self.chosen[0]) or shelf.newest(self.desk.memory.recall("standards/standard"))
            self.chosen = key_of((newest or shelf.versions[0]).standard)
        self.tree.show_shelf(shelf, self.chosen)
        self._fill()
        if self.criterion:
            self.show_criterion(self.chosen, self.criterion)

    def concerns(self, change: Any) -> bool:
        """The library itself; where criteria were used is read when one is shown."""
        return bool(change.kind == "standard")

    def open_subject(self, subject: Subject) -> None:
        """`standard` (and `version`, else its newest), and `criterion`."""
        if "standard" in subject:
            self.chosen = (str(subject["standard"]), str(subject.get("version", "")))
            self.criterion = str(subject.get("criterion", ""))
            self.search.clear()
            self._leave_import()
            self.refresh(another=True)

    def palette_entries(self) -> tuple[PaletteEntry, ...]:
        """Import a standard."""
        return (PaletteEntry(_("Import a standard"), _("Action"), "folder-open", self.ask_for_file),)

    # -- choosing

    def choose(self, standard_id: str, version: str) -> None:
        """Show this version of a standard."""
        self.chosen = (standard_id, version)
        self.criterion = ""
        self.desk.memory.keep("standards/standard", standard_id)
        self.panel.leave()
        self._leave_import()
        self._fill()

    def _fill(self) -> None:
        held = self._held
        if self.shelf is None or held is None:
            return
        typed = self.search.text().strip()
        if typed:
            self.criteria.show_found(self.shelf, self.chosen, typed)
            n = self.criteria.shown
            self.found.setText(
                ngettext("{n} criterion found in all standards", "{n} criteria found in all standards", n).format(n=n)
            )
        else:
            self.criteria.show_standard(held.standard)
            n = len(held.standard.counted)
            criteria = ngettext("{n} criterion", "{n} criteria", n).format(n=n)
            self.found.setText(_("Version {version}: {criteria}").format(version=self.chosen[1], criteria=criteria))
        self.criteria.choose(self.chosen, self.criterion)

    @property
    def _held(self) -> "Held | None":
        return self.shelf.held(self.chosen) if self.shelf is not None else None

    # -- one criterion

    def show_criterion(self, key: Key, criterion_id: str) -> None:
        """Show a criterion in full."""
        held = self.shelf.held(key) if self.shelf is not None else None
        criterion = next((one for one in held.standard.criteria if one.id == criterion_id), None) if held else None
        if held is None or criterion is None:
            return
        self.criterion = criterion_id
        self.criteria.choose(key, criterion_id)
        standard, lab = held.standard, self.desk.lab
        operation = self.desk.background.read(lambda: lab.standards.mapping(standard).rows(standard, criterion))
        operation.owned_by(self).on_done(partial(self._show_page, key, criterion)).start()

    def _show_page(self, key: Key, criterion: Criterion, rows: tuple[MappedRow, ...]) -> None:
        if self.criterion != criterion.id:
            return
        page = CriterionPage(criterion, rows, Ways(self._go_to_row, partial(self._go_to_use, criterion.id)))
        self._show_panel(criterion.id, page)

        def read() -> "tuple[Use, ...]":
            from lab.services.criterion_uses import uses

            return uses(self.desk.lab, key[0], criterion.id, lambda: self.criterion == criterion.id)

        self.desk.background.read(read).owned_by(page).on_done(page.show_uses).start()

    def _go_to_row(self, row: MappedRow) -> None:
        key = key_of(row.standard)
        self.chosen = key
        self.criterion = row.criterion.id
        self.search.clear()
        if self.shelf is not None:
            self.tree.show_shelf(self.shelf, key)
        self._fill()
        self.show_criterion(key, row.criterion.id)

    def _go_to_use(self, criterion: str, use: "Use") -> None:
        self.desk.navigator.go("findings", round=use.study.id, criterion=criterion)

    def _show_panel(self, words: str, page: QWidget) -> None:
        self.panel.show_detail(words, page, on_left=self._fit_columns)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Where there is no room for three columns, the list of standards gives way to the panel."""
        wanted = self.panel.width() + theme.scaled(WIDTHS[0] + _LEAST_CRITERIA)
        self.tree.setVisible(self.panel.isHidden() or wanted <= self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns."""
        super().resizeEvent(event)
        self._fit_columns()

    # -- the whole standard

    def show_about(self) -> None:
        """Where it comes from, its licence, and what differs from the version before."""
        held = self._held
        if self.shelf is None or held is None:
            return
        of_it = self.shelf.of(held.standard.id)
        place = of_it.index(held) + 1
        before = of_it[place].standard if place < len(of_it) else None
        told = (before.version, difference(before, held.standard)) if before is not None else None
        self.criterion = ""
        self._show_panel(_("About this standard"), StandardPage(held.standard, told))

    def ask_where(self) -> None:
        """Ask where the standard's file is to go."""
        if self._held is None:
            return
        name = f"{self.chosen[0]}-{self.chosen[1]}.yaml"
        chosen, _filter = QFileDialog.getSaveFileName(
            self, _("Export …"), name, _("Standards (*.yaml *.yml)"),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )  # fmt: skip
        if chosen:
            self.export_to(Path(chosen))

    def export_to(self, file: Path) -> None:
        """Write the file as it was taken in; one that is there is never replaced."""
        held = self._held
        if held is None:
            return
        said = _("{path} is written.").format(path=file)
        operation = self.desk.background.write(partial(self.desk.lab.standards.write_out, held, file)).owned_by(self)
        operation.on_done(lambda _nothing: self.desk.alerts.done(said)).start()

    # -- taking in

    def ask_for_file(self) -> None:
        """Ask which file is to be taken in."""
        chosen, _filter = QFileDialog.getOpenFileName(self, _("Import a file …"), "", _("Standards (*.yaml *.yml)"))
        if chosen:
            self.read_in(Path(chosen))

    def read_in(self, file: Path) -> None:
        """Read a file and show what it would change. Nothing is taken in yet."""
        operation = self.desk.background.read(partial(read_file, self.desk.lab, file)).owned_by(self)
        operation.on_done(self._show_import).start()

    def _show_import(self, read: "Incoming | Refused") -> None:
        self.panel.leave()
        clear(self._import_column)
        page: QWidget
        if isinstance(read, Refused):
            page = RefusedPage(read, self.ask_for_file, self._leave_import)
        else:
            page = ImportPage(read, partial(self._take_in, read), self.ask_for_file, self._leave_import)
        self._import_column.addWidget(page)
        self._import_column.addStretch(1)
        self._list_page.hide()
        self._import_scroll.show()
        first = page.findChild(Button)
        if first is not None:
            first.setFocus()

    def _take_in(self, incoming: "Incoming") -> None:
        def done(held: "Held") -> None:
            self.chosen = key_of(held.standard)
            self.desk.memory.keep("standards/standard", held.standard.id)
            self._leave_import()
            self.refresh(another=True)
            self.desk.alerts.done(
                _("{id} {version} is taken in.").format(id=held.standard.id, version=held.standard.version)
            )

        work = partial(self.desk.lab.standards.take_in, incoming)
        self.desk.background.write(work).owned_by(self).on_done(done).start()

    def _leave_import(self) -> None:
        if self._import_scroll.isVisibleTo(self):
            clear(self._import_column)
            self._import_scroll.hide()
            self._list_page.show()
            self.criteria.setFocus()
