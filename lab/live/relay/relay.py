"""The observers' stream on its way from the recorder to those who watch.

Lives on the room's event loop. A message is written out once and lies in as many queues as there are viewers; each of
them has a task of its own that sends.
"""

from collections.abc import Callable

from lab.live.hosted_session import HostedSession
from lab.live.relay.newest_still import NewestStill
from lab.live.relay.track import Track
from lab.live.relay.track_choice import TrackChoice
from lab.live.relay.viewer import Viewer
from lab.live.relay.watched import Watched, watched
from recordings import clock
from recordings.messages import (
    MEDIA_STILL,
    MEDIA_STREAM_KEY,
    MEDIA_STREAM_VEIL,
    TRACK_LOW,
    TRACK_MAIN,
    TRACK_SOUND,
    Command,
    Observe,
    kind_and_track,
)

MOST_REMEMBERED = 200
"""People of whom it is remembered which picture their network carries."""

_TRACKS = (TRACK_MAIN, TRACK_LOW, TRACK_SOUND)


class Relay:
    """Everybody who watches.

    Args:
        session: gives the session that the recorder has in hand.
        tell: tells the recorder.
        look_changed: called when somebody begins or ceases to look at single pictures.
    """

    def __init__(
        self,
        session: Callable[[], HostedSession | None],
        tell: Callable[[Command], None],
        look_changed: Callable[[], None],
    ) -> None:
        self.still = NewestStill(look_changed)
        self._session = session
        self._tell = tell
        self._tracks = {number: Track(number) for number in _TRACKS}
        self._viewers: set[Viewer] = set()
        self._choices: dict[str, TrackChoice] = {}
        self._watched = Watched()
        self._said: Observe | None = None
        self._lost = False

    @property
    def session(self) -> HostedSession | None:
        """The session that there is to watch."""
        return self._watched.session

    @property
    def viewers(self) -> frozenset[Viewer]:
        """Everybody who watches the stream."""
        return frozenset(self._viewers)

    # From the recorder.

    def take(self, message: bytes) -> None:
        """Pass a message on to everybody whom it is for. `message` is a media message, of whatever kind."""
        kind, number = kind_and_track(message)
        if self._watched.is_outdated:
            self.follow()
        if kind == MEDIA_STILL:
            self.still.take(message, may_be_seen=self._watched.session is not None and not self._watched.blind)
            return
        track = self._tracks.get(number)
        if track is None or not MEDIA_STILL < kind <= MEDIA_STREAM_VEIL:
            return
        if kind != MEDIA_STREAM_VEIL and self._is_hidden(track):
            return
        if not track.take(message):
            return
        if kind == MEDIA_STREAM_KEY and number != TRACK_SOUND:
            self._look_who_may()
        for viewer in self._viewers:
            if viewer.admitted and viewer.takes(number):
                viewer.offer(message)
            elif viewer.admitted and viewer.recovering and number == TRACK_MAIN and kind == MEDIA_STREAM_KEY:
                self._recovered(viewer, track)

    def recorder_came(self) -> None:
        """Another recorder is there, or the same on another line: what it shows it will say."""
        for track in self._tracks.values():
            track.is_veiled = False
            track.forget()
        self._said = None
        self._lost = True
        self.follow()

    # Those who watch.

    def choice_of(self, person: str) -> TrackChoice:
        """Which picture a person is shown, on this line as on the one before."""
        choice = self._choices.pop(person, None) or TrackChoice("main", clock.now_us())
        if len(self._choices) >= MOST_REMEMBERED:
            self._choices.pop(next(iter(self._choices)))
        self._choices[person] = choice
        return choice

    def join(self, viewer: Viewer) -> None:
        """Show the stream to somebody, from what is there already."""
        self._viewers.add(viewer)
        viewer.admitted = self._may(viewer)
        self._begin(viewer)
        self._wish()

    def leave(self, viewer: Viewer) -> None:
        """Somebody watches no more. Twice is no fault."""
        self._viewers.discard(viewer)
        self._wish()

    def slowed(self, viewer: Viewer) -> None:
        """This one takes the low track from now on. Of the sound they miss only what waited."""
        if viewer.admitted:
            self._offer(viewer, self._tracks[TRACK_LOW])
        self._wish()

    def recovery(self) -> None:
        """Somebody takes the main track from its next key picture on, and the low one until then; or no longer does."""
        self._wish()

    # What there is to watch.

    def follow(self) -> None:
        """See what there is to watch now, and who may. To be called when a session, its consent or a person changes."""
        before, now = self._watched, watched(self._session())
        self._watched = now
        if now != before:
            self._forget()
            self.still.only_from(_seeing_from_us(before, now))
        self._look_who_may()
        self._wish()

    # Within.

    def _is_hidden(self, track: Track) -> bool:
        """Whether what comes on a track may go to nobody: the recorder has not yet heard that observers are blind."""
        return self._watched.session is None or (self._watched.blind and not track.is_veiled)

    def _forget(self) -> None:
        """Nothing that was shown until now is shown from now on."""
        self._lost = True
        self.still.forget()
        for track in self._tracks.values():
            track.forget()
        for viewer in self._viewers:
            viewer.forget()

    def _begin(self, viewer: Viewer) -> None:
        if not viewer.admitted:
            return
        for number, track in self._tracks.items():
            if viewer.takes(number):
                self._offer(viewer, track)

    @staticmethod
    def _offer(viewer: Viewer, track: Track) -> None:
        for message in track.beginning:
            viewer.offer(message)

    def _recovered(self, viewer: Viewer, main: Track) -> None:
        """The main track has begun a picture anew, which is all that is kept of it: from here it can be taken."""
        viewer.recovered()
        self._offer(viewer, main)
        self._wish()

    def _look_who_may(self) -> None:
        for viewer in self._viewers:
            may = self._may(viewer)
            if may == viewer.admitted:
                continue
            viewer.admitted = may
            if may:
                self._begin(viewer)
            else:
                viewer.forget()

    def _may(self, viewer: Viewer) -> bool:
        return self._watched.session is not None and viewer.may_watch()

    def _wish(self) -> None:
        """Have the recorder make what somebody takes, and nothing else."""
        tracks = {number for viewer in self._viewers if viewer.admitted for number in _TRACKS if viewer.needs(number)}
        wish = self._watched.wish(tracks)
        anew = self._lost and bool(tracks)
        if wish == self._said and not anew:
            return
        self._tell(wish.model_copy(update={"anew": anew}))
        self._said, self._lost = wish, self._lost and not anew


def _seeing_from_us(before: Watched, now: Watched) -> int:
    """From which moment on pictures may be seen: after a blind span, from its end."""
    if now.session is None or now.session is not before.session or not before.blind:
        return 0
    return now.session.epoch.now_us()
