"""One criterion to be judged: what it asks, what the session suggests, and one press for the judgement."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel

from lab.domain.annotation import Annotation
from lab.domain.judgement import Judgement
from lab.domain.timeline import clock_text
from lab.domain.unit import Proposal, UnitOutcome
from lab.i18n import gettext as _
from lab.i18n import language
from lab.services.session_view import CriterionCard
from lab.wording.judging import unit_label, why_label
from ui import theme
from ui.icons import picture
from ui.session.feed_lines import tag_words
from ui.session.severity_picker import SeverityPicker
from ui.widgets.boxes import Card, Flow, boxed, row
from ui.widgets.buttons import Button
from ui.widgets.texts import fixed, quiet, small, strong, toned

_SIMPLE = (UnitOutcome.PASSED, UnitOutcome.CANT_TELL, UnitOutcome.INAPPLICABLE)
_MOST_TAGS = 6


class CriterionRow(Card):
    """A criterion.

    Signals:
        judged: criterion, outcome, severity (None but for failed).
        tag_chosen: id of a tag that is to be looked at.
    """

    judged = Signal(str, str, object)
    tag_chosen = Signal(str)

    def __init__(
        self,
        card: CriterionCard,
        proposal: Proposal | None,
        judgement: Judgement | None,
        tags: tuple[Annotation, ...],
    ) -> None:
        super().__init__(name=f"criterion_{card.id}")
        self.criterion = card.id
        title = card.title.in_language(language())
        self.setAccessibleName(f"{card.id} {title}")
        self.column.setContentsMargins(theme.MARGIN, theme.GRID, theme.MARGIN, theme.GRID)
        head = row(fixed(card.id, "strong"), strong(title))
        head.setStretch(1, 1)
        if judgement is not None:
            head.addWidget(self._done(judgement))
        self.column.addLayout(head)
        if judgement is None and proposal is not None:
            self.add(quiet(_suggestion(proposal)))
        elif judgement is None and card.observe is not None:
            self.add(small(card.observe.in_language(language())))
        if tags:
            self.add(Flow(*[self._tag(tag) for tag in tags[:_MOST_TAGS]]))
        self.buttons: dict[str, Button] = {}
        self.severity = SeverityPicker()
        self._add_answers(proposal, judgement)

    def _done(self, judgement: Judgement) -> QLabel:
        words = unit_label(UnitOutcome(judgement.outcome))
        if judgement.severity is not None:
            words += f" · {judgement.severity}"
        tone = {"passed": "good", "failed": "bad"}.get(judgement.outcome, "unknown")
        return toned(fixed(f"{words} · {judgement.judge}", "strong"), tone)

    def _tag(self, tag: Annotation) -> Button:
        words = f"{clock_text(tag.anchor_us)}  {tag_words(tag)}"
        look = Button(words, lambda: self.tag_chosen.emit(tag.id), icon_name="play", kind="link")
        look.setToolTip(_("Look at this moment in the recording"))
        return look

    def _add_answers(self, proposal: Proposal | None, judgement: Judgement | None) -> None:
        for outcome in _SIMPLE:
            button = Button(unit_label(outcome))
            button.setObjectName(f"{self.criterion}_{outcome.value}")
            button.setCheckable(True)
            button.setProperty("outcome", outcome.value)
            button.setChecked(judgement is not None and judgement.outcome == outcome)
            button.clicked.connect(self._on_simple)
            self.buttons[outcome.value] = button
        self.severity.show_severity(judgement.severity if judgement is not None else None)
        self.severity.chosen.connect(self._on_failed)
        failed = fixed(unit_label(UnitOutcome.FAILED) + ":")
        parts = [self.buttons["passed"], boxed(row(failed, self.severity)), self.buttons["cantTell"]]
        self.add(Flow(*parts, self.buttons["inapplicable"], spacing=theme.MARGIN))
        if judgement is None and proposal is not None:
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
        self.judged.emit(self.criterion, str(self.sender().property("outcome")), None)

    def _on_failed(self, severity: int | None) -> None:
        if severity is not None:
            self.judged.emit(self.criterion, UnitOutcome.FAILED.value, severity)


def _suggestion(proposal: Proposal) -> str:
    words = _("Suggested: {outcome} – {why}").format(outcome=unit_label(proposal.outcome), why=why_label(proposal.why))
    return words if proposal.severity is None else words + " · " + _("severity {n}").format(n=proposal.severity)
