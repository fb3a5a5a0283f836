"""The room is opened by the network and the protection that the moderator chooses; then it shows how one comes in."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from lab.domain.errors import WorldError
from lab.live.messages import (
    Chat,
    CloseRoom,
    FoundInterface,
    Invitation,
    NetworkFinding,
    NetworkFound,
    NewInvitation,
    OpenRoom,
    RoomState,
)
from tests.ui.conftest import Dress, Opened
from tests.ui.second_room.company_stage import UNTIL, StagedRoom, person
from tests.ui.walking import cut, nameless, overlapping, unreachable
from ui.second_room.company import Company
from ui.second_room.opening import OpeningCard
from ui.second_room.qr_code import modules_of
from ui.second_room.room_screen import SecondRoomScreen

NETWORKS = NetworkFound(
    interfaces=(
        FoundInterface(name="eth0", address="192.168.10.5"),
        FoundInterface(name="tun0", address="10.8.0.2", trap="vpn"),
    ),
    findings=(NetworkFinding(level="hint", code="page_not_seen"),),
)


@pytest.fixture
def room(opened: Opened) -> StagedRoom:
    """The window's second room, on the stage."""
    staged = StagedRoom()
    staged.bridge = opened.bridge
    staged.company = opened.desk.room.company = Company(opened.bridge, lambda: staged, opened.memory)
    return staged


def screen_of(opened: Opened) -> SecondRoomScreen:
    screen = opened.show("second_room")
    assert isinstance(screen, SecondRoomScreen)
    return screen


def opening_of(screen: SecondRoomScreen) -> OpeningCard:
    assert screen.opening is not None
    return screen.opening


def choose(opening: OpeningCard, mode: str) -> None:
    next(button for button in opening.tls.buttons() if button.objectName() == f"tls_{mode}").click()


def asked(room: StagedRoom, kind: type) -> Any:
    return next(one for one in reversed(room.asked) if isinstance(one, kind))


def test_that_the_room_opens_encrypted_by_the_likeliest_network_unless_told_otherwise(
    opened: Opened, room: StagedRoom
) -> None:
    screen = screen_of(opened)
    opening = opening_of(screen)
    assert not opening.open.isEnabled()
    opened.bridge.message.emit(NETWORKS)
    assert not opening.warning.isVisible()
    opening.open.setFocus()
    QTest.keyClick(opening.open, Qt.Key.Key_Space)
    wanted = asked(room, OpenRoom)
    assert (wanted.interface, wanted.port, wanted.tls) == ("eth0", 8770, "own")
    room.opens()
    assert screen.entrance is not None
    assert screen.focusWidget() is screen.entrance.copy


def test_that_plain_http_is_warned_of_and_the_warning_stays_while_the_room_is_open(
    opened: Opened, room: StagedRoom
) -> None:
    screen = screen_of(opened)
    opened.bridge.message.emit(NETWORKS)
    opening = opening_of(screen)
    choose(opening, "plain")
    assert opening.warning.isVisible()
    opening.open.click()
    assert asked(room, OpenRoom).tls == "plain"
    room.opens(tls="plain", urls=("http://192.168.10.5:8770",), fingerprint_words=())
    opened.settle()
    assert screen.findChild(QLabel, "fingerprint") is None
    assert any("Not encrypted" in label.text() and label.isVisible() for label in screen.findChildren(QLabel))
    assert opened.lab.settings.room_tls == "plain"


def test_that_an_imported_certificate_is_asked_for_by_its_files(opened: Opened, room: StagedRoom) -> None:
    screen = screen_of(opened)
    opened.bridge.message.emit(NETWORKS)
    opening = opening_of(screen)
    choose(opening, "imported")
    opening.open.click()
    assert not any(isinstance(one, OpenRoom) for one in room.asked)
    opening.files.form.fields["certificate"].setText("/etc/room.pem")  # type: ignore[attr-defined]
    opening.files.form.fields["key"].setText("/etc/room.key")  # type: ignore[attr-defined]
    opening.open.click()
    wanted = asked(room, OpenRoom)
    assert (wanted.tls, wanted.certificate, wanted.key) == ("imported", "/etc/room.pem", "/etc/room.key")


def test_that_why_the_room_did_not_open_stands_where_it_was_asked_for(opened: Opened, room: StagedRoom) -> None:
    screen = screen_of(opened)
    opened.bridge.message.emit(NETWORKS)
    room.refuses = WorldError("disk_full")
    opening_of(screen).open.click()
    opened.settle()
    assert opening_of(screen).trouble.isVisible()
    assert opening_of(screen).trouble.text()


