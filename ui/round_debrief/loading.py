"""What the round debrief shows, read in the background as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lab.domain.artefact import Artefact, Condition
from lab.domain.booking import Booking
from lab.domain.ids import RoundId
from lab.domain.judging import Inspection
from lab.domain.segment_comparison import SegmentCompared
from lab.domain.segment_figures import SegmentFigures
from lab.domain.session import ENDED
from lab.domain.unit import Unit
from lab.domain.verdict import Verdict
from lab.i18n import language
from protocols.protocol import Protocol
from protocols.standard import Criterion, CriterionKind
from ui.naming import RoundNames, rounds_by_id

if TYPE_CHECKING:
    from lab.services.laboratory import Laboratory

KINDS: tuple[CriterionKind, ...] = ("round", "document", "conformance", "computed")
"""Kinds of criteria that no session passes, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class RoundDebrief:
    """One round.

    Attributes:
        open_bookings: sessions that are still to come or not yet closed; no pilots.
        criteria: in scope, of the kinds above, in their order.
        conditions: id of an artefact → how its file lies there now.
        drafts: what was being typed when the window was last open.
    """

    names: RoundNames
    protocol: Protocol
    open_bookings: int
    criteria: tuple[Criterion, ...]
    verdicts: Mapping[str, Verdict]
    inspections: tuple[Inspection, ...]
    artefacts: tuple[Artefact, ...]
    conditions: Mapping[str, Condition]
    figures: tuple[SegmentFigures, ...]
    compared: tuple[SegmentCompared, ...]
    drafts: Mapping[str, str]

    @property
    def round_id(self) -> RoundId:
        """The round's id."""
        return self.names.study.id

    def criterion(self, criterion_id: str) -> Criterion | None:
        """One of the criteria."""
        return next((one for one in self.criteria if one.id == criterion_id), None)

    def of_kind(self, kind: CriterionKind) -> tuple[Criterion, ...]:
        """The criteria of a kind."""
        return tuple(one for one in self.criteria if one.kind == kind)

    def units(self, criterion_id: str) -> tuple[Unit, ...]:
        """What the verdict on a criterion follows from."""
        return self.verdicts[criterion_id].inputs

    def attached_to(self, criterion_id: str, unit: str) -> tuple[Artefact, ...]:
        """The artefacts of a page or document."""
        return tuple(one for one in self.artefacts if (one.criterion, one.unit) == (criterion_id, unit))

    def said_of(self, criterion_id: str, unit: str) -> tuple[Inspection, ...]:
        """The latest word of every inspector on a unit, and then what settles them."""
        said: dict[tuple[bool, str], Inspection] = {}
        for one in self.inspections:
            if (one.criterion, one.unit) == (criterion_id, unit):
                said[one.adjudicates, one.judge] = one
        return tuple(one for _place, one in sorted(said.items(), key=lambda item: item[0][0]))

    def task_name(self, task: str) -> str:
        """The title of a task."""
        return next((one.title.in_language(language()) for one in self.protocol.tasks if one.id == task), task)


def read_round_debrief(lab: "Laboratory", round_id: RoundId | None) -> RoundDebrief | None:
    """The round, or else the newest one; None when there is no round yet."""
    from lab.services.round_comparing import compare_round_segments

    rounds = rounds_by_id(lab)
    if not rounds:
        return None
    names = rounds.get(round_id) if round_id is not None else None
    names = names or tuple(rounds.values())[-1]
    study = names.study
    in_scope = lab.rounds.criteria_in_scope(study)
    artefacts = lab.artefacts.artefacts(study.id)
    return RoundDebrief(
        names=names,
        protocol=lab.rounds.protocol_of(study),
        open_bookings=sum(_is_open(one) for one in lab.scheduling.bookings_of(study.id)),
        criteria=tuple(one for kind in KINDS for one in in_scope if one.kind == kind),
        verdicts=lab.verdicts.verdicts(study.id),
        inspections=lab.verdicts.inspections(study.id),
        artefacts=artefacts,
        conditions={one.id: lab.artefacts.condition(one) for one in artefacts},
        figures=lab.verdicts.figures(study.id),
        compared=compare_round_segments(lab.rounds, lab.evidence, study.id),
        drafts=lab.drafts.of(study.id),
    )


def _is_open(booking: Booking) -> bool:
    return booking.occupies and not booking.pilot and booking.state not in ENDED
