"""A tag that was asked for is shown, to be coded."""

from lab.domain.ids import SessionId
from tests.ui.held.stage import Room
from ui.debrief.debrief_screen import DebriefScreen


def test_that_the_tag_that_was_asked_for_is_shown(screen: DebriefScreen, room: Room, session: SessionId) -> None:
    assert screen.tags is not None
    wanted = room.record.annotations[0].id
    screen.open_subject({"session": session, "annotation": wanted})
    assert screen.tabs.currentWidget() is screen.tags
    assert screen.tags.editor.tag is not None
    assert screen.tags.editor.tag.id == wanted
