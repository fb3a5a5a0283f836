"""The program opens its folder, asks for one when it must, and says what went wrong with it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Dress
from ui.app import Application
from ui.recording_sign import RecordingSign
from ui.start_page import StartPage
from ui.widgets.form import DateField
from ui.widgets.icon_label import IconLabel

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def program(qapp: QApplication, dress: Dress, tmp_path: Path) -> Iterator[Application]:
    made = Application(qapp, tmp_path / "config")
    yield made
    made.window.close()
    made.window.deleteLater()
    QApplication.sendPostedEvents()


def page(program: Application) -> StartPage | None:
    """The page that asks for a folder."""
    return program.window.findChild(StartPage)


def test_that_the_first_start_asks_for_a_folder_and_opens_it(
    qtbot: QtBot, program: Application, tmp_path: Path
) -> None:
    program.start(None)
    asked = page(program)
    assert asked is not None
    field, begin = asked.findChild(QLineEdit, "lab_folder"), asked.findChild(QPushButton, "open_lab")
    assert field is not None
    assert begin is not None
    field.setText(str(tmp_path / "Лаборатория"))
    qtbot.mouseClick(begin, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: program.window.current_name == "today" and program.background.idle, timeout=20_000)
    assert program.preferences.person.lab_folder == str(tmp_path / "Лаборатория")
    assert (tmp_path / "Лаборатория" / "lab.sqlite").exists()


def test_that_a_folder_that_cannot_be_opened_is_said_where_it_is_asked_for(
    qtbot: QtBot, program: Application, tmp_path: Path
) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("not a folder", encoding="utf-8")
    program.start(file)
    qtbot.waitUntil(lambda: page(program) is not None, timeout=20_000)
    asked = page(program)
    assert asked is not None
    assert any(str(file) in label for label in words(asked))
    assert file.read_text(encoding="utf-8") == "not a folder"


def words(asked: StartPage) -> list[str]:
    """Everything that the page says."""
    from PySide6.QtWidgets import QLabel

    return [label.text() for label in asked.findChildren(QLabel)]


def test_that_the_folder_used_last_is_opened_again(qtbot: QtBot, program: Application, tmp_path: Path) -> None:
    program.preferences.change(lab_folder=str(tmp_path / "lab"))
    program.start(None)
    qtbot.waitUntil(lambda: program.window.current_name == "today" and program.background.idle, timeout=20_000)


def test_that_the_other_screens_are_loaded_before_somebody_asks_for_them() -> None:
    script = (
        "import sys; from ui.screens import AHEAD, load_ahead; load_ahead(lambda: False);"
        "assert not set(AHEAD) & set(sys.modules); load_ahead(lambda: True); assert set(AHEAD) <= set(sys.modules)"
    )
    subprocess.run(
        [sys.executable, "-P", "-c", script], check=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )


def test_that_a_bug_is_written_down_and_said_without_jargon(program: Application, qtbot: QtBot) -> None:
    said: list[str] = []
    program.alerts.raised.connect(lambda alert: said.append(alert.text))
    program.crash_report.take(ZeroDivisionError, ZeroDivisionError(), None)
    qtbot.waitUntil(lambda: bool(said))
    (report,) = program.crash_report.folder.iterdir()
    assert "ZeroDivisionError" in report.read_text(encoding="utf-8")
    assert str(report) in said[0]


def test_that_an_open_laboratory_says_in_the_rail_what_is_recorded(
    program: Application, qtbot: QtBot, tmp_path: Path
) -> None:
    program.start(tmp_path / "lab")
    qtbot.waitUntil(lambda: program.window.current_name == "today" and program.background.idle, timeout=20_000)
    assert program.window.findChild(RecordingSign) is not None


def test_that_the_language_chosen_holds_at_once(program: Application, qtbot: QtBot, tmp_path: Path) -> None:
    program.start(tmp_path / "lab")
    qtbot.waitUntil(lambda: program.window.current_name == "today" and program.background.idle, timeout=20_000)
    program.preferences.change(language="ru", theme="dark", text_scale=1.25)
    current = program.window.current
    assert current is not None
    assert current.title_label.text() == "Сегодня"
    field = DateField(date(2026, 12, 26))
    field.setParent(current)
    assert field.text() == "26 дек. 2026"


def test_that_the_start_page_stays_when_the_systems_colours_change(
    program: Application, qapp: QApplication, tmp_path: Path
) -> None:
    program.start(None)
    before = page(program)
    assert before is not None
    field = before.findChild(QLineEdit, "lab_folder")
    assert field is not None
    field.setText(str(tmp_path / "half typed"))
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert page(program) is before
    assert before.isVisible()
    assert field.text() == str(tmp_path / "half typed")


def test_that_the_start_page_is_there_in_another_language(program: Application) -> None:
    program.start(None)
    program.preferences.change(language="ru")
    QApplication.sendPostedEvents()
    shown = program.window.stack.currentWidget()
    assert isinstance(shown, StartPage)
    assert "Папка лаборатории" in words(shown)
    assert program.window.rail.isHidden()


def test_that_other_colours_leave_open_what_is_open(program: Application, qtbot: QtBot, tmp_path: Path) -> None:
    program.start(tmp_path / "lab")
    qtbot.waitUntil(lambda: program.window.current_name == "today" and program.background.idle, timeout=20_000)
    before = program.window.current
    assert before is not None
    icon = before.findChildren(IconLabel)[0]
    drawn = icon.pixmap().toImage()
    program.preferences.change(theme="dark")
    QApplication.sendPostedEvents()
    assert program.window.current is before
    assert before.isVisible()
    assert icon.pixmap().toImage() != drawn


def test_that_a_laboratory_opens_though_the_preferences_cannot_be_kept(
    program: Application, qtbot: QtBot, tmp_path: Path
) -> None:
    said: list[str] = []
    program.alerts.raised.connect(lambda alert: said.append(alert.text))
    (tmp_path / "config").write_text("a file where the folder should be", encoding="utf-8")
    program.start(tmp_path / "lab")
    qtbot.waitUntil(lambda: program.window.current_name == "today" and program.background.idle, timeout=20_000)
    assert any("person.toml" in one for one in said)


def test_that_the_death_of_the_run_before_is_said(program: Application, tmp_path: Path) -> None:
    said: list[str] = []
    program.alerts.raised.connect(lambda alert: said.append(alert.text))
    program.tell_of_earlier_crash(tmp_path / "crash.txt")
    assert str(tmp_path / "crash.txt") in said[0]
