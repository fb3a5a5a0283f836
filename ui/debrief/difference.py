"""What the judges said of one criterion, side by side with their tags; how a difference is settled, and why."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from lab.domain.annotation import Annotation
from lab.domain.judgement import Judgement
from lab.domain.unit import UnitOutcome
from lab.i18n import gettext as _
from lab.wording.judging import unit_label
from ui import theme
from ui.debrief.said import said
from ui.debrief.tag_link import TagLink
from ui.widgets.boxes import Card, Flow, boxed, column, row
from ui.widgets.buttons import Button
from ui.widgets.marks import state_line
from ui.widgets.severity_picker import SeverityPicker
from ui.widgets.texts import body, fixed, small, strong, toned

_CARD_WIDTH = 220
_LONGEST_REASON = 1000


class SideBySide(Flow):
    """A card for every judge: their word, their note, their tags.

    Signals:
        tag_chosen: id of a tag that is to be looked at.
    """

    tag_chosen = Signal(str)

    def __init__(self, words: Sequence[Judgement], tags: Sequence[Annotation]) -> None:
        super().__init__()
        self.setAccessibleName(_("What the judges said"))
        for one in words:
            card = Card(name=f"said_{one.judge}")
            card.setAccessibleName(one.judge)
            card.column.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
            card.setMinimumWidth(theme.scaled(_CARD_WIDTH))
            card.add(strong(one.judge), said(one))
            if one.note:
                card.add(small(one.note))
            for tag in tags:
                if tag.author == one.judge:
                    link = TagLink(tag)
                    link.wanted.connect(self.tag_chosen)
                    card.add(link)
            card.column.addStretch()
            self.add(card)


class Settling(QWidget):
    """A named person settles the difference: an outcome and why.

    Signals:
        settled: outcome, severity (None but for failed), reason. typed: what stands in the reason.
    """

    settled = Signal(str, object, str)
    typed = Signal(str)

    def __init__(self, criterion: str, judge: str, draft: str = "") -> None:
        super().__init__()
        self.setAccessibleName(_("Settle the difference"))
        self.reason = QLineEdit(draft)
        self.reason.setObjectName(f"{criterion}_reason")
        self.reason.setAccessibleName(_("Why it is settled so"))
        self.reason.setPlaceholderText(_("for example: seen again in the recording, 3:12"))
        self.reason.setMaxLength(_LONGEST_REASON)
        self.reason.textChanged.connect(self._on_typed)
        self.fault = toned(small(_("Say why first: without a reason it stays undecided.")), "bad")
        self.fault.hide()
        self.severity = SeverityPicker()
        self.severity.chosen.connect(lambda chosen: self._settle(UnitOutcome.FAILED, chosen))
        self.buttons: dict[str, Button] = {}
        for outcome in (UnitOutcome.PASSED, UnitOutcome.CANT_TELL, UnitOutcome.INAPPLICABLE):
            button = Button(unit_label(outcome), lambda outcome=outcome: self._settle(outcome, None))  # type: ignore[misc]
            button.setObjectName(f"{criterion}_settle_{outcome.value}")
            self.buttons[outcome.value] = button
        first, *rest = self.buttons.values()
        failed = boxed(row(fixed(unit_label(UnitOutcome.FAILED) + ":"), self.severity))
        differ = _("The judges differ: it counts as “cannot tell” until somebody settles it")
        why = small(_("{judge} settles it. Why:").format(judge=judge))
        why.setBuddy(self.reason)
        self.setLayout(
            column(
                state_line(differ, "users", "careful"), why, self.reason, self.fault,
                Flow(first, failed, *rest, spacing=theme.MARGIN),
            )
        )  # fmt: skip

    def _on_typed(self, text: str) -> None:
        self.fault.setVisible(self.fault.isVisible() and not text.strip())
        self.typed.emit(text)

    def _settle(self, outcome: UnitOutcome, severity: int | None) -> None:
        reason = self.reason.text().strip()
        if reason and (outcome is not UnitOutcome.FAILED or severity is not None):
            self.settled.emit(outcome.value, severity, reason)
            return
        self.severity.show_severity(None)
        self.fault.setVisible(not reason)
        self.reason.setFocus()


class Settled(QWidget):
    """How a difference was settled, by whom and why. `taken_back`: it is open again."""

    taken_back = Signal()

    def __init__(self, one: Judgement) -> None:
        super().__init__()
        by = _("Settled by {judge}: {reason}").format(judge=one.judge, reason=one.note or "–")
        back = Button(_("Take back"), self.taken_back.emit, icon_name="arrow-u-up-left", kind="plain")
        back.setObjectName(f"{one.criterion}_unsettle")
        head = row(said(one), back, 1)
        self.setLayout(column(boxed(head), body(by), spacing=theme.GRID // 2))
