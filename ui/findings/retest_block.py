"""What this round shows of a finding of an earlier one, to be confirmed by a named person."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from lab.domain.finding import RetestResult, Status
from lab.i18n import gettext as _
from lab.i18n import ngettext
from ui import words
from ui.findings.judged import EarlierFinding, Judged
from ui.widgets.boxes import row
from ui.widgets.buttons import Button
from ui.widgets.form import Form
from ui.widgets.texts import body, overline, small


class RetestBlock(Form):
    """The figures of this round, those already confirmed, and the button to confirm. `confirmed` carries the name."""

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
        for told in _told(judged, finding.retests):
            self.column.addWidget(small(told))
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


def _told(judged: Judged, results: Sequence[RetestResult]) -> list[str]:
    """What was confirmed, the newest first."""
    said = []
    for one in reversed(results):
        line = _("Round {round}: {recurred} of {exposed} had it again. {by}").format(
            round=judged.rounds[one.round_id].number, recurred=one.recurred, exposed=one.exposed, by=one.by
        )
        said.append(f"{line}, {words.short_date(one.on)}" if one.on is not None else line)
    return said
