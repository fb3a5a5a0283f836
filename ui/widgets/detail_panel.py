"""The panel on the right: details of what was chosen, instead of a stack of dialogs. Escape closes it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from lab.i18n import gettext as _
from ui import theme
from ui.widgets.boxes import Flow, row
from ui.widgets.buttons import Button, IconButton
from ui.widgets.form import Form
from ui.widgets.spots import first_in
from ui.widgets.texts import heading


class DetailPanel(QFrame):
    """A heading, something that scrolls, the buttons under it (the likeliest first). Hidden until `show_detail`."""

    def __init__(self, name: str, *, width: int = theme.PANEL_WIDTH) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("box", "panel")
        self._width = width
        self._left: Callable[[], None] | None = None
        self._content: QWidget | None = None
        self._heading = heading("")
        close = IconButton(_("Close the panel"), "x", self.leave)
        top = row(self._heading, close)
        top.setStretch(0, 1)
        top.setAlignment(close, Qt.AlignmentFlag.AlignTop)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.viewport().setAutoFillBackground(False)
        self._buttons = QVBoxLayout()
        self._buttons.setSpacing(theme.GRID)
        self._buttons.setContentsMargins(0, 0, theme.GRID, 0)  # as wide as the fields above them
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.GRID, theme.MARGIN)
        column.setSpacing(theme.GRID)
        column.addLayout(top)
        column.addWidget(self._area, 1)
        column.addLayout(self._buttons)
        self.setFixedWidth(theme.scaled(width))
        self.hide()

    def show_detail(
        self, words: str, content: QWidget, *buttons: Button, on_left: Callable[[], None] | None = None
    ) -> None:
        """Show this instead of what was shown. `on_left` is called when the user closes the panel."""
        self._heading.setText(words)
        self.setAccessibleName(words)
        self._left = on_left
        self._content = content
        while (item := self._buttons.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._area.setWidget(_with_room_below(content))
        for button in buttons[:1]:
            self._buttons.addWidget(button)
        if len(buttons) > 1:
            self._buttons.addWidget(Flow(*buttons[1:]))
        forms = [content] if isinstance(content, Form) else content.findChildren(Form)
        if buttons and len(forms) == 1:
            forms[0].entered.connect(buttons[0].click)  # of several forms no button could be meant
        self._fit()
        self.show()

    def focus_first(self) -> None:
        """The person is asked something here: give the focus to the first that answers it."""
        first = first_in(self._content) if self._content is not None else None
        if first is not None:
            first.setFocus()

    @property
    def content(self) -> QWidget | None:
        """What is shown."""
        return self._content

    def leave(self) -> None:
        """Close the panel."""
        self.hide()
        if self._left is not None:
            left, self._left = self._left, None
            left()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        """No wider than half of the window, so that what the panel is about stays in sight."""
        self.setFixedWidth(min(theme.scaled(self._width), max(320, self.window().width() // 2)))


def _with_room_below(content: QWidget) -> QWidget:
    """What is short stays at the top; the ground is the panel's."""
    holder = QWidget()
    holder.setProperty("box", "scrolled")
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, theme.GRID, 0)
    column.addWidget(content)
    column.addStretch(1)
    return holder
