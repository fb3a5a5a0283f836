"""What the recorder and the process that grabs a screen through Qt say to each other, one JSON object a line."""

import json
from dataclasses import asdict, dataclass, field

from recordings.device_types import Screen


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be grabbed: a monitor, or None for the one that a person chooses in the system's own dialog."""

    screen: Screen | None
    fps: int

    def line(self) -> str:
        """As it travels."""
        return json.dumps(asdict(self)) + "\n"

    @classmethod
    def from_line(cls, line: str) -> "Wanted":
        """As it arrived; ValueError, KeyError or TypeError for anything else."""
        told = json.loads(line)
        return cls(Screen(**told["screen"]) if told["screen"] else None, int(told["fps"]))


@dataclass(frozen=True, slots=True)
class Begun:
    """Pictures will lie in these places: their size in px, the bytes of a line, and FFmpeg's name of their pixels."""

    slots: str
    size: int
    width: int
    height: int
    stride: int
    pixels: str


@dataclass(frozen=True, slots=True)
class Filled:
    """A picture lies in that place, of that machine clock."""

    slot: int
    clock_us: int


@dataclass(frozen=True, slots=True)
class Still:
    """The screen shows what it showed."""

    clock_us: int


@dataclass(frozen=True, slots=True)
class Fault:
    """It is over: code and facts of a `RecordingError`."""

    code: str
    facts: dict[str, object] = field(default_factory=dict)


Word = Begun | Filled | Still | Fault

_KINDS: dict[str, type[Word]] = {"begun": Begun, "filled": Filled, "still": Still, "fault": Fault}
_NAMES = {kind: name for name, kind in _KINDS.items()}


def said(word: Word) -> str:
    """As it travels."""
    return json.dumps({"type": _NAMES[type(word)], **asdict(word)}) + "\n"


def understood(line: str) -> Word:
    """As it arrived; ValueError, KeyError or TypeError for anything else."""
    told = json.loads(line)
    return _KINDS[told.pop("type")](**told)
