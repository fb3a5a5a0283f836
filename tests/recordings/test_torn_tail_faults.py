"""Power loss: the end of a media file is cut off anywhere or was never written, and all whole clusters can be read."""

import random
import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from recordings import manifest, playback, repair
from recordings.facts import FACTS_NAME
from recordings.media_file import open_media, packets, time_base_of, to_us
from tests.recordings.matroska import cluster_ends
from tests.recordings.recording_here import SCREEN, VOICE, Steered, a_plan

MEDIA = "screen.mkv"
RECORDED_US = 3_000_000
PAGE = 4096
MOST_PAGES = 16
IN_SUITE, IN_SOAK = 20, 500


@dataclass(frozen=True)
class Crashed:
    """A session folder as it lay on the disk in the middle of a recording.

    Attributes:
        pictures: offset in the media file and session time, µs, of each picture.
        whole: offsets behind each whole cluster.
    """

    facts: bytes
    media: bytes
    pictures: list[tuple[int, int]]
    whole: list[int]

    def pictures_before(self, damage: int) -> set[int]:
        """Session times of the pictures in the clusters that end before a damaged byte."""
        end = max((end for end in self.whole if end <= damage), default=0)
        return {at_us for offset, at_us in self.pictures if offset < end}


@pytest.fixture(scope="module")
def crashed(tmp_path_factory: pytest.TempPathFactory) -> Crashed:
    """A recording of some seconds, copied while it was running."""
    folder, copy = tmp_path_factory.mktemp("running"), tmp_path_factory.mktemp("copy")
    steered = Steered()
    try:
        steered.engine.arm(a_plan(folder, SCREEN, VOICE))
        steered.engine.start()
        steered.until(lambda: _health_us(steered) > RECORDED_US)
        facts, media = (folder / FACTS_NAME).read_bytes(), (folder / MEDIA).read_bytes()
    finally:
        steered.engine.close()
    (copy / MEDIA).write_bytes(media)
    origin_us = next(segment.origin_us for track in manifest.read(folder).tracks for segment in track.segments)
    with open_media(copy / MEDIA) as container:
        stream = container.streams.video[0]
        read = [(packet.pos or 0, packet.pts) for packet in packets(container, stream)]
        pictures = [(pos, origin_us + to_us(pts, time_base_of(stream))) for pos, pts in read if pts is not None]
    return Crashed(facts, media, pictures, cluster_ends(media))


def _health_us(steered: Steered) -> int:
    return next((one.at_us for one in reversed(steered.reports) if one.type == "recorder.health"), 0)


def tear(crashed: Crashed, folder: Path, chance: random.Random) -> int:
    """Put the folder there with its media file torn; return the offset of the first byte that is wrong."""
    cut = chance.randrange(len(crashed.media) + 1)
    zeros = min(cut, chance.choice([0, chance.randrange(PAGE), PAGE * chance.randrange(MOST_PAGES)]))
    (folder / MEDIA).write_bytes(crashed.media[: cut - zeros] + bytes(zeros))
    torn_line = chance.choice([b"", b'{"type":"segment_clo', bytes(chance.randrange(PAGE))])
    (folder / FACTS_NAME).write_bytes(crashed.facts + torn_line)
    return cut - zeros


def check(crashed: Crashed, folder: Path, damage: int) -> None:
    """All whole clusters before the damage can be read, the manifest is valid, and nothing is left to be repaired."""
    report = repair.finish(folder)
    expected = crashed.pictures_before(damage)
    made = manifest.read(folder)
    assert made.ended == "repaired"
    assert not repair.finish(folder).changed
    if not expected:
        assert report.found or report.lost == (MEDIA,)
        return
    with playback.open_recording(folder) as recorded:
        screen = recorded.track("screen")
        assert expected <= set(np.asarray(screen.picture_times()).tolist())
        shown = screen.frame_at(max(expected))
        assert shown is not None


@pytest.mark.parametrize("seeds", [IN_SUITE, pytest.param(IN_SOAK, marks=pytest.mark.soak)])
@pytest.mark.timeout(1200)
def test_that_a_torn_tail_costs_no_whole_cluster(crashed: Crashed, tmp_path: Path, seeds: int) -> None:
    assert len(crashed.whole) > 5
    opened = 0
    for seed in range(seeds):
        folder = tmp_path / str(seed)
        folder.mkdir()
        damage = tear(crashed, folder, random.Random(seed))
        try:
            check(crashed, folder, damage)
        except BaseException:
            print(f"seed {seed}: damaged from byte {damage} of {len(crashed.media)}")
            raise
        shutil.rmtree(folder)
        opened += 1
    print(f"\ntorn tails opened to the last whole cluster: {opened} of {seeds}")
