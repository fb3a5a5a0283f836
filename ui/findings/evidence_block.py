"""What a finding rests on: the frames of its annotations, other proofs, and how often it was met; what it lacks."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lab.domain.export_rules import Lack
from lab.domain.finding import Evidence, Finding, Proof
from lab.i18n import gettext as _
from lab.wording.findings import lack_label, proof_label
from ui import theme, words
from ui.findings.evidence_strip import EvidenceStrip
from ui.findings.judged import Judged
from ui.widgets.boxes import Flow, row
from ui.widgets.buttons import Button, IconButton
from ui.widgets.marks import state_line
from ui.widgets.texts import body, overline, small


class EvidenceBlock(QWidget):
    """Signals: add_wanted: tags are to be added. sort_wanted: tags are to go to another finding. proof_wanted: another
    proof is to be added. same_wanted: it says again what another finding says. removed: a Proof is to go.
    """

    add_wanted = Signal()
    sort_wanted = Signal()
    proof_wanted = Signal()
    same_wanted = Signal()
    removed = Signal(object)

    def __init__(self, judged: Judged, finding: Finding, open_it: Callable[[Evidence], None]) -> None:
        super().__init__()
        self._finding = finding
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.GRID)
        self.strip = EvidenceStrip(finding, judged.people, open_it)
        if finding.evidence:
            self.column.addWidget(self.strip)
        for lack in judged.lacking.get(finding.id, ()):
            icon = "film-strip" if lack is Lack.EVIDENCE else "warning"
            self.column.addWidget(state_line(lack_label(lack), icon, "careful"))
        if finding.proofs:
            self.column.addWidget(overline(_("Other evidence")))
            for proof in finding.proofs:
                self._proof(proof)
        if judged.earlier_finding(finding.id) is None:
            self._verbs(judged)
        self.column.addWidget(body(frequency_words(finding)))

    def _proof(self, proof: Proof) -> None:
        said = small(words.MIDDLE_DOT.join(_about(proof)))
        said.setWordWrap(True)
        remove = IconButton(_("Take this evidence out"), "x", lambda: self.removed.emit(proof))
        line = row(said, remove)
        line.setStretch(0, 1)
        self.column.addLayout(line)

    def _verbs(self, judged: Judged) -> None:
        add = Button(_("Add evidence …"), self.add_wanted.emit, icon_name="plus", kind="link")
        add.setObjectName("add_evidence")
        proof = Button(_("Add another proof …"), self.proof_wanted.emit, icon_name="paperclip", kind="link")
        proof.setObjectName("add_proof")
        parts = [add, proof]
        if self._finding.evidence:
            sort = Button(
                _("Move or split …"), self.sort_wanted.emit, icon_name="arrows-out-line-horizontal", kind="link"
            )
            sort.setObjectName("sort_evidence")
            parts.append(sort)
        if self._finding.duplicate_of is None and any(like(judged, self._finding)):
            same = Button(_("Same as …"), self.same_wanted.emit, icon_name="git-merge", kind="link")
            same.setObjectName("same_as")
            parts.append(same)
        self.column.addWidget(Flow(*parts))


def like(judged: Judged, finding: Finding) -> Iterator[Finding]:
    """The other findings of its round and kind, duplicates left out: those that may take its evidence."""
    kind = finding.positive, bool(finding.set_aside)
    return (
        one
        for one in judged.findings
        if one.id != finding.id and (one.positive, bool(one.set_aside)) == kind and one.duplicate_of is None
    )


def frequency_words(finding: Finding) -> str:
    """How many of those who came to the place had it, with the share and its interval."""
    from lab.domain.metrics.shares import share  # late: scipy is not loaded for a list
    from lab.wording.figures import share_words

    n, affected = len(finding.exposed), len(finding.affected)
    if not n:
        return _("Nobody came to its place yet.")
    return _("Had by {share} of those who came to its place").format(share=share_words(share(affected, n)))


def _about(proof: Proof) -> Iterator[str]:
    yield proof_label(proof.kind)
    yield proof.text
    if proof.source:
        yield f"{proof.source} ({proof.sha256[:12]}…)" if proof.sha256 else proof.source
    if proof.by:
        yield proof.by
