"""Another device for a source that failed: all that are there now, but for the one that is used now."""

from lab.live.messages import ChooseDevice, RecorderCondition
from lab.services.session_view import Inventory
from recordings.devices import Microphone
from tests.ui.held.stage import SESSION, Room
from ui.alerts import Alert, Alerts
from ui.held.running import RunningSession
from ui.session.choose_device import ask_for_device

FOUND = Inventory((), (), tuple(Microphone(str(n), f"Microphone {n}", 1, 48_000, n == 0) for n in range(6)), ())


def test_that_all_devices_are_offered_but_the_one_in_use(session: RunningSession, room: Room) -> None:
    used = {"id": "microphone", "kind": "microphone", "shows": "voice", "device": "2", "name": "", "ready": False}
    session.hear(RecorderCondition.model_validate({"session": SESSION, "state": "recording", "sources": [used]}))
    alerts, said = Alerts(), list[Alert]()
    alerts.raised.connect(said.append)
    ask_for_device(session, "microphone", alerts, FOUND)
    offered = [choice.text for choice in said[0].choices[:-1]]
    assert offered == [f"Microphone {n}" for n in (0, 1, 3, 4, 5)]
    said[0].choices[-2].do()
    (asked,) = [one for one in room.requests if isinstance(one, ChooseDevice)]
    assert (asked.source, asked.device) == ("microphone", "5")


def test_that_no_other_device_is_said(session: RunningSession) -> None:
    alerts, said = Alerts(), list[Alert]()
    alerts.raised.connect(said.append)
    ask_for_device(session, "camera", alerts, FOUND)
    assert "no other device" in said[0].text
