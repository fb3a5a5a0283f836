"""Findings: the gate on top, findings or criteria below it, the chosen one on the right."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from lab.domain.gate import WAITING_FOR_OWNER, Reason
from lab.domain.ids import RoundId
from lab.domain.moments import WINDOW_US
from lab.i18n import gettext as _
from lab.services.days import today
from ui import theme
from ui.desk import Desk
from ui.findings.actions_page import ActionsPage, accepted
from ui.findings.criteria_list import CriteriaList
from ui.findings.evidence_drag import Dragged
from ui.findings.evidence_strip import read_frames
from ui.findings.gate_card import FEW, GateCard
from ui.findings.grid_page import GridPage
from ui.findings.judged import Choice, Judged, read_judged
from ui.findings.judging import Judging
from ui.findings.lines import NOTHING, Arranged, Line, Show, arranged, lines_of
from ui.findings.moment_strip import MomentStrip
from ui.findings.proposals import ProposalsPage, ProposalVerbs
from ui.palette_entries import PaletteEntry
from ui.screen import Screen, Subject, clear, scrolling
from ui.widgets.buttons import Button
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.detail_panel import DetailPanel
from ui.widgets.empty import EmptyState

_GRID_PAGE, _CRITERIA_PAGE, _GATHER_PAGE, _ACTIONS_PAGE = range(4)
PANEL_WIDTH = 400
LEAST_HEIGHT = 320
"""px at 100 % text of the list; what is higher than the window scrolls."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was read: the rounds to choose from and the one that is shown; its findings as lines, and as arranged."""

    choice: Choice
    lines: tuple[Line, ...] = ()
    rows: Arranged = NOTHING


