"""The panel of one finding: evidence, severity by several people, status, retest, what to write about it."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lab.domain.finding import Evidence, Finding
from lab.i18n import gettext as _
from ui import theme
from ui.findings.evidence_block import EvidenceBlock
from ui.findings.finding_form import FindingForm
from ui.findings.judged import Judged
from ui.findings.lineage_block import LineageBlock
from ui.findings.retest_block import RetestBlock
from ui.findings.severity_block import SeverityBlock
from ui.findings.status_block import StatusBlock
from ui.widgets.marks import state_line


class FindingDetail(QWidget):
    """Everything about a finding.

    Attributes:
        evidence: what it rests on, with its own signals.

    Signals:
        rated: a severity. moved: a Status. retested: whoever confirms what the retest showed. name_wanted: nobody said
            yet who sits here.
    """

    rated = Signal(int)
    moved = Signal(object)
    retested = Signal(str)
    name_wanted = Signal()

    def __init__(self, judged: Judged, finding: Finding, rater: str, open_it: Callable[[Evidence], None]) -> None:
        super().__init__()
        self.finding = finding
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        earlier = judged.earlier_finding(finding.id)
        self.evidence = EvidenceBlock(judged, finding, open_it)
        column.addWidget(self.evidence)
        if finding.set_aside:
            text = _("A wish that cannot be met: {why} It is kept, and counts as no defect.")
            column.addWidget(state_line(text.format(why=finding.set_aside), "scales", "unknown"))
        if finding.is_problem and (finding.retests or finding.fixes):
            column.addWidget(LineageBlock(judged, finding))
        self.retest = RetestBlock(judged, earlier, rater) if earlier is not None else None
        if self.retest is not None:
            self.retest.confirmed.connect(self.retested)
            column.addWidget(self.retest)
        if finding.is_defect:
            self.severity = SeverityBlock(finding, rater)
            self.severity.rated.connect(self.rated)
            self.severity.name_wanted.connect(self.name_wanted)
            column.addWidget(self.severity)
        self.status = StatusBlock(judged, finding)
        self.status.moved.connect(self.moved)
        column.addWidget(self.status)
        self._judged, self._column = judged, column
        self._form: FindingForm | None = None

    @property
    def form(self) -> FindingForm:
        """What is written about it; made when it is first asked for, for it is the larger half of the panel."""
        if self._form is None:
            self._form = FindingForm(self._judged, self.finding)
            self._column.addWidget(self._form)
        return self._form
