"""What stands of the criteria after several rounds, and the round that looks again at what failed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lab.domain.errors import RuleError
from lab.domain.finding import Finding
from lab.domain.ids import ReleaseId, RoundId
from lab.domain.lineage import still_open
from lab.domain.retesting import criteria_to_retest, tasks_to_retest
from lab.domain.standing import Looked, Standing, standing
from lab.domain.study import LeftOut, Round
from lab.domain.verdict import DECIDED
from lab.i18n import gettext as _
from lab.services.evidence import EvidenceService
from lab.services.findings import FindingService
from lab.services.retests import chain_before
from lab.services.rounds import RoundService, what_counts
from lab.services.verdicts import VerdictService
from protocols.protocol import AskedQuestionnaires, Protocol, Task
from protocols.standard import Criterion
from protocols.writing import protocol_file


@dataclass(frozen=True, slots=True)
class RetestPlan:
    """What a retest of a round looks at, and what it leaves out.

    Attributes:
        study: the round that is retested. Its segments, standards, rules and gates are carried along.
        criteria: to be judged again: not wholly met, or with a finding that is not done with.
        tasks: those where they can be seen. left_tasks: the others.
        left_out: criteria of the round's standards that the retest does not judge.
        asked: questionnaires, as before.
    """

    study: Round
    criteria: tuple[Criterion, ...]
    tasks: tuple[Task, ...]
    left_tasks: tuple[Task, ...]
    left_out: tuple[Criterion, ...]
    asked: AskedQuestionnaires

    @property
    def inspected(self) -> tuple[Criterion, ...]:
        """Criteria that no task shows: somebody has to inspect or judge them apart."""
        return tuple(one for one in self.criteria if one.kind != "performance")


class RetestPlanning:
    """Reads rounds and their retests together; makes the next one."""

    def __init__(
        self, rounds: RoundService, evidence: EvidenceService, findings: FindingService, verdicts: VerdictService
    ) -> None:
        self._rounds = rounds
        self._evidence = evidence
        self._findings = findings
        self._verdicts = verdicts

    def standing(self, round_id: RoundId) -> Mapping[str, Standing]:
        """Criterion → the verdict that stands after this round and those that it retests. Raises InputError
        `round_unknown`.
        """
        return standing([self._looked(one) for one in (*chain_before(self._rounds, round_id), round_id)])

    def open_findings(self, round_id: RoundId) -> tuple[Finding, ...]:
        """Problems of this round and of those that it retests which are not done with; the oldest round's first."""
        return tuple(still_open((*self._findings.earlier(round_id), *self._findings.findings(round_id))))

    def plan(self, round_id: RoundId) -> RetestPlan:
        """What a retest of the round looks at.

        Raises:
            InputError: `round_unknown`.
            RuleError: `retest_nothing_judged`: no criterion was decided and there is no finding; `retest_nothing_open`:
                everything that was judged is met.
        """
        study = self._rounds.round(round_id)
        criteria, verdicts = (
            self._rounds.criteria(study),
            {one: stands.verdict for one, stands in self.standing(round_id).items()},
        )
        problems = self.open_findings(round_id)
        chosen = set(criteria_to_retest(criteria, verdicts, problems))
        if not chosen:
            judged = problems or any(one.value in DECIDED for one in verdicts.values())
            raise RuleError("retest_nothing_open" if judged else "retest_nothing_judged", round=study.name)
        protocol = self._rounds.protocol_of(study)
        tasks = tasks_to_retest(protocol, chosen, problems)
        return RetestPlan(
            study=study,
            criteria=tuple(one for one in criteria if one.id in chosen),
            tasks=tuple(one for one in protocol.tasks if one.id in tasks),
            left_tasks=tuple(one for one in protocol.tasks if one.id not in tasks),
            left_out=tuple(one for one in criteria if one.id not in chosen),
            asked=protocol.questionnaires,
        )

    def make(self, plan: RetestPlan, release_id: ReleaseId, name: str, by: str) -> Round:
        """Make the round; `by` says that the rest is left out. Raises as `RoundService.make_round`."""
        study = plan.study
        return self._rounds.make_round(
            release_id, self._protocol(plan), name, study.segments, _left_out(plan, by), study.rules, study.id,
            study.standards, study.gates,
        )  # fmt: skip

    def _protocol(self, plan: RetestPlan) -> bytes:
        """The round's own protocol, without the tasks that are left out."""
        if not plan.left_tasks:
            return self._rounds.document(plan.study.protocol_sha256)
        whole: Protocol = self._rounds.protocol_of(plan.study)
        return protocol_file(whole.model_copy(update={"tasks": plan.tasks}))

    def _looked(self, round_id: RoundId) -> Looked:
        study = self._rounds.round(round_id)
        heard = {held.segment_id for held in self._evidence.held(round_id) if held.counts}
        return Looked(
            round_id,
            self._verdicts.verdicts(round_id),
            _exposing(self._rounds.protocol_of(study).tasks),
            frozenset(one.id for one in study.segments if one.id in heard),
        )


def _exposing(tasks: Sequence[Task]) -> dict[str, frozenset[object]]:
    """Criterion → the tasks that expose it, each with what counts of it."""
    found: dict[str, set[object]] = {}
    for task in tasks:
        for criterion in task.exposes:
            found.setdefault(criterion, set()).add((task.id, what_counts(task)))
    return {criterion: frozenset(where) for criterion, where in found.items()}


def _left_out(plan: RetestPlan, by: str) -> list[LeftOut]:
    why = _("Not part of the retest of round {n}").format(n=plan.study.number)
    before = {one.criterion: one for one in plan.study.left_out}
    return [before.get(one.id) or LeftOut(one.id, by, why) for one in plan.left_out if not one.obsolete]
