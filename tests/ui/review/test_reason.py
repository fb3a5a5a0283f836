"""Nothing is amended without a reason; one reason holds for all that is changed while the session is shown."""

import pytest
from pytestqt.qtbot import QtBot

from lab.domain.ids import SessionId
from tests.ui.held.furnished import Furnished
from ui.review.review_screen import ReviewScreen

pytestmark = pytest.mark.qt_log_ignore("PulseAudioService")


def test_that_nothing_is_amended_without_a_reason(
    screen: ReviewScreen, desk: Furnished, closed: SessionId, qtbot: QtBot
) -> None:
    review = screen.review
    assert review is not None
    review.reason.field.clear()
    before = desk.lab.sessions.record_of(closed)
    tag = before.annotations[0]
    review.choose_tag(tag.id)
    review.editor.note.setPlainText("typed before the reason")
    review.editor.keep.click()
    review.editor.retract.click()
    review.attempts.void_requested.emit(before.attempts[0].id)
    review.pad.keys[0].click()
    qtbot.waitUntil(lambda: desk.background.idle)
    assert desk.lab.sessions.record_of(closed) == before
    assert desk.lab.sessions.corrections(closed) == ()
    assert desk.said == []
    assert review.reason.fault.isVisible()
    assert screen.focusWidget() is review.reason.field


def test_that_one_reason_holds_until_another_is_given(
    screen: ReviewScreen, desk: Furnished, closed: SessionId, qtbot: QtBot
) -> None:
    review = screen.review
    assert review is not None
    first, second = desk.lab.sessions.record_of(closed).attempts[:2]
    for attempt, reason in ((first, "pressed too late"), (second, "the wrong task")):
        review.reason.field.setText(reason)
        review.attempts.void_requested.emit(attempt.id)
    qtbot.waitUntil(lambda: len(desk.lab.sessions.corrections(closed)) == 2)
    assert [one.reason for one in desk.lab.sessions.corrections(closed)] == ["pressed too late", "the wrong task"]
    assert not review.reason.fault.isVisible()