class FindingsScreen(Screen):
    """What is wrong, and how do we know?"""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "findings", _("Findings"), scrolls=False)
        self.judged: Judged | None = None
        self._round = RoundId(desk.memory.recall("findings/round")) or None
        self._wanted: dict[str, str] = {}
        self._all_reasons = False
        self._unfilled: set[int] = set()
        window = desk.memory.recall("findings/window_us")
        self._window_us = int(window) if window.isdecimal() else WINDOW_US
        self.panel = DetailPanel("findings_panel", width=PANEL_WIDTH)
        self.judging = Judging(desk, self.panel)
        self._person = desk.preferences.person.name
        desk.preferences.changed.connect(self._preferences_changed)
        self._choose_round()
        self._lay_out()
        desk.memory.hold_choice("findings/criteria", self.criteria.filter)

    def _choose_round(self) -> None:
        self.rounds = ChoiceBox()
        self.rounds.setObjectName("findings_round")
        self.rounds.setAccessibleName(_("Round"))
        self.rounds.setMinimumContentsLength(round(34 / theme.text_scale() ** 2))
        self.rounds.activated.connect(lambda _index: self._show_round(str(self.rounds.currentData())))
        new = Button(_("Write a finding"), self._new_finding, icon_name="plus")
        compare = Button(_("Compare"), self._to_comparison, icon_name="scales")
        report = Button(_("Report"), self._to_report, icon_name="file-text")
        for widget in (self.rounds, new, compare, report):
            self.action_row.addWidget(widget)

    def _lay_out(self) -> None:
        self._gate = QVBoxLayout()
        self.list = GridPage(self.desk)
        self.grid = self.list.grid
        self.list.chosen.connect(self._open_finding)
        self.list.dropped.connect(self._dropped)
        self.criteria = CriteriaList()
        self.criteria.chosen.connect(self._open_criterion)
        self._proposals, self._actions = QVBoxLayout(), QVBoxLayout()
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(_("Findings, criteria, tags to gather, actions"))
        self.tabs.addTab(self.list, _("Findings"))
        self.tabs.addTab(self.criteria, _("Criteria"))
        self.tabs.addTab(scrolling(_page_of(self._proposals)), _("To gather"))
        self.tabs.addTab(scrolling(_page_of(self._actions)), _("Actions"))
        self.tabs.setMinimumHeight(theme.scaled(LEAST_HEIGHT))
        self.tabs.currentChanged.connect(lambda _index: self._fill_tab())
        holder = QWidget()
        middle = QVBoxLayout(holder)
        middle.setSpacing(theme.GRID)
        middle.setContentsMargins(0, 0, theme.MARGIN, theme.MARGIN)
        middle.addLayout(self._gate)
        middle.addWidget(self.tabs, 1)
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addWidget(scrolling(holder), 1)
        line.addWidget(self.panel)
        self.body.setContentsMargins(theme.MARGIN, 0, 0, 0)
        self.body.addLayout(line, 1)

    # -- loading

    def load(self) -> Loaded:
        """Read the round, and arrange its findings."""
        choice = read_judged(self.desk.lab, self._round, self._window_us)
        if choice.shown is None:
            return Loaded(choice)
        lines = lines_of(choice.shown, self._person, today())
        return Loaded(choice, lines, arranged(lines, self.list.wanted))

    def show_loaded(self, loaded: Any) -> None:
        """Show gate and findings, and what the tab that is seen shows; keep what was open."""
        choice: Choice = loaded.choice
        judged = choice.shown
        self.judged = judged
        if judged is None:
            self._teach()
            return
        self.show_body()
        if judged.unkept is not None:
            self.desk.alerts.error(judged.unkept, key="unkept")
        self._round = judged.round_id
        self.desk.memory.keep("findings/round", judged.round_id)
        self.rounds.clear()
        for names in choice.rounds:
            self.rounds.addItem(names.text, names.study.id)
        self.rounds.setCurrentIndex(self.rounds.findData(judged.round_id))
        self._fill_gate()
        self.list.show_lines(loaded.lines, loaded.rows, judged.codes)
        self.tabs.setTabText(_GATHER_PAGE, _("To gather ({n})").format(n=len(judged.proposals)))
        self.tabs.setTabText(_ACTIONS_PAGE, _("Actions ({n})").format(n=len(judged.actions) + len(accepted(judged))))
        self._unfilled = {_CRITERIA_PAGE, _GATHER_PAGE, _ACTIONS_PAGE}
        QTimer.singleShot(0, self, partial(self._show_rest, judged))

    def _show_rest(self, judged: Judged) -> None:
        """The tab that is seen, and then the panel: each in a turn of its own, so that no turn is long."""
        if judged is self.judged:
            self._fill_tab()
            QTimer.singleShot(0, self, lambda: self._reopen(judged) if judged is self.judged else None)

    def _fill_tab(self) -> None:
        """What a tab shows is made when somebody looks at it."""
        judged, page = self.judged, self.tabs.currentIndex()
        if judged is None or page not in self._unfilled:
            return
        self._unfilled.discard(page)
        if page == _CRITERIA_PAGE:
            self.criteria.show_judged(judged)
        elif page == _GATHER_PAGE:
            clear(self._proposals)
            self._proposals.addWidget(ProposalsPage(judged, self._window_us, self._proposal_verbs(judged)))
        else:
            clear(self._actions)
            change, drop = partial(self.judging.change_promise, judged), partial(self.judging.drop_promise, judged)
            take_in = partial(self.judging.plans.review, judged)
            self._actions.addWidget(ActionsPage(judged, change, drop, self._open_finding, take_in))

    def _proposal_verbs(self, judged: Judged) -> ProposalVerbs:
        findings = self.judging.findings
        return ProposalVerbs(
            accept=partial(findings.accept, judged),
            add_to=partial(findings.evidence.add_to_another, judged),
            set_window=self._set_window,
            play=findings.play,
            stills=self._read_stills,
            go=self.desk.navigator.go,
        )

    def _read_stills(self, strip: MomentStrip) -> None:
        lab, evidence = self.desk.lab, strip.evidence
        operation = self.desk.background.read(lambda: read_frames(lab, evidence)).owned_by(strip)
        operation.on_done(strip.show_stills).start()

    def _set_window(self, window_us: int) -> None:
        self._window_us = window_us
        self.desk.memory.keep("findings/window_us", str(window_us))
        self.refresh(another=True)

    def _dropped(self, what: Dragged, target: str) -> None:
        if self.judged is not None:
            self.judging.findings.evidence.drop(self.judged, what, target)

    def open_subject(self, subject: Subject) -> None:
        """`round`, and in it a `finding` or a `criterion`, or which findings to `show`."""
        if "round" in subject:
            self._round = RoundId(str(subject["round"]))
        self._wanted = {name: str(value) for name, value in subject.items()}
        if "show" in subject:
            self.tabs.setCurrentIndex(_GRID_PAGE)
            self.list.filter.choose(Show(str(subject["show"])))
        self.refresh(another=True)

    def recoloured(self) -> None:
        """The items of the grid and of the list of criteria carry colours."""
        self.refresh()

    def _preferences_changed(self) -> None:
        """Whoever says who they are may rate from now on."""
        before, self._person = self._person, self.desk.preferences.person.name
        if before != self._person:
            self.refresh()

    def palette_entries(self) -> tuple[PaletteEntry, ...]:
        """Write a finding in the round that is shown."""
        if self.judged is None:
            return ()
        return (PaletteEntry(_("Write a finding"), _("Action"), "plus", self._new_finding),)

    # -- parts

    def _fill_gate(self) -> GateCard:
        assert self.judged is not None
        clear(self._gate)
        decide = partial(self.judging.decide, self.judged)
        retest = partial(self.judging.plan_retest, self.judged)
        record = partial(self.judging.paper.write, self.judged)
        card = GateCard(self.judged, self._open_reason, decide, retest, record, all_=self._all_reasons)
        if card.more is not None:
            card.more.clicked.connect(lambda _checked=False: self._show_all_reasons())
        self._gate.addWidget(card)
        return card

    def _show_all_reasons(self) -> None:
        """They begin where the few ended."""
        self._all_reasons = True
        self._fill_gate().links[FEW].setFocus()

    def _reopen(self, judged: Judged) -> None:
        wanted, self._wanted = self._wanted, {}
        finding = judged.finding(wanted.get("finding", ""))
        if finding is not None:
            self.tabs.setCurrentIndex(_GRID_PAGE)
            self.grid.choose(finding.id)
            self.judging.findings.show(judged, finding)
        elif "criterion" in wanted:
            self._open_criterion(wanted["criterion"])
        elif (shown := judged.finding(self.judging.shown)) is not None:
            self.judging.findings.show(judged, shown)
        elif self.judging.shown in judged.verdicts:
            self.judging.show_criterion(judged, self.judging.shown)

    # -- what is chosen

    def _show_round(self, round_id: str) -> None:
        self.panel.leave()
        self._round = RoundId(round_id)
        self.refresh(another=True)

    def _open_finding(self, finding_id: str) -> None:
        assert self.judged is not None
        finding = self.judged.finding(finding_id)
        if finding is not None:
            self.judging.findings.show(self.judged, finding)

    def _open_criterion(self, criterion_id: str) -> None:
        assert self.judged is not None
        self.tabs.setCurrentIndex(_CRITERIA_PAGE)
        self.criteria.choose(criterion_id)
        self.judging.show_criterion(self.judged, criterion_id)

    def _open_reason(self, reason: Reason) -> None:
        judged = self.judged
        assert judged is not None
        if reason.code in WAITING_FOR_OWNER:
            self.judging.promise_about(judged, reason)
        elif judged.finding(reason.subject) is not None:
            self._open_finding(reason.subject)
        elif reason.subject in judged.verdicts:
            self._open_criterion(reason.subject)
        else:
            self.desk.navigator.go("services", round=judged.round_id)

    def _new_finding(self) -> None:
        if self.judged is not None:
            self.judging.findings.new(self.judged)

    def _to_comparison(self) -> None:
        if self.judged is not None:
            self.desk.navigator.go("comparison", later=self.judged.round_id)

    def _to_report(self) -> None:
        if self.judged is not None:
            self.desk.navigator.go("reports", round=self.judged.round_id)

    def _teach(self) -> None:
        begin = Button(
            _("Make a round"), partial(self.desk.navigator.go, "services"), icon_name="arrow-right", kind="primary"
        )
        words = _(
            "Tags of the sessions are gathered into findings; criteria get their verdicts; the gate says it in a word."
        )
        self.show_empty(EmptyState("magnifying-glass-plus", _("What is wrong, and how do we know?"), words, begin))


def _page_of(content: QVBoxLayout) -> QWidget:
    page = QWidget()
    content.setContentsMargins(0, 0, theme.GRID, 0)
    page.setLayout(content)
    return page
