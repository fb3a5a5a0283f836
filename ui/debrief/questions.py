"""Which questionnaires a session asks: after each task that reached its end, and after the session. Pure."""

from dataclasses import dataclass

from lab.domain.record import SessionRecord
from lab.services.session_view import SessionPlan
from protocols.protocol import Task
from protocols.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True)
class Asked:
    """One questionnaire to be answered: about a task, or (task None) about the whole."""

    questionnaire: Questionnaire
    task: Task | None
    answered: bool


def asked(plan: SessionPlan, record: SessionRecord) -> tuple[Asked, ...]:
    """Everything to be answered, in the order in which it is asked."""
    known = {one.id: one for one in plan.questionnaires}
    given = {(answers.questionnaire, answers.task) for answers in record.answers}
    begun = list(dict.fromkeys(attempt.task for attempt in record.attempts if attempt.counts))
    tasks = {task.id: task for task in plan.protocol.tasks}
    after_task = [
        (known[name], tasks[task])
        for task in begun
        for name in plan.protocol.questionnaires.after_task
        if name in known and task in tasks
    ]
    after_session = [(known[name], None) for name in plan.protocol.questionnaires.after_session if name in known]
    every: list[tuple[Questionnaire, Task | None]] = [*after_task, *after_session]
    return tuple(Asked(one, task, (one.id, task.id if task is not None else None) in given) for one, task in every)
