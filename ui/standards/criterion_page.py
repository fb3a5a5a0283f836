"""One criterion in full: what it asks for, how it is judged, who else asks for the same, and where it failed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lab.i18n import gettext as _
from lab.i18n import language, ngettext
from lab.wording.judging import kind_label, verdict_label, weight_label
from lab.wording.standards import category_label, evidence_label, mapped_line
from protocols.mapping import MappedRow
from protocols.standard import Criterion
from protocols.text import LANGUAGES, Text
from ui import theme, words
from ui.screen import clear
from ui.widgets.link import LinkLine
from ui.widgets.texts import body, overline, quiet, small, strong

if TYPE_CHECKING:
    from lab.services.criterion_uses import Use


@dataclass(frozen=True, slots=True)
class Ways:
    """Where the lines of the page lead: to a mapped row, and to what a round says of the criterion."""

    to_row: Callable[[MappedRow], None]
    to_use: "Callable[[Use], None]"


class CriterionPage(QWidget):
    """Shows everything at once but the uses, which come when they are read (`show_uses`)."""

    def __init__(self, criterion: Criterion, rows: Sequence[MappedRow], ways: Ways) -> None:
        super().__init__()
        self._ways = ways
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.GRID // 2)
        self._bilingual("", criterion.title)
        self._bilingual(_("What is required"), criterion.description)
        self._say(_("How it is judged"), kind_label(criterion.kind))
        gate = weight_label(criterion.gate)
        if criterion.obsolete:
            gate = _("withdrawn: kept for older reports, never judged")
        self._say(_("Gate"), gate)
        if criterion.level is not None:
            self._say(_("Level"), criterion.level)
        self._say(_("For whom"), ", ".join(map(category_label, criterion.client_categories)))
        self._bilingual(_("How it is observed"), criterion.observe)
        if criterion.session_signal:
            self._column.addWidget(small(_("A moderated session can show that it is not met.")))
        if criterion.evidence:
            self._say(_("Evidence"), ", ".join(map(evidence_label, criterion.evidence)))
        if criterion.url is not None:
            self._say(_("Explained at"), criterion.url)
        self._map(rows)
        self._part(_("Where it was used"))
        self.uses = QVBoxLayout()
        self.uses.setSpacing(theme.GRID // 2)
        self.uses.addWidget(quiet(_("Looking through the rounds …")))
        self._column.addLayout(self.uses)

    def show_uses(self, found: "Sequence[Use]") -> None:
        """What the rounds say of it, the newest first."""
        clear(self.uses)
        if not found:
            self.uses.addWidget(quiet(_("In no round so far.")))
            return
        failed = sum(one.failed for one in found)
        said = ngettext("Used in {n} round", "Used in {n} rounds", len(found)).format(n=len(found))
        if failed:
            said += ngettext(", failed in {n}", ", failed in {n}", failed).format(n=failed)
        self.uses.addWidget(body(said))
        for use in found:
            self.uses.addWidget(LinkLine(use_words(use), partial(self._ways.to_use, use), "arrows-clockwise"))

    def _map(self, rows: Sequence[MappedRow]) -> None:
        self._part(_("The same elsewhere"))
        if not rows:
            self._column.addWidget(quiet(_("No row of another standard is mapped to it.")))
        for row in rows:
            icon = "equals" if row.through is None else "arrows-left-right"
            self._column.addWidget(LinkLine(mapped_line(row), partial(self._ways.to_row, row), icon))

    def _part(self, name: str) -> None:
        self._column.addSpacing(theme.GRID)
        self._column.addWidget(overline(name))

    def _say(self, name: str, text: str) -> None:
        self._part(name)
        label = body(text)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._column.addWidget(label)

    def _bilingual(self, name: str, text: Text | None) -> None:
        """In the reader's language, and below it, standing back, in the other one."""
        if text is None:
            return
        here = text.in_language(language())
        if name:
            self._part(name)
        self._column.addWidget(body(here) if name else strong(here))
        for code in LANGUAGES:
            if text.in_language(code) != here:
                self._column.addWidget(quiet(text.in_language(code)))


def use_words(use: "Use") -> str:
    """A round in a line: which, what it said, and how many findings name the criterion."""
    verdict = _("left out") if use.verdict is None else verdict_label(use.verdict)
    parts = [
        _("{service} {release}, round {number}: {verdict}").format(
            service=use.service, release=use.release, number=use.study.number, verdict=verdict
        ),
        _("version {version}").format(version=use.version),
        _("gate {gate}").format(gate=weight_label(use.gate)),
    ]
    if use.findings:
        n = len(use.findings)
        parts.append(ngettext("{n} finding", "{n} findings", n).format(n=n))
    return words.MIDDLE_DOT.join(parts)
