"""A row of the portfolio for each service, and which services a filter lets through."""

from collections.abc import Callable

from lab.domain.portfolio import OVERDUE, Attention, ServiceStanding
from lab.domain.satisfaction_goal import Reached, reached
from lab.i18n import gettext as _
from lab.i18n import pgettext
from lab.wording.judging import gate_label
from ui import theme, words
from ui.widgets.sorted_table import TableCell, TableRow

NONE = "–"
GATES = ("red", "grey", "amber", "green")
REACHED_ICONS = {
    Reached.YES: ("check-circle", "good"),
    Reached.NO: ("x-circle", "bad"),
    Reached.CANNOT_TELL: ("question", "unknown"),
}
ASKS_ICONS = {True: ("warning-circle", "bad"), False: ("clock", "careful")}
"""Whether it is overdue → its icon and tone."""

Filter = Callable[[ServiceStanding], bool]


def filters() -> tuple[tuple[str, Filter], ...]:
    """What the list can be narrowed to."""
    return (
        (_("All services"), lambda _one: True),
        (_("Overdue"), lambda one: one.overdue),
        (_("Asking for attention"), lambda one: bool(one.asks)),
        (_("Not tested yet"), lambda one: not one.tested),
        (_("Gate passed"), lambda one: one.passed),
        (_("Tested, gate not passed"), lambda one: one.tested and not one.passed),
        (_("Satisfaction target not reached"), _below_target),
    )


def _below_target(one: ServiceStanding) -> bool:
    return _reached(one) is Reached.NO


def headings() -> tuple[str, ...]:
    """The columns."""
    return (
        _("Service"), _("Attention"), pgettext("state", "Gate"), _("Level"), _("Satisfaction"), _("Last test"),
        _("Next test"), _("Open findings"),
    )  # fmt: skip


def row_of(one: ServiceStanding) -> TableRow:
    """A service in a row."""
    return TableRow(
        one.service.id,
        (
            TableCell(one.service.name, one.service.name.casefold()), _attention(one), _gate(one), _level(one),
            _satisfaction(one), _day(one, last=True), _day(one, last=False), _open(one),
        ),
    )  # fmt: skip


def _attention(one: ServiceStanding) -> TableCell:
    from lab.wording.portfolio import asks_sentence, attention_label  # late: a window starts without babel

    if not one.asks:
        return TableCell(_("nothing"), len(Attention), "check", "good")
    first = one.asks[0]
    icon, tone = ASKS_ICONS[first.why in OVERDUE]
    order = list(Attention).index(first.why)
    return TableCell(attention_label(first.why), order, icon, tone, " ".join(map(asks_sentence, one.asks)))


def _gate(one: ServiceStanding) -> TableCell:
    last = one.current
    if last is None:
        return TableCell(NONE, None, said=_("not tested"))
    state = last.gate.value
    return TableCell(gate_label(last.gate), GATES.index(state), theme.GATE_ICONS[state], theme.tone_of(state))


def _level(one: ServiceStanding) -> TableCell:
    from lab.wording.portfolio import level_words

    last = one.current
    if last is None or last.level.level is None:
        return TableCell(NONE, None, said=_("nothing was decided"))
    level = last.level
    text = _("{level} ({low}–{high})").format(
        level=words.percent(level.level / 100 if level.level is not None else 0),
        low=round(level.low),
        high=words.percent(level.high / 100),
    )
    return TableCell(text, level.level, said=level_words(level))


def _satisfaction(one: ServiceStanding) -> TableCell:
    from lab.wording import figures
    from lab.wording.portfolio import reached_label, satisfaction_words

    last = one.current
    found = last.satisfaction if last is not None else None
    if found is None:
        return TableCell(NONE, None, said=_("not asked yet"))
    said = satisfaction_words(found)
    goal, answer = one.service.satisfaction, _reached(one)
    if goal is None or answer is None:
        return TableCell(figures.number(found.value), found.value, said=said)
    text = _("{value}, target {target}").format(value=figures.number(found.value), target=figures.number(goal.target))
    return TableCell(text, found.value, *REACHED_ICONS[answer], f"{said}; {reached_label(answer)}")


def _reached(one: ServiceStanding) -> Reached | None:
    goal, last = one.service.satisfaction, one.current
    if goal is None or last is None or last.satisfaction is None:
        return None
    return reached(goal, last.satisfaction)


def _day(one: ServiceStanding, *, last: bool) -> TableCell:
    day = one.last_test if last else one.next_test
    if day is None:
        return TableCell(_("never") if last else NONE, None, said=_("never tested") if last else _("none booked"))
    return TableCell(words.short_date(day), day)


def _open(one: ServiceStanding) -> TableCell:
    last = one.current
    if last is None:
        return TableCell(NONE, None, said=_("not tested"))
    if not last.open_findings:
        return TableCell("0", 0)
    said = _("{n}, the worst of severity {severity}").format(n=last.open_findings, severity=words.severity(last.worst))
    return TableCell(str(last.open_findings), last.open_findings, said=said)
