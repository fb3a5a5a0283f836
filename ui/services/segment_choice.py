"""Which segment a participant stands for: one button each, and one for not knowing yet."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtWidgets import QWidget

from lab.domain.study import Segment
from lab.i18n import gettext as _
from ui.widgets.boxes import Flow, column
from ui.widgets.buttons import Button
from ui.widgets.texts import quiet


class SegmentChoice(QWidget):
    """Calls `choose` with the id of the segment, None for not known yet. `explained` stands above the buttons."""

    def __init__(
        self, segments: Iterable[Segment], choose: Callable[[str | None], object], explained: str = ""
    ) -> None:
        super().__init__()
        flow = Flow()
        for segment in segments:
            flow.add(_button(segment.name, f"segment_{segment.id}", partial(choose, segment.id)))
        flow.add(_button(_("Not known yet"), "segment_unknown", partial(choose, None)))
        text = quiet(explained)
        text.setVisible(bool(explained))
        layout = column(text, flow, 1)
        self.setLayout(layout)


def _button(words: str, name: str, do: Callable[[], object]) -> Button:
    button = Button(words, do)
    button.setObjectName(name)
    return button
