"""The page with the document: the upload takes its time and says nothing meanwhile."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QPushButton

from lab.i18n import gettext as _
from lab.i18n import ngettext
from ui.sample.page import Page, label

WAIT_MS = 6000
"""How long the upload takes when nobody asked for another pace, ms."""

CERTIFICATE = "IMG_2041.jpg"
FILES = ("scan0007.pdf", CERTIFICATE, "IMG_2042.jpg", "form_4b_new_FINAL.doc")


class DocumentPage(Page):
    """Choose a file, upload it, wait without knowing.

    Signals:
        sent: the application goes off with what is attached.
        back_requested: to the check.
    """

    sent = Signal()
    back_requested = Signal()

    def __init__(self) -> None:
        super().__init__(_("Electronic images"))
        self.sheet.addWidget(label(_("Attach the electronic image of the confirming document (not more than 5 MB).")))
        row = QHBoxLayout()
        self.choose = QPushButton(_("Browse…"))
        self.choose.setObjectName("choose")
        self.choose.clicked.connect(self._on_choose)
        self.chosen = label(_("File not selected"), "small")
        self.upload = QPushButton(_("Load"))
        self.upload.setObjectName("choose")
        self.upload.clicked.connect(self._on_upload)
        row.addWidget(self.choose)
        row.addWidget(self.chosen, 1)
        row.addWidget(self.upload)
        self.sheet.addLayout(row)
        self.files = QListWidget()
        self.files.setAccessibleName(_("Files on this computer"))
        self.files.addItems(FILES)
        self.files.setFixedHeight(210)
        self.files.itemClicked.connect(self._on_picked)
        self.files.itemActivated.connect(self._on_picked)
        self.files.hide()
        self.sheet.addWidget(self.files)
        self.count = label("", "small")
        self.sheet.addWidget(self.count)
        self.back = self.button(_("Back"))
        self.back.clicked.connect(self.back_requested)
        self.onward = self.button(_("Send"), forward=True)
        self.onward.clicked.connect(self._on_send)
        self.loaded: list[str] = []
        self._wait = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._wait.timeout.connect(self._on_loaded)
        self._tell()

    def set_wait(self, milliseconds: int) -> None:
        """How long the next upload takes."""
        self._wait.setInterval(milliseconds)

    def arrived(self) -> None:
        """Focus on the file button."""
        self.choose.setFocus()

    def _on_choose(self) -> None:
        self.files.setVisible(not self.files.isVisible())

    def _on_picked(self) -> None:
        self.chosen.setText(self.files.currentItem().text())
        self.files.hide()

    def _on_upload(self) -> None:
        """Start the upload; a second press does nothing and, like the first, shows nothing."""
        if self.files.currentItem() is not None and not self._wait.isActive():
            self._wait.start()

    def _on_loaded(self) -> None:
        self.loaded.append(self.files.currentItem().text())
        self._tell()

    def _on_send(self) -> None:
        if self.loaded:
            self.sent.emit()

    def _tell(self) -> None:
        n = len(self.loaded)
        self.count.setText(ngettext("{n} image loaded", "{n} images loaded", n).format(n=n))
