"""What the verbs of a session put into it."""

from lab.domain.timeline import SECOND_US
from tests.ui.held.stage import Room, sample_plan
from ui.held.running import RunningSession
from ui.held.verbs import TagContent, Verbs


def test_that_a_tag_shows_as_much_as_the_laboratory_says_unless_its_button_says_otherwise(room: Room) -> None:
    session = RunningSession(sample_plan(lead_us=4_500_000, lag_us=12_000_000), room, "Anna")
    room.tell = session.hear
    room.run()
    button = next(one for task in session.plan.protocol.tasks for one in task.tag_pad if one.lead_s is not None)
    Verbs(session).tag(SECOND_US, TagContent(criterion="CC-01"))
    Verbs(session).tag(2 * SECOND_US, TagContent(button))
    plain, pressed = session.record.annotations
    assert (plain.lead_us, plain.lag_us) == (4_500_000, 12_000_000)
    assert (pressed.lead_us, pressed.lag_us) == (round((button.lead_s or 0) * SECOND_US), 12_000_000)
