"""What is added and set right in the review, and how it is undone."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lab.domain.annotation import Annotation
from lab.domain.ids import SessionId
from lab.domain.record import SessionRecord
from tests.ui.held.furnished import Furnished
from tests.ui.review.reviewed import SECOND_US
from ui.review.review_desk import ReviewDesk
from ui.review.review_screen import ReviewScreen

pytestmark = pytest.mark.qt_log_ignore("PulseAudioService")


class Seen:
    """The review and what the laboratory keeps of its session."""

    def __init__(self, screen: ReviewScreen, desk: Furnished, session: SessionId, qtbot: QtBot) -> None:
        assert screen.review is not None
        self.screen = screen
        self.review: ReviewDesk = screen.review
        self._desk, self._session, self._qtbot = desk, session, qtbot

    @property
    def record(self) -> SessionRecord:
        """Once everything is written."""
        self._qtbot.waitUntil(lambda: self._desk.background.idle)
        return self._desk.lab.sessions.record_of(self._session)

    def tag(self, name: str) -> Annotation:
        """A tag as it is now."""
        return self.record.annotations_by_id[name]

    def undo(self) -> None:
        """Press the button of the last message."""
        self._desk.said[-1].choices[0].do()


@pytest.fixture
def seen(screen: ReviewScreen, desk: Furnished, closed: SessionId, qtbot: QtBot) -> Seen:
    return Seen(screen, desk, closed, qtbot)


def test_that_a_tag_is_edited_and_taken_back_and_put_back_as_it_was(seen: Seen) -> None:
    first = seen.record.annotations[0]
    seen.review.choose_tag(first.id)
    seen.review.editor.severity.buttons[4].click()
    seen.review.editor.edited.emit(first.id, {"polarity": "positive", "quote": "at last", "lag_us": 9_000_000})
    before = seen.tag(first.id)
    assert (before.severity, before.polarity, before.quote, before.button) == (4, "positive", "at last", first.button)
    seen.review.editor.retract.click()
    assert len(seen.record.annotations) == 2
    seen.undo()
    after = seen.tag(first.id)
    assert replace(after, version=before.version) == before


def test_that_a_tag_without_a_button_is_added_by_its_criterion(seen: Seen) -> None:
    known = set(seen.record.annotations_by_id)
    seen.review.go_to(2 * SECOND_US)
    seen.review.pad.criterion.chosen.emit("CC-24")
    seen.review.pad.severity.buttons[3].click()
    (added,) = [tag for tag in seen.record.annotations if tag.id not in known]
    assert (added.criterion, added.severity, added.button, added.anchor_us) == ("CC-24", 3, None, 2 * SECOND_US)
    assert added.task == "find-service"


def test_that_a_note_means_the_moment_at_which_it_was_begun(seen: Seen) -> None:
    known = set(seen.record.annotations_by_id)
    review, note = seen.review, seen.review.pad.note
    review.go_to(2 * SECOND_US)
    QTest.keyClicks(note, "h")
    assert review.player is not None
    review.player.seek(3 * SECOND_US)
    QTest.keyClicks(note, "esitates")
    QTest.keyClick(note, Qt.Key.Key_Return)
    (added,) = [tag for tag in seen.record.annotations if tag.id not in known]
    assert (added.note, added.criterion, added.anchor_us) == ("hesitates", None, 2 * SECOND_US)
    assert note.text() == ""


def test_that_elsewhere_the_pad_makes_a_new_tag(seen: Seen) -> None:
    known = set(seen.record.annotations_by_id)
    for moment in (2 * SECOND_US, 3 * SECOND_US):
        seen.review.go_to(moment)
        seen.review.pad.criterion.chosen.emit("CC-24")
    added = [tag.anchor_us for tag in seen.record.annotations if tag.id not in known]
    assert added == [2 * SECOND_US, 3 * SECOND_US]


def test_that_a_corrected_start_and_end_can_be_undone(seen: Seen) -> None:
    attempt = seen.record.attempts[0]
    seen.review.go_to(2 * SECOND_US)
    seen.review.attempts.rows[attempt.id].start_here.emit(attempt.id)
    assert seen.record.attempts[0].start_us == 2 * SECOND_US
    seen.undo()
    assert seen.record.attempts[0] == attempt
    seen.review.go_to(3 * SECOND_US)
    seen.review.attempts.rows[attempt.id].end_here.emit(attempt.id)
    assert seen.record.attempts[0].end_us == 3 * SECOND_US
    seen.undo()
    assert seen.record.attempts[0] == attempt


def test_that_a_voided_attempt_counts_again_by_the_message_or_by_its_row(seen: Seen) -> None:
    attempt = seen.record.attempts[0]
    for undo in (seen.undo, lambda: seen.review.attempts.rows[attempt.id].count_requested.emit(attempt.id)):
        seen.review.attempts.rows[attempt.id].void_requested.emit(attempt.id)
        assert seen.record.attempts[0].voided
        undo()
        assert seen.record.attempts[0] == attempt


def test_that_a_forgotten_attempt_is_added_and_taken_back(seen: Seen) -> None:
    panel = seen.review.attempts
    panel.new.click()
    form = panel.form
    form.task.setCurrentIndex(form.task.findData("attach-document"))
    seen.review.go_to(9 * SECOND_US)
    form.start.click()
    seen.review.go_to(8 * SECOND_US)
    form.end.click()
    assert not form.add_it.isEnabled()
    form.start.click()
    seen.review.go_to(9 * SECOND_US)
    form.end.click()
    form.outcome.setCurrentIndex(form.outcome.findData("gave_up"))
    form.add_it.click()
    added = seen.record.attempts[-1]
    assert (added.task, added.start_us, added.end_us) == ("attach-document", 8 * SECOND_US, 9 * SECOND_US)
    assert (added.outcome, added.order) == ("gave_up", 3)
    assert form.isHidden()
    seen.undo()
    assert seen.record.attempts[-1].voided
