"""The session's window never lies on the recorded screen if there is another."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from lab.services.session_view import SourcePlan
from tests.ui.held.stage import Room, sample_plan
from ui.alerts import Alert, Alerts
from ui.held.participant_screen import EDGE_PX
from ui.held.running import RunningSession
from ui.session.placing import Lies, OffRecordedScreen, keep_off_recorded_screen, place_off

LEFT, RIGHT, SMALL = QRect(0, 0, 1920, 1080), QRect(1920, 0, 1920, 1080), QRect(3840, 0, 1024, 600)


def test_that_a_window_elsewhere_stays() -> None:
    assert place_off(QRect(100, 100, 800, 600), RIGHT, (LEFT, RIGHT)) is None


def test_that_a_window_whose_border_alone_is_on_the_recorded_screen_stays() -> None:
    assert place_off(QRect(0, 0, 1920 + EDGE_PX, 1080), RIGHT, (LEFT, RIGHT)) is None
    assert place_off(QRect(0, 0, 1920 + EDGE_PX + 1, 1080), RIGHT, (LEFT, RIGHT)) is not None


def test_that_a_window_on_the_recorded_screen_goes_to_the_other() -> None:
    moved = place_off(QRect(1800, 100, 1280, 800), RIGHT, (LEFT, RIGHT))
    assert moved is not None
    assert LEFT.contains(moved)
    assert moved.size() == QRect(0, 0, 1280, 800).size()


def test_that_it_goes_where_most_of_it_fits_and_is_made_smaller_if_it_must() -> None:
    window = QRect(100, 100, 1280, 800)
    assert place_off(window, LEFT, (LEFT, SMALL, RIGHT)) == place_off(window, LEFT, (LEFT, RIGHT))
    moved = place_off(window, LEFT, (LEFT, SMALL))
    assert moved is not None
    assert SMALL.contains(moved)


def test_that_with_one_screen_it_stays() -> None:
    assert place_off(QRect(0, 0, 800, 600), LEFT, (LEFT,)) is None


SCREEN = SourcePlan(id="screen", kind="screen", shows="screen")


class Watched:
    """A window with a part whose session records the only screen there is."""

    def __init__(self, qtbot: QtBot, setup: str) -> None:
        self.said: list[Alert] = []
        alerts = Alerts()
        alerts.raised.connect(self.said.append)
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.part = QLabel("board")
        QVBoxLayout(self.window).addWidget(self.part)
        self.session = RunningSession(sample_plan(setup=setup, sources=[SCREEN]), Room(), "Anna")
        self.placing = OffRecordedScreen(self.part, self.session, alerts)
        self.window.show()


def test_that_it_is_said_when_the_only_screen_is_recorded(qtbot: QtBot) -> None:
    watched = Watched(qtbot, "two_screens")
    qtbot.waitUntil(lambda: bool(watched.said))
    assert "there is no other" in watched.said[0].text


@pytest.mark.parametrize("setup", ["own_device", "alone"])
def test_that_the_window_may_lie_anywhere_where_the_participant_has_no_screen_of_their_own(
    qtbot: QtBot, setup: str
) -> None:
    watched = Watched(qtbot, setup)
    watched.placing.look()
    assert watched.said == []


def test_that_a_window_that_is_moved_back_is_moved_off_again(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[QRect] = []

    def keep(window: QWidget, _sources: object) -> Lies:
        looked.append(window.geometry())
        return Lies.MOVED

    monkeypatch.setattr("ui.session.placing.keep_off_recorded_screen", keep)
    watched = Watched(qtbot, "two_screens")
    qtbot.waitUntil(lambda: len(looked) == 1)
    watched.window.move(200, 100)
    qtbot.waitUntil(lambda: len(looked) == 2)
    assert "was moved" in watched.said[-1].text
    watched.part.hide()
    watched.window.move(300, 100)
    watched.placing.look()
    assert len(looked) == 2


def test_that_a_source_that_is_no_screen_of_ours_leaves_the_window_alone(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    assert keep_off_recorded_screen(window, [SCREEN.model_copy(update={"kind": "camera"})]) is Lies.ELSEWHERE
    assert keep_off_recorded_screen(window, [SCREEN]) is Lies.ON_THE_ONLY_SCREEN


def test_that_the_sources_in_force_decide_and_not_those_that_were_planned(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[Sequence[SourcePlan]] = []

    def keep(_window: QWidget, sources: Sequence[SourcePlan]) -> Lies:
        looked.append(sources)
        return Lies.ELSEWHERE

    monkeypatch.setattr("ui.session.placing.keep_off_recorded_screen", keep)
    watched = Watched(qtbot, "two_screens")
    qtbot.waitUntil(lambda: len(looked) == 1)
    other = (SCREEN.model_copy(update={"device": "other"}),)
    watched.session.rearm(other)
    assert looked[-1] == other
    watched.window.move(200, 100)
    qtbot.waitUntil(lambda: len(looked) == 3)
    assert looked[-1] == other


class Framed(QWidget):
    """A window with what a window manager draws around it."""

    def frameGeometry(self) -> QRect:  # noqa: N802 - Qt's own
        """Qt's own: with a title bar of 30 px and edges of 1 px."""
        return self.geometry().adjusted(-1, -30, 1, 1)


def test_that_title_bar_and_edges_lie_on_the_other_screen_too(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    window = Framed()
    qtbot.addWidget(window)
    window.resize(600, 400)
    window.show()
    place = QRect(50, 40, 500, 300)
    monkeypatch.setattr("ui.session.placing.place_off", lambda *_where: place)
    moved: list[QPoint] = []
    monkeypatch.setattr(window, "move", moved.append)
    assert keep_off_recorded_screen(window, [SCREEN]) is Lies.MOVED
    assert moved == [place.topLeft()]
    assert window.frameGeometry().size() == place.size()
