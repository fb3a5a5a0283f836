"""Two rounds of a laboratory side by side."""

from dataclasses import dataclass

from lab.domain.errors import InputError
from lab.domain.group_comparison import GroupsCompared, Side, Unlike, compare_groups
from lab.domain.held import Held
from lab.domain.ids import RoundId
from lab.domain.pooling import pooled_with
from lab.domain.segment_comparison import SegmentCompared, compare_segments
from lab.domain.study import Round
from lab.services.evidence import EvidenceService
from lab.services.rounds import RoundService, changed_tasks
from protocols import library
from protocols.protocol import Protocol
from protocols.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True)
class RoundsCompared:
    """Two rounds of one service; the earlier one is that with the lower number."""

    earlier: Round
    later: Round
    compared: GroupsCompared
    unlike: tuple[Unlike, ...]


def side_by_side(rounds: RoundService, evidence: EvidenceService, one: RoundId, other: RoundId) -> RoundsCompared:
    """Any two rounds of one service, whichever is named first, with what makes them less comparable.

    Raises InputError `round_unknown`, `comparison_of_one`, `comparison_of_two_services`.
    """
    earlier, later = sorted((rounds.round(one), rounds.round(other)), key=lambda study: study.number)
    if earlier.id == later.id:
        raise InputError("comparison_of_one", round=later.name)
    if rounds.service_id(earlier) != rounds.service_id(later):
        raise InputError("comparison_of_two_services", earlier=earlier.name, later=later.name)
    compared = compare(rounds, evidence, earlier.id, later.id)
    return RoundsCompared(earlier, later, compared, _unlike(earlier, later, compared))


def _unlike(earlier: Round, later: Round, compared: GroupsCompared) -> tuple[Unlike, ...]:
    before, after = compared.participants
    found = {
        Unlike.NOBODY_EARLIER: not before,
        Unlike.NOBODY_LATER: not after,
        Unlike.NO_RETEST: later.retest_of != earlier.id,
        Unlike.PROTOCOL: later.protocol_sha256 != earlier.protocol_sha256 and not compared.not_compared,
        Unlike.TASKS: bool(compared.not_compared),
        Unlike.STANDARDS: set(later.standards) != set(earlier.standards),
        Unlike.SEGMENTS: {one.id for one in later.segments} != {one.id for one in earlier.segments},
    }
    return tuple(one for one, is_so in found.items() if is_so)


def compare(rounds: RoundService, evidence: EvidenceService, earlier: RoundId, later: RoundId) -> GroupsCompared:
    """The later round beside the earlier one: tasks that mean the same in both, and questionnaires that both asked.

    Raises InputError `round_unknown`.
    """
    before, after = rounds.round(earlier), rounds.round(later)
    old, new = rounds.protocol_of(before), rounds.protocol_of(after)
    changed = set(changed_tasks(old, new))
    tasks = [task.id for task in new.tasks if task.id not in changed]
    not_compared = [task.id for task in (*new.tasks, *old.tasks) if task.id in changed]
    return compare_groups(
        _side(rounds, evidence, before, tasks),
        _side(rounds, evidence, after, tasks),
        tasks,
        _asked(old, new),
        dict.fromkeys(not_compared),
    )


def _side(rounds: RoundService, evidence: EvidenceService, study: Round, tasks: list[str]) -> Side:
    counted = [held for held in evidence.held(study.id) if held.counts]
    changes, poolings = rounds.amendments(study.id), rounds.poolings(study.id)
    together = {task: pooled_with(task, study.protocol_sha256, changes, poolings) for task in tasks}
    by_task: dict[str, list[Held]] = {
        task: [held for held in counted if held.protocol_sha256 in together[task]] for task in tasks
    }
    return Side(counted, by_task)


def _asked(old: Protocol, new: Protocol) -> list[tuple[Questionnaire, str | None]]:
    """What both rounds asked, and after which task; after the session first."""
    shipped = library.questionnaire_ids()
    before, after = old.questionnaires, new.questionnaires
    found: list[tuple[Questionnaire, str | None]] = [
        (library.questionnaire(one), None)
        for one in after.after_session
        if one in before.after_session and one in shipped
    ]
    found += [
        (library.questionnaire(one), task.id)
        for one in after.after_task
        if one in before.after_task and one in shipped
        for task in new.tasks
    ]
    return found


def compare_round_segments(
    rounds: RoundService, evidence: EvidenceService, round_id: RoundId
) -> tuple[SegmentCompared, ...]:
    """Every declared segment of a round beside everybody else; scores after the session only, for task by task there
    are more tests than people. Raises InputError `round_unknown`.
    """
    study = rounds.round(round_id)
    protocol = rounds.protocol_of(study)
    side = _side(rounds, evidence, study, [task.id for task in protocol.tasks])
    shipped = library.questionnaire_ids()
    asked = [(library.questionnaire(one), None) for one in protocol.questionnaires.after_session if one in shipped]
    return compare_segments(study.segments, side.sessions, side.by_task, asked, study.rules.segment_n_min)