def test_that_an_invitation_stands_in_place_of_the_address_until_it_is_put_away(
    opened: Opened, room: StagedRoom
) -> None:
    room.opens()
    screen = screen_of(opened)
    entrance = screen.entrance
    assert entrance is not None
    assert (entrance.pin.text(), entrance.code.accessibleDescription()) == ("402 193", "https://192.168.10.5:8770")
    entrance.role.setCurrentIndex(1)
    entrance.make.click()
    assert asked(room, NewInvitation).role == "lead"
    url = "https://192.168.10.5:8770/#token.lead"
    opened.bridge.message.emit(Invitation.model_validate({"role": "lead", "url": url, "until": UNTIL}))
    assert entrance.code.accessibleDescription() == url
    assert not entrance.pin.isVisible()
    entrance.back.click()
    assert entrance.code.accessibleDescription() == "https://192.168.10.5:8770"
    opened.bridge.message.emit(
        Invitation.model_validate({"role": "lead", "url": url, "until": "2020-01-01T00:00:00+00:00"})
    )
    assert entrance.pin.isVisible()


def test_that_the_phone_that_loaded_the_page_is_told_and_closing_is_asked_for(opened: Opened, room: StagedRoom) -> None:
    room.opens(seen_from="192.168.10.77")
    screen = screen_of(opened)
    assert any("192.168.10.77" in label.text() for label in screen.findChildren(QLabel))
    screen.close_room.click()
    opened.said[-1].choices[0].do()
    assert asked(room, CloseRoom)


def test_that_today_tells_of_the_room_and_leads_to_it(opened: Opened, room: StagedRoom) -> None:
    from tests.ui.rounds import book, make_round
    from ui.today.observers import ObserversCard

    book(opened.lab, make_round(opened.lab), 1)
    today = opened.show("today")
    card = today.findChild(ObserversCard)
    assert card is not None
    assert card.way.text() == "Open the room…"
    room.opens()
    room.there_are(person("Oleg", "lobby"))
    words = [label.text() for label in card.findChildren(QLabel)]
    assert "open: 192.168.10.5:8770, PIN 402 193" in words
    assert "1 waits to be admitted" in words
    card.way.click()
    assert opened.window.current_name == "second_room"


def test_that_the_code_is_what_a_reader_of_its_standard_expects() -> None:
    modules = modules_of("https://192.168.10.5:8770")
    assert len(modules) == len(modules[0])
    finder = [row[:7] for row in modules[:7]]
    assert all(finder[0])
    assert finder[1] == (True, False, False, False, False, False, True)


@pytest.mark.parametrize(("language", "scale"), [("en", 1.0), ("ru", 2.0)])
@pytest.mark.parametrize("is_open", [False, True])
def test_that_the_screen_can_be_used_and_read_by_everybody(
    opened: Opened, room: StagedRoom, dress: Dress, language: str, scale: float, is_open: bool
) -> None:
    dress("dark" if is_open else "light", language=language, scale=scale)
    if is_open:
        room.opens(fingerprint=":".join(["AB"] * 32), certificate_until="2027-11-27T00:00:00+00:00")
        room.there_are(
            person("Oleg", "lobby", organisation="Ministry of Justice"), person("Anna", mode="mse", delay_ms=9)
        )
    screen_of(opened)
    opened.bridge.message.emit(NETWORKS)
    opened.settle()
    assert nameless(opened.window) == []
    assert unreachable(opened.window) == []
    assert cut(opened.window) == []
    assert overlapping(opened.window) == []


def test_that_the_chat_is_at_hand_when_no_session_is(opened: Opened, room: StagedRoom) -> None:
    screen = screen_of(opened)
    assert screen.talk is not None
    assert screen.talk.isHidden()
    room.opens()
    opened.settle()
    room.there_are(person("Oleg"), person("Guest", role="participant"))
    room.says("when do we begin?")
    room.raises_hand("Oleg", "the sound is off")
    assert room.company.unread == 0
    QTest.keyClick(screen, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    chat = screen.talk.chat
    assert [chat.to.itemData(place) for place in range(chat.to.count())] == ["observers", "oleg"]
    QTest.keyClicks(chat.text, "at ten")
    QTest.keyClick(chat.text, Qt.Key.Key_Return)
    assert asked(room, Chat).text == "at ten"
    assert "Oleg: the sound is off" in [label.text() for label in screen.talk.findChildren(QLabel)]
    room.bridge.message.emit(RoomState(open=False))
    opened.settle()
    assert screen.talk.chat.list.isVisible()
    assert not screen.talk.chat.send.isEnabled()


def test_that_an_open_room_shows_its_renewed_certificate_and_what_hinders_it(
    opened: Opened, room: StagedRoom, qtbot: QtBot
) -> None:
    room.opens(fingerprint="AB:CD")
    screen = screen_of(opened)
    entrance = screen.entrance
    room.opens(fingerprint="EF:01", fingerprint_words=("echo", "fox", "golf", "hotel"))

    def shown() -> list[str]:
        return [one.text() for one in screen.findChildren(QLabel, "fingerprint") if one.isVisible()]

    qtbot.waitUntil(lambda: shown() == ["echo fox golf hotel"])
    assert not screen.trouble.isVisible()
    room.opens(fault="interface_unknown", facts={"interface": "eth0", "known": ["10.0.0.7"]})
    assert screen.trouble.isVisible()
    assert "eth0" in screen.trouble.text()
    assert screen.entrance is entrance  # nothing else was made anew under the hand
