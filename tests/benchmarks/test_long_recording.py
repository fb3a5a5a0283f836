"""Ten minutes of screen at 1080p30, camera at 720p30 and sound: what is missed, what parts, what grows.

The screen shows something new at every look, so every picture that lies too far behind its predecessor in the file was
missed, whoever missed it: grabbing, the queue, or the encoder.
"""

import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
import psutil
import pytest

from recordings.media_file import open_media, packets, time_base_of, to_us
from tests import sound_server
from tests.benchmarks import scene
from tests.benchmarks.sound_offsets import Offsets, sound_offsets
from tests.virtual_display import virtual_display

pytestmark = [
    pytest.mark.soak,
    pytest.mark.display,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(sound_server.is_missing(), reason="no PulseAudio"),
]

SECONDS = 600
FRAME_US = 1_000_000 / 30
STEADY_AFTER_S = 150
"""Until then memory is still being taken: what pictures gave back is kept for the next (`recordings.allocation`)."""

LOOKS_A_SECOND = 5
"""Memory goes up and down by megabytes with the pictures that wait: many looks find a slope under that."""

PIECE_S = 10
A_MINUTE = 60 * LOOKS_A_SECOND
MOST_MISSED, MOST_MISSED_BUSY = 0.001, 0.005
LARGEST_GAP_MS = 100.0
MOST_MS, MOST_AROUND_MS, MOST_DRIFT_MS_A_MINUTE = 8.0, 20.0, 0.5
MOST_GROWTH_MB_AN_HOUR = 5.0


@dataclass
class Household:
    """Memory, handles and threads of a process, all the time."""

    at_s: list[float] = field(default_factory=list)
    memory_mb: list[float] = field(default_factory=list)
    handles: list[int] = field(default_factory=list)
    threads: list[int] = field(default_factory=list)

    def watch(self, child: "subprocess.Popen[bytes]") -> None:
        """Note them until the process ends."""
        process, begun_s = psutil.Process(child.pid), time.monotonic()
        while child.poll() is None:
            try:
                with process.oneshot():
                    noted = process.memory_info().rss / 1e6, process.num_fds(), process.num_threads()
            except psutil.NoSuchProcess:
                return
            self.at_s.append(time.monotonic() - begun_s)
            for kept, one in zip((self.memory_mb, self.handles, self.threads), noted, strict=True):
                kept.append(one)  # type: ignore[attr-defined]
            time.sleep(1 / LOOKS_A_SECOND)

    @property
    def _steady(self) -> slice:
        """After the start, before the end: the last seconds belong to closing."""
        return slice(int(np.searchsorted(self.at_s, STEADY_AFTER_S)), -5 * LOOKS_A_SECOND)

    @property
    def growth_mb_an_hour(self) -> float:
        """The median of the slopes between all pairs of moments, ten seconds each, of the steady part (Theil 1950, Sen
        1968): a picture that waits now and then does not tilt it, as it would a line through all looks.
        """
        looks = np.array([self.at_s[self._steady], self.memory_mb[self._steady]])
        pieces = max(2, int((looks[0, -1] - looks[0, 0]) / PIECE_S))
        at_s, memory_mb = np.array([np.median(piece, axis=1) for piece in np.array_split(looks, pieces, axis=1)]).T
        one, other = np.triu_indices(pieces, 1)
        return float(np.median((memory_mb[other] - memory_mb[one]) / (at_s[other] - at_s[one]))) * 3600

    @property
    def fewest_handles(self) -> tuple[int, int]:
        """In the first and in the last steady minute: one is open for a moment whenever a file is synced."""
        return min(self.handles[self._steady][:A_MINUTE]), min(self.handles[self._steady][-A_MINUTE:])

    @property
    def most_threads(self) -> tuple[int, int]:
        """In the first and in the last steady minute."""
        return max(self.threads[self._steady][:A_MINUTE]), max(self.threads[self._steady][-A_MINUTE:])


@dataclass(frozen=True)
class Missed:
    """Of a file's pictures: which part is missing, and the largest gap between two, ms."""

    share: float
    largest_gap_ms: float


