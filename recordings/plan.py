"""What is to be recorded, and where. Plain data that travels as JSON; knows no devices."""

from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from recordings.camera_logins import hidden

Shows = Literal["screen", "face", "room", "hands", "voice", "system_sound"]
"""What a source shows, whatever device it is. Consent binds to this word."""

SourceKind = Literal[
    "screen",
    "camera",
    "microphone",
    "system_sound",
    "synthetic_screen",
    "synthetic_camera",
    "synthetic_microphone",
]

FPS_LOWEST, FPS_HIGHEST = 1, 120
"""Frames a second that can be asked for."""

Quality = Literal["small", "balanced", "archive"]
"""Small files for a quarter more work, the usual, or finer pictures in larger files."""

SOUND_KINDS: frozenset[SourceKind] = frozenset({"microphone", "system_sound", "synthetic_microphone"})


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Region(_Frozen):
    """A rectangle in physical pixels of the whole desktop; on Windows, places left of and above the first monitor are
    negative.
    """

    x: int
    y: int
    width: int = Field(ge=2)
    height: int = Field(ge=2)

    def holds(self, other: "Region") -> bool:
        """Whether the other rectangle lies wholly within this one."""
        across = self.x <= other.x and other.x + other.width <= self.x + self.width
        return across and self.y <= other.y and other.y + other.height <= self.y + self.height


class SourcePlan(_Frozen):
    """One source.

    Attributes:
        id: also the stem of its file: `screen` is written to `screen.mkv`, then `screen.002.mkv`.
        device: for a screen `default` (the first monitor), a monitor's name or number, or `WxH+X+Y` (`+-X`
            left of the first); for a camera an index, a device path or a URL, whose name and password are never
            kept here (`recordings.camera_logins`); for a microphone a name or a number,
            `pulse:` and the name that the sound server gives it; for the computer's own sound `default` (wherever it
            plays) or the server's name of what plays it.
        shows: what it shows; consent binds to it.
        fps: frames a second; of no meaning for sound.
        region: a part of the screen; it overrides what `device` says of place and size.
        quality: what is to be saved, room on the disk or work of the processor; of no meaning for sound.
        sharp_colours: coloured text is kept as sharp as black (4:4:4), which hardware players do not play.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_-]{0,63}$")
    kind: SourceKind
    device: str = "default"
    shows: Shows
    fps: int = Field(default=30, ge=FPS_LOWEST, le=FPS_HIGHEST)
    region: Region | None = None
    quality: Quality = "balanced"
    sharp_colours: bool = False

    @field_validator("device")
    @classmethod
    def _without_secrets(cls, device: str) -> str:
        return hidden(device)

    @property
    def is_sound(self) -> bool:
        """Whether this source delivers sound rather than pictures."""
        return self.kind in SOUND_KINDS

    @property
    def shows_screen(self) -> bool:
        """Whether it shows what the participant works on, be it grabbed here or filmed by a camera (HDMI, overhead).

        Sound belongs to its file before any other's, and it may stand still for as long as somebody reads.
        """
        return not self.is_sound and self.shows == "screen"


class RecordingPlan(_Frozen):
    """Everything a recorder needs to know.

    Attributes:
        folder: where media and facts are written; it exists.
        origin_us: the machine clock at the session's origin; session time 0.
        booked_end_us: session clock; a recorder that nobody speaks to closes 15 minutes after it.
        segment: number of the first segment to write; above 1 an interrupted recording is continued. Existing
        files
            are never overwritten, whatever it says.
    """

    folder: Path
    origin_us: int
    sources: tuple[SourcePlan, ...] = Field(min_length=1)
    booked_end_us: int | None = None
    segment: int = Field(default=1, ge=1)

    @model_validator(mode="after")
    def _one_of_each_id(self) -> Self:
        ids = [source.id for source in self.sources]
        if len(set(ids)) != len(ids):
            raise ValueError("two sources have one id")
        return self

    @property
    def sounds(self) -> tuple[SourcePlan, ...]:
        """The sources of sound. The first lies in the screen's file, each other one in a file of its own."""
        return tuple(source for source in self.sources if source.is_sound)

    def source(self, source_id: str) -> SourcePlan:
        """Return the source of that id; `KeyError` if there is none."""
        for source in self.sources:
            if source.id == source_id:
                return source
        raise KeyError(source_id)

    def with_device(self, source_id: str, device: str) -> "RecordingPlan":
        """Return the same plan with another device for one source; `KeyError` if there is no such source."""
        self.source(source_id)
        changed = tuple(
            source.model_copy(update={"device": hidden(device), "region": None}) if source.id == source_id else source
            for source in self.sources
        )
        return self.model_copy(update={"sources": changed})
