"""Whatever comes by a person's socket, the room refuses it by code, goes on, and others do not notice."""

import json
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from lab.archive.journal_reading import read_events
from lab.archive.verify import verify
from lab.domain.events import TagPut
from lab.domain.ids import new_id
from lab.domain.session import SessionState
from lab.live.messages import MOST_BYTES, Put
from tests.process import raw_socket as raw
from tests.process.raw_socket import BINARY, CLOSE, CONTINUATION, PING, TEXT, frame, head, raw_socket, words
from tests.process.room_rig import Person, Rig, rig
from tests.process.second_room import Guest, opened

SESSION = "s1"
AT_ONCE_S = 1.0
MB = 1_000_000
STAYS_BYTES = 30 * MB
"""More than this must not stay of what was thrown away."""


class Street:
    """A room that is open, its session running, one honest observer, and whoever comes along."""

    def __init__(self, lab: Rig, moderator: Person, folder: Path) -> None:
        self.lab, self.moderator, self.folder = lab, moderator, folder
        self.port = opened(moderator)
        self.pid = lab.address.pid
        self._honest = Guest(moderator, self.port, "Olga")
        self._guests = 0
        self.kept: list[str] = []

    def guest(self) -> tuple[str, Guest]:
        """Somebody who means harm, with a name and an allowance of their own."""
        self._guests += 1
        name = f"Mallory {self._guests}"
        return name, Guest(self.moderator, self.port, name)

    def is_served(self) -> None:
        """The honest observer's tag is acknowledged at once, by the same process."""
        with raw_socket(self._honest) as line:
            line.hello()
            put = tagged("Olga", "I cannot find it")
            began = time.monotonic()
            line.say(words(put.model_dump_json()))
            assert line.told("ack", "refused", about=put.id)["type"] == "ack"
            assert time.monotonic() - began <= AT_ONCE_S
            self.kept.append(put.event.id)
        assert self.lab.address.pid == self.pid

    @property
    def memory(self) -> int:
        """Bytes that the room holds."""
        return int(psutil.Process(self.pid).memory_info().rss)

    @property
    def log(self) -> str:
        """What the room has written down."""
        return "".join(one.read_text(encoding="utf-8") for one in sorted(self.lab.folder.logs.glob("room*")))


def tagged(author: str, note: str) -> Put:
    """A tag on its way."""
    event = TagPut(
        id=new_id(), at_us=5, author=author, annotation=new_id(), pressed_us=5, lead_us=0, lag_us=0, note=note
    )
    return Put(id=new_id(), session=SESSION, event=event)


@pytest.fixture(scope="module")
def street(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Street]:
    base = tmp_path_factory.mktemp("fuzz")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("LAB_RUNTIME_DIR", str(base / "run"))
        with rig(base / "lab") as lab, lab.visitor("Anna") as moderator:
            folder = lab.hosted(moderator, SESSION, sources=())
            moderator.move(SESSION, SessionState.RUNNING)
            made = Street(lab, moderator, folder)
            yield made
            moderator.move(SESSION, SessionState.ABORTED)
            kept = [one.event.id for one in read_events(folder)]
            assert [kept.count(one) for one in made.kept] == [1] * len(made.kept)
            assert verify(folder).ok
            assert [line for line in made.log.splitlines() if "Traceback" in line or "ERROR" in line] == []


