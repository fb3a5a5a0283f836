"""A session through the real room with the real recorder."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from lab.archive import session_file
from lab.archive.journal_reading import read_events
from lab.archive.verify import verify
from lab.domain import events
from lab.domain.errors import InputError, RuleError
from lab.domain.events import SessionClosed, SessionWithdrawn
from lab.domain.ids import new_id
from lab.domain.session import SessionState
from lab.live.messages import Blind, ChooseDevice, Health, Host, Ping, Pong, Rearm, RecorderCondition, Shutdown
from recordings import manifest
from recordings.messages import MEDIA_STILL
from recordings.plan import SourcePlan
from tests.lab.archive.sessions import SYNTHETIC, WORDS, move, tag
from tests.process.room_rig import Person, Rig, rig, stored_ids, wait_until

CAMERA = SourcePlan(id="camera", kind="synthetic_camera", shows="face", fps=10)


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Rig]:
    with rig(tmp_path / "lab") as made:
        yield made


def _has_seen(person: Person, last: int) -> bool:
    return len(person.seqs("s1")) >= last


def test_that_a_session_is_recorded_annotated_closed_and_verifies(lab: Rig) -> None:
    anna, boris = lab.person("Anna"), lab.person("Boris")
    folder = lab.running(anna)
    tags = [tag(number) for number in range(20)]
    answers = [anna.client.put("s1", event) for event in tags]
    assert [answer.result(30).seqs for answer in answers] == sorted(answer.result(0).seqs for answer in answers)
    anna.move("s1", SessionState.PAUSED)
    wait_until(lambda: not anna.is_recording("s1"), "a pause")
    anna.move("s1", SessionState.RUNNING)
    wait_until(lambda: len(anna.segments("s1")) == 2, "recording again")
    anna.move("s1", SessionState.DEBRIEF)
    boris.client.put("s1", tag(99)).result(30)
    anna.move("s1", SessionState.CLOSED)
    assert verify(folder).lies == ()
    assert isinstance(read_events(folder)[-1].event, SessionClosed)
    assert {event.id for event in tags} <= set(stored_ids(folder))
    screen = next(track for track in manifest.read(folder).tracks if track.source == "screen")
    assert [segment.n for segment in screen.segments] == [1, 2]
    last = len(read_events(folder))
    for person in (anna, boris):
        wait_until(partial(_has_seen, person, last), "all events")
        assert person.seqs("s1") == list(range(1, last + 1))
        assert person.hosted("s1") is None


def test_that_what_is_acknowledged_is_on_the_disk_while_everything_is_recorded(lab: Rig) -> None:
    anna = lab.person()
    folder = lab.running(anna)
    for number in range(10):
        event = tag(number)
        seqs = anna.client.put("s1", event).result(30).seqs
        on_disk = {stamped.seq: stamped.event for stamped in read_events(folder)}
        assert [on_disk[seq] for seq in seqs] == [event]


def test_that_the_live_picture_comes_only_while_somebody_looks(lab: Rig) -> None:
    anna = lab.person(looks=True)
    lab.hosted(anna)
    wait_until(lambda: any(message.state == "armed" for message in anna.of(RecorderCondition)), "armed")
    wait_until(lambda: len(anna.of(Health)) >= 2, "two seconds of health")
    assert anna.pictures == []
    anna.client.want_stills(on=True)
    wait_until(lambda: len(anna.pictures) >= 3, "pictures")
    header, picture = anna.pictures[0]
    assert header.kind == MEDIA_STILL
    assert picture.startswith(b"\xff\xd8")


def test_that_sources_change_before_the_start_and_devices_at_any_time(lab: Rig) -> None:
    anna = lab.person()
    folder = lab.hosted(anna)
    anna.ask(Rearm(id=new_id(), session="s1", sources=(*session_file.read(folder).sources, CAMERA)))
    wait_until(lambda: any(len(one.sources) == 3 for one in anna.of(RecorderCondition)), "a third source")
    anna.move("s1", SessionState.RUNNING)
    wait_until(lambda: len(anna.segments("s1")) == 2, "recording")
    anna.ask(ChooseDevice(id=new_id(), session="s1", source="camera", device="320x240"))
    wait_until((folder / "camera.002.mkv").exists, "a new file for another camera")
    with pytest.raises(RuleError, match="session_has_begun"):
        anna.ask(Rearm(id=new_id(), session="s1", sources=(CAMERA,)))
    with pytest.raises(RuleError, match="source_unknown"):
        anna.ask(ChooseDevice(id=new_id(), session="s1", source="nobody", device="320x240"))
    assert [one.device for one in session_file.read(folder).sources] == ["default", "default", "320x240"]


def test_that_a_room_keeps_no_password_of_a_camera_that_a_client_sends_it(lab: Rig) -> None:
    anna = lab.person()
    folder = lab.hosted(anna, sources=(*SYNTHETIC, CAMERA))
    anna.ask(ChooseDevice(id=new_id(), session="s1", source="camera", device="rtsp://ann:bicycle@127.0.0.1:9/live"))
    assert session_file.read(folder).sources[-1].device == "rtsp://***@127.0.0.1:9/live"
    assert not any("bicycle" in message.model_dump_json() for message in anna.heard)


def test_that_many_sessions_are_hosted_and_one_is_recorded(lab: Rig) -> None:
    anna = lab.person()
    first = lab.running(anna, "s1")
    lab.hosted(anna, "s2")
    with pytest.raises(RuleError, match="another_session_records"):
        anna.move("s2", SessionState.RUNNING)
    anna.move("s1", SessionState.DEBRIEF)
    anna.move("s2", SessionState.RUNNING)
    wait_until(lambda: anna.is_recording("s2"), "the second recording")
    anna.client.put("s1", tag(7)).result(30)
    anna.move("s1", SessionState.CLOSED)
    assert verify(first).ok
    with pytest.raises(RuleError, match="sessions_hosted"):
        anna.ask(Shutdown(id=new_id()))


def test_that_a_withdrawn_session_stops_at_once_and_holds_nothing_of_the_person(lab: Rig) -> None:
    anna = lab.person()
    folder = lab.running(anna)
    anna.client.put("s1", tag(1)).result(30)
    anna.move("s1", SessionState.WITHDRAWN)
    assert verify(folder).lies == ()
    assert isinstance(read_events(folder)[-1].event, SessionWithdrawn)
    assert not list(folder.glob("*.mkv"))
    assert all(WORDS.encode() not in path.read_bytes() for path in folder.iterdir())


def test_that_an_aborted_session_without_a_recording_is_sealed(lab: Rig) -> None:
    anna = lab.person()
    folder = lab.hosted(anna, sources=())
    anna.move("s1", SessionState.ABORTED)
    assert verify(folder).ok


def test_that_a_ready_session_becomes_a_booking_again_and_leaves_no_folder(lab: Rig) -> None:
    anna = lab.person()
    folder = lab.hosted(anna)
    wait_until(lambda: any(one.state == "armed" for one in anna.of(RecorderCondition)), "an armed recorder")
    anna.move("s1", SessionState.PLANNED)
    assert anna.hosted("s1") is None
    assert not folder.exists()
    with pytest.raises(RuleError, match="session_not_hosted"):
        anna.move("s1", SessionState.RUNNING)
    second = lab.running(anna, "s2")
    with pytest.raises(RuleError, match="illegal_move"):
        anna.move("s2", SessionState.PLANNED)
    assert second.exists()


def test_that_requests_are_refused_with_codes(lab: Rig, tmp_path: Path) -> None:
    anna = lab.person()
    lab.hosted(anna)
    with pytest.raises(RuleError, match="session_not_open"):
        anna.client.put("s1", tag(1)).result(30)
    with pytest.raises(RuleError, match="illegal_move"):
        anna.move("s1", SessionState.CLOSED)
    with pytest.raises(RuleError, match="session_not_hosted"):
        anna.client.put("s9", tag(1)).result(30)
    with pytest.raises(InputError, match="folder_elsewhere"):
        anna.ask(Host(id=new_id(), folder=str(tmp_path)))
    with pytest.raises(InputError, match="session_file_missing"):
        anna.ask(Host(id=new_id(), folder=str(lab.folder.sessions / "nothing")))
    assert isinstance(anna.ask(Ping(id=new_id())), Pong)


def test_that_the_room_takes_from_nobody_an_event_that_is_its_own(lab: Rig) -> None:
    anna = lab.person()
    folder = lab.running(anna)
    head: dict[str, Any] = {"at_us": 1, "author": "Anna"}
    clock: dict[str, Any] = {"origin_us": 0, "boot_id": "b", "wall": "2026-11-23T10:00:00+00:00"}
    forged = (
        events.SessionOpened(id="f1", **head, **clock),
        move(SessionState.RUNNING, SessionState.DEBRIEF),
        events.SessionClosed(id="f2", **head, files={}),
        events.EpochBegan(id="f3", **head, **clock, uncertainty_us=0),
        events.ClockGap(id="f4", **head, cause="suspended", from_us=0, to_us=1),
        events.RecordingNoted(id="f5", **head, fact="lost", recorder_seq=1, facts={}),
        events.ObserversBlinded(id="f6", **head, on=True),
        events.SessionWithdrawn(id="f7", **head, erased_files=("screen.mkv",), erased_bodies=0),
    )
    for event in forged:
        with pytest.raises(RuleError, match="event_of_the_room"):
            anna.client.put("s1", event).result(30)
    assert not {event.id for event in forged} & {stamped.event.id for stamped in read_events(folder)}


def test_that_observers_are_blinded_for_all_to_see(lab: Rig) -> None:
    anna = lab.person()
    lab.running(anna)
    anna.ask(Blind(id=new_id(), session="s1", on=True, at_us=5))
    wait_until(lambda: bool((one := anna.hosted("s1")) and one.blind), "blind")
