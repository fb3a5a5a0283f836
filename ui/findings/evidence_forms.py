"""What is asked when evidence is added to a finding, moved to another one, or split off."""

from collections.abc import Sequence

from lab.domain.finding import ProofKind
from lab.i18n import gettext as _
from lab.wording.findings import proof_label
from ui.findings.evidence_picker import EvidenceLine, EvidencePicker
from ui.findings.target_picker import TargetPicker
from ui.widgets.form import Form
from ui.widgets.texts import small


class TagsForm(Form):
    """Which tags show it."""

    def __init__(self, lines: Sequence[EvidenceLine]) -> None:
        super().__init__()
        self.picker = EvidencePicker(lines)
        self.add("evidence", _("Evidence"), self.picker.list, hint=_("The tags that show it."), shown=self.picker)


class SortForm(Form):
    """Which tags of a finding go, and where: to another finding, or to a new one of their own."""

    def __init__(self, lines: Sequence[EvidenceLine], others: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.picker = EvidencePicker(lines)
        self.add(
            "evidence", _("Evidence"), self.picker.list, hint=_("The tags that belong elsewhere."), shown=self.picker
        )
        self.targets = TargetPicker(others, first=_("A finding of their own"))
        self.add("target", _("Where they belong"), self.targets.list, shown=self.targets)
        self.add_text("title", _("Title"), hint=_("Of a new finding."))

    @property
    def target(self) -> str:
        """Id of the finding that takes them; empty for a new one."""
        return self.targets.chosen


class TargetForm(Form):
    """Which finding they belong to."""

    def __init__(self, findings: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.targets = TargetPicker(findings)
        self.add("target", _("Where they belong"), self.targets.list, shown=self.targets)

    @property
    def target(self) -> str:
        """Id of the finding; empty for none."""
        return self.targets.chosen


class SameForm(Form):
    """Which finding this one says again."""

    def __init__(self, others: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.targets = TargetPicker(others)
        self.add("other", _("Says the same as"), self.targets.list, shown=self.targets)
        self.column.addWidget(
            small(_("Its evidence, criteria and ratings go to that finding; it becomes a duplicate."))
        )

    @property
    def other(self) -> str:
        """Id of the finding that is kept."""
        return self.targets.chosen


class ProofForm(Form):
    """What else shows it: kind, words, where it lies, who says so."""

    def __init__(self, person: str) -> None:
        super().__init__()
        self._kind = self.add_choice(
            "kind", _("Kind of evidence"), [(kind.value, proof_label(kind)) for kind in ProofKind], "document"
        )
        self.add_long_text("shows", _("What it shows"))
        self.add_text(
            "source", _("Where it lies"),
            hint=_("A number, an address, or the path of a file: its fingerprint is kept. Words of participants belong "
                   "to tags, which go with them when they withdraw."),
        )  # fmt: skip
        self.add_text("by", _("Who says so"), person)

    @property
    def kind(self) -> ProofKind:
        """The kind that was chosen."""
        return ProofKind(str(self._kind.currentData()))
