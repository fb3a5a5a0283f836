"""What is written down when a source goes and comes back."""

from recordings.errors import RecordingError
from recordings.presence import STALLED_US, Presence
from recordings.sources.base import Device

ORIGIN_US = 1_000_000
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


def test_that_a_source_that_neither_delivers_nor_fails_is_lost_after_three_seconds() -> None:
    notes = Notes()
    presence = an_open_presence(notes)
    presence.check(ORIGIN_US + STALLED_US)
    assert presence.is_open
    presence.check(ORIGIN_US + STALLED_US + 200)
    presence.check(ORIGIN_US + STALLED_US + 300)
    assert [kind for kind, _, _ in notes.said] == ["lost"]
    presence.delivered(ORIGIN_US + STALLED_US + 400)
    assert [kind for kind, _, _ in notes.said] == ["lost", "restored", "gap"]


def test_that_nothing_is_written_down_while_only_armed() -> None:
    presence = Presence("camera", ORIGIN_US)
    presence.came(DEVICE, ORIGIN_US)
    presence.went(RecordingError("camera_silent"), ORIGIN_US + 9)
    presence.delivered(ORIGIN_US + 10)
    assert presence.is_open
