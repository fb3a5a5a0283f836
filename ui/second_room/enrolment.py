"""The sheet by which the laboratory's own tablets learn to trust its certificate, printed once and kept by them."""

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QColor, QImage, QPainter, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from lab.i18n import gettext as _
from ui import theme
from ui.second_room.qr_code import QUIET, modules_of

if TYPE_CHECKING:
    from lab.live.messages import RoomState

AUTHORITY_PATH = "/authority.crt"
"""Where the room serves the certificate of the laboratory's own authority."""
_MODULE = 6
_PICTURE = "qr.png"


def authority_url(state: "RoomState") -> str:
    """Where a tablet fetches the authority's certificate."""
    return state.urls[0].rstrip("/") + AUTHORITY_PATH if state.urls else ""


def sheet(state: "RoomState", laboratory: str) -> QTextDocument:
    """The sheet, ready to be printed."""
    url = authority_url(state)
    steps = (
        _("Connect the tablet to the network of the laboratory and scan the code with its camera."),
        _("The browser warns once, for it does not know the laboratory yet. Go on, and allow the download."),
        _(
            "iPad, iPhone: open Settings, install the profile that was loaded; then General → About → Certificate "
            "Trust Settings, and switch full trust on for it."
        ),
        _("Android: Settings → Security → Install a certificate → CA certificate, and choose the file."),
        _("Windows, macOS, Linux: open the file and put it among the trusted root authorities."),
        _("Compare the words below with those on the moderator’s screen before you trust it."),
    )
    heading, compared = _("Enrol a tablet of the laboratory"), _("Words of the certificate:")
    name = escape(laboratory or _("Usability laboratory"))
    listed = "".join(f"<li>{escape(step)}</li>" for step in steps)
    document = QTextDocument()
    document.addResource(QTextDocument.ResourceType.ImageResource, QUrl(_PICTURE), code_image(url))
    document.setHtml(
        f"<h2>{escape(heading)}</h2><p>{name}</p>"
        f"<p><img src='{_PICTURE}'/></p><p><tt>{escape(url)}</tt></p><ol>{listed}</ol>"
        f"<p>{escape(compared)} <b>{escape(' '.join(state.fingerprint_words))}</b></p>"
    )
    return document


def code_image(text: str) -> QImage:
    """A QR code as a picture, with its quiet zone."""
    modules = modules_of(text)
    side = (len(modules) + 2 * QUIET) * _MODULE
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.CUE_LIGHT))
    painter = QPainter(image)
    for y, row in enumerate(modules):
        for x, dark in enumerate(row):
            if dark:
                painter.fillRect((x + QUIET) * _MODULE, (y + QUIET) * _MODULE, _MODULE, _MODULE, QColor(theme.CUE_DARK))
    painter.end()
    return image


def print_sheet(state: "RoomState", laboratory: str, parent: QWidget) -> None:
    """Ask for the printer and print."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.accepted.connect(lambda: sheet(state, laboratory).print_(printer))
    QDialog.open(dialog)
