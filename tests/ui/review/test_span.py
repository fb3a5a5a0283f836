"""A tag can last: its end is set where the recording stands, by key or button."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lab.domain.annotation import Annotation
from lab.domain.ids import SessionId
from tests.ui.held.furnished import Furnished
from tests.ui.review.reviewed import SECOND_US
from ui.review.review_screen import ReviewScreen

pytestmark = pytest.mark.qt_log_ignore("PulseAudioService")


def test_that_a_tag_lasts_until_the_moment_that_is_shown(
    screen: ReviewScreen, desk: Furnished, closed: SessionId, qtbot: QtBot
) -> None:
    review = screen.review
    assert review is not None
    first = desk.lab.sessions.record_of(closed).annotations[0]

    def kept() -> Annotation:
        return desk.lab.sessions.record_of(closed).annotations_by_id[first.id]

    review.choose_tag(first.id)
    review.go_to(first.anchor_us + 2 * SECOND_US)
    QTest.keyClick(review, Qt.Key.Key_E)
    qtbot.waitUntil(lambda: kept().span_us == 2 * SECOND_US)
    assert kept().clip.end_us == first.clip.end_us + 2 * SECOND_US
    review.go_to(first.anchor_us)
    review.lasts.click()
    qtbot.waitUntil(lambda: kept().span_us == 0)
    desk.said[-1].choices[0].do()
    qtbot.waitUntil(lambda: kept().span_us == 2 * SECOND_US)
    assert "–" in review.editor.head.text()
