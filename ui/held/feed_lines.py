"""Draws a line of the feed: when, how bad, against what, by whom; below it the words."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from lab.domain.annotation import Annotation
from lab.domain.timeline import clock_text
from lab.i18n import gettext as _
from lab.i18n import language
from lab.wording.judging import severity_label
from ui import theme
from ui.held.feed_model import FeedLine
from ui.widgets.severity_picker import severity_text

LINE = Qt.ItemDataRole.UserRole + 2
WAITING = Qt.ItemDataRole.UserRole + 3
PADDING = 6
_WRAP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
Index = QModelIndex | QPersistentModelIndex


def tag_words(tag: Annotation) -> str:
    """A tag in one line: its button's words and what was noted; else its criterion."""
    words = tag.words.get(language()) or tag.words.get("en", "")
    said = [part for part in (words, tag.note or tag.quote) if part]
    return ": ".join(said) or tag.criterion or _("tag")


def line_text(line: FeedLine, *, waiting: bool = False) -> str:
    """A line as it is read aloud: time, severity, criterion, author, how often; and the words."""
    tag = line.tag
    said = _("positive") if tag.polarity == "positive" else severity_label(tag.severity)
    parts = [clock_text(tag.anchor_us), said, tag.criterion or _("no criterion"), tag.author, tag_words(tag)]
    if line.count > 1:
        parts.append(f"×{line.count}")
    if waiting:
        parts.append(_("being saved"))
    return ", ".join(parts)


def severity_colour(colours: theme.Colours, tag: Annotation) -> str:
    """The colour of a tag's shape, beside which its number always stands."""
    if tag.polarity == "positive":
        return colours.good
    return colours.quiet if tag.severity is None else colours.severity[tag.severity]


class FeedLines(QStyledItemDelegate):
    """The delegate of the feed's list."""

    def __init__(self, view: QListWidget) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Qt's own: as high as the words need."""
        line: FeedLine = index.data(LINE)
        width = self._view.viewport().width() - 2 * PADDING
        words = QFontMetrics(self._view.font()).boundingRect(QRect(0, 0, width, 9999), _WRAP, tag_words(line.tag))
        small = QFontMetrics(self._small())
        heads = 1 if self.fits(small, width, line, waiting=bool(index.data(WAITING))) else 2
        return QSize(width, heads * small.height() + words.height() + 2 * PADDING + 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt's own."""
        line: FeedLine = index.data(LINE)
        colours = theme.colours_of(self._view)
        painter.save()
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.fillRect(option.rect, QColor(colours.raised))
        room: QRect = option.rect.adjusted(PADDING, PADDING, -PADDING, -PADDING)
        painter.setFont(self._small())
        head = self._head(painter, room, line, waiting=bool(index.data(WAITING)))
        painter.setFont(self._view.font())
        painter.setPen(QColor(colours.text))
        painter.drawText(room.adjusted(0, head + 2, 0, 0), _WRAP, tag_words(line.tag))
        painter.setPen(QColor(colours.edge))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        painter.restore()

    @staticmethod
    def fits(metrics: QFontMetrics, width: int, line: FeedLine, *, waiting: bool) -> bool:
        """Whether the author's name stands beside the time, px; else it has a line of its own."""
        parts = [*_before(line), _author(line, waiting=waiting), *([_times(line)] if line.count > 1 else [])]
        return sum(metrics.horizontalAdvance(part) + theme.GRID for part in parts if part) - theme.GRID <= width

    def _head(self, painter: QPainter, room: QRect, line: FeedLine, *, waiting: bool) -> int:
        """Draw it; how high it is, px."""
        colours, metrics = theme.colours_of(self._view), painter.fontMetrics()
        beside = self.fits(metrics, room.width(), line, waiting=waiting)
        x, y = room.left(), room.top() + metrics.ascent()
        for text, colour in zip(
            _before(line), (colours.quiet, severity_colour(colours, line.tag), colours.quiet), strict=True
        ):
            if text:
                painter.setPen(QColor(colour))
                painter.drawText(x, y, text)
                x += metrics.horizontalAdvance(text) + theme.GRID
        author = _author(line, waiting=waiting)
        painter.setPen(QColor(colours.quiet))
        if beside:
            painter.drawText(x, y, author)
        else:
            fitting = metrics.elidedText(author, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room.left(), y + metrics.height(), fitting)
        if line.count > 1:
            painter.setPen(QColor(colours.text))
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, _times(line))
        return metrics.height() * (1 if beside else 2)

    def _small(self) -> QFont:
        font = QFont(self._view.font())
        font.setPixelSize(theme.scaled(theme.SMALL))
        return font


def _before(line: FeedLine) -> tuple[str, str, str]:
    """What stands before the author: when, how bad, against what."""
    tag = line.tag
    shape = "+" if tag.polarity == "positive" else severity_text(tag.severity)
    return clock_text(tag.anchor_us), shape, tag.criterion or ""


def _author(line: FeedLine, *, waiting: bool) -> str:
    return f"{line.tag.author}  …" if waiting else line.tag.author


def _times(line: FeedLine) -> str:
    return f"×{line.count}"
