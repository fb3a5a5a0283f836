"""What is wrong with a plan that came back is told whole, with its place, and nothing of it is taken."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lab.domain.action_plan import Column
from lab.domain.errors import InputError, WorldError
from lab.wording.action_plans import faults_lines
from tests.lab.asking import BARE, asking, codes, reviewed, written
from tests.lab.filled_plans import PLACES, edited, filled, fix, in_days
from tests.lab.laboratories import Furnished


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Furnished]:
    """One for all: nothing here changes it."""
    everything = asking(tmp_path_factory.mktemp("asking") / "lab")
    yield everything
    everything.lab.close()


@pytest.fixture(scope="module")
def plan(place: Furnished, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(place, tmp_path_factory.mktemp("plan"))


def test_that_every_fault_is_told_at_once_with_its_place_and_nothing_is_taken(
    place: Furnished, plan: Path, tmp_path: Path
) -> None:
    back = filled(
        plan,
        {
            "F-1": {"what": "perhaps", "due": "in spring", "owner": "x" * 301},
            BARE: {"what": "Accept the risk", "until": in_days(0), "by": "M. Owner"},
        },
    )
    review = reviewed(place, back)
    assert codes(review) == {
        (2, "what", "word_unknown"),
        (2, "due", "no_day"),
        (2, "owner", "too_long"),
        (3, "what", "criterion_only_met"),
        (3, "why", "missing"),
        (3, "until", "in_the_past"),
    }
    assert next(iter(faults_lines(review.faults))).startswith("Sheet “Action plan”, row 2, column ")
    assert (review.changes, review.before) == ((), review.after)
    with pytest.raises(InputError, match="plan_faulty"):
        place.lab.action_plans.take(review)


@pytest.mark.parametrize(
    ("answer", "wrong"),
    [
        (fix(in_days(-1)), {("due", "in_the_past")}),
        (fix(in_days(93)), {("due", "too_late")}),
        (fix(in_days(9), owner=""), {("owner", "missing")}),
        ({**fix(in_days(9)), "due": None}, {("due", "missing")}),
        (fix(in_days(9), until=in_days(30)), {("until", "only_of_a_risk")}),
        ({"what": "Accept the risk", "by": "M."}, {("why", "missing"), ("until", "missing")}),
        ({"what": "Reject the finding", "by": "M."}, {("why", "missing")}),
        ({"why": "we shall see"}, {("what", "missing")}),
        ({**fix(in_days(9)), "due": "=TODAY()"}, {("due", "formula")}),
        ({"owner": '=HYPERLINK("http://x","y")'}, {("owner", "formula")}),
        (fix(in_days(9), by="a" * 400), {("by", "too_long")}),
    ],
)
def test_that_a_wrong_answer_is_told(
    place: Furnished, plan: Path, tmp_path: Path, answer: dict[str, object], wrong: set[tuple[str, str]]
) -> None:
    review = reviewed(place, filled(plan, {"F-1": answer}))
    assert codes(review) == {(2, column, code) for column, code in wrong}


def test_that_whoever_decided_is_named_in_the_file_or_beside_it(place: Furnished, plan: Path, tmp_path: Path) -> None:
    back = filled(plan, {"F-1": fix(in_days(9), by=None)})
    assert codes(reviewed(place, back, by=" ")) == {(2, "by", "missing")}
    assert reviewed(place, back, by="Anna").changes[0].answer.by == "Anna"


def test_that_lines_that_were_added_doubled_or_mixed_are_told(place: Furnished, plan: Path, tmp_path: Path) -> None:
    def meddle(sheet: Any) -> None:
        number, first = PLACES[Column.NUMBER], [sheet.cell(2, place).value for place in range(1, 13)]
        for at, value in enumerate(first, 1):
            sheet.cell(4, at).value = value
        sheet.cell(5, 1).value, sheet.cell(5, number).value = "f" * 32, "F-9"
        sheet.cell(3, number).value = "F-1"

    review = reviewed(place, edited(plan, meddle))
    assert codes(review) == {
        (3, "number", "line_mixed"),
        (4, "number", "line_repeated"),
        (5, "id", "line_foreign"),
    }


def test_that_moved_columns_are_told(place: Furnished, plan: Path, tmp_path: Path) -> None:
    review = reviewed(place, edited(plan, lambda sheet: sheet.insert_cols(8)))
    assert codes(review) == {(1, "why", "column_moved")}


def test_that_foreign_damaged_and_missing_files_are_refused(place: Furnished, plan: Path, tmp_path: Path) -> None:
    whole = plan.read_bytes()
    cut = tmp_path / "cut.xlsx"
    cut.write_bytes(whole[: len(whole) // 2])
    text = tmp_path / "text.xlsx"
    text.write_text("F-1;fix", encoding="utf-8")
    for path in (cut, text):
        with pytest.raises(InputError, match="plan_foreign"):
            reviewed(place, path)
    with pytest.raises(WorldError, match="plan_unreadable"):
        reviewed(place, tmp_path / "none.xlsx")

    def forge(sheet: Any) -> None:
        sheet.cell(7, 4).value = "0" * 64  # what was read, in the first line

    with pytest.raises(InputError, match="plan_damaged"):
        reviewed(place, edited(plan, forge, sheet=2))

    def advance(sheet: Any) -> None:
        sheet.cell(1, 2).value = "action-plan/2"

    with pytest.raises(InputError, match="plan_newer"):
        reviewed(place, edited(plan, advance, sheet=2))
