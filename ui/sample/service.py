"""The portal's window: header, bar, the pages and the way between them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from lab.i18n import gettext as _
from ui.sample.decision_page import DecisionPage, SentPage
from ui.sample.document_page import WAIT_MS, DocumentPage
from ui.sample.form_page import CheckPage, FormPage
from ui.sample.information_page import InformationPage
from ui.sample.look import COLUMN_PX, STYLE
from ui.sample.page import Page, label
from ui.sample.start_page import RIGHT, StartPage, entries


class SampleService(QWidget):
    """The whole service.

    Signals:
        page_shown: name of the page that is now shown: start, information, form, check, document, sent, decision.
    """

    page_shown = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("portal")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(STYLE)
        self.setWindowTitle(_("Unified Portal of Services: child benefit (sample)"))
        self._loading_ms = WAIT_MS
        self._stack = QStackedWidget()
        self._crumbs = label("", "crumbs")
        frame = QVBoxLayout(self)
        frame.setContentsMargins(0, 0, 0, 0)
        frame.setSpacing(0)
        frame.addWidget(_band())
        frame.addWidget(_bar(self._crumbs))
        frame.addWidget(_column(self._stack), 1)
        self.restore()

    @property
    def current(self) -> str:
        """Name of the page that is shown."""
        return next(name for name, page in self.pages().items() if page is self._stack.currentWidget())

    def pages(self) -> dict[str, Page]:
        """Every page by its name."""
        return {
            "start": self.start,
            "information": self.information,
            "form": self.form,
            "check": self.check,
            "document": self.document,
            "sent": self.sent,
            "decision": self.decision,
        }

    @property
    def loading_ms(self) -> int:
        """How long an upload takes, ms."""
        return self._loading_ms

    @loading_ms.setter
    def loading_ms(self, milliseconds: int) -> None:
        self._loading_ms = milliseconds
        self.document.set_wait(milliseconds)

    def restore(self) -> None:
        """Everything as on the first day: fresh pages, nothing entered, the list of services in front."""
        while (old := self._stack.widget(0)) is not None:
            self._stack.removeWidget(old)
            old.deleteLater()
        self.start, self.information, self.form = StartPage(), InformationPage(), FormPage()
        self.check, self.document = CheckPage(), DocumentPage()
        self.sent, self.decision = SentPage(), DecisionPage()
        self.document.set_wait(self._loading_ms)
        for page in self.pages().values():
            self._stack.addWidget(page)
        self._connect()
        self.show_page("start")

    def show_page(self, name: str) -> None:
        """Turn to a page. Raises KeyError for a name we do not have."""
        page = self.pages()[name]
        self._stack.setCurrentWidget(page)
        where = _("Home  ›  Services  ›  Family and children")
        self._crumbs.setText(where if name == "start" else where + "  ›  …")
        page.arrived()
        self.page_shown.emit(name)

    def _connect(self) -> None:
        self.start.entry_chosen.connect(self._on_entry)
        self.information.back_requested.connect(lambda: self.show_page("start"))
        self.form.back_requested.connect(lambda: self.show_page("start"))
        self.form.completed.connect(self._on_completed)
        self.check.back_requested.connect(self._on_back_to_form)
        self.check.confirmed.connect(lambda: self.show_page("document"))
        self.document.back_requested.connect(lambda: self.show_page("check"))
        self.document.sent.connect(lambda: self.show_page("sent"))
        self.sent.messages_requested.connect(lambda: self.show_page("decision"))
        self.decision.closed.connect(lambda: self.show_page("start"))

    def _on_entry(self, entry: str) -> None:
        if entry == RIGHT:
            self.show_page("form")
            return
        self.information.show_topic(dict(entries())[entry])
        self.show_page("information")

    def _on_completed(self, values: dict[str, str]) -> None:
        self.check.show_values(values)
        self.show_page("check")

    def _on_back_to_form(self) -> None:
        self.form.come_back()
        self.show_page("form")


def _band() -> QFrame:
    band = QFrame()
    band.setObjectName("band")
    row = QHBoxLayout(band)
    row.setContentsMargins(28, 12, 28, 12)
    row.setSpacing(16)
    row.addWidget(label("❖", "crest"))
    names = QVBoxLayout()
    names.setSpacing(0)
    names.addWidget(label(_("Unified Portal of Services"), "state"))
    names.addWidget(label(_("Department of social payments"), "ministry"))
    row.addLayout(names, 1)
    row.addWidget(label(_("Personal account: parent-01"), "account"))
    return band


def _bar(crumbs: QWidget) -> QFrame:
    bar = QFrame()
    bar.setObjectName("bar")
    row = QHBoxLayout(bar)
    row.setContentsMargins(28, 5, 28, 5)
    row.addWidget(crumbs)
    return bar


def _column(stack: QStackedWidget) -> QScrollArea:
    held = QWidget()
    outer = QVBoxLayout(held)
    outer.setContentsMargins(28, 4, 28, 10)
    row = QHBoxLayout()
    stack.setMaximumWidth(COLUMN_PX)
    row.addStretch(1)
    row.addWidget(stack, 100)
    row.addStretch(1)
    outer.addLayout(row, 1)
    footer = label(_("A sample for trying out the laboratory. Nothing that is entered here is kept."), "footer")
    footer.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    outer.addWidget(footer)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(held)
    return area
