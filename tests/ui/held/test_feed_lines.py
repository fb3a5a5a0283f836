"""A line of the feed names its author whole, however narrow the feed."""

from PySide6.QtGui import QFontMetrics

from lab.domain.timeline import SECOND_US
from tests.ui.held.stage import Room, sample_plan
from ui.held.feed_lines import FeedLines
from ui.held.feed_model import feed
from ui.held.running import RunningSession
from ui.held.verbs import TagContent, Verbs
from ui.session.feed_panel import FeedPanel


def test_that_a_name_that_does_not_fit_beside_the_time_has_a_line_of_its_own(qapp: object, room: Room) -> None:
    session = RunningSession(sample_plan(), room, "Мария Константинопольская")
    room.tell = session.hear
    room.run()
    Verbs(session).tag(SECOND_US, TagContent(criterion="CC-01", severity=3))
    (line,) = feed(session.record.annotations)
    panel = FeedPanel(session.author)
    metrics = QFontMetrics(panel.list.font())
    whole = metrics.horizontalAdvance("0:01 ◕ 3 CC-01 Мария Константинопольская") + 40
    assert FeedLines.fits(metrics, whole, line, waiting=False)
    assert not FeedLines.fits(metrics, metrics.horizontalAdvance(session.author) + 4, line, waiting=False)