@pytest.fixture(autouse=True)
def _same_runtime_folder(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAB_RUNTIME_DIR", str(street.lab.folder.path.parent / "run"))


HALF = b"x" * (MOST_BYTES // 2)
BROKEN_FRAMES = {
    "a byte too long": (1009, [frame(TEXT, b"x" * (MOST_BYTES + 1))]),
    "a byte too long, in letters of two": (1009, [frame(TEXT, "я".encode() * (MOST_BYTES // 2) + b"x")]),
    "too long in parts": (1009, [frame(TEXT, HALF, fin=False), frame(CONTINUATION, HALF + b"x")]),
    "JSON a hundred thousand deep": (1009, [frame(TEXT, b"[" * 100_000)]),
    "a million digits": (1009, [frame(TEXT, b"9" * MB)]),
    "ten megabytes": (1009, [frame(TEXT, b"x" * 10 * MB)]),
    "ten megabytes in parts": (1009, [frame(TEXT, HALF, fin=False), *[frame(CONTINUATION, HALF, fin=False)] * 320]),
    "an endless length": (1009, [head(TEXT, 2**62)]),
    "more than there are numbers for": (None, [head(TEXT, 2**63)]),
    "no UTF-8": (1007, [frame(TEXT, b'{"type": "\xff\xfe"}')]),
    "half a letter": (1007, [frame(TEXT, "я".encode()[:1])]),
    "a surrogate": (1007, [frame(TEXT, b"\xed\xa0\x80")]),
    "not masked": (1002, [frame(TEXT, b"{}", masked=False)]),
    "compressed, which was not agreed on": (1002, [frame(TEXT, b"\xab\x56\x2a\x4a", rsv=4)]),
    "reserved bits": (1002, [frame(TEXT, b"{}", rsv=3)]),
    "no such kind": (1002, [frame(3, b"{}")]),
    "no such control": (1002, [frame(11)]),
    "the rest of nothing": (1002, [frame(CONTINUATION, b"{}")]),
    "two beginnings": (1002, [frame(TEXT, b"{", fin=False), frame(TEXT, b"}")]),
    "a ping in parts": (1002, [frame(PING, b"x", fin=False)]),
    "a long ping": (1002, [frame(PING, b"x" * 126)]),
    "a goodbye of one byte": (1002, [frame(CLOSE, b"\x03")]),
    "a goodbye that is no number": (1002, [frame(CLOSE, (999).to_bytes(2, "big"))]),
    "a goodbye that is no text": (1007, [frame(CLOSE, (1000).to_bytes(2, "big") + b"\xff")]),
    "bytes": (1000, [frame(BINARY, b"{}")]),
}  # fmt: skip


def test_that_broken_frames_close_their_own_line_by_code(street: Street) -> None:
    _name, vandal = street.guest()
    found = {}
    for name, (_code, parts) in BROKEN_FRAMES.items():
        with raw_socket(vandal) as line:
            line.hello()
            line.say(*parts)
            found[name] = line.closed()
    wanted = {name: code for name, (code, _parts) in BROKEN_FRAMES.items()}
    differing = {name: code for name, code in found.items() if wanted[name] not in (None, code)}
    assert differing == {}
    street.is_served()


def test_that_words_which_are_no_message_are_refused_by_code_and_three_times_end_it(street: Street) -> None:
    honest = tagged("Mallory", "x").model_dump_json()
    nonsense = [
        "", "null", "[]", "{", "NaN", '"' + "x" * 60_000 + '"', "[" * 60_000, '{"type":' * 7_000, "9" * 60_000,
        '{"type": "since", "session": "s1", "seq": ' + "9" * 50_000 + "}",
        '{"type": "since", "session": "s1", "seq": 1e999}',
        '{"type": "ping", "id": "p", "t1_ms": NaN}', '{"type": "ping", "id": "p", "t1_ms": Infinity}',
        '{"type": "ping", "id": "p", "id": "\\u0000"}',
        honest.replace('"pressed_us":5', '"pressed_us":NaN'), honest.replace('"pressed_us":5', '"pressed_us":1e30'),
        honest.replace('"at_us":5', '"at_us":' + "1" * 4_000), honest.replace('"note":"x"', f'"note":"{"x" * 10_001}"'),
        honest.replace('"note":"x"', '"note":"\\ud800"'),
    ]  # fmt: skip
    for number, text in enumerate(nonsense):
        if number % 15 == 0:
            _name, vandal = street.guest()
        with raw_socket(vandal) as line:
            line.hello()
            line.say(*[words(text)] * 3)
            refused = [line.told("refused") for _ in range(3)]
            assert {one["code"] for one in refused} == {"message_broken"}, text[:200]
            assert line.closed() == 1008, text[:200]
    street.is_served()


def test_that_one_id_is_one_event_and_letters_that_turn_or_hide_others_stay_what_they_are(street: Street) -> None:
    note = "\u202e\u2066txt.exe\u2069\u0000\u0007\x1b[31m\ufeff</script>"
    name, vandal = street.guest()
    with raw_socket(vandal) as line:
        line.hello()
        put = tagged(name, note)
        line.say(*[words(put.model_dump_json())] * 3)
        seqs = {tuple(line.told("ack", about=put.id)["seqs"]) for _ in range(3)}
        assert len(seqs) == 1
        other = put.event.model_copy(update={"note": "another under the same id"})
        line.say(words(Put(id=new_id(), session=SESSION, event=other).model_dump_json()))
        assert line.told("ack", "refused")["type"] == "ack"
        line.say(words(json.dumps({"type": "put", "id": "c1", "session": SESSION, "event": {
            "type": "tag.edited", "id": put.event.id, "at_us": 5, "author": name, "annotation": put.event.annotation,  # type: ignore[union-attr]
            "base_version": 1, "note": "an edit under the id of its tag",
        }})))  # fmt: skip
        assert line.told("ack", "refused", about="c1")["type"] in {"ack", "refused"}
    kept = [one.event for one in read_events(street.folder) if one.event.id == put.event.id]
    assert [getattr(one, "note", None) for one in kept] == [note]
    street.is_served()


def test_that_pings_without_end_and_whoever_falls_silent_hold_up_nobody(street: Street) -> None:
    with raw_socket(street.guest()[1]) as pinging, raw_socket(street.guest()[1]) as half:
        pinging.hello()
        half.hello()
        half.say(frame(TEXT, b'{"type": "pi', fin=False))
        half.end_of_words()
        pings = frame(PING, b"x" * 125)
        for _ in range(100):
            pinging.say(pings * 100)
            pinging.pongs(100)
        assert half.closed() is None
        street.is_served()


def test_that_nothing_stays_of_ten_megabytes(street: Street) -> None:
    _name, vandal = street.guest()
    before = street.memory
    for _ in range(3):
        with raw_socket(vandal, "Sec-WebSocket-Extensions: permessage-deflate") as line:
            line.hello()
            line.say(head(TEXT, 10 * MB), *[b"x" * MB] * 10)
            assert line.closed() in {1009, None}
    street.is_served()
    assert street.memory - before < STAYS_BYTES


NASTY: tuple[object, ...] = (
    None, True, -1, 0, 2**63, 1e308, "", "\x00", "\u202e", "x" * 20_000, [], {}, [[[]]], "../../etc/passwd", "NaN",
)  # fmt: skip
VANDALS = 40
"""Many enough that none of them says too much in a second."""

KINDS = (TEXT, BINARY, CONTINUATION, PING, raw.PONG, CLOSE, 3, 15)


def wild(draw: random.Random, author: str) -> bytes:
    """Bytes for a socket: messages with something wrong in them, in frames with something wrong in them."""
    whole: list[dict[str, object]] = [
        tagged(author, "x").model_dump(mode="json"),
        {"type": "ping", "id": "p", "t1_ms": 1.5},
        {"type": "since", "session": SESSION, "seq": 0},
        {"type": "chat", "id": "c", "to": "observers", "text": "x"},
        {"type": "raise_hand", "id": "h", "session": SESSION, "text": ""},
        {"type": "clock_samples", "samples": [{"t1_ms": 1, "t2_us": 2, "t3_us": 3, "t4_ms": 4}]},
        {"type": "viewer_report", "mode": "mse", "delay_p95_ms": 1, "drops": 0, "track": "main"},
        {"type": "take_lead", "id": "l"},
        {"type": "move", "id": "m", "session": SESSION, "to": "closed", "at_us": 1},
        {"type": "remove_all", "id": "r"},
        {"type": "hello", "client": "page", "name": "x", "since": {SESSION: 0}},
    ]
    message = draw.choice(whole)
    for _ in range(draw.randrange(3)):
        place = draw.choice([message, message.get("event", message)])
        if isinstance(place, dict) and place:
            place[draw.choice([*place, "more"])] = draw.choice(NASTY)
    said = json.dumps(message, ensure_ascii=draw.random() < 0.5).encode()
    if draw.random() < 0.2:
        at = draw.randrange(len(said) + 1)
        said = said[:at] + draw.randbytes(draw.randrange(8)) + said[at + draw.randrange(8) :]
    kind = TEXT if draw.random() < 0.7 else draw.choice(KINDS)
    if draw.random() < 0.7:
        return frame(kind, said)
    odd: Any = {"fin": draw.random() < 0.5, "rsv": draw.choice([0, 0, 0, 4, 7]), "masked": draw.random() < 0.8}
    if draw.random() < 0.2:
        return head(kind, draw.choice([0, 125, 65_535, 65_537, 2**40]), **odd) + draw.randbytes(draw.randrange(200))
    return frame(kind, said, **odd)


@pytest.mark.soak
@pytest.mark.timeout(900)
def test_that_two_thousand_wild_lines_break_nothing(street: Street) -> None:
    seed = random.randrange(2**32)
    draw = random.Random(seed)
    print(f"\nseed {seed}")
    vandals = [street.guest() for _ in range(VANDALS)]
    before, ended = street.memory, 0
    for number in range(2_000):
        author, vandal = vandals[number % VANDALS]
        with raw_socket(vandal) as line:
            if draw.random() < 0.9:
                line.hello()
            stream = b"".join(wild(draw, author) for _ in range(draw.randrange(1, 6)))
            cut = sorted(draw.randrange(len(stream) + 1) for _ in range(draw.randrange(3)))
            line.say(*(stream[a:b] for a, b in zip([0, *cut], [*cut, len(stream)], strict=True)))
            if draw.random() < 0.3:
                line.end_of_words()
                line.closed()
                ended += 1
        if number % 100 == 0:
            street.is_served()
    street.is_served()
    print(f"{ended} ended in words; memory {(street.memory - before) / MB:+.1f} MB")
    assert street.memory - before < STAYS_BYTES
