"""Lists are found as they were left, also after the program was started anew."""

from pathlib import Path

from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Dress, Opened
from tests.ui.rounds import book, make_round
from ui.findings.findings_screen import FindingsScreen
from ui.memory import Memory
from ui.reports.reports_screen import ReportsScreen
from ui.services.services_screen import ServicesScreen

FEW = 2


def test_that_what_was_kept_is_there_at_the_next_start_and_only_in_its_laboratory(tmp_path: Path) -> None:
    file = str(tmp_path / "window.ini")
    first = QSettings(file, QSettings.Format.IniFormat)
    Memory(first, "lab-1").keep("findings/round", "round-7")
    first.sync()
    again = QSettings(file, QSettings.Format.IniFormat)
    assert Memory(again, "lab-1").recall("findings/round") == "round-7"
    assert Memory(again, "lab-2").recall("findings/round") == ""


def test_that_without_settings_nothing_outlives_the_program() -> None:
    memory = Memory()
    memory.keep("a", "b")
    assert (memory.recall("a"), Memory().recall("a")) == ("b", "")


def test_that_round_filter_and_grouping_are_as_they_were_left(qtbot: QtBot, dress: Dress, tmp_path: Path) -> None:
    first = Opened(qtbot, tmp_path)
    older = make_round(first.lab)
    book(first.lab, older, 1)
    newer = first.lab.rounds.make_round(older.release.id, "sample-child-benefit", "Second")
    screen = first.show("findings", round=older.study.id)
    assert isinstance(screen, FindingsScreen)
    screen.list.filter.by_task.setChecked(True)
    screen.criteria.filter.setCurrentIndex(FEW)
    first.show("reports", round=older.study.id)
    first.show("services", round=older.study.id)
    first.close()

    again = Opened(qtbot, tmp_path)
    found = again.show("findings")
    assert isinstance(found, FindingsScreen)
    assert found.judged is not None
    assert found.judged.round_id == older.study.id != newer.id
    assert found.list.filter.by_task.isChecked()
    assert found.criteria.filter.currentIndex() == FEW
    reports, services = again.show("reports"), again.show("services")
    assert isinstance(reports, ReportsScreen)
    assert reports.rounds.currentData() == older.study.id
    assert isinstance(services, ServicesScreen)
    assert services.register is not None
    assert services.register.shown is not None
    assert services.register.shown.names.study.id == older.study.id
    again.close()


def test_that_a_round_that_is_no_more_is_forgotten(opened: Opened) -> None:
    for name in ("findings/round", "reports/round", "services/round"):
        opened.memory.keep(name, "gone")
    made = make_round(opened.lab)
    found, services = opened.show("findings"), opened.show("services")
    assert isinstance(found, FindingsScreen)
    assert found.judged is not None
    assert found.judged.round_id == made.study.id
    assert isinstance(services, ServicesScreen)
    assert services.register is not None
    assert services.register.shown is not None
