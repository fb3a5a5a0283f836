"""The portfolio in words: why a service asks for attention, its level, its satisfaction against the target."""

from lab.domain.level import Level
from lab.domain.portfolio import Asks, Attention
from lab.domain.satisfaction_goal import Reached, Satisfaction
from lab.domain.service import GoalRule, SatisfactionGoal
from lab.i18n import gettext as _
from lab.wording import figures
from lab.wording.judging import day_words


def attention_label(why: Attention) -> str:
    """Why a service asks for attention, in short."""
    return {
        Attention.UNDECIDED: _("Launch without a decision"),
        Attention.NEVER_TESTED: _("Never tested"),
        Attention.OLD_TEST: _("Test too old"),
        Attention.DECISION_DUE: _("Decision due"),
    }[why]


def asks_sentence(asks: Asks) -> str:
    """Why a service asks for attention, since or until when."""
    day = day_words(asks.day)
    return {
        Attention.UNDECIDED: _("Release {release} was to be launched on {day}; nobody has decided about it."),
        Attention.NEVER_TESTED: _("In use, and never tested with people."),
        Attention.OLD_TEST: _("Was to be tested again by {day}."),
        Attention.DECISION_DUE: _("Release {release} is to be launched on {day}: it needs a decision by then."),
    }[asks.why].format(release=asks.release, day=day)


def level_words(level: Level) -> str:
    """The level with its bounds and coverage; a dash where nothing was decided."""
    if level.level is None:
        return figures.NONE
    return _("{level} (between {low} and {high}; {decided} of {all} criteria decided)").format(
        level=figures.percent(level.level / 100),
        low=figures.percent(level.low / 100),
        high=figures.percent(level.high / 100),
        decided=level.decided,
        all=level.applicable,
    )


def satisfaction_words(found: Satisfaction | None) -> str:
    """A figure with its interval and n; a dash for none."""
    if found is None:
        return figures.NONE
    people = figures.participants(found.n)
    if found.interval is None:
        return _("{value} ({people}; too few for an interval)").format(value=figures.number(found.value), people=people)
    return _("{value} (95% interval {low}–{high}; {people})").format(
        value=figures.number(found.value),
        low=figures.number(found.interval.low),
        high=figures.number(found.interval.high),
        people=people,
    )


def goal_words(goal: SatisfactionGoal, questionnaire: str) -> str:
    """Baseline, rule and target of a goal; `questionnaire`: what it is called."""
    amount = figures.number(goal.amount)
    rule = (
        _("{baseline} × {amount}").format(baseline=figures.number(goal.baseline), amount=amount)
        if goal.rule is GoalRule.TIMES
        else _("{baseline} + {amount} points").format(baseline=figures.number(goal.baseline), amount=amount)
    )
    return _("{questionnaire}: target {target} ({rule})").format(
        questionnaire=questionnaire, target=figures.number(goal.target), rule=rule
    )


def reached_label(found: Reached) -> str:
    """Whether the target is reached."""
    return {
        Reached.YES: _("target reached"),
        Reached.NO: _("target not reached"),
        Reached.CANNOT_TELL: _("cannot tell yet whether the target is reached"),
    }[found]
