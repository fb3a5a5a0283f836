"""What is written down when a source goes and comes back."""

from recordings.errors import RecordingError
from recordings.presence import HUSHED_US, STALLED_US, WATCHED_US, Presence
from recordings.sources.base import Device

ORIGIN_US = 1_000_000
TENTH_US = 100_000
DEVICE = Device("a camera", 640, 480)


class Notes:
    """Keeps what is said."""

    def __init__(self) -> None:
        self.said: list[tuple[str, int | None, dict[str, object]]] = []

    def __call__(self, kind: str, at_us: int | None = None, **said: object) -> None:
        self.said.append((kind, at_us, said))


def an_open_presence(notes: Notes) -> Presence:
    presence = Presence("camera", ORIGIN_US)
    presence.came(DEVICE, ORIGIN_US)
    presence.begin(notes, ORIGIN_US)
    presence.delivered(ORIGIN_US + 100)
    return presence


def test_that_a_loss_and_a_return_make_a_gap_between_the_last_and_the_next_picture() -> None:
    notes = Notes()
    presence = an_open_presence(notes)
    presence.went(RecordingError("camera_silent"), ORIGIN_US + 900)
    presence.went(RecordingError("camera_not_opened"), ORIGIN_US + 1_900)
    assert presence.is_lost
    presence.came(DEVICE, ORIGIN_US + 2_000)
    presence.delivered(ORIGIN_US + 2_500)
    assert presence.is_open
    assert notes.said == [
        ("lost", 900, {"source": "camera", "reason": "camera_silent"}),
        ("restored", 2_500, {"source": "camera"}),
        ("gap", 2_500, {"source": "camera", "from_us": 100, "to_us": 2_500, "reason": "camera_not_opened"}),
    ]


def test_that_a_source_lost_before_the_beginning_is_missing_from_the_beginning() -> None:
    notes = Notes()
    presence = Presence("camera", ORIGIN_US)
    presence.went(RecordingError("camera_unknown"), ORIGIN_US - 500)
    presence.begin(notes, ORIGIN_US + 50)
    presence.end(ORIGIN_US + 5_000)
    presence.end(ORIGIN_US + 6_000)
    assert notes.said == [
        ("lost", 50, {"source": "camera", "reason": "camera_unknown"}),
        ("gap", 5_000, {"source": "camera", "from_us": 50, "to_us": 5_000, "reason": "camera_unknown"}),
    ]


def watched(presence: Presence, from_us: int, to_us: int) -> None:
    """Somebody looks ten times a second."""
    for clock_us in range(from_us, to_us, TENTH_US):
        presence.check(clock_us)


def is_lost(presence: Presence, clock_us: int) -> bool:
    """Whether somebody who looks at that moment finds it lost."""
    presence.check(clock_us)
    return presence.is_lost


def lost_after_us(presence: Presence, from_us: int) -> int:
    """How long nothing comes before that is told, µs."""
    return next(late for late in range(0, 5_000_000, TENTH_US) if is_lost(presence, from_us + late))


def test_that_a_source_that_neither_delivers_nor_fails_is_lost_after_three_seconds() -> None:
    notes = Notes()
    presence = an_open_presence(notes)
    watched(presence, ORIGIN_US, ORIGIN_US + STALLED_US)
    assert presence.is_open
    watched(presence, ORIGIN_US + STALLED_US, ORIGIN_US + STALLED_US + 3 * TENTH_US)
    assert [kind for kind, _, _ in notes.said] == ["lost"]
    presence.delivered(ORIGIN_US + STALLED_US + 400_000)
    assert [kind for kind, _, _ in notes.said] == ["lost", "restored", "gap"]


def a_microphone(notes: Notes) -> Presence:
    """One that is open and has delivered nothing yet."""
    presence = Presence("voice", ORIGIN_US, HUSHED_US)
    presence.came(DEVICE, ORIGIN_US)
    presence.begin(notes, ORIGIN_US)
    return presence


def test_that_a_microphone_that_falls_silent_is_lost_within_a_second_also_the_second_time() -> None:
    notes = Notes()
    presence = a_microphone(notes)
    begin_us = ORIGIN_US
    for _time in range(2):
        presence.delivered(begin_us + 10_000)
        assert HUSHED_US < lost_after_us(presence, begin_us) <= 1_000_000
        presence.went(RecordingError("microphone_silent"), begin_us + 2_000_000)
        begin_us += 9_000_000
        presence.came(DEVICE, begin_us)
    assert [kind for kind, _, _ in notes.said] == ["lost", "restored", "gap", "lost"]


def test_that_a_microphone_that_is_woken_or_comes_by_fits_and_starts_is_not_lost() -> None:
    notes = Notes()
    presence = a_microphone(notes)
    for piece in range(1, 6):
        watched(presence, ORIGIN_US + (piece - 1) * 2_000_000, ORIGIN_US + piece * 2_000_000)
        presence.delivered(ORIGIN_US + piece * 2_000_000)
    assert notes.said == []


def test_that_what_happened_while_nobody_could_look_is_not_held_against_the_device() -> None:
    notes = Notes()
    presence = a_microphone(notes)
    presence.delivered(ORIGIN_US)
    presence.check(ORIGIN_US)
    presence.check(ORIGIN_US + 60_000_000)  # the process stood still, and so did the thread that listens
    assert presence.is_open
    assert lost_after_us(presence, ORIGIN_US + 60_000_000) + WATCHED_US <= HUSHED_US + 2 * TENTH_US


def test_that_nothing_is_written_down_while_only_armed() -> None:
    presence = Presence("camera", ORIGIN_US)
    presence.came(DEVICE, ORIGIN_US)
    presence.went(RecordingError("camera_silent"), ORIGIN_US + 9)
    presence.delivered(ORIGIN_US + 10)
    assert presence.is_open
