"""What the screen shows: two rounds with every change, and what is still open; read in the background."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lab.domain.errors import LabError
from lab.domain.finding import Finding
from lab.domain.ids import RoundId
from lab.domain.standing import Standing
from lab.domain.study import Round
from lab.domain.verdict import VerdictValue
from lab.i18n import language
from protocols.protocol import Protocol
from protocols.standard import Criterion
from ui.naming import RoundNames, rounds_by_id

if TYPE_CHECKING:
    from lab.services.laboratory import Laboratory
    from lab.services.round_comparing import RoundsCompared
    from lab.wording.compared import ComparedRow

NOT_WHOLLY_MET = frozenset({VerdictValue.NOT_MET, VerdictValue.PARTLY_MET})


@dataclass(frozen=True, slots=True)
class OpenFinding:
    """A problem that is not done with; its round, and the round on whose card it is shown."""

    finding: Finding
    study: Round
    shown_in: RoundId


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rounds.

    Attributes:
        rounds: all of the laboratory, the newest first: for the choice.
        refused: why the two cannot be compared, instead of figures.
        findings: of both rounds and those that they retest, not done with; the worst first.
        standing: criteria that stand as not wholly met after the later round.
    """

    rounds: tuple[RoundNames, ...]
    earlier: RoundNames
    later: RoundNames
    result: "RoundsCompared | None"
    rows: "tuple[ComparedRow, ...]"
    refused: LabError | None
    findings: tuple[OpenFinding, ...]
    standing: tuple[tuple[Criterion, Standing], ...]
    tasks: Mapping[str, str]

    @property
    def same_service(self) -> tuple[RoundNames, ...]:
        """The rounds of the service, the newest first."""
        return tuple(one for one in self.rounds if one.service.id == self.later.service.id)

    def task_name(self, task_id: str) -> str:
        """The title of a task."""
        return self.tasks.get(task_id, task_id)


def read_pair(lab: "Laboratory", earlier: RoundId | None, later: RoundId | None) -> Pair | None:
    """The two rounds; left out: the newest retest, and the round that it retests or the one before it. None while
    there is no round.
    """
    rounds = rounds_by_id(lab)
    if not rounds:
        return None
    last = rounds[later] if later in rounds else _newest(rounds)
    first = rounds[earlier] if earlier in rounds else _before(rounds, last)
    if first.service.id == last.service.id and first.study.number > last.study.number:
        first, last = last, first
    return _pair(lab, rounds, first, last)


def _newest(rounds: Mapping[RoundId, RoundNames]) -> RoundNames:
    made = list(rounds.values())
    return next((one for one in reversed(made) if one.study.retest_of in rounds), made[-1])


def _before(rounds: Mapping[RoundId, RoundNames], later: RoundNames) -> RoundNames:
    """The round that it retests; else the one before it; else the only one."""
    retested = later.study.retest_of
    if retested is not None and retested in rounds:
        return rounds[retested]
    others = [one for one in rounds.values() if one.service.id == later.service.id and one is not later]
    lower = [one for one in others if one.study.number < later.study.number]
    return lower[-1] if lower else (others[0] if others else later)


def _pair(lab: "Laboratory", rounds: Mapping[RoundId, RoundNames], first: RoundNames, last: RoundNames) -> Pair:
    from lab.services.round_comparing import side_by_side  # late: numpy and scipy come with it
    from lab.wording.compared import compared_rows
    from protocols import library

    protocols = [lab.rounds.protocol_of(one.study) for one in (first, last)]
    tasks = _titles(protocols)
    result, refused = None, None
    try:
        result = side_by_side(lab.rounds, lab.evidence, first.study.id, last.study.id)
    except LabError as error:
        refused = error
    heard = result is not None and all(result.compared.participants)
    rows = (
        compared_rows(result.compared, lambda one: tasks.get(one, one), library.questionnaire)
        if heard and result
        else ()
    )
    return Pair(
        rounds=tuple(reversed(list(rounds.values()))),
        earlier=first,
        later=last,
        result=result,
        rows=rows,
        refused=refused,
        findings=_open_findings(lab, rounds, first, last),
        standing=_standing(lab, last.study),
        tasks=tasks,
    )


def _titles(protocols: list[Protocol]) -> dict[str, str]:
    return {task.id: task.title.in_language(language()) for plan in protocols for task in plan.tasks}


def _open_findings(
    lab: "Laboratory", rounds: Mapping[RoundId, RoundNames], first: RoundNames, last: RoundNames
) -> tuple[OpenFinding, ...]:
    found: dict[str, OpenFinding] = {}
    shown = (last, first) if first.service.id == last.service.id else (last,)
    for names in shown:
        for one in lab.retests.open_findings(names.study.id):
            found.setdefault(one.id, OpenFinding(one, rounds[one.round_id].study, names.study.id))
    return tuple(
        sorted(found.values(), key=lambda one: (-(one.finding.severity or 0), one.study.number, one.finding.number))
    )


def _standing(lab: "Laboratory", study: Round) -> tuple[tuple[Criterion, Standing], ...]:
    standing = lab.retests.standing(study.id)
    return tuple(
        (one, standing[one.id])
        for one in lab.rounds.criteria(study)
        if one.id in standing and standing[one.id].value in NOT_WHOLLY_MET
    )
