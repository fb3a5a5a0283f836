"""The list on the left: every standard, and under it its versions where there are several."""

from lab.i18n import gettext as _
from lab.i18n import language
from lab.wording.standards import short_title
from ui import theme
from ui.standards.shelf import Key, Shelf, key_of
from ui.widgets.side_tree import SideTree

WIDTHS = 200, 304
_ICON = "book-open"


class ShelfTree(SideTree):
    """`chosen` carries id and version of what was chosen."""

    def __init__(self) -> None:
        super().__init__("shelf", _("Standards and their versions"), WIDTHS)
        self.setIndentation(theme.scaled(theme.ICON) + theme.GRID)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)

    def show_shelf(self, shelf: Shelf, chosen: Key) -> None:
        """Fill the list; choose what was chosen, without saying so again."""
        self.fill(lambda: self._add_standards(shelf), chosen)

    def _add_standards(self, shelf: Shelf) -> None:
        for standard_id in dict.fromkeys(one.standard.id for one in shelf.versions):
            of_it = shelf.of(standard_id)
            newest = of_it[0].standard
            title = newest.title.in_language(language())
            item = self.add(None, key_of(newest), short_title(newest), _ICON, title)
            for one in of_it if len(of_it) > 1 else ():
                words = _("Version {version}").format(version=one.standard.version)
                self.add(item, key_of(one.standard), words)
