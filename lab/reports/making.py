"""The report document made of the facts of a round. Pure: no file is read, nothing is asked but the facts."""

from collections.abc import Mapping

from lab.i18n import in_language, pgettext
from lab.reports import figures
from lab.reports.document import ReleasePart, ReportDocument, RoundPart, ServicePart
from lab.reports.evidence import Media, shots
from lab.reports.facts import Audience, RoundFacts
from lab.reports.names import Names
from lab.reports.sections.certainty import certainty_part
from lab.reports.sections.comparison import comparison_part
from lab.reports.sections.findings import finding_parts
from lab.reports.sections.following import followed_parts
from lab.reports.sections.gate import summary_part
from lab.reports.sections.method import method_part, scope_part, session_parts
from lab.reports.sections.path import path_parts, segment_path_parts
from lab.reports.sections.segments import category_parts, segment_parts
from lab.reports.sections.tasks import score_parts, task_parts
from lab.reports.sections.verdicts import standard_parts
from lab.wording.standards import category_label


def make_document(
    facts: RoundFacts, language: str, media: Mapping[str, Media] | None = None, audience: Audience = Audience.INTERNAL
) -> ReportDocument:
    """Everything that the report says, in one language. `media`: shot id → what became of it; None for a report
    without pictures.
    """
    with in_language(language):
        names, wanted = Names(facts, audience), shots(facts, audience)
        return ReportDocument(
            language=language,
            audience=audience.value,
            laboratory=facts.laboratory,
            service=_service(facts, names),
            release=ReleasePart(
                name=facts.release.name,
                planned_launch=facts.release.planned_launch.isoformat() if facts.release.planned_launch else None,
                planned_launch_text=figures.day(facts.release.planned_launch),
            ),
            round=RoundPart(
                id=facts.study.id,
                number=facts.study.number,
                name=facts.study.name,
                goal=facts.protocol.goal.in_language(language),
                retest=facts.study.retest_of is not None,
            ),
            made_at=facts.made_at.isoformat(timespec="seconds"),
            made_at_text=figures.day_and_time(facts.made_at),
            app_version=facts.app_version,
            summary=summary_part(facts, names),
            findings=finding_parts(facts, names, wanted, media or {}, audience),
            tasks=task_parts(facts),
            scores=score_parts(facts, names),
            path=path_parts(facts, names, audience),
            segment_paths=segment_path_parts(facts, names, audience),
            segments=segment_parts(facts, names, audience),
            categories=category_parts(facts, names, audience),
            comparison=comparison_part(facts, names),
            followed=followed_parts(facts, names),
            certainty=certainty_part(facts, names),
            standards=standard_parts(facts, names, audience),
            scope=scope_part(facts, names, audience),
            sessions=session_parts(facts, names, audience),
            method=method_part(facts, wanted, names, audience),
        )


def _service(facts: RoundFacts, names: Names) -> ServicePart:
    service = facts.service
    stages = {
        "idea": pgettext("stage of a service", "idea"),
        "design": pgettext("stage of a service", "design"),
        "pilot": pgettext("stage of a service", "pilot"),
        "launched": pgettext("stage of a service", "launched"),
        "retired": pgettext("stage of a service", "retired"),
    }
    return ServicePart(
        name=service.name,
        owner=names.person(service.owner),
        category=category_label(service.category.value),
        stage=stages[service.stage.value],
        life_situation=service.life_situation,
    )
