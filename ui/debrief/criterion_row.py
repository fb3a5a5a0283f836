"""One criterion to be judged: what it asks, what the session suggests, and one press for the judgement."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel

from lab.domain.annotation import Annotation
from lab.domain.judgement import Judgement
from lab.domain.timeline import clock_text
from lab.domain.unit import INSPECTED, JUDGED_IN_SESSIONS, Proposal, UnitOutcome, disputed
from lab.i18n import gettext as _
from lab.i18n import language
from lab.services.session_view import CriterionCard
from lab.wording.judging import kind_label, unit_label, why_label
from protocols.standard import CriterionKind
from ui import theme
from ui.held.feed_lines import tag_words
from ui.icons import picture
from ui.widgets.boxes import Card, Flow, boxed, row
from ui.widgets.buttons import Button
from ui.widgets.marks import state_line
from ui.widgets.severity_picker import SeverityPicker
from ui.widgets.texts import fixed, quiet, small, strong, toned
from ui.widgets.tick import Tick

_SIMPLE = (UnitOutcome.PASSED, UnitOutcome.CANT_TELL, UnitOutcome.INAPPLICABLE)
_MOST_TAGS = 6


class CriterionRow(Card):
    """A criterion. One that no session can judge only says where it is judged; one that needs an inspection to pass
    can only be failed here.

    Signals:
        judged: criterion, outcome, severity (None but for failed), whether it settles judges who differ.
        tag_chosen: id of a tag that is to be looked at. elsewhere: id of a criterion that is judged in Findings.
    """

    judged = Signal(str, str, object, bool)
    tag_chosen = Signal(str)
    elsewhere = Signal(str)

    def __init__(
        self,
        card: CriterionCard,
        proposal: Proposal | None,
        judgement: Judgement | None,
        tags: tuple[Annotation, ...],
        others: tuple[Judgement, ...] = (),
    ) -> None:
        super().__init__(name=f"criterion_{card.id}")
        self.criterion = card.id
        self.buttons: dict[str, Button] = {}
        self.severity = SeverityPicker()
        self.settles = Tick(_("Adjudicate: my judgement settles it"))
        self._judgement = judgement
        title = card.title.in_language(language())
        self.setAccessibleName(f"{card.id} {title}")
        self.column.setContentsMargins(theme.MARGIN, theme.GRID, theme.MARGIN, theme.GRID)
        head = row(fixed(card.id, "strong"), strong(title))
        head.setStretch(1, 1)
        if judgement is not None:
            head.addWidget(_said(judgement))
        self.column.addLayout(head)
        if proposal is not None:  # also beside a judgement: the list must not move under the pointer
            self.add(quiet(_suggestion(proposal)))
        elif card.observe is not None:
            self.add(small(card.observe.in_language(language())))
        if tags:
            self.add(Flow(*[self._tag(tag) for tag in tags[:_MOST_TAGS]]))
        if card.kind not in JUDGED_IN_SESSIONS:
            self._point_to_findings(card.kind)
            return
        self._show_others(others)
        self._add_answers(proposal, judgement, simple=card.kind not in INSPECTED)

    def _point_to_findings(self, kind: CriterionKind) -> None:
        where = Button(_("Open it in Findings"), lambda: self.elsewhere.emit(self.criterion), kind="link")
        where.setObjectName(f"{self.criterion}_elsewhere")
        self.add(quiet(kind_label(kind)))
        self.column.addLayout(row(where, 1))

    def _show_others(self, others: tuple[Judgement, ...]) -> None:
        """What other judges said of it, and, where the judges differ, the way to settle that."""
        if others:
            self.add(Flow(*[_said(one) for one in others]))
        mine = () if self._judgement is None else (self._judgement,)
        adjudicates = self._judgement is not None and self._judgement.adjudicates
        if self.criterion in disputed((*others, *mine)):
            self.add(state_line(_("The judges differ: it counts as “cannot tell” until somebody settles it"), "users",
                                "careful"))  # fmt: skip
        elif not adjudicates:
            return
        self.settles.box.setObjectName(f"{self.criterion}_adjudicate")
        self.settles.box.setChecked(adjudicates)
        self.settles.box.clicked.connect(self._on_settles)
        self.add(self.settles)

    def _tag(self, tag: Annotation) -> Button:
        words = f"{clock_text(tag.anchor_us)}  {tag_words(tag)}"
        look = Button(words, lambda: self.tag_chosen.emit(tag.id), icon_name="play", kind="link")
        look.setToolTip(_("Look at this moment in the recording"))
        return look

    def _add_answers(self, proposal: Proposal | None, judgement: Judgement | None, *, simple: bool) -> None:
        for outcome in _SIMPLE if simple else ():
            button = Button(unit_label(outcome))
            button.setObjectName(f"{self.criterion}_{outcome.value}")
            button.setCheckable(True)
            button.setProperty("outcome", outcome.value)
            button.setChecked(judgement is not None and judgement.outcome == outcome)
            button.clicked.connect(self._on_simple)
            self.buttons[outcome.value] = button
        self.severity.show_severity(judgement.severity if judgement is not None else None)
        self.severity.chosen.connect(self._on_failed)
        failed = boxed(row(fixed(unit_label(UnitOutcome.FAILED) + ":"), self.severity))
        if simple:
            first, *rest = self.buttons.values()
            self.add(Flow(first, failed, *rest, spacing=theme.MARGIN))
        else:
            self.add(failed, quiet(_("A session can only fail it; to pass, it needs an inspection.")))
        if proposal is not None:
            self._mark(proposal)

    def _mark(self, proposal: Proposal) -> None:
        """Mark what the session suggests; a person still presses it."""
        if proposal.outcome is UnitOutcome.FAILED:
            marked = self.severity.buttons[proposal.severity] if proposal.severity is not None else None
        else:
            marked = self.buttons.get(proposal.outcome.value)
        if marked is not None:
            marked.setIcon(picture(self, "lightbulb", theme.ICON - 4, "careful"))
            marked.setAccessibleDescription(_("suggested by the session"))

    def _on_simple(self) -> None:
        """An outcome judges; the same one pressed again takes that back."""
        outcome = str(self.sender().property("outcome"))
        self._judge(outcome if self.buttons[outcome].isChecked() else UnitOutcome.UNTESTED, None)

    def _on_failed(self, severity: int | None) -> None:
        """A severity fails it; the same one pressed again takes that back."""
        self._judge(UnitOutcome.UNTESTED if severity is None else UnitOutcome.FAILED, severity)

    def _on_settles(self) -> None:
        """Settle the difference by the judgement that was already given; else the next one settles it."""
        if self._judgement is not None:
            self._judge(self._judgement.outcome, self._judgement.severity)

    def _judge(self, outcome: str, severity: int | None) -> None:
        self.judged.emit(self.criterion, str(outcome), severity, self.settles.box.isChecked())


def _said(judgement: Judgement) -> QLabel:
    """A judge's word: outcome, severity, name."""
    words = unit_label(UnitOutcome(judgement.outcome))
    if judgement.severity is not None:
        words += f" · {judgement.severity}"
    tone = {"passed": "good", "failed": "bad"}.get(judgement.outcome, "unknown")
    return toned(fixed(f"{words} · {judgement.judge}", "strong"), tone)


def _suggestion(proposal: Proposal) -> str:
    words = _("Suggested: {outcome} – {why}").format(outcome=unit_label(proposal.outcome), why=why_label(proposal.why))
    return words if proposal.severity is None else words + " · " + _("severity {n}").format(n=proposal.severity)
