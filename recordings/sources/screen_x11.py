"""A part of an X11 desktop: nothing is fetched where nothing was drawn.

The extension DAMAGE says where something was drawn; the bands that it touches are fetched and compared, and those that
changed are converted. A picture that shows nothing new is the one before, handed out again.
"""

import logging
import os
import struct
import time

from av import VideoFrame

from recordings import clock
from recordings.bands import Bands
from recordings.errors import RecordingError
from recordings.picture_codecs import PIXELS
from recordings.plan import Region
from recordings.sources.base import Picture
from recordings.sources.x11_damage import Damage
from recordings.sources.x11_images import Images, SentImages, SharedImages
from recordings.sources.x11_pointer import Pointer
from recordings.x11_wire import Extension, Wire, WireError

DOUBT_US = 1_000_000
"""The whole picture is fetched and compared this often: some drivers draw without telling DAMAGE."""

PATIENCE_US = 250_000

_DEPTH = 24
_VERSION = 0

_log = logging.getLogger(__name__)


class X11Grab:
    """The pictures of a place on the desktop, in the form in which they are encoded.

    Raises:
        RecordingError: this server cannot do it (`screen_failed`), or does not answer (`no_display`, `xcb_missing`).
    """

    def __init__(self, place: Region, fps: int, pixels: str = PIXELS) -> None:
        self._place = place
        self._pixels = pixels
        self._frame_us = 1_000_000 // fps
        self._due_us = clock.now_us()
        self._doubt_us = 0
        self._tells = True
        self._drawn_late: set[int] = set()
        self._picture: VideoFrame | None = None
        self._display = os.environ.get("DISPLAY", "")
        self._wire = Wire(self._display)
        self._images: Images | None = None
        try:
            self._begin()
        except BaseException:
            self.close()
            raise

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the pictures, px."""
        return self._place.width, self._place.height

    def read(self) -> Picture | None:
        """The picture of the next moment that is due; None if that is farther than a quarter of a second.

        Raises:
            RecordingError: `screen_ended`, `screen_failed`.
        """
        if not self._wait():
            return None
        try:
            return self._look()
        except WireError as error:
            raise _impossible(f"X error {error.code}") from error

    def close(self) -> None:
        """Give everything back. Idempotent."""
        self._wire.close()
        images, self._images = self._images, None
        if images is not None:
            images.close()

    def _begin(self) -> None:
        place, root = self._place, self._wire.root
        if root.depth != _DEPTH:
            raise _impossible(f"{root.depth} bits a pixel")
        if place.x < 0 or place.y < 0 or place.x + place.width > root.width or place.y + place.height > root.height:
            raise _impossible("it lies outside the desktop")
        fixes = self._extension("XFIXES", struct.pack("<II", 5, 0))
        damage = self._extension("DAMAGE", struct.pack("<II", 1, 1))
        self._bands = Bands(place.width, place.height, self._pixels)
        try:
            self._images = self._opened_images()
            self._damage = Damage(self._wire, damage, fixes)
            self._pointer = Pointer(self._wire, fixes, place)
            self._fetch(self._bands.all)
        except WireError as error:
            raise _impossible(f"X error {error.code}") from error

    def _extension(self, name: str, version: bytes) -> Extension:
        """An extension, made ready by asking for its version. Raises RecordingError if the server has none."""
        found = self._wire.extension(name)
        if found is None:
            raise _impossible(f"the server has no {name}")
        self._wire.ask(found.opcode, _VERSION, version)
        return found

    def _opened_images(self) -> Images:
        """Through shared memory where the server runs on this machine and can; a number of ours may name somebody
        else's memory on another.
        """
        shared = self._wire.extension("MIT-SHM") if self._display.startswith((":", "unix:")) else None
        if shared is not None:
            try:
                return SharedImages(self._wire, shared, self._place)
            except WireError as error:
                _log.info("the X server does not see our memory: X error %d", error.code)
        return SentImages(self._wire, self._place)

    def _wait(self) -> bool:
        """Wait for the moment that is due. A moment that is missed is left out: no burst follows."""
        ahead_us = self._due_us - clock.now_us()
        if ahead_us > PATIENCE_US:
            time.sleep(PATIENCE_US / 1e6)
            return False
        if ahead_us > 0:
            time.sleep(ahead_us / 1e6)
        elif ahead_us < -self._frame_us:
            self._due_us = clock.now_us()
        self._due_us += self._frame_us
        return True

    def _look(self) -> Picture:
        at = self._pointer.place()
        drawn, self._drawn_late = self._drawn() | self._drawn_late, set()
        now_us = clock.now_us()
        changed = self._fetch(self._bands.all if self._is_doubtful(now_us) else drawn)
        if self._tells and not changed <= drawn:
            self._drawn_late = self._drawn()
            self._tells = changed <= drawn | self._drawn_late
            if not self._tells:
                _log.info("this X server draws without telling: every picture is fetched")
        for y, height in self._pointer.move(at):
            changed.update(self._bands.touched(y, height))
        if self._picture is None or changed:
            self._picture = self._bands.converted(changed, self._pointer)
        return Picture(now_us, self._picture)

    def _is_doubtful(self, now_us: int) -> bool:
        if self._tells and now_us - self._doubt_us < DOUBT_US:
            return False
        self._doubt_us = now_us
        return True

    def _drawn(self) -> set[int]:
        """The bands in which something was drawn since this was last asked."""
        for event in self._wire.events():
            self._damage.note(event)
            self._pointer.note(event)
        place = self._place
        found: set[int] = set()
        for x, y, width, height in self._damage.take():
            if x < place.x + place.width and x + width > place.x:
                found.update(self._bands.touched(y - place.y, height))
        return found

    def _fetch(self, bands: set[int] | frozenset[int]) -> set[int]:
        """Fetch these bands from the server; those that changed."""
        assert self._images
        for rows in self._bands.runs(bands):
            self._images.fetch(rows)
        return self._bands.renew(self._images.address, bands)


def _impossible(why: str) -> RecordingError:
    return RecordingError("screen_failed", why=why)
