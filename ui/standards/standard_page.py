"""About a standard: its source, the terms on which it may be passed on, and what differs from the version before."""

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lab.i18n import gettext as _
from lab.i18n import language, ngettext
from lab.wording.judging import kind_label, weight_label
from lab.wording.standards import difference_lines, difference_summary
from protocols.difference import Difference
from protocols.standard import Standard
from ui import theme, words
from ui.widgets.texts import body, overline, small, strong


class StandardPage(QWidget):
    """`before` is the version before, with what this one has otherwise."""

    def __init__(self, standard: Standard, before: tuple[str, Difference] | None) -> None:
        super().__init__()
        here = language()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.GRID // 2)
        self._column.addWidget(strong(standard.title.in_language(here)))
        self._column.addWidget(body(_("Version {version}").format(version=standard.version)))
        self._say(_("Criteria"), counts_words(standard))
        self._say(_("Source"), standard.source.in_language(here))
        self._say(_("Licence"), standard.licence.in_language(here))
        if standard.attribution is not None:
            self._say(_("To be printed with it"), standard.attribution.in_language(here))
        if standard.url is not None:
            self._say(_("Original"), standard.url)
        if before is not None:
            version, found = before
            self._say(_("Since version {version}").format(version=version), difference_summary(found))
            for line in difference_lines(found):
                self._column.addWidget(small(line))

    def _say(self, name: str, text: str) -> None:
        self._column.addSpacing(theme.GRID)
        self._column.addWidget(overline(name))
        label = body(text)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._column.addWidget(label)


def counts_words(standard: Standard) -> str:
    """How many criteria there are, of which level, gate and kind."""
    counted = standard.counted
    n = len(counted)
    levels = Counter(one.level for one in counted if one.level)
    gates = Counter(weight_label(one.gate) for one in counted)
    kinds = Counter(kind_label(one.kind) for one in counted)
    lines = [ngettext("{n} criterion", "{n} criteria", n).format(n=n)]
    lines.extend(
        words.MIDDLE_DOT.join(f"{name}: {count}" for name, count in sorted(counter.items()))
        for counter in (levels, gates, kinds)
        if counter
    )
    return "\n".join(lines)
