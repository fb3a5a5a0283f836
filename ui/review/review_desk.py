"""The widgets of one session's review, put together; what they ask for is done by `ui.review.review_screen`."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from lab.domain.attempt import Attempt
from lab.domain.record import SessionRecord
from lab.domain.timeline import Span
from lab.i18n import gettext as _
from lab.i18n import language
from lab.services.session_view import SessionPlan
from lab.wording.sources import shown_name
from recordings.playback import Click, Recording
from ui import theme
from ui.held.outcomes import TONES
from ui.held.pad import pad_for
from ui.held.reason_field import ReasonField
from ui.held.tag_editor import TagEditor
from ui.held.tag_list import TagList
from ui.held.tag_pad import TagPad
from ui.held.verbs import attempt_at
from ui.keys.keymap import Act, Keymap
from ui.keys.labels import with_key
from ui.review.attempts_panel import AttemptsPanel
from ui.review.pictures_view import PicturesView
from ui.review.player import Player
from ui.review.timeline import Bar, Timeline
from ui.review.transport import Transport
from ui.screen import scrolling
from ui.widgets.boxes import boxed, column
from ui.widgets.buttons import IconButton
from ui.widgets.side_by_side import SideBySide
from ui.widgets.texts import quiet

SIDE_WIDTH, LIST_HEIGHT, NARROW = 348, 96, 880


class ReviewDesk(QWidget):
    """Pictures, transport, timeline and pad on the left; tags and tasks on the right.

    Signals:
        went: somebody went to another moment; the next tag is a new one.
    """

    went = Signal()

    def __init__(self, plan: SessionPlan, recording: Recording | None, keymap: Keymap) -> None:
        super().__init__()
        self.setObjectName("review_desk")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.plan = plan
        self._keymap = keymap
        self._recording = recording
        self.player = Player(recording) if recording is not None else None
        self.pictures = PicturesView(self.player.pictures if self.player is not None else ())
        self.transport = Transport(keymap, sounds=_sounds(self.player))
        self.timeline = Timeline()
        self.pad = TagPad(plan.criteria, low=True)
        self.list = TagList()
        play = IconButton(with_key(_("Play this tag"), keymap.label(Act.PLAY_TAG)), "play")
        self.lasts = IconButton(with_key(_("Lasts until here"), keymap.label(Act.END_TAG)), "arrow-line-right")
        self.lasts.setObjectName("lasts_until_here")
        self.editor = TagEditor(plan.criteria, play, self.lasts)
        self.editor.look.setVisible(self.player is not None)
        self.editor.look_requested.connect(self.play_tag)
        self.attempts = AttemptsPanel(plan.protocol.tasks, lambda: self.position_us)
        self.reason = ReasonField()
        self._arrange()
        if self.player is not None:
            self.player.shown.connect(self.pictures.show_picture)
            self.player.position_changed.connect(self._moment)
            self.player.playing_changed.connect(self._playing)
        self.transport.clicks_wanted.connect(self._mark_clicks)

    def _arrange(self) -> None:
        left = column(spacing=theme.GRID)
        if self.player is None:
            left.addWidget(quiet(_("Nothing was recorded in this session; its tags and tasks are kept.")), 1)
        else:
            left.addWidget(self.pictures, 1)
            left.addWidget(self.transport)
        left.addWidget(self.timeline)
        left.addWidget(self.pad)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(_("Tags and tasks"))
        self.tabs.setUsesScrollButtons(False)
        self.tabs.addTab(self._tags_tab(), _("Tags"))
        self.tabs.addTab(scrolling(self.attempts), _("Tasks"))
        side = column(self.tabs, self.reason, spacing=theme.GRID)
        parts = SideBySide((boxed(left), None), (boxed(side), SIDE_WIDTH), narrow=NARROW, spacing=theme.MARGIN)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(parts)

    def _tags_tab(self) -> QWidget:
        held = QWidget()
        inner = QVBoxLayout(held)
        inner.setContentsMargins(0, theme.GRID, 0, 0)
        inner.setSpacing(theme.GRID)
        self.list.setMinimumHeight(theme.scaled(LIST_HEIGHT))
        inner.addWidget(self.list, 1)
        inner.addWidget(self.editor)
        return held

    # -- showing

    @property
    def duration_us(self) -> int:
        """Session time at which recording and record end."""
        return self._duration_us

    _clicks: Sequence[Click] = ()
    _duration_us = 0
    _record = SessionRecord()

    def show_record(self, record: SessionRecord) -> None:
        """Show tags, attempts and gaps."""
        self._record = record
        ends = [attempt.end_us or 0 for attempt in record.attempts] + [tag.anchor_us for tag in record.annotations]
        recorded = self.player.duration_us if self.player is not None else 0
        self._duration_us = max([recorded, record.finished_us or 0, *ends])
        self.timeline.show_session(self._duration_us, self._bars(record), record.annotations, self._gaps())
        self.list.show_tags(record.annotations)
        self.attempts.show_attempts(record.attempts)
        self._choose(self.list.chosen)
        self._moment(self.position_us)

    def _bars(self, record: SessionRecord) -> list[Bar]:
        titles = {task.id: task.title.in_language(language()) for task in self.plan.protocol.tasks}
        return [
            Bar(
                Span(attempt.start_us, max(attempt.start_us, attempt.end_us or self._duration_us)),
                titles.get(attempt.task, attempt.task),
                TONES[attempt.outcome] if attempt.outcome is not None else "unknown",
            )
            for attempt in record.attempts
            if not attempt.voided
        ]

    def _gaps(self) -> list[Span]:
        gaps = self._recording.gaps if self._recording is not None else ()
        return [Span(gap.from_us, max(gap.from_us, gap.to_us)) for gap in gaps]

    def show_clicks(self, clicks: Sequence[Click]) -> None:
        """Mark these clicks in the pictures and on the timeline, as long as they are wanted."""
        self._clicks = clicks
        self.transport.clicks.setVisible(bool(clicks))
        self._mark_clicks()

    def _mark_clicks(self) -> None:
        marked = self._clicks if self.transport.clicks.isChecked() else ()
        self.pictures.mark_clicks(marked)
        self.timeline.show_clicks([click.at_us for click in marked])

    def show_amending(self, *, amending: bool) -> None:
        """Ask for a reason once the session is closed."""
        self.reason.setVisible(amending)

    def choose_tag(self, tag: str) -> None:
        """Choose a tag: in the list, on the timeline, in the editor; its anchor picture is shown."""
        self.show_chosen(tag)
        found = self._record.annotations_by_id.get(tag)
        if found is not None:
            self.go_to(found.anchor_us)

    def show_chosen(self, tag: str) -> None:
        """Show a tag as the chosen one; the picture stays."""
        self.list.choose(tag)
        self._choose(tag)

    def play_tag(self, tag: str, from_us: int | None = None) -> None:
        """Play what a tag means: from its lead before it (or from another moment) to its lag after it."""
        found = self._record.annotations_by_id.get(tag)
        if found is None:
            return
        self.show_chosen(tag)
        self.play_span(Span(*sorted((found.clip.start_us if from_us is None else from_us, found.clip.end_us))))

    def play_span(self, span: Span) -> None:
        """Play from here to there; without a recording the moment is shown."""
        self.go_to(span.start_us)
        if self.player is not None:
            self.player.play(until_us=span.end_us)

    def _choose(self, tag: str | None) -> None:
        self.timeline.show_chosen(tag)
        self.editor.show_tag(self._record.annotations_by_id.get(tag or ""))

    # -- the moment

    _position_us = 0

    @property
    def position_us(self) -> int:
        """The moment that is shown."""
        return self.player.position_us if self.player is not None else self._position_us

    def go_to(self, moment_us: int) -> None:
        """Show this moment, standing still."""
        if self.player is not None:
            self.player.pause()
            self.player.seek(moment_us)
        else:
            self._position_us = min(max(0, moment_us), self._duration_us)
            self._moment(self._position_us)
        self.went.emit()

    def attempt_here(self) -> Attempt | None:
        """The attempt that ran at the moment that is shown."""
        return attempt_at(self._record, self.position_us)

    def _moment(self, position_us: int) -> None:
        self.timeline.show_moment(position_us)
        self.transport.show_moment(position_us, self._duration_us)
        attempt = self.attempt_here()
        task = self.plan.protocol.task(attempt.task) if attempt is not None else None
        self.pad.show_pad(pad_for(self.plan.protocol, task), self._keymap)

    def _playing(self) -> None:
        if self.player is not None:
            self.transport.show_playing(playing=self.player.playing)


def _sounds(player: Player | None) -> list[tuple[str, str]]:
    """The sources that can be heard, by their names."""
    sounds = player.sounds if player is not None else ()
    return [(track.source, shown_name(track.shows, track.source)) for track in sounds]
