"""The second room as the window knows it: told once, read when seen, asked by messages."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from lab.domain.errors import LabError, RuleError
from lab.domain.events import SessionMoved, Stamped
from lab.domain.person import Role
from lab.domain.session import SessionState
from lab.i18n import use_language
from lab.live.messages import Admit, Chat, ChatSaid, EventKept, GiveRole, MutePerson, OpenRoom, Remove
from tests.ui.conftest import Opened
from tests.ui.second_room.company_stage import StagedRoom, person
from ui.memory import Memory
from ui.second_room.words import company_words, person_words


@pytest.fixture
def room(qapp: object) -> StagedRoom:
    use_language("en")
    return StagedRoom()


def test_that_who_waits_is_admitted_in_the_order_of_coming_and_in_the_role_of_the_invitation(room: StagedRoom) -> None:
    room.there_are(
        person("Late", "lobby", since="2026-11-27T10:05:00+00:00"),
        person("First", "lobby", since="2026-11-27T10:01:00+00:00", role="lead"),
        person("Gone", "removed"),
    )
    room.company.admit_next()
    (asked,) = room.asked
    assert isinstance(asked, Admit)
    assert (asked.person, asked.role) == ("first", "lead")


def test_that_those_who_are_away_stand_last_and_the_removed_nowhere(room: StagedRoom) -> None:
    room.there_are(person("Zoe"), person("Anna", "away"), person("boris"), person("Out", "removed"))
    assert [one.name for one in room.company.inside] == ["boris", "Zoe", "Anna"]


def test_that_words_that_come_twice_are_shown_and_counted_once(room: StagedRoom) -> None:
    room.says("look at the date")
    room.says("look at the date")
    assert (len(room.company.chat), room.company.unread) == (1, 1)
    room.company.read()
    assert room.company.unread == 0


def test_that_what_the_moderator_says_is_not_news_to_the_moderator(room: StagedRoom) -> None:
    room.company.say("  wait a moment ")
    (asked,) = room.asked
    assert isinstance(asked, Chat)
    assert (asked.to, asked.text) == ("observers", "wait a moment")
    room.says("wait a moment", "Anna", said=asked.id)
    assert room.company.unread == 0
    room.company.say("   ")
    assert len(room.asked) == 1


def test_that_every_verb_names_the_person_it_is_about(room: StagedRoom) -> None:
    room.company.mute("oleg", on=True)
    room.company.give_role("oleg", Role.LEAD)
    room.company.remove("oleg", "asked to leave")
    room.company.open("192.168.10.5", 8770, "imported", "/c.pem", "/k.pem")
    mute, role, remove, opens = room.asked
    assert isinstance(mute, MutePerson)
    assert isinstance(role, GiveRole)
    assert isinstance(remove, Remove)
    assert isinstance(opens, OpenRoom)
    assert (mute.on, role.role, remove.reason, opens.certificate) == (True, "lead", "asked to leave", "/c.pem")


def test_that_a_refusal_is_told(room: StagedRoom, qtbot: QtBot) -> None:
    room.refuses = RuleError("not_allowed")
    told: list[LabError] = []
    room.company.refused.connect(told.append)
    room.company.new_pin()
    room.company.opening_refused.connect(told.append)
    room.refuses = RuleError("port_in_use")
    room.company.open("lo", 8770, "own")
    assert [error.code for error in told] == ["not_allowed", "port_in_use"]


def test_that_a_raised_hand_stays_until_it_is_put_away(room: StagedRoom) -> None:
    room.raises_hand("Oleg")
    room.raises_hand("Oleg")
    room.raises_hand("Maria")
    room.company.put_away("hand-Oleg")
    assert [hand.author for hand in room.company.hands] == ["Maria"]


def test_that_how_people_fare_is_said_by_the_worst_delay_and_the_names_of_the_missing(room: StagedRoom) -> None:
    there = [person("Anna", delay_ms=28, mode="mse"), person("Oleg", delay_ms=310, mode="stills")]
    assert company_words(there) == ("310 ms · 1 on stills · all connected", "")
    assert company_words([*there, person("Ida", "away", delay_ms=9)])[0].endswith("away: Ida")
    assert company_words([person("Ida", "away")])[1] == "careful"
    assert company_words([])[0] == "nobody is there yet"


def test_that_a_person_without_picture_is_told_no_delay(room: StagedRoom) -> None:
    assert person_words(person("Nina", role="note_taker", mode="none")) == "Note-taker"
    told = person_words(person("Oleg", organisation="Ministry", mode="mse", delay_ms=40, muted=True, waiting=2))
    assert told == "Observer · Ministry · live · 40 ms · muted · 2 entries wait"


def test_that_a_window_that_is_started_again_knows_what_was_read_and_which_hands_were_seen_to(
    qapp: object, tmp_path: Path
) -> None:
    memory = Memory(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat), "lab")
    first, second = StagedRoom(memory), StagedRoom(memory)
    first.says("look at the date")
    first.raises_hand("Oleg")
    first.company.read()
    first.company.put_away("hand-Oleg")
    second.raises_hand("Oleg")
    second.raises_hand("Maria")
    second.says("look at the date")
    second.says("wait", "Anna", said="chat-2", from_role="workstation", person=None)
    second.says("he gives up", said="chat-3")
    assert [word.id for word in second.company.chat if second.company.is_unread(word.id)] == ["chat-3"]
    assert [hand.author for hand in second.company.hands] == ["Maria"]


def test_that_of_a_session_that_is_withdrawn_no_word_stays(room: StagedRoom) -> None:
    room.says("his name is Ivan", session="session-1")
    room.says("lunch at one", said="chat-2")
    room.raises_hand("Maria")
    room.company.forget("session-1")
    assert [word.text for word in room.company.chat] == ["lunch at one"]
    assert (room.company.unread, room.company.hands) == (1, [])


def test_that_the_window_forgets_what_was_said_in_a_session_as_soon_as_it_is_withdrawn(opened: Opened) -> None:
    said = ChatSaid(id="chat-1", author="Oleg", from_role="observer", person="oleg", to="moderator", at_us=0,
                    text="his name is Ivan", session="session-1")  # fmt: skip
    moved = SessionMoved(id="m", at_us=9, author="Anna", from_state=SessionState.RUNNING,
                         to_state=SessionState.WITHDRAWN)  # fmt: skip
    opened.bridge.message.emit(said)
    assert opened.desk.room.company.chat == [said]
    opened.bridge.message.emit(EventKept(session="session-1", stamped=Stamped(seq=1, event=moved)))
    assert opened.desk.room.company.chat == []


def test_that_how_line_device_and_clock_do_is_said_of_everybody_who_is_there() -> None:
    slow = person("Oleg", mode="fetch", track="low", overflows=2, drops=1, clock_ms=3)
    told = (
        "live by the slower way · smaller picture: slow network · too slow 2 times · 1 picture not shown · clock ± 3 ms"
    )
    assert person_words(slow) == f"Observer · {told}"
    assert person_words(person("Nina", role="note_taker", mode="none", clock_ms=2, waiting=1)) == (
        "Note-taker · clock ± 2 ms · 1 entry waits"
    )
    assert person_words(person("Oleg", "away", track="low", overflows=2, clock_ms=3)) == "Observer · away"
