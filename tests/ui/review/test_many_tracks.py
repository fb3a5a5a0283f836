"""Review of a session with two screens, two cameras, two microphones and the computer's sound opens them all."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from recordings import clock
from recordings.plan import RecordingPlan, SourcePlan
from recordings.record import record
from ui.review.review_screen import ReviewScreen
from ui.review.sound_player import SoundPlayer

PICTURES = {"screen": "screen", "screen-2": "screen", "camera": "face", "camera-2": "room"}
SOUNDS = {"microphone": "voice", "microphone-2": "voice", "system_sound": "system_sound"}


@pytest.fixture
def recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A recording of everything at once, on a machine with a loudspeaker."""
    monkeypatch.setattr(SoundPlayer, "possible", staticmethod(lambda: True))
    folder = tmp_path / "recorded"
    folder.mkdir()
    fields = [{"id": name, "kind": "synthetic_camera", "shows": shows, "fps": 10} for name, shows in PICTURES.items()]
    fields += [{"id": name, "kind": "synthetic_microphone", "shows": shows} for name, shows in SOUNDS.items()]
    sources = tuple(SourcePlan.model_validate(each | {"device": "default"}) for each in fields)
    small = tuple(one if one.is_sound else one.model_copy(update={"device": "320x180"}) for one in sources)
    record(RecordingPlan(folder=folder, origin_us=clock.now_us(), sources=small), 1.5)
    return folder


def test_that_review_shows_every_picture_and_offers_every_sound(screen: ReviewScreen, qtbot: QtBot) -> None:
    review = screen.review
    assert review is not None
    review.go_to(1_000_000)
    views = review.pictures.views
    assert set(views) == set(PICTURES)
    qtbot.waitUntil(lambda: all(view.shown is not None and view.shown.image is not None for view in views.values()))
    offered = [review.transport.sound.itemData(index) for index in range(review.transport.sound.count())]
    assert offered == [None, *SOUNDS]
    assert review.transport.sound.isVisible()
