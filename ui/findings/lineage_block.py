"""The way of a finding over the rounds: where it was found, what each later round said, and how it stands now."""

from collections.abc import Iterator

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lab.domain.finding import Finding
from lab.domain.lineage import Fate, fate_of, steps_of
from lab.i18n import gettext as _
from lab.wording.lineage import fate_label, step_sentence
from ui import theme
from ui.findings.judged import Judged
from ui.widgets.marks import state_line
from ui.widgets.texts import overline, small

FATE_ICONS = {
    Fate.OPEN: ("circle-dashed", "unknown"),
    Fate.FIXED: ("hourglass", "careful"),
    Fate.VERIFIED: ("check-circle", "good"),
    Fate.NOT_FIXED: ("x-circle", "bad"),
    Fate.REGRESSED: ("arrow-counter-clockwise", "bad"),
    Fate.SETTLED: ("minus-circle", "unknown"),
}


class LineageBlock(QWidget):
    """A line for how it stands, and one for every round that said something of it; the oldest first."""

    def __init__(self, judged: Judged, finding: Finding) -> None:
        super().__init__()
        self.setObjectName("lineage")
        self.setAccessibleName(_("Its way over the rounds"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID // 2)
        column.addWidget(overline(_("Its way over the rounds")))
        fate = fate_of(finding)
        column.addWidget(state_line(fate_label(fate), *FATE_ICONS[fate]))
        for said in lineage_lines(judged, finding):
            column.addWidget(small(said))


def lineage_lines(judged: Judged, finding: Finding) -> Iterator[str]:
    """What is known of it round by round."""
    origin = judged.rounds[finding.round_id]
    yield _("Found in round {round}, by {affected} of {n}.").format(
        round=origin.number, affected=len(finding.affected), n=len(finding.exposed)
    )
    if finding.release_fixed:
        yield _("Called fixed with release {release}.").format(release=finding.release_fixed)
    for told, step in zip(finding.retests, steps_of(finding, origin.rules.n_min), strict=True):
        known = judged.rounds.get(step.round_id)
        yield step_sentence(step, known.number if known is not None else 0, told.by, told.on)
