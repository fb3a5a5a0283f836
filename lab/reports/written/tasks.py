"""Tasks with their figures, and what participants said in questionnaires."""

from collections.abc import Iterator

from lab.i18n import gettext as _
from lab.i18n import ngettext
from lab.reports.document import ReportDocument, ScorePart, TaskPart
from lab.reports.paper.blocks import Block, Facts, Grid, Heading, Meter, Words, paragraph, soft, words


def task_blocks(document: ReportDocument) -> Iterator[Block]:
    """Tasks, then questionnaires."""
    yield Heading(level=2, words=words(_("Tasks")), anchor="tasks")
    legend = _(
        "The bar shows success without help: the dark mark is what was seen, the wide band the 95% interval, the "
        "dashed line the target."
    )
    for n, one in enumerate(document.tasks):
        yield from _task(one, "" if n else legend)
    yield from _scores(document)


def _task(one: TaskPart, legend: str) -> Iterator[Block]:
    critical = f" ({_('critical')})" if one.critical else ""
    yield Heading(level=3, words=words(one.title, soft(critical)), anchor=f"task-{one.id}")
    yield paragraph(soft(one.scenario), look="small")
    if one.success.low is not None and one.success.high is not None:
        yield Meter(
            value=one.success.value,
            low=one.success.low,
            high=one.success.high,
            target=one.target_success,
            legend=legend,
        )
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
