"""Any two rounds of one service side by side: refused where that means nothing, warned about where they differ."""

import csv
import io

import pytest

from lab.domain.errors import InputError
from lab.domain.group_comparison import Unlike
from lab.domain.service import ClientCategory, LifeStage
from lab.domain.study import Round
from lab.services.comparison_table import comparison_csv
from lab.services.round_comparing import RoundsCompared, side_by_side
from lab.wording.compared import ComparedRow, compared_rows, summary_lines
from protocols import library
from tests.lab.laboratories import PROTOCOL, Furnished
from tests.lab.service_histories import Heard, Histories, first_round, mended
from tests.lab.services.test_findings import TODAY


def later(place: Furnished, retest: bool = True) -> Round:
    return place.lab.rounds.make_round(
        place.release.id, PROTOCOL, "Later", place.round.segments, retest_of=place.round.id if retest else None
    )


def compared(place: Furnished, one: Round, other: Round) -> RoundsCompared:
    return side_by_side(place.lab.rounds, place.lab.evidence, one.id, other.id)


def rows(found: RoundsCompared) -> tuple[ComparedRow, ...]:
    return compared_rows(found.compared, lambda task: f"={task}", library.questionnaire)


def test_that_a_round_is_not_compared_with_itself(place: Furnished) -> None:
    with pytest.raises(InputError, match="comparison_of_one"):
        compared(place, place.round, place.round)


def test_that_rounds_of_two_services_are_not_compared(place: Furnished) -> None:
    other = place.lab.planning.add_service("Other", "M. Owner", ClientCategory.PEOPLE, LifeStage.PILOT)
    release = place.lab.planning.add_release(other.id, "1")
    foreign = place.lab.rounds.make_round(release.id, PROTOCOL, "Foreign")
    with pytest.raises(InputError, match="comparison_of_two_services"):
        compared(place, place.round, foreign)


def test_that_the_lower_number_is_the_earlier_one_and_nobody_heard_is_said(place: Furnished) -> None:
    second = later(place)
    found = compared(place, second, place.round)
    assert (found.earlier, found.later) == (place.round, second)
    assert found.unlike == (Unlike.NOBODY_EARLIER, Unlike.NOBODY_LATER)


def test_that_every_figure_says_how_much_how_sure_by_which_test_and_of_how_many(place: Furnished) -> None:
    made, second = Histories(place.lab, TODAY), later(place, retest=False)
    made.hold(place.round, first_round(), 30)
    made.hold(second, mended(), 3)
    found = compared(place, place.round, second)
    assert found.unlike == (Unlike.NO_RETEST,)
    by = {(one.kind, one.what): one for one in rows(found)}
    form = by["success", "=fill-form"]
    assert (form.n, form.better, form.test) == ((6, 6), True, "N−1 two-proportion test")
    assert form.sentence == "From 33% to 100%: better, beyond chance."
    assert form.change_text.startswith("+67 points (95% interval +10 to +91)")
    assert by["time", "=find-service"].better is True  # a ratio below 1 is quicker
    assert [one.better for one in rows(found) if one.measure == "After the session"] == [True]
    (line,) = summary_lines(rows(found))
    assert line == "9 changes tested: 5 better and 0 worse beyond chance, 4 without a difference shown."


def test_that_no_cell_of_the_table_runs_as_a_formula(place: Furnished) -> None:
    made, second = Histories(place.lab, TODAY), later(place)
    made.hold(place.round, [Heard()] * 2, 30)
    made.hold(second, [Heard()] * 2, 3)
    found = compared(place, place.round, second)
    head, *lines = csv.reader(io.StringIO(comparison_csv(found, rows(found)), newline=""))
    assert head[:3] == ["kind", "what", "measure"]
    assert len(lines) == len(rows(found))
    assert {line[1][0] for line in lines if line[0] == "success"} == {"'"}
