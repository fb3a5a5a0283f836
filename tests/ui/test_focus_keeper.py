"""After an act the focus is where the person works: never in the rail, never on something that was not meant."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from lab.domain.study import Segment
from tests.ui.conftest import Opened
from tests.ui.findings.test_findings import findings, judged
from tests.ui.rounds import book, make_round
from tests.ui.services.test_services import form, named, services, write
from ui.findings.finding_panel import FindingDetail
from ui.widgets.link import LinkLine


@pytest.fixture(autouse=True)
def _window_is_active(opened: Opened, qtbot: QtBot) -> None:
    opened.window.show()
    opened.window.activateWindow()
    qtbot.waitUntil(opened.window.isActiveWindow)


def focused(opened: Opened) -> QWidget:
    """What has the focus once everything has settled."""
    opened.settle()
    while not opened.window.focus_keeper.settled:
        QApplication.processEvents()
        opened.settle()
    widget = QApplication.focusWidget()
    assert widget is not None
    assert not opened.window.rail.isAncestorOf(widget)
    assert not opened.window.message_bar.isAncestorOf(widget)
    return widget


def press(qtbot: QtBot, button: QWidget) -> None:
    """As a person at the keyboard: the focus, then Space."""
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)


def test_that_saving_a_form_leads_back_to_what_opened_it(opened: Opened, qtbot: QtBot) -> None:
    screen = services(opened)
    press(qtbot, next(one for one in screen.findChildren(QPushButton) if one.text() == "Register a service"))
    qtbot.waitUntil(lambda: focused(opened) is form(screen).fields["name"])
    write(screen, "name", "Child benefit")
    write(screen, "owner", "M. Orlova")
    press(qtbot, named(screen, "save"))
    assert screen.isAncestorOf(focused(opened))
    press(qtbot, named(screen, "add_release"))
    write(screen, "name", "2.4")
    press(qtbot, named(screen, "save"))
    assert screen.isAncestorOf(focused(opened))
    press(qtbot, named(screen, "make_round"))
    assert isinstance(focused(opened), QRadioButton)


def test_that_each_step_of_a_new_round_has_the_focus(opened: Opened, qtbot: QtBot) -> None:
    made = make_round(opened.lab)
    screen = services(opened, round=made.study.id)
    screen._choose("release", made.study.release_id)
    opened.settle()
    press(qtbot, named(screen, "make_round"))
    opened.settle()
    wizard = screen._wizard
    assert wizard is not None
    for page in (wizard.protocol_step, wizard.standards_step, wizard.segments_step, wizard.name_step):
        assert page.isAncestorOf(focused(opened))
        press(qtbot, wizard.next_button)
    opened.settle()
    assert wizard.name_step.fields["name"].hasFocus()  # it is wrong
    press(qtbot, wizard.back_button)
    assert wizard.segments_step.isAncestorOf(focused(opened))


def test_that_a_page_that_is_built_anew_keeps_the_focus(opened: Opened, qtbot: QtBot) -> None:
    made = make_round(opened.lab, segments=(Segment("s1", "Villages", 3),))
    screen = services(opened, round=made.study.id)
    before = named(screen, "add_participant")
    press(qtbot, before)
    segment = focused(opened)
    assert segment.objectName() == "segment_s1"
    qtbot.keyClick(segment, Qt.Key.Key_Space)
    after = focused(opened)
    assert after.objectName() == "add_participant"
    assert after is not before


def test_that_a_place_that_is_about_to_be_shown_again_is_waited_for(opened: Opened, qtbot: QtBot) -> None:
    made = make_round(opened.lab, segments=(Segment("s1", "Villages", 3),))
    screen = services(opened, round=made.study.id)
    named(screen, "add_participant").setFocus()
    assert screen.register is not None
    screen._show_page(screen.register)
    opened.window.focus_keeper._soon.timeout.emit()  # as on a machine that is busy: before Qt has shown the new page
    assert focused(opened).objectName() == "add_participant"


def test_that_a_saved_finding_keeps_the_focus_on_its_button(opened: Opened, qtbot: QtBot) -> None:
    judged(opened)
    screen = findings(opened)
    screen.grid.chosen.emit(opened.lab.findings.findings(screen.judged.round_id)[0].id)  # type: ignore[union-attr]
    opened.settle()
    detail = screen.panel.content
    assert isinstance(detail, FindingDetail)
    press(qtbot, named(screen, "save_finding"))
    qtbot.waitUntil(lambda: focused(opened).objectName() == "save_finding")
    assert screen.panel.content is not detail


def test_that_more_reasons_lead_on_to_the_first_of_them(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("gate_card", "findings_screen"):
        monkeypatch.setattr(f"ui.findings.{module}.FEW", 1)
    judged(opened)
    screen = findings(opened)
    more = next(one for one in screen.findChildren(QPushButton) if "more reason" in one.text())
    press(qtbot, more)
    link = focused(opened)
    assert isinstance(link, LinkLine)
    gate = next(one for one in screen.findChildren(QWidget, "gate") if one.isVisible())
    assert gate.findChildren(LinkLine).index(link) == 1


def test_that_a_message_that_is_closed_gives_the_focus_back(opened: Opened, qtbot: QtBot) -> None:
    screen = opened.show("schedule")
    book(opened.lab, make_round(opened.lab), 1)
    opened.settle()
    button = named(screen, "book_session")
    button.setFocus()
    opened.alerts.warn("The disk is nearly full.")
    (bar,) = opened.window.message_bar.bars()
    close = bar.findChildren(QPushButton)[-1]
    press(qtbot, close)
    qtbot.waitUntil(lambda: focused(opened) is button)
