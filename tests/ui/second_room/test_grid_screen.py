"""The live grid fills by itself, keeps its place, and opens what was tagged."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.ui.conftest import Dress, Opened
from tests.ui.rounds import Studied, book, hold, make_round, performance_criteria
from tests.ui.walking import cut, nameless, overlapping, unreachable
from ui.second_room.grid_screen import TagGridScreen
from ui.widgets.people_model import FIRST_PERSON, NAME, SHARE


def furnish(opened: Opened, people: int = 3, held: int = 2) -> Studied:
    made = book(opened.lab, make_round(opened.lab), people)
    criteria = performance_criteria(opened.lab, made)
    tasks = [task.id for task in opened.lab.rounds.protocol_of(made.study).tasks]
    for booking in made.bookings[:held]:
        hold(opened.lab, made, booking, {tasks[0]: (criteria[0], 3)})
    return made


def grid_of(opened: Opened, made: Studied) -> TagGridScreen:
    screen = opened.show("live_grid", round=made.study.id)
    assert isinstance(screen, TagGridScreen)
    return screen


def cell(screen: TagGridScreen, column: int, row: int = 1) -> str:
    return str(screen.grid.listed.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole))


def test_that_the_grid_counts_people_and_fills_when_another_session_is_tagged(opened: Opened) -> None:
    made = furnish(opened)
    screen = grid_of(opened, made)
    assert cell(screen, SHARE) == "2 of 2"
    assert cell(screen, FIRST_PERSON).startswith("P01: 1 tag, first at")
    assert cell(screen, FIRST_PERSON + 2) == "P03 did not come there"
    screen.grid.setCurrentIndex(screen.grid.listed.index(1, NAME))
    criteria = performance_criteria(opened.lab, made)
    task = opened.lab.rounds.protocol_of(made.study).tasks[0].id
    hold(opened.lab, made, made.bookings[2], {task: (criteria[0], 4)})
    opened.settle()
    assert cell(screen, SHARE) == "3 of 3"
    assert screen.grid.currentIndex().row() == 1


def test_that_enter_opens_the_one_tag_of_a_participant_and_lists_those_of_a_row(opened: Opened) -> None:
    made = furnish(opened)
    screen = grid_of(opened, made)
    screen.grid.setFocus()
    screen.grid.setCurrentIndex(screen.grid.listed.index(1, NAME))
    QTest.keyClick(screen.grid, Qt.Key.Key_Return)
    assert screen.panel.isVisible()
    QTest.keyClick(screen.panel, Qt.Key.Key_Escape)
    assert screen.grid.hasFocus()
    screen.grid.setCurrentIndex(screen.grid.listed.index(1, FIRST_PERSON))
    QTest.keyClick(screen.grid, Qt.Key.Key_Space)
    opened.settle()
    assert opened.window.current_name == "review"


def test_that_the_grid_is_read_and_reached_in_large_russian(opened: Opened, dress: Dress) -> None:
    dress("dark", language="ru", scale=2.0)
    made = furnish(opened)
    screen = grid_of(opened, made)
    screen.grid.setCurrentIndex(screen.grid.listed.index(1, NAME))
    QTest.keyClick(screen.grid, Qt.Key.Key_Return)
    assert nameless(opened.window) == []
    assert unreachable(opened.window) == []
    assert cut(opened.window) == []
    assert overlapping(opened.window) == []


def test_that_an_empty_laboratory_is_told_what_the_grid_is_for(opened: Opened) -> None:
    screen = opened.show("live_grid")
    assert nameless(opened.window) == []
    assert cut(opened.window) == []
    assert screen.findChild(QWidget, "empty_state") is not None
