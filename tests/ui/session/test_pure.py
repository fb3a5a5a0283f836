"""What the session screen decides without any window: tasks, feed, health, sources, press times."""

from collections.abc import Collection

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from lab.domain.errors import InputError
from lab.domain.timeline import SECOND_US
from lab.live.messages import Alarm, Health
from lab.services.session_view import Inventory, SourcePlan
from recordings import clock
from recordings.messages import DISK_FULL_BYTES
from tests.ui.held.stage import SESSION
from ui.memory import Memory
from ui.press_time import pressed_at
from ui.session.health import alarm_words, health_words
from ui.session.other_device import named_by_hand
from ui.session.proposing import keep_used, last_used, proposed
from ui.session.sources import Place, choices_for, screen_note, with_choice


def told(**changes: object) -> Health:
    source = {"fps": 30.0, "captured": 1, "written": 1, "dropped": 0, "duplicates": 0, "late": 0}
    health: dict[str, object] = {
        "at_us": 10 * SECOND_US,
        "sources": {"screen": source, "microphone": source | {"level_db": -18.2, "sync_ms": 4.0}},
        "disk_free_bytes": DISK_FULL_BYTES + 5 * 3600 * 1000,
        "bytes_per_s": 1000,
        "saved_us": 10 * SECOND_US,
    }
    return Health.model_validate({"session": SESSION, "health": health | changes})


def words_of(health: Health, *, waiting: int = 0) -> dict[str, tuple[str, str]]:
    shows = {"screen": "screen", "microphone": "voice"}
    found = health_words(health, shows, {"screen": 30}, recording=True, waiting=waiting)
    return {word.key: (word.words, word.tone) for word in found}


def test_that_health_is_a_row_of_words() -> None:
    assert words_of(told()) == {
        "screen": ("screen 30 fps", "good"),
        "microphone": ("sound −18 dB", "good"),
        "sync": ("in step 4 ms", "good"),
        "disk": ("disk 5 h 0 min", "good"),
        "saved": ("saved", "good"),
    }


def test_that_little_disk_and_what_is_not_saved_are_said() -> None:
    assert words_of(told(disk_free_bytes=DISK_FULL_BYTES + 600 * 1000))["disk"] == ("disk 10 min", "careful")
    assert words_of(told(disk_free_bytes=DISK_FULL_BYTES - 1))["disk"] == ("disk 0 min", "careful")
    assert words_of(told(saved_us=1 * SECOND_US))["saved"][1] == "careful"
    assert words_of(told(), waiting=1)["saved"][1] == "careful"


def test_that_a_noise_gate_is_a_milder_word_than_a_dead_microphone() -> None:
    facts: dict[str, object] = {"source": "microphone", "shows": "voice"}
    alarms = {code: Alarm(session=SESSION, code=code, facts=facts) for code in ("sound_gated", "nothing_heard")}
    assert [(word.tone, word.device_of) for word in alarm_words(alarms)] == [
        ("careful", "microphone"),
        ("bad", "microphone"),
    ]


def devices(screens: int, cameras: int, microphones: int) -> Inventory:
    from recordings.devices import Camera, Microphone, Screen

    return Inventory(
        tuple(Screen(f"S{n}", f"S{n}", n * 1920, 0, 1920, 1080, n == 0) for n in range(screens)),
        tuple(Camera(f"/dev/video{n}", f"Camera {n}") for n in range(cameras)),
        tuple(Microphone(str(n), f"Microphone {n}", 1, 48_000, n == 0) for n in range(microphones)),
        (),
    )


@pytest.mark.parametrize(
    ("setup", "screens", "cameras", "wanted"),
    [
        ("own_device", 1, 1, [("screen", "screen", "S0"), ("camera", "camera", "/dev/video0")]),
        ("own_device", 0, 1, [("camera", "camera", "/dev/video0")]),
        ("own_device", 1, 0, [("screen", "screen", "S0")]),
        ("two_screens", 2, 1, [("screen", "screen", "S1"), ("camera", "camera", "/dev/video0")]),
        ("two_screens", 1, 0, [("screen", "screen", "S0")]),
        ("alone", 2, 0, [("screen", "screen", "S0")]),
        ("alone", 0, 0, []),
    ],
)
def test_that_each_setup_has_its_own_proposal(
    setup: str, screens: int, cameras: int, wanted: list[tuple[str, str, str]]
) -> None:
    found = proposed(setup, devices(screens, cameras, 0))
    assert [(source.id, source.kind, source.device) for source in found] == wanted


@pytest.mark.parametrize(("window_on", "wanted"), [({"S0"}, "S1"), ({"S1"}, "S0"), ({"elsewhere"}, "S1"), ((), "S1")])
def test_that_the_participants_screen_is_the_one_where_the_window_does_not_lie(
    window_on: Collection[str], wanted: str
) -> None:
    (screen,) = proposed("two_screens", devices(2, 0, 0), (), window_on)
    assert screen.device == wanted


CAMERA_BY_ADDRESS = SourcePlan(id="camera", kind="camera", device="rtsp://10.0.0.7/live", shows="room")


def test_that_what_was_used_last_is_proposed_again_if_it_is_there() -> None:
    last = (
        SourcePlan(id="screen", kind="screen", device="S0", shows="screen"),
        CAMERA_BY_ADDRESS,
        SourcePlan(id="microphone", kind="microphone", device="7", shows="system_sound"),
    )
    found = proposed("two_screens", devices(2, 1, 1), last, {"S0"})
    assert [(one.id, one.device, one.shows) for one in found] == [
        ("screen", "S0", "screen"),
        ("camera", "rtsp://10.0.0.7/live", "room"),
        ("microphone", "0", "voice"),
    ]


