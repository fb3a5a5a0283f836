"""Two rounds in one screen: their figures, what is still open, and how one gets there."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from lab.domain.study import Round
from tests.lab.service_histories import Histories, first_round, mended
from tests.lab.services.test_findings import TODAY
from tests.ui.conftest import Opened
from tests.ui.rounds import make_round
from ui.comparison.comparison_screen import ComparisonScreen
from ui.widgets.buttons import Button
from ui.widgets.interval_bar import IntervalBar


@pytest.fixture
def two(opened: Opened) -> tuple[Round, Round]:
    """A round and its retest; what was found is called fixed."""
    made, first = Histories(opened.lab, TODAY), make_round(opened.lab).study
    made.hold(first, first_round()[:3], 30)
    for finding in made.gather(first):
        made.fix(finding, "2.4")
    return first, made.retest(first, "2.4", mended()[:3], 3)


def said(screen: ComparisonScreen, name: str = "") -> list[str]:
    holder = screen.findChild(QWidget, name) if name else screen
    assert holder is not None
    return [label.text() for label in holder.findChildren(QLabel) if label.text()]


def comparison(opened: Opened, **subject: str) -> ComparisonScreen:
    screen = opened.show("comparison", **subject)
    assert isinstance(screen, ComparisonScreen)
    return screen


def test_that_a_retest_is_shown_beside_the_round_it_retests_with_what_is_open(
    opened: Opened, two: tuple[Round, Round]
) -> None:
    screen = comparison(opened, later=two[1].id)
    pair = screen.pair
    assert pair is not None
    assert (pair.earlier.study, pair.later.study) == two
    assert "From 0% to 100%: better, beyond chance." in said(screen, "changes_success")
    assert any(text.endswith("n = 3 and 3") for text in said(screen, "changes_success"))
    assert all(bar.accessibleName() for bar in screen.findChildren(IntervalBar))
    assert "not fixed: seen again" in said(screen, "still_open")
    assert any(text.startswith("not met in round 2") for text in said(screen, "still_open"))


def test_that_the_table_is_copied(opened: Opened, two: tuple[Round, Round]) -> None:
    screen = comparison(opened, later=two[1].id)
    screen.copy.click()
    assert QApplication.clipboard().text().startswith("kind,what,measure,")
    assert opened.said[-1].text == "The comparison is in the clipboard."


def test_that_a_round_chosen_twice_is_refused_in_words(opened: Opened, two: tuple[Round, Round]) -> None:
    screen = comparison(opened, later=two[1].id)
    screen.earlier.setCurrentIndex(screen.earlier.findData(two[1].id))
    screen.earlier.activated.emit(screen.earlier.currentIndex())
    opened.settle()
    assert screen.pair is not None
    assert screen.pair.rows == ()
    assert not screen.copy.isEnabled()
    assert any(text.startswith("A round cannot be compared with itself") for text in said(screen))


@pytest.mark.parametrize("start", ["services", "findings"])
def test_that_a_round_leads_to_its_comparison(
    opened: Opened, qtbot: QtBot, two: tuple[Round, Round], start: str
) -> None:
    screen = opened.show(start, round=two[1].id)
    (button,) = [one for one in screen.findChildren(Button) if one.text() == "Compare" and one.isVisible()]
    button.click()
    opened.settle()
    assert opened.window.current_name == "comparison"
    shown = opened.window.current
    assert isinstance(shown, ComparisonScreen)
    assert shown.pair is not None
    assert shown.pair.later.study == two[1]
