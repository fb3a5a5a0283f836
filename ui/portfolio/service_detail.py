"""One service of the portfolio: what it asks for, how it stands, and its satisfaction against the target."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lab.domain.portfolio import OVERDUE, ServiceStanding
from lab.domain.satisfaction_goal import Satisfaction, figure_scale, reached
from lab.domain.service import SatisfactionGoal
from lab.i18n import gettext as _
from lab.wording.judging import decided_label
from lab.wording.standards import questionnaire_name
from protocols import library
from ui import theme, words
from ui.portfolio.rows import ASKS_ICONS, REACHED_ICONS
from ui.widgets.boxes import Flow
from ui.widgets.buttons import Button
from ui.widgets.interval_bar import IntervalBar
from ui.widgets.marks import gate_badge, state_line
from ui.widgets.texts import body, overline, small


class ServiceDetail(QWidget):
    """Everything about one service, in the panel on the right."""

    def __init__(self, standing: ServiceStanding) -> None:
        super().__init__()
        from lab.wording.portfolio import asks_sentence, level_words  # late: a window starts without babel

        self.standing = standing
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        service, last = standing.service, standing.current
        for asks in standing.asks:
            column.addWidget(state_line(asks_sentence(asks), *ASKS_ICONS[asks.why in OVERDUE]))
        column.addWidget(overline(_("About")))
        parts = [words.category(service.category), words.life_stage(service.stage)]
        parts += [_("electronic")] if service.electronic else [_("not electronic")]
        parts += [_("proactive")] if service.proactive else []
        column.addWidget(body(words.MIDDLE_DOT.join(parts)))
        column.addWidget(small(_("Owner: {owner}").format(owner=service.owner)))
        if last is None:
            column.addWidget(small(_("Nobody was heard yet: gate and level are not known.")))
        else:
            column.addWidget(overline(_("Round {number}, release {release}").format(
                number=last.study.number, release=last.release.name)))  # fmt: skip
            column.addWidget(Flow(gate_badge(last.gate.value)))
            if last.decision is not None:
                day = words.short_date(last.decision.at.astimezone().date())
                said = _("{by} decided on {day}: {what}").format(
                    by=last.decision.by, day=day, what=decided_label(last.decision.decided)
                )
                column.addWidget(small(said))
            column.addWidget(overline(_("Level of client-centricity")))
            column.addWidget(body(level_words(last.level)))
        column.addWidget(overline(_("Satisfaction")))
        column.addWidget(GoalBlock(service.satisfaction, last.satisfaction if last is not None else None))


class GoalBlock(QWidget):
    """Baseline, target with its rule, and where satisfaction is now, in words and on a line."""

    def __init__(self, goal: SatisfactionGoal | None, found: Satisfaction | None) -> None:
        super().__init__()
        from lab.wording import figures
        from lab.wording.portfolio import goal_words, reached_label, satisfaction_words

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID // 2)
        now = _("Now: {figure}").format(figure=satisfaction_words(found))
        if goal is None:
            column.addWidget(body(now))
            column.addWidget(small(_("No target is set. Set baseline and target in the service's form.")))
            return
        column.addWidget(small(goal_words(goal, questionnaire_name(goal.questionnaire))))
        if found is None:
            column.addWidget(body(_("Not asked yet.")))
            return
        column.addWidget(body(now))
        answer = reached(goal, found)
        scale = figure_scale(library.questionnaire(goal.questionnaire))
        low, high = (found.interval.low, found.interval.high) if found.interval is not None else (found.value,) * 2
        marks = _("dotted: baseline {baseline} and target {target}").format(
            baseline=figures.number(goal.baseline), target=figures.number(goal.target)
        )
        column.addWidget(
            IntervalBar(
                found.value, low, high, scale=(scale.low, scale.high), none=None, tone=REACHED_ICONS[answer][1],
                said=f"{now}; {marks}", marks=(goal.baseline, goal.target),
            )
        )  # fmt: skip
        column.addWidget(small(marks))
        column.addWidget(state_line(reached_label(answer), *REACHED_ICONS[answer]))


def ways(standing: ServiceStanding, go: Callable[..., None]) -> tuple[Button, ...]:
    """Where one can go on from a service."""
    service, last = standing.service, standing.current
    found = [
        Button(_("Open the service"), lambda: go("services", service=service.id), icon_name="stack", kind="primary")
    ]
    if last is not None:
        study = last.study.id
        found.append(Button(_("Findings"), lambda: go("findings", round=study), icon_name="magnifying-glass-plus"))
        found.append(Button(_("Compare"), lambda: go("comparison", later=study), icon_name="scales"))
    return tuple(found)
