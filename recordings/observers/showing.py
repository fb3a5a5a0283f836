"""What the observers' pictures are made of at a moment: which sources, whether a slate, and when the next is due."""

from collections.abc import Callable

from recordings import clock
from recordings.messages import Observe
from recordings.observers.composite import Scene
from recordings.pipeline import PicturePipeline
from recordings.sources.base import Picture

SHORTEST_US = 40_000
"""Between two pictures of which the screen is new."""

CORNER_US = 66_000
"""Between two pictures of which only the camera is: its noise alone would fill the line."""

REPEAT_US = 500_000
"""A picture that stands still is sent again so often, and the page knows that the stream lives."""

ON_ITS_WAY_US = 60_000
"""From the screen to here, when the machine is busy."""

PRESSED_US = 200_000
"""The recording comes first: while its own encoding does not keep up, so much between two pictures."""


class Showing:
    """Looks at the open sources of pictures.

    Args:
        pictures: gives those that are open now, first what shows the screen.
        rang: rung when one has a new picture; must not wait.
    """

    def __init__(self, pictures: Callable[[], list[PicturePipeline]], rang: Callable[[], None]) -> None:
        self._pictures = pictures
        self._rang = rang
        self._shown = Scene()
        self._sent_us = 0
        self._from_us = 0

    def forget(self) -> None:
        """Let the next picture be due at once."""
        self._sent_us = 0

    def only_from_now(self) -> None:
        """Show nothing any more that was taken before this moment: observers were not to see it."""
        self._from_us = clock.now_us()

    def rest(self) -> None:
        """Be told of no pictures: nobody wants any."""
        for source in self._pictures():
            source.looked = None

    def scene(self, wish: Observe) -> Scene | None:
        """What is to be seen now; None while a device has not shown anything yet that is for observers."""
        if wish.blind:
            return Scene()
        sources = [one for one in self._pictures() if one.plan.shows in wish.shows]
        for source in sources:
            source.looked = self._rang
        seen = [(one, self._latest(one)) for one in sources]
        if any(one.presence.is_open and picture is None for one, picture in seen if one.plan.shows_screen):
            return None
        screens = [picture for one, picture in seen if one.plan.shows_screen]
        cameras = [picture for one, picture in seen if not one.plan.shows_screen and picture is not None]
        if screens:
            # A screen that is lost leaves a slate: a camera in its place would be taken for it.
            return Scene(screens[0], next(iter(cameras), None)) if screens[0] is not None else Scene()
        return Scene(next(iter(cameras), None))

    def due_us(self, scene: Scene) -> int:
        """Machine clock at which this is to be sent."""
        if self._is_pressed():
            shortest_us = PRESSED_US
        elif scene.whole is not self._shown.whole:
            shortest_us = SHORTEST_US
        elif scene.corner is not self._shown.corner:
            shortest_us = CORNER_US
        else:
            shortest_us = REPEAT_US
        return self._sent_us + shortest_us

    def sent(self, scene: Scene) -> int:
        """Note that it is being sent now; its moment on the machine clock.

        A new one is of the moment at which it was taken. One that stands still is what there was to see a moment ago:
        the next may be on its way, and is not to be late for its own moment.
        """
        now_us = clock.now_us()
        is_new = scene.whole is not self._shown.whole or scene.corner is not self._shown.corner
        self._shown, self._sent_us = scene, now_us
        return scene.clock_us or now_us if is_new else now_us - ON_ITS_WAY_US

    def _is_pressed(self) -> bool:
        return any(one.is_pressed for one in self._pictures())

    def _latest(self, pipeline: PicturePipeline) -> Picture | None:
        picture = pipeline.latest if pipeline.presence.is_open else None
        return picture if picture is not None and picture.clock_us >= self._from_us else None
