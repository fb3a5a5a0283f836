"""Alarms are told once, and once when they are over."""

from datetime import UTC, datetime
from pathlib import Path

from lab.live.alarms import SILENT_S, Alarms
from lab.live.messages import Alarm
from recordings.messages import (
    DISK_LOW_BYTES,
    Fact,
    GapFound,
    Health,
    Lost,
    Opened,
    Paused,
    Restored,
    SourceHealth,
)
from recordings.plan import RecordingPlan, SourcePlan

FOLDER = Path("/sessions/s")
SOURCES = {
    "voice": SourcePlan(id="voice", kind="microphone", shows="voice"),
    "camera": SourcePlan(id="camera", kind="camera", device="0", shows="face"),
    "screen": SourcePlan(id="screen", kind="screen", shows="screen"),
    "capture": SourcePlan(id="capture", kind="camera", device="1", shows="screen"),
}


def health(silent_s: float = 0, still_s: float = 0, free: int = 10 * DISK_LOW_BYTES, rate: int = 0) -> Health:
    def source(**more: float) -> SourceHealth:
        return SourceHealth.model_validate(
            {"fps": 30, "captured": 1, "written": 1, "dropped": 0, "duplicates": 0, "late": 0, **more}
        )

    return Health(
        at_us=0,
        sources={
            "voice": source(silent_s=silent_s),
            "camera": source(still_s=still_s),
            "screen": source(still_s=1000),
            "capture": source(still_s=1000),
        },
        disk_free_bytes=free,
        bytes_per_s=rate,
        saved_us=0,
    )


def told(*seconds: Health) -> list[tuple[str, bool]]:
    heard: list[Alarm] = []
    alarms = Alarms(heard.append)
    for second in seconds:
        alarms.look_at_health("s", FOLDER, second, SOURCES)
    return [(alarm.code, alarm.over) for alarm in heard]


def test_that_a_silent_microphone_is_told_once_and_its_end_once() -> None:
    assert told(health(SILENT_S - 1)) == []
    assert told(health(SILENT_S), health(SILENT_S + 1), health(0), health(0)) == [
        ("nothing_heard", False),
        ("nothing_heard", True),
    ]


def test_that_a_computer_that_plays_nothing_is_no_alarm() -> None:
    heard: list[Alarm] = []
    aloud = SourcePlan(id="voice", kind="system_sound", shows="system_sound")
    Alarms(heard.append).look_at_health("s", FOLDER, health(SILENT_S * 10), {"voice": aloud})
    assert heard == []


def test_that_a_frozen_camera_is_told_and_a_still_screen_is_not_be_it_grabbed_or_filmed() -> None:
    assert told(health(still_s=100)) == [("camera_frozen", False)]


def test_that_a_disk_is_low_by_room_or_by_time_left() -> None:
    assert told(health(free=DISK_LOW_BYTES - 1)) == [("disk_low", False)]
    assert told(health(free=10 * DISK_LOW_BYTES, rate=DISK_LOW_BYTES)) == [("disk_low", False)]
    assert told(health(free=10 * DISK_LOW_BYTES, rate=1000)) == []


def test_that_each_lost_source_is_an_alarm_of_its_own_until_it_is_back() -> None:
    heard: list[Alarm] = []
    alarms = Alarms(heard.append)
    for source in ("camera", "voice", "camera"):
        alarms.look_at_fact("s", Lost(seq=1, at_us=0, source=source, reason="unplugged"), SOURCES)
    assert len(alarms.in_force) == 2
    alarms.look_at_fact("s", Restored(seq=2, at_us=0, source="voice"), SOURCES)
    assert [alarm.facts["source"] for alarm in alarms.in_force] == ["camera"]
    alarms.forget("s")
    assert alarms.in_force == ()
    assert [alarm.over for alarm in heard] == [False, False, True, True]


def test_that_another_device_a_pause_or_a_new_recorder_ends_the_alarm_of_a_lost_source() -> None:
    plan = RecordingPlan(folder=FOLDER, origin_us=0, sources=tuple(SOURCES.values())[:1])
    ends: tuple[Fact, ...] = (
        GapFound(seq=2, at_us=0, source="camera", from_us=0, to_us=1, reason="camera_silent"),
        Paused(seq=2, at_us=0),
        Opened(seq=2, at_us=0, plan=plan, boot_id="b", wall=datetime(2026, 5, 4, tzinfo=UTC)),
    )
    for end in ends:
        alarms = Alarms(lambda _alarm: None)
        alarms.look_at_fact("s", Lost(seq=1, at_us=0, source="camera", reason="camera_silent"), SOURCES)
        alarms.look_at_fact("s", end, SOURCES)
        assert alarms.in_force == ()


def test_that_an_alarm_is_told_again_when_a_fact_of_it_changes() -> None:
    heard: list[Alarm] = []
    alarms = Alarms(heard.append)
    for free in (2_000_000_000, 2_000_000_001, 1_000_000_000):
        alarms.look_at_health("s", FOLDER, health(free=free, rate=3_000_000), SOURCES)
    assert [alarm.facts["minutes"] for alarm in heard] == [9, 3]
