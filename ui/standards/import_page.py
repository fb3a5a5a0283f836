"""Before a file is taken in: what it is, on which terms, and what differs; or everything that is wrong with it."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from lab.i18n import gettext as _
from lab.i18n import language, ngettext
from lab.wording.standards import difference_lines, difference_summary, loose_line
from ui import theme
from ui.standards.shelf import Refused
from ui.standards.standard_page import counts_words
from ui.widgets.boxes import Card, Flow
from ui.widgets.buttons import Button
from ui.widgets.texts import body, overline, quiet, strong, toned

if TYPE_CHECKING:
    from lab.services.standards import Incoming

_LIST_HEIGHT = 240
"""px at 100 % text."""


class ImportPage(Card):
    """`take` takes the file in, `other` asks for another one, `leave` drops it."""

    def __init__(
        self, incoming: "Incoming", take: Callable[[], None], other: Callable[[], None], leave: Callable[[], None]
    ) -> None:
        standard = incoming.standard
        here = language()
        super().__init__(_("A standard to take in"), name="import_page")
        version = body(_("Version {version}").format(version=standard.version))
        self.add(strong(standard.title.in_language(here)), version, quiet(counts_words(standard)))
        buttons = []
        if incoming.known:
            self.add(toned(body(_("This very file is in the library already: there is nothing to do.")), "good"))
        elif incoming.taken:
            said = _(
                "Another text has this version already, and rounds may be pinned to it. Give this one a version of its "
                "own, in the third line of the file."
            )
            self.add(toned(body(said), "bad"))
        else:
            buttons.append(Button(_("Take it in"), take, kind="primary", icon_name="check"))
            buttons[0].setObjectName("take_in")
        buttons.append(Button(_("Choose another file …"), other, icon_name="folder-open"))
        buttons.append(Button(_("Cancel"), leave, kind="plain"))
        self.add(Flow(*buttons))
        self._show_difference(incoming)
        if incoming.loose:
            self.add(overline(_("Clauses that lead nowhere")))
            self.add(_lines(_("Clauses that lead nowhere"), map(loose_line, incoming.loose)))
        self.add(overline(_("Source")), body(standard.source.in_language(here)))
        self.add(overline(_("Licence")), body(standard.licence.in_language(here)))
        self.column.addStretch(1)

    def _show_difference(self, incoming: "Incoming") -> None:
        if incoming.before is None or incoming.difference is None:
            self.add(overline(_("What changes")), body(_("The standard is new in this library.")))
            return
        before = incoming.before.version
        self.add(overline(_("Since version {version}").format(version=before)))
        self.add(body(difference_summary(incoming.difference)))
        lines = list(difference_lines(incoming.difference))
        if lines:
            self.add(_lines(_("What changes"), lines))
        if not incoming.known and not incoming.taken:
            self.add(quiet(_("Rounds that are pinned to version {version} keep it.").format(version=before)))


class RefusedPage(Card):
    """Every fault of a file, with its line; nothing was taken in."""

    def __init__(self, refused: Refused, other: Callable[[], None], leave: Callable[[], None]) -> None:
        super().__init__(_("The file cannot be taken in"), name="refused_page")
        n = len(refused.sentences)
        said = ngettext("{file} has {n} fault. Nothing was changed.", "{file} has {n} faults. Nothing was changed.", n)
        self.add(toned(body(said.format(file=refused.file, n=n)), "bad"))
        self.add(_lines(_("What is wrong with the file"), refused.sentences))
        again = Button(_("Choose another file …"), other, icon_name="folder-open", kind="primary")
        self.add(Flow(again, Button(_("Cancel"), leave, kind="plain")))
        self.column.addStretch(1)


def _lines(name: str, lines: Iterable[str]) -> QListWidget:
    """Many lines in one widget, for a thousand labels would take longer to make than a person may wait."""
    shown = QListWidget()
    shown.setAccessibleName(name)
    shown.setWordWrap(True)
    shown.setTextElideMode(Qt.TextElideMode.ElideNone)
    shown.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    shown.setSpacing(theme.GRID // 4)
    shown.setMinimumHeight(theme.scaled(_LIST_HEIGHT))
    for line in lines:
        shown.addItem(QListWidgetItem(line))
    shown.setCurrentRow(0)
    return shown
