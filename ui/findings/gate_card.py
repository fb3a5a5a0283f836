"""The gate in a word, what it means, and its reasons, each a link to what it is about."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from lab.domain.gate import WAITING_FOR_OWNER, Reason
from lab.i18n import gettext as _
from lab.i18n import ngettext
from lab.wording.judging import decided_label, gate_sentence, reason_sentence
from ui import theme, words
from ui.findings.judged import Judged
from ui.widgets.boxes import row
from ui.widgets.buttons import Button
from ui.widgets.link import LinkLine
from ui.widgets.marks import gate_badge
from ui.widgets.texts import body, small

OpenReason = Callable[[Reason], None]
FEW = 3
"""Reasons shown before “all reasons”: the screen is about findings."""


class GateCard(QFrame):
    """`open_reason` is called with the reason whose link was chosen."""

    def __init__(
        self,
        judged: Judged,
        open_reason: OpenReason,
        decide: Callable[[], None],
        plan_retest: Callable[[], None],
        *,
        all_: bool,
    ) -> None:
        super().__init__()
        self.setProperty("box", "card")
        self.setObjectName("gate")
        self.setAccessibleName(_("Launch gate"))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.GRID + 4, theme.MARGIN, theme.GRID + 4)
        column.setSpacing(theme.GRID // 2)
        head = QHBoxLayout()
        head.setSpacing(theme.MARGIN)
        head.addWidget(gate_badge(judged.gate.state.value))
        head.addWidget(body(gate_sentence(judged.gate)), 1)
        decide_button = Button(_("Decide …"), decide, icon_name="scales")
        decide_button.setObjectName("decide")
        head.addWidget(decide_button)
        column.addLayout(head)
        figures = row(small(words.MIDDLE_DOT.join(_figures(judged))))
        figures.setStretch(0, 1)
        if judged.to_retest:
            retest = Button(_("Plan a retest round"), plan_retest, icon_name="arrows-clockwise", kind="link")
            retest.setObjectName("plan_retest")
            figures.addWidget(retest)
        column.addLayout(figures)
        column.addWidget(small(words.MIDDLE_DOT.join(_by_standard(judged))))
        reasons = judged.gate.reasons
        shown = reasons if all_ else reasons[:FEW]
        self.links = [_reason_link(reason, judged, open_reason) for reason in shown]
        for link in self.links:
            column.addWidget(link)
        self.more: Button | None = None
        if len(reasons) > len(shown):
            text = ngettext("{n} more reason", "{n} more reasons", len(reasons) - FEW).format(n=len(reasons) - FEW)
            self.more = Button(text, kind="link", icon_name="caret-down")
            column.addLayout(row(self.more, 1))


def _reason_link(reason: Reason, judged: Judged, open_reason: OpenReason) -> QWidget:
    sentence = reason_sentence(reason, judged.subject_name)
    waits = reason.code in WAITING_FOR_OWNER
    return LinkLine(sentence, lambda: open_reason(reason), "hourglass" if waits else "arrow-right")


def _figures(judged: Judged) -> list[str]:
    level = judged.level
    if level.level is None:
        parts = [_("No criterion of client-centricity is decided yet")]
    else:
        parts = [
            _("Client-centricity {level} (between {low} and {high})").format(
                level=words.percent(level.level / 100),
                low=words.percent(level.low / 100),
                high=words.percent(level.high / 100),
            )
        ]
    n = len(judged.codes)
    parts.append(ngettext("{n} participant", "{n} participants", n).format(n=n))
    if judged.decisions:
        last = judged.decisions[-1]
        day = words.short_date(last.at.astimezone().date())
        parts.append(_("{by} decided on {day}: {what}").format(by=last.by, day=day, what=decided_label(last.decided)))
    return parts


def _by_standard(judged: Judged) -> list[str]:
    return [
        _("{standard}: {decided} of {applicable} decided").format(
            standard=title, decided=one.decided, applicable=one.applicable
        )
        for title, one in judged.levels
    ]
