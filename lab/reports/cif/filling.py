"""The usability report filled from a round: every item of the checklist, in its order."""

from lab.i18n import gettext as _
from lab.i18n import in_language
from lab.reports.cif.about import ABOUT
from lab.reports.cif.asked import Asked
from lab.reports.cif.checklist import ChecklistItem, checklist
from lab.reports.cif.model import CifAnswer, CifItem, CifSection, UsabilityReport
from lab.reports.cif.procedure import PROCEDURE
from lab.reports.cif.results import RESULTS
from lab.reports.document import ReportDocument
from lab.reports.facts import RoundFacts

FILLED_BY = {**ABOUT, **PROCEDURE, **RESULTS}
"""Item of the checklist → what says it."""


def usability_report(facts: RoundFacts, document: ReportDocument) -> UsabilityReport:
    """The report, with the figures of `document` and in its language."""
    with in_language(document.language):
        asked = Asked(facts, document)
        sections = tuple(
            CifSection(
                id=section.id,
                title=getattr(section.title, document.language),
                items=tuple(_item(one, asked) for one in section.items),
            )
            for section in checklist().sections
        )
        title = _("Usability test report: {service} {release}")
        return UsabilityReport(
            language=document.language,
            title=title.format(service=document.service.name, release=document.release.name),
            made_at=document.made_at,
            app_version=document.app_version,
            not_collected=tuple(one.id for section in sections for one in section.items if not one.collected),
            sections=sections,
        )


def _item(item: ChecklistItem, asked: Asked) -> CifItem:
    answer = FILLED_BY[item.id](asked)
    return CifItem(
        id=item.id,
        required=item.need == "R",
        label=getattr(item, asked.document.language),
        collected=not answer.empty,
        answer=CifAnswer(lines=(_("Not collected."),)) if answer.empty else answer,
    )
