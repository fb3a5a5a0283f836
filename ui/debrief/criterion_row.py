"""One criterion to be judged: what it asks, what the session suggests, and one press for the judgement."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lab.domain.annotation import Annotation
from lab.domain.judgement import Judgement
from lab.domain.unit import INSPECTED, JUDGED_IN_SESSIONS, Proposal, UnitOutcome, awaiting_second_rater, disputed
from lab.i18n import gettext as _
from lab.i18n import language
from lab.services.session_view import CriterionCard
from lab.wording.judging import kind_label, unit_label, why_label
from protocols.standard import CriterionKind
from ui import theme
from ui.debrief.difference import Settled, SideBySide
from ui.debrief.said import outcome_words, said
from ui.debrief.tag_link import TagLink
from ui.icons import picture
from ui.widgets.boxes import Card, Flow, boxed, row
from ui.widgets.buttons import Button
from ui.widgets.marks import state_line
from ui.widgets.settling import Settling
from ui.widgets.severity_picker import SeverityPicker
from ui.widgets.texts import fixed, quiet, small, strong
from ui.words import MIDDLE_DOT

_SIMPLE = (UnitOutcome.PASSED, UnitOutcome.CANT_TELL, UnitOutcome.INAPPLICABLE)
_MOST_TAGS = 6


@dataclass(frozen=True, slots=True)
class RowContent:
    """What a row shows.

    Attributes:
        judge: whose turn it is. mine: their word.
        others: what the other judges said; hidden from a judge who has said nothing yet.
        settled: what settles the difference. exposed: which tasks exposed the criterion, in words.
        raters: who could rate it as the second one.
    """

    card: CriterionCard
    judge: str
    proposal: Proposal | None = None
    mine: Judgement | None = None
    tags: tuple[Annotation, ...] = ()
    others: tuple[Judgement, ...] = ()
    settled: Judgement | None = None
    exposed: str = ""
    raters: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[Judgement, ...]:
        """What was said independently."""
        return self.others if self.mine is None else (self.mine, *self.others)

    @property
    def said(self) -> tuple[Judgement, ...]:
        """Everything that was said, what settles it among that."""
        return self.words if self.settled is None else (*self.words, self.settled)

    @property
    def awaits_second(self) -> bool:
        """Whether one person alone rated it a 4."""
        return bool(awaiting_second_rater(self.said))


class CriterionRow(Card):
    """A criterion. One that no session can judge only says where it is judged; one that needs an inspection to pass
    can only be failed here.

    Signals:
        judged: criterion, outcome, severity (None but for failed). taken_back: criterion, of this judge's word.
        settled: criterion, outcome, severity, reason; unsettled: criterion.
        reason_typed: criterion, what stands in the reason.
        tag_chosen: id of a tag that is to be looked at. elsewhere: id of a criterion that no session judges.
        rate_asked: criterion, who is to rate it.
    """

    judged = Signal(str, str, object)
    taken_back = Signal(str)
    unsettled = Signal(str)
    settled = Signal(str, str, object, str)
    reason_typed = Signal(str, str)
    tag_chosen = Signal(str)
    elsewhere = Signal(str)
    rate_asked = Signal(str, str)

    def __init__(self, content: RowContent, draft: str = "") -> None:
        super().__init__(name=f"criterion_{content.card.id}")
        self.content = content
        self.criterion = content.card.id
        self.buttons: dict[str, Button] = {}
        self.severity = SeverityPicker()
        self.settling: Settling | None = None
        title = content.card.title.in_language(language())
        self.setAccessibleName(f"{self.criterion} {title}")
        self.column.setContentsMargins(theme.MARGIN, theme.GRID, theme.MARGIN, theme.GRID)
        head = row(fixed(self.criterion, "strong"), strong(title))
        head.setStretch(1, 1)
        if content.mine is not None:
            head.addWidget(said(content.mine, by=content.mine.judge))
        self.column.addLayout(head)
        self._show_reasons()
        if content.card.kind not in JUDGED_IN_SESSIONS:
            self._point_elsewhere(content.card.kind)
            return
        self._add_answers(simple=content.card.kind not in INSPECTED)
        if content.mine is not None:
            self._show_others(draft)
        elif content.awaits_second:
            self.add(state_line(_("A second rating is wanted here: please judge it too"), "users", "careful"))

    @property
    def suggested(self) -> Button | None:
        """The button of what the session suggests."""
        proposal = self.content.proposal
        if proposal is None:
            return None
        if proposal.outcome is UnitOutcome.FAILED:
            return self.severity.buttons[proposal.severity] if proposal.severity is not None else None
        return self.buttons.get(proposal.outcome.value)

    @property
    def first(self) -> QWidget | None:
        """Where the focus goes when this row is marked."""
        found = self.suggested or next(iter(self.buttons.values()), None)
        if found is None and self.severity.isVisibleTo(self):
            return self.severity.buttons[0]
        return found or self.findChild(Button)

    def mark(self, *, current: bool) -> None:
        """Keys act on this row, or on another one."""
        if self.property("current") != current:
            self.setProperty("current", current)
            self.style().unpolish(self)
            self.style().polish(self)

    def judge(self, outcome: str, severity: int | None = None) -> None:
        """Say this of the criterion; what a session cannot say of it is not said."""
        if self.content.card.kind not in JUDGED_IN_SESSIONS:
            return
        if outcome in {*self.buttons, UnitOutcome.FAILED}:
            self.judged.emit(self.criterion, str(outcome), severity)

    # -- parts

    def _show_reasons(self) -> None:
        content = self.content
        if content.proposal is not None:  # also beside a judgement: the list must not move under the pointer
            exposed = _("exposed by {tasks}").format(tasks=content.exposed) if content.exposed else ""
            self.add(quiet(MIDDLE_DOT.join(filter(None, (_suggestion(content.proposal), exposed)))))
        elif content.card.observe is not None:
            self.add(small(content.card.observe.in_language(language())))
        if content.tags:
            links = [TagLink(tag, by=tag.author) for tag in content.tags[:_MOST_TAGS]]
            for link in links:
                link.wanted.connect(self.tag_chosen)
            self.add(Flow(*links))

    def _point_elsewhere(self, kind: CriterionKind) -> None:
        where = Button(_("Open the round debrief"), lambda: self.elsewhere.emit(self.criterion), kind="link")
        where.setObjectName(f"{self.criterion}_elsewhere")
        self.add(quiet(kind_label(kind)))
        self.column.addLayout(row(where, 1))

    def _show_others(self, draft: str) -> None:
        """What everybody said, and, where they differ, the way to settle that; the way to a second rating."""
        content = self.content
        if content.others:
            beside = SideBySide(content.words, content.tags)
            beside.tag_chosen.connect(self.tag_chosen)
            self.add(beside)
        if content.settled is not None:
            settled = Settled(content.settled)
            settled.taken_back.connect(lambda: self.unsettled.emit(self.criterion))
            self.add(settled)
        elif disputed(content.words):
            self.settling = Settling(self.criterion, content.judge, draft)
            self.settling.settled.connect(lambda *how: self.settled.emit(self.criterion, *how))
            self.settling.typed.connect(lambda text: self.reason_typed.emit(self.criterion, text))
            self.add(self.settling)
        if content.awaits_second:
            self._ask_second()

    def _ask_second(self) -> None:
        self.add(state_line(_("A severity of 4 counts as 3 until a second person rates it so"), "users", "careful"))
        asks = Flow()
        for one in self.content.raters:
            ask = partial(self.rate_asked.emit, self.criterion, one)
            asks.add(Button(_("{name} rates it").format(name=one), ask, kind="link"))
        if self.content.raters:
            self.add(asks)

    def _add_answers(self, *, simple: bool) -> None:
        mine = self.content.mine
        for outcome in (*_SIMPLE, UnitOutcome.UNTESTED) if simple else ():
            words = _("did not see it") if outcome is UnitOutcome.UNTESTED else unit_label(outcome)
            button = Button(words)
            button.setObjectName(f"{self.criterion}_{outcome.value}")
            button.setCheckable(True)
            button.setProperty("outcome", outcome.value)
            button.setChecked(mine is not None and mine.outcome == outcome)
            button.clicked.connect(self._on_simple)
            self.buttons[outcome.value] = button
        self.severity.show_severity(mine.severity if mine is not None else None)
        self.severity.chosen.connect(self._on_failed)
        failed = boxed(row(fixed(unit_label(UnitOutcome.FAILED) + ":"), self.severity))
        if simple:
            first, *rest = self.buttons.values()
            self.add(Flow(first, failed, *rest, spacing=theme.MARGIN))
        else:
            self.add(failed, quiet(_("A session can only fail it; to pass, it needs an inspection.")))
        if self.suggested is not None:
            self.suggested.setIcon(picture(self, "lightbulb", theme.ICON - 4, "careful"))
            self.suggested.setAccessibleDescription(_("suggested by the session"))

    def _on_simple(self) -> None:
        """An outcome judges; the same one pressed again takes that back."""
        outcome = str(self.sender().property("outcome"))
        if self.buttons[outcome].isChecked():
            self.judge(outcome)
        else:
            self.taken_back.emit(self.criterion)

    def _on_failed(self, severity: int | None) -> None:
        """A severity fails it; the same one pressed again takes that back."""
        if severity is None:
            self.taken_back.emit(self.criterion)
        else:
            self.judge(UnitOutcome.FAILED, severity)


def _suggestion(proposal: Proposal) -> str:
    outcome = outcome_words(proposal.outcome, proposal.severity)
    return _("Suggested: {outcome} – {why}").format(outcome=outcome, why=why_label(proposal.why))
