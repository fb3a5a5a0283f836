"""The whole window on a real laboratory in a temporary folder, with the room left alone."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lab.i18n import use_language
from lab.services.laboratory import Laboratory
from tests.ui.held.stage import Clock, Room, sample_plan
from ui.alerts import Alert, Alerts
from ui.background import Background
from ui.bridge import Bridge
from ui.desk import Desk
from ui.dressing import Theme
from ui.held.running import RunningSession
from ui.main_window import MainWindow
from ui.memory import Memory
from ui.preferences import Preferences
from ui.room_link import RoomLink
from ui.screen import Screen
from ui.screens import screens
from ui.theme import ThemeChoice
from ui.today.readiness import Readiness

READY = Readiness("/laboratory", 40.0, "unknown", ("DP-1",), ("Webcam",), ("Table",), ())
"""A room where nothing is missing."""
USUAL_SIZE = (1280, 800)
LAYOUT_ROUNDS = 5
"""How often nested layouts ask each other again before they rest."""


@pytest.fixture(autouse=True)
def _room_stands_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test of a window asks for the devices of the machine that it runs on."""
    monkeypatch.setattr("ui.today.today_screen.read_readiness", lambda _folder, **_how: READY)


@pytest.fixture(autouse=True)
def _presses_count_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests press what has only just appeared; `tests.ui.test_message_bar` shows that people cannot."""
    monkeypatch.setattr("ui.widgets.fresh.REST_US", 0)


class Opened:
    """A window on a laboratory.

    Attributes:
        said: every alert. unhandled: expected errors that nobody handled.
    """

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self._qtbot = qtbot
        self.lab = Laboratory.open(folder / "lab")
        self.alerts = Alerts()
        self.said: list[Alert] = []
        self.alerts.raised.connect(self.said.append)
        self.bridge = Bridge()
        self.background = Background(self.alerts.error)
        self.preferences = Preferences(folder / "person.toml")
        self.preferences.change(name="Anna Petrova")
        memory = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        self.window = MainWindow(screens(), self.alerts, memory)
        self.window.resize(*USUAL_SIZE)
        self.memory = Memory(memory, self.lab.folder.lab_id)
        room = RoomLink(self.lab.folder, self.bridge, self.preferences, self.memory)
        self.desk = Desk(
            self.lab, room, self.bridge, self.background, self.alerts, self.preferences, self.window, self.memory
        )
        self._unsubscribe = self.lab.subscribe(self.bridge.store_changed)

    def show(self, name: str, **subject: str | int) -> Screen:
        """Show a screen and wait until it has loaded."""
        if self.window.current is None:
            self.window.show()
            self.window.furnish(self.desk, name)
        self.window.go(name, **subject)
        self.settle()
        screen = self.window.current
        assert screen is not None
        return screen

    def settle(self) -> None:
        """Wait until nothing is under way and nothing waits to be loaded."""
        self._qtbot.waitUntil(self._quiet, timeout=30_000)
        for _round in range(LAYOUT_ROUNDS):
            QApplication.sendPostedEvents()
            QApplication.processEvents()

    def _quiet(self) -> bool:
        QApplication.processEvents()
        screen = self.window.current
        return self.background.idle and (screen is None or screen.up_to_date)

    def close(self) -> None:
        """End everything in order."""
        self._unsubscribe()
        self.settle()
        self.window.close()
        self.desk.room.close()
        self.background.close()
        self.lab.close()
        self.window.deleteLater()
        end_deleted(self.window)
        QApplication.sendPostedEvents()
        QApplication.processEvents()


@pytest.fixture(scope="session", autouse=True)
def _garbage_is_collected_here() -> Iterator[None]:
    """Not on whatever thread allocates: a widget that is destroyed on another one ends in a crash."""
    gc.disable()
    gc.freeze()
    yield
    gc.unfreeze()
    gc.enable()


def end_deleted(only: QWidget | None = None) -> None:
    """End what was marked for deletion now and not with the next event loop: the next test would dress it, too."""
    QCoreApplication.sendPostedEvents(only, QEvent.Type.DeferredDelete)


@pytest.fixture(scope="module", autouse=True)
def _garbage_is_looked_for_everywhere() -> None:
    """Once a module: also among what outlived a test."""
    gc.unfreeze()


@pytest.fixture(autouse=True)
def _no_garbage_is_left() -> Iterator[None]:
    """What was there before the test is not looked through after it: modules, and what they keep."""
    gc.collect()
    gc.freeze()
    yield
    end_deleted()
    gc.collect()


@pytest.fixture
def dress(qapp: QApplication) -> Iterator["Dress"]:
    """Colours, text size and language for one test."""
    made = Dress(qapp)
    made()
    yield made
    made()


class Dress:
    """Call it with what differs from light, 100 %, English."""

    def __init__(self, application: QApplication) -> None:
        self._application = application
        application.setStyle("Fusion")
        font = QFont("DejaVu Sans")
        font.setPixelSize(13)
        self._theme = Theme(font)

    def __call__(self, choice: ThemeChoice = "light", scale: float = 1.0, language: str = "en") -> None:
        use_language(language)
        self._theme.apply(self._application, choice, scale)


@pytest.fixture
def opened(qtbot: QtBot, dress: Dress, tmp_path: Path) -> Iterator[Opened]:
    """A window on an empty laboratory."""
    made = Opened(qtbot, tmp_path)
    yield made
    made.close()


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.fixture
def machine() -> Clock:
    return Clock()


@pytest.fixture
def session(qapp: object, room: Room, machine: Clock) -> RunningSession:
    """A session that runs since session time 0."""
    made = RunningSession(sample_plan(), room, "Anna", machine)
    room.tell = made.hear
    room.run()
    made.hear(room.hosting())
    return made
