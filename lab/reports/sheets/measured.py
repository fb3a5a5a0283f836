"""Sheets of what was measured: tasks, questionnaires, the client's path, the comparison of rounds, sessions."""

from collections.abc import Iterator
from datetime import datetime

from lab.i18n import gettext as _
from lab.reports.document import ComparedPart, ReportDocument, ScorePart, StagePart, TaskPart
from lab.reports.parts import Figure
from lab.reports.sheets.book import Kind, Sheet, SheetColumn, Typed, Value


def measured_sheets(document: ReportDocument) -> Iterator[Sheet]:
    """Whatever of them there is."""
    yield _tasks(document)
    if document.scores:
        yield _scores(document)
    if document.path:
        yield _path(document)
    if document.comparison is not None:
        yield _comparison(document.comparison.figures)
    yield _sessions(document)


def _of(name: str, kind: Kind) -> tuple[SheetColumn, ...]:
    """A figure with its interval and n."""
    return (
        SheetColumn(name, kind),
        SheetColumn(_("{figure}, low").format(figure=name), kind),
        SheetColumn(_("{figure}, high").format(figure=name), kind),
        SheetColumn(_("{figure}, n").format(figure=name), "integer"),
    )


def _cells(one: Figure) -> tuple[Value, ...]:
    return one.value, one.low, one.high, one.n


def _tasks(document: ReportDocument) -> Sheet:
    outcomes = tuple(dict.fromkeys(count.outcome.label for one in document.tasks for count in one.outcomes))
    columns = (
        SheetColumn(_("Task")),
        SheetColumn(_("Title")),
        SheetColumn(_("Critical"), "boolean"),
        *_of(_("Success without help"), "share"),
        SheetColumn(_("Target of success"), "share"),
        *_of(_("Time to success"), "time"),
        SheetColumn(_("Target time"), "time"),
        SheetColumn(_("Times helped"), "integer"),
        *(SheetColumn(_("Ended: {outcome}").format(outcome=one), "integer") for one in outcomes),
    )
    rows = tuple(_task(one, outcomes) for one in document.tasks)
    return Sheet(_("Tasks"), _("Success and time of every task, with their targets"), columns, rows)


def _task(one: TaskPart, outcomes: tuple[str, ...]) -> tuple[Value, ...]:
    ended = {count.outcome.label: count.n for count in one.outcomes}
    return (
        one.id,
        one.title,
        one.critical,
        *_cells(one.success),
        one.target_success,
        *_cells(one.time),
        one.target_time_s,
        one.assists,
        *(ended.get(outcome, 0) for outcome in outcomes),
    )


def _scores(document: ReportDocument) -> Sheet:
    columns = (
        SheetColumn(_("Questionnaire")),
        SheetColumn(_("Title")),
        SheetColumn(_("Task")),
        *_of(_("Result"), "number"),
        SheetColumn(_("Grade")),
        SheetColumn(_("Scale")),
        SheetColumn(_("Notes")),
    )
    rows = tuple(_score(one) for one in document.scores)
    return Sheet(_("Questionnaires"), _("Results of questionnaires"), columns, rows)


def _score(one: ScorePart) -> tuple[Value | Typed, ...]:
    figures: tuple[Value | Typed, ...] = _cells(one.score)
    if one.id == "csat":  # a share, where the others are points
        figures = (*(Typed("share", value) for value in _cells(one.score)[:3]), one.score.n)
    return one.id, one.title, one.task_title, *figures, one.grade, one.scale_text, "\n".join(one.notes)


def _path(document: ReportDocument) -> Sheet:
    columns = (
        SheetColumn(_("Stage")),
        *_of(_("Success without help"), "share"),
        *_of(_("Time to success"), "time"),
        *_of(_("Waiting"), "time"),
        SheetColumn(_("Longest wait declared"), "time"),
        *_of(_("Ease, 1 to 7"), "number"),
        SheetColumn(_("Seen")),
    )
    rows = tuple(_stage(one) for one in document.path)
    return Sheet(_("Client’s path"), _("Figures of every stage"), columns, rows)


def _stage(one: StagePart) -> tuple[Value, ...]:
    waiting = _cells(one.waiting) if one.waiting is not None else (None, None, None, 0)
    return (
        one.title,
        *_cells(one.success),
        *_cells(one.time),
        *waiting,
        one.wait_norm_s,
        *_cells(one.ease),
        one.seen_text,
    )


def _comparison(figures: tuple[ComparedPart, ...]) -> Sheet:
    columns = (
        SheetColumn(_("Figure")),
        SheetColumn(_("Measure")),
        *_of(_("Then"), "number"),
        *_of(_("Now"), "number"),
        SheetColumn(_("Change"), "number"),
        SheetColumn(_("Change, low"), "number"),
        SheetColumn(_("Change, high"), "number"),
        SheetColumn(_("p"), "number"),
        SheetColumn(_("Test")),
        SheetColumn(_("Conclusion")),
    )
    rows = tuple(_compared(one) for one in figures)
    return Sheet(_("Comparison"), _("What changed between the two rounds"), columns, rows)


def _compared(one: ComparedPart) -> tuple[Value | Typed, ...]:
    kinds: dict[str, Kind] = {"success": "share", "time": "time", "score": "number"}
    kind = kinds[one.kind]

    def typed(figure: Figure) -> tuple[Value | Typed, ...]:
        return (*(Typed(kind, value) for value in _cells(figure)[:3]), figure.n)

    change = one.change
    changed = (change.by, change.low, change.high) if change is not None else (None, None, None)
    by: Kind = "share" if kind == "share" else "number"  # of times it is a ratio
    return (
        one.name,
        one.measure,
        *typed(one.earlier),
        *typed(one.later),
        *(Typed(by, value) for value in changed),
        change.p if change is not None else None,
        change.test.label if change is not None else None,
        one.conclusion,
    )


def _sessions(document: ReportDocument) -> Sheet:
    columns = (
        SheetColumn(_("Participant")),
        SheetColumn(_("When"), "datetime"),
        SheetColumn(_("Minutes"), "integer"),
        SheetColumn(_("Segment")),
        SheetColumn(_("Moderator")),
        SheetColumn(_("Observers")),
        SheetColumn(_("Counted"), "boolean"),
        SheetColumn(_("Annotations"), "integer"),
        SheetColumn(_("Corrections"), "integer"),
        SheetColumn(_("Notes")),
    )
    rows = tuple(
        (
            one.participant,
            datetime.fromisoformat(one.starts),
            one.minutes,
            one.segment,
            one.moderator,
            ", ".join(one.observers),
            one.counted,
            one.annotations,
            one.corrections,
            "; ".join(one.notes),
        )
        for one in document.sessions
    )
    return Sheet(_("Sessions"), _("Sessions in their order"), columns, rows)
