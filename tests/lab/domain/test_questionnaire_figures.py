"""What the scores of several people come to, by the method of the questionnaire."""

import pytest

from lab.domain.metrics.interval import Interval
from lab.domain.metrics.means import mean
from lab.domain.metrics.recommendation import recommendation
from lab.domain.metrics.shares import share
from lab.domain.metrics.times import typical_time
from lab.domain.questionnaire_figures import Summary, summary
from lab.wording.figures import summary_words, time_words
from protocols import library


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("sus", [50.0, 70.0], mean([50.0, 70.0], scale=Interval(0, 100))),
        ("nasa-tlx", [50.0, 70.0], mean([50.0, 70.0], scale=Interval(0, 100))),
        ("ces", [6.0, 7.0], mean([6.0, 7.0], scale=Interval(1, 7))),
        ("csat", [5.0, 4.0, 3.0], share(2, 3)),
        ("nps", [10.0, 9.0, 7.0, 0.0], recommendation([10, 9, 7, 0])),
        ("nps", [], None),
    ],
)
def test_that_each_questionnaire_has_its_own_figure(name: str, values: list[float], expected: Summary | None) -> None:
    assert summary(library.questionnaire(name), values) == expected


def test_that_every_figure_is_said_with_its_interval_and_n() -> None:
    assert summary_words(recommendation([10, 9, 7, 0])) == "+25 (95% interval −44 to +73; 4 participants)"
    assert summary_words(recommendation([10])) == "+100 (1 participant; too few for an interval)"
    assert summary_words(share(2, 3)).startswith("2 of 3 (67%; 95% interval ")
    assert summary_words(mean([6.0, 7.0])).startswith("6.5 (95% interval ")
    assert summary_words(None) == "–"


def test_that_two_people_are_said_to_tell_nothing() -> None:
    found = summary(library.questionnaire("sus"), [30.0, 70.0])
    assert summary_words(found) == "50 (95% interval 0–100; 2 participants: too few to tell)"
    alike = summary(library.questionnaire("seq"), [7.0, 7.0, 7.0])
    assert summary_words(alike) == "7 (3 participants, all alike: no interval)"


def test_that_times_of_two_people_are_said_to_tell_nothing() -> None:
    assert time_words(typical_time([40, 80])).endswith("2 successful attempts: too few to tell)")
    assert "too few" not in time_words(typical_time([60, 62, 65, 70, 58]))
