"""The demonstration from the booking to the exported report."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lab.archive import session_file
from lab.demonstration.judging import judge_round, promise_actions
from lab.demonstration.participant import ScriptedParticipant
from lab.demonstration.seat import Seat
from lab.demonstration.session import DemonstratedSession
from lab.demonstration.stage import Stage, set_up
from lab.domain.finding import Finding
from lab.domain.gate import Gate
from lab.domain.record import SessionRecord
from lab.domain.session import SessionState
from lab.domain.verdict import Verdict
from lab.i18n import gettext as _
from lab.i18n import language
from lab.live.starter import ensure_room
from lab.services.exporting import USUAL, export_round
from lab.services.laboratory import Laboratory
from protocols import library
from recordings.plan import SourcePlan

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Demonstrated:
    """What the demonstration wrote."""

    session_folder: Path
    report: Path
    exports: Mapping[str, Path]
    record: SessionRecord
    findings: tuple[Finding, ...]
    verdicts: Mapping[str, Verdict]
    gate: Gate


def demonstrate(
    lab: Laboratory, sources: Sequence[SourcePlan], seconds: float, now: datetime, progress: Progress
) -> Demonstrated:
    """Run it. Raises LabError when the world does not play along."""
    moderator, observer = _("Demonstration moderator"), _("Demonstration observer")
    stage = set_up(lab, now, moderator)
    prepared = lab.sessions.prepare(stage.booking.id, sources, language())
    progress(_("Recording {folder}").format(folder=prepared.folder))
    address = ensure_room(lab.folder)
    with Seat(address, moderator, prepared.session_id) as seat:
        _hold(seat, stage, lab, prepared.folder, seconds, progress)
        lab.sessions.ingest(prepared.session_id, seat.events)
    lab.sessions.catch_up()
    progress(_("Judging and exporting"))
    judge_round(lab, stage.round, stage.protocol, (moderator, observer))
    owner = lab.planning.service(lab.rounds.service_id(stage.round)).owner
    promise_actions(lab, stage.round.id, owner, now.date())
    out = lab.folder.exports / prepared.folder.name
    exported = export_round(lab, stage.round.id, USUAL, out, language())
    return Demonstrated(
        session_folder=prepared.folder,
        report=exported["html"],
        exports=exported,
        record=lab.sessions.record_of(prepared.session_id),
        findings=lab.findings.findings(stage.round.id),
        verdicts=lab.verdicts.verdicts(stage.round.id),
        gate=lab.verdicts.gate(stage.round.id, now.date()),
    )


def _hold(seat: Seat, stage: Stage, lab: Laboratory, folder: Path, seconds: float, progress: Progress) -> None:
    """The session: hosted, armed, recorded, debriefed, closed."""
    seat.host(str(folder))
    seat.wait(lambda: seat.record.state is SessionState.READY, "room_silent")
    seat.wait(lambda: seat.recorder is not None and seat.recorder.state == "armed", "recorder_not_armed")
    asked = (*stage.protocol.questionnaires.after_task, *stage.protocol.questionnaires.after_session)
    with ScriptedParticipant(language()) as participant:
        session = DemonstratedSession(
            seat,
            participant,
            session_file.read(folder),
            lab.rounds.standards(stage.round),
            {name: library.questionnaire(name) for name in asked},
            seconds,
        )
        session.run(progress)
    session.debrief()
    seat.move(SessionState.CLOSED)
