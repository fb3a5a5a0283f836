"""Words of the owner's action plan: columns and choices, what is wrong with a file, what it would change."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from lab.domain.action_plan import Answer, Choice, Column, PlanFault
from lab.domain.errors import Facts
from lab.domain.gate import Gate
from lab.i18n import gettext as _
from lab.i18n import language
from lab.wording.fields import fault_words
from lab.wording.judging import day_words, gate_label
from lab.wording.types import Sentence


def heading(column: Column) -> str:
    """What a column is called. The first one is hidden; by it the sheet is known."""
    return {
        Column.ID: "id",
        Column.NUMBER: _("No."),
        Column.TITLE: _("Finding"),
        Column.SEVERITY: _("Severity"),
        Column.CRITERION: _("Criterion"),
        Column.TO_DO: _("What to do"),
        Column.WHAT: _("Decision"),
        Column.WHY: _("Reason, or what will be done"),
        Column.OWNER: _("Owner"),
        Column.DUE: _("Due"),
        Column.UNTIL: _("Risk accepted until"),
        Column.BY: _("Who decided"),
    }[column]


def choice_word(choice: Choice) -> str:
    """A decision as it stands in the list to choose from."""
    return {
        Choice.FIX: _("Fix it"),
        Choice.ACCEPT: _("Accept the risk"),
        Choice.REJECT: _("Reject the finding"),
    }[choice]


def answer_words(answer: Answer) -> str:
    """What is said of a line, in one line; the reason is left to who asks for it."""
    if answer.what is None:
        return _("not decided")
    parts = [choice_word(answer.what)]
    if answer.what is Choice.FIX:
        parts.append(_("{owner}, by {day}").format(owner=answer.owner, day=day_words(answer.due)))
    if answer.until is not None:
        parts.append(_("until {day}").format(day=day_words(answer.until)))
    if answer.by:
        parts.append(_("decided by {who}").format(who=answer.by))
    return "; ".join(parts)


def change_line(number: str, before: Answer, after: Answer) -> str:
    """What becomes of one line."""
    return f"{number}: {answer_words(before)} → {answer_words(after)}"


def gate_change(before: Gate, after: Gate) -> str:
    """What becomes of the gate."""
    if before.state is after.state:
        return _("Launch gate: {state}, as before").format(state=gate_label(before.state))
    return _("Launch gate: {before} → {after}").format(before=gate_label(before.state), after=gate_label(after.state))


def faults_lines(faults: tuple[PlanFault, ...]) -> Iterator[str]:
    """Every fault with its place in the file."""
    for fault in faults:
        told = fault_sentence(fault)
        if fault.column is None:
            yield told
        else:
            yield f"{place(fault)}: {told}"


def place(fault: PlanFault) -> str:
    """Where in the file: as the program that shows it counts rows and names columns."""
    assert fault.column is not None
    letter = chr(ord("A") + list(Column).index(fault.column))
    return _("Sheet “{sheet}”, row {row}, column {letter} ({heading})").format(
        sheet=fault.sheet, row=fault.row, letter=letter, heading=heading(fault.column)
    )


def fault_sentence(fault: PlanFault) -> str:
    """What is wrong, and what to do."""
    if fault.code == "missing":
        assert fault.column is not None
        return _MISSING[fault.column]()
    known = _FAULTS.get(fault.code)
    return known(fault.facts) if known is not None else fault_words(fault.code)


_MISSING: Mapping[Column, Callable[[], str]] = {
    Column.WHAT: lambda: _("Something is written in this line, but no decision is chosen."),
    Column.WHY: lambda: _("The reason is missing; of a criterion: what will be done."),
    Column.OWNER: lambda: _("Nobody is named who sees to it."),
    Column.DUE: lambda: _("The day is missing by which it is fixed."),
    Column.UNTIL: lambda: _("The day is missing until which the risk is accepted."),
    Column.BY: lambda: _("It is not said who decided. Name them here, or name who accepts the plan."),
}


def _older(facts: Facts) -> str:
    return _(
        "The plan is of an older export ({at}); on {newer} another one was written that asks something else. "
        "Send that one to the owner."
    ).format(at=_moment(facts.get("at")), newer=_moment(facts.get("newer")))


def _moment(value: object) -> str:
    from babel.dates import format_datetime  # late: a window starts without it

    if not isinstance(value, datetime):
        return "–"
    return str(format_datetime(value.astimezone(), format="d MMMM y, HH:mm", locale=language()))


_FAULTS: Mapping[str, Callable[[Facts], str]] = {
    "older_export": _older,
    "line_foreign": lambda f: _("This line ({number}) does not belong to the plan: lines are not added.").format(**f),
    "line_repeated": lambda f: _("{number} stands in row {first} already: keep one of the two.").format(**f),
    "line_mixed": lambda f: _(
        "The line belongs to {number}, but another number stands here: lines were sorted or copied in parts. "
        "Fill in the plan as it was sent."
    ).format(**f),
    "column_moved": lambda f: _("The heading “{heading}” belongs here: columns were moved, added or deleted.").format(
        **f
    ),
    "formula": lambda _f: _("A formula stands here: write the words or the day themselves."),
    "error_value": lambda _f: _("The cell shows an error: write the words or the day themselves."),
    "word_unknown": lambda f: _("“{word}” is none of the decisions: {known}.").format(**f),
    "no_day": lambda f: _("“{word}” is no day: write it in figures, like 2026-05-31 or 31.05.2026.").format(**f),
    "nothing_asked": lambda f: _("{number} is called fixed and waits for its retest: nothing is asked here.").format(
        **f
    ),
    "cleared": lambda _f: _("What was decided can be changed, but not deleted: choose a decision."),
    "criterion_only_met": lambda f: _(
        "{number} is a criterion: the only decision is to fix it. A risk is accepted with a finding."
    ).format(**f),
    "finding_moved_on": lambda f: _("This can no longer be decided about {number}.").format(**f),
    "in_the_past": lambda _f: _("The day has passed: choose a later one."),
    "too_late": lambda _f: _("The day is later than three months from now: choose an earlier one."),
    "only_of_a_risk": lambda _f: _("A day stands here only when the risk is accepted: take it away."),
    "not_asked_now": lambda f: _("{number} is no longer asked: it was settled since the plan was written.").format(**f),
    "decided_since": lambda f: _("{number} was decided otherwise since the plan was written.").format(**f),
    "changed_since": lambda f: _(
        "{number} says something else now than in the plan: its owner decided on words that no longer hold."
    ).format(**f),
}

SENTENCES: dict[str, Sentence] = {
    "decision_missing": lambda f: _(
        "Nothing was decided yet about the launch after the round “{round}”: there is no record to write. Decide first."
    ).format(**f),
    "decision_unknown": lambda f: _("There is no decision {number}; the round has {n}.").format(**f),
    "plan_unreadable": lambda f: _("{path} cannot be read ({reason}). Nothing was changed.").format(**f),
    "plan_foreign": lambda f: _(
        "{path} is no action plan of this program. Nothing was changed. Choose the file action-plan.xlsx that came "
        "back from the owner, saved as an Excel workbook (.xlsx)."
    ).format(**f),
    "plan_damaged": lambda f: _(
        "{path} is an action plan, but what the program wrote into it is no longer whole. Nothing was changed. Export "
        "the plan again and copy the answers into it."
    ).format(**f),
    "plan_newer": lambda f: _("{path} was written by a newer version of the program. Nothing was changed.").format(**f),
    "plan_round_unknown": lambda f: _(
        "{path} is the action plan of a round that this laboratory does not have. Nothing was changed."
    ).format(**f),
    "plan_of_another_round": lambda f: _(
        "{path} is the action plan of another round, “{round}”. Nothing was changed. Choose that round first."
    ).format(**f),
    "plan_faulty": lambda f: _("The plan {path} has faults: nothing of it was taken.").format(**f),
    "plan_overtaken": lambda f: _(
        "{number} was decided otherwise in the meantime. Nothing was changed. Look at it again."
    ).format(**f),
}
