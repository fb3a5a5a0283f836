"""Exports: what leaves the laboratory. The verbs behind the report screen and `lab export`."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from lab.domain.action_plan import plan_hash
from lab.domain.decision import WrittenReport
from lab.domain.ids import BookingId, RoundId
from lab.reports.action_plan.lines import asked_of
from lab.reports.bagging import Bagging
from lab.reports.consent_form import FormFacts, render_form
from lab.reports.document import ReportDocument
from lab.reports.export import FORMATS, USUAL, Audience, ExportCancelled, Exported, ExportJob, usual_name
from lab.reports.facts import RoundFacts
from lab.reports.gathering import gather_facts
from lab.reports.making import make_document
from lab.reports.parts import FindingPart
from lab.reports.personal_data import Handling, Hit, Place, cleaned, hits_in
from lab.reports.preview import FOLDER
from lab.reports.questionnaire_sheet import render_sheet
from lab.services.laboratory import Laboratory
from protocols.questionnaire import Questionnaire

__all__ = [
    "FORMATS",
    "USUAL",
    "Audience",
    "Bagging",
    "ExportCancelled",
    "ExportJob",
    "ExportService",
    "Exported",
    "FindingPart",
    "Handling",
    "Hit",
    "Place",
    "ReportDocument",
    "export_round",
]


class ExportService:
    """Makes exports of rounds, and consent forms for bookings."""

    def __init__(self, lab: Laboratory) -> None:
        self._lab = lab
        self._searched: tuple[RoundId, datetime | None, RoundFacts] | None = None

    def job(
        self,
        round_id: RoundId,
        formats: Sequence[str],
        out: Path | None,
        language: str,
        audience: Audience = Audience.INTERNAL,
        made_at: datetime | None = None,
        *,
        faces: bool = True,
        clicks: bool = True,
        handling: Handling | None = None,
        bagging: Bagging | None = None,
        artefacts: bool = False,
    ) -> ExportJob:
        """An export that is ready to run; `out` None: a folder of its own under the laboratory's exports. What the
        round says is read now, the clips are cut when the job runs. What was written is remembered for the decision.
        `made_at`: as of when; if left out, as of now. `faces`, `clicks`, `handling`,
        `bagging`, `artefacts`: as for `ExportJob`.

        Raises:
            InputError: `round_unknown`, or as `ExportJob`.
        """
        self._lab.verdicts.keep(round_id)
        facts = self._gathered(round_id, made_at)

        def remember(exported: Exported) -> None:
            plan = plan_hash(round_id, asked_of(facts)) if "actions" in exported.paths else None
            report = WrittenReport(
                round_id, datetime.now(UTC), exported.sha256, str(exported.folder), language, audience.value, plan
            )
            self._lab.verdicts.remember_report(report)

        goal = out or self._lab.folder.exports / usual_name(facts)
        return ExportJob(
            facts,
            formats,
            goal,
            language,
            audience,
            remember,
            faces=faces,
            clicks=clicks,
            handling=handling,
            bagging=bagging,
            artefacts=artefacts,
        )

    def preview(self, round_id: RoundId, language: str, audience: Audience = Audience.INTERNAL) -> ReportDocument:
        """What a report written now would say, without stills and clips; people in free texts are masked. Writes
        nothing. Raises InputError `round_unknown`.
        """
        facts = gather_facts(self._lab, round_id)
        return make_document(cleaned(facts, Handling(), language), language, None, audience)

    def preview_job(self, round_id: RoundId, language: str, audience: Audience = Audience.INTERNAL) -> ExportJob:
        """The whole report as a page with stills and without clips, only to be looked at: it takes the place of the
        one before it, no decision can name it, and the next start of the laboratory removes it. Raises as `ExportJob`.
        """
        goal = self._lab.folder.exports / FOLDER
        return ExportJob(gather_facts(self._lab, round_id), ("html",), goal, language, audience, clips=False)

    def hits(self, round_id: RoundId, made_at: datetime | None = None) -> tuple[Hit, ...]:
        """What in the free texts of a round tells who somebody is. The next `job` of the same round and moment exports
        exactly what was searched. Raises InputError `round_unknown`.
        """
        facts = gather_facts(self._lab, round_id, made_at)
        self._searched = (round_id, made_at, facts)
        return hits_in(facts)

    def _gathered(self, round_id: RoundId, made_at: datetime | None) -> RoundFacts:
        searched, self._searched = self._searched, None
        if searched is not None and searched[:2] == (round_id, made_at):
            return searched[2]
        return gather_facts(self._lab, round_id, made_at)

    def consent_form(self, booking_id: BookingId, language: str) -> str:
        """The printable consent form of a booking, as one HTML page. Raises InputError `booking_unknown`."""
        settings = self._lab.settings
        booking = self._lab.scheduling.booking(booking_id)
        participant = self._lab.planning.participant(booking.participant_id)
        study = self._lab.rounds.round(booking.round_id)
        release = self._lab.planning.release(study.release_id)
        facts = FormFacts(
            operator=settings.operator or settings.name or self._lab.folder.path.name,
            operator_address=settings.operator_address,
            service=self._lab.planning.service(release.service_id).name,
            code=participant.code,
            starts=booking.starts,
        )
        return render_form(facts, language)

    @staticmethod
    def questionnaire_sheet(questionnaire: Questionnaire, language: str, code: str, about: str) -> str:
        """A questionnaire as one HTML page to be filled in with a pen; `about`: a task, empty for the whole session."""
        return render_sheet(questionnaire, language, code, about)


def export_round(
    lab: Laboratory, round_id: RoundId, formats: Sequence[str], out: Path, language: str
) -> Mapping[str, Path]:
    """Export a round for internal use, here and now; format → the file to open. Raises as `ExportService.job` and
    `ExportJob.run`.
    """
    return ExportService(lab).job(round_id, formats, out, language).run().paths
