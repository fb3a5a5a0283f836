"""What is written into `session.json`: everything the room needs to know of a session, gathered from the plan."""

from collections.abc import Sequence
from datetime import UTC, datetime

from lab.archive.session_file import (
    CriterionCard,
    PlannedRound,
    SessionPlan,
    SignedConsent,
    StandardReference,
)
from lab.domain.booking import Booking
from lab.domain.consent import Consent, may_record
from lab.domain.errors import RuleError
from lab.domain.ids import SessionId
from lab.domain.study import Round
from lab.domain.timeline import SECOND_US
from lab.folder import LabFolder
from lab.services.planning import PlanningService, refuse_withdrawn
from lab.services.rounds import RoundService
from lab.settings import LabSettings
from protocols import library
from protocols.protocol import Protocol, task_order
from protocols.questionnaire import Questionnaire
from recordings.plan import SourcePlan


class PlanMaker:
    """Makes session plans; consent decides which sources are in them.

    Attributes:
        settings: of the laboratory, as they are now.
    """

    def __init__(
        self, folder: LabFolder, planning: PlanningService, rounds: RoundService, settings: LabSettings | None = None
    ) -> None:
        self.settings = settings or LabSettings()
        self._folder = folder
        self._planning = planning
        self._rounds = rounds

    def consent(self, booking: Booking) -> Consent:
        """The participant's signed consent. Raises RuleError `consent_missing`, `participant_withdrew`."""
        participant = self._planning.participant(booking.participant_id)
        study = self._rounds.round(booking.round_id)
        refuse_withdrawn(participant)
        if participant.consent is None or not participant.consent.allows_session(study.protocol_id):
            raise RuleError("consent_missing", participant=participant.code)
        return participant.consent

    def permitted(
        self, booking: Booking, sources: Sequence[SourcePlan]
    ) -> tuple[tuple[SourcePlan, ...], tuple[SourcePlan, ...]]:
        """The sources that consent lets us record, and those it does not. Raises as `consent`."""
        scopes = self.consent(booking).scopes
        kept = tuple(source for source in sources if may_record(source.shows, scopes))
        return kept, tuple(source for source in sources if source not in kept)

    def make(
        self, booking: Booking, session_id: SessionId, sources: Sequence[SourcePlan], language: str, app_version: str
    ) -> tuple[SessionPlan, tuple[SourcePlan, ...]]:
        """The plan of a session, and the sources that consent keeps out. Raises as `consent`."""
        participant = self._planning.participant(booking.participant_id)
        consent = self.consent(booking)
        kept, left_out = self.permitted(booking, sources)
        study = self._rounds.round(booking.round_id)
        release = self._planning.release(study.release_id)
        protocol = self._rounds.protocol_of(study)
        plan = SessionPlan(
            session_id=session_id,
            code=participant.code,
            lab=self._folder.lab_id,
            service=self._planning.service(release.service_id).name,
            release=release.name,
            round=PlannedRound(id=study.id, number=study.number, name=study.name),
            pilot=booking.pilot,
            setup=booking.setup.value,
            language=language,
            moderator=booking.moderator,
            observers=booking.observers,
            room=booking.room,
            booked_start=booking.starts.isoformat(),
            booked_end=booking.ends.isoformat(),
            protocol_sha256=study.protocol_sha256,
            protocol=protocol,
            task_order=task_order(protocol, participant.index),
            standards=tuple(
                StandardReference(id=one.id, version=one.version, sha256=one.sha256) for one in study.standards
            ),
            criteria=self._cards(study),
            questionnaires=_asked(protocol),
            lead_us=round(self.settings.lead_s * SECOND_US),
            lag_us=round(self.settings.lag_s * SECOND_US),
            independent=study.independent,
            consent=_signed(consent),
            sources=kept,
            created=datetime.now(UTC).isoformat(),
            app_version=app_version,
        )
        return plan, left_out

    def _cards(self, study: Round) -> tuple[CriterionCard, ...]:
        left_out = {left.criterion for left in study.left_out}
        return tuple(
            CriterionCard(id=one.id, standard=standard.id, kind=one.kind, title=one.title, observe=one.observe)
            for standard in self._rounds.standards(study)
            for one in standard.criteria
            if not one.obsolete and one.id not in left_out
        )


def _asked(protocol: Protocol) -> tuple[Questionnaire, ...]:
    asked = (*protocol.questionnaires.after_task, *protocol.questionnaires.after_session)
    return tuple(library.questionnaire(name) for name in dict.fromkeys(asked))


def _signed(consent: Consent) -> SignedConsent:
    return SignedConsent(
        version=consent.version,
        language=consent.language,
        signed_on=consent.signed_on.isoformat(),
        on_paper=consent.on_paper,
        self_trial=consent.self_trial,
        scopes=tuple(sorted(consent.scopes)),
    )
