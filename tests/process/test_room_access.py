"""The room turns away whoever has no business there, before it accepts; and survives whoever talks nonsense."""

import contextlib
import http.client
import json
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from lab.archive.journal_reading import read_events
from lab.archive.verify import verify
from lab.domain.events import TagPut
from lab.domain.session import SessionState
from lab.folder import runtime_address_file
from lab.live.messages import MOST_BYTES, Hello, Ping, Since, parse_message
from tests.lab.archive.sessions import tag
from tests.process.room_rig import Rig, rig, wait_until

FORBIDDEN = 403


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    base = tmp_path_factory.mktemp("access")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("LAB_RUNTIME_DIR", str(base / "run"))
        with rig(base / "lab") as made:
            person = made.person()
            yield made
            person.client.close()


@pytest.fixture(autouse=True)
def _same_runtime_folder(lab: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAB_RUNTIME_DIR", str(lab.folder.path.parent / "run"))


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def dial(lab: Rig, path: str = "/ws/events", **headers: str) -> ClientConnection:
    """A connection with the workstation's token and these headers besides."""
    return connect(lab.address.url + path, additional_headers=bearer(lab.address.token) | headers, proxy=None)


def status_of(lab: Rig, headers: list[tuple[str, str]], path: str = "/ws/events") -> int:
    """What a WebSocket handshake with exactly these headers is answered."""
    connection = http.client.HTTPConnection("127.0.0.1", lab.address.port, timeout=30)
    connection.putrequest("GET", path, skip_host=True, skip_accept_encoding=True)
    handshake = [
        ("Connection", "Upgrade"),
        ("Upgrade", "websocket"),
        ("Sec-WebSocket-Version", "13"),
        ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
    ]
    for name, value in [*headers, *handshake]:
        connection.putheader(name, value)
    connection.endheaders()
    try:
        return connection.getresponse().status
    finally:
        connection.close()


@pytest.mark.parametrize("path", ["/ws/events", "/ws/media"])
def test_that_wrong_host_origin_or_token_are_turned_away_before_accepting(lab: Rig, path: str) -> None:
    host = ("Host", f"127.0.0.1:{lab.address.port}")
    token = ("Authorization", f"Bearer {lab.address.token}")
    refused = [
        [host],
        [host, ("Authorization", "Bearer ")],
        [host, ("Authorization", f"Bearer {lab.address.token}x")],
        [host, ("Authorization", f"Basic {lab.address.token}")],
        [host, token, token],
        [("Host", f"evil.example:{lab.address.port}"), token],
        [("Host", "127.0.0.1"), token],
        [host, token, ("Origin", "https://evil.example")],
        [host, token, ("Origin", "null")],
        [host, token, ("Origin", f"http://127.0.0.1:{lab.address.port + 1}")],
    ]
    assert [status_of(lab, headers, path) for headers in refused] == [FORBIDDEN] * len(refused)
    assert status_of(lab, [host, host, token], path) == http.client.BAD_REQUEST
    switching = 101
    assert status_of(lab, [host, token], path) == switching
    assert status_of(lab, [host, token, ("Origin", f"http://127.0.0.1:{lab.address.port}")], path) == switching


def test_that_nothing_else_is_served_and_nothing_is_told(lab: Rig) -> None:
    for path in ("/", "/docs", "/openapi.json", "/alive"):
        connection = http.client.HTTPConnection("127.0.0.1", lab.address.port, timeout=30)
        connection.request("GET", path)
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (FORBIDDEN, b"")
        assert "server" not in {name.lower() for name, _value in answer.getheaders()}
        connection.close()


def test_that_the_room_listens_on_this_machine_only(lab: Rig) -> None:
    # Every address of 127.0.0.0/8 is this machine; a socket bound to all interfaces would answer on this one too.
    with pytest.raises(OSError), socket.create_connection(("127.0.0.2", lab.address.port), timeout=5):  # noqa: PT011
        pass


def test_that_who_only_holds_connections_keeps_nobody_out(lab: Rig) -> None:
    pid = lab.address.pid
    with contextlib.ExitStack() as held:
        for _number in range(300):
            held.enter_context(socket.create_connection(("127.0.0.1", lab.address.port), timeout=5))
        with lab.visitor("Boris"):
            assert lab.address.pid == pid  # nobody took it for dead


def test_that_the_address_file_is_its_owners_alone_and_tokens_are_in_no_log(lab: Rig) -> None:
    path = runtime_address_file(lab.folder.lab_id)
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IRUSR | stat.S_IWUSR
    assert not path.is_relative_to(lab.folder.path)
    said = lab.address
    for log in lab.folder.logs.iterdir():
        content = log.read_text(encoding="utf-8")
        assert said.token not in content
        assert said.recorder_token not in content


def test_that_the_recorders_token_opens_no_conversation_of_a_person(lab: Rig) -> None:
    with connect(
        lab.address.url + "/ws/events", additional_headers=bearer(lab.address.recorder_token), proxy=None
    ) as line:
        line.send(Hello(client="test", name="Mallory").model_dump_json())
        with pytest.raises(ConnectionClosed):
            line.recv(timeout=30)


NONSENSE = [
    "",
    "{",
    "null",
    "[]",
    '{"type": "nobody-knows"}',
    '{"type": "put"}',
    '{"type": "hello", "client": "test", "name": "x", "more": 1}',
    "[" * 50_000,
    '{"type": "ping", "id": "' + "9" * 1000 + '"}',
    '{"type": "since", "session": "../../etc", "seq": -1}',
    json.dumps({"type": "hello", "client": "test", "name": "\u202e\x00" * 300}),
]


@pytest.mark.parametrize("text", NONSENSE, ids=range(len(NONSENSE)))
def test_that_nonsense_is_refused_by_code_and_three_times_ends_it(lab: Rig, text: str) -> None:
    with dial(lab) as line:
        for _ in range(3):
            line.send(text)
        codes = [parse_message(line.recv(timeout=30)) for _ in range(3)]
        assert {message.type for message in codes} == {"refused"}
        with pytest.raises(ConnectionClosed):
            line.recv(timeout=30)


# websockets calls it an internal error of its own when the room hangs up while it sends.
@pytest.mark.allow_warning_logs
def test_that_what_is_too_long_or_binary_ends_the_connection(lab: Rig) -> None:
    for message in ("x" * (MOST_BYTES + 1), "x" * (2 << 20), b"\x00\x01"):
        with dial(lab) as line, pytest.raises(ConnectionClosed):
            line.send(message)  # the room may hang up in the middle of it
            line.recv(timeout=30)


def test_that_nothing_is_done_for_who_does_not_say_hello(lab: Rig) -> None:
    with dial(lab) as line:
        line.send(Ping(id="p1").model_dump_json())
        answer = parse_message(line.recv(timeout=30))
        assert (answer.type, getattr(answer, "code", "")) == ("refused", "no_hello")


def test_that_another_version_is_refused_by_number(lab: Rig) -> None:
    with dial(lab) as line:
        line.send(Hello(version=99, client="test", name="Anna").model_dump_json())
        answer = parse_message(line.recv(timeout=30))
        assert getattr(answer, "code", "") == "other_version"
        with pytest.raises(ConnectionClosed):
            line.recv(timeout=30)


def test_that_sessions_nobody_hosts_are_refused(lab: Rig) -> None:
    with dial(lab) as line:
        line.send(Hello(client="test", name="Anna").model_dump_json())
        line.send(Since(session="nobody", seq=0).model_dump_json())
        answers = (parse_message(line.recv(timeout=30)) for _ in range(1000))
        refusal = next(answer for answer in answers if answer.type == "refused")
        assert refusal.code == "session_not_hosted"


def test_that_hostile_words_are_kept_as_they_are(lab: Rig) -> None:
    notes = ["<script>alert(1)</script>", "'; DROP TABLE event; --", "\u202eтекст\u0000", "=cmd|' /C calc'!A0"]
    notes.append("я" * 10_000)
    with lab.visitor("O'Brien; DROP TABLE event;--") as person:
        folder = lab.hosted(person, "hostile", sources=())
        person.move("hostile", SessionState.RUNNING)
        for note in notes:
            person.client.put("hostile", tag(1, note)).result(30)
        person.move("hostile", SessionState.DEBRIEF)
        person.move("hostile", SessionState.CLOSED)
    kept = [one.event.note for one in read_events(folder) if isinstance(one.event, TagPut)]
    assert kept == notes
    assert verify(folder).ok


def test_that_a_second_room_of_the_same_folder_leaves_at_once(lab: Rig) -> None:
    before = lab.address
    command = [sys.executable, "-P", "-m", "lab.live", "--folder", str(lab.folder.path)]
    other = subprocess.run(command, cwd=Path(__file__).parent.parent.parent, capture_output=True, timeout=60)
    assert other.returncode == 0
    assert lab.address == before


@pytest.mark.soak
def test_that_a_slow_reader_holds_up_nobody(lab: Rig) -> None:
    with lab.visitor("Anna") as person, dial(lab) as line:
        line.send(Hello(client="test", name="asleep").model_dump_json())
        folder = lab.hosted(person, "slow", sources=())
        person.move("slow", SessionState.RUNNING)
        for number in range(300):
            person.client.put("slow", tag(number, "x" * 5000)).result(30)
        wait_until(lambda: len(person.seqs("slow")) >= len(read_events(folder)), "all events")
        person.move("slow", SessionState.ABORTED)
    assert verify(folder).ok
