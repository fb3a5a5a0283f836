"""The map of the client's path: its picture, its figures, and the way from a cell to the recording."""

import pytest
from PySide6.QtSvgWidgets import QSvgWidget
from PySide6.QtWidgets import QLabel, QWidget

from lab.domain.study import Segment
from tests.ui.conftest import Dress, Opened
from tests.ui.rounds import Studied, book, hold, make_round
from ui.path.path_screen import PathScreen
from ui.path.stage_table import StageTable
from ui.widgets.buttons import Button


@pytest.fixture
def made(opened: Opened) -> Studied:
    """Four sessions of two segments, one of which is thin; one tag against a task of the last stage each."""
    segments = (Segment("young", "Young parents", 3), Segment("rural", "From villages", 1))
    made = make_round(opened.lab, segments=segments)
    book(opened.lab, made, 5)
    tasks = [task.id for task in opened.lab.rounds.protocol_of(made.study).tasks]
    for booking in made.bookings:
        hold(opened.lab, made, booking, {tasks[3]: ("CC-24", 3)})
    return made


def path(opened: Opened, made: Studied) -> PathScreen:
    screen = opened.show("path", round=made.study.id)
    assert isinstance(screen, PathScreen)
    return screen


def said(holder: QWidget) -> list[str]:
    return [label.text() for label in holder.findChildren(QLabel)]


def test_that_stages_have_their_figures_and_a_picture_that_is_told_in_words(opened: Opened, made: Studied) -> None:
    screen = path(opened, made)
    (picture,) = screen.findChildren(QSvgWidget)
    assert picture.renderer().isValid()
    assert picture.accessibleName().startswith("Experience curve, stage by stage. Success without help: ")
    assert said(screen).count("5 of 5") == said(screen).count("100%; 95% interval 51–100%") == 4
    assert "5 participants" in said(screen)


def test_that_a_cell_opens_what_it_rests_on_and_that_the_recording(opened: Opened, made: Studied) -> None:
    screen = path(opened, made)
    cell = screen.findChild(Button, "decision_bad")
    assert isinstance(cell, Button)
    assert cell.text() == "5 moments"
    cell.click()
    assert screen.panel.isVisible()
    moments = [one for one in screen.panel.findChildren(Button) if one.accessibleName().startswith("Look at P0")]
    assert len(moments) == 5
    moments[0].click()
    opened.settle()
    assert opened.window.current_name == "review"


def test_that_a_thin_segment_has_a_warning_and_no_map(opened: Opened, made: Studied) -> None:
    screen = path(opened, made)
    assert any(text.startswith("From villages: 2 participants, too thin") for text in said(screen))
    screen.groups.setCurrentIndex(screen.groups.findData("rural"))
    screen.groups.activated.emit(screen.groups.currentIndex())
    opened.settle()
    assert not any(one.isVisible() for one in screen.findChildren(StageTable))
    screen.groups.setCurrentIndex(screen.groups.findData("young"))
    screen.groups.activated.emit(screen.groups.currentIndex())
    opened.settle()
    shown = [one for one in screen.findChildren(Button) if one.objectName() == "decision_bad" and one.isVisible()]
    assert [one.text() for one in shown] == ["3 moments"]


def test_that_the_picture_follows_the_theme(opened: Opened, made: Studied, dress: Dress) -> None:
    screen = path(opened, made)
    assert screen.mapped is not None
    light = screen.mapped.picture
    dress("dark")
    opened.settle()
    assert screen.mapped.picture != light
