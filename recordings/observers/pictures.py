"""The thread that makes the observers' pictures, main and low."""

from collections.abc import Callable

from av import VideoFrame

from recordings import clock
from recordings.media_words import TRACK_LOW, TRACK_MAIN, Emit
from recordings.messages import Observe
from recordings.observers.composite import Composite, Scene
from recordings.observers.picture import LOW, MAIN, PictureTrack
from recordings.observers.showing import Showing
from recordings.observers.turns import Turns
from recordings.observers.wish import Wanted, Wish, veil
from recordings.pipeline import PicturePipeline

NOT_YET_S = 0.1
LOW_EVERY_US = 1_000_000 // LOW.fps


class ObserversPictures:
    """Works while its tracks are wanted, sleeps else.

    Args:
        pictures: gives the sources that are open now, first what shows the screen.
        origin_us: machine clock at session time 0.
        emit: takes a message; must not wait.
        failed: told when no picture can be made; it is tried again and again. Must not wait.
    """

    def __init__(
        self,
        wish: Wish,
        pictures: Callable[[], list[PicturePipeline]],
        origin_us: int,
        emit: Emit,
        failed: Callable[[Exception | None], None],
    ) -> None:
        self._wish = wish
        self._origin_us = origin_us
        self._emit = emit
        self._failed = failed
        self._showing = Showing(pictures, wish.pictures.set)
        self._served = Wanted()
        self._low_us = 0
        self._make_tools()
        self._turns = Turns("observers-pictures", self._turn, wish.pictures, self._stumbled)

    def close(self) -> None:
        """End the thread. Idempotent."""
        self._turns.close()

    def _make_tools(self) -> None:
        self._composite = Composite()
        self._main, self._low = PictureTrack(TRACK_MAIN, MAIN), PictureTrack(TRACK_LOW, LOW)

    def _stumbled(self, error: Exception) -> None:
        self._failed(error)
        self._make_tools()
        self._served = Wanted(-1)

    def _turn(self) -> float | None:
        wanted = self._wish.now
        if wanted != self._served:
            self._begin(wanted)
        if not (wanted.observe.main or wanted.observe.low):
            self._showing.rest()
            return None
        scene = self._showing.scene(wanted.observe)
        if scene is None:
            return NOT_YET_S
        early_us = self._due_us(scene, wanted.observe) - clock.now_us()
        if early_us > 0:
            return early_us / 1e6
        self._show(self._composite.drawn(scene), self._showing.sent(scene) - self._origin_us, wanted.observe)
        self._failed(None)
        return 0.0

    def _due_us(self, scene: Scene, wish: Observe) -> int:
        due_us = self._showing.due_us(scene)
        return due_us if wish.main else max(due_us, self._low_us + LOW_EVERY_US)

    def _begin(self, wanted: Wanted) -> None:
        """Serve another wish: who takes a track from here on is told what it shows, and given where to begin."""
        before, self._served = self._served, wanted
        anew = wanted.shows_else_than(before)
        now, was = wanted.observe, before.observe
        for track, number, is_wanted, was_wanted in (
            (self._main, TRACK_MAIN, now.main, was.main),
            (self._low, TRACK_LOW, now.low, was.low),
        ):
            if is_wanted and (anew or not was_wanted):
                track.begin_anew()
                self._emit(*veil(number, clock.now_us() - self._origin_us, now))
        if was.blind and not now.blind:
            self._showing.only_from_now()
        self._showing.forget()
        self._low_us = 0

    def _show(self, frame: VideoFrame, at_us: int, wish: Observe) -> None:
        now_us = clock.now_us()
        if wish.low and now_us - self._low_us >= LOW_EVERY_US:
            self._low_us = now_us
            self._send(self._low, self._composite.low(frame), at_us)
        if wish.main:
            self._send(self._main, frame, at_us)

    def _send(self, track: PictureTrack, frame: VideoFrame, at_us: int) -> None:
        for header, payload in track.messages(frame, at_us):
            self._emit(header, payload)
