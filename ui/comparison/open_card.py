"""What is still open after the later round: problems with their way, and criteria that stand as not wholly met."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from lab.domain.ids import RoundId
from lab.domain.lineage import fate_of
from lab.domain.standing import Standing
from lab.i18n import gettext as _
from lab.i18n import language
from lab.wording.judging import verdict_label
from lab.wording.lineage import fate_label, kept_label
from ui import theme
from ui.comparison.pair import OpenFinding, Pair
from ui.widgets.boxes import Card, line, row
from ui.widgets.link import LinkLine
from ui.widgets.marks import SeverityMark
from ui.widgets.texts import overline, quiet, small

Go = Callable[..., None]


class OpenCard(Card):
    """Every line leads to where something can be done about it."""

    def __init__(self, pair: Pair, go: Go) -> None:
        super().__init__(_("What is still open?"), name="still_open")
        self.add(small(_("As it stands today, whatever round said so.")))
        if not pair.findings and not pair.standing:
            self.add(quiet(_("Nothing: no finding is open, and every criterion that was decided is met.")))
        if pair.findings:
            self.add(overline(_("Findings ({n})").format(n=len(pair.findings))))
        for one in pair.findings:
            self.add(*_finding(one, go))
        if pair.standing:
            self.add(line(), overline(_("Criteria not wholly met ({n})").format(n=len(pair.standing))))
        numbers = {one.study.id: one.study.number for one in pair.rounds}
        for criterion, stands in pair.standing:
            name = f"{criterion.id} {criterion.title.in_language(language())}"
            open_it = partial(go, "findings", round=stands.round_id, criterion=criterion.id)
            self.add(LinkLine(name, open_it, "arrow-right"), small(_stands(stands, numbers)))


def _stands(stands: Standing, numbers: Mapping[RoundId, int]) -> str:
    said = _("{verdict} in round {round}").format(
        verdict=verdict_label(stands.value), round=numbers.get(stands.round_id, 0)
    )
    return f"{said} – {kept_label(stands.kept)}" if stands.kept is not None else said


def _finding(one: OpenFinding, go: Go) -> tuple[QWidget, ...]:
    finding = one.finding
    name = _("F-{number} (round {round})").format(number=finding.number, round=one.study.number)
    link = LinkLine(
        f"{name} {finding.title}", lambda: go("findings", round=one.shown_in, finding=finding.id), "arrow-right"
    )
    holder = QWidget()
    line_ = row(SeverityMark(finding.severity), link, spacing=theme.GRID)
    line_.setStretch(1, 1)
    holder.setLayout(line_)
    return holder, small(fate_label(fate_of(finding)))
