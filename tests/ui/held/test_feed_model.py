"""The feed as lines: the same again is one, and one person's alone."""

from lab.domain.timeline import SECOND_US
from ui.held.feed_model import feed
from ui.held.running import RunningSession
from ui.held.verbs import TagContent, Verbs


def test_that_the_same_tag_again_within_half_a_minute_is_one_line(session: RunningSession) -> None:
    verbs = Verbs(session)
    for second in (1, 20, 60):
        verbs.tag(second * SECOND_US, TagContent(criterion="CC-01"))
    assert [line.count for line in feed(session.record.annotations)] == [1, 2]


def test_that_mine_are_only_mine(session: RunningSession) -> None:
    Verbs(session).tag(SECOND_US, TagContent(criterion="CC-01"))
    assert feed(session.record.annotations, author="Oleg") == ()
