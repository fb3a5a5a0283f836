"""The player: steps picture by picture, and never lets the window wait for the disk."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from threading import Event, current_thread
from typing import Any, ClassVar, cast

import numpy as np
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lab.services.session_view import loudness_of
from recordings.playback import Heard, Picture, Recording, open_recording
from tests.recordings.filming import Film, Studio, beeps
from ui.keys.keymap import Keymap
from ui.review.left_players import LeftPlayers
from ui.review.picture_reader import PictureReader
from ui.review.player import Player
from ui.review.transport import Transport

pytestmark = pytest.mark.qt_log_ignore("PulseAudioService")


class SlowTrack:
    """A track on a disk that answers when it is told to."""

    source = "screen"

    def __init__(self) -> None:
        self.may_answer = Event()
        self.asked = Event()
        self.readers: set[str] = set()

    def frame_at(self, session_us: int) -> Picture:
        """A black picture, at last."""
        self._wait()
        return Picture(session_us, np.zeros((2, 2, 3), np.uint8), stale=False)

    def decoded_after(self, session_us: int) -> Picture:
        """A picture each millisecond."""
        self._wait()
        return Picture(session_us + 1000, np.zeros((2, 2, 3), np.uint8), stale=False)

    def _wait(self) -> None:
        self.readers.add(current_thread().name)
        self.asked.set()
        assert self.may_answer.wait(10)


@pytest.fixture
def player(qapp: QApplication, recorded: Path) -> Iterator[Player]:
    made = Player(open_recording(recorded), with_sound=False)
    yield made
    made.end()
    made.join()


@pytest.fixture
def times(recorded: Path) -> list[int]:
    with open_recording(recorded) as recording:
        return [int(time) for time in recording.track("screen").picture_times()]


def at(player: Player, moment_us: int) -> bool:
    return player.position_us == moment_us


def test_that_a_step_is_one_picture_and_steps_add_up(player: Player, times: list[int], qtbot: QtBot) -> None:
    player.seek(times[4])
    for steps, place in (((1,), 5), ((-1,), 4), ((1, 1, 1), 7), ((-1, -1), 5)):
        for step in steps:
            player.step(step)
        qtbot.waitUntil(partial(at, player, times[place]))


def test_that_a_step_shows_its_picture(player: Player, times: list[int], qtbot: QtBot) -> None:
    shown: list[Any] = []
    player.shown.connect(shown.append)
    player.seek(times[4])
    player.step(1)
    qtbot.waitUntil(lambda: any(one.time_us == times[5] for one in shown))


def test_that_before_the_first_and_after_the_last_picture_nothing_moves(
    player: Player, times: list[int], qtbot: QtBot
) -> None:
    for place, step in ((0, -1), (-1, 1)):
        player.seek(times[place])
        with qtbot.waitSignal(player.position_changed):
            player.step(step)
        assert player.position_us == times[place]


def test_that_nobody_waits_for_a_slow_disk(qapp: QApplication, qtbot: QtBot) -> None:
    track, given_back = SlowTrack(), Event()
    reader = PictureReader((cast("Any", track),), given_back.set)
    found: list[int] = []
    reader.stepped.connect(lambda _number, moment: found.append(moment))
    reader.ask(0)
    assert track.asked.wait(10)
    reader.step(1)
    reader.step(1)
    assert found == []
    track.may_answer.set()
    qtbot.waitUntil(lambda: found == [2000])
    assert track.readers == {"review-pictures"}
    track.may_answer.clear()
    track.asked.clear()
    reader.ask(5_000_000_000)
    assert track.asked.wait(10)
    reader.end()
    assert not given_back.is_set()
    with qtbot.waitSignal(reader.over):
        track.may_answer.set()
    assert given_back.is_set()
    reader.join()


def test_that_a_step_from_where_nobody_is_any_more_is_forgotten(player: Player, times: list[int]) -> None:
    player.seek(times[4])
    begun = player.reader.number
    player.seek(times[9])
    player.reader.stepped.emit(begun, times[5])
    assert player.position_us == times[9]


def test_that_a_recording_that_is_left_is_given_back(recorded: Path, qapp: QApplication, qtbot: QtBot) -> None:
    left, player = LeftPlayers(), Player(open_recording(recorded), with_sound=False)
    player.seek(1_000_000)
    said: list[Any] = []
    player.failed.connect(said.append)
    with qtbot.waitSignal(player.over):
        left.take(player)
    left.wait()
    assert said == []


def test_that_the_waveform_is_given_up_with_its_recording(recorded: Path) -> None:
    recording: Recording = open_recording(recorded)
    assert max(loudness_of(recording, 20, lambda: False)) > 0
    assert loudness_of(recording, 20, lambda: True) == ()
    recording.close()


class Loud:
    """A loudspeaker that notes what is played through it."""

    played: ClassVar[list[tuple[str, ...]]] = []
    position_us = 0
    is_reading = False

    def __init__(self, heard: Heard, _from_us: int, _end_us: int) -> None:
        self._timer = QTimer()
        self.failed = self._timer.timeout
        self.played.append(heard.sources)

    @staticmethod
    def possible() -> bool:
        """It can always be heard."""
        return True

    def end(self) -> None:
        """Fall silent."""

    def join(self) -> None:
        """Nothing to wait for."""


def test_that_all_sounds_are_heard_or_one_and_what_the_computer_played_is_no_picture(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.review.player.SoundPlayer", Loud)
    film, sound = Film([(0, 1), (1000, 2)]), Film(sound=[(0, beeps([500_000], 1_000_000))])
    studio = Studio(tmp_path).film("screen", (0, film)).film("microphone", (0, sound), kind="microphone")
    folder = studio.film("system_sound", (0, sound), kind="system_sound").done()
    player = Player(open_recording(folder))
    assert [track.source for track in player.pictures] == ["screen"]
    player.play()
    player.hear("system_sound")
    player.hear(None)
    both = ("microphone", "system_sound")
    assert Loud.played == [both, ("system_sound",), both]
    player.end()
    player.join()


def test_that_sounds_are_offered_only_where_there_are_several(qtbot: QtBot) -> None:
    one, two = [("microphone", "sound")], [("microphone", "sound"), ("system_sound", "system sound")]
    for sounds, offered in ((one, False), (two, True)):
        transport = Transport(Keymap(), sounds=sounds)
        qtbot.addWidget(transport)
        transport.show()
        assert transport.sound.isVisible() == offered
    chosen: list[object] = []
    transport.sound_chosen.connect(chosen.append)
    transport.sound.setCurrentIndex(2)
    transport.sound.activated.emit(2)
    assert chosen == ["system_sound"]
