"""Dresses an application in the tokens of `ui.theme`: font, palette and style sheet."""

from dataclasses import dataclass, field

from PySide6.QtCore import Qt, QTemporaryDir
from PySide6.QtGui import QColor, QFont, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication

from ui.sheet_images import sheet_images
from ui.stylesheet import stylesheet
from ui.theme import BODY, DARK, LIGHT, Colours, ThemeChoice, text_scale

_USUAL_SYSTEM_FONT_PX = 13.34
"""What a system font of 10 pt comes to at 96 dpi: the size that counts as 100 %."""


def palette_of(colours: Colours) -> QPalette:
    """The palette that says the colours to Qt's own widgets."""
    role = QPalette.ColorRole
    palette = QPalette()
    for target, value in (
        (role.Window, colours.ground),
        (role.WindowText, colours.text),
        (role.Base, colours.surface),
        (role.AlternateBase, colours.ground),
        (role.Text, colours.text),
        (role.PlaceholderText, colours.quiet),
        (role.Button, colours.surface),
        (role.ButtonText, colours.text),
        (role.Highlight, colours.selected),
        (role.HighlightedText, colours.text),
        (role.ToolTipBase, colours.raised),
        (role.ToolTipText, colours.text),
        (role.Link, colours.accent),
        (role.LinkVisited, colours.accent),
        (role.Mid, colours.edge),
        (role.Accent, colours.accent),
    ):
        palette.setColor(target, QColor(value))
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, QColor(colours.control))
    return palette


def wants_dark(application: QApplication, choice: ThemeChoice) -> bool:
    """Whether the person, or else the system, asks for dark colours."""
    if choice != "system":
        return choice == "dark"
    return application.styleHints().colorScheme() == Qt.ColorScheme.Dark


@dataclass(frozen=True, slots=True)
class Theme:
    """Applies colours and text size to an application.

    Attributes:
        system_font: the system's own font, as it was before the first theme.
        images: where the small pictures lie that a style sheet can only name by file.
    """

    system_font: QFont
    images: QTemporaryDir = field(default_factory=QTemporaryDir)

    def apply(self, application: QApplication, choice: ThemeChoice, scale: float) -> None:
        """Use these colours, with text `scale` times the size that the system asks for."""
        colours = DARK if wants_dark(application, choice) else LIGHT
        font = QFont(self.system_font)
        system_scale = max(1.0, QFontInfo(self.system_font).pixelSize() / _USUAL_SYSTEM_FONT_PX)
        font.setPixelSize(round(BODY * system_scale * scale))
        application.setFont(font)
        application.setPalette(palette_of(colours))
        images = sheet_images(self.images.path(), colours, text_scale())
        application.setStyleSheet(stylesheet(colours, text_scale(), images))
