"""Columns stand one under the other before anything sticks out of its place."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui.screen import scrolling
from ui.widgets.columns import Columns

WIDE = 400
"""px that the thing in each column needs."""


@pytest.mark.parametrize(("place", "stacked"), [(900, False), (790, True), (500, True)])
def test_that_columns_stack_when_what_is_in_them_needs_more_than_there_is(
    qtbot: QtBot, place: int, stacked: bool
) -> None:
    columns = Columns(1, 1, narrow=300)
    boxes = [QLabel("left"), QLabel("right")]
    for column, box in zip(columns.columns, boxes, strict=True):
        box.setMinimumWidth(WIDE)
        column.addWidget(box)
    area = scrolling(columns)
    qtbot.addWidget(area)
    area.resize(place, 600)
    area.show()
    qtbot.waitUntil(lambda: (boxes[1].mapTo(columns, boxes[1].rect().topLeft()).x() == 0) is stacked)
    assert columns.width() <= area.viewport().width()
