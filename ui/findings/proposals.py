"""Annotations that seem to say one thing and are in no finding yet: a person accepts them, one at a time."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lab.domain.gathering import Gathered
from lab.i18n import gettext as _
from lab.i18n import language, ngettext
from ui import theme, words
from ui.findings.judged import Judged
from ui.findings.uncoded_tags import Go, UncodedTags
from ui.widgets.boxes import Card, row
from ui.widgets.buttons import Button
from ui.widgets.marks import SeverityMark
from ui.widgets.texts import body, quiet, small

Accept = Callable[[Gathered], None]


class ProposalsPage(QWidget):
    """A card per proposal, with what was said and by whom."""

    def __init__(self, judged: Judged, accept: Accept, go: Go) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GRID, 0, 0)
        column.setSpacing(theme.GRID)
        if judged.uncoded:
            column.addWidget(UncodedTags(judged.uncoded, go))
        if not judged.proposals and not judged.uncoded:
            column.addWidget(quiet(_("Every tag is in a finding.")))
        for gathered in judged.proposals:
            column.addWidget(_ProposalCard(judged, gathered, accept))
        column.addStretch(1)


class _ProposalCard(Card):
    def __init__(self, judged: Judged, gathered: Gathered, accept: Accept) -> None:
        super().__init__(name="proposal")
        title = gathered.words.get(language()) or judged.criterion_name(gathered.criterion or "")
        self.setAccessibleName(title)
        worst = max((rating.severity for rating in gathered.ratings), default=None)
        belongs = judged.finding(gathered.belongs_to) if gathered.belongs_to is not None else None
        verb = _("Make it a finding") if belongs is None else _("Add to F-{number}").format(number=belongs.number)
        button = Button(verb, lambda: accept(gathered), icon_name="plus" if belongs is None else "git-merge")
        button.setAccessibleName(f"{verb}: {title}")
        line = row(SeverityMark(worst), body(title), button)
        line.setStretch(1, 1)
        self.column.addLayout(line)
        self.add(small(words.MIDDLE_DOT.join(_about(judged, gathered))))
        for seen in gathered.seen[:3]:
            said = seen.annotation.quote or seen.annotation.note
            if said:
                self.add(small(f"{seen.held.code}: “{said}”"))


def _about(judged: Judged, gathered: Gathered) -> list[str]:
    n = len(gathered.seen)
    parts = [ngettext("{n} tag", "{n} tags", n).format(n=n), ", ".join(gathered.codes)]
    if gathered.criterion:
        parts.append(judged.criterion_name(gathered.criterion))
    if gathered.task:
        parts.append(judged.task_name(gathered.task))
    return parts
