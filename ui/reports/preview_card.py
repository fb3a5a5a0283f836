"""The preview of a report: its first page, made in the background, and the way to the whole of it in the browser."""

import threading
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lab.domain.errors import LabError
from lab.domain.ids import RoundId
from lab.i18n import gettext as _
from lab.wording import sentence
from ui.desk import Desk
from ui.elsewhere import open_elsewhere
from ui.reports.first_page import FirstPage
from ui.widgets.boxes import Card, Flow, line
from ui.widgets.buttons import Button
from ui.widgets.marks import state_line
from ui.widgets.texts import quiet, small

if TYPE_CHECKING:
    from lab.services.exporting import Exported, ReportDocument
    from lab.services.laboratory import Laboratory

Chosen = tuple[RoundId, str, bool]
"""Round, language, whether for the public."""


class PreviewCard(Card):
    """Shows what `show_report` was asked for last.

    Attributes:
        report: what is shown; None while the first is being made, or where that failed.
        whole: opens all of it; while it is being made, stops that.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("What the owner reads first"), name="report_preview")
        self._desk = desk
        self._chosen: Chosen | None = None
        self._busy = False
        self._outdated = False
        self._stop = threading.Event()
        self._making = False
        self.report: ReportDocument | None = None
        self.whole = Button("", self._open_or_stop, icon_name="arrow-square-out")
        self.whole.setObjectName("open_whole_report")
        self._place = QVBoxLayout()
        self._shown: QWidget | None = None
        remark = _(
            "As of now; names and numbers of people in free texts are masked. The browser shows the stills, too."
        )
        self.add(Flow(self.whole), small(remark), line())
        self.column.addLayout(self._place)
        self.column.addStretch(1)
        self._say_making(making=False)

    def show_report(self, round_id: RoundId, language: str, *, public: bool) -> None:
        """Make it, and show it when it is made; what was shown of the same choice stays until then."""
        chosen = (round_id, language, public)
        if chosen != self._chosen:
            self.report = None
            self._put(quiet(_("The report is being put together …")))
            self.whole.setEnabled(self._making)
        self._chosen = chosen
        self._outdated = self._busy
        if not self._busy:
            self._make(chosen)

    def stop(self) -> None:
        """Stop making the whole report."""
        self._stop.set()

    def _make(self, chosen: Chosen) -> None:
        """One at a time: a large round takes its time, and changes come faster than that while a session runs."""
        self._busy = True
        operation = self._desk.background.read(partial(_preview, self._desk.lab, chosen)).owned_by(self)
        operation.on_done(partial(self._made, chosen)).on_error(partial(self._failed, chosen))
        operation.finally_do(self._rested).start()

    def _rested(self) -> None:
        self._busy = False
        if self._outdated and self._chosen is not None:
            self._outdated = False
            self._make(self._chosen)

    def _made(self, chosen: Chosen, report: "ReportDocument") -> None:
        """Show it, unless something else was chosen meanwhile."""
        if chosen != self._chosen:
            return
        self.whole.setEnabled(True)
        if report != self.report:
            self.report = report
            self._put(FirstPage(report))

    def _failed(self, chosen: Chosen, error: LabError) -> None:
        if chosen != self._chosen:
            return
        self.report = None
        failed = QWidget()
        lines = QVBoxLayout(failed)
        lines.setContentsMargins(0, 0, 0, 0)
        again = Button(_("Try again"), self._again, icon_name="arrows-clockwise")
        again.setObjectName("preview_again")
        lines.addWidget(state_line(sentence(error), "warning", "bad"))
        lines.addWidget(Flow(again))
        self._put(failed)

    def _again(self) -> None:
        chosen, self._chosen = self._chosen, None
        if chosen is not None:
            self.show_report(*chosen[:2], public=chosen[2])

    def _put(self, widget: QWidget) -> None:
        if self._shown is not None:
            self._shown.hide()
            self._place.removeWidget(self._shown)
            self._shown.deleteLater()
        self._shown = widget
        self._place.addWidget(widget)
        widget.show()

    # -- the whole report

    def _open_or_stop(self) -> None:
        if self._making:
            self.stop()
            self.whole.setEnabled(False)
        elif self._chosen is not None:
            self._stop.clear()
            self._say_making(making=True)
            work = partial(_whole, self._desk.lab, self._chosen, self._stop)
            operation = self._desk.background.read(work).owned_by(self).on_done(self._open).on_error(self._say_failed)
            operation.finally_do(partial(self._say_making, making=False)).start()

    def _open(self, exported: "Exported | None") -> None:
        if exported is not None:
            open_elsewhere(exported.paths["html"])

    def _say_failed(self, error: LabError) -> None:
        self._desk.alerts.error(error, key="preview")

    def _say_making(self, *, making: bool) -> None:
        self._making = making
        if making:
            self.whole.set_words(_("Stop: the whole report is being made …"), "stop-circle")
        else:
            self.whole.set_words(_("Open the whole report in the browser"), "arrow-square-out")
            self.whole.setEnabled(self.report is not None)


def _preview(lab: "Laboratory", chosen: Chosen) -> "ReportDocument":
    from lab.services.exporting import Audience, ExportService

    round_id, language, public = chosen
    return ExportService(lab).preview(round_id, language, Audience.PUBLIC if public else Audience.INTERNAL)


def _whole(lab: "Laboratory", chosen: Chosen, stop: threading.Event) -> "Exported | None":
    """The files of the whole report; None when it was stopped."""
    from lab.services.exporting import Audience, ExportCancelled, ExportService

    round_id, language, public = chosen
    job = ExportService(lab).preview_job(round_id, language, Audience.PUBLIC if public else Audience.INTERNAL)
    try:
        return job.run(cancelled=stop.is_set)
    except ExportCancelled:
        return None
