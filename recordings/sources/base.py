"""The one interface of all sources, and what they deliver."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Generic, TypeVar

from av import VideoFrame

from recordings.plan import Region


@dataclass(frozen=True, slots=True)
class Picture:
    """One grabbed picture. `clock_us`: the machine clock when it was on the screen or in the camera.

    `repeat` says that its content equals the picture before, so that nothing has to be converted again.
    """

    clock_us: int
    frame: VideoFrame
    repeat: bool = False


@dataclass(frozen=True, slots=True)
class SoundBlock:
    """Some sound: signed 16-bit, one channel. `clock_us`: the machine clock at its first sample.

    `fresh`: it does not continue the block before; the device was opened anew.
    """

    clock_us: float
    pcm: bytes
    rate: int
    fresh: bool = False

    @property
    def samples(self) -> int:
        """How many samples the block holds."""
        return len(self.pcm) // 2


@dataclass(frozen=True, slots=True)
class Device:
    """What a source found when it opened: its own name, its size in px (0 for sound), samples a second.

    `place`: the part of the desktop that its pictures show, px; None for all that is no desktop.
    """

    name: str
    width: int = 0
    height: int = 0
    rate: int = 0
    place: Region | None = None


Delivered = TypeVar("Delivered", bound=Picture | SoundBlock)


class Source(ABC, Generic[Delivered]):
    """A device. One thread at a time calls it: open, read as often as wanted, close; then perhaps open again."""

    @abstractmethod
    def open(self) -> Device:
        """Open the device; `RecordingError` if it cannot be opened, after 5 s at the latest."""

    @abstractmethod
    def read(self) -> Delivered | None:
        """Return the next picture or block; None if none came within a quarter of a second or so.

        Raises:
            RecordingError: the device is gone; the source is to be closed.
        """

    @abstractmethod
    def close(self) -> None:
        """Give the device back. Does nothing if it is not open."""
