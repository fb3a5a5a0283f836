"""The task as the participant reads it: a card on the recorded screen, where that screen is ours; or on paper."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QScreen, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from lab.i18n import gettext as _
from protocols.protocol import Task
from ui import theme
from ui.widgets.boxes import row
from ui.widgets.buttons import Button
from ui.widgets.texts import body, heading

CARD_WIDTH = 640
PAPER_POINTS = 16
"""Size of the text on paper, pt: for people who read badly."""


class TaskCard(QWidget):
    """A small window over the recorded screen; never takes the focus from the participant."""

    def __init__(self, task: Task, language: str, screen: QScreen) -> None:
        super().__init__(
            None,
            Qt.WindowType.Tool
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowStaysOnTopHint
            | Qt.WindowType.WindowDoesNotAcceptFocus,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("task_card")
        self.setWindowTitle(task.title.in_language(language))
        self.task = task
        words = body(task.scenario.in_language(language))
        words.setProperty("role", "heading")
        words.setStyleSheet("font-weight: 400;")
        self.read = Button(_("I have read it"), self.close, kind="primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * theme.MARGIN, 2 * theme.MARGIN, 2 * theme.MARGIN, theme.MARGIN)
        column.setSpacing(theme.MARGIN)
        column.addWidget(heading(task.title.in_language(language)))
        column.addWidget(words)
        column.addLayout(row(1, self.read))
        free = screen.availableGeometry()
        width = min(theme.scaled(CARD_WIDTH), free.width() - 2 * theme.MARGIN)
        if self._height_for(width) > free.height() - 2 * theme.MARGIN:
            width = free.width() - 2 * theme.MARGIN
        self.setFixedSize(width, min(self._height_for(width), free.height() - 2 * theme.MARGIN))
        self.move(free.center().x() - width // 2, free.top() + max(theme.MARGIN, (free.height() - self.height()) // 3))

    def _height_for(self, width: int) -> int:
        """The height that holds every line: only dressed labels know how large their letters are."""
        for part in (self, *self.findChildren(QWidget)):
            part.ensurePolished()
        layout = self.layout()
        assert layout is not None
        layout.invalidate()
        return max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


def task_document(task: Task, language: str) -> QTextDocument:
    """The task on paper: its title and what is read, in large type; nothing that gives the answer away."""
    document = QTextDocument()
    font = document.defaultFont()
    font.setPointSize(PAPER_POINTS)
    document.setDefaultFont(font)
    paragraphs = [task.title.in_language(language), task.scenario.in_language(language)]
    document.setPlainText("\n\n".join(paragraphs))
    return document


def ask_to_print(task: Task, language: str, parent: QWidget) -> QDialog:
    """Open the system's print dialog, and print the task when it is accepted."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(task.title.in_language(language))
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: task_document(task, language).print_(printer))
    QDialog.open(dialog)
    return dialog
