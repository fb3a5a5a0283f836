"""What is said in a debrief, each as the event that it makes."""

from lab.domain.events import AnswersPut, JudgementPut
from lab.domain.ids import new_id
from lab.i18n import language
from ui.held.event_desk import EventDesk


def judgement(session: EventDesk, criterion: str, outcome: str, severity: int | None, *, settles: bool) -> JudgementPut:
    """A word on one criterion; it rests on the session's tags of that criterion."""
    tags = tuple(tag.id for tag in session.record.annotations if tag.criterion == criterion)
    return JudgementPut.model_validate(
        {
            "id": new_id(),
            "at_us": session.now(),
            "author": session.author,
            "criterion": criterion,
            "outcome": outcome,
            "severity": severity,
            "annotations": tags,
            "adjudicates": settles,
        }
    )


def answers(session: EventDesk, questionnaire: str, task: str | None, values: dict[str, int | None]) -> AnswersPut:
    """The participant's answers to a questionnaire."""
    heading = {"id": new_id(), "at_us": session.now(), "author": session.author}
    return AnswersPut.model_validate(
        {**heading, "questionnaire": questionnaire, "task": task, "values": values, "language": language()}
    )
