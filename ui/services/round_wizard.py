"""Four steps to a round: what is tested, by what it is judged, whom it wants to hear, and a name.

No dialog; Back is always there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QRadioButton,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from lab.domain.errors import InputError
from lab.domain.ids import ReleaseId, RoundId
from lab.domain.service import ClientCategory
from lab.domain.study import Round, RuleParameters, Segment
from lab.i18n import gettext as _
from lab.i18n import language
from protocols.library import Shipped
from ui import theme, words
from ui.services.observers_card import independent_hint, independent_label
from ui.services.round_work import Refused, RoundDraft
from ui.services.rules_form import RulesForm
from ui.services.standards_step import Offer, StandardsStep
from ui.widgets.boxes import Card, boxed, row
from ui.widgets.buttons import Button, IconButton
from ui.widgets.calm import calm
from ui.widgets.form import Form
from ui.widgets.spots import first_in
from ui.widgets.texts import heading, quiet, small, toned

_STEPS = 4
_USUAL_QUOTA = 5


class ProtocolStep(QWidget):
    """Choose a protocol that comes with the program, or a file."""

    def __init__(self, shipped: Sequence[Shipped]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(heading(_("What is tested?")))
        column.addWidget(quiet(_("A protocol holds the tasks, the criteria of success and the standards.")))
        self._group = QButtonGroup(self)
        self._choices: list[str | Path] = []
        self._column = QVBoxLayout()
        column.addLayout(self._column)
        for one in shipped:
            self._offer(one.title.in_language(language()), one.id)
        self.file_button = Button(_("Take a protocol file …"), self._ask_for_file, icon_name="folder-open")
        column.addLayout(row(self.file_button, 1))
        self.faults = toned(small(""), "bad")
        self.faults.setAccessibleName(_("What is wrong with the file"))
        self.faults.hide()
        column.addWidget(self.faults)
        column.addStretch(1)

    @property
    def protocol(self) -> str | Path:
        """A shipped protocol's id, or a file."""
        return self._choices[max(0, self._group.checkedId())]

    def offer_file(self, file: Path) -> None:
        """Offer and choose a file."""
        self._offer(file.name, file).setChecked(True)

    def show_faults(self, sentences: Sequence[str]) -> None:
        """Say what is wrong with the chosen file: everything at once."""
        self.faults.setText("\n".join(sentences))
        self.faults.setVisible(bool(sentences))

    def _offer(self, words: str, choice: str | Path) -> QRadioButton:
        button = QRadioButton(words)
        button.setAccessibleName(words)
        self._group.addButton(button, len(self._choices))
        self._choices.append(choice)
        self._column.addWidget(button)
        button.setChecked(len(self._choices) == 1)
        return button

    def _ask_for_file(self) -> None:
        chosen, _filter = QFileDialog.getOpenFileName(
            self, _("Take a protocol file …"), "", _("Protocols (*.yaml *.yml)")
        )
        if chosen:
            self.offer_file(Path(chosen))


@dataclass(frozen=True, slots=True)
class _SegmentLine:
    """The fields of one segment. `category`: data None for the service's own."""

    holder: QWidget
    name: QLineEdit
    quota: QSpinBox
    category: QComboBox


def _category_choice() -> QComboBox:
    choice = calm(QComboBox())
    choice.addItem(_("Clients as the service’s"), None)
    for one in ClientCategory:
        choice.addItem(words.category(one), one)
    choice.setAccessibleName(_("Client category of the segment"))
    choice.setToolTip(_("Client category of the segment"))
    return choice


