"""Which answers a session takes: those that its questionnaires have a place for."""

from collections.abc import Iterable

from lab.domain import events
from lab.domain.errors import InputError
from protocols.questionnaire import Questionnaire
from protocols.scoring import RefusalCode, ScoringRefused, check_answers


def check_answerable(event: events.AnyEvent, questionnaires: Iterable[Questionnaire]) -> None:
    """Raise InputError `answer_out_of_scale` or `answer_unknown_item` if the event holds such an answer.

    `questionnaires`: those of the session; of others nothing is known, and nothing is refused.
    """
    if not isinstance(event, events.AnswersPut):
        return
    known = next((one for one in questionnaires if one.id == event.questionnaire), None)
    if known is None:
        return
    try:
        check_answers(known, event.values)
    except ScoringRefused as refused:
        code = "answer_out_of_scale" if refused.code is RefusalCode.OUT_OF_SCALE else "answer_unknown_item"
        raise InputError(code, questionnaire=event.questionnaire, **refused.facts) from refused
