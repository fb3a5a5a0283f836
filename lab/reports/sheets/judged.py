"""Sheets of what was judged: findings, what to fix, verdicts."""

from collections.abc import Iterator
from datetime import date

from lab.i18n import gettext as _
from lab.reports.document import CriterionPart, ReportDocument
from lab.reports.parts import FindingPart
from lab.reports.sheets.book import Sheet, SheetColumn, Value


def judged_sheets(document: ReportDocument) -> Iterator[Sheet]:
    """The three sheets."""
    yield _findings(document)
    yield _to_do(document)
    yield _verdicts(document)


def _findings(document: ReportDocument) -> Sheet:
    columns = (
        SheetColumn(_("Finding")),
        SheetColumn(_("Title")),
        SheetColumn(_("Works well"), "boolean"),
        SheetColumn(_("Severity"), "integer"),
        SheetColumn(_("Raters"), "integer"),
        SheetColumn(_("Affected"), "integer"),
        SheetColumn(_("Exposed"), "integer"),
        SheetColumn(_("Share affected"), "share"),
        SheetColumn(_("Share, low"), "share"),
        SheetColumn(_("Share, high"), "share"),
        SheetColumn(_("Participants")),
        SheetColumn(_("Task")),
        SheetColumn(_("Stage")),
        SheetColumn(_("Criteria")),
        SheetColumn(_("What happens")),
        SheetColumn(_("Expected")),
        SheetColumn(_("Cause")),
        SheetColumn(_("Recommendation")),
        SheetColumn(_("Effort")),
        SheetColumn(_("Status")),
        SheetColumn(_("Owner")),
        SheetColumn(_("By when"), "date"),
        SheetColumn(_("Decision")),
        SheetColumn(_("Evidence"), "integer"),
        SheetColumn(_("Other proofs")),
        SheetColumn(_("Why it cannot be met")),
    )
    rows = tuple(_finding(one) for one in document.findings)
    return Sheet(_("Findings"), _("Problems by severity, then what works well"), columns, rows)


def _finding(one: FindingPart) -> tuple[Value, ...]:
    share = one.affected_share
    return (
        f"F-{one.number}",
        one.title,
        one.positive,
        one.severity,
        len(one.ratings),
        len(one.affected),
        len(one.exposed),
        share.value,
        share.low,
        share.high,
        ", ".join(one.affected),
        one.task_title,
        one.stage_title,
        ", ".join(link.id for link in one.criteria),
        one.statement,
        one.expected,
        one.cause.label,
        one.recommendation,
        one.effort.label,
        one.status.label,
        one.owner,
        date.fromisoformat(one.due) if one.due else None,
        one.decision_text,
        len(one.evidence),
        "\n".join(one.proofs) or None,
        one.set_aside or None,
    )


def _to_do(document: ReportDocument) -> Sheet:
    columns = (
        SheetColumn(_("What")),
        SheetColumn(_("How")),
        SheetColumn(_("Who")),
        SheetColumn(_("By when"), "date"),
        SheetColumn(_("Severity"), "integer"),
    )
    rows = tuple(
        (one.subject_text, one.text, one.owner, date.fromisoformat(one.due) if one.due else None, one.severity)
        for one in document.summary.to_do
    )
    return Sheet(_("What to fix"), _("Actions with their owners and dates, the soonest first"), columns, rows)


def _verdicts(document: ReportDocument) -> Sheet:
    columns = (
        SheetColumn(_("Standard")),
        SheetColumn(_("Version")),
        SheetColumn(_("Group")),
        SheetColumn(_("Criterion")),
        SheetColumn(_("Title")),
        SheetColumn(_("Level")),
        SheetColumn(_("Gate")),
        SheetColumn(_("Verdict")),
        SheetColumn(_("The rule says")),
        SheetColumn(_("Passed"), "integer"),
        SheetColumn(_("Failed"), "integer"),
        SheetColumn(_("Doubtful"), "integer"),
        SheetColumn(_("Share passed"), "share"),
        SheetColumn(_("Share, low"), "share"),
        SheetColumn(_("Share, high"), "share"),
        SheetColumn(_("Findings")),
        SheetColumn(_("Overridden by")),
        SheetColumn(_("Why")),
        SheetColumn(_("Rule version")),
        SheetColumn(_("Judges")),
        SheetColumn(_("Attached documents")),
    )
    rows = tuple(
        (standard.title, standard.version, group.title, *_criterion(one))
        for standard in document.standards
        for group in standard.groups
        for one in group.criteria
    )
    what = _("Every criterion in scope with its verdict and what it was computed from")
    return Sheet(_("Verdicts"), what, columns, rows)


def _criterion(one: CriterionPart) -> tuple[Value, ...]:
    outcomes = [unit.outcome.code for unit in one.units]
    return (
        one.id,
        one.title,
        one.level,
        one.weight.label,
        one.verdict.label,
        one.computed.label,
        outcomes.count("passed"),
        outcomes.count("failed"),
        outcomes.count("cantTell"),
        one.passed.value,
        one.passed.low,
        one.passed.high,
        ", ".join(f"F-{number}" for number in one.findings),
        one.override.by if one.override is not None else None,
        one.override.why if one.override is not None else None,
        one.rule_version,
        "\n".join(_judges(one)) or None,
        "\n".join(" · ".join(dict.fromkeys((kept.subject, kept.name, kept.text))) for kept in one.artefacts) or None,
    )


def _judges(one: CriterionPart) -> Iterator[str]:
    for unit in one.units:
        if unit.words_text:
            yield f"{unit.subject} {unit.text} ({unit.words_text})"
    for word in one.taken_back:
        yield f"{word.subject} {word.text}"