class SegmentsStep(QWidget):
    """Name the groups of clients that must be heard; none is an answer too."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(heading(_("Whom do you want to hear?")))
        column.addWidget(
            quiet(_("Groups of clients whose experience may differ. Each needs a few participants. None is fine too."))
        )
        self._rows = QVBoxLayout()
        self._fields: list[_SegmentLine] = []
        column.addLayout(self._rows)
        self.add_button = Button(_("Add a segment"), self.add_segment, icon_name="plus")
        column.addLayout(row(self.add_button, 1))
        column.addStretch(1)

    def add_segment(self) -> None:
        """One more line."""
        name, quota, category = QLineEdit(), calm(QSpinBox()), _category_choice()
        name.setPlaceholderText(_("Name of the segment, for example “People from villages”"))
        name.setAccessibleName(_("Name of the segment"))
        quota.setRange(0, 99)
        quota.setValue(_USUAL_QUOTA)
        quota.setAccessibleName(_("How many participants"))
        quota.setToolTip(_("How many participants"))
        line = row(name, category, quota)
        holder = boxed(line)
        line.addWidget(IconButton(_("Remove this segment"), "trash", lambda: self._remove(holder)))
        self._rows.addWidget(holder)
        self._fields.append(_SegmentLine(holder, name, quota, category))
        name.setFocus()

    def segments(self) -> tuple[Segment, ...]:
        """The segments that have a name."""
        named = [one for one in self._fields if one.name.text().strip()]
        return tuple(
            Segment(f"s{number}", one.name.text().strip(), one.quota.value(), one.category.currentData())
            for number, one in enumerate(named, 1)
        )

    def _remove(self, holder: QWidget) -> None:
        self._fields = [fields for fields in self._fields if fields.holder is not holder]
        holder.hide()
        holder.deleteLater()


class NameStep(Form):
    """A name, the round that this one retests, and, folded away, the numbers of the rules."""

    def __init__(self, earlier: Sequence[Round]) -> None:
        super().__init__()
        self.column.addWidget(heading(_("What is the round called?")))
        self.add_text("name", _("Name of the round"), example=_("Before launch"))
        choices: list[tuple[RoundId | None, str]] = [(None, _("No: it looks at this service afresh"))]
        choices += [(study.id, _("Round {number}: {name}").format(number=study.number, name=study.name))
                    for study in earlier]  # fmt: skip
        self._retest = self.add_choice("retest_of", _("Does it check the fixes of an earlier round?"), choices)
        self._independent = self.add_check("independent", independent_label(), hint=independent_hint())
        self.column.addSpacing(theme.GRID)
        self.rules_button = Button(
            _("Numbers of the verdict rules …"), self._turn, icon_name="caret-right", kind="plain"
        )
        self.rules_button.setObjectName("rules_button")
        self.column.addLayout(row(self.rules_button, 1))
        self.rules_form = RulesForm(RuleParameters())
        self.rules_form.hide()
        self.column.addWidget(self.rules_form)
        self.column.addStretch(1)

    def show_faults(self, error: InputError) -> str:
        """As every form; what belongs to the numbers of the rules opens them."""
        faults: Sequence[tuple[str, str]] = error.facts.get("faults", ())  # type: ignore[assignment]
        numbers = tuple(fault for fault in faults if fault[0] in self.rules_form.fields)
        if not numbers:
            return super().show_faults(error)
        self._show_rules()
        self.rules_form.show_faults(InputError(error.code, faults=numbers))
        others = tuple(fault for fault in faults if fault not in numbers)
        return super().show_faults(InputError(error.code, faults=others)) if others else ""

    def _turn(self) -> None:
        if self.rules_form.isHidden():
            self._show_rules()
        else:
            self.rules_form.hide()
            self.rules_button.set_words(self.rules_button.text(), "caret-right")

    def _show_rules(self) -> None:
        self.rules_form.show()
        self.rules_button.set_words(self.rules_button.text(), "caret-down")

    @property
    def retest_of(self) -> RoundId | None:
        """The round whose fixes this one checks."""
        return self._retest.currentData()  # type: ignore[no-any-return]

    @property
    def independent(self) -> bool:
        """Whether observers see one another's tags only from the debrief on."""
        return self._independent.isChecked()


@dataclass(frozen=True, slots=True)
class WizardSteps:
    """What the wizard asks others to do.

    Attributes:
        read: find out what a protocol is judged by; the answer comes through `show_offer` and `has_read`.
        make: make the round; what went wrong comes back through `show_refused` and `name_step`.
    """

    read: Callable[[str | Path], None]
    make: Callable[[RoundDraft], None]
    leave: Callable[[], None]


class RoundWizard(Card):
    """Collects a draft, step by step."""

    def __init__(
        self, release_id: ReleaseId, shipped: Sequence[Shipped], earlier: Sequence[Round], steps: WizardSteps
    ) -> None:
        super().__init__(name="round_wizard")
        self.setAccessibleName(_("Make a round"))
        self._release_id = release_id
        self._steps = steps
        self._reading = False
        self.step_words = small("")
        self.protocol_step, self.standards_step = ProtocolStep(shipped), StandardsStep()
        self.segments_step, self.name_step = SegmentsStep(), NameStep(earlier)
        self.pages = QStackedWidget()
        for page in (self.protocol_step, self.standards_step, self.segments_step, self.name_step):
            self.pages.addWidget(page)
        self.back_button = Button(_("Back"), self._back, icon_name="arrow-left")
        self.next_button = Button(_("Next"), self._next, kind="primary")
        self.next_button.setObjectName("wizard_next")
        self.add(self.step_words, self.pages)
        self.column.addLayout(row(self.back_button, 1, self.next_button))
        self.name_step.entered.connect(self._next)
        self._show(0)

    def show_refused(self, sentences: Sequence[str]) -> None:
        """The protocol file has faults: back to where it is chosen."""
        self.protocol_step.show_faults(sentences)
        self._show(0)

    def show_offer(self, offer: Offer | Refused) -> None:
        """The protocol was read: on to the standards, unless it has faults."""
        if isinstance(offer, Refused):
            self.show_refused(offer.sentences)
        else:
            self.standards_step.show_offer(offer)
            self._show(1)

    def has_read(self) -> None:
        """The reading is over, however it ended."""
        self._reading = False

    def _show(self, step: int) -> None:
        self.pages.setCurrentIndex(step)
        self.step_words.setText(_("Step {step} of {steps}").format(step=step + 1, steps=_STEPS))
        self.back_button.set_words(_("Back") if step else _("Cancel"))
        self.next_button.set_words(_("Next") if step < _STEPS - 1 else _("Make the round"))
        self.focus_step()

    def focus_step(self) -> None:
        """Give the focus to the first field of the step that is shown."""
        page = self.pages.currentWidget()
        first = first_in(page) if page is not None and self.isVisible() else None
        if first is not None:
            first.setFocus()

    def _back(self) -> None:
        if self.pages.currentIndex():
            self._show(self.pages.currentIndex() - 1)
        else:
            self._steps.leave()

    def _next(self) -> None:
        self.protocol_step.show_faults(())
        step = self.pages.currentIndex()
        if step == 0:
            if not self._reading:
                self._reading = True
                self._steps.read(self.protocol_step.protocol)
            return
        if step < _STEPS - 1:
            self._show(step + 1)
            return
        self._steps.make(
            RoundDraft(
                self._release_id, self.protocol_step.protocol, self.name_step.text("name"),
                self.segments_step.segments(), self.name_step.retest_of, self.name_step.rules_form.rules(),
                self.standards_step.chosen(), self.name_step.independent,
            )
        )  # fmt: skip
