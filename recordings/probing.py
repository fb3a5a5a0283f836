"""What is readable in a media file that nobody closed."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
from av.container import InputContainer


@dataclass(frozen=True, slots=True)
class Probed:
    """Length up to the last readable packet, and the number of pictures."""

    duration_us: int
    frames: int


def probe(path: Path) -> Probed | None:
    """Read all packets of a file; None if it holds nothing readable or does not exist."""
    try:
        with av.open(str(path)) as container:
            return _counted(container)
    except (av.FFmpegError, OSError):
        return None


def _counted(container: InputContainer) -> Probed | None:
    last = Fraction(0)
    frames = packets = 0
    try:
        for packet in container.demux():
            if packet.pts is None or packet.time_base is None:
                continue
            packets += 1
            frames += packet.stream.type == "video"
            last = max(last, (packet.pts + (packet.duration or 0)) * packet.time_base)
    except av.FFmpegError:
        pass  # a torn end; what came before it counts
    return Probed(int(last * 1_000_000), frames) if packets else None
