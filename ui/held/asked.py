"""Which questionnaires a session asks: after each task that reached its end, and after the session; and the answers as
the event that they make.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from lab.domain.events import AnswersPut
from lab.domain.ids import new_id
from lab.domain.record import SessionRecord
from lab.services.session_view import SessionPlan
from protocols.protocol import Task
from protocols.questionnaire import Questionnaire
from ui.held.event_desk import EventDesk


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


def answers(
    session: EventDesk, questionnaire: str, task: str | None, values: Mapping[str, int | None], language: str
) -> AnswersPut:
    """The participant's answers to a questionnaire. `language`: that they were asked in."""
    heading = {"id": new_id(), "at_us": session.now(), "author": session.author}
    return AnswersPut.model_validate(
        {**heading, "questionnaire": questionnaire, "task": task, "values": dict(values), "language": language}
    )
