"""A session takes no answer that its questionnaire has no place for."""

import pytest

from lab.domain.answerable import check_answerable
from lab.domain.errors import InputError
from lab.domain.events import AnswersPut
from lab.wording import sentence
from protocols import library

SEQ = library.questionnaire("seq")
ITEM = SEQ.items[0].id


def put(questionnaire: str, **values: int | None) -> AnswersPut:
    return AnswersPut(id="e1", at_us=1, author="Anna", questionnaire=questionnaire, values=values, language="en")


def test_that_answers_on_the_scale_and_none_are_taken() -> None:
    for value in (1, 7, None):
        check_answerable(put("seq", **{ITEM: value}), [SEQ])


@pytest.mark.parametrize("value", [0, 8, -1])
def test_that_an_answer_beyond_the_scale_is_refused_in_words(value: int) -> None:
    with pytest.raises(InputError) as refused:
        check_answerable(put("seq", **{ITEM: value}), [SEQ])
    assert sentence(refused.value) == (f"The answer {value} to “{ITEM}” is not on its scale, 1 to 7. Nothing was kept.")


def test_that_an_answer_to_no_question_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        check_answerable(put("seq", other=3), [SEQ])
    assert "has no question “other”" in sentence(refused.value)


def test_that_of_an_unknown_questionnaire_nothing_is_refused() -> None:
    check_answerable(put("older", anything=99), [SEQ])
