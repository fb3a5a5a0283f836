"""Alarms are told once, and once when they are over."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from lab.live.alarms import FROZEN_S, SCREEN_BLACK_S, Alarms
from lab.live.messages import Alarm
from recordings.judging import SoundSpan
from recordings.messages import (
    DISK_LOW_BYTES,
    ClockStepped,
    Fact,
    GapFound,
    Health,
    Lost,
    Opened,
    Paused,
    Restored,
    SegmentOpened,
    SourceHealth,
    Suspended,
)
from recordings.plan import RecordingPlan, SourcePlan

FOLDER = Path("/sessions/s")
SOURCES = {
    "voice": SourcePlan(id="voice", kind="microphone", shows="voice"),
    "computer": SourcePlan(id="computer", kind="microphone", shows="system_sound"),
    "camera": SourcePlan(id="camera", kind="camera", device="0", shows="face"),
    "screen": SourcePlan(id="screen", kind="screen", shows="screen"),
    "capture": SourcePlan(id="capture", kind="camera", device="1", shows="screen"),
}


HOUR_US = 3_600_000_000
DEAD = SoundSpan(floor_db=-96, speech_db=-96, peak_db=-96, spread_db=0, likeness=0, clipped=0)
QUIET = replace(DEAD, floor_db=-70, speech_db=-66, peak_db=-60, spread_db=1.5, likeness=0.97)


def health(
    sound: SoundSpan | None = QUIET,
    still_s: float = 0,
    free: int = 10 * DISK_LOW_BYTES,
    rate: int = 0,
    at_us: int = 0,
    sync_ms: float = 0,
    black: Mapping[str, float] = {},
    dropped: float = 0,
) -> Health:
    def source(**more: object) -> SourceHealth:
        return SourceHealth.model_validate(
            {"fps": 30, "captured": 1, "written": 1, "dropped": 0, "duplicates": 0, "late": 0, **more}
        )

    return Health(
        at_us=at_us,
        sources={
            "voice": source(sound=sound, sync_ms=sync_ms),
            "computer": source(sound=DEAD, sync_ms=0),
            "camera": source(still_s=still_s, black_s=black.get("camera")),
            "screen": source(still_s=1000, black_s=black.get("screen"), dropped_part=dropped),
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
    assert told(health(None), health(QUIET)) == []
    assert told(health(DEAD), health(DEAD), health(), health()) == [
        ("nothing_heard", False),
        ("nothing_heard", True),
    ]


def test_that_a_computer_that_plays_nothing_is_no_alarm() -> None:
    heard: list[Alarm] = []
    aloud = SourcePlan(id="voice", kind="system_sound", shows="system_sound")
    Alarms(heard.append).look_at_health("s", FOLDER, health(DEAD), {"voice": aloud})
    assert heard == []


def test_that_a_frozen_camera_is_told_and_a_still_screen_is_not_be_it_grabbed_or_filmed() -> None:
    assert told(health(still_s=FROZEN_S - 1)) == []
    assert told(health(still_s=FROZEN_S)) == [("camera_frozen", False)]


def test_that_a_clipping_microphone_is_told_until_it_clips_hardly_any_more() -> None:
    clipped = [health(replace(QUIET, clipped=tenths)) for tenths in (9, 10, 3, 2)]
    assert told(*clipped) == [("sound_clipped", False), ("sound_clipped", True)]


def test_that_a_black_camera_is_told_sooner_than_a_black_screen() -> None:
    assert told(health(black={"camera": 3.0, "screen": 3.0})) == [("camera_black", False)]
    assert told(health(black={"screen": SCREEN_BLACK_S})) == [("screen_black", False)]


def test_that_a_black_camera_is_not_told_as_frozen_too() -> None:
    assert told(health(still_s=3, black={"camera": 2.0})) == []
    assert told(health(still_s=10, black={"camera": 10.0})) == [("camera_black", False)]


def test_that_dropped_pictures_are_told_above_one_percent_until_they_are_half_of_that() -> None:
    assert told(*(health(dropped=part) for part in (0.01, 0.011, 0.006, 0.004))) == [
        ("pictures_dropped", False),
        ("pictures_dropped", True),
    ]


def test_that_sound_is_told_apart_from_the_picture_after_three_seconds() -> None:
    apart = [health(sync_ms=off, at_us=second * 1_000_000) for second, off in enumerate([-41] * 3 + [40, 41, 41, 0])]
    assert told(*apart) == []
    apart = [health(sync_ms=off, at_us=second * 1_000_000) for second, off in enumerate([-41] * 4 + [0])]
    assert told(*apart) == [("sound_apart", False), ("sound_apart", True)]


def test_that_a_disk_is_low_by_room_or_by_time_left() -> None:
    assert told(health(free=DISK_LOW_BYTES - 1)) == [("disk_low", False)]
    assert told(health(free=10 * DISK_LOW_BYTES, rate=DISK_LOW_BYTES)) == [("disk_low", False)]
    assert told(health(free=10 * DISK_LOW_BYTES, rate=1000)) == []


def test_that_the_disk_is_to_last_to_the_booked_end_at_a_rate_that_is_known_for_a_minute() -> None:
    heard: list[Alarm] = []
    alarms = Alarms(heard.append)

    def hour(second: int) -> Health:
        return health(at_us=second * 1_000_000, rate=1_000_000, free=3_900_000_000)  # with 300 MB in reserve

    for second in (0, 59, 60, 61):
        alarms.look_at_health("s", FOLDER, hour(second), SOURCES, HOUR_US + 120_000_000)
    assert [(alarm.code, alarm.facts["minutes"], alarm.facts["booked"]) for alarm in heard] == [("disk_low", 60, True)]
    alarms.look_at_health("s", FOLDER, health(at_us=120_000_000, rate=1_000_000), SOURCES, HOUR_US)
    assert heard[-1].over


def test_that_nothing_is_told_of_a_disk_that_lasts_to_the_booked_end() -> None:
    heard: list[Alarm] = []
    alarms = Alarms(heard.append)
    for second in range(120):
        alarms.look_at_health("s", FOLDER, health(at_us=second * 1_000_000, rate=1_000_000), SOURCES, 2 * HOUR_US)
    assert heard == []


def test_that_sleep_a_set_clock_and_another_size_are_told_once_each() -> None:
    heard: list[Alarm] = []
    alarms = Alarms(heard.append)
    first = {"source": "screen", "n": 1, "file": "screen.mkv", "origin_us": 0, "fps": 30, "codec": "h264"}
    facts: tuple[Fact, ...] = (
        SegmentOpened.model_validate({"seq": 1, "at_us": 0, **first, "width": 640, "height": 360, "sound": False}),
        Suspended(seq=2, at_us=9, from_us=1, to_us=9, slept_us=90_000_000),
        ClockStepped(seq=3, at_us=9, by_us=-3_600_000_000),
        SegmentOpened.model_validate({"seq": 4, "at_us": 9, **first, "width": 1280, "height": 720, "sound": False}),
    )
    for fact in facts + facts:
        alarms.look_at_fact("s", fact, SOURCES)
    assert [alarm.code for alarm in heard] == ["computer_slept", "clock_set", "picture_resized"]
    assert all(alarm.past for alarm in heard)


def test_that_a_source_that_is_not_used_any_more_has_no_alarm() -> None:
    heard: list[Alarm] = []
    alarms = Alarms(heard.append)
    alarms.look_at_health("s", FOLDER, health(still_s=10), SOURCES)
    without = health()
    left = {name: source for name, source in without.sources.items() if name != "camera"}
    alarms.look_at_health("s", FOLDER, without.model_copy(update={"sources": left}), SOURCES)
    assert [(alarm.code, alarm.over) for alarm in heard] == [("camera_frozen", False), ("camera_frozen", True)]


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
