"""What the bookings of a round can decide, said before anybody comes."""

from PySide6.QtWidgets import QProgressBar

from lab.domain.coverage import Coverage
from lab.domain.gate import GateState
from lab.i18n import gettext as _
from lab.i18n import ngettext
from lab.wording.judging import gate_label
from ui.widgets.boxes import Card
from ui.widgets.marks import state_line
from ui.widgets.texts import body, small


class CoverageCard(Card):
    """A sentence, a bar, and a line for every kind of criterion that the sessions do not decide.

    `segment_n_min`: with fewer the gate says that a segment was not heard.
    """

    def __init__(self, coverage: Coverage, segment_n_min: int) -> None:
        super().__init__(_("What the bookings can decide"), name="coverage")
        self.add(body(_sentence(coverage)))
        bar = QProgressBar()
        bar.setRange(0, max(1, coverage.total))
        bar.setValue(coverage.decidable)
        bar.setTextVisible(False)
        bar.setAccessibleName(_("Share of criteria that can be decided"))
        self.add(bar)
        if coverage.more_participants:
            self.add(state_line(_more(coverage), "calendar-plus", "careful"))
        else:
            words = _("There are enough participants for everything that sessions can decide")
            self.add(state_line(words, "check-circle", "good"))
        for segment in coverage.thin_segments:
            words = _("Segment “{name}”: {n} booked, the gate needs {least}").format(
                name=segment.name, n=segment.n, least=segment_n_min
            )
            self.add(state_line(words, "users", "careful"))
        if coverage.holding_back:
            self.add(state_line(_held_back(coverage), "scales", "careful"))
        for words in _others(coverage):
            self.add(small(words))


def _sentence(coverage: Coverage) -> str:
    return ngettext(
        "{n} participant: {decidable} of {total} criteria can be decided.",
        "{n} participants: {decidable} of {total} criteria can be decided.",
        coverage.participants,
    ).format(n=coverage.participants, decidable=coverage.decidable, total=coverage.total)


def _more(coverage: Coverage) -> str:
    return ngettext(
        "{n} more participant makes that {decidable}",
        "{n} more participants make that {decidable}",
        coverage.more_participants,
    ).format(n=coverage.more_participants, decidable=coverage.decidable_with_more)


def _held_back(coverage: Coverage) -> str:
    n = len(coverage.holding_back)
    return ngettext(
        "The gate stays “{grey}”: no task touches {criteria}, a blocker or major. Test it, or leave it out with a "
        "reason.",
        "The gate stays “{grey}”: no task touches {criteria}, blockers or majors. Test them, or leave them out "
        "with a reason.",
        n,
    ).format(grey=gate_label(GateState.GREY), criteria=", ".join(coverage.holding_back))


def _others(coverage: Coverage) -> list[str]:
    lines = []
    if coverage.by_person:
        n = len(coverage.by_person)
        lines.append(
            ngettext(
                "{n} criterion is judged by a person after the last session.",
                "{n} criteria are judged by a person after the last session.",
                n,
            ).format(n=n)
        )
    if coverage.by_inspection:
        n = len(coverage.by_inspection)
        lines.append(
            ngettext(
                "{n} criterion needs an inspection; sessions can only show that it is not met.",
                "{n} criteria need an inspection; sessions can only show that they are not met.",
                n,
            ).format(n=n)
        )
    if coverage.unreachable:
        n = len(coverage.unreachable)
        lines.append(
            ngettext(
                "{n} criterion is touched by no task of the protocol.",
                "{n} criteria are touched by no task of the protocol.",
                n,
            ).format(n=n)
        )
    return lines
