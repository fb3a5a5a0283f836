"""The facts of a round, asked of the services."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from lab.archive import session_file
from lab.archive.session_file import SessionPlan
from lab.domain.artefact import Artefact, Condition
from lab.domain.booking import Booking
from lab.domain.consent import Scope
from lab.domain.errors import InputError, WorldError
from lab.domain.export_rules import lacks
from lab.domain.held import Held
from lab.domain.ids import RoundId
from lab.domain.judging import taken_back_in
from lab.reports.facts import ArtefactFacts, RoundFacts, SessionFacts
from lab.reports.moment import moment_of
from lab.services.laboratory import Laboratory
from lab.services.round_comparing import compare
from protocols import library
from protocols.protocol import Protocol
from protocols.questionnaire import Questionnaire
from recordings.playback import Click, read_clicks
from recordings.repair import RecordingError


def gather_facts(lab: Laboratory, round_id: RoundId, made_at: datetime | None = None) -> RoundFacts:
    """Everything that a report of the round needs. `made_at`: as of when; if left out, as of now, and dated by the last
    thing that changed what it says (`lab.reports.moment`). Raises InputError `round_unknown`.
    """
    now = made_at or datetime.now(UTC).astimezone()
    facts = _as_of(lab, round_id, now)
    return facts if made_at is not None else replace(facts, made_at=moment_of(facts, now))


def _as_of(lab: Laboratory, round_id: RoundId, now: datetime) -> RoundFacts:
    study = lab.rounds.round(round_id)
    release = lab.planning.release(study.release_id)
    before = lab.rounds.round(study.retest_of) if study.retest_of is not None else None
    held = lab.evidence.held(round_id)
    bookings = {one.session_id: one for one in lab.sessions.sessions_of(round_id, pilots=True)}
    plans = {one.session_id: _plan(lab, bookings[one.session_id]) for one in held}
    findings, inspections = lab.findings.findings(round_id, now.date()), lab.verdicts.inspections(round_id)
    lacking = {one.id for one in findings if lacks(one, inspections)}
    protocols = {sha: lab.rounds.protocol_of(study, sha) for sha in {study.protocol_sha256, *_ran_with(held)}}
    return RoundFacts(
        laboratory=lab.settings.name or lab.folder.path.name,
        service=lab.planning.service(release.service_id),
        release=release,
        study=study,
        protocols=protocols,
        standards=lab.rounds.standards(study),
        questionnaires=_questionnaires(protocols.values(), plans.values()),
        sessions=tuple(_session(lab, one, bookings[one.session_id], plans[one.session_id]) for one in held),
        findings=tuple(one for one in findings if one.id not in lacking),
        held_back=tuple(one for one in findings if one.id in lacking),
        verdicts=lab.verdicts.verdicts(round_id, now.date()),
        gate=lab.verdicts.gate(round_id, now.date()),
        made_at=now,
        app_version=version("usability-lab"),
        earlier=lab.findings.earlier(round_id, now.date()),
        round_numbers={one.id: one.number for one in lab.rounds.rounds()},
        actions=lab.verdicts.actions(round_id),
        decisions=lab.verdicts.decisions(round_id),
        inspections=inspections,
        artefacts=tuple(_artefact(lab, one) for one in lab.artefacts.artefacts(round_id)),
        taken_back=(*taken_back_in(held), *lab.verdicts.taken_back(round_id)),
        amendments=lab.rounds.amendments(round_id),
        poolings=lab.rounds.poolings(round_id),
        rule_changes=lab.rounds.rule_changes(round_id),
        criterion_changes=lab.rounds.criterion_changes(round_id),
        overrides=lab.verdicts.overrides(round_id),
        before=before,
        contact=_contact(lab),
        compared=compare(lab.rounds, lab.evidence, before.id, round_id) if before is not None else None,
    )


def _artefact(lab: Laboratory, one: Artefact) -> ArtefactFacts:
    """An artefact as it lies there now; one that the disk does not give is told, and holds no report up."""
    try:
        condition = lab.artefacts.condition(one)
    except WorldError:
        condition = Condition.UNREADABLE
    return ArtefactFacts(one, condition, lab.artefacts.path_of(one) if one.is_file else None)


def _contact(lab: Laboratory) -> tuple[str, ...]:
    """Who answers questions: as the laboratory says, else who answers for it by law."""
    settings = lab.settings
    said = (settings.contact,) if settings.contact else (settings.operator, settings.operator_address)
    return tuple(one for one in said if one)


def _ran_with(held: Iterable[Held]) -> set[str]:
    return {one.protocol_sha256 for one in held}


def _plan(lab: Laboratory, booking: Booking) -> SessionPlan | None:
    """What the session's folder says of it; None where that can no longer be read."""
    if booking.folder is None:
        return None
    try:
        return session_file.read(lab.folder.session_folder(booking.folder))
    except (InputError, WorldError):
        return None


def _session(lab: Laboratory, held: Held, booking: Booking, plan: SessionPlan | None) -> SessionFacts:
    """What may be shown is what was agreed to then and still is."""
    participant = lab.planning.participant(held.participant_id)
    now = participant.consent.in_force if participant.consent is not None else frozenset[Scope]()
    then = frozenset(plan.consent.scopes) if plan is not None else frozenset[Scope]()
    scopes = frozenset[Scope]() if held.record.erased else now & then
    folder = lab.folder.session_folder(booking.folder) if booking.folder is not None else None
    return SessionFacts(
        held=held,
        booking=booking,
        folder=folder,
        scopes=scopes,
        sources=plan.sources if plan is not None else (),
        language=plan.language if plan is not None else "en",
        corrections=lab.sessions.corrections(held.session_id),
        self_trial=plan is not None and plan.consent.self_trial,
        clicks=_clicks(folder) if Scope.SCREEN in scopes else None,
    )


def _clicks(folder: Path | None) -> tuple[Click, ...] | None:
    """The clicks of a session; None where nobody listened for them, or they can no longer be read."""
    try:
        return read_clicks(folder) if folder is not None else None
    except RecordingError:
        return None


def _questionnaires(protocols: Iterable[Protocol], plans: Iterable[SessionPlan | None]) -> dict[str, Questionnaire]:
    """Questionnaires as the sessions asked them; those that no session asked yet, as they are shipped."""
    found: dict[str, Questionnaire] = {}
    shipped = library.questionnaire_ids()
    for protocol in protocols:
        for name in (*protocol.questionnaires.after_session, *protocol.questionnaires.after_task):
            if name in shipped:
                found[name] = library.questionnaire(name)
    for plan in plans:
        if plan is not None:
            found.update({one.id: one for one in plan.questionnaires})
    return found
