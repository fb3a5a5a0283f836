"""Alarms are told once, and once when they are over."""

from lab.live.alarms import DISK_LOW_BYTES, SILENT_S, Alarms
from lab.live.messages import Alarm
from recordings.messages import Failed, Health, Lost, Restored, SourceHealth
from recordings.plan import SourcePlan

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
        alarms.look_at_health("s", second, SOURCES)
    return [(alarm.code, alarm.over) for alarm in heard]


def test_that_a_silent_microphone_is_told_once_and_its_end_once() -> None:
    assert told(health(SILENT_S - 1)) == []
    assert told(health(SILENT_S), health(SILENT_S + 1), health(0), health(0)) == [
        ("microphone_silent", False),
        ("microphone_silent", True),
    ]


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
        alarms.look_at_fact("s", Lost(seq=1, at_us=0, source=source, reason="unplugged"))
    assert len(alarms.in_force) == 2
    alarms.look_at_fact("s", Restored(seq=2, at_us=0, source="voice"))
    assert [alarm.facts["source"] for alarm in alarms.in_force] == ["camera"]
    alarms.forget("s")
    assert alarms.in_force == ()
    assert [alarm.over for alarm in heard] == [False, False, True, True]


def test_that_a_failure_that_does_not_touch_the_recording_is_no_alarm() -> None:
    heard: list[Alarm] = []
    alarms = Alarms(heard.append)
    alarms.look_at_failure("s", Failed(code="stills_failed", facts={"why": "no encoder"}, harmless=True))
    assert heard == []
    alarms.look_at_failure("s", Failed(code="disk_full", facts={}))
    assert [(alarm.code, alarm.facts["why"]) for alarm in heard] == [("recording_failed", "disk_full")]
