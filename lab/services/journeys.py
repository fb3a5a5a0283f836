"""The client's path of a round, for everybody and for each segment, with what its figures rest on."""

from collections.abc import Mapping
from dataclasses import dataclass

from lab.domain.client_path import SegmentPath, StageFigures, client_path, paths_by_segment
from lab.domain.held import Held
from lab.domain.ids import RoundId
from lab.domain.path_evidence import Moment, moments
from lab.domain.pooling import pooled_with
from lab.domain.study import Round
from lab.services.evidence import EvidenceService
from lab.services.rounds import RoundService
from protocols import library
from protocols.protocol import Protocol, Stage
from protocols.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True)
class Journey:
    """One round.

    Attributes:
        segments: declared ones; without stages where they are too thin.
        sessions: every one of the round; see `Held.counts`.
    """

    study: Round
    protocol: Protocol
    stages: tuple[StageFigures, ...]
    segments: tuple[SegmentPath, ...]
    questionnaires: tuple[Questionnaire, ...]
    sessions: tuple[Held, ...]
    pooled: Mapping[str, frozenset[str]]

    @property
    def participants(self) -> int:
        """Everybody who was heard."""
        return len({held.participant_id for held in self.sessions if held.counts})

    def behind(self, stage: Stage, segment_id: str | None = None) -> tuple[Moment, ...]:
        """What the figures of a stage rest on, of everybody or of one segment."""
        inside = [held for held in self.sessions if segment_id is None or held.segment_id == segment_id]
        return moments(stage, self.protocol, self.questionnaires, inside, self.pooled)


def journey(rounds: RoundService, evidence: EvidenceService, round_id: RoundId) -> Journey:
    """The path of a round. Raises InputError `round_unknown`."""
    study = rounds.round(round_id)
    protocol = rounds.protocol_of(study)
    changes, poolings = rounds.amendments(round_id), rounds.poolings(round_id)
    pooled = {task.id: pooled_with(task.id, study.protocol_sha256, changes, poolings) for task in protocol.tasks}
    shipped = library.questionnaire_ids()
    asked = tuple(library.questionnaire(one) for one in protocol.questionnaires.after_task if one in shipped)
    held = evidence.held(round_id)
    return Journey(
        study,
        protocol,
        client_path(protocol, asked, held, pooled),
        paths_by_segment(protocol, asked, study.segments, held, pooled, study.rules.segment_n_min),
        asked,
        held,
        pooled,
    )
