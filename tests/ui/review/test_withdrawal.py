"""A participant withdraws after the session was closed: the review lets go, the folder still verifies."""

import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lab.archive.closing import close_session
from lab.archive.folder_layout import JOURNAL
from lab.archive.journal import Journal
from lab.archive.verify import verify
from lab.domain.ids import SessionId
from lab.domain.session import SessionState
from tests.ui.held.ended import confirm
from tests.ui.held.furnished import Furnished
from tests.ui.held.stage import Room
from ui.review.review_screen import ReviewScreen
from ui.widgets.empty import EmptyState

pytestmark = pytest.mark.qt_log_ignore("PulseAudioService")


@pytest.fixture
def sealed(desk: Furnished, closed: SessionId, room: Room) -> Path:
    """The folder of the closed session, with its journal and its seal."""
    folder = desk.lab.sessions.folder_of(closed)
    journal, _nothing = Journal.open(folder / JOURNAL)
    told = tuple(journal.append(stamped.event).result() for stamped in room.kept)
    close_session(folder, journal, told, 10, "live")
    assert verify(folder).ok
    return folder


def test_that_a_withdrawal_leaves_nothing_on_the_screen_and_a_folder_that_verifies(
    sealed: Path, screen: ReviewScreen, desk: Furnished, closed: SessionId, qtbot: QtBot
) -> None:
    entries = {entry.text: entry for entry in screen.palette_entries()}
    assert list(entries) == ["P01: Save as MP4", "P01: Participant withdraws…"]
    entries["P01: Participant withdraws…"].do()
    confirm(screen.endings.dialog, "P01")
    assert screen.review is None
    qtbot.waitUntil(lambda: desk.lab.sessions.booking_of(closed).state is SessionState.WITHDRAWN)
    qtbot.waitUntil(lambda: any(page.isVisible() for page in screen.findChildren(EmptyState)))
    qtbot.waitUntil(lambda: desk.background.idle and screen.up_to_date)
    assert screen.review is None
    assert screen.chooser.findData(closed) == -1
    assert not list(sealed.glob("*.mkv"))
    answer = subprocess.run([sys.executable, "-m", "lab", "verify", str(sealed)], capture_output=True, check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr
