"""The running session follows the room, and shows what is under way before the room has it."""

from concurrent.futures import Future

import pytest

from lab.domain.errors import LabError, RuleError
from lab.domain.session import SessionState
from lab.live.messages import Alarm, EventKept, Feed, Rearm, RecorderCondition, Welcome
from tests.ui.held.stage import SECOND, SESSION, Clock, Room, sample_plan
from ui.held.running import RunningSession
from ui.held.verbs import TagContent, Verbs


def test_that_the_record_follows_the_room(session: RunningSession, room: Room) -> None:
    assert session.state is SessionState.RUNNING
    session.move(SessionState.PAUSED)
    assert session.state is SessionState.PAUSED
    assert session.record == room.record


def test_that_a_task_shows_at_once_while_the_room_is_away_and_is_kept_when_it_is_back(
    session: RunningSession, room: Room
) -> None:
    room.away = True
    Verbs(session).start(5 * SECOND, "find-service")
    assert session.record.running_attempt is not None
    assert session.kept.running_attempt is None
    assert session.waiting == 1
    room.come_back()
    assert session.waiting == 0
    assert session.kept == session.record == room.record


def test_that_what_the_room_refuses_is_taken_back_and_told(session: RunningSession, room: Room) -> None:
    told: list[LabError] = []
    session.refused.connect(told.append)
    room.refuses = "session_not_running"
    Verbs(session).start(5 * SECOND, "find-service")
    assert session.record.attempts == ()
    assert [error.code for error in told] == ["session_not_running"]


def test_that_an_edit_of_a_refused_tag_shows_nothing(session: RunningSession, room: Room) -> None:
    verbs = Verbs(session)
    room.away = True
    tag = verbs.tag(SECOND, TagContent(criterion="CC-01"))
    verbs.edit(tag, severity=3)
    assert [one.severity for one in session.record.annotations] == [3]
    room.refuses = "session_not_open"
    room.come_back()
    assert session.record.annotations == ()


def test_that_events_out_of_order_wait_for_those_before_them(session: RunningSession, room: Room) -> None:
    late = RunningSession(sample_plan(), room, "Anna")
    behind: list[bool] = []
    late.behind.connect(lambda: behind.append(True))
    for stamped in reversed(room.kept[1:]):
        late.hear(EventKept(session=SESSION, stamped=stamped))
    assert late.kept.last_seq == 0
    assert behind
    late.hear(Feed(session=SESSION, events=(room.kept[0],), more=False))
    assert late.kept == room.record


def test_that_a_session_behind_is_caught_up_from_the_database(session: RunningSession, room: Room) -> None:
    late = RunningSession(sample_plan(), room, "Anna")
    late.hear(EventKept(session=SESSION, stamped=room.kept[-1]))
    late.seed(session.kept)
    assert late.state is SessionState.RUNNING
    assert late.kept.last_seq == len(room.kept)


def test_that_events_heard_twice_count_once(session: RunningSession, room: Room) -> None:
    Verbs(session).start(SECOND, "find-service")
    session.hear(EventKept(session=SESSION, stamped=room.kept[-1]))
    assert len(session.record.attempts) == 1


def test_that_time_is_the_machines_less_the_origin(session: RunningSession, machine: Clock) -> None:
    machine.pass_seconds(12.5)
    assert session.now() == 12.5 * SECOND


@pytest.mark.parametrize("other", ["somebody else's", None])
def test_that_alarms_of_this_session_and_of_the_room_are_shown_until_they_are_over(
    session: RunningSession, other: str | None
) -> None:
    facts: dict[str, object] = {"source": "microphone"}
    session.hear(Alarm(session=other or SESSION, code="nothing_heard", facts=facts))
    assert bool(session.alarms) is (other is None)
    session.hear(Alarm(session=SESSION, code="nothing_heard", facts=facts, over=True))
    assert not session.alarms


def test_that_a_new_room_says_anew_what_is_amiss_and_what_has_happened_stays(session: RunningSession) -> None:
    session.hear(Alarm(session=SESSION, code="disk_low", facts={"megabytes": 700}))
    session.hear(Alarm(session=SESSION, code="recorder_started_again", past=True))
    condition = RecorderCondition(session=SESSION, state="recording", sources=(), faults=())
    session.hear(Welcome(pid=2, sessions=(), recorder=condition))
    assert [alarm.code for alarm in session.alarms.values()] == ["recorder_started_again"]


def sources_of(session: RunningSession) -> list[tuple[str, str]]:
    return [(one.id, one.device) for one in session.plan.sources]


def test_that_other_sources_are_in_force_as_soon_as_they_are_asked_for(session: RunningSession, room: Room) -> None:
    changes: list[str] = []
    session.sources_changed.connect(lambda: changes.append("changed"))
    screen = session.plan.sources[0].model_copy(update={"device": "S1"})
    session.rearm((screen,))
    assert isinstance(room.requests[-1], Rearm)
    assert sources_of(session) == [("screen", "S1")]
    assert changes == ["changed"]


def test_that_sources_that_the_room_refuses_are_not_in_force(
    session: RunningSession, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sources_of(session)
    refusal: Future[None] = Future()
    refusal.set_exception(RuleError("not_consented"))
    monkeypatch.setattr(room, "request", lambda _message: refusal)
    session.rearm(())
    assert sources_of(session) == before


def test_that_a_device_that_took_anothers_place_while_recording_is_in_force(session: RunningSession) -> None:
    used = {"id": "screen", "kind": "screen", "shows": "screen", "device": "S1", "name": "", "ready": True}
    session.hear(RecorderCondition.model_validate({"session": SESSION, "state": "recording", "sources": [used]}))
    assert sources_of(session) == [("screen", "S1"), ("camera", "default"), ("microphone", "default")]
