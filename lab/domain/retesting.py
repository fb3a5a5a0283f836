"""A retest: who came to the place of an earlier finding in a later round, and who had the problem again.

Silence proves nothing: for a criterion that is judged per participant only those count whom somebody judged.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from lab.domain.finding import Finding
from lab.domain.held import Held
from lab.domain.unit import Unit, UnitOutcome
from lab.domain.verdict import Verdict, VerdictValue
from protocols.protocol import Protocol
from protocols.standard import Criterion

_DECIDED = frozenset({UnitOutcome.PASSED, UnitOutcome.FAILED})
_NOT_WHOLLY_MET = frozenset({VerdictValue.NOT_MET, VerdictValue.PARTLY_MET})


@dataclass(frozen=True, slots=True)
class SeenAgain:
    """What a later round shows of an earlier finding.

    Attributes:
        exposed: codes of the participants who came to the place and of whom it is known how it went.
        recurred: codes of those who had the problem again.
    """

    exposed: frozenset[str]
    recurred: frozenset[str]


def seen_again(finding: Finding, sessions: Sequence[Held], judged: Sequence[Iterable[Unit]]) -> SeenAgain:
    """What these sessions of a later round show of the finding.

    It recurred where it was tagged again as a problem (one of its criteria, its task) or one of its criteria was judged
    failed there. Everybody else who tried the task is exposed without a recurrence, if one of the criteria was judged.

    Args:
        judged: for each of its criteria that is judged per participant, the units of the later round; without any,
            everybody who tried the task is exposed.
    """
    counted = [held for held in sessions if held.counts]
    came = {held.code for held in counted if held.tried(finding.task)}
    places = {one.id: one.task for held in counted for one in held.record.annotations}
    units = [unit for of_criterion in judged for unit in of_criterion if unit.subject in came]
    elsewhere = {unit.subject for unit in units if _failed_elsewhere(unit, finding, places)}
    failed = {unit.subject for unit in units if unit.outcome is UnitOutcome.FAILED} - elsewhere
    decided = {unit.subject for unit in units if unit.outcome in _DECIDED} - elsewhere
    recurred = failed | {held.code for held in counted if _tagged_again(finding, held)}
    return SeenAgain(frozenset((decided if judged else came) | recurred), frozenset(recurred))


def _tagged_again(finding: Finding, held: Held) -> bool:
    """Whether an annotation of this session says the same again: one of its criteria, the same task, a problem."""
    return any(
        one.is_against and one.criterion in finding.criteria and finding.task in {None, one.task}
        for one in held.record.annotations
    )


def _failed_elsewhere(unit: Unit, finding: Finding, places: Mapping[str, str | None]) -> bool:
    """Whether a failure rests on tags of other tasks alone: then nothing is known of the finding's own place."""
    if unit.outcome is not UnitOutcome.FAILED or finding.task is None:
        return False
    failing = [word for word in unit.words if word.outcome is UnitOutcome.FAILED]
    tasks = {places[one] for word in failing for one in word.annotations if one in places}
    return bool(tasks) and finding.task not in tasks


def criteria_to_retest(
    criteria: Sequence[Criterion], verdicts: Mapping[str, Verdict], findings: Iterable[Finding]
) -> tuple[str, ...]:
    """The criteria that a retest has to look at again: those not wholly met, and those of open findings; with them the
    ones that follow from the lineage. Empty when there is nothing to look at.
    """
    open_ones = {criterion for one in findings if one.is_problem and one.is_open for criterion in one.criteria}
    wanted = {
        one.id
        for one in criteria
        if one.id in open_ones or (one.id in verdicts and verdicts[one.id].value in _NOT_WHOLLY_MET)
    }
    if not wanted:
        return ()
    return tuple(one.id for one in criteria if one.id in wanted or one.kind == "computed")


def tasks_to_retest(protocol: Protocol, criteria: Collection[str], findings: Iterable[Finding]) -> frozenset[str]:
    """Ids of the tasks at which these criteria and findings can be seen again.

    A task counts that exposes a criterion, that a finding names, or, for a criterion that no task exposes, whose own
    buttons name it. All tasks when none does: who inspects pages and documents still has sessions to look at.
    """
    exposed = {criterion for task in protocol.tasks for criterion in task.exposes}
    named = {one.task for one in findings}
    wanted = frozenset(
        task.id
        for task in protocol.tasks
        if task.id in named
        or set(task.exposes) & set(criteria)
        or {button.criterion for button in task.tag_pad} & (set(criteria) - exposed)
    )
    return wanted or frozenset(task.id for task in protocol.tasks)
