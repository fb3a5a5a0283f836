"""What a person prefers holds at once; what the laboratory holds to is saved together."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Opened
from ui.keys.keymap import Act, keymap_of
from ui.settings.key_field import KeyField


def test_that_the_laboratorys_settings_are_saved(opened: Opened, qtbot: QtBot) -> None:
    screen = opened.show("settings")
    name, rooms = screen.findChild(QLineEdit, "lab_name"), screen.findChild(QLineEdit, "rooms")
    limit, save = screen.findChild(QSpinBox, "sessions_a_day"), screen.findChild(QPushButton, "save_lab")
    assert name is not None
    assert rooms is not None
    assert limit is not None
    assert save is not None
    name.setText("Лаборатория")
    for field, text in (("operator", "Министерство"), ("operator_address", "ул. Ленина, 1")):
        line = screen.findChild(QLineEdit, field)
        assert line is not None
        line.setText(text)
    quality, sharp = screen.findChild(QComboBox, "quality"), screen.findChild(QCheckBox, "sharp_colours")
    assert quality is not None
    assert sharp is not None
    assert [quality.itemText(n) for n in range(quality.count())] == ["Small file", "Balanced", "Archive"]
    assert quality.currentText() == "Balanced"
    quality.setCurrentIndex(2)
    sharp.setChecked(True)
    rooms.setText("Кабинет 12, Кабинет 14, Кабинет 12")
    limit.setValue(4)
    qtbot.mouseClick(save, Qt.MouseButton.LeftButton)
    opened.settle()
    assert opened.lab.settings.name == "Лаборатория"
    assert (opened.lab.settings.operator, opened.lab.settings.operator_address) == ("Министерство", "ул. Ленина, 1")
    assert opened.lab.settings.rooms == ("Кабинет 12", "Кабинет 14")
    assert opened.lab.scheduling.limits.sessions_a_day == 4
    assert (opened.lab.settings.quality, opened.lab.settings.sharp_colours) == ("archive", True)


def test_that_a_key_is_given_to_an_act_and_taken_from_the_one_that_had_it(opened: Opened, qtbot: QtBot) -> None:
    screen = opened.show("settings")
    field = screen.findChild(KeyField, f"key_{Act.SUCCESS.value}")
    assert field is not None
    qtbot.mouseClick(field, Qt.MouseButton.LeftButton)
    qtbot.keyClick(field, Qt.Key.Key_F8)
    opened.settle()
    keymap = keymap_of(opened.preferences.person.keys)
    assert keymap.act_of("F8") is Act.SUCCESS
    assert keymap.keys[Act.FAILED] == ()


def test_that_escape_leaves_a_key_as_it_was(opened: Opened, qtbot: QtBot) -> None:
    screen = opened.show("settings")
    field = screen.findChild(KeyField, f"key_{Act.SUCCESS.value}")
    assert field is not None
    qtbot.mouseClick(field, Qt.MouseButton.LeftButton)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "F6"
    assert opened.preferences.person.keys == {}


def test_that_single_keys_can_be_switched_off(opened: Opened) -> None:
    screen = opened.show("settings")
    box = screen.findChild(QCheckBox, "single_keys")
    assert box is not None
    box.setChecked(False)
    opened.settle()
    assert not opened.preferences.person.single_keys
