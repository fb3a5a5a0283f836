"""What this round shows of a finding of an earlier one, to be confirmed by a named person."""

from PySide6.QtCore import Signal

from lab.domain.finding import Status
from lab.domain.lineage import chance_missed
from lab.i18n import gettext as _
from lab.i18n import ngettext
from lab.wording.lineage import missed_sentence
from ui.findings.judged import EarlierFinding, Judged
from ui.widgets.boxes import row
from ui.widgets.buttons import Button
from ui.widgets.form import Form
from ui.widgets.texts import body, overline, small


class RetestBlock(Form):
    """The figures of this round, how sure they are, and the button to confirm. `confirmed` carries the name."""

    confirmed = Signal(str)

    def __init__(self, judged: Judged, earlier: EarlierFinding, person: str) -> None:
        super().__init__()
        finding, seen = earlier.finding, earlier.seen
        self.column.addWidget(overline(_("Retest in this round")))
        self.column.addWidget(body(_seen_words(len(seen.recurred), len(seen.exposed))))
        if seen.recurred:
            self.column.addWidget(small(", ".join(sorted(seen.recurred))))
        needed = judged.rounds[finding.round_id].rules.n_min
        self.column.addWidget(small(_needed(needed)))
        n = len(seen.exposed)
        missed = None if seen.recurred else chance_missed(finding.share_affected, n)
        if missed is not None:
            self.column.addWidget(small(missed_sentence(n, missed)))
        if finding.status is not Status.FIXED:
            self.column.addWidget(small(_("It can be called verified once its status is “fixed”.")))
        self.add_text("by", _("Who confirms this"), person)
        self.record = Button(_("Record the retest"), lambda: self.confirmed.emit(self.text("by")), icon_name="check")
        self.record.setObjectName("record_retest")
        self.column.addLayout(row(self.record, 1))


def _seen_words(recurred: int, exposed: int) -> str:
    return ngettext(
        "{recurred} of {n} participant who came there and was judged had it again.",
        "{recurred} of {n} participants who came there and were judged had it again.",
        exposed,
    ).format(recurred=recurred, n=exposed)


def _needed(n: int) -> str:
    return ngettext(
        "Verified needs at least {n} participant who came there without the problem, or a passed inspection.",
        "Verified needs at least {n} participants who came there without the problem, or a passed inspection.",
        n,
    ).format(n=n)
