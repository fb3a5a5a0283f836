"""What a participant answered, as the event that it makes."""

from lab.domain.events import AnswersPut
from lab.domain.ids import new_id
from lab.i18n import language
from ui.held.event_desk import EventDesk


def answers(session: EventDesk, questionnaire: str, task: str | None, values: dict[str, int | None]) -> AnswersPut:
    """The participant's answers to a questionnaire."""
    heading = {"id": new_id(), "at_us": session.now(), "author": session.author}
    return AnswersPut.model_validate(
        {**heading, "questionnaire": questionnaire, "task": task, "values": values, "language": language()}
    )
