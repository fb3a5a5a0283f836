"""The rail tells on every screen whether somebody is being recorded."""

from PySide6.QtWidgets import QPushButton

from lab.domain.session import SessionState
from lab.live.messages import Hosted, Sessions
from recordings import clock
from tests.ui.conftest import Opened
from ui.recording_sign import RecordingSign


def hosted(state: SessionState, *, recording: bool) -> Sessions:
    """The room hosts P01 since twelve seconds."""
    origin = clock.now_us() - 12_400_000
    one = Hosted(
        session_id="s1", code="P01", folder="f", state=state, origin_us=origin, last_seq=3, recording=recording
    )
    return Sessions(sessions=(one,))


def test_that_the_rail_says_on_every_screen_that_a_session_is_recorded(opened: Opened) -> None:
    opened.show("today")
    RecordingSign(opened.bridge, opened.window)
    opened.window.resize(1400, 800)
    opened.settle()
    opened.bridge.room_said(hosted(SessionState.RUNNING, recording=True))
    button = opened.window.findChild(QPushButton, "rail_session")
    assert button is not None
    assert button.text().startswith("Session  ● 0:1")
    assert button.accessibleName() == "Session, recording P01"
    assert "● recording P01 0:1" in button.toolTip()
    opened.window.resize(1000, 700)
    opened.settle()
    assert button.text() == "●"
    opened.bridge.room_said(hosted(SessionState.PAUSED, recording=False))
    assert button.accessibleName() == "Session, P01 is paused, nothing is recorded"
    opened.bridge.room_said(Sessions(sessions=()))
    assert (button.text(), button.accessibleName()) == ("", "Session")
    assert "recorded" not in button.toolTip()