@pytest.mark.parametrize(
    ("kind", "device", "wanted"),
    [
        ("screen", "800x600+100+0", "800x600+100+0"),
        ("screen", "800x600+9000+0", "S1"),
        ("screen", "S7", "S1"),
        ("camera", "/dev/video0", "S1"),
        ("camera", "rtsp://10.0.0.7/live", "rtsp://10.0.0.7/live"),
    ],
)
def test_that_a_found_camera_is_never_proposed_as_the_screen_and_a_part_only_where_it_is(
    kind: str, device: str, wanted: str
) -> None:
    last = SourcePlan.model_validate({"id": "screen", "kind": kind, "device": device, "shows": "screen"})
    assert proposed("two_screens", devices(2, 1, 0), (last,))[0].device == wanted


def test_that_what_was_used_is_remembered_for_its_setup_and_by_place() -> None:
    memory = Memory()
    keep_used(memory, "two_screens", (CAMERA_BY_ADDRESS,))
    screen = SourcePlan(id="screen", kind="screen", device="S0", shows="screen")
    keep_used(memory, "two_screens", (screen,))
    kept = last_used(memory)
    assert set(kept["two_screens"]) == {screen, CAMERA_BY_ADDRESS}
    assert list(kept["alone"]) == []
    memory.keep("session/sources/alone", "[{}")
    assert list(last_used(memory)["alone"]) == []


def test_that_what_was_added_is_proposed_again_until_it_is_removed() -> None:
    memory, found = Memory(), devices(2, 0, 2)
    usual = proposed("two_screens", found)
    second = SourcePlan(id="microphone-2", kind="microphone", device="1", shows="voice")
    keep_used(memory, "two_screens", (*usual, second))
    assert proposed("two_screens", found, last_used(memory)["two_screens"])[-1] == second
    keep_used(memory, "two_screens", usual)
    assert proposed("two_screens", found, last_used(memory)["two_screens"]) == usual


def test_that_a_place_can_be_filled_and_emptied() -> None:
    found = devices(1, 1, 1)
    choice = choices_for("camera", found)[0]
    sources = with_choice(proposed("alone", devices(1, 0, 1)), "camera", choice, "hands")
    assert [(source.id, source.shows) for source in sources] == [
        ("screen", "screen"),
        ("camera", "hands"),
        ("microphone", "voice"),
    ]
    assert [source.id for source in with_choice(sources, "microphone", None, "voice")] == ["screen", "camera"]
    assert all(isinstance(source, SourcePlan) for source in sources)


def test_that_a_device_delivers_to_one_place() -> None:
    found = devices(1, 1, 0)
    capture = choices_for("screen", found)[-1]
    sources = with_choice(proposed("own_device", found), "screen", capture, "screen")
    assert [(source.id, source.device) for source in sources] == [("screen", "/dev/video0")]


def test_that_a_camera_as_the_participants_screen_is_stated() -> None:
    screen, camera = (
        SourcePlan(id="screen", kind="screen", shows="screen"),
        SourcePlan(id="screen", kind="camera", shows="screen"),
    )
    assert "under the consent to the screen" in screen_note("two_screens", camera)
    assert "choose the camera or capture device" in screen_note("own_device", screen)
    assert screen_note("alone", screen) == ""


@pytest.mark.parametrize(
    ("place", "typed", "kind", "device"),
    [
        ("screen", " 800x600+100+50 ", "screen", "800x600+100+50"),
        ("screen", "800 × 600 + 0 + 0", "screen", "800x600+0+0"),
        ("screen", "rtsp://10.0.0.7/live", "camera", "rtsp://10.0.0.7/live"),
        ("camera", "1", "camera", "1"),
        ("camera", "/dev/video7", "camera", "/dev/video7"),
    ],
)
def test_that_a_device_can_be_named_by_hand(place: Place, typed: str, kind: str, device: str) -> None:
    choice = named_by_hand(place, typed, devices(1, 0, 0))
    assert (choice.kind, choice.device) == (kind, device)


@pytest.mark.parametrize(
    ("place", "typed", "code"),
    [
        ("screen", " ", "device_not_named"),
        ("screen", "the left one", "screen_region_wrong"),
        ("screen", "8x8+0+0", "screen_region_wrong"),
        ("screen", "800x600+1800+0", "screen_region_outside"),
        ("camera", "800x600+0+0", "camera_address_wrong"),
        ("camera", "", "device_not_named"),
    ],
)
def test_that_a_slip_in_a_device_named_by_hand_is_said(place: Place, typed: str, code: str) -> None:
    with pytest.raises(InputError) as refused:
        named_by_hand(place, typed, devices(1, 0, 0))
    assert refused.value.code == code


def test_that_what_the_participant_sees_may_come_from_a_camera() -> None:
    assert [choice.kind for choice in choices_for("screen", devices(1, 1, 0))] == ["screen", "camera"]


def key_event(timestamp_ms: int) -> QKeyEvent:
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_1, Qt.KeyboardModifier.NoModifier)
    event.setTimestamp(timestamp_ms)
    return event


def test_that_a_stamp_on_our_clock_is_the_moment_of_the_press() -> None:
    pressed_ms = clock.now_us() // 1000 - 40
    assert abs(pressed_at(key_event(pressed_ms), clock.now_us()) - pressed_ms * 1000) < 2000


@pytest.mark.parametrize("stamp_ms", [0, 1, 10**12])
def test_that_a_stamp_of_another_clock_is_not_believed(stamp_ms: int) -> None:
    now = clock.now_us()
    assert pressed_at(key_event(stamp_ms), now) == now


def test_that_the_servers_time_of_a_chord_is_the_moment_of_the_press() -> None:
    assert clock.stamped_us(5_000, 5_120_000) == 5_000_000
    assert clock.stamped_us(1, 5_120_000) == 5_120_000
