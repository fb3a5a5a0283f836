"""Tasks with their figures, and what participants said in questionnaires."""

from collections.abc import Iterator

from lab.i18n import gettext as _
from lab.i18n import ngettext
from lab.reports import charts
from lab.reports.document import ReportDocument, ScorePart, TaskPart
from lab.reports.paper.blocks import Block, Facts, Grid, Heading, Picture, Run, Words, paragraph, soft, words

TASKS_CHART = "tasks.svg"


def task_blocks(document: ReportDocument) -> Iterator[Block]:
    """Tasks, then questionnaires."""
    yield Heading(level=2, words=words(_("Tasks")), anchor="tasks")
    yield from _at_a_glance(document)
    for one in document.tasks:
        yield from _task(one)
    yield from _scores(document)


def _at_a_glance(document: ReportDocument) -> Iterator[Block]:
    drawn = charts.tasks_drawing(document)
    if drawn is None:
        return
    said = _(
        "Mark: what was seen. Band: its 95% interval. Dashed: the target. Times on a logarithmic scale, of those who "
        "succeeded. The table has the numbers."
    )
    yield Picture(file=TASKS_CHART, alt=drawn[1], caption=words(soft(said)))
    yield Grid(
        what=_("Figures of every task"),
        header=(_("Task"), _("Success without help"), _("Time to success"), _("Goals reached a minute")),
        rows=tuple(
            (
                words(Run(text=one.title, to=f"task-{one.id}")),
                words(one.success.text),
                words(one.time_text),
                words(one.measures[0].figure.text if one.measures else "–"),
            )
            for one in document.tasks
        ),
        widths=(2.0, 2.4, 3.0, 2.4),
    )


def _task(one: TaskPart) -> Iterator[Block]:
    critical = f" ({_('critical')})" if one.critical else ""
    yield Heading(level=3, words=words(one.title, soft(critical)), anchor=f"task-{one.id}")
    yield paragraph(soft(one.scenario), look="small")
    yield Facts(rows=tuple(_facts(one)))
    if one.pooled_text:
        yield paragraph(one.pooled_text, look="small")


def _facts(one: TaskPart) -> Iterator[tuple[str, Words]]:
    yield _("Success without help"), words(one.success.text, soft(f"; {one.success_target_text}"))
    if one.outcomes:
        said = [f"{count.outcome.label} {count.n}" for count in one.outcomes]
        if one.assists:
            said.append(ngettext("helped {n} time", "helped {n} times", one.assists).format(n=one.assists))
        yield _("How attempts ended"), words(" · ".join(said))
    yield (
        _("Time to success"),
        words(one.time_text, soft(f"; {one.time_target_text}"), f"\n{one.never_arrived_text}".rstrip()),
    )
    for measure in one.measures:
        if not measure.code.startswith("sum_"):  # the parts of the single metric
            yield measure.label, words(measure.figure.text)


def _scores(document: ReportDocument) -> Iterator[Block]:
    if not document.scores:
        return
    yield Heading(level=2, words=words(_("What participants said")), anchor="scores")
    yield Grid(
        what=_("Results of questionnaires"),
        header=(_("Questionnaire"), _("Result"), _("Scale")),
        rows=tuple(_score(one) for one in document.scores),
        widths=(3.0, 4.0, 3.0),
    )
    yield paragraph(soft(" ".join(dict.fromkeys(one.credit for one in document.scores))), look="small")


def _score(one: ScorePart) -> tuple[Words, ...]:
    grade = ", " + _("grade {grade}").format(grade=one.grade) if one.grade else ""
    return (
        words(one.title, soft(f"\n{one.task_title}") if one.task_title else ""),
        words(one.score.text, grade, *(soft(f"\n{note}") for note in one.notes)),
        words(one.scale_text),
    )
