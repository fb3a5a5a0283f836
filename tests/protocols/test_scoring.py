"""Scores agree with the published examples, and what cannot be scored honestly is refused."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from protocols import library, loading
from protocols.questionnaire import Questionnaire
from protocols.scoring import RefusalCode, Score, ScoringRefused, score, sus, sus_grade, sus_predicted, umux_lite
from tests.protocols.broken_files import QUESTIONNAIRE

EXAMPLES = YAML(typ="safe").load((Path(__file__).parent / "data" / "questionnaire-examples.yaml").read_text("utf-8"))


def examples(metric: str) -> list[Any]:
    """The worked examples of one metric."""
    found = [one for one in EXAMPLES["examples"] if one["metric"] == metric]
    assert found
    return found


def answered(questionnaire: Questionnaire, answers: Sequence[int | None]) -> dict[str, int | None]:
    """The answers by item."""
    return {item.id: answer for item, answer in zip(questionnaire.items, answers, strict=True)}


@pytest.mark.parametrize("example", examples("sus"), ids=lambda example: example["id"])
def test_that_sus_agrees_with_its_examples(example: Any) -> None:
    questionnaire = library.questionnaire("sus")
    result = score(questionnaire, answered(questionnaire, example["input"]["answers"]))
    assert result.value == example["expected"]["score"]
    assert sus(example["input"]["answers"])[1] == tuple(example["expected"].get("imputed", ()))
    assert len(result.imputed) == len(example["expected"].get("imputed", ()))


def test_that_sus_reaches_both_ends() -> None:
    (example,) = examples("sus_many")
    assert [sus(answers)[0] for answers in example["input"]["answers"]] == example["expected"]["scores"]


def test_that_an_imputed_item_is_named() -> None:
    questionnaire = library.questionnaire("sus")
    answers = answered(questionnaire, [4, 2, None, 2, 4, 2, 4, 2, 4, 2])
    assert score(questionnaire, answers) == Score(72.5, ("sus-03",))
    del answers["sus-03"]
    assert score(questionnaire, answers) == Score(72.5, ("sus-03",))


def test_that_more_than_two_missing_answers_are_refused() -> None:
    assert sus([3] * 8 + [None, None])[1] == (9, 10)
    with pytest.raises(ScoringRefused) as caught:
        sus([3] * 7 + [None] * 3)
    assert (caught.value.code, caught.value.facts["missing"]) == (RefusalCode.TOO_MANY_MISSING, 3)


def test_that_grades_agree_with_the_published_scale() -> None:
    (example,) = examples("sus_grade")
    assert [sus_grade(mean) for mean in example["input"]["scores"]] == example["expected"]["grades"]


def test_that_a_mean_is_rounded_before_it_is_graded() -> None:
    assert sus_grade(84.06) == "A+"
    assert sus_grade(84.04) == "A"


def test_that_umux_lite_agrees_with_its_examples() -> None:
    (example,) = examples("umux_lite")
    results = [umux_lite(answers) for answers in example["input"]["items"]]
    assert [raw for raw, _ in results] == pytest.approx(example["expected"]["raw"], abs=example["tolerance"])
    assert [equal for _, equal in results] == pytest.approx(
        example["expected"]["sus_equivalent"], abs=example["tolerance"]
    )


def test_that_the_mean_predicts_the_mean_of_what_each_predicts() -> None:
    scores = [umux_lite([7, 6]), umux_lite([2, 5]), umux_lite([1, 1])]
    mean, predicted = (sum(values) / len(values) for values in zip(*scores, strict=True))
    assert sus_predicted(mean) == pytest.approx(predicted)


def test_that_umux_lite_is_scored_by_its_questionnaire() -> None:
    questionnaire = library.questionnaire("umux-lite")
    result = score(questionnaire, {"umux-lite-01": 4, "umux-lite-02": 4})
    assert (result.value, result.sus_equivalent) == (50, pytest.approx(55.4))


def test_that_the_single_question_is_its_own_score() -> None:
    assert score(library.questionnaire("seq"), {"seq-01": 6}) == Score(6)


def test_that_the_load_index_is_the_mean_of_its_marks_times_five() -> None:
    questionnaire = library.questionnaire("nasa-tlx")
    assert score(questionnaire, answered(questionnaire, [14, 2, 12, 8, 13, 11])) == Score(50)
    assert score(questionnaire, answered(questionnaire, [20] * 6)) == Score(100)


@pytest.mark.parametrize(("name", "answer"), [("csat", 4), ("ces", 7), ("nps", 0)])
def test_that_of_one_question_the_answer_is_the_score_and_no_answer_has_none(name: str, answer: int) -> None:
    questionnaire = library.questionnaire(name)
    assert score(questionnaire, answered(questionnaire, [answer])) == Score(answer)
    with pytest.raises(ScoringRefused):
        score(questionnaire, answered(questionnaire, [None]))


@pytest.mark.parametrize(("rule", "answers"), [(sus, [6] * 10), (sus, [0] * 10), (umux_lite, [8, 1])])
def test_that_answers_beyond_the_scale_have_no_score(
    rule: Callable[[Sequence[int]], object], answers: list[int]
) -> None:
    with pytest.raises(ScoringRefused) as caught:
        rule(answers)
    assert caught.value.code is RefusalCode.OUT_OF_SCALE


def test_that_other_questionnaires_are_scored_by_their_mean() -> None:
    own = loading.load_any(QUESTIONNAIRE.encode())
    assert isinstance(own, Questionnaire)
    assert score(own, {"a": 2, "b": 5}) == Score(3.5)


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"seq-01": 8}, RefusalCode.OUT_OF_SCALE),
        ({"seq-01": 0}, RefusalCode.OUT_OF_SCALE),
        ({"seq-02": 5}, RefusalCode.UNKNOWN_ITEM),
        ({"seq-01": None}, RefusalCode.TOO_MANY_MISSING),
        ({}, RefusalCode.TOO_MANY_MISSING),
    ],
)
def test_that_impossible_answers_are_refused(answers: dict[str, int | None], code: RefusalCode) -> None:
    with pytest.raises(ScoringRefused) as caught:
        score(library.questionnaire("seq"), answers)
    assert caught.value.code == code


def test_that_a_wrong_number_of_answers_is_refused() -> None:
    with pytest.raises(ScoringRefused) as caught:
        sus([3] * 9)
    assert caught.value.code == RefusalCode.WRONG_COUNT
    assert caught.value.facts["found"] == 9
