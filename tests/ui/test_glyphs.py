"""Icons look as qtawesome draws them, and are grey where they are disabled."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from ui.icons import icon

RED, GREY = "#cc0000", "#808080"


@pytest.mark.parametrize("name", ["house-simple", "check", "caret-down", "circle-fill"])
@pytest.mark.parametrize("side", [16, 20, 40])
def test_that_a_glyph_is_drawn_as_the_library_draws_it(qapp: QApplication, name: str, side: int) -> None:
    import qtawesome

    ours, theirs = icon(name, RED), qtawesome.icon(f"ph.{name}", color=RED)
    assert ours.pixmap(QSize(side, side)).toImage() == theirs.pixmap(QSize(side, side)).toImage()


def test_that_a_disabled_icon_is_drawn_in_the_colour_for_it(qapp: QApplication) -> None:
    drawn = icon("check", RED, disabled=GREY).pixmap(QSize(20, 20), QIcon.Mode.Disabled).toImage()
    assert drawn == icon("check", GREY).pixmap(QSize(20, 20)).toImage()


def test_that_a_name_outside_the_set_is_our_mistake(qapp: QApplication) -> None:
    with pytest.raises(KeyError):
        icon("no-such-icon", RED)


def test_that_an_icon_is_made_once_and_never_dies(qapp: QApplication) -> None:
    # An engine that dies takes the program with it (see `ui.icons`).
    assert icon("check", RED).cacheKey() == icon("check", RED).cacheKey()
