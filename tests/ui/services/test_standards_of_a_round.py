"""By what a round is judged: versions, further standards, and gates that it sets otherwise."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from lab.domain.study import GateOverride
from protocols import library
from tests.ui.conftest import Opened
from tests.ui.rounds import make_round
from ui.services.gates_card import GateForm
from ui.services.round_wizard import RoundWizard
from ui.services.services_screen import ServicesScreen
from ui.widgets.form import Form

NEWER = library.text_of("client-centricity").decode().replace("version: 0.1-draft", "version: '1.0'")


def services(opened: Opened, **subject: str) -> ServicesScreen:
    screen = opened.show("services", **subject)
    assert isinstance(screen, ServicesScreen)
    return screen


def press(qtbot: QtBot, opened: Opened, widget: QWidget, name: str) -> None:
    button = next(one for one in widget.findChildren(QPushButton, name) if one.isVisible())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    opened.settle()


def wizard_at_the_standards(opened: Opened, qtbot: QtBot) -> RoundWizard:
    made = make_round(opened.lab)
    screen = services(opened, service=made.service.id)
    screen._make_round(made.release.id)
    opened.settle()
    opened.settle()
    wizard = screen._wizard
    assert wizard is not None
    press(qtbot, opened, wizard, "wizard_next")
    assert wizard.pages.currentWidget() is wizard.standards_step
    return wizard


def finish(opened: Opened, qtbot: QtBot, wizard: RoundWizard) -> None:
    name = wizard.name_step.fields["name"]
    assert isinstance(name, QLineEdit)
    name.setText("Second")
    for _step in range(3):
        press(qtbot, opened, wizard, "wizard_next")


def test_that_the_standards_of_the_protocol_are_ticked_and_stay(opened: Opened, qtbot: QtBot) -> None:
    wizard = wizard_at_the_standards(opened, qtbot)
    pinned = {one.id for one in library.protocol("sample-child-benefit").standards}
    ticks = wizard.standards_step.ticks
    assert {one for one, tick in ticks.items() if tick.isChecked()} == pinned
    assert {one for one, tick in ticks.items() if not tick.isEnabled()} == pinned
    assert wizard.standards_step.chosen() is None


def test_that_another_version_and_a_further_standard_are_chosen(opened: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "newer.yaml"
    file.write_text(NEWER, encoding="utf-8")
    opened.lab.standards.take_in(opened.lab.standards.read(file))
    wizard = wizard_at_the_standards(opened, qtbot)
    version = wizard.standards_step.choices["client-centricity"]
    assert (version.currentText(), version.isEnabled()) == ("0.1-draft", True)
    version.setCurrentIndex(version.findText("1.0"))
    wizard.standards_step.ticks["nielsen-10"].click()
    finish(opened, qtbot, wizard)
    newest = opened.lab.rounds.rounds()[-1]
    assert newest.name == "Second"
    assert {one.id: one.version for one in newest.standards} == {
        "client-centricity": "1.0", "wcag-2.2": "2024-12-12", "nielsen-10": "2020",
    }  # fmt: skip


def test_that_a_gate_is_set_otherwise_with_a_reason_and_taken_back(opened: Opened, qtbot: QtBot) -> None:
    made = make_round(opened.lab)
    screen = services(opened, round=made.study.id)
    press(qtbot, opened, screen, "change_gate")
    form = screen.panel.content
    assert isinstance(form, GateForm)
    press(qtbot, opened, screen, "save")
    assert form.fields["criterion"].property("wrong") == "true"
    assert form.fields["why"].property("wrong") == "true"
    search, gate, why = (form.fields[name] for name in ("criterion", "gate", "why"))
    assert isinstance(search, QLineEdit)
    assert isinstance(gate, QComboBox)
    assert isinstance(why, QPlainTextEdit)
    search.setText("1.4.3")
    gate.setCurrentIndex(gate.findData("blocker"))
    why.setPlainText("The law says so.")
    press(qtbot, opened, screen, "save")
    override = GateOverride("1.4.3", "blocker", "Anna Petrova", "The law says so.")
    assert opened.lab.rounds.round(made.study.id).gates == (override,)
    card = next(one for one in screen.findChildren(QWidget, "gates") if one.isVisible())
    said = " ".join(label.text() for label in card.findChildren(QLabel))
    assert "1.4.3 Contrast (Minimum): normal → blocker" in said
    assert "Anna Petrova: The law says so." in said
    press(qtbot, opened, screen, "own_gate_1.4.3")
    press(qtbot, opened, screen, "save")
    again = screen.panel.content
    assert isinstance(again, Form)
    assert again.fields["why"].property("wrong") == "true"
    reason = again.fields["why"]
    assert isinstance(reason, QPlainTextEdit)
    reason.setPlainText("The law does not.")
    press(qtbot, opened, screen, "save")
    assert opened.lab.rounds.round(made.study.id).gates == ()
    opened.said[-1].choices[0].do()
    opened.settle()
    assert opened.lab.rounds.round(made.study.id).gates == (override,)
