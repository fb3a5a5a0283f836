"""What a page is told of a session's plan, cut down to what its role needs."""

from lab.archive.session_file import SessionPlan
from lab.domain.person import Role
from lab.live.messages import Board, BoardTask, Hosted
from lab.live.people.principal import Principal
from lab.live.people.roles import NOTING
from lab.live.talk.visibility import Seen, may_hear
from protocols.protocol import Task

_ASKED = frozenset({Role.PARTICIPANT, Role.MODERATOR})


def board_of(role: Role, plan: SessionPlan) -> Board:
    """The board of a session for this role."""
    protocol, judges, is_asked = plan.protocol, role in NOTING, role in _ASKED
    return Board(
        session=plan.session_id,
        language=plan.language,
        independent=plan.independent,
        tasks=tuple(_task(task, judges=judges) for task in protocol.tasks),
        task_order=plan.task_order,
        start=protocol.start,
        common_pad=protocol.common_pad if judges else (),
        criteria=plan.criteria if judges else (),
        questionnaires=plan.questionnaires if is_asked else (),
        after_task=protocol.questionnaires.after_task if is_asked else (),
        after_session=protocol.questionnaires.after_session if is_asked else (),
        lead_us=plan.lead_us,
        lag_us=plan.lag_us,
    )


def _task(task: Task, *, judges: bool) -> BoardTask:
    card = BoardTask(id=task.id, title=task.title, scenario=task.scenario, stage=task.stage)
    if not judges:
        return card
    more = {
        "success": task.success,
        "target_time_s": task.target_time_s,
        "time_limit_s": task.time_limit_s,
        "tag_pad": task.tag_pad,
        "exposes": task.exposes,
    }
    return card.model_copy(update=more)


def hosted_for(person: Principal, session: Seen, hosted: Hosted) -> Hosted | None:
    """A hosted session as a person is told of it: never where it lies; None if they are told nothing at all."""
    if not person.admitted or session.is_withdrawn:
        return None
    if may_hear(person, session):
        return hosted.model_copy(update={"folder": ""})
    return hosted.model_copy(update={"folder": "", "code": "", "last_seq": 0, "origin_us": 0, "observed": False})
