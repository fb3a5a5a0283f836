"""People of a real room: they come back by themselves after it was killed, and are cut off at once when turned out."""

import http.client
import json
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from lab.archive.journal_reading import read_events
from lab.domain.folding import fold
from lab.domain.ids import new_id
from lab.domain.person import Role
from lab.live.messages import Admit, GiveRole, Hello, People, PersonState, Remove, RoomState, parse_message
from lab.live.people.presence import REMOVED
from lab.live.people.rules import RULES_VERSION
from tests.process.room_rig import Person, rig, wait_until
from tests.process.second_room import Guest, opened

AT_ONCE_S = 1.0


@contextmanager
def listening(guest: Guest, name: str) -> Iterator[ClientConnection]:
    """The guest's events socket, after hello."""
    ticket = guest.post("/api/ws-ticket", {"kind": "events"})["ticket"]
    offered = [Subprotocol("lab.1"), Subprotocol(f"ticket.{ticket}")]
    origin: Any = f"http://127.0.0.1:{guest.port}"
    with connect(f"ws://127.0.0.1:{guest.port}/ws/events", subprotocols=offered, origin=origin, proxy=None) as socket:
        socket.send(Hello(client="page", name=name).model_dump_json())
        yield socket


def welcomed(socket: ClientConnection) -> PersonState:
    """Who the room says one is."""
    for _ in range(100):
        message = parse_message(socket.recv(timeout=20))
        if message.type == "welcome":
            assert message.you is not None
            return message.you
    raise AssertionError("never welcomed")


def people(moderator: Person) -> dict[str, PersonState]:
    """Who is there, as the moderator heard last."""
    told = moderator.of(People)
    return {one.name: one for one in told[-1].people} if told else {}


def with_the_pin(moderator: Person, port: int, name: str) -> Guest:
    """Somebody who came by the PIN and was let in."""
    wait_until(lambda: any(state.pin for state in moderator.of(RoomState)), "a PIN")
    guest = Guest.__new__(Guest)
    guest.port, guest.token = port, ""
    pin = moderator.of(RoomState)[-1].pin
    told = guest.post("/api/join", {"pin": pin, "name": name, "rules": RULES_VERSION, "language": "en"})
    guest.token = told["token"]
    assert told["state"] == "lobby"
    wait_until(lambda: name in people(moderator), "somebody in the lobby")
    moderator.ask(Admit(id=new_id(), person=told["person"], role=Role.NOTE_TAKER))
    return guest


def renewed(guest: Guest) -> str:
    """The token that somebody gets who was let in."""
    connection = http.client.HTTPConnection("127.0.0.1", guest.port, timeout=20)
    connection.request("GET", "/api/me", headers={"Authorization": f"Bearer {guest.token}"})
    told = json.loads(connection.getresponse().read())
    connection.close()
    return str(told["token"])


@pytest.mark.soak
@pytest.mark.allow_warning_logs
def test_that_who_was_there_is_back_after_a_kill_and_who_is_turned_out_is_gone_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAB_RUNTIME_DIR", str(tmp_path / "run"))
    monkeypatch.setenv("LAB_CONFIG_HOME", str(tmp_path / "config"))
    with rig(tmp_path / "lab") as lab, lab.visitor("Anna") as moderator:
        port = opened(moderator)
        folder = lab.hosted(moderator, "s1", sources=())
        olga = Guest(moderator, port, "Olga", Role.LEAD)
        pavel = with_the_pin(moderator, port, "Pavel")
        secrets = [olga.token, pavel.token]
        pavel.token = renewed(pavel)
        secrets.append(pavel.token)
        with listening(olga, "Olga") as socket:
            assert welcomed(socket).role is Role.LEAD
            wait_until(lambda: people(moderator)["Olga"].state == "here", "Olga is here")
        told = len(moderator.of(People))
        lab.kill_room()
        killed = time.monotonic()
        wait_until(lambda: moderator.connections[-2:] == [False, True], "another room")
        wait_until(lambda: len(moderator.of(People)) > told, "who is there")

        def is_open() -> bool:
            try:
                secrets.append(olga.post("/api/ws-ticket", {"kind": "events"})["ticket"])
            except OSError:
                return False
            return True

        wait_until(is_open, "the room on the network again")
        back_s = time.monotonic() - killed
        with listening(olga, "Olga") as here, listening(pavel, "Pavel") as other:
            assert welcomed(here).role is Role.LEAD
            assert welcomed(other).role is Role.NOTE_TAKER
            by_name = people(moderator)
            moderator.ask(GiveRole(id=new_id(), person=by_name["Pavel"].id, role=Role.OBSERVER))
            asked = time.monotonic()
            moderator.ask(Remove(id=new_id(), person=by_name["Olga"].id, reason="photographed"))
            with pytest.raises(ConnectionClosed) as cut:
                while True:
                    here.recv(timeout=20)
            gone_s = time.monotonic() - asked
            assert cut.value.rcvd is not None
            assert cut.value.rcvd.code == REMOVED
        with pytest.raises(AssertionError, match="removed"):
            olga.post("/api/ws-ticket", {"kind": "events"})
        print(f"back {back_s:.2f} s after the kill; cut off {gone_s * 1000:.0f} ms after the word")
        assert gone_s < AT_ONCE_S
        wait_until(lambda: not fold(read_events(folder)).people[by_name["Olga"].id].is_there, "the record")
        there = fold(read_events(folder)).people.values()
        assert sorted((one.called, one.role, one.way_out) for one in there) == [
            ("Olga", Role.LEAD, "removed"), ("Pavel", Role.OBSERVER, None),
        ]  # fmt: skip
        assert stat.S_IMODE(lab.folder.people.stat().st_mode) == stat.S_IRUSR | stat.S_IWUSR
    lying = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert [secret for secret in secrets if secret.encode() in lying] == []
