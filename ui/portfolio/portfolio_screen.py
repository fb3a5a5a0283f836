"""Portfolio: all services at once, sorted and filtered, and one of them in the panel on the right."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lab.domain.metrics.shares import Share
from lab.domain.portfolio import ServiceStanding, shares_of
from lab.i18n import gettext as _
from lab.i18n import ngettext
from ui import theme, words
from ui.desk import Desk
from ui.palette_entries import PaletteEntry
from ui.portfolio.rows import filters, headings, row_of
from ui.portfolio.service_detail import ServiceDetail, ways
from ui.screen import Screen, Subject, clear
from ui.widgets.boxes import Card, Flow
from ui.widgets.buttons import Button
from ui.widgets.calm import calm
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.detail_panel import DetailPanel
from ui.widgets.empty import EmptyState
from ui.widgets.sorted_table import SortedTable
from ui.widgets.texts import fixed, quiet

_SEARCH_WIDTH = 200


class PortfolioScreen(Screen):
    """Which services are tested, which are overdue, and how do they stand?"""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "portfolio", _("Portfolio"), scrolls=False)
        self.services: tuple[ServiceStanding, ...] = ()
        self._wanted = ""
        self.panel = DetailPanel("portfolio_panel")
        self.export = Button(_("Export …"), self.ask_where, icon_name="export")
        self.export.setObjectName("export_portfolio")
        self.action_row.addWidget(self.export)
        self._shares = Flow(spacing=theme.MARGIN)
        self.filter = ChoiceBox()
        self.filter.setObjectName("portfolio_filter")
        self.filter.setAccessibleName(_("Which services"))
        self._filters = filters()
        for name, _lets in self._filters:
            self.filter.addItem(name)
        self.search = calm(QLineEdit())
        self.search.setObjectName("portfolio_search")
        self.search.setAccessibleName(_("Find by name or owner"))
        self.search.setPlaceholderText(_("Name or owner"))
        self.search.setMinimumWidth(theme.scaled(_SEARCH_WIDTH))
        self.table = SortedTable("portfolio_table", _("Services"))
        self._nothing = quiet("")
        self._lay_out()
        desk.memory.hold_choice("portfolio/filter", self.filter)
        self.filter.currentIndexChanged.connect(lambda _index: self._fill())
        self.search.textChanged.connect(lambda _text: self._fill())
        self.table.chosen.connect(self.open_service)
        self._hold_order()

    def _lay_out(self) -> None:
        holder = QWidget()
        middle = QVBoxLayout(holder)
        middle.setContentsMargins(0, 0, theme.MARGIN, theme.MARGIN)
        middle.setSpacing(theme.GRID)
        middle.addWidget(self._shares)
        middle.addWidget(Flow(self.filter, self.search))
        middle.addWidget(self._nothing)
        middle.addWidget(self.table, 1)
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addWidget(holder, 1)
        line.addWidget(self.panel)
        self.body.setContentsMargins(theme.MARGIN, 0, 0, 0)
        self.body.addLayout(line, 1)

    def _hold_order(self) -> None:
        """The order is as it was left; at first by what asks for attention."""
        memory, header = self.desk.memory, self.table.horizontalHeader()
        kept = memory.recall("portfolio/order") or "1 0"
        column, descending = kept.split()
        order = Qt.SortOrder.DescendingOrder if descending == "1" else Qt.SortOrder.AscendingOrder
        self._order = int(column), order
        header.sortIndicatorChanged.connect(self._keep_order)

    def _keep_order(self, column: int, order: Qt.SortOrder) -> None:
        if self.table.rowCount() and column >= 0:
            self._order = column, order
            self.desk.memory.keep("portfolio/order", f"{column} {int(order is Qt.SortOrder.DescendingOrder)}")

    # -- loading

    def load(self) -> tuple[ServiceStanding, ...]:
        """Look at every service."""
        return self.desk.lab.portfolio.portfolio()

    def show_loaded(self, loaded: Any) -> None:
        """Show shares and table; keep what was open."""
        self.services = loaded
        if not self.services:
            self._teach()
            return
        self.show_body()
        clear(self._shares.flow)
        for tile in _tiles(self.services):
            self._shares.add(tile)
        self._fill()
        shown = self._wanted or (self.table.chosen_id if self.panel.isVisible() else "")
        self._wanted = ""
        if shown:
            self.open_service(shown)

    def open_subject(self, subject: Subject) -> None:
        """`service`: the one to show in the panel."""
        self._wanted = str(subject.get("service", ""))
        self.refresh(another=True)

    def recoloured(self) -> None:
        """The items of the table carry colours."""
        self.refresh()

    def palette_entries(self) -> tuple[PaletteEntry, ...]:
        """Export what is shown."""
        if not self.services:
            return ()
        return (PaletteEntry(_("Export the portfolio"), _("Action"), "export", self.ask_where),)

    # -- parts

    @property
    def shown(self) -> list[ServiceStanding]:
        """The services that filter and search let through, in the order of the table."""
        lets = self._filters[max(0, self.filter.currentIndex())][1]
        typed = self.search.text().casefold().split()
        return [
            one
            for one in self.services
            if lets(one) and all(word in f"{one.service.name} {one.service.owner}".casefold() for word in typed)
        ]

    def _fill(self) -> None:
        shown = self.shown
        self.table.show_rows(headings(), [row_of(one) for one in shown])
        self.table.sortByColumn(*self._order)
        self._nothing.setVisible(not shown)
        self._nothing.setText(_("No service fits. Choose “{all}”.").format(all=self._filters[0][0]))
        n, every = len(shown), len(self.services)
        said = ngettext("{n} of {all} service", "{n} of {all} services", every)
        self.set_subtitle(said.format(n=n, all=every))

    def open_service(self, service_id: str) -> None:
        """Show one service in the panel."""
        one = next((known for known in self.services if known.service.id == service_id), None)
        if one is not None:
            self.table.choose(service_id)
            self.panel.show_detail(one.service.name, ServiceDetail(one), *ways(one, self.desk.navigator.go))

    def ask_where(self) -> None:
        """Ask where the table is to go."""
        chosen, kind = QFileDialog.getSaveFileName(
            self, _("Export …"), "portfolio.xlsx", _("Spreadsheet (*.xlsx);;Text (*.csv)"),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )  # fmt: skip
        if chosen:
            file = Path(chosen)
            self.export_to(file if file.suffix else file.with_suffix(".csv" if "csv" in kind else ".xlsx"))

    def export_to(self, file: Path) -> None:
        """Write what is shown, in the order in which it is shown; a file that is there is never replaced."""
        by_id = {str(one.service.id): one for one in self.shown}
        services = [by_id[one] for one in self.table.ids]

        def write() -> None:
            from lab.services.portfolio_table import write_portfolio

            write_portfolio(services, file)

        said = _("{path} is written.").format(path=file)
        done = partial(self.desk.alerts.done, said)
        self.desk.background.write(write).owned_by(self).on_done(lambda _nothing: done()).start()

    def _teach(self) -> None:
        go = self.desk.navigator.go
        begin = Button(_("Register a service"), partial(go, "services", new=1), icon_name="plus", kind="primary")
        said = _("Every service stands here: when it was tested, whether a test is overdue, its gate and level.")
        self.show_empty(EmptyState("briefcase", _("How do all services stand?"), said, begin))


def _tiles(services: tuple[ServiceStanding, ...]) -> list[QWidget]:
    """The shares, each a number with what it is of."""
    shares = shares_of(services)
    named: list[tuple[str, Share]] = [
        (_("Electronic"), shares.electronic), (_("Proactive"), shares.proactive), (_("Tested"), shares.tested),
        (_("Gate passed"), shares.passed),
    ]  # fmt: skip
    return [_tile(name, one) for name, one in named]


def _tile(name: str, one: Share) -> QWidget:
    share = words.percent(one.hits / one.n) if one.n else "–"
    tile = Card(name=f"share_{name}")
    tile.setAccessibleName(_("{name}: {hits} of {n}").format(name=name, hits=one.hits, n=one.n))
    tile.column.setContentsMargins(theme.MARGIN, theme.GRID, theme.MARGIN, theme.GRID)
    tile.column.setSpacing(0)
    tile.add(
        fixed(share, "heading"), fixed(_("{name}: {hits} of {n}").format(name=name, hits=one.hits, n=one.n), "small")
    )
    return tile
