"""Clicks are marked in the picture and on the timeline, as long as they are wanted."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lab.domain.ids import SessionId
from recordings.clicks import CLICKS_NAME, SHOWN_US, Click, ClickLog
from tests.ui.held.furnished import Furnished
from ui import theme
from ui.review.review_screen import ReviewScreen

pytestmark = pytest.mark.qt_log_ignore("PulseAudioService")

CLICK = Click(at_us=1_000_000, source="screen", button=1, x=100, y=80)
"""On the recorded picture, away from what moves in it."""


@pytest.fixture
def clicked(desk: Furnished, closed: SessionId) -> Click:
    """A click in the session that is seen again."""
    log = ClickLog(desk.lab.sessions.folder_of(closed))
    log.write(CLICK)
    log.close()
    return CLICK


def orange(screen: ReviewScreen) -> int:
    """How many pixels of the picture have the colour of a click."""
    assert screen.review is not None
    image = screen.review.pictures.views["screen"].grab().toImage()
    wanted = theme.CLICK.lstrip("#")
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return sum(f"{image.pixel(x, y) & 0xFFFFFF:06x}" == wanted for x, y in points)


def test_that_a_click_is_marked_where_and_when_it_fell(
    clicked: Click, screen: ReviewScreen, desk: Furnished, qtbot: QtBot
) -> None:
    review = screen.review
    assert review is not None
    assert review.player is not None
    qtbot.waitUntil(review.transport.clicks.isVisible)
    view = review.pictures.views["screen"]
    review.go_to(clicked.at_us + 1)
    qtbot.waitUntil(lambda: list(view.marked) == [clicked])
    assert orange(screen) > 20
    QTest.mouseClick(review.transport.clicks, Qt.MouseButton.LeftButton)
    assert not view.marked
    assert orange(screen) == 0
    QTest.mouseClick(review.transport.clicks, Qt.MouseButton.LeftButton)
    assert list(view.marked) == [clicked]
    review.go_to(clicked.at_us + SHOWN_US)
    qtbot.waitUntil(lambda: not view.marked)
    review.go_to(clicked.at_us - 1)
    qtbot.waitUntil(lambda: view.shown is not None and view.shown.asked_us == clicked.at_us - 1)
    assert not view.marked
    qtbot.waitUntil(lambda: desk.desk.background.idle)


def test_that_nothing_is_offered_where_there_are_no_clicks(screen: ReviewScreen, desk: Furnished, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: desk.desk.background.idle)
    assert screen.review is not None
    assert not screen.review.transport.clicks.isVisible()


def test_that_clicks_that_cannot_be_read_leave_the_rest_of_the_review(
    desk: Furnished, closed: SessionId, qtbot: QtBot
) -> None:
    (desk.lab.sessions.folder_of(closed) / CLICKS_NAME).write_bytes(b"nonsense\n")
    made = ReviewScreen(desk.desk)
    qtbot.addWidget(made)
    made.open_subject({"session": closed})
    made.show()
    qtbot.waitUntil(lambda: bool(desk.unhandled))  # the window tells it in a message
    assert [getattr(error, "code", error) for error in desk.unhandled] == ["clicks_unreadable"]
    desk.unhandled.clear()
    assert made.review is not None
    assert made.review.player is not None
    made.dispose()
