"""The frame that all screens share: header above body."""

from PySide6.QtWidgets import QBoxLayout

from tests.ui.conftest import Dress, Opened
from ui.widgets.buttons import IconButton


def test_that_a_long_title_above_its_actions_takes_no_more_height_than_it_needs(opened: Opened, dress: Dress) -> None:
    dress(scale=2.0)
    screen = opened.show("session")
    screen.action_row.addWidget(IconButton("End otherwise…", "dots-three", screen.show_body))
    screen.title_label.setText("P02 · Child benefit (sample), release 0.9 · round 1 of the autumn")
    screen.fit_header()
    opened.settle()
    assert screen.header.direction() is QBoxLayout.Direction.TopToBottom
    assert screen.header.geometry().height() == screen.header.heightForWidth(screen.width())
    assert screen.header.geometry().height() < screen.height() / 2
