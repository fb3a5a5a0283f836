"""The open room among strangers, with the limits that it really has: crowds, silence and slowness keep nobody out."""

import asyncio
import http.client
import json
import ssl
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from lab.domain.ids import new_id
from lab.live.door.certificates import Certificates
from lab.live.door.key_files import pem
from lab.live.messages import OpenRoom, RoomState
from lab.live.people.rules import RULES_VERSION
from tests.lab.live.door.opened import dialled, free_port
from tests.process.room_rig import Rig, rig

pytestmark = pytest.mark.soak

JOINED_WITHIN_S = 1.0
CLOSED_WITHIN_S = 10.0


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Rig]:
    with rig(tmp_path / "lab") as made:
        yield made


def trusting() -> ssl.SSLContext:
    made = ssl.create_default_context()
    made.load_verify_locations(cadata=pem(Certificates.of_this_user().authority().certificate).decode())
    return made


def opened(lab: Rig) -> RoomState:
    person = lab.person()
    person.ask(OpenRoom(id=new_id(), interface="127.0.0.1", port=free_port()))
    return person.of(RoomState)[-1]


def joined(state: RoomState, number: int) -> float:
    """Seconds in which somebody loads the page and joins, from an address of their own."""
    began = time.monotonic()
    source = (f"127.0.1.{number + 1}", 0)
    line = http.client.HTTPSConnection("127.0.0.1", state.port, timeout=30, context=trusting(), source_address=source)
    try:
        for path in ("/", "/api/room"):
            line.request("GET", path)
            answer = line.getresponse()
            assert (answer.status, bool(answer.read())) == (200, True)
        said = {"pin": state.pin, "name": f"Anna {number}", "rules": RULES_VERSION, "language": "en"}
        headers = {"Origin": state.urls[0], "X-Lab": "1", "Content-Type": "application/json"}
        line.request("POST", "/api/join", json.dumps(said), headers)
        answer = line.getresponse()
        assert (answer.status, answer.read()[:1]) == (200, b"{")
    finally:
        line.close()
    return time.monotonic() - began


@contextmanager
def flooded(port: int) -> Iterator[None]:
    command = [
        "sh",
        "-c",
        f'ulimit -n 4096; exec "{sys.executable}" -P "{Path(__file__).with_name("flood.py")}" {port}',
    ]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as crowd:
        assert crowd.stdout is not None
        assert crowd.stdin is not None
        assert crowd.stdout.readline() == b"full\n"
        yield
        assert crowd.poll() is None
        crowd.stdin.close()


def test_that_an_honest_client_joins_while_two_thousand_connections_come_from_one_address(lab: Rig) -> None:
    state = opened(lab)
    alone = joined(state, 99)  # whoever comes first has the room read its library
    with flooded(state.port):
        took = [joined(state, number) for number in range(10)]
    print(f"first {alone:.2f} s, among them {statistics.median(took):.2f} s", [round(one, 2) for one in took])
    assert max(took) <= JOINED_WITHIN_S


def test_that_silent_and_slow_clients_are_closed_in_time(lab: Rig) -> None:
    state = opened(lab)
    host = f"Host: 127.0.0.1:{state.port}\r\n"
    changes = f"{host}Origin: {state.urls[0]}\r\nX-Lab: 1\r\nContent-Type: application/json\r\n"
    slow = {
        "silent before TLS": (False, "", ""),
        "silent": (True, "", ""),
        "slow header": (True, f"GET / HTTP/1.1\r\n{host}", "X-More: x\r\n"),
        "slow body": (True, f"POST /api/join HTTP/1.1\r\n{changes}Content-Length: 60000\r\n\r\n", " "),
    }

    async def lasted(begins: tuple[bool, str, str]) -> float:
        tls, first, then = begins
        began = time.monotonic()
        async with dialled(state.port, tls=trusting() if tls else None) as (reader, writer), asyncio.timeout(60):
            writer.write(first.encode())
            ended = asyncio.ensure_future(reader.read())
            while not ended.done():
                writer.write(then.encode())
                await asyncio.wait([ended], timeout=0.5)
            ended.exception()
            return time.monotonic() - began

    async def all_of_them() -> list[float]:
        return await asyncio.gather(*(lasted(begins) for begins in slow.values()))

    took = dict(zip(slow, asyncio.run(all_of_them()), strict=True))
    print({name: round(seconds, 1) for name, seconds in took.items()})
    assert {name: seconds for name, seconds in took.items() if seconds > CLOSED_WITHIN_S} == {}
