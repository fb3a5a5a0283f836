"""A report is written in the background, can be stopped, and failing says why."""

import json
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidget, QTableWidgetItem
from pytestqt.qtbot import QtBot

from lab.domain.ids import RoundId
from lab.domain.study import LeftOut
from tests.ui.conftest import Opened
from tests.ui.rounds import book, hold, make_round
from ui.reports.reports_screen import ReportsScreen


def reports(opened: Opened) -> ReportsScreen:
    """The screen with a round that has one session."""
    made = book(opened.lab, make_round(opened.lab), 1)
    hold(opened.lab, made, made.bookings[0], {})
    screen = opened.show("reports", round=made.study.id)
    assert isinstance(screen, ReportsScreen)
    return screen


def test_that_a_report_is_written_and_shown(opened: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    screen = reports(opened)
    screen.out.setText(str(tmp_path / "Отчёт"))
    qtbot.mouseClick(screen.begin, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: screen.exported is not None, timeout=60_000)
    assert screen.exported is not None
    assert set(screen.exported.paths) == {name for name, box in screen.formats.items() if box.isChecked()}
    assert all(path.exists() for path in screen.exported.paths.values())
    assert screen.result_card.isVisible()
    assert screen.wish_card.isEnabled()


def test_that_a_stopped_report_leaves_nothing(opened: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    screen = reports(opened)
    screen.out.setText(str(tmp_path / "out" / "report"))
    screen.start()
    screen.export.stop()
    opened.settle()
    assert screen.exported is None
    assert opened.said[-1].text == "The report was stopped; nothing of it is left."
    assert not (tmp_path / "out").exists() or list((tmp_path / "out").iterdir()) == []


def test_that_a_report_that_another_language_stopped_is_said(opened: Opened, tmp_path: Path) -> None:
    screen = reports(opened)
    screen.out.setText(str(tmp_path / "out" / "report"))
    screen.start()
    opened.window.rebuild()
    opened.settle()
    assert any(one.text == "The report was stopped; nothing of it is left." for one in opened.said)
    assert not (tmp_path / "out").exists() or list((tmp_path / "out").iterdir()) == []


def test_that_an_unwritable_folder_is_said_and_the_form_can_be_used_again(
    opened: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    screen = reports(opened)
    (tmp_path / "file").write_text("here first", encoding="utf-8")
    screen.out.setText(str(tmp_path / "file" / "report"))
    screen.start()
    opened.settle()
    assert opened.said[-1].tone == "bad"
    assert screen.wish_card.isEnabled()
    assert (tmp_path / "file").read_text(encoding="utf-8") == "here first"


def test_that_without_a_format_nothing_is_begun(opened: Opened) -> None:
    screen = reports(opened)
    for box in screen.formats.values():
        box.setChecked(False)
    screen.start()
    assert not screen.running_card.isVisible()
    assert screen.wish_card.isEnabled()


def test_that_faces_and_clicks_can_be_left_out_of_the_clips(opened: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    screen = reports(opened)
    assert screen.faces.isChecked()
    screen.faces.click()
    assert screen.clicks.isChecked()
    screen.clicks.click()
    screen.out.setText(str(tmp_path / "report"))
    screen.start()
    qtbot.waitUntil(lambda: screen.exported is not None, timeout=60_000)
    about = json.loads((tmp_path / "report" / "bundle.json").read_text(encoding="utf-8"))
    assert (about["faces"], about["clicks"]) == ("left out", "left out")


def telling(opened: Opened) -> ReportsScreen:
    """The screen with a round whose scope statement names two people."""
    screen = reports(opened)
    study = str(screen.rounds.currentData())
    why = "agreed with Jennifer Brown, +7 912 345-67-89; rtsp://root:hunter22@cam"
    opened.lab.rounds.set_scope(RoundId(study), [LeftOut("CC-38", "M. Orlova", why)])
    return screen


def cell(table: QTableWidget, line: int, at: int) -> QTableWidgetItem:
    """A cell that is there."""
    item = table.item(line, at)
    assert item is not None
    return item


def test_that_people_in_free_texts_are_shown_before_anything_is_written(
    opened: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    screen = telling(opened)
    screen.out.setText(str(tmp_path / "report"))
    screen.start()
    qtbot.waitUntil(screen.people.isVisible, timeout=60_000)
    assert not (tmp_path / "report").exists()
    table = screen.people.table
    found = [[cell(table, line, at).text() for at in range(3)] for line in range(table.rowCount())]
    assert [one[:2] for one in found] == [
        ["CC-38, reason", "name"], ["CC-38, reason", "phone number"], ["CC-38, reason", "password or token"],
    ]  # fmt: skip
    assert "»Jennifer Brown«" in found[0][2]
    cell(table, 0, 3).setText("she leads the project")
    assert not cell(table, 2, 3).flags() & Qt.ItemFlag.ItemIsEditable
    qtbot.mouseClick(screen.people.write, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: screen.exported is not None, timeout=60_000)
    told = (tmp_path / "report" / "report.json").read_text(encoding="utf-8")
    assert "agreed with Jennifer Brown, [phone number]; rtsp://[password or token]@cam" in told
    assert "she leads the project" in told


def test_that_one_may_go_back_and_nothing_was_written(opened: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    screen = telling(opened)
    screen.out.setText(str(tmp_path / "report"))
    screen.start()
    qtbot.waitUntil(screen.people.isVisible, timeout=60_000)
    screen.people.given_up.emit()
    assert screen.wish_card.isEnabled()
    assert not screen.people.isVisible()
    assert list(tmp_path.glob("report*")) == []


def test_that_attached_documents_go_along_by_a_tick_and_never_to_the_public(
    opened: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    made = make_round(opened.lab)
    study = tmp_path / "needs.pdf"
    study.write_bytes(b"twelve interviews")
    opened.lab.artefacts.attach_file(made.study.id, "CC-27", "", study, "Vera")
    screen = opened.show("reports", round=made.study.id)
    assert isinstance(screen, ReportsScreen)
    for name, box in screen.formats.items():
        box.setChecked(name == "json")
    screen.artefacts.setChecked(True)
    for public, folder in ((False, "internal"), (True, "public")):
        screen.public.setChecked(public)
        assert screen.artefacts.isEnabled() is not public
        screen.exported = None
        screen.out.setText(str(tmp_path / folder))
        screen.start()
        qtbot.waitUntil(lambda: screen.exported is not None, timeout=60_000)
        assert (tmp_path / folder / "artefacts" / "01-needs.pdf").exists() is not public
