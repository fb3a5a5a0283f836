"""Nobody is left behind without a word when the window is closed."""

import pytest

from lab.i18n import use_language
from tests.ui.second_room.company_stage import StagedRoom, person
from ui.alerts import Alert, Alerts
from ui.second_room.leaving import Leaving


class Window:
    """What is asked before it closes, and whether it was closed."""

    def __init__(self) -> None:
        use_language("en")
        self.room = StagedRoom()
        self.hosts = False
        self.closed = False
        self.said: list[Alert] = []
        alerts = Alerts()
        alerts.raised.connect(self.said.append)
        self.leaving = Leaving(self.room.company, lambda: self.hosts, alerts, self._close)

    def _close(self) -> None:
        self.closed = self.leaving.may_close()


@pytest.fixture
def window(qapp: object) -> Window:
    return Window()


def test_that_a_window_with_people_behind_it_asks_in_words_and_closes_when_told(window: Window) -> None:
    window.room.opens()
    window.room.there_are(
        person("Oleg", "lobby"), person("Maria", waiting=3), person("Ida", "away", waiting=2), person("Out", "removed")
    )
    assert not window.leaving.may_close()
    (asked,) = window.said
    assert asked.text.startswith(
        "1 person waits to be admitted. 1 person is in the observers’ room. 5 entries still wait to be sent: "
        "Maria, Ida. Without this window the room closes after two minutes"
    )
    asked.choices[0].do()
    assert window.closed


def test_that_nothing_is_asked_where_nobody_is_or_the_room_goes_on_for_a_session(window: Window) -> None:
    assert window.leaving.may_close()
    window.room.opens()
    assert window.leaving.may_close()
    window.room.there_are(person("Oleg", "lobby"))
    window.hosts = True
    assert window.leaving.may_close()
    assert window.said == []
