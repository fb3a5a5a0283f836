"""Which attempt of a participant holds, and what their answers are worth."""

from dataclasses import replace
from datetime import timedelta

from lab.domain import events
from lab.domain.task_figures import Scores, last_attempts, scores
from protocols import library
from tests.lab.domain.test_gathering import held
from tests.lab.stories import Story

SUS = library.questionnaire("sus")


def test_that_of_two_sessions_of_one_participant_the_later_one_holds_in_whatever_order_they_come() -> None:
    first = held(1, Story().task("form", 5, "failed"))
    later = replace(held(1, Story().task("form", 20)), starts=first.starts + timedelta(days=1))
    for sessions in ((first, later), (later, first)):
        (last,) = last_attempts("form", sessions)
        assert (last.held, last.attempt.outcome, last.seconds) == (later, "success", 10)


def test_that_answers_are_scored_filled_in_or_refused() -> None:
    ids = [item.id for item in SUS.items]
    answers: list[dict[str, int | None]] = [dict.fromkeys(ids, 3), {**dict.fromkeys(ids, 3), ids[0]: None}, {}]
    sessions = [
        held(n, Story().tell(events.AnswersPut, 900, questionnaire="sus", task=None, values=one, language="en"))
        for n, one in enumerate(answers, 1)
    ]
    assert scores(SUS, None, sessions) == Scores((50, 50), imputed=1, refused=1)
    assert scores(SUS, "form", sessions) == Scores((), imputed=0, refused=0)