def missed(path: Path) -> Missed:
    """Measure a file by the times of its pictures; the first second, in which devices settle, does not count."""
    with open_media(path) as container:
        stream = container.streams.video[0]
        unit = time_base_of(stream)
        times = np.array([to_us(packet.pts, unit) for packet in packets(container, stream) if packet.pts is not None])
    return missed_between(np.sort(times[times > 1_000_000])[:-1])  # the very last one ends the file


def missed_between(times_us: npt.NDArray[np.int64]) -> Missed:
    """How many pictures should lie between these and do not."""
    gaps_us = np.diff(times_us)
    lost = float(np.maximum(np.rint(gaps_us / FRAME_US) - 1, 0).sum())
    return Missed(lost / (len(times_us) + lost), float(gaps_us.max()) / 1000)


@pytest.mark.parametrize("window", ["idle", "busy"])
def test_that_ten_minutes_miss_nothing_and_stay_in_step(window: str, tmp_path: Path) -> None:
    folder, household = tmp_path / "session", Household()
    folder.mkdir()
    with ExitStack() as stage:
        display = stage.enter_context(virtual_display(1920, 1080))
        sound = stage.enter_context(sound_server.sound_server(tmp_path / "sound"))
        camera = stage.enter_context(scene.camera_720p())
        stage.enter_context(scene.content("typing", display))
        stage.enter_context(scene.pattern(display))
        stage.enter_context(scene.flashes(display, sound, SECONDS + 30))
        if window == "busy":
            stage.enter_context(scene.busy_window())
        recorder = [sys.executable, str(scene.HERE / "record_once.py"), str(folder), str(SECONDS)]
        child = subprocess.Popen([*recorder, "--microphone", "--camera", camera], env=scene.environment(display, sound))
        try:
            household.watch(child)
        finally:
            child.kill()
        assert child.wait() == 0
    pictures = {name: missed(folder / name) for name in ("screen.mkv", "camera.mkv")}
    offsets = sound_offsets(folder / "screen.mkv")
    _tell(window, pictures, offsets, household)
    most = MOST_MISSED if window == "idle" else MOST_MISSED_BUSY
    assert max(found.share for found in pictures.values()) <= most
    assert window == "busy" or pictures["screen.mkv"].largest_gap_ms <= LARGEST_GAP_MS
    assert abs(offsets.median_ms) <= MOST_MS
    assert offsets.around_ms <= MOST_AROUND_MS
    assert abs(offsets.drift_ms_a_minute) <= MOST_DRIFT_MS_A_MINUTE
    assert household.growth_mb_an_hour <= MOST_GROWTH_MB_AN_HOUR
    assert household.fewest_handles[0] == household.fewest_handles[1]
    assert household.most_threads[0] == household.most_threads[1]


def _tell(window: str, pictures: dict[str, Missed], offsets: Offsets, household: Household) -> None:
    """All that was measured, before any of it is judged."""
    for name, found in pictures.items():
        print(
            f"\n{name}, {SECONDS} s, window {window}: {found.share:.3%} missed (at most {MOST_MISSED:.1%}, busy "
            f"{MOST_MISSED_BUSY:.1%}), largest gap {found.largest_gap_ms:.0f} ms"
        )
    print(
        f"sound and picture, {len(offsets.at_s)} beeps: {offsets.median_ms:+.1f} ms (at most {MOST_MS}), 95 % within "
        f"{offsets.around_ms:.1f} ms (at most {MOST_AROUND_MS}), drift {offsets.drift_ms_a_minute:+.2f} ms a minute "
        f"(at most {MOST_DRIFT_MS_A_MINUTE})"
    )
    print(
        f"memory {household.memory_mb[-6 * LOOKS_A_SECOND]:.0f} MB, growth {household.growth_mb_an_hour:+.1f} MB an h "
        f"(at most {MOST_GROWTH_MB_AN_HOUR}); handles {household.fewest_handles}, threads {household.most_threads}"
    )
