"""What is shown of a session as a whole: how loud it was, where somebody clicked, and small pictures of what the
pointer points at.

Loudness and pictures are made in the background after the session, at once of one that is looked at. Where that must
wait, since the session is not closed or another one is under way, loudness is read from the recording itself.
"""

from typing import Any

from PySide6.QtCore import QObject

from lab.domain.ids import SessionId
from lab.services.derived import Derived
from lab.services.session_view import clicks_of, loudness_of
from recordings.playback import Recording
from ui.desk import Desk
from ui.review.moment_bubble import MomentBubble
from ui.review.review_desk import ReviewDesk

MOST_PARTS = 1200
"""Parts of the loudness: as many as a wide screen has room for."""


class Overview(QObject):
    """Lives as long as the review that it belongs to."""

    def __init__(self, desk: Desk, review: ReviewDesk, session: SessionId, recording: Recording | None) -> None:
        super().__init__(review)
        self._desk = desk
        self._review = review
        self._session = session
        self._recording = recording
        self._heard = False
        if recording is None:
            return
        self.bubble = MomentBubble(review.timeline)
        desk.bridge.changed.connect(self._changed)
        desk.lab.derived.prefer(session)
        desk.background.read(lambda: clicks_of(recording)).owned_by(self).on_done(review.show_clicks).start()
        self._look()

    def _changed(self, change: Any) -> None:
        if change is not None and change.kind == "derived" and self._session in change.ids:
            self._look()

    def _look(self) -> None:
        """See what is made by now."""
        derived, session = self._desk.lab.derived, self._session
        read = self._desk.background.read(lambda: (derived.of(session), derived.makes_now(session)))
        read.owned_by(self).on_done(lambda found: self._show(found[0], more_comes=found[1])).start()

    def _show(self, made: Derived, *, more_comes: bool) -> None:
        self.bubble.show_pictures_of(made)
        if made.loudness is not None:
            parts = made.loudness.in_parts(MOST_PARTS)
            self._review.timeline.show_waveform(parts, made.loudness.duration_us)
        elif not self._heard and not more_comes:
            self._heard = True
            self._listen()

    def _listen(self) -> None:
        """Read how loud it was from the recording: nothing is made of it yet."""
        recording, player = self._recording, self._review.player
        if recording is None or player is None:
            return
        read = self._desk.background.read(lambda: loudness_of(recording, MOST_PARTS, lambda: player.ended))
        show = self._review.timeline.show_waveform
        read.owned_by(self).on_done(lambda parts: show(parts, recording.duration_us)).start()
