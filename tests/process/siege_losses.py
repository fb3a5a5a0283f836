"""What a session under fire lost: nothing of its journal, little of its media."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import av
import numpy as np

from lab.archive.journal_reading import read_events
from recordings import manifest, playback
from recordings.fact_log import read_facts
from recordings.messages import SegmentOpened
from tests.process.siege import Siege

NEAR_US = 250_000
"""A hole between two files that is shorter than this is not told as a gap."""


@dataclass(frozen=True, slots=True)
class Loss:
    """What one kill of the recorder cost.

    Attributes:
        lost_us: between the blow and the last that can be read from before it.
        resumed_us: from the blow to the beginning of the next file.
    """

    kind: Literal["video", "audio"]
    lost_us: int
    resumed_us: int


def check_journal(done: Siege) -> None:
    """No acknowledged event is lost or has another number, none is there twice, and their order is that of putting."""
    events = read_events(done.folder)
    kept = {stamped.event.id: stamped.seq for stamped in events}
    assert len(kept) == len(events)
    assert done.traffic.refused == []
    assert done.traffic.acknowledged.items() <= kept.items()
    sent = set(done.traffic.sent)
    assert [stamped.event.id for stamped in events if stamped.event.id in sent] == done.traffic.sent


def losses(done: Siege) -> list[Loss]:
    """What each kill of the recorder cost, picture and sound apart, read from the files."""
    files = [fact for fact in read_facts(done.folder) if isinstance(fact, SegmentOpened)]
    assert [file.n for file in files] == list(range(1, len(done.recorder_killed_us) + 2))
    found = []
    for file, after, blow_us in zip(files, files[1:], done.recorder_killed_us, strict=False):
        assert file.origin_us < blow_us < after.origin_us, "the files lie on one clock"
        for kind in ("video", "audio"):
            last_us = file.origin_us + _readable_us(done.folder / file.file, kind)
            found.append(Loss(kind, max(0, blow_us - last_us), after.origin_us - blow_us))
    return found


def check_gaps(done: Siege) -> None:
    """Wherever no picture was recorded for longer than a moment, a gap is told, and nowhere else."""
    with playback.open_recording(done.folder) as recording:
        times_us = recording.track("screen").picture_times()
    told = [gap for gap in manifest.read(done.folder).gaps if gap.source == "screen"]
    holes = [(times_us[place], times_us[place + 1]) for place in np.flatnonzero(np.diff(times_us) > 2 * NEAR_US)]
    assert len(told) >= len(holes)
    for from_us, to_us in holes:
        assert any(abs(gap.from_us - from_us) < NEAR_US and abs(gap.to_us - to_us) < NEAR_US for gap in told)
    for gap in told:
        assert any(gap.from_us <= blow_us <= gap.to_us for blow_us in done.recorder_killed_us)


def _readable_us(path: Path, kind: str) -> int:
    """Where the last packet of a kind ends that can be read from a file, µs after its beginning."""
    end_s = 0.0
    try:
        with av.open(str(path)) as container:
            for packet in container.demux(**{kind: 0}):
                if packet.pts is not None and packet.time_base is not None:
                    end_s = max(end_s, float((packet.pts + (packet.duration or 0)) * packet.time_base))
    except (av.FFmpegError, IndexError):  # killed before its first words
        return 0
    return round(end_s * 1e6)
