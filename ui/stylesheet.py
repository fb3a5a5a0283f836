"""The style sheet of the windows, made from the tokens of `ui.theme`.

Labels say what they are by the property `role` (title, heading, strong, small, quiet), buttons by `kind` (primary,
plain, danger), boxes by `box` (card, panel, rail), tones by `tone` (good, careful, bad, unknown, info).
"""

from collections.abc import Mapping
from string import Template

from ui import theme
from ui.theme import Colours

_SHEET = Template("""
QWidget { font-size: ${body}px; }
QToolTip { background: $raised; color: $text; border: 1px solid $control; padding: 4px 8px; }
QLabel { background: transparent; }
QLabel[role="title"] { font-size: ${title}px; font-weight: 600; }
QLabel[role="heading"] { font-size: ${heading}px; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="small"] { font-size: ${small}px; color: $quiet; }
QLabel[role="overline"] { font-size: ${small}px; font-weight: 600; color: $quiet; }
QLabel[role="quiet"] { color: $quiet; }
QLabel[role="number"] { font-size: ${title}px; font-weight: 600; }
QLabel[role="fault"] { font-size: ${small}px; color: $bad; }
QLabel[tone="good"] { color: $good; }
QLabel[tone="careful"] { color: $careful; }
QLabel[tone="bad"] { color: $bad; }
QLabel[tone="unknown"] { color: $unknown; }
QLabel[tone="info"] { color: $accent; }
QLabel[tone="recording"] { color: $recording; }

QFrame[box="card"] { background: $surface; border: 1px solid $edge; border-radius: ${radius}px; }
QFrame[box="card"][current="true"] { border-color: $accent; background: $selected; }
QFrame[box="panel"] { background: $surface; border: none; border-left: 1px solid $edge; }
QFrame[box="rail"] { background: $surface; border: none; border-right: 1px solid $edge; }
QFrame[box="line"] { background: $edge; border: none; max-height: 1px; min-height: 1px; }
QFrame[tone="good"] { background: $good_ground; border: 1px solid $good; border-radius: ${radius}px; }
QFrame[tone="careful"] { background: $careful_ground; border: 1px solid $careful; border-radius: ${radius}px; }
QFrame[tone="bad"] { background: $bad_ground; border: 1px solid $bad; border-radius: ${radius}px; }
QFrame[tone="unknown"] { background: $unknown_ground; border: 1px solid $control; border-radius: ${radius}px; }
QFrame[tone="info"] { background: $info_ground; border: 1px solid $accent; border-radius: ${radius}px; }
QLabel[tone] { background: transparent; border: none; }
QScrollArea, QScrollArea > QWidget > QWidget[box="scrolled"] { background: transparent; border: none; }

QPushButton, QToolButton {
  background: $surface; color: $text; border: 1px solid $control; border-radius: ${radius}px;
  padding: 0 ${pad}px; min-height: ${inner}px;
}
QToolButton { padding: 0 8px; }
QPushButton:hover, QToolButton:hover { background: $raised; }
QPushButton:pressed, QToolButton:pressed { background: $selected; }
QPushButton:checked, QToolButton:checked { background: $selected; border-color: $accent; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; padding: 0 ${pad_focus}px; }
QToolButton:focus { padding: 0 7px; }
QPushButton:disabled, QToolButton:disabled { color: $control; border-color: $edge; background: $ground; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border-color: $accent; font-weight: 600; }
QPushButton[kind="primary"]:hover { background: $accent_pressed; border-color: $accent_pressed; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="primary"]:disabled { background: $ground; color: $control; border-color: $control; }
QPushButton[kind="choice"]:checked { background: $accent; color: $on_accent; border: 2px solid $text; }
QPushButton[kind="choice"]:focus { border: 4px solid $accent; padding: 0 1px; }
QPushButton[kind="choice"]:checked:focus { border: 4px solid $text; }
QPushButton[kind="plain"], QToolButton[kind="plain"] { background: transparent; border-color: transparent; }
QPushButton[kind="plain"]:hover, QToolButton[kind="plain"]:hover { background: $raised; }
QPushButton[kind="plain"]:focus, QToolButton[kind="plain"]:focus { border: 2px solid $accent; }
QPushButton[kind="danger"] { color: $bad; border-color: $bad; }
QPushButton[kind="link"] {
  background: transparent; border: 1px solid transparent; color: $accent; text-align: left; padding: 0 3px;
}
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:focus { border: 2px solid $accent; padding: 0 2px; }
QPushButton[kind="rail"] {
  background: transparent; border: 2px solid transparent; text-align: left;
  padding: 0 ${rail_pad}px; min-height: ${rail_height}px;
}
QPushButton[kind="rail"][compact="true"] { text-align: center; padding: 0; min-height: ${target}px; }
QPushButton[kind="rail"]:hover { background: $raised; }
QPushButton[kind="rail"]:checked { background: $selected; color: $text; font-weight: 600; }
QPushButton[kind="rail"]:focus { border-color: $accent; }
QPushButton[kind="row"] {
  background: transparent; border: 2px solid transparent; text-align: left; padding: 4px 8px;
}
QPushButton[kind="row"]:hover { background: $raised; }
QPushButton[kind="row"]:checked { background: $selected; }
QPushButton[kind="row"]:focus { border-color: $accent; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDoubleSpinBox, QDateEdit, QDateTimeEdit, QTimeEdit {
  background: $surface; color: $text; border: 1px solid $control; border-radius: ${radius}px;
  padding: 0 8px; min-height: ${inner}px; selection-background-color: $accent; selection-color: $on_accent;
}
QPlainTextEdit, QTextEdit { padding: 4px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus, QDoubleSpinBox:focus,
QDateEdit:focus, QDateTimeEdit:focus, QTimeEdit:focus { border: 2px solid $accent; padding: 0 7px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: 3px; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"], QSpinBox[wrong="true"],
QDateEdit[wrong="true"], QDateTimeEdit[wrong="true"], QTimeEdit[wrong="true"] {
  border: 2px solid $bad; padding: 0 7px;
}
QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled, QDateTimeEdit:disabled {
  color: $quiet; background: $ground; border-color: $edge;
}
QComboBox QAbstractItemView { background: $surface; color: $text; border: 1px solid $control; outline: none; }
QCheckBox, QRadioButton {
  spacing: 8px; min-height: ${target}px; background: transparent;
  border: 2px solid transparent; border-radius: 4px; padding: 0 4px 0 2px;
}
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox[bare="true"] { spacing: 0; padding: 0; }
QCheckBox::indicator, QRadioButton::indicator, QListWidget::indicator {
  width: ${tick}px; height: ${tick}px; border: 1px solid $control; border-radius: 4px; background: $surface;
}
QRadioButton::indicator { border-radius: ${tick_round}px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked, QListWidget::indicator:checked {
  background: $accent; border-color: $accent; image: url("$image_tick");
}
QRadioButton::indicator:checked { background: $accent; border-color: $accent; image: url("$image_dot"); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $edge; background: $ground; }
QCheckBox::indicator:checked:disabled, QRadioButton::indicator:checked:disabled {
  background: $control; border-color: $control;
}
QComboBox::drop-down, QDateEdit::drop-down, QDateTimeEdit::drop-down {
  border: none; width: ${inner}px; subcontrol-origin: padding; subcontrol-position: center right;
}
QComboBox::down-arrow, QDateEdit::down-arrow, QDateTimeEdit::down-arrow {
  image: url("$image_down"); width: ${arrow}px; height: ${arrow}px;
}
#qt_spinbox_lineedit { border: none; padding: 0 6px; min-height: 0; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; width: ${inner}px; }
QSpinBox::up-arrow, QTimeEdit::up-arrow { image: url("$image_up"); width: ${arrow}px; height: ${arrow}px; }
QSpinBox::down-arrow, QTimeEdit::down-arrow { image: url("$image_down"); width: ${arrow}px; height: ${arrow}px; }

QTreeView, QListView, QTableView, QListWidget, QTreeWidget, QTableWidget {
  background: $surface; color: $text; border: 1px solid $edge; border-radius: ${radius}px; outline: none;
  selection-background-color: $selected; selection-color: $text; gridline-color: $edge;
}
QTreeView:focus, QListView:focus, QTableView:focus { border: 2px solid $accent; }
QTreeView::item, QListView::item { min-height: ${row}px; padding: 0 8px; }
QTreeView::item:hover, QListView::item:hover { background: $raised; }
QTreeView::item:selected, QListView::item:selected, QTableView::item:selected { background: $selected; color: $text; }
QTableView::item { padding: 0 8px; }
QHeaderView::section {
  background: $surface; color: $quiet; border: none; border-bottom: 1px solid $edge; padding: 8px;
  font-size: ${small}px; font-weight: 600;
}
QTableCornerButton::section { background: $surface; border: none; }
QTabBar::tab {
  background: transparent; color: $quiet; padding: 8px 16px; border: 2px solid transparent;
  border-bottom: 2px solid transparent;
}
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; font-weight: 600; }
QTabBar::tab:focus { border: 2px solid $accent; border-radius: 4px; }
QTabWidget::pane { border: none; border-top: 1px solid $edge; }
QProgressBar {
  background: $raised; border: none; border-radius: 4px; min-height: 8px; max-height: 8px; text-align: center;
}
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $control; border-radius: 4px; min-height: 32px; min-width: 32px; margin: 2px; }
QScrollBar::handle:hover { background: $quiet; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
  background: none; width: 0; height: 0;
}
QSplitter::handle { background: $edge; }
QMenu { background: $surface; color: $text; border: 1px solid $control; padding: 4px; }
QMenu::item { padding: 8px 24px; } QMenu::item:selected { background: $selected; }
""")


def stylesheet(colours: Colours, scale: float, images: Mapping[str, str]) -> str:
    """The sheet for these colours, with text `scale` times its usual size; `images` by their names in the sheet."""

    def grown(pixels: float) -> int:
        return round(pixels * scale)

    values: dict[str, object] = {name: getattr(colours, name) for name in Colours.__slots__}
    values |= {
        "body": grown(theme.BODY),
        "small": grown(theme.SMALL),
        "heading": grown(theme.HEADING),
        "title": grown(theme.TITLE),
        "radius": theme.RADIUS,
        "pad": theme.MARGIN,
        "pad_focus": theme.MARGIN - 1,
        "rail_pad": 12,
        "inner": grown(theme.CONTROL_HEIGHT) - 2,
        "target": grown(28),
        "tick": grown(18),
        "tick_round": grown(9),
        "arrow": grown(14),
        "row": grown(theme.CONTROL_HEIGHT),
        "rail_height": grown(40),
    }
    values |= {f"image_{name}": path for name, path in images.items()}
    return _SHEET.substitute(values)
