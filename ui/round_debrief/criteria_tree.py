"""The criteria of a round debrief by how they are judged, each with a mark that says whether that was done."""

from lab.domain.unit import UnitOutcome
from lab.i18n import gettext as _
from lab.i18n import language
from lab.wording.judging import unit_label, verdict_label
from protocols.standard import CriterionKind
from ui.round_debrief.loading import KINDS, RoundDebrief
from ui.widgets.side_tree import SideTree
from ui.words import MIDDLE_DOT

WIDTHS = (260, 360)


class CriteriaTree(SideTree):
    """`chosen` carries the kind and the id of a criterion, which is empty for the kind alone."""

    def __init__(self) -> None:
        super().__init__("round_criteria", _("Criteria"), WIDTHS)

    def show_criteria(self, shown: RoundDebrief, chosen: str) -> None:
        """Show all of them; `chosen` is marked."""

        def items() -> None:
            for kind in KINDS:
                criteria = shown.of_kind(kind)
                if not criteria:
                    continue
                done = sum(is_judged(shown, one.id) for one in criteria)
                head = self.add(None, (kind, ""), counted(kind, done, len(criteria)))
                for one in criteria:
                    words = f"{one.id}  {one.title.in_language(language())}"
                    state = state_words(shown, one.id)
                    self.add(head, (kind, one.id), words, icon_of(shown, one.id), words + MIDDLE_DOT + state)

        criterion = shown.criterion(chosen)
        self.fill(items, (criterion.kind, criterion.id) if criterion is not None else ("", ""))


def counted(kind: CriterionKind, done: int, n: int) -> str:
    """The name of a kind and how many of its criteria are judged."""
    names: dict[CriterionKind, str] = {
        "round": _("The whole round"),
        "document": _("Documents"),
        "conformance": _("Pages"),
        "computed": _("Follow from findings"),
        "performance": "",
    }
    if kind == "computed":
        return names[kind]
    return _("{kind}: {done} of {n} judged").format(kind=names[kind], done=done, n=n)


def is_judged(shown: RoundDebrief, criterion: str) -> bool:
    """Whether every unit of it was judged, and there is one."""
    units = shown.units(criterion)
    return bool(units) and all(one.outcome is not UnitOutcome.UNTESTED and not one.conflict for one in units)


def state_words(shown: RoundDebrief, criterion: str) -> str:
    """How it stands, for its tooltip and for who does not see the mark."""
    units = shown.units(criterion)
    if any(one.conflict for one in units):
        return _("judges differ")
    if not is_judged(shown, criterion):
        return _("waits for a judgement") if units else unit_label(UnitOutcome.UNTESTED)
    return verdict_label(shown.verdicts[criterion].value)


def icon_of(shown: RoundDebrief, criterion: str) -> str:
    """The mark of a criterion."""
    if any(one.conflict for one in shown.units(criterion)):
        return "users"
    return "check-circle" if is_judged(shown, criterion) else "circle"
