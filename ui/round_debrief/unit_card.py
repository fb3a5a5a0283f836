"""One page or document: what was said of it, its artefacts, and how a difference is settled."""

from PySide6.QtCore import Signal

from lab.domain.artefact import Artefact, Condition
from lab.domain.judging import Inspection
from lab.domain.unit import Unit, UnitOutcome
from lab.i18n import gettext as _
from lab.wording.judging import unit_label, unit_name
from ui import theme, words
from ui.round_debrief.loading import RoundDebrief
from ui.widgets.boxes import Card, Flow, row
from ui.widgets.buttons import Button
from ui.widgets.marks import state_line
from ui.widgets.settling import Settling
from ui.widgets.texts import body, fixed, quiet, small, strong, toned

_TONES = {UnitOutcome.PASSED: "good", UnitOutcome.FAILED: "bad"}
_SHORT_HASH = 12


class UnitCard(Card):
    """A unit. Of a session that failed a criterion only the outcome is shown: it is judged in that session.

    Signals:
        wanted: the unit is to be judged. settled: unit, outcome, severity, reason. typed: unit, reason.
        taken_back: Inspection. opened, taken_off: Artefact.
    """

    wanted = Signal(str)
    settled = Signal(str, str, object, str)
    typed = Signal(str, str)
    taken_back = Signal(object)
    opened = Signal(object)
    taken_off = Signal(object)

    def __init__(self, shown: RoundDebrief, criterion: str, unit: Unit, person: str, draft: str) -> None:
        super().__init__(name=f"unit_{unit.subject}")
        name = unit_name(unit.subject)
        self.setAccessibleName(name)
        self.column.setContentsMargins(theme.MARGIN, theme.GRID, theme.MARGIN, theme.GRID)
        head = row(strong(name), toned(fixed(_outcome(unit), "strong"), _TONES.get(unit.outcome, "unknown")))
        head.setStretch(0, 1)
        self.column.addLayout(head)
        said = shown.said_of(criterion, unit.subject)
        attached = shown.attached_to(criterion, unit.subject)
        for one in said:
            if one.outcome is not UnitOutcome.UNTESTED or one.note:
                self._show_word(one)
        for artefact in attached:
            self._show_artefact(artefact, shown.conditions[artefact.id])
        if unit.conflict:
            self.settling = Settling(f"{criterion}_{unit.subject}", person or _("Somebody"), draft)
            self.settling.settled.connect(lambda *how: self.settled.emit(unit.subject, *how))
            self.settling.typed.connect(lambda text: self.typed.emit(unit.subject, text))
            self.add(self.settling)
        if said or attached:
            judge = Button(_("Judge it …"), lambda: self.wanted.emit(unit.subject), kind="link")
            judge.setAccessibleName(_("Judge {unit}").format(unit=name))
            self.column.addLayout(row(judge, 1))
        elif unit.words:
            judges = ", ".join(one.judge for one in unit.words)
            self.add(small(_("judged in the session by {judges}").format(judges=judges)))

    def _show_word(self, one: Inspection) -> None:
        said = unit_label(one.outcome)
        if one.severity is not None:
            said += words.MIDDLE_DOT + _("severity {n}").format(n=one.severity)
        day = words.short_date(one.at.astimezone().date())
        who = _("{judge} settled it, {day}: {outcome}") if one.adjudicates else _("{judge}, {day}: {outcome}")
        back = Button(_("Take back"), lambda: self.taken_back.emit(one), icon_name="arrow-u-up-left", kind="plain")
        line = row(body(who.format(judge=one.judge, day=day, outcome=said)), back)
        line.setStretch(0, 1)
        self.column.addLayout(line)
        if one.note:
            self.add(quiet(one.note))

    def _show_artefact(self, one: Artefact, condition: Condition) -> None:
        day = words.short_date(one.at.astimezone().date())
        by = _("attached by {by}, {day}").format(by=one.by, day=day)
        about = words.MIDDLE_DOT.join((by, f"SHA-256 {one.sha256[:_SHORT_HASH]}…")) if one.is_file else by
        buttons = Flow()
        if one.is_file and condition is Condition.KEPT:
            look = Button(_("Open"), lambda: self.opened.emit(one), icon_name="arrow-square-out", kind="link")
            look.setAccessibleName(_("Open {name}").format(name=one.name))
            buttons.add(look)
        off = Button(_("Take off"), lambda: self.taken_off.emit(one), icon_name="x", kind="plain")
        off.setAccessibleName(_("Take off {name}").format(name=one.name))
        buttons.add(off)
        self.add(state_line(one.name, "file-text" if one.is_file else "link", ""), small(about))
        if condition is Condition.MISSING:
            gone = _("The file is no longer in the laboratory folder: what was judged from it cannot be shown.")
            self.add(state_line(gone, "warning", "bad"))
        elif condition is Condition.CHANGED:
            other = _("The file has changed since it was attached: its SHA-256 is another one.")
            self.add(state_line(other, "warning", "bad"))
        self.add(buttons)


def _outcome(unit: Unit) -> str:
    if unit.conflict:
        return _("judges differ")
    if unit.outcome is UnitOutcome.UNTESTED:
        return _("waits for a judgement")
    said = unit_label(unit.outcome)
    return said if unit.severity is None else said + words.MIDDLE_DOT + _("severity {n}").format(n=unit.severity)
