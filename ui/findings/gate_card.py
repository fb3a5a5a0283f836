"""The gate in a word, what it means, and its reasons, each a link to what it is about."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QLabel, QLayout, QVBoxLayout, QWidget

from lab.domain.decision import in_force
from lab.domain.gate import WAITING_FOR_OWNER, Reason
from lab.domain.level import CLIENT_CENTRICITY
from lab.i18n import gettext as _
from lab.i18n import ngettext
from lab.wording.judging import decided_label, gate_label, gate_sentence, reason_sentence
from lab.wording.verdicts import level_words, people_words, scope_words
from ui import theme, words
from ui.findings.judged import Judged
from ui.widgets.boxes import Flow, row
from ui.widgets.boxes import column as stacked
from ui.widgets.buttons import Button
from ui.widgets.link import LinkLine
from ui.widgets.marks import gate_badge
from ui.widgets.texts import body, small, toned

OpenReason = Callable[[Reason], None]
LARGE = 1.5
"""Size of text from which a card has no room for two things side by side."""

FEW = 3
"""Reasons shown before “all reasons”: the screen is about findings."""
MOST = 50
"""Reasons shown at all; of more the list of findings tells."""


class GateCard(QFrame):
    """`open_reason` is called with the reason whose link was chosen."""

    def __init__(
        self,
        judged: Judged,
        open_reason: OpenReason,
        decide: Callable[[], None],
        plan_retest: Callable[[], None],
        write_record: Callable[[], None],
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
        buttons = [Button(_("Decide …"), decide, icon_name="scales")]
        buttons[0].setObjectName("decide")
        if judged.to_retest:
            whole = _("Plan a retest round")
            label = _("Retest …") if theme.text_scale() >= LARGE else whole
            buttons.append(Button(label, plan_retest, icon_name="arrows-clockwise", kind="link"))
            buttons[1].setAccessibleName(whole)
            buttons[1].setObjectName("plan_retest")
        column.addLayout(_head(judged, buttons))
        for standard in _by_standard(judged):
            column.addWidget(small(standard))
        for said in _decision(judged):
            column.addWidget(said)
        if in_force(judged.decisions) is not None:
            record = LinkLine(_("Decision record"), write_record, "file-text")
            record.setObjectName("decision_record")
            column.addWidget(record)
        reasons = judged.gate.reasons
        shown = reasons[: MOST if all_ else FEW]
        self.links = [_reason_link(reason, judged, open_reason) for reason in shown]
        for link in self.links:
            column.addWidget(link)
        self.more: Button | None = None
        if all_ and len(reasons) > len(shown):
            left = len(reasons) - len(shown)
            column.addWidget(small(ngettext("and {n} more", "and {n} more", left).format(n=left)))
        elif len(reasons) > len(shown):
            text = ngettext("{n} more reason", "{n} more reasons", len(reasons) - FEW).format(n=len(reasons) - FEW)
            self.more = Button(text, kind="link", icon_name="caret-down")
            column.addLayout(row(self.more, 1))


def _head(judged: Judged, buttons: list[Button]) -> QLayout:
    """The gate, what it means, the figures, what can be done; one under the other where the text is large."""
    badge, sentence = gate_badge(judged.gate.state.value), body(gate_sentence(judged.gate))
    figures = small(words.MIDDLE_DOT.join(_figures(judged)))
    if theme.text_scale() >= LARGE:
        return stacked(Flow(badge, buttons[0]), sentence, figures, *buttons[1:])
    first, second = row(badge, sentence, buttons[0], spacing=theme.MARGIN), row(figures, *buttons[1:])
    first.setStretch(1, 1)
    second.setStretch(0, 1)
    head = QVBoxLayout()
    head.setSpacing(theme.GRID // 2)
    head.addLayout(first)
    head.addLayout(second)
    return head


def _reason_link(reason: Reason, judged: Judged, open_reason: OpenReason) -> QWidget:
    sentence = reason_sentence(reason, judged.subject_name)
    waits = reason.code in WAITING_FOR_OWNER
    return LinkLine(sentence, lambda: open_reason(reason), "hourglass" if waits else "arrow-right")


def _figures(judged: Judged) -> list[str]:
    parts = []
    if any(one.id == CLIENT_CENTRICITY for one in judged.standards):
        parts.append(_("Client-centricity: {level}").format(level=level_words(judged.level)))
    parts += people_words(judged.held)
    if judged.names.study.left_out:
        parts.append(scope_words(len(judged.names.study.left_out)))
    return parts


def _decision(judged: Judged) -> list[QLabel]:
    """The decision that holds; beside one against the gate what was computed, and the reason."""
    one = in_force(judged.decisions)
    if one is None:
        return []
    day = words.short_date(one.at.astimezone().date())
    said = _("{by} decided on {day}: {what}").format(by=one.by, day=day, what=decided_label(one.decided))
    if one.conditions:
        said = words.MIDDLE_DOT.join((said, one.conditions))
    if not one.overrides_gate:
        return [small(said)]
    against = _("Against the computed gate “{gate}”: {reason}").format(gate=gate_label(one.gate), reason=one.reason)
    return [small(said), toned(small(against), "careful")]


def _by_standard(judged: Judged) -> list[str]:
    """The other standards; that of client-centricity stands above."""
    return [
        _("{standard}: {level}").format(standard=title, level=level_words(one))
        for standard, (title, one) in zip(judged.standards, judged.levels, strict=True)
        if standard.id != CLIENT_CENTRICITY
    ]
