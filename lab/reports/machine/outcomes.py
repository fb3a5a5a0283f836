"""Verdicts as EARL says them. It has no word for met in part: that fails, and the text says how far."""

from collections.abc import Iterator

from lab.i18n import gettext as _
from lab.i18n import ngettext
from lab.reports.document import CriterionPart, ReportDocument

OUTCOME = {
    "met": "passed",
    "partly_met": "failed",
    "not_met": "failed",
    "cannot_tell": "cantTell",
    "not_tested": "untested",
    "not_applicable": "inapplicable",
}
"""Verdict → outcome of EARL."""


def explained(part: CriterionPart) -> str:
    """A verdict in words: what it is, what it rests on, whose word it is, which findings show it."""
    return " ".join(_explanations(part))


def _explanations(part: CriterionPart) -> Iterator[str]:
    yield f"{part.verdict.label}."
    if part.passed.n:
        yield _("Passed: {share}.").format(share=part.passed.text)
    if part.override is not None:
        yield _("Set by {name} on {day}, computed was “{computed}”: {why}").format(
            name=part.override.by, day=part.override.on, computed=part.computed.label, why=part.override.why
        )
    if part.findings:
        named = ", ".join(f"F-{number}" for number in part.findings)
        yield ngettext("Finding: {findings}.", "Findings: {findings}.", len(part.findings)).format(findings=named)


def criteria_of(document: ReportDocument) -> dict[str, CriterionPart]:
    """The judged criteria of all standards by id."""
    return {one.id: one for standard in document.standards for group in standard.groups for one in group.criteria}
