"""What was made in the background is shown on the timeline; the recording is saved as MP4 when that is asked for."""

import av
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lab.archive.folder_layout import DERIVED
from lab.domain.ids import SessionId
from tests.ui.held.furnished import Furnished
from tests.ui.review.reviewed import SECOND_US
from ui.review.moment_bubble import MomentBubble
from ui.review.review_screen import ReviewScreen
from ui.review.timeline import TASKS_HEIGHT, Timeline

pytestmark = pytest.mark.qt_log_ignore("PulseAudioService")


def point_at(timeline: Timeline, moment_us: int) -> None:
    place = QPointF(timeline.x_of(moment_us), TASKS_HEIGHT / 2)
    nothing = Qt.MouseButton.NoButton
    moved = QMouseEvent(
        QMouseEvent.Type.MouseMove, place, timeline.mapToGlobal(place), nothing, nothing, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(timeline, moved)


def test_that_the_pointer_shows_small_pictures_once_they_are_made(
    screen: ReviewScreen, desk: Furnished, closed: SessionId, qtbot: QtBot
) -> None:
    assert screen.review is not None
    timeline = screen.review.timeline
    bubble = timeline.findChild(MomentBubble)
    assert bubble is not None
    qtbot.waitUntil(lambda: desk.desk.background.idle)
    point_at(timeline, 4 * SECOND_US)
    assert not bubble.isVisible()
    desk.lab.derived.begin()
    qtbot.waitUntil(lambda: desk.lab.derived.of(closed).thumbnails is not None)

    def shown() -> bool:
        point_at(timeline, 4 * SECOND_US)
        return bubble.isVisible()

    qtbot.waitUntil(shown)
    assert bubble.time.text() == "0:01"
    assert not bubble.picture.pixmap().isNull()
    assert bubble.geometry().bottom() < timeline.mapToGlobal(timeline.rect().topLeft()).y()
    QTest.mouseMove(screen, screen.rect().topLeft())
    QApplication.sendEvent(timeline, QMouseEvent(QMouseEvent.Type.Leave, QPointF(), QPointF(), *_NO_BUTTONS))
    assert not bubble.isVisible()


_NO_BUTTONS = (Qt.MouseButton.NoButton, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier)


def test_that_a_closed_session_is_saved_as_mp4(
    screen: ReviewScreen, desk: Furnished, closed: SessionId, qtbot: QtBot
) -> None:
    folder = desk.lab.sessions.folder_of(closed) / DERIVED
    assert screen.mp4.isVisible()
    QTest.mouseClick(screen.mp4, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(desk.said) and desk.said[-1].tone == "good")
    assert [choice.text for choice in desk.said[-1].choices] == ["Open the folder"]
    assert screen.mp4.isEnabled()
    with av.open(str(folder / "screen.mp4")) as container:
        assert {stream.type for stream in container.streams} == {"video", "audio"}
