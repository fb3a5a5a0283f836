"""The first page of a report in widgets: what its owner reads in two minutes, in the language of the report."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLayout, QWidget

from lab.i18n import gettext as _
from lab.i18n import in_language, ngettext
from ui import theme, words
from ui.widgets.boxes import column, row
from ui.widgets.interval_bar import IntervalBar
from ui.widgets.marks import SeverityMark, gate_badge, state_line
from ui.widgets.texts import body, heading, quiet, small, strong

if TYPE_CHECKING:
    from lab.services.exporting import FindingPart, ReportDocument

MOST_TO_DO = 6
"""As many as the page shows."""
_NAMED_APART = 3
"""Reasons of one kind, up to which each has its own line."""
_WHOLE = (0.0, 100.0)


class FirstPage(QWidget):
    """Made anew for each document."""

    def __init__(self, report: "ReportDocument") -> None:
        super().__init__()
        self.setObjectName("first_page")
        self.page = column(spacing=theme.GRID)
        self.setLayout(self.page)
        with in_language(report.language):
            self._head(report)
            self._gate(report)
            self._level(report)
            self._worst(report)
            self._to_do(report)
            self._left_out(report)

    def _add(self, *widgets: QWidget) -> None:
        for widget in widgets:
            self.page.addWidget(widget)

    def _section(self, title: str) -> None:
        self.page.addSpacing(theme.GRID)
        self._add(strong(title))

    def _head(self, report: "ReportDocument") -> None:
        told = [report.round.name, report.summary.people_text, report.summary.period_text]
        if report.release.planned_launch:
            told.append(_("launch planned for {day}").format(day=report.release.planned_launch_text))
        self._add(heading(f"{report.service.name} {report.release.name}"), quiet(words.MIDDLE_DOT.join(told)))

    def _gate(self, report: "ReportDocument") -> None:
        gate = report.summary.gate
        self._section(_("Is it ready for launch?"))
        self._add(gate_badge(gate.state), body(gate.sentence))
        for group in gate.reasons:
            if len(group.reasons) > _NAMED_APART:
                said = [f"{group.text}: {', '.join(one.short for one in group.reasons)}"]
            else:
                said = [one.text for one in group.reasons]
            for reason in said:
                self._add(state_line(reason, "arrow-right", "unknown"))
        if gate.further:
            self._add(small(f"{_('Beside that:')} {'; '.join(group.text for group in gate.further)}."))
        decision = report.summary.decision
        if decision is not None:
            self._section(_("Decision"))
            self._add(body(f"{decision.decided.label} – {decision.by}, {decision.on}. {decision.conditions}".strip()))
            if decision.overrides_gate:
                against = _("This goes against the computed gate ({gate}). Reason: {reason}")
                self._add(body(against.format(gate=decision.gate.label, reason=decision.reason)))

    def _level(self, report: "ReportDocument") -> None:
        level = report.summary.level
        self._section(_("Level of client-centricity"))
        self._add(heading(level.headline))
        if level.value is not None:
            self._add(
                IntervalBar(
                    level.value, level.low, level.high, scale=_WHOLE, none=None, tone="unknown", said=level.text
                )
            )
        self._add(small(f"{level.text} {level.coverage_text}".strip()))

    def _worst(self, report: "ReportDocument") -> None:
        worst = report.summary.worst
        if not worst:
            self._section(_("Findings"))
            self._add(quiet(_("No finding is backed by evidence so far.")))
            return
        n = len(worst)
        self._section(ngettext("The worst finding", "The {n} worst findings", n).format(n=n))
        for number in worst:
            self.page.addLayout(_finding(report.finding(number)))

    def _to_do(self, report: "ReportDocument") -> None:
        to_do = report.summary.to_do
        self._section(_("What to fix, and by when"))
        if not to_do:
            self._add(quiet(_("Nothing is to be fixed so far.")))
        for one in to_do[:MOST_TO_DO]:
            due = [f"{_('Who')}: {one.owner or _('nobody yet')}", f"{_('By when')}: {one.due_text}"][
                : 2 if one.due else 1
            ]
            lines = [
                body(one.subject_text),
                *([small(one.text)] if one.text else []),
                small(words.MIDDLE_DOT.join(due)),
            ]
            self.page.addLayout(column(*lines, spacing=0))
        left = len(to_do) - MOST_TO_DO
        if left > 0:
            self._add(
                small(
                    ngettext("{n} more is in the full record.", "{n} more are in the full record.", left).format(n=left)
                )
            )

    def _left_out(self, report: "ReportDocument") -> None:
        """Who and what is not shown."""
        method, n = report.method, len(report.scope.left_out)
        said = [*method.left_out, *method.held_back]
        if n:
            scope = ngettext(
                "{n} criterion left out of the scope", "{n} criteria left out of the scope", n
            )  # the page links to them
            said.append(scope.format(n=n))
        self._section(_("Who and what is left out"))
        for line in said:
            self._add(state_line(line, "info", "unknown"))
        if not said:
            self._add(quiet(_("Nobody and nothing.")))


def _finding(one: "FindingPart") -> QLayout:
    """The mark of its severity, its title, how many met it."""
    n = len(one.exposed)
    affected = ngettext("{hits} of {n} participant", "{hits} of {n} participants", n).format(
        hits=len(one.affected), n=n
    )
    told = [one.severity_label, affected, *([one.task_title] if one.task_title else [])]
    line = row(SeverityMark(one.severity))
    line.addLayout(column(body(f"F-{one.number} {one.title}"), small(words.MIDDLE_DOT.join(told)), spacing=0), 1)
    return line
