"""Boxes: cards, lines, columns, rows, and rows that wrap."""

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QLayoutItem, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.texts import heading


class Card(QFrame):
    """A surface with a heading and a column of things."""

    def __init__(self, words: str = "", *, name: str = "") -> None:
        super().__init__()
        self.setProperty("box", "card")
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.MARGIN)
        self.column.setSpacing(theme.GRID)
        self.top = row()
        if words:
            self.heading = heading(words)
            self.top.addWidget(self.heading, 1)
            self.column.addLayout(self.top)

    def add(self, *widgets: QWidget) -> None:
        """Put widgets at the end of the column."""
        for widget in widgets:
            self.column.addWidget(widget)


def line() -> QFrame:
    """A quiet line between two things."""
    frame = QFrame()
    frame.setProperty("box", "line")
    frame.setFixedHeight(1)
    return frame


def row(*widgets: QWidget | int, spacing: int = theme.GRID) -> QHBoxLayout:
    """Widgets side by side; a number is a stretch."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for widget in widgets:
        if isinstance(widget, int):
            layout.addStretch(widget)
        else:
            layout.addWidget(widget)
    return layout


def column(*widgets: QWidget | int, spacing: int = theme.GRID) -> QVBoxLayout:
    """Widgets one under the other; a number is a stretch."""
    layout = QVBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for widget in widgets:
        if isinstance(widget, int):
            layout.addStretch(widget)
        else:
            layout.addWidget(widget)
    return layout


def boxed(layout: QLayout) -> QWidget:
    """A layout as a widget without margins."""
    widget = QWidget()
    layout.setContentsMargins(0, 0, 0, 0)
    widget.setLayout(layout)
    return widget


class FlowLayout(QLayout):
    """Things side by side that go on in the next line when the line is full: nothing is cut at large text."""

    def __init__(self, spacing: int = theme.GRID) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = spacing
        self.setContentsMargins(QMargins())

    def addItem(self, item: QLayoutItem) -> None:
        """Qt's own: keep the item."""
        self._items.append(item)

    def count(self) -> int:
        """Qt's own."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Qt's own."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Qt's own."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Qt's own: takes no more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Qt's own."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Qt's own: how many lines it takes."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Qt's own: place everything."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """Qt's own: all in one line."""
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(hint.width() for hint in shown) + self._gap * max(0, len(shown) - 1)
        return QSize(width, max((hint.height() for hint in shown), default=0))

    def minimumSize(self) -> QSize:
        """Qt's own: the widest thing."""
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, *, move: bool) -> int:
        x, y, line_height = rect.x(), rect.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            hint = item.sizeHint()
            width = min(hint.width(), rect.width())
            height = item.heightForWidth(width) if item.hasHeightForWidth() else hint.height()
            if x > rect.x() and x + width > rect.right() + 1:
                x, y, line_height = rect.x(), y + line_height + self._gap, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), QSize(width, height)))
            x += width + self._gap
            line_height = max(line_height, height)
        return y + line_height - rect.y()


class Flow(QWidget):
    """A widget with a `FlowLayout`."""

    def __init__(self, *widgets: QWidget, spacing: int = theme.GRID) -> None:
        super().__init__()
        self.flow = FlowLayout(spacing)
        self.setLayout(self.flow)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for widget in widgets:
            self.flow.addWidget(widget)

    def add(self, widget: QWidget) -> None:
        """Put a widget at the end."""
        self.flow.addWidget(widget)
