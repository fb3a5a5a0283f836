"""The severity of a finding, rated by people apart: nobody is told what the first one said before they have said it."""

from collections.abc import Iterator

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lab.domain.finding import RATERS, Finding, priority
from lab.i18n import gettext as _
from lab.i18n import ngettext
from ui import theme, words
from ui.findings.lines import must_rate_first
from ui.widgets.boxes import row
from ui.widgets.link import LinkLine
from ui.widgets.marks import SeverityMark, state_line
from ui.widgets.severity_picker import SeverityPicker
from ui.widgets.texts import body, overline, small


class SeverityBlock(QWidget):
    """Signals: rated, with a severity; name_wanted: nobody said yet who sits here."""

    rated = Signal(int)
    name_wanted = Signal()

    def __init__(self, finding: Finding, rater: str) -> None:
        super().__init__()
        self.setObjectName("severity_block")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.GRID)
        self.column.addWidget(overline(_("Severity")))
        if must_rate_first(finding, rater):
            text = _("One person has rated it. Rate it yourself: then both ratings are shown.")
            self.column.addWidget(state_line(text, "eye-slash", "careful"))
        else:
            self._agreed(finding)
        self._mine(finding, rater)

    def _agreed(self, finding: Finding) -> None:
        agreed = row(SeverityMark(finding.severity, number=False), body(words.severity(finding.severity)))
        agreed.setStretch(1, 1)
        self.column.addLayout(agreed)
        if finding.ratings:
            self.column.addWidget(small(words.MIDDLE_DOT.join(_figures(finding))))
        for rating in finding.ratings:
            said = f"{rating.rater}: {words.severity(rating.severity)}, {words.short_date(rating.on)}"
            self.column.addWidget(small(said))
        if finding.awaits_second_rater:
            text = _("One person alone says 4; until a second one confirms it, it counts as 3")
            self.column.addWidget(state_line(text, "users", "careful"))
        elif finding.lacks_rater:
            n = RATERS - len(finding.ratings)
            text = ngettext("{n} more person is to rate it", "{n} more people are to rate it", n).format(n=n)
            self.column.addWidget(state_line(text, "users", "careful"))

    def _mine(self, finding: Finding, rater: str) -> None:
        if not rater:
            asked = _("Say who you are in the settings, then you can rate.")
            self.column.addWidget(LinkLine(asked, self.name_wanted.emit, "user"))
            return
        self.column.addWidget(overline(_("My own rating")))
        picker = SeverityPicker()
        picker.show_severity(next((one.severity for one in finding.ratings if one.rater == rater), None))
        picker.chosen.connect(lambda value: self.rated.emit(value) if value is not None else None)
        self.column.addWidget(picker)


def _figures(finding: Finding) -> Iterator[str]:
    n, spread = len(finding.ratings), finding.spread
    yield ngettext("median of {n} rating", "median of {n} ratings", n).format(n=n)
    if spread is not None and spread[0] != spread[1]:
        yield _("spread {low}–{high}").format(low=spread[0], high=spread[1])
    if finding.exposed:
        yield _("priority {value} of 4").format(value=QLocale().toString(priority(finding), "f", 1))
