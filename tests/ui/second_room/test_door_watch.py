"""Whatever becomes of the room's way to the network while a session goes on, the moderator hears it once."""

import pytest

from lab.i18n import use_language
from tests.ui.second_room.company_stage import ADDRESS, StagedRoom
from ui.alerts import Alert, Alerts
from ui.second_room.door_watch import FAULT, MOVED, DoorWatch

GONE = {"fault": "interface_unknown", "facts": {"interface": "eth0", "known": ["10.0.0.7"]}}


class Watched:
    """A room, and what the window says of its door."""

    def __init__(self) -> None:
        self.room = StagedRoom()
        self.alerts = Alerts()
        self.said: list[Alert] = []
        self.withdrawn: list[str] = []
        self.went: list[str] = []
        self.alerts.raised.connect(self.said.append)
        self.alerts.withdrawn.connect(self.withdrawn.append)
        self.watch = DoorWatch(self.room.company, self.alerts, lambda: self.went.append("room"))


@pytest.fixture
def watched(qapp: object) -> Watched:
    use_language("en")
    return Watched()


def test_that_a_network_that_is_gone_is_told_once_with_what_to_do_and_is_over_when_it_is_back(watched: Watched) -> None:
    watched.room.opens()
    watched.room.opens(**GONE)
    watched.room.opens(**GONE, seen_from="192.168.10.9")
    (alert,) = watched.said
    assert (alert.key, alert.stays) == (FAULT, True)
    assert all(part in alert.text for part in ("eth0", "10.0.0.7", "another network"))
    alert.choices[0].do()
    assert watched.went == ["room"]
    watched.room.opens()
    assert watched.withdrawn == [FAULT]


def test_that_another_address_is_told_with_both_for_what_waits_lies_at_the_old_one(watched: Watched) -> None:
    watched.room.opens()
    watched.room.opens(open=False, urls=(), short_address="")
    watched.room.opens(urls=("https://10.0.0.7:8770",), short_address="10.0.0.7:8770")
    (alert,) = watched.said
    assert (alert.key, alert.tone) == (MOVED, "careful")
    assert ADDRESS in alert.text
    assert "https://10.0.0.7:8770" in alert.text


def test_that_the_same_address_again_and_a_renewed_certificate_are_no_news(watched: Watched) -> None:
    watched.room.opens()
    watched.room.opens(open=False, urls=(), short_address="")
    watched.room.opens(fingerprint="AB:CD")
    assert watched.said == []
