"""Where a criterion was used and what came of it: the rounds that judged it, their verdicts and findings."""

from collections.abc import Callable
from dataclasses import dataclass

from lab.domain.finding import Finding
from lab.domain.study import Round
from lab.domain.verdict import VerdictValue
from lab.services.laboratory import Laboratory
from protocols.standard import GateWeight

MOST_ROUNDS = 20
"""Rounds whose verdicts are computed: the newest; of older ones only the report says it."""


@dataclass(frozen=True, slots=True)
class Use:
    """A round that is pinned to a standard with this criterion.

    Attributes:
        version: of the standard. gate: that it has in this round. left_out: the round does not judge it.
        verdict: what the round says of it; None where it was left out.
        findings: problems that name it, whatever became of them.
    """

    study: Round
    service: str
    release: str
    version: str
    gate: GateWeight
    left_out: bool
    verdict: VerdictValue | None
    findings: tuple[Finding, ...]

    @property
    def failed(self) -> bool:
        """Whether the round did not wholly meet it."""
        return self.verdict in {VerdictValue.NOT_MET, VerdictValue.PARTLY_MET}


def uses(
    lab: Laboratory, standard_id: str, criterion_id: str, wanted: Callable[[], bool] = lambda: True
) -> tuple[Use, ...]:
    """The newest rounds with this criterion, newest first; fewer when it is no longer `wanted`."""
    found: list[Use] = []
    for study in reversed(lab.rounds.rounds()):
        if len(found) == MOST_ROUNDS or not wanted():
            break
        if any(pin.id == standard_id for pin in study.standards):
            found.extend(_use(lab, study, standard_id, criterion_id))
    return tuple(found)


def _use(lab: Laboratory, study: Round, standard_id: str, criterion_id: str) -> tuple[Use, ...]:
    standard = next(one for one in lab.rounds.standards(study) if one.id == standard_id)
    criterion = next((one for one in standard.counted if one.id == criterion_id), None)
    if criterion is None:
        return ()
    release = lab.planning.release(study.release_id)
    left_out = any(one.criterion == criterion_id for one in study.left_out)
    return (
        Use(
            study=study,
            service=lab.planning.service(release.service_id).name,
            release=release.name,
            version=standard.version,
            gate=criterion.gate,
            left_out=left_out,
            verdict=None if left_out else lab.verdicts.verdicts(study.id)[criterion_id].value,
            findings=tuple(
                one for one in lab.findings.named((study.id,)) if criterion_id in one.criteria and one.is_problem
            ),
        ),
    )
