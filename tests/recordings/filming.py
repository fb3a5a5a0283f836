"""Real media files made by hand, so that reading them is tested against what is known to lie in them."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fractions import Fraction
from functools import partial
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
from av.audio.stream import AudioStream
from av.container.output import OutputContainer
from av.video.stream import VideoStream

from recordings.manifest import MANIFEST_NAME, Gap, Manifest, Segment, Track

BITS = 12
RATE = 48_000
Pixels = npt.NDArray[np.uint8]


def numbered_picture(number: int, width: int = 240, height: int = 136) -> Pixels:
    """A picture that says its number: one white or black column for each bit, the lowest at the left."""
    columns = np.arange(width) * BITS // width
    row = np.where((number >> columns) & 1, 235, 20).astype(np.uint8)
    return np.repeat(np.repeat(row[None, :, None], height, 0), 3, 2)


def number_in(rgb: Pixels) -> int:
    """The number a picture says, read from the upper half of its columns (an inset may lie below)."""
    height, width = rgb.shape[:2]
    middles = ((np.arange(BITS) + 0.5) * width / BITS).astype(int)
    light = rgb[: height // 2, middles].mean(axis=(0, 2)) > 128
    return int((light.astype(int) << np.arange(BITS)).sum())


def rgb_of(frame: av.VideoFrame) -> Pixels:
    """The decoded picture in rows, columns and colours."""
    return np.asarray(frame.to_ndarray(format="rgb24"), np.uint8)


def seconds_of(frame: av.VideoFrame | av.AudioFrame) -> float:
    """When a decoded frame is to be shown or heard, in seconds."""
    assert frame.time is not None
    return frame.time


def beeps(at_us: Sequence[int], length_us: int, *, rate: int = RATE) -> npt.NDArray[np.int16]:
    """Silence with a beep of 60 ms and 1 kHz at each of these moments."""
    moments = np.arange(length_us * rate // 1_000_000) / rate
    sound = np.zeros(len(moments))
    for beginning in at_us:
        inside = (moments >= beginning / 1e6) & (moments < beginning / 1e6 + 0.06)
        sound[inside] = np.sin(2 * np.pi * 1000 * (moments[inside] - beginning / 1e6) + 0.5)
    return (sound * 24_000).astype(np.int16)


def beep_starts(sound: npt.NDArray[np.int16], rate: int) -> list[float]:
    """Where beeps begin, in seconds from the first sample."""
    loud = np.flatnonzero(np.abs(sound.astype(np.int32)) > 6_000)
    starts = loud[np.diff(loud, prepend=-rate) > rate // 10]
    return [float(start) / rate for start in starts]


@dataclass(frozen=True)
class Film:
    """One media file to be made.

    Attributes:
        shots: (ms after the start of the file, number shown).
        sound: pieces of (µs after the start of the file, samples).
        grain: noise in the lower half makes the file large.
        killed: the recorder died: no duration, no cues, no trailer.
    """

    shots: Sequence[tuple[int, int]] = ()
    sound: Sequence[tuple[int, npt.NDArray[np.int16]]] = ()
    width: int = 240
    height: int = 136
    gop: int = 30
    grain: bool = False
    killed: bool = False
    options: dict[str, str] = field(default_factory=lambda: {"preset": "ultrafast", "tune": "zerolatency", "crf": "23"})


def write_film(path: Path, film: Film) -> None:
    """Make the file as the recorder would: Matroska in small clusters, H.264 stamped in ms, AAC."""
    written = path.with_suffix(".whole") if film.killed else path
    muxing = {"cluster_time_limit": "120", "flush_packets": "1", "max_interleave_delta": "120000"}
    with av.open(str(written), "w", format="matroska", options=muxing) as container:
        pictures = _add_pictures(container, film) if film.shots else None
        sound = _add_sound(container) if film.sound else None
        container.start_encoding()
        _encode(container, film, pictures, sound)
        if film.killed:
            shutil.copy(written, path)
    if film.killed:
        written.unlink()


def _add_pictures(container: OutputContainer, film: Film) -> VideoStream:
    stream = container.add_stream("libx264", rate=30, options=film.options)
    assert isinstance(stream, VideoStream)
    stream.width, stream.height, stream.pix_fmt = film.width, film.height, "yuv420p"
    stream.codec_context.time_base = Fraction(1, 1000)
    stream.codec_context.gop_size = film.gop
    stream.codec_context.colorspace = 1
    return stream


def _add_sound(container: OutputContainer) -> AudioStream:
    stream = container.add_stream("aac", rate=RATE, layout="mono")
    assert isinstance(stream, AudioStream)
    stream.bit_rate = 96_000
    return stream


def _encode(container: OutputContainer, film: Film, pictures: VideoStream | None, sound: AudioStream | None) -> None:
    """Picture and sound in the order of time, as they come from the devices."""
    steps: list[tuple[int, Callable[[], None]]] = []
    for at_ms, number in film.shots:
        steps.append((at_ms * 1000, partial(_shoot, container, film, pictures, at_ms, number)))
    for begin_us, samples in film.sound:
        for start in range(0, len(samples), 1024):
            piece = samples[start : start + 1024]
            sample = begin_us * RATE // 1_000_000 + start
            steps.append((begin_us + start * 1_000_000 // RATE, partial(_hear, container, sound, sample, piece)))
    for _at, step in sorted(steps, key=lambda entry: entry[0]):
        step()
    for stream in (pictures, sound):
        if stream is not None and not film.killed:
            container.mux(stream.encode(None))


def _shoot(container: OutputContainer, film: Film, stream: VideoStream | None, at_ms: int, number: int) -> None:
    assert stream is not None
    picture = numbered_picture(number, film.width, film.height)
    if film.grain:
        lower = picture[film.height // 2 :]
        lower[:] = np.random.default_rng(number).integers(0, 255, lower.shape)
    frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
    frame.pts, frame.time_base = at_ms, Fraction(1, 1000)
    container.mux(stream.encode(frame))


def _hear(container: OutputContainer, stream: AudioStream | None, sample: int, piece: npt.NDArray[np.int16]) -> None:
    assert stream is not None
    frame = av.AudioFrame.from_ndarray(piece[None, :], format="s16", layout="mono")
    frame.sample_rate, frame.pts, frame.time_base = RATE, sample, Fraction(1, RATE)
    container.mux(stream.encode(frame))


class Studio:
    """Makes whole recordings: media files and the manifest that names them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._tracks: list[Track] = []
        self._gaps: list[Gap] = []

    def film(self, source: str, *films: tuple[int, Film], kind: str = "synthetic_screen") -> "Studio":
        """Add a track of films, each at its origin on the session clock, µs."""
        segments = []
        for n, (origin_us, film) in enumerate(films, start=1):
            suffix = "mkv" if film.shots else "mka"
            name = f"{source}.{suffix}" if n == 1 else f"{source}.{n:03}.{suffix}"
            write_film(self.folder / name, film)
            segments.append(_described(n, name, origin_us, film))
        sound = any(film.sound for _, film in films)
        shows = "screen" if kind.endswith("screen") else "voice" if kind.endswith("microphone") else "face"
        fields = {"source": source, "kind": kind, "shows": shows, "device": "x", "sound": sound, "segments": segments}
        self._tracks.append(Track.model_validate(fields))
        return self

    def borrowed(self, source: str, lender: str) -> "Studio":
        """Add a microphone whose sound lies in the files of another track."""
        files = next(track for track in self._tracks if track.source == lender)
        described = {"source": source, "kind": "synthetic_microphone", "shows": "voice", "sound": True}
        self._tracks.append(files.model_copy(update=described))
        return self

    def gap(self, source: str, from_us: int, to_us: int) -> "Studio":
        """Write down that a source delivered nothing."""
        self._gaps.append(Gap(source=source, from_us=from_us, to_us=to_us, reason="camera_lost"))
        return self

    def done(self) -> Path:
        """Write the manifest; the folder of the recording."""
        described = Manifest(
            origin_us=0,
            boot_id="boot",
            wall=datetime(2026, 3, 2, tzinfo=UTC),
            ended="normal",
            tracks=tuple(self._tracks),
            gaps=tuple(self._gaps),
        )
        (self.folder / MANIFEST_NAME).write_text(described.model_dump_json(), encoding="utf-8")
        return self.folder


def _described(n: int, name: str, origin_us: int, film: Film) -> Segment:
    ends = [at_ms * 1000 for at_ms, _ in film.shots]
    ends += [begin + len(samples) * 1_000_000 // RATE for begin, samples in film.sound]
    return Segment(
        n=n, file=name, origin_us=origin_us, duration_us=max(ends, default=0), width=film.width, height=film.height
    )
