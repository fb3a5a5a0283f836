"""Forms: what was wrong goes when it is set right, Enter saves, the wheel scrolls, a tick is seen while it rests."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QCheckBox, QComboBox, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Dress, Opened
from tests.ui.test_all_screens import NAMES, furnish, subjects
from tests.ui.test_message_bar import place
from ui.theme import ThemeChoice
from ui.widgets.buttons import Button
from ui.widgets.calm import TURNED_BY_WHEEL
from ui.widgets.detail_panel import DetailPanel
from ui.widgets.form import DateField, Form, moment_field


@pytest.fixture
def panel(qtbot: QtBot, dress: Dress) -> Iterator[DetailPanel]:
    """A panel in a window."""
    window = QWidget()
    qtbot.addWidget(window)
    made = DetailPanel("panel")
    made.setParent(window)
    window.resize(900, 600)
    made.resize(400, 600)
    window.show()
    yield made
    window.close()


def wheel(widget: QWidget) -> None:
    """Turn the wheel down over a widget."""
    middle = QPointF(widget.rect().center())
    inverted = False
    event = QWheelEvent(
        middle, widget.mapToGlobal(middle), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, inverted,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def value(box: QWidget) -> str:
    """What a box says."""
    if isinstance(box, QComboBox):
        return str(box.currentIndex())
    assert isinstance(box, QAbstractSpinBox)
    return box.text()


def test_that_what_was_wrong_goes_when_it_is_filled_in(panel: DetailPanel, qtbot: QtBot) -> None:
    form = Form()
    name = form.add_text("name", "Name", hint="As it is known.")
    panel.show_detail("Service", form)
    form.show_fault("name", "Fill this in.")
    assert (name.property("wrong"), name.accessibleDescription()) == ("true", "Fill this in.")
    qtbot.keyClicks(name, "P")
    assert (name.property("wrong"), name.accessibleDescription()) == ("false", "As it is known.")


def test_that_enter_in_a_line_saves_the_form(panel: DetailPanel, qtbot: QtBot) -> None:
    saved: list[str] = []
    form = Form()
    name = form.add_text("name", "Name")
    panel.show_detail("Service", form, Button("Save", lambda: saved.append(name.text())))
    qtbot.keyClicks(name, "P")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert saved == ["P"]


def test_that_the_button_that_saves_is_as_wide_as_the_fields(panel: DetailPanel) -> None:
    form, save = Form(), Button("Save")
    name = form.add_text("name", "Name")
    panel.show_detail("Service", form, save)
    for _round in range(5):
        QApplication.sendPostedEvents()
        QApplication.processEvents()
    left, right = place(name).left(), place(name).right()
    assert (place(save).left(), place(save).right()) == (left, right)


def test_that_the_wheel_changes_only_what_has_the_focus(panel: DetailPanel, qtbot: QtBot) -> None:
    form = Form()
    choice = form.add_choice("choice", "Choice", [(1, "one"), (2, "two")])
    number = form.add_number("number", "Number", 5, 0, 9)
    day, moment = DateField(), moment_field()
    form.add("day", "Day", day)
    form.add("moment", "Moment", moment)
    panel.show_detail("Service", form)
    panel.window().activateWindow()
    qtbot.waitUntil(panel.window().isActiveWindow)
    for box in (choice, number, day, moment):
        before = value(box)
        box.clearFocus()
        wheel(box)
        assert value(box) == before
    number.setFocus()
    wheel(number)
    assert number.value() == 4


@pytest.mark.parametrize("name", NAMES)
def test_that_no_box_of_a_screen_is_turned_in_passing(opened: Opened, name: str) -> None:
    made = furnish(opened)
    for subject in subjects(opened, made, name):
        screen = opened.show(name, **subject)
        for box in screen.findChildren(QWidget):
            if isinstance(box, TURNED_BY_WHEEL) and not box.hasFocus():
                assert box.focusPolicy() is Qt.FocusPolicy.StrongFocus
                before = value(box)
                wheel(box)
                assert value(box) == before, box.accessibleName()


def ink(box: QCheckBox | QRadioButton) -> QImage:
    """What a box looks like."""
    image = QImage(box.size(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.gray)
    box.render(image)
    return image


@pytest.mark.parametrize("choice", ["light", "dark"])
@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
def test_that_a_disabled_box_shows_whether_it_is_ticked(
    qtbot: QtBot, dress: Dress, kind: type[QCheckBox] | type[QRadioButton], choice: ThemeChoice
) -> None:
    dress(choice)
    box = kind()
    qtbot.addWidget(box)
    box.setEnabled(False)
    box.setAutoExclusive(False)
    box.show()
    bare = ink(box)
    box.setChecked(True)
    ticked = ink(box)
    inside = QRect(QPoint(), box.size())
    darker = [
        (x, y)
        for x in range(inside.width())
        for y in range(inside.height())
        if abs(bare.pixelColor(x, y).lightness() - ticked.pixelColor(x, y).lightness()) > 60
    ]
    assert len(darker) > 60
