"""The library on the screen: found by words of either language, read whole, taken in after a look at what changes."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from lab.domain.unit import UnitOutcome
from protocols import library
from tests.ui.conftest import Opened
from tests.ui.rounds import make_round
from ui.standards.import_page import ImportPage, RefusedPage
from ui.standards.standards_screen import StandardsScreen
from ui.widgets.buttons import Button
from ui.widgets.link import LinkLine

OURS = library.text_of("ru-gov-sites").decode()
NEXT = OURS.replace("version: '2026-03-01'", "version: '2027'").replace("gate: major", "gate: blocker", 1)


def standards(opened: Opened, **subject: str) -> StandardsScreen:
    screen = opened.show("standards", **subject)
    assert isinstance(screen, StandardsScreen)
    return screen


def said(widget: QWidget | None) -> str:
    """Every word that a widget shows."""
    assert widget is not None
    lists = [one.item(place).text() for one in widget.findChildren(QListWidget) for place in range(one.count())]
    return "\n".join([label.text() for label in widget.findChildren(QLabel)] + lists)


def lines(widget: QWidget | None) -> list[LinkLine]:
    assert widget is not None
    return widget.findChildren(LinkLine)


def press(qtbot: QtBot, opened: Opened, screen: QWidget, name: str) -> None:
    button = screen.findChild(Button, name)
    assert isinstance(button, Button)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    opened.settle()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "next.yaml"
    path.write_text(NEXT, encoding="utf-8")
    return path


@pytest.mark.parametrize("typed", ["contrast minimum", "КОНТРАСТ минимальный", "1.4.3"])
def test_that_a_criterion_is_found_in_all_standards_by_its_number_and_words_of_either_language(
    opened: Opened, typed: str
) -> None:
    screen = standards(opened, standard="nielsen-10")
    screen.search.setText(typed)
    found = screen.criteria.findItems("1.4.3", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)
    assert {item.text(0).split()[0] for item in found} == {"1.4.3", "9.1.4.3", "GOST-1.4.3"}
    assert screen.criteria.shown == 3
    assert "3 criteria found" in screen.found.text()
    screen.search.clear()
    assert screen.criteria.shown == 10


def test_that_a_criterion_is_shown_in_full_in_both_languages(opened: Opened) -> None:
    screen = standards(opened, standard="client-centricity", criterion="CC-24")
    opened.settle()
    shown = said(screen.panel.content)
    criterion = library.standard("client-centricity").criterion("CC-24")
    assert criterion.description is not None
    assert criterion.observe is not None
    for text in (criterion.title, criterion.description, criterion.observe):
        assert text.en in shown
        assert text.ru in shown
    assert "blocker" in shown
    assert "judged per participant" in shown
    assert "In no round so far." in shown


def test_that_a_mapped_row_leads_to_the_same_in_another_standard(opened: Opened) -> None:
    screen = standards(opened, standard="wcag-2.2", criterion="1.4.3")
    opened.settle()
    row = next(line for line in lines(screen.panel.content) if "GOST-1.4.3" in line.text())
    row.click()
    opened.settle()
    assert (screen.chosen[0], screen.criterion) == ("gost-r-52872", "GOST-1.4.3")
    assert any("9.1.4.3" in line.text() for line in lines(screen.panel.content))


def test_that_it_is_told_where_a_criterion_failed_and_the_line_leads_there(opened: Opened) -> None:
    made = make_round(opened.lab)
    opened.lab.verdicts.inspect(made.study.id, "1.4.3", "Start page", UnitOutcome.FAILED, "Anna", 3)
    screen = standards(opened, standard="wcag-2.2", criterion="1.4.3")
    opened.settle()
    assert "Used in 1 round, failed in 1" in said(screen.panel.content)
    use = next(line for line in lines(screen.panel.content) if "not met" in line.text())
    use.click()
    opened.settle()
    assert opened.window.current_name == "findings"


def test_that_what_changes_is_shown_before_a_file_is_taken_in(opened: Opened, qtbot: QtBot, file: Path) -> None:
    screen = standards(opened)
    screen.read_in(file)
    opened.settle()
    shown = said(screen.findChild(ImportPage))
    assert "Since version 2026-03-01" in shown
    assert "RGS-1  Text can be enlarged to 200 % (gate: major → blocker)" in shown
    assert len(opened.lab.standards.versions()) == len(library.standards())
    press(qtbot, opened, screen, "take_in")
    assert opened.lab.standards.held("ru-gov-sites").standard.version == "2027"
    assert screen.chosen == ("ru-gov-sites", "2027")
    assert not screen.criteria.isHidden()
    both = screen.tree.findItems("Version 20", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)
    assert [item.text(0) for item in both] == ["Version 2027", "Version 2026-03-01"]
    press(qtbot, opened, screen, "about_standard")
    assert "Changed: RGS-1" in said(screen.panel.content)


def test_that_every_fault_of_a_file_is_shown_with_its_line(opened: Opened, file: Path) -> None:
    file.write_text(NEXT.replace("id: RGS-2", "id: RGS-1").replace("group: all", "group: none", 1), encoding="utf-8")
    screen = standards(opened)
    screen.read_in(file)
    opened.settle()
    page = screen.findChild(RefusedPage)
    assert said(page).count(", line ") == 2
    assert "next.yaml has 2 faults" in said(page)


def test_that_a_version_that_is_there_cannot_be_taken_in_again(opened: Opened, file: Path) -> None:
    opened.lab.standards.take_in(opened.lab.standards.read(file))
    screen = standards(opened)
    screen.read_in(file)
    opened.settle()
    assert screen.findChild(Button, "take_in") is None
    file.write_text(NEXT.replace("gate: blocker", "gate: normal"), encoding="utf-8")
    screen.read_in(file)
    opened.settle()
    assert screen.findChild(Button, "take_in") is None
    assert "version of its own" in said(screen.findChild(ImportPage))


def test_that_a_standard_goes_out_as_its_file_and_never_over_another(opened: Opened, tmp_path: Path) -> None:
    screen = standards(opened, standard="wcag-2.2")
    out = tmp_path / "out.yaml"
    screen.export_to(out)
    opened.settle()
    assert out.read_bytes() == library.text_of("wcag-2.2")
    screen.choose("nielsen-10", "2020")
    screen.export_to(out)
    opened.settle()
    assert out.read_bytes() == library.text_of("wcag-2.2")
    assert "is there already" in opened.said[-1].text


def test_that_the_list_is_walked_by_keys(opened: Opened, qtbot: QtBot) -> None:
    screen = standards(opened, standard="wcag-2.2")
    screen.criteria.setFocus()
    for _step in range(2):
        qtbot.keyClick(screen.criteria, Qt.Key.Key_Down)
    opened.settle()
    assert screen.criterion == "1.1.1"
    assert screen.panel.isVisible()
    assert screen.criteria.hasFocus()
    qtbot.keyClick(screen.criteria, Qt.Key.Key_Down)
    opened.settle()
    assert screen.criterion != "1.1.1"
