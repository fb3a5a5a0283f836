"""What the room said last is known to whoever comes later."""

from lab.live.messages import Alarm, Message, RecorderCondition, Sessions, Welcome
from ui.standing import Standing

SESSION = "s1"


def alarm(*, over: bool = False, past: bool = False) -> Alarm:
    """An alarm of this session's disk."""
    return Alarm(session=SESSION, code="disk_low", facts={}, over=over, past=past)


def standing(*messages: Message) -> tuple[Message, ...]:
    """What stands after these."""
    told = Standing()
    for message in messages:
        told.note(message)
    return told.messages()


def test_that_only_the_last_word_holds() -> None:
    armed, records = (RecorderCondition(state=state, session=SESSION) for state in ("armed", "recording"))
    assert standing(armed, Sessions(sessions=()), records) == (records, Sessions(sessions=()))


def test_that_an_alarm_stands_until_it_is_over() -> None:
    assert standing(alarm()) == (alarm(),)
    assert standing(alarm(), alarm(over=True)) == ()
    assert standing(alarm(past=True)) == ()


def test_that_a_room_dialled_anew_begins_anew() -> None:
    records = RecorderCondition(state="recording", session=SESSION)
    welcome = Welcome(pid=1, sessions=(), recorder=records)
    assert standing(alarm(), welcome) == (Sessions(sessions=()), records)
