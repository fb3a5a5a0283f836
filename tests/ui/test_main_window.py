"""The frame shows one screen at a time, remembers where it was, and follows language and colours."""

from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSettings, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Dress, Opened
from ui.alerts import Choice
from ui.main_window import MainWindow
from ui.reports.reports_screen import ReportsScreen
from ui.screens import screens


def test_that_the_rail_leads_to_every_screen(opened: Opened, qtbot: QtBot) -> None:
    opened.show("today")
    for entry in (one for one in screens() if one.in_rail):
        button = opened.window.findChild(QPushButton, f"rail_{entry.name}")
        assert button is not None
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        opened.settle()
        assert opened.window.current_name == entry.name
        assert button.isChecked()
        assert entry.title() in opened.window.windowTitle()


def test_that_no_two_screens_have_the_same_keys() -> None:
    keys = [entry.keys for entry in screens() if entry.keys]
    assert len(set(keys)) == len(keys)


def test_that_back_leads_where_one_came_from(opened: Opened) -> None:
    opened.show("services")
    opened.show("settings")
    opened.window.back()
    assert opened.window.current_name == "services"


def test_that_a_narrow_window_keeps_the_icons_and_their_names(opened: Opened) -> None:
    opened.show("today")
    opened.window.resize(1000, 700)
    opened.settle()
    button = opened.window.findChild(QPushButton, "rail_today")
    assert button is not None
    assert button.text() == ""
    assert button.accessibleName() == "Today"
    assert button.toolTip()


def test_that_a_change_of_language_shows_at_once(opened: Opened, dress: Dress) -> None:
    opened.show("services")
    dress(language="ru")
    opened.window.rebuild()
    opened.settle()
    assert opened.window.current_name == "services"
    current = opened.window.current
    assert current is not None
    assert current.title_label.text() == "Услуги"


def test_that_an_alert_is_shown_read_out_and_acted_on(opened: Opened, qtbot: QtBot) -> None:
    opened.show("today")
    undone: list[str] = []
    opened.alerts.done("Moved.", Choice("Undo", lambda: undone.append("yes")), key="booking")
    opened.alerts.warn("Moved again.", key="booking")
    (bar,) = opened.window.message_bar.bars()
    assert bar.words.text() == "Moved again."
    opened.alerts.ask("Really?", Choice("Yes", lambda: undone.append("yes")))
    asked = opened.window.message_bar.bars()[0]
    yes = next(button for button in asked.findChildren(QPushButton) if button.text() == "Yes")
    qtbot.mouseClick(yes, Qt.MouseButton.LeftButton)
    assert undone == ["yes"]
    opened.alerts.withdraw("booking")
    assert opened.window.message_bar.bars() == []


def test_that_closing_stops_what_runs_before_anybody_waits_for_it(opened: Opened) -> None:
    screen = opened.show("reports")
    assert isinstance(screen, ReportsScreen)
    stopped: list[bool] = []
    opened.window.closing.connect(lambda: stopped.append(screen.export.stopped))
    opened.window.close()
    assert stopped == [True]


def test_that_many_choices_all_have_their_place(opened: Opened) -> None:
    opened.show("today")
    opened.window.resize(960, 650)
    opened.alerts.ask("Which device?", *(Choice(f"USB microphone number {n}", lambda: None) for n in range(9)))
    opened.settle()
    (bar,) = opened.window.message_bar.bars()
    buttons = bar.findChildren(QPushButton)
    assert len(buttons) == 11
    for button in buttons:
        assert bar.rect().contains(QRect(button.mapTo(bar, QPoint()), button.size()))


def test_that_the_window_remembers_its_size(qtbot: QtBot, dress: Dress, tmp_path: Path) -> None:
    first = Opened(qtbot, tmp_path)
    first.show("today")
    first.window.resize(960, 650)
    first.close()
    memory = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    again = MainWindow(screens(), first.alerts, memory)
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (960, 650)
