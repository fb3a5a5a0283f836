"""The history of a service over its rounds: the level as a small chart, and everything as a table."""

from collections.abc import Callable
from functools import partial

from lab.domain.ids import ServiceId
from lab.domain.portfolio import RoundStanding, ServiceStanding
from lab.i18n import gettext as _
from lab.i18n import ngettext, pgettext
from lab.wording.judging import decided_label, gate_label
from ui import theme, words
from ui.desk import Desk
from ui.widgets.boxes import Card
from ui.widgets.buttons import Button
from ui.widgets.level_chart import ChartPoint, LevelChart
from ui.widgets.sorted_table import SortedTable, TableCell, TableRow
from ui.widgets.texts import quiet, small

NONE = "–"


class HistoryCard(Card):
    """Judges all rounds of the service in the background, for that takes a while in a large laboratory.

    `open_round` is called with the id of the round whose row was chosen.
    """

    def __init__(self, desk: Desk, service_id: ServiceId, open_round: Callable[[str], None]) -> None:
        super().__init__(_("History"), name="history")
        self._go = desk.navigator.go
        self._open_round = open_round
        self._waiting = quiet(_("All rounds are being judged …"))
        self.add(self._waiting)
        reading = desk.background.read(lambda: desk.lab.portfolio.history(service_id)).owned_by(self)
        reading.on_done(self._show).start()

    def _show(self, history: ServiceStanding) -> None:
        self._waiting.hide()
        held = [one for one in history.rounds if one.held is not None]
        if len(held) > 1:
            last, before = held[-1].study.id, held[-2].study.id
            compare = partial(self._go, "comparison", later=last, earlier=before)
            self.top.addWidget(Button(_("Compare the last two"), compare, icon_name="scales"))
        if not held:
            self.add(quiet(_("Nobody was heard yet. The level of every round will stand here.")))
        else:
            self.chart = LevelChart([_point(one) for one in held])
            self.add(small(_("Level of client-centricity; the line shows what it could be, were the rest decided.")))
            self.add(self.chart)
        self.table = SortedTable("history_table", _("History of the service by round"))
        self.table.show_rows(_headings(), [_row(one) for one in history.rounds])
        self.table.chosen.connect(self._open_round)
        self.add(self.table)


def _point(one: RoundStanding) -> ChartPoint:
    from lab.wording.portfolio import level_words  # late: a window starts without babel

    name = _("Round {number}").format(number=one.study.number)
    level = one.level
    return ChartPoint(name, one.release.name, level.level, level.low, level.high, level_words(level))


def _headings() -> tuple[str, ...]:
    return (
        _("Round"), _("Release"), _("Held"), _("People"), _("Level"), pgettext("state", "Gate"), _("Decision"),
        _("Open findings"), _("Satisfaction"),
    )  # fmt: skip


def _row(one: RoundStanding) -> TableRow:
    from lab.wording.portfolio import level_words, satisfaction_words

    state, decision = one.gate.value, one.decision
    level = words.percent(one.level.level / 100) if one.level.level is not None else NONE
    bounds = f"{level} ({round(one.level.low)}–{round(one.level.high)})" if one.level.level is not None else NONE
    gate = TableCell(gate_label(one.gate), state, theme.GATE_ICONS[state], theme.tone_of(state))
    worst = ngettext("{n} open finding", "{n} open findings", one.open_findings).format(n=one.open_findings)
    cells = (
        TableCell(str(one.study.number), one.study.number, said=one.study.name),
        TableCell(one.release.name, one.release.name),
        TableCell(words.short_date(one.held) if one.held is not None else _("not yet"), one.held),
        TableCell(str(one.participants), one.participants),
        TableCell(bounds, one.level.level, said=level_words(one.level)),
        gate if one.held is not None else TableCell(NONE),
        TableCell(NONE) if decision is None else TableCell(decided_label(decision.decided), said=decision.by),
        TableCell(str(one.open_findings), one.open_findings, said=worst),
        TableCell(satisfaction_words(one.satisfaction), one.satisfaction.value if one.satisfaction else None),
    )
    return TableRow(one.study.id, cells)
