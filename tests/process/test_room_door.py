"""The real room opened on the network by a workstation: its page comes over TLS, the chain keeps it, a kill does not
close it.
"""

import http.client
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from lab.archive.journal_reading import read_events
from lab.domain.errors import WorldError
from lab.domain.events import RoomClosed, RoomOpened
from lab.domain.ids import new_id
from lab.live.door.certificates import Certificates
from lab.live.door.key_files import pem
from lab.live.messages import CheckNetwork, CloseRoom, NetworkFound, OpenRoom, RoomState
from tests.lab.live.door.opened import free_port
from tests.process.room_rig import Person, Rig, rig, wait_until


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Rig]:
    with rig(tmp_path / "lab") as made:
        yield made


def _said(person: Person) -> RoomState:
    return person.of(RoomState)[-1]


def _page(port: int) -> tuple[int, http.client.HTTPMessage]:
    """The page as a tablet loads it on which the authority was enrolled."""
    trusted = ssl.create_default_context()
    authority = Certificates.of_this_user().authority().certificate
    trusted.load_verify_locations(cadata=pem(authority).decode())
    connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=10, context=trusted)
    try:
        connection.request("GET", "/")
        answer = connection.getresponse()
        assert b"<html" in answer.read()
        return answer.status, answer.headers
    finally:
        connection.close()


def test_that_a_room_opens_on_the_network_and_stays_open_when_it_is_killed(lab: Rig) -> None:
    person = lab.person()
    folder = lab.hosted(person, sources=())
    assert not _said(person).open
    asked = OpenRoom(id=new_id(), interface="127.0.0.1", port=free_port())
    person.ask(asked)
    opened = _said(person)
    assert (opened.open, opened.urls[0]) == (True, f"https://127.0.0.1:{asked.port}")
    status, headers = _page(asked.port)
    assert (status, headers["server"]) == (200, None)
    assert "frame-ancestors 'none'" in headers["content-security-policy"]

    person.ask(CheckNetwork(id=new_id()))
    found = person.of(NetworkFound)[-1]
    assert {finding.code for finding in found.findings if finding.level == "bad"} == set()
    assert "own_address_answers" in {finding.code for finding in found.findings}

    states = len(person.of(RoomState))
    lab.kill_room()
    wait_until(lambda: any(state.open for state in person.of(RoomState)[states:]), "the room open again")
    assert _said(person).fingerprint == opened.fingerprint
    assert _page(asked.port)[0] == 200

    person.ask(CloseRoom(id=new_id()))
    assert not _said(person).open
    wait_until(lambda: any(isinstance(one.event, RoomClosed) for one in read_events(folder)), "it in the chain")
    kept = [one.event for one in read_events(folder)]
    assert [event.tls for event in kept if isinstance(event, RoomOpened)] == ["own", "own"]


def test_that_a_port_in_use_is_refused_by_its_number(lab: Rig) -> None:
    person = lab.person()
    port = lab.address.port
    with pytest.raises(WorldError) as told:
        person.ask(OpenRoom(id=new_id(), interface="127.0.0.1", port=port, tls="plain"))
    assert (told.value.code, told.value.facts["port"]) == ("port_in_use", port)
    assert not _said(person).open
