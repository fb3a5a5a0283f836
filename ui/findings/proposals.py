"""Annotations that seem to say one thing and are in no finding yet: a person accepts them, one proposal at a time."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QSpinBox, QVBoxLayout, QWidget

from lab.domain.gathering import Gathered
from lab.domain.timeline import SECOND_US
from lab.i18n import gettext as _
from lab.i18n import language, ngettext
from ui import theme, words
from ui.findings.judged import Judged
from ui.findings.moment_strip import MomentStrip, Play, ReadStills
from ui.findings.uncoded_tags import Go, UncodedTags
from ui.widgets.boxes import Card, Flow, row
from ui.widgets.buttons import Button
from ui.widgets.marks import SeverityMark
from ui.widgets.texts import body, quiet, small

Do = Callable[[Gathered], None]
AT_ONCE = 8
"""Proposals shown at a time."""
MOST_SECONDS = 120


@dataclass(frozen=True, slots=True)
class ProposalVerbs:
    """What can be done with proposals.

    Attributes:
        accept: make it a finding, or add it to the one it belongs to. add_to: to one that is chosen.
        set_window: other seconds between two observers of one moment.
        play: show an annotation in its recording. stills: their pictures, fetched in the background.
    """

    accept: Do
    add_to: Do
    set_window: Callable[[int], None]
    play: Play
    stills: ReadStills
    go: Go


class ProposalsPage(QWidget):
    """A card per proposal, with what was said and by whom."""

    def __init__(self, judged: Judged, window_us: int, verbs: ProposalVerbs) -> None:
        super().__init__()
        self._judged, self._verbs, self._shown = judged, verbs, 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, theme.GRID, 0, 0)
        self._column.setSpacing(theme.GRID)
        self._window(window_us)
        if judged.uncoded:
            self._column.addWidget(UncodedTags(judged.uncoded, verbs.go))
        if not judged.proposals and not judged.uncoded:
            self._column.addWidget(quiet(_("Every tag is in a finding.")))
        self.more = Button("", self._show_more, icon_name="caret-down", kind="link")
        self._column.addLayout(row(self.more, 1))
        self._column.addStretch(1)
        self._show_more()

    def _window(self, window_us: int) -> None:
        self.window_box = QSpinBox()
        self.window_box.setRange(0, MOST_SECONDS)
        self.window_box.setValue(round(window_us / SECOND_US))
        self.window_box.setSuffix(_(" s"))
        self.window_box.setKeyboardTracking(False)
        name = _("Tags of several observers within")
        self.window_box.setAccessibleName(name)
        self.window_box.setToolTip(_("So many seconds apart, or fewer, they mean one moment."))
        self.window_box.valueChanged.connect(lambda seconds: self._verbs.set_window(seconds * SECOND_US))
        self._column.addWidget(Flow(small(name), self.window_box, small(_("mean one moment"))))

    def _show_more(self) -> None:
        proposals = self._judged.proposals
        for gathered in proposals[self._shown : self._shown + AT_ONCE]:
            place = self._column.count() - 2  # before “more” and the empty rest
            self._column.insertWidget(place, ProposalCard(self._judged, gathered, self._verbs))
        self._shown = min(len(proposals), self._shown + AT_ONCE)
        left = len(proposals) - self._shown
        self.more.setText(ngettext("{n} more proposal", "{n} more proposals", left).format(n=left))
        self.more.setVisible(left > 0)


class ProposalCard(Card):
    """One proposal; its tags with their frames are shown when they are asked for."""

    def __init__(self, judged: Judged, gathered: Gathered, verbs: ProposalVerbs) -> None:
        super().__init__(name="proposal")
        self._gathered, self._verbs = gathered, verbs
        self.strip: MomentStrip | None = None
        title = gathered.words.get(language()) or judged.criterion_name(gathered.criterion or "")
        self.setAccessibleName(title)
        worst = max((rating.severity for rating in gathered.ratings), default=None)
        self._accept = Button(_verb(judged, gathered), self._do(verbs.accept), icon_name="plus")
        self._accept.setAccessibleName(f"{self._accept.text()}: {title}")
        line = row(SeverityMark(worst), body(title), self._accept)
        line.setStretch(1, 1)
        self.column.addLayout(line)
        self.add(small(words.MIDDLE_DOT.join(_about(judged, gathered))))
        for seen in gathered.seen[:3]:
            said = seen.annotation.quote or seen.annotation.note
            if said:
                self.add(small(f"{seen.held.code}: “{said}”"))
        self._open = Button(
            _("Show the tags and choose among them"), self._show_tags, icon_name="film-strip", kind="link"
        )
        other = Button(_("Add to another finding …"), self._do(verbs.add_to), icon_name="git-merge", kind="link")
        for button in (self._open, other):
            button.setAccessibleName(f"{button.text()}: {title}")
        self.add(Flow(self._open, other))

    def _show_tags(self) -> None:
        """Every tag with its frame; those that are left out stay to be gathered."""
        self._open.hide()
        self.strip = MomentStrip(self._gathered, self._verbs.play)
        self.add(self.strip)
        self._verbs.stills(self.strip)

    def _do(self, verb: Do) -> Callable[[], None]:
        def act() -> None:
            chosen = self._gathered if self.strip is None else self._gathered.only(self.strip.chosen)
            if chosen.seen:
                verb(chosen)

        return act


def _verb(judged: Judged, gathered: Gathered) -> str:
    belongs = judged.finding(gathered.belongs_to) if gathered.belongs_to is not None else None
    if belongs is not None:
        return _("Add to F-{number}").format(number=belongs.number)
    return _("Keep it apart …") if gathered.out_of_scope else _("Make it a finding")


def _about(judged: Judged, gathered: Gathered) -> list[str]:
    n, moments = len(gathered.seen), len(gathered.moments)
    parts = [ngettext("{n} tag", "{n} tags", n).format(n=n)]
    if moments != n:
        parts.append(ngettext("{n} moment", "{n} moments", moments).format(n=moments))
    parts.append(", ".join(gathered.codes))
    if len(gathered.observers) > 1:
        parts.append(_("seen by {names}").format(names=", ".join(gathered.observers)))
    if gathered.criterion:
        parts.append(judged.criterion_name(gathered.criterion))
    if gathered.task:
        parts.append(judged.task_name(gathered.task))
    if gathered.out_of_scope:
        parts.append(_("a wish that cannot be met: no defect"))
    return parts
