"""What the check saw in a file and heard in it. Plain data: the recorder loads what decodes only when it is needed."""

from dataclasses import dataclass

from recordings.judging import Light, SoundSpan


@dataclass(frozen=True, slots=True)
class Seen:
    """What a file shows.

    Attributes:
        pictures: how many were decoded.
        lasts_s: from the start of the file to the last of them, s.
        moves: something in the picture changed.
        light: of the lightest picture; None if there is none.
        numbers: of the markers that were found.
    """

    pictures: int = 0
    lasts_s: float = 0.0
    moves: bool = False
    light: Light | None = None
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Heard:
    """What a file sounds like: `lasts_s` of sound, measured; `span` is None for less than a tenth of a second."""

    lasts_s: float = 0.0
    span: SoundSpan | None = None
