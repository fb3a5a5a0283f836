"""The panel of one finding: evidence, severity by several people, what to do about it, status, decision, retest."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lab.domain.finding import MOVES, Evidence, Finding, Status
from lab.i18n import gettext as _
from lab.i18n import ngettext
from lab.wording.judging import decision_sentence, status_label
from ui import theme, words
from ui.findings.evidence_strip import EvidenceStrip
from ui.findings.finding_form import FindingForm
from ui.findings.judged import Judged
from ui.findings.lineage_block import LineageBlock
from ui.findings.retest_block import RetestBlock
from ui.widgets.boxes import Flow, row
from ui.widgets.buttons import Button
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.link import LinkLine
from ui.widgets.marks import SeverityMark, state_line
from ui.widgets.severity_picker import SeverityPicker
from ui.widgets.texts import body, overline, small


class FindingDetail(QWidget):
    """Everything about a finding.

    Signals:
        rated: a severity. moved: a Status. evidence_wanted: tags are to be added. same_wanted: it says again what
            another finding says. retested: whoever confirms what the retest showed. name_wanted: nobody said yet who
            sits here.
    """

    rated = Signal(int)
    moved = Signal(object)
    evidence_wanted = Signal()
    same_wanted = Signal()
    retested = Signal(str)
    name_wanted = Signal()

    def __init__(self, judged: Judged, finding: Finding, rater: str, open_it: Callable[[Evidence], None]) -> None:
        super().__init__()
        self.finding = finding
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        earlier = judged.earlier_finding(finding.id)
        self.strip = EvidenceStrip(finding.evidence, judged.people, open_it)
        self._evidence(column, judged, is_earlier=earlier is not None)
        column.addWidget(body(_affected(finding)))
        if finding.is_problem and (finding.retests or finding.fixes):
            column.addWidget(LineageBlock(judged, finding))
        self.retest = RetestBlock(judged, earlier, rater) if earlier is not None else None
        if self.retest is not None:
            self.retest.confirmed.connect(self.retested)
            column.addWidget(self.retest)
        if not finding.positive:
            self._severity(column, finding, rater)
        self._status(column, judged, finding)
        self.form = FindingForm(judged, finding)
        column.addWidget(self.form)

    def _evidence(self, column: QVBoxLayout, judged: Judged, *, is_earlier: bool) -> None:
        finding = self.finding
        if finding.evidence:
            column.addWidget(self.strip)
        elif finding.id in judged.unsupported:
            text = _("No evidence yet: it stays open and the report says so")
            column.addWidget(state_line(text, "film-strip", "careful"))
        if is_earlier:
            return
        add = Button(_("Add evidence …"), self.evidence_wanted.emit, icon_name="plus", kind="link")
        add.setObjectName("add_evidence")
        parts = [add]
        if finding.duplicate_of is None and live_findings(judged, finding):
            same = Button(_("Same as …"), self.same_wanted.emit, icon_name="git-merge", kind="link")
            same.setObjectName("same_as")
            parts.append(same)
        column.addWidget(Flow(*parts))

    def _severity(self, column: QVBoxLayout, finding: Finding, rater: str) -> None:
        column.addWidget(overline(_("Severity")))
        agreed = row(SeverityMark(finding.severity, number=False), body(words.severity(finding.severity)))
        agreed.setStretch(1, 1)
        column.addLayout(agreed)
        for rating in finding.ratings:
            column.addWidget(small(f"{rating.rater}: {words.severity(rating.severity)}"))
        if finding.awaits_second_rater:
            text = _("One person alone says 4; until a second one confirms it, it counts as 3")
            column.addWidget(state_line(text, "users", "careful"))
        if rater:
            column.addWidget(overline(_("My own rating")))
            picker = SeverityPicker()
            mine = next((one.severity for one in finding.ratings if one.rater == rater), None)
            picker.show_severity(mine)
            picker.chosen.connect(lambda value: self.rated.emit(value) if value is not None else None)
            column.addWidget(picker)
        else:
            asked = _("Say who you are in the settings, then you can rate.")
            column.addWidget(LinkLine(asked, self.name_wanted.emit, "user"))

    def _status(self, column: QVBoxLayout, judged: Judged, finding: Finding) -> None:
        column.addWidget(overline(_("Status")))
        self.status = ChoiceBox()
        self.status.setAccessibleName(_("Status"))
        self.status.addItem(status_label(finding.status), finding.status.value)
        for status in Status:
            if status in MOVES[finding.status] and status is not Status.DUPLICATE:
                self.status.addItem(status_label(status), status.value)
        self.status.activated.connect(self._on_status)
        column.addWidget(self.status)
        for said in _said(judged, finding):
            column.addWidget(small(said))
        if _unaccepted(finding):
            column.addWidget(small(_("Nobody has accepted this owner and date yet.")))
            accept = Button(
                _("Accept owner and date …"), lambda: self.moved.emit(Status.PLANNED), icon_name="check", kind="link"
            )
            column.addLayout(row(accept, 1))

    def _on_status(self, index: int) -> None:
        status = Status(str(self.status.itemData(index)))
        if status is not self.finding.status:
            self.moved.emit(status)


def live_findings(judged: Judged, finding: Finding) -> list[Finding]:
    """The findings that this one may say again."""
    return [
        one
        for one in judged.findings
        if one.id != finding.id and one.positive == finding.positive and one.duplicate_of is None
    ]


def _said(judged: Judged, finding: Finding) -> list[str]:
    """Who decided what about it, whether the promise of its owner was accepted, and what it says again."""
    said = []
    decision = finding.decision
    if decision is not None:
        line = decision_sentence(decision, decision.by, words.short_date(decision.on))
        if decision.expires is not None:
            line = _("{said}, until {day}").format(said=line, day=words.short_date(decision.expires))
        said.append(f"{line}. {decision.why}".strip())
    original = judged.finding(finding.duplicate_of or "")
    if original is not None:
        said.append(_("Says the same as {finding}").format(finding=judged.finding_name(original)))
    return said


def _unaccepted(finding: Finding) -> bool:
    """Whether its owner and day are only written down, and can be accepted."""
    promised = finding.owner and finding.due is not None
    acceptable = finding.status is Status.PLANNED or Status.PLANNED in MOVES[finding.status]
    return bool(promised and acceptable and finding.promised is None and not finding.positive)


def _affected(finding: Finding) -> str:
    n = len(finding.exposed)
    sentence = ngettext(
        "{affected} of {n} participant who came there had it.",
        "{affected} of {n} participants who came there had it.",
        n,
    )
    return sentence.format(affected=len(finding.affected), n=n)
