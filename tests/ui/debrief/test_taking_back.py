"""A tag that is taken back in the debrief can be put back."""

from dataclasses import replace

from tests.ui.held.furnished import Furnished
from tests.ui.held.stage import Room
from ui.debrief.debrief_screen import DebriefScreen


def test_that_a_tag_is_taken_back_and_put_back_as_it_was(screen: DebriefScreen, desk: Furnished, room: Room) -> None:
    assert screen.tags is not None
    assert screen.tags.editor.tag is not None
    before = screen.tags.editor.tag
    screen.tags.editor.retract.click()
    assert before.id not in {tag.id for tag in room.record.annotations}
    desk.said[-1].choices[0].do()
    assert replace(room.record.annotations_by_id[before.id], version=before.version) == before
